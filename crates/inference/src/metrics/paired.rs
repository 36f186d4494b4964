//! Differences of two models on the same items, by the paired bootstrap.
//!
//! Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 8: the items are
//! drawn, and both models answer each that was drawn, so that what makes an item hard for both
//! is no part of the uncertainty of their difference.

use super::bootstrap::{draws, spread};
use super::{Answers, Metric, MetricError, Truth};

/// Resamplings that the uncertainty of a difference is made of.
pub const PAIRED_RESAMPLINGS: usize = 1000;
/// Standard errors that a difference must exceed for two models to differ: 95 % of a normal
/// distribution lie within.
const SIGNIFICANT: f64 = 1.96;

/// A metric over all resamplings, the same ones for every model that answered these items.
#[derive(Clone, Debug, PartialEq)]
pub struct Resampled {
    /// On the items as they are.
    pub value: f64,
    values: Vec<f64>,
}

impl Resampled {
    /// The same in a unit of which there are `factor` in one.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Resampled {
        let values = self.values.into_iter().map(|value| value * factor).collect();
        Resampled { value: self.value * factor, values }
    }

    /// Standard deviation over the resamplings; `None` where one of them has no finite value.
    #[must_use]
    pub fn uncertainty(&self) -> Option<f64> {
        spread(&self.values)
    }

    /// The value of this model less that of `other`, which answered the same items.
    #[must_use]
    pub fn difference(&self, other: &Resampled) -> f64 {
        self.value - other.value
    }

    /// Standard deviation of the difference over the resamplings, each of which drew the same items
    /// for both; `None` where one of them has no finite value.
    #[must_use]
    pub fn standard_error(&self, other: &Resampled) -> Option<f64> {
        let pairs = self.values.iter().zip(&other.values);
        spread(&pairs.map(|(own, others)| own - others).collect::<Vec<f64>>())
    }
}

/// `metric` of `answers` over [`PAIRED_RESAMPLINGS`] resamplings.
///
/// Errors: as [`Metric::compute`].
pub fn resampled(
    metric: Metric,
    truth: &Truth,
    answers: &Answers,
) -> Result<Resampled, MetricError> {
    resampled_over(PAIRED_RESAMPLINGS, metric, truth, answers)
}

/// `metric` of `answers` over `count` resamplings.
///
/// Errors: as [`Metric::compute`].
pub fn resampled_over(
    count: usize,
    metric: Metric,
    truth: &Truth,
    answers: &Answers,
) -> Result<Resampled, MetricError> {
    let value = metric.compute(truth, answers)?;
    let on = |rows: Vec<usize>| metric.compute(&truth.picked(&rows), &answers.picked(&rows));
    let values = draws(truth, count).map(on).collect::<Result<Vec<f64>, _>>()?;
    Ok(Resampled { value, values })
}

/// Whether a difference of two models says that they differ.
#[must_use]
pub fn is_significant(difference: f64, standard_error: f64) -> bool {
    difference.abs() > SIGNIFICANT * standard_error
}

#[cfg(test)]
mod tests {
    use super::{is_significant, resampled};
    use crate::metrics::{Answers, Metric, Truth};

    fn answers(scores: impl Iterator<Item = f64>) -> Answers {
        let values = scores.flat_map(|score| [1.0 - score, score]).collect();
        Answers { width: 2, values, reference: None }
    }

    fn truth() -> Truth {
        Truth::Labels((0..400).map(|item| item % 2).collect())
    }

    /// Right but for every `wrong`-th item.
    fn right_but(wrong: usize) -> Answers {
        answers((0..400).map(move |item| {
            let right = if item % 2 == 1 { 0.9 } else { 0.1 };
            if item % wrong == 0 { 1.0 - right } else { right }
        }))
    }

    #[test]
    fn what_both_get_wrong_is_no_part_of_the_difference() {
        let one = resampled(Metric::Accuracy, &truth(), &right_but(5)).unwrap();
        assert_eq!(one.standard_error(&one), Some(0.0));
        let other = resampled(Metric::Accuracy, &truth(), &right_but(10)).unwrap();
        let (apart, error) = (one.difference(&other), one.standard_error(&other).unwrap());
        let alone = one.uncertainty().unwrap().hypot(other.uncertainty().unwrap());
        assert!((apart + 0.1).abs() < 1e-12 && error < alone, "{apart} {error} {alone}");
        assert!(is_significant(apart, error));
    }

    #[test]
    fn draws_are_the_same_for_every_model() {
        let one = resampled(Metric::RocAuc, &truth(), &right_but(7)).unwrap();
        let again = resampled(Metric::RocAuc, &truth(), &right_but(7)).unwrap();
        assert_eq!(one, again);
    }
}
