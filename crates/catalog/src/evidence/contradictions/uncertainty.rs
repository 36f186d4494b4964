//! What shows that a statistical uncertainty was not computed.
//!
//! A tenth of it passes for agreement, so an absurd one would let any value pass.

use std::ops::RangeInclusive;

use faircat_inference::metrics::{Count, Metric, metric_by_name};
use faircat_inference::verification::{Recomputed, Verdict};
use faircat_record::Evaluation;

use super::short;

/// Largest ratio of the uncertainty on a control set and the declared one: that of a set with a
/// hundredth of the items.
const APART: f64 = 10.0;
/// How far the standard deviation of few bootstrap samples may exceed the true one.
const OF_SAMPLES: f64 = 1.5;
/// How far the spread of counted items may miss the one that follows from their number, as a factor.
const OF_COUNTS: f64 = 2.0;
/// Half of the widest interval that faircat gives, as a share of the value.
const WIDEST_INTERVAL: f64 = 3.0;

/// What is wrong with the uncertainty of `check` on `items`; `evaluation` is the record's.
pub(super) fn of_uncertainty(
    check: &Recomputed,
    evaluation: Option<&Evaluation>,
    items: usize,
) -> Option<String> {
    let name = short(&check.claim.metric);
    let value = check.value?;
    // By an absurd one a value would pass; one that fails in spite of it is the record's to correct.
    let passes = check.verdict() != Verdict::Fails;
    let declared = evaluation.and_then(|it| it.uncertainty).filter(|it| *it > 0.0 && passes);
    if check.uncertainty.is_some() && check.interval.is_some() {
        return Some(format!("`{name}` is said to have both an uncertainty and an interval"));
    }
    let counted = counted(check, value, items);
    let Some(found) = check.spread() else {
        if counted.is_some() && check.limit.is_none() {
            return Some(format!("the uncertainty of `{name}` is left out"));
        }
        let declared = declared.filter(|_| check.limit.is_none() && !is_extreme(check, value))?;
        return Some(format!(
            "the uncertainty of `{name}` is left out, where the record declares {declared}"
        ));
    };
    if found == 0.0 {
        return Some(format!("`{name}` cannot be {value} with an uncertainty of 0"));
    }
    let can_be = counted.is_none_or(|it| it.contains(&found));
    if found > most(check, value, items) || !can_be {
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

/// Between what the spread lies of a metric that counts items, which its value and their number
/// give: of an accuracy, that of Wilson's interval; of a rejection, at least that where all items
/// are background. `None` for other metrics.
fn counted(check: &Recomputed, value: f64, items: usize) -> Option<RangeInclusive<f64>> {
    let (share, scale) = match metric_by_name(&check.claim.metric)? {
        Metric::Accuracy => (value / check.claim.scale(), check.claim.scale()),
        Metric::BackgroundRejection { .. } => (1.0 / value, 1.0),
        _ => return None,
    };
    if items == 0 || !(0.0..=1.0).contains(&share) {
        return None;
    }
    let of_kind = (share * items as f64).round() as usize;
    let [low, high] = Count { of_kind, all: items }.interval();
    match metric_by_name(&check.claim.metric)? {
        Metric::Accuracy => {
            let half = 0.5 * (high - low) * scale;
            Some(half / OF_COUNTS..=half * OF_COUNTS)
        }
        _ => {
            let least = value * (0.5 * (high - low)) / high;
            Some(least / OF_COUNTS..=f64::INFINITY)
        }
    }
}

/// Whether `value` is the best or the worst that there is: only then does no bootstrap sample differ,
/// and there is no uncertainty.
fn is_extreme(check: &Recomputed, value: f64) -> bool {
    let Some(metric) = metric_by_name(&check.claim.metric) else { return false };
    let (least, most) = metric.range();
    let scale = check.claim.scale();
    value == least * scale || value == most * scale
}

/// The largest uncertainty that a metric of this kind has with `value`: of errors that of one
/// item which makes them all, of shares half their range, and of a share of `items` that of a coin.
fn most(check: &Recomputed, value: f64, items: usize) -> f64 {
    let scale = check.claim.scale();
    match metric_by_name(&check.claim.metric) {
        Some(Metric::Accuracy) => OF_SAMPLES * 0.5 * scale / (items.max(1) as f64).sqrt(),
        Some(metric) if metric.is_share() => 0.5 * scale,
        // What it lacks to 1 is an error as a share of the spread.
        Some(Metric::RSquared) => OF_SAMPLES * (1.0 - value).abs(),
        _ if check.interval.is_some() => WIDEST_INTERVAL * value.abs(),
        _ => OF_SAMPLES * value.abs(),
    }
}
