//! Errors of values: absolute, squared, in percent, and of quantiles. Where an item has several
//! values, each has its error and their mean is taken, as scikit-learn does (`uniform_average`).
//!
//! Sources: Hyndman and Koehler, Int. J. Forecast. 22 (2006) 679, section 2; the pinball loss:
//! Koenker and Bassett, Econometrica 46 (1978) 33.

use super::{Answers, MetricError, Truth, mean, quantile};

/// What a model gave, and what it should have: both items × `width`.
#[derive(Clone, Copy)]
pub(super) struct Compared<'a> {
    pub(super) values: &'a [f64],
    pub(super) targets: &'a [f64],
    pub(super) width: usize,
}

impl<'a> Compared<'a> {
    /// Errors: labels in place of targets, or targets of another width.
    pub(super) fn of(truth: &'a Truth, answers: &'a Answers) -> Result<Compared<'a>, MetricError> {
        match truth {
            Truth::Targets { width, values } if *width == answers.width => {
                Ok(Compared { values: &answers.values, targets: values, width: *width })
            }
            Truth::Targets { width, .. } => Err(MetricError::Widths(answers.width, *width)),
            Truth::Labels(_) => Err(MetricError::NeedsTargets),
        }
    }

    /// Value and target of each item at the place `at`.
    pub(super) fn column(self, at: usize) -> impl Iterator<Item = (f64, f64)> + Clone + 'a {
        let pick = move |all: &'a [f64]| all.iter().skip(at).step_by(self.width).copied();
        pick(self.values).zip(pick(self.targets))
    }

    /// The mean, over the places of an item, of what `of_column` makes of each.
    pub(super) fn mean_of(self, of_column: impl Fn(usize) -> f64) -> f64 {
        mean(&(0..self.width).map(of_column).collect::<Vec<f64>>())
    }

    /// The mean of what `of_pair` makes of value and target.
    fn mean_of_pairs(self, of_pair: impl Fn(f64, f64) -> f64) -> f64 {
        let pairs = self.values.iter().zip(self.targets);
        mean(&pairs.map(|(value, target)| of_pair(*value, *target)).collect::<Vec<f64>>())
    }

    pub(super) fn mean_absolute(self) -> f64 {
        self.mean_of_pairs(|value, target| (target - value).abs())
    }

    pub(super) fn mean_squared(self) -> f64 {
        self.mean_of_pairs(|value, target| (target - value).powi(2))
    }

    /// The mean of the roots, where an item has several values.
    pub(super) fn root_mean_squared(self) -> f64 {
        self.mean_of(|at| {
            let squares = self.column(at).map(|(value, target)| (target - value).powi(2));
            mean(&squares.collect::<Vec<f64>>()).sqrt()
        })
    }

    /// As a share of the target; of a target of 0, of the spacing of double precision at 1.
    pub(super) fn mean_absolute_percentage(self) -> f64 {
        self.mean_of_pairs(|value, target| (target - value).abs() / target.abs().max(f64::EPSILON))
    }

    pub(super) fn median_absolute(self) -> f64 {
        self.mean_of(|at| {
            let errors = self.column(at).map(|(value, target)| (target - value).abs());
            quantile(&errors.collect::<Vec<f64>>(), 0.5)
        })
    }

    /// Of an estimate of the quantile `at`: what lies above counts `at`, what lies below 1 − `at`.
    pub(super) fn pinball(self, at: f64) -> f64 {
        self.mean_of_pairs(|value, target| {
            let above = target - value;
            if above >= 0.0 { at * above } else { (at - 1.0) * above }
        })
    }
}
