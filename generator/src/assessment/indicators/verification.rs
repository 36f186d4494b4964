//! What running the model showed: I1, R1, R1.2 and R3 of models.
//!
//! Nothing here rests on what a record says of itself: the model's own file and the dated evidence
//! of `faircat verify` decide, as far as they are about the files at hand.

use super::outcome::{Outcome, count, fail, pass, quoted, some_phrases, unknown};
use crate::assessment::subject::View;
use crate::evidence::claims::{Claim, claims, finished, largest_difference, tally};
use crate::evidence::verification::{EngineRun, MetricCheck, Verdict, Verification};

/// What the evidence says, or why it cannot be used.
fn current<'a>(view: &View<'a>) -> Result<&'a Verification, Outcome> {
    let evidence = view.subject.evidence;
    if let Some(verification) = evidence.current() {
        return Ok(verification);
    }
    Err(match &evidence.verification {
        Some(outdated) => unknown(format!(
            "The verification of {} is outdated: {}. `{}` makes a new one.",
            outdated.date,
            some_phrases(&evidence.outdated, 2),
            command(view)
        )),
        None => unknown(format!(
            "The model has not been run on a control set yet; `{}` does it.",
            command(view)
        )),
    })
}

/// The command that verifies this model.
fn command(view: &View<'_>) -> String {
    let slug = view.iri().and_then(|iri| iri.trim_end_matches('/').rsplit('/').next());
    format!("faircat verify {}", slug.unwrap_or_default()).trim_end().to_owned()
}

/// I1: the signature of the record is that of the model's file.
pub(super) fn signature(view: &View<'_>) -> Outcome {
    let checks = &view.subject.evidence.signatures;
    if let Some(wrong) = checks.iter().find(|check| !check.differences.is_empty()) {
        let differences = some_phrases(&wrong.differences, 3);
        return fail(format!("In `{}`, {differences}.", wrong.file), wrong.correction.as_str());
    }
    if let Some(check) = checks.first() {
        return pass(match checks.len() {
            1 => format!("Names, types and shapes are those of `{}`.", check.file),
            some => format!("Names, types and shapes are those of {}.", count(some, "file")),
        });
    }
    let verification = match current(view) {
        Ok(verification) => verification,
        Err(outcome) => return outcome,
    };
    if verification.signature_differences.is_empty() {
        return pass(format!("Compared with the model's file on {}.", verification.date));
    }
    fail(
        format!("{}.", some_phrases(&verification.signature_differences, 3)),
        format!("# make `model.signature` that of the model's file, then: {}", command(view)),
    )
}

/// R1: the claims that the control set can check hold.
pub(super) fn claims_hold(view: &View<'_>) -> Outcome {
    let verification = match current(view) {
        Ok(verification) => verification,
        Err(outcome) => return outcome,
    };
    let claims = claims(verification);
    let broken: Vec<&Claim> =
        claims.iter().filter(|claim| claim.verdict == Verdict::Fails).collect();
    let tally = tally(verification);
    if let Some(first) = broken.first() {
        let told: Vec<String> =
            broken.iter().map(|claim| contradiction(verification, claim)).collect();
        return fail(
            format!("{}: {}.", not_holding(broken.len()), some_phrases(&told, 3)),
            correction(first, &command(view)),
        );
    }
    if tally.engines == 0 {
        return fail("No engine could run the model.", again(view));
    }
    if tally.checked == 0 {
        return fail(
            "None of the declared evaluations names the control set.",
            "model:\n  evaluations:\n    - metric: \"<as ROC AUC>\"\n      value: <number>\n      \
             tolerance: <largest difference>\n      control_set: true",
        );
    }
    let metrics: Vec<String> = claims
        .iter()
        .map(|claim| format!("{} {}", claim.declared.metric, claim.declared.declared))
        .collect();
    pass(format!(
        "{} of {} recomputed and held on {}, {}: {}.",
        tally.holding,
        count(tally.checked, "claim"),
        count(tally.engines, "engine"),
        verification.date,
        some_phrases(&metrics, 3)
    ))
}

fn not_holding(claims: usize) -> String {
    let verb = if claims == 1 { "does" } else { "do" };
    format!("{} {verb} not hold", count(claims, "claim"))
}

/// A claim beside what was found instead.
fn contradiction(verification: &Verification, claim: &Claim<'_>) -> String {
    let failing = claim.checks.iter().find(|(_, check)| check.verdict == Verdict::Fails);
    let (place, check) = failing.copied().unwrap_or((0, claim.declared));
    let engine = verification.runs.get(place).map(EngineRun::engine_line).unwrap_or_default();
    let found = match check.recomputed {
        Some(value) => value.to_string(),
        None => "nothing".to_owned(),
    };
    let within = check.tolerance.map(|size| format!(" (tolerance {size})")).unwrap_or_default();
    format!(
        "{} is declared as {}, but {engine} gives {found}{within}",
        check.metric, check.declared
    )
}

fn correction(claim: &Claim<'_>, command: &str) -> String {
    let failing = claim.checks.iter().map(|(_, check)| check);
    let found: Option<&MetricCheck> = failing
        .copied()
        .find(|check| check.verdict == Verdict::Fails && check.recomputed.is_some());
    let Some(value) = found.and_then(|check| check.recomputed) else {
        return format!("# find out why nothing was recomputed: {command}");
    };
    format!(
        "# correct the claim, or the model's file, then: {command}\nmodel:\n  evaluations:\n    \
         - metric: {}\n      value: {value}\n      control_set: true",
        quoted(&claim.declared.metric)
    )
}

fn again(view: &View<'_>) -> String {
    format!("# export the model anew, then: {}", command(view))
}

/// R1.2: it is known with what, when and on which files the figures were had.
pub(super) fn figures_traced(view: &View<'_>) -> Outcome {
    let verification = match current(view) {
        Ok(verification) => verification,
        Err(outcome) => return outcome,
    };
    let wrong: Vec<String> = verification
        .files
        .iter()
        .filter(|file| file.verdict == Verdict::Fails)
        .map(|file| format!("`{}` is not the file that the record declares", file.file))
        .collect();
    if !wrong.is_empty() {
        let file = verification.files.iter().find(|file| file.verdict == Verdict::Fails);
        return fail(
            format!("{}.", some_phrases(&wrong, 3)),
            file.map_or_else(
                || again(view),
                |file| {
                    format!(
                        "artifacts:\n  - path: {}\n    size: {}\n    sha256: {}",
                        quoted(&file.file),
                        file.size,
                        file.sha256
                    )
                },
            ),
        );
    }
    let engines: Vec<String> = finished(verification).map(EngineRun::engine_line).collect();
    if engines.is_empty() {
        return fail("No engine could run the model.", again(view));
    }
    pass(format!(
        "The figures were recomputed on {} with {} from files known by their SHA-256.",
        verification.date,
        some_phrases(&engines, 4)
    ))
}

/// R3: engines that others wrote give the same answers.
pub(super) fn engines_agree(view: &View<'_>) -> Outcome {
    let verification = match current(view) {
        Ok(verification) => verification,
        Err(outcome) => return outcome,
    };
    let apart = disagreements(verification);
    if !apart.is_empty() {
        return fail(format!("{}.", some_phrases(&apart, 3)), again(view));
    }
    let mut engines: Vec<&str> = finished(verification).map(|run| run.engine.as_str()).collect();
    engines.sort_unstable();
    engines.dedup();
    if engines.len() < 2 {
        return unknown(format!(
            "Only {} of the engines ran the control set; a second one is needed.",
            engines.len()
        ));
    }
    let compared = verification.agreement.iter().any(|pair| pair.verdict == Verdict::Holds);
    if !compared {
        return fail(
            "There is no tolerance within which the engines could agree.",
            "model:\n  control_set:\n    tolerance: 1e-5",
        );
    }
    let largest = finished(verification).filter_map(largest_difference).reduce(f64::max);
    let difference = largest
        .map(|size| format!("; the largest difference from the reference outputs is {size:.1e}"));
    pass(format!(
        "{} agree on {}{}.",
        engines.join(", "),
        count(verification.control_set.items, "item"),
        difference.unwrap_or_default()
    ))
}

/// Pairs of engines, and engines and references, that differ by more than the tolerance.
fn disagreements(verification: &Verification) -> Vec<String> {
    let engine = |place: usize| verification.runs.get(place).map_or("?", |run| run.engine.as_str());
    let pairs = verification.agreement.iter().filter(|pair| pair.verdict == Verdict::Fails);
    let mut apart: Vec<String> = pairs
        .map(|pair| {
            format!(
                "{} and {} differ by {:.1e} in `{}`",
                engine(pair.runs[0]),
                engine(pair.runs[1]),
                pair.largest_difference,
                pair.output
            )
        })
        .collect();
    for run in finished(verification) {
        apart.extend(run.outputs.iter().filter(|it| it.verdict == Verdict::Fails).map(|output| {
            match output.largest_difference {
                Some(size) => format!(
                    "{} differs by {size:.1e} from the reference of `{}`",
                    run.engine, output.name
                ),
                None => format!("{} gives another shape of `{}`", run.engine, output.name),
            }
        }));
    }
    apart
}
