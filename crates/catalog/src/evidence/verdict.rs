//! What a verification as a whole says, and why it says no more.

use faircat_inference::figures;
use faircat_inference::verification::{NO_ONE_SCALE, Recomputed};

use super::checked_claims::{checked_claims, finished};
use super::verification::{Agreement, EngineRun, OutputCheck, Verdict, Verification};

/// What a tolerance beyond the rounding of engines leaves open.
const UNDECIDED: &str = "which is more than rounding explains, and the `tolerance` of the control \
                         set is too wide to decide it";

/// The verdict of all that `verification` holds: it holds where at least one claim was recomputed,
/// every claim that names the control set was, no output was compared within a tolerance that
/// decides nothing, and nothing differs. With the reasons, in phrases,
/// where it neither holds nor fails.
pub fn of(verification: &Verification) -> (Verdict, Vec<String>) {
    if contradicts(verification) {
        return (Verdict::Fails, Vec::new());
    }
    let reasons = reasons(verification);
    let verdict = if reasons.is_empty() { Verdict::Holds } else { Verdict::NotChecked };
    (verdict, reasons)
}

/// Whether anything that was checked differs from what the record says.
fn contradicts(verification: &Verification) -> bool {
    let runs = || verification.runs.iter();
    let parts = runs().flat_map(|run| run.metrics.iter().map(|it| it.verdict()));
    let parts = parts.chain(runs().flat_map(|run| run.outputs.iter().map(|it| it.found.verdict())));
    let parts = parts.chain(verification.files.iter().map(|it| it.verdict));
    let parts = parts.chain(verification.agreement.iter().map(|it| it.verdict));
    let mut parts = parts.chain([verification.control_set.verdict]);
    !verification.signature_differences.is_empty() || parts.any(|it| it == Verdict::Fails)
}

fn reasons(verification: &Verification) -> Vec<String> {
    if finished(verification).next().is_none() {
        let failed = verification.runs.iter().filter_map(|run| {
            Some(format!("{} did not run the model: {}", run.engine_line(), run.failure.as_ref()?))
        });
        let mut reasons: Vec<String> = failed.collect();
        if reasons.is_empty() {
            reasons.push("no engine ran the model".to_owned());
        }
        return reasons;
    }
    let claims = checked_claims(verification);
    if claims.is_empty() {
        return vec!["no evaluation of the record has `control_set: true`".to_owned()];
    }
    let open = claims.iter().filter(|claim| claim.verdict == Verdict::NotChecked);
    let of_claims = open.map(|claim| {
        let check = claim.checks.iter().find(|(_, check)| check.verdict() == Verdict::NotChecked);
        of_claim(check.map_or(claim.declared, |(_, check)| check))
    });
    of_claims.chain(of_outputs(verification)).collect()
}

/// Of each output that was compared within a tolerance that decides nothing, the first comparison.
fn of_outputs(verification: &Verification) -> Vec<String> {
    let mut told: Vec<(&str, String)> = Vec::new();
    let of_runs = finished(verification).flat_map(|run| {
        let open = run.outputs.iter().filter(|it| it.found.is_open());
        open.map(|it| (it.found.name.as_str(), of_output(run, it)))
    });
    let declared = verification.control_set.tolerance;
    let of_pairs = verification.agreement.iter().filter(|pair| pair.is_open(declared));
    let of_pairs = of_pairs.map(|pair| (pair.output.as_str(), of_pair(verification, pair)));
    for (name, reason) in of_runs.chain(of_pairs) {
        if told.iter().all(|(known, _)| *known != name) {
            told.push((name, reason));
        }
    }
    told.into_iter().map(|(_, reason)| reason).collect()
}

fn of_output(run: &EngineRun, output: &OutputCheck) -> String {
    if output.found.has_no_scale() {
        return format!("output `{}`: {}: {NO_ONE_SCALE}", output.found.name, run.engine);
    }
    let apart = output.found.shown().largest.unwrap_or_default();
    format!(
        "output `{}`: {} differs by {apart} from the reference, {UNDECIDED}",
        output.found.name, run.engine
    )
}

fn of_pair(verification: &Verification, pair: &Agreement) -> String {
    let engine = |place: usize| verification.runs.get(place).map_or("?", |run| &run.engine);
    let [first, second] = pair.runs.map(engine);
    if pair.tolerance.is_none() {
        return format!("output `{}`: {first} and {second}: {NO_ONE_SCALE}", pair.output);
    }
    let apart = figures::width(pair.largest_difference);
    format!("output `{}`: {first} and {second} differ by {apart}, {UNDECIDED}", pair.output)
}

fn of_claim(check: &Recomputed) -> String {
    let condition = check.claim.condition.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
    let reason = check.reason.as_deref().unwrap_or("it was not recomputed");
    format!("{}{condition}: {reason}", check.claim.metric)
}
