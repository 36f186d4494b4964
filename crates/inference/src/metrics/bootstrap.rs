//! Statistical uncertainty of a metric by the bootstrap.
//!
//! Source: Efron, Ann. Stat. 7 (1979) 1. Items are drawn with replacement, each class by itself,
//! so that every resampling has as many of each class as the control set.

use super::{Answers, Metric, MetricError, Truth, mean};
use crate::random::Random;

/// Resamplings that an uncertainty is made of.
pub const RESAMPLINGS: usize = 200;

/// Seed of the draws: the same answers always have the same uncertainty.
pub const SEED: u64 = 0x5eed_0fc0_ffee_1234;

/// Standard deviation of `metric` over [`RESAMPLINGS`] resamplings; `None` where one of them
/// has no finite value.
///
/// Errors: as [`Metric::compute`].
pub fn uncertainty(
    metric: Metric,
    truth: &Truth,
    answers: &Answers,
) -> Result<Option<f64>, MetricError> {
    metric.compute(truth, answers)?;
    let mut values = Vec::with_capacity(RESAMPLINGS);
    for rows in draws(truth, RESAMPLINGS) {
        values.push(metric.compute(&truth.picked(&rows), &answers.picked(&rows))?);
    }
    Ok(spread(&values))
}

/// The rows of each of `count` resamplings; the same for the same truth.
pub(super) fn draws(truth: &Truth, count: usize) -> impl Iterator<Item = Vec<usize>> {
    let strata = strata(truth);
    let mut random = Random(SEED);
    (0..count).map(move |_| {
        let mut rows = Vec::new();
        for class in &strata {
            rows.extend(class.iter().map(|_| class[random.below(class.len())]));
        }
        rows
    })
}

/// Standard deviation of `values`; `None` where one is not finite.
pub(super) fn spread(values: &[f64]) -> Option<f64> {
    if values.len() < 2 || values.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let centre = mean(values);
    let squares: f64 = values.iter().map(|value| (value - centre).powi(2)).sum();
    Some((squares / (values.len() - 1) as f64).sqrt())
}

/// Rows of each class; all rows together where there are no classes.
fn strata(truth: &Truth) -> Vec<Vec<usize>> {
    match truth {
        Truth::Targets { .. } => vec![(0..truth.items()).collect()],
        Truth::Labels(labels) => {
            let classes = labels.iter().max().map_or(0, |last| last + 1);
            let mut rows = vec![Vec::new(); classes];
            for (row, label) in labels.iter().enumerate() {
                rows[*label].push(row);
            }
            rows
        }
    }
}
