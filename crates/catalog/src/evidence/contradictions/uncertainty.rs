//! What shows that a statistical uncertainty was not computed.
//!
//! A tenth of it passes for agreement, so an absurd one would let any value pass.

use faircat_inference::metrics::{Metric, metric_by_name};
use faircat_record::Evaluation;

use super::short;
use crate::evidence::verification::MetricCheck;

/// Largest ratio of the uncertainty on a control set and the declared one: that of a set with a
/// hundredth of the items.
const APART: f64 = 10.0;
/// How far the standard deviation of few bootstrap samples may exceed the true one.
const OF_SAMPLES: f64 = 1.5;
/// Half of the widest interval that faircat gives, as a share of the value.
const WIDEST_INTERVAL: f64 = 3.0;

/// What is wrong with the uncertainty of `check` on `items`; `evaluation` is the record's.
pub(super) fn of_uncertainty(
    check: &MetricCheck,
    evaluation: Option<&Evaluation>,
    items: usize,
) -> Option<String> {
    let name = short(&check.metric);
    let value = check.recomputed?;
    let declared = evaluation.and_then(|it| it.uncertainty).filter(|it| *it > 0.0);
    let Some(found) = check.spread() else {
        let declared = declared.filter(|_| check.limit.is_none() && !is_extreme(check, value))?;
        return Some(format!(
            "the uncertainty of `{name}` is left out, where the record declares {declared}"
        ));
    };
    if found == 0.0 {
        return Some(format!("`{name}` cannot be {value} with an uncertainty of 0"));
    }
    if found > most(check, value, items) {
        return Some(format!("`{name}` cannot be {value} with an uncertainty of {found}"));
    }
    let declared = declared?;
    (!(1.0 / APART..=APART).contains(&(found / declared))).then(|| {
        format!(
            "the uncertainty of `{name}` is said to be {found}, more than a factor of {APART} from \
             the {declared} that the record declares"
        )
    })
}

/// Whether `value` is the best or the worst that there is: only then does no bootstrap sample differ,
/// and there is no uncertainty.
fn is_extreme(check: &MetricCheck, value: f64) -> bool {
    let Some(metric) = metric_by_name(&check.metric) else { return false };
    let (least, most) = metric.range();
    let scale = scale(check);
    value == least * scale || value == most * scale
}

/// What a share of 1 is in the unit of `check`.
fn scale(check: &MetricCheck) -> f64 {
    if matches!(check.unit.as_deref(), Some("%" | "percent")) { 100.0 } else { 1.0 }
}

/// The largest uncertainty that a metric of this kind has with `value`: of errors that of one
/// item which makes them all, of shares half their range, and of a share of `items` that of a coin.
fn most(check: &MetricCheck, value: f64, items: usize) -> f64 {
    let scale = scale(check);
    match metric_by_name(&check.metric) {
        Some(Metric::Accuracy) => OF_SAMPLES * 0.5 * scale / (items.max(1) as f64).sqrt(),
        Some(metric) if metric.is_share() => 0.5 * scale,
        _ if check.interval.is_some() => WIDEST_INTERVAL * value.abs(),
        _ => OF_SAMPLES * value.abs(),
    }
}
