//! Whether a verification is about the files and claims at hand.

use super::verification::{MetricCheck, Verification};
use crate::record::{Evaluation, ModelSection};

/// Why `verification` is not about the present files and claims of a record, in phrases; empty
/// where it is.
///
/// `model` is the record's section, and `sha256` gives the digest of a file below the record's
/// folder, in lower-case hexadecimal digits, or `None` where there is no such file.
pub fn outdated(
    verification: &Verification,
    model: Option<&ModelSection>,
    sha256: &dyn Fn(&str) -> Option<String>,
) -> Vec<String> {
    let mut reasons = changed_files(verification, sha256);
    let Some(model) = model else {
        reasons.push("the record describes no model".to_owned());
        return reasons;
    };
    let control_set = model.control_set.as_ref();
    match control_set.and_then(|set| set.data.as_deref()) {
        Some(data) if data != verification.control_set.file => {
            reasons.push(format!("the record now names the control set `{data}`"));
        }
        _ => {}
    }
    if let Some(tolerance) = control_set.and_then(|set| set.tolerance)
        && !verification.control_set.tolerance.is_some_and(|used| same(used, tolerance))
    {
        reasons.push(format!("the tolerance of the outputs is now {tolerance}"));
    }
    changed_claims(verification, &model.evaluations, &mut reasons);
    reasons
}

fn changed_files(
    verification: &Verification,
    sha256: &dyn Fn(&str) -> Option<String>,
) -> Vec<String> {
    let control_set = &verification.control_set;
    let mut used = vec![(control_set.file.as_str(), control_set.sha256.as_str())];
    used.extend(verification.runs.iter().map(|run| (run.file.as_str(), run.sha256.as_str())));
    used.sort_unstable();
    used.dedup();
    used.into_iter()
        .filter_map(|(file, expected)| match sha256(file) {
            Some(found) if found.eq_ignore_ascii_case(expected) => None,
            Some(_) => Some(format!("`{file}` has changed since")),
            None => Some(format!("`{file}` is no longer there")),
        })
        .collect()
}

/// Every claim that the control set is to recompute was checked, and what was checked is still
/// claimed.
fn changed_claims(
    verification: &Verification,
    evaluations: &[Evaluation],
    reasons: &mut Vec<String>,
) {
    for run in verification.runs.iter().filter(|run| run.failure.is_none()) {
        for check in &run.metrics {
            if !evaluations.iter().any(|evaluation| check.is_about(evaluation)) {
                let claim = format!("{} {}", check.metric, check.declared);
                add(reasons, format!("the record no longer claims `{claim}`"));
            }
        }
        for evaluation in evaluations.iter().filter(|evaluation| evaluation.control_set) {
            if !run.metrics.iter().any(|check| check.is_about(evaluation)) {
                let claim = format!("{} {}", evaluation.metric, evaluation.value);
                add(reasons, format!("the claim `{claim}` was not among those checked"));
            }
        }
    }
}

fn add(reasons: &mut Vec<String>, reason: String) {
    if !reasons.contains(&reason) {
        reasons.push(reason);
    }
}

impl MetricCheck {
    /// Whether it checks `evaluation` as the record states it now.
    pub fn is_about(&self, evaluation: &Evaluation) -> bool {
        self.metric == evaluation.metric
            && self.condition == evaluation.condition
            && self.declared_output == evaluation.output
            && same(self.declared, evaluation.value)
            && evaluation
                .tolerance
                .is_none_or(|tolerance| self.tolerance.is_some_and(|used| same(used, tolerance)))
    }
}

/// Whether two numbers are one, but for what reading them from decimal digits may change.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
}
