//! Figures of merit, each in a file of its own with its source.
//!
//! All are computed in double precision, from the values that the model gave.

mod accuracy;
mod background_rejection;
mod bootstrap;
mod confusion;
mod counts;
mod euclidean;
mod fidelity;
mod log_loss;
mod measuring;
mod names;
mod roc_auc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use accuracy::accuracy;
pub use background_rejection::background_rejection;
pub use bootstrap::{RESAMPLINGS, uncertainty};
pub use confusion::confusion_matrix;
pub use counts::{Count, FEWEST as FEWEST_COUNTED};
pub use euclidean::{distances, mean, quantile, standard_deviation};
pub use fidelity::fidelity;
pub use log_loss::log_loss;
pub use measuring::Measured;
pub use names::metric_by_name;
pub use roc_auc::roc_auc;

/// What of a model's answers a metric looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Which class each item is taken for.
    Classes,
    /// How probable each class is.
    Probabilities,
    /// Values, in the units of the output.
    Values,
    /// Values that another program gave as well.
    References,
}

/// A figure of merit that a record can declare.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "metric", rename_all = "kebab-case")]
pub enum Metric {
    Accuracy,
    RocAuc,
    LogLoss,
    /// At a signal efficiency between 0 and 1.
    BackgroundRejection {
        efficiency: f64,
    },
    /// Of the outputs to the reference outputs.
    Fidelity,
    /// A quantile, between 0 and 1, of the Euclidean error.
    EuclideanQuantile {
        quantile: f64,
    },
    EuclideanMean,
    EuclideanStandardDeviation,
}

/// Why a metric has no value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MetricError {
    #[error("there are no items")]
    Empty,
    #[error("{0} items are judged by {1} labels")]
    Lengths(usize, usize),
    #[error("the model gives {0} values for an item, the control set has {1}")]
    Widths(usize, usize),
    #[error("the metric needs items of both classes")]
    OneClass,
    #[error("the metric is for two classes, not {0}")]
    NotTwoClasses(usize),
    #[error("row {row} has the label {label}, but there are {classes} classes")]
    Label { row: usize, label: i64, classes: usize },
    #[error("row {0} of the output is not finite")]
    NonFinite(usize),
    #[error("the metric needs class labels, not target values")]
    NeedsLabels,
    #[error("the metric needs target values, not class labels")]
    NeedsTargets,
    #[error("the metric needs reference outputs, which the control set does not have")]
    NeedsReference,
}

/// What a model's answers are held against.
#[derive(Clone, Debug, PartialEq)]
pub enum Truth {
    /// Index of the class of each item.
    Labels(Vec<usize>),
    /// Target values, items × `width`, in the units of the output.
    Targets { width: usize, values: Vec<f64> },
}

/// A model's answers on all items, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// Values of one item: classes of a classifier, coordinates of a regression.
    pub width: usize,
    /// Items × `width`; probabilities for a classifier.
    pub values: Vec<f64>,
    /// The reference outputs in the same form, for [`Metric::Fidelity`].
    pub reference: Option<Vec<f64>>,
}

impl Truth {
    /// Number of items.
    #[must_use]
    pub fn items(&self) -> usize {
        match self {
            Truth::Labels(labels) => labels.len(),
            Truth::Targets { width, values } => values.len() / (*width).max(1),
        }
    }
}

impl Answers {
    #[must_use]
    pub fn items(&self) -> usize {
        self.values.len() / self.width.max(1)
    }

    /// The items `rows`, in that order, as often as they are named.
    pub(crate) fn picked(&self, rows: &[usize]) -> Answers {
        let reference = self.reference.as_ref().map(|it| pick(it, self.width, rows));
        Answers { width: self.width, values: pick(&self.values, self.width, rows), reference }
    }

    /// Scores of class 1 of two.
    fn signal_scores(&self) -> Result<Vec<f64>, MetricError> {
        if self.width != 2 {
            return Err(MetricError::NotTwoClasses(self.width));
        }
        Ok(self.values.chunks_exact(2).map(|row| row[1]).collect())
    }
}

impl Truth {
    pub(crate) fn picked(&self, rows: &[usize]) -> Truth {
        match self {
            Truth::Labels(labels) => Truth::Labels(rows.iter().map(|&row| labels[row]).collect()),
            Truth::Targets { width, values } => {
                Truth::Targets { width: *width, values: pick(values, *width, rows) }
            }
        }
    }

    fn labels(&self) -> Result<&[usize], MetricError> {
        match self {
            Truth::Labels(labels) => Ok(labels),
            Truth::Targets { .. } => Err(MetricError::NeedsLabels),
        }
    }
}

fn pick(values: &[f64], width: usize, rows: &[usize]) -> Vec<f64> {
    rows.iter().flat_map(|&row| &values[row * width..(row + 1) * width]).copied().collect()
}

impl Metric {
    /// The metric of `answers`. For two classes, class 1 is the signal.
    ///
    /// Errors: no items, labels outside the classes, values that are not finite, or a truth of
    /// the wrong kind.
    pub fn compute(self, truth: &Truth, answers: &Answers) -> Result<f64, MetricError> {
        check(truth, answers)?;
        match self {
            Metric::Accuracy => Ok(accuracy(truth.labels()?, &answers.values, answers.width)),
            Metric::LogLoss => Ok(log_loss(truth.labels()?, &answers.values, answers.width)),
            Metric::RocAuc => roc_auc(truth.labels()?, &answers.signal_scores()?),
            Metric::BackgroundRejection { efficiency } => {
                background_rejection(truth.labels()?, &answers.signal_scores()?, efficiency)
            }
            Metric::Fidelity => {
                let reference = answers.reference.as_ref().ok_or(MetricError::NeedsReference)?;
                Ok(fidelity(&answers.values, reference, answers.width))
            }
            Metric::EuclideanQuantile { quantile: at } => {
                Ok(quantile(&errors(truth, answers)?, at))
            }
            Metric::EuclideanMean => Ok(mean(&errors(truth, answers)?)),
            Metric::EuclideanStandardDeviation => Ok(standard_deviation(&errors(truth, answers)?)),
        }
    }

    /// What of a model's answers the metric looks at.
    #[must_use]
    pub fn needs(self) -> Needs {
        match self {
            Metric::Accuracy => Needs::Classes,
            Metric::RocAuc | Metric::LogLoss | Metric::BackgroundRejection { .. } => {
                Needs::Probabilities
            }
            Metric::Fidelity => Needs::References,
            Metric::EuclideanQuantile { .. }
            | Metric::EuclideanMean
            | Metric::EuclideanStandardDeviation => Needs::Values,
        }
    }

    /// Whether the value is a share, which can be given in percent.
    #[must_use]
    pub fn is_share(self) -> bool {
        matches!(self, Metric::Accuracy | Metric::RocAuc | Metric::Fidelity)
    }

    /// Whether the value is in the units of the output, so that a conversion of units scales it.
    #[must_use]
    pub fn has_unit_of_output(self) -> bool {
        matches!(
            self,
            Metric::EuclideanQuantile { .. }
                | Metric::EuclideanMean
                | Metric::EuclideanStandardDeviation
        )
    }
}

fn errors(truth: &Truth, answers: &Answers) -> Result<Vec<f64>, MetricError> {
    match truth {
        Truth::Targets { width, values } if *width == answers.width => {
            Ok(distances(&answers.values, values, *width))
        }
        Truth::Targets { width, .. } => Err(MetricError::Widths(answers.width, *width)),
        Truth::Labels(_) => Err(MetricError::NeedsTargets),
    }
}

fn check(truth: &Truth, answers: &Answers) -> Result<(), MetricError> {
    let items = answers.items();
    if items == 0 {
        return Err(MetricError::Empty);
    }
    if truth.items() != items {
        return Err(MetricError::Lengths(items, truth.items()));
    }
    if let Some(place) = answers.values.iter().position(|value| !value.is_finite()) {
        return Err(MetricError::NonFinite(place / answers.width));
    }
    if let Truth::Labels(labels) = truth
        && let Some(row) = labels.iter().position(|&label| label >= answers.width)
    {
        let label = i64::try_from(labels[row]).unwrap_or(i64::MAX);
        return Err(MetricError::Label { row, label, classes: answers.width });
    }
    Ok(())
}
