//! R3: whether engines that others wrote give the same answers.

use faircat_inference::figures;

use super::{Tested, again, count, current, fail, no_engine, origin, pass, some_phrases, unknown};
use crate::view::View;
use faircat_catalog::evidence::checked_claims::{finished, largest_difference};
use faircat_catalog::evidence::verification::{
    Agreement, EngineRun, OutputCheck, Verdict, Verification,
};

/// R3: engines that others wrote give the same answers.
pub(in crate::indicators) fn engines_agree(view: &View<'_>) -> Tested {
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
    match engines.as_slice() {
        [] => return no_engine(view, verification),
        [only] => {
            return unknown(format!("Only {only} ran the control set; a second engine is needed."));
        }
        _ => {}
    }
    let open = undecided(verification);
    if !open.is_empty() {
        return fail(
            format!(
                "The tolerance of the outputs is too wide to decide anything: {}.",
                some_phrases(&open, 3)
            ),
            "model:\n  control_set:\n    tolerance: 1.0e-5",
        );
    }
    let open = |pair: &&Agreement| pair.verdict == Verdict::NotChecked;
    let between = || verification.agreement.iter().filter(|pair| is_between(verification, pair));
    if let Some(pair) = between().find(open) {
        return fail(
            format!(
                "Nothing says within which tolerance {} and {} agree in `{}`.",
                engine(verification, pair.runs[0]),
                engine(verification, pair.runs[1]),
                pair.output
            ),
            "model:\n  control_set:\n    tolerance: 1.0e-5",
        );
    }
    let largest = finished(verification).filter_map(largest_difference).reduce(f64::max);
    let difference = largest
        .map(figures::width)
        .map(|size| format!("; the largest difference from the reference outputs is {size}"));
    pass(format!(
        "{} agree on {}{}; {}.",
        engines.join(", "),
        count(verification.control_set.items, "item"),
        difference.unwrap_or_default(),
        origin(view, verification)
    ))
}

/// Whether a pair is of two engines, not of two files of one.
fn is_between(verification: &Verification, pair: &Agreement) -> bool {
    engine(verification, pair.runs[0]) != engine(verification, pair.runs[1])
}

fn engine(verification: &Verification, place: usize) -> &str {
    verification.runs.get(place).map_or("?", |run| run.engine.as_str())
}

/// Pairs of engines, and engines and references, that differ by more than the tolerance.
fn disagreements(verification: &Verification) -> Vec<String> {
    let pairs = verification.agreement.iter().filter(|pair| pair.verdict == Verdict::Fails);
    let mut apart: Vec<String> = pairs.map(|pair| differing(verification, pair)).collect();
    for run in finished(verification) {
        apart.extend(run.outputs.iter().filter(|it| it.found.verdict() == Verdict::Fails).map(
            |output| match (output.found.largest, output.found.tolerance) {
                (Some(size), Some(tolerance)) if size > tolerance => from_reference(run, output),
                _ => {
                    format!("{} gives another shape or type of `{}`", run.engine, output.found.name)
                }
            },
        ));
    }
    apart
}

/// Pairs of engines, and engines and references, compared within a tolerance that decides nothing.
fn undecided<'a>(verification: &'a Verification) -> Vec<String> {
    let declared = verification.control_set.tolerance;
    let pairs = verification.agreement.iter().filter(|pair| pair.is_open(declared));
    let of_run = |run: &'a EngineRun| {
        let open = run.outputs.iter().filter(|it| it.found.is_open());
        open.map(move |output| from_reference(run, output))
    };
    let pairs = pairs.map(|pair| differing(verification, pair));
    pairs.chain(finished(verification).flat_map(of_run)).collect()
}

fn from_reference(run: &EngineRun, output: &OutputCheck) -> String {
    let apart = output.found.shown().largest.unwrap_or_default();
    format!("{} differs by {apart} from the reference of `{}`", run.engine, output.found.name)
}

fn differing(verification: &Verification, pair: &Agreement) -> String {
    let run = |place: usize| {
        let run = verification.runs.get(place);
        let form = run.and_then(|run| run.form.as_deref());
        let form = form.map(|form| format!(" ({form} form)")).unwrap_or_default();
        format!("{}{form}", engine(verification, place))
    };
    format!(
        "{} and {} differ by {} in `{}`",
        run(pair.runs[0]),
        run(pair.runs[1]),
        figures::width(pair.largest_difference),
        pair.output
    )
}
