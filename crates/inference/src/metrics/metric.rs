//! Which metrics there are, and what holds of each.

use serde::{Deserialize, Serialize};

use super::answers::{Answers, MetricError, Truth, check};
use super::average_precision::average_precision;
use super::balanced_accuracy::balanced_accuracy;
use super::brier_score::brier_score;
use super::calibration::calibration_error;
use super::decided::Decisions;
use super::errors::Compared;
use super::pairs::roc_auc_of_several;
use super::r_squared::r_squared;
use super::{
    Norm, Pairing, Score, accuracy, background_rejection, distances, fidelity, log_loss, mean,
    quantile, roc_auc, standard_deviation,
};

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

/// How the scores of several classes become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Average {
    /// That of class 1 of two.
    Binary,
    /// Each class counts alike.
    Macro,
    /// The items of all classes are counted together.
    Micro,
    /// Each class counts by its items.
    Weighted,
}

/// A figure of merit that a record can declare.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "metric", rename_all = "kebab-case")]
pub enum Metric {
    Accuracy,
    BalancedAccuracy,
    /// Precision, recall or F1; with a threshold, of two classes, where class 1 begins.
    Decided {
        score: Score,
        average: Average,
        threshold: Option<f64>,
    },
    RocAuc,
    /// For several classes; of two the same as [`Metric::RocAuc`].
    RocAucOfSeveral {
        pairing: Pairing,
        average: Average,
    },
    AveragePrecision {
        average: Average,
    },
    LogLoss,
    BrierScore,
    CalibrationError {
        bins: u32,
        norm: Norm,
    },
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
    MeanAbsoluteError,
    MeanSquaredError,
    RootMeanSquaredError,
    RSquared,
    MeanAbsolutePercentageError,
    MedianAbsoluteError,
    /// Of an estimate of a quantile between 0 and 1.
    PinballLoss {
        quantile: f64,
    },
}

impl Metric {
    /// The metric of `answers`. For two classes, class 1 is the signal.
    ///
    /// Errors: no items, labels outside the classes, values that are not finite, or a truth of
    /// the wrong kind.
    pub fn compute(self, truth: &Truth, answers: &Answers) -> Result<f64, MetricError> {
        check(truth, answers)?;
        match self.needs() {
            Needs::Classes | Needs::Probabilities => self.of_labels(truth.labels()?, answers),
            Needs::References => {
                let reference = answers.reference.as_ref().ok_or(MetricError::NeedsReference)?;
                Ok(fidelity(&answers.values, reference, answers.width))
            }
            Needs::Values => Ok(self.of_values(Compared::of(truth, answers)?)),
        }
    }

    fn of_labels(self, labels: &[usize], answers: &Answers) -> Result<f64, MetricError> {
        let (values, width) = (&answers.values, answers.width);
        match self {
            Metric::BalancedAccuracy => {
                Ok(balanced_accuracy(&Decisions::of(labels, answers, None)?))
            }
            Metric::Decided { score, average, threshold } => {
                Decisions::of(labels, answers, threshold)?.score(score, average)
            }
            Metric::RocAuc => roc_auc(labels, &answers.signal_scores()?),
            Metric::RocAucOfSeveral { pairing, average } => {
                roc_auc_of_several(labels, answers, pairing, average)
            }
            Metric::AveragePrecision { average } => average_precision(labels, answers, average),
            Metric::LogLoss => Ok(log_loss(labels, values, width)),
            Metric::BrierScore => Ok(brier_score(labels, values, width)),
            Metric::CalibrationError { bins, norm } => {
                Ok(calibration_error(labels, values, width, bins, norm))
            }
            Metric::BackgroundRejection { efficiency } => {
                background_rejection(labels, &answers.signal_scores()?, efficiency)
            }
            _ => Ok(accuracy(labels, values, width)),
        }
    }

    fn of_values(self, compared: Compared) -> f64 {
        let distances = || distances(compared.values, compared.targets, compared.width);
        match self {
            Metric::EuclideanQuantile { quantile: at } => quantile(&distances(), at),
            Metric::EuclideanStandardDeviation => standard_deviation(&distances()),
            Metric::MeanAbsoluteError => compared.mean_absolute(),
            Metric::MeanSquaredError => compared.mean_squared(),
            Metric::RootMeanSquaredError => compared.root_mean_squared(),
            Metric::RSquared => r_squared(compared),
            Metric::MeanAbsolutePercentageError => compared.mean_absolute_percentage(),
            Metric::MedianAbsoluteError => compared.median_absolute(),
            Metric::PinballLoss { quantile } => compared.pinball(quantile),
            _ => mean(&distances()),
        }
    }

    /// What of a model's answers the metric looks at.
    #[must_use]
    pub fn needs(self) -> Needs {
        match self {
            Metric::Accuracy
            | Metric::BalancedAccuracy
            | Metric::Decided { threshold: None, .. } => Needs::Classes,
            Metric::Decided { threshold: Some(_), .. }
            | Metric::RocAuc
            | Metric::RocAucOfSeveral { .. }
            | Metric::AveragePrecision { .. }
            | Metric::LogLoss
            | Metric::BrierScore
            | Metric::CalibrationError { .. }
            | Metric::BackgroundRejection { .. } => Needs::Probabilities,
            Metric::Fidelity => Needs::References,
            Metric::EuclideanQuantile { .. }
            | Metric::EuclideanMean
            | Metric::EuclideanStandardDeviation
            | Metric::MeanAbsoluteError
            | Metric::MeanSquaredError
            | Metric::RootMeanSquaredError
            | Metric::RSquared
            | Metric::MeanAbsolutePercentageError
            | Metric::MedianAbsoluteError
            | Metric::PinballLoss { .. } => Needs::Values,
        }
    }

    /// The smallest and the largest value that the metric can have on any data.
    #[must_use]
    pub fn range(self) -> (f64, f64) {
        match self {
            Metric::Fidelity | Metric::RSquared => (f64::NEG_INFINITY, 1.0),
            Metric::BackgroundRejection { .. } => (1.0, f64::INFINITY),
            // 2 where another class is certain, 1 of two classes.
            Metric::BrierScore => (0.0, 2.0),
            metric if metric.is_share() => (0.0, 1.0),
            _ => (0.0, f64::INFINITY),
        }
    }

    /// Whether the value is a share of 1, which no value exceeds.
    #[must_use]
    pub fn is_share(self) -> bool {
        matches!(
            self,
            Metric::Accuracy
                | Metric::BalancedAccuracy
                | Metric::Decided { .. }
                | Metric::RocAuc
                | Metric::RocAucOfSeveral { .. }
                | Metric::AveragePrecision { .. }
                | Metric::CalibrationError { .. }
                | Metric::Fidelity
        )
    }

    /// Whether the value can be given in percent.
    #[must_use]
    pub fn takes_percent(self) -> bool {
        self.is_share() || self == Metric::MeanAbsolutePercentageError
    }

    /// The power of the output's unit that the value is in, so that a conversion of units scales it;
    /// 0 where it has no unit.
    #[must_use]
    pub fn power_of_unit(self) -> i32 {
        match self {
            Metric::RSquared | Metric::MeanAbsolutePercentageError => 0,
            Metric::MeanSquaredError => 2,
            metric => i32::from(metric.needs() == Needs::Values),
        }
    }
}
