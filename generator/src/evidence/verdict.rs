//! What a verification as a whole says, and why it says no more.

use super::claims::{claims, finished};
use super::verification::{MetricCheck, Verdict, Verification};

/// The verdict of all that `verification` holds: it holds where at least one claim was recomputed,
/// every claim that names the control set was, and nothing differs. With the reasons, in phrases,
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
    let parts = runs().flat_map(|run| run.metrics.iter().map(|it| it.verdict));
    let parts = parts.chain(runs().flat_map(|run| run.outputs.iter().map(|it| it.verdict)));
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
    let claims = claims(verification);
    if claims.is_empty() {
        return vec!["no evaluation of the record has `control_set: true`".to_owned()];
    }
    let open = claims.iter().filter(|claim| claim.verdict == Verdict::NotChecked);
    open.map(|claim| {
        let check = claim.checks.iter().find(|(_, check)| check.verdict == Verdict::NotChecked);
        of_claim(check.map_or(claim.declared, |(_, check)| check))
    })
    .collect()
}

fn of_claim(check: &MetricCheck) -> String {
    let condition = check.condition.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
    let reason = check.reason.as_deref().unwrap_or("it was not recomputed");
    format!("{}{condition}: {reason}", check.metric)
}
