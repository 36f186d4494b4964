//! Figures of merit, each in a file of its own with its source.
//!
//! All are computed in double precision, from the values that the model gave. Those that
//! scikit-learn has are equal to its own.

mod accuracy;
mod answers;
mod average_precision;
mod background_rejection;
mod balanced_accuracy;
mod bootstrap;
mod brier_score;
mod calibration;
mod confusion;
mod counts;
mod curves;
mod decided;
mod direction;
mod errors;
mod euclidean;
mod fidelity;
mod log_loss;
mod measuring;
mod metric;
mod names;
mod paired;
mod pairs;
mod r_squared;
mod roc_auc;
mod trivial;

pub use accuracy::accuracy;
pub use answers::{Answers, MetricError, Truth};
pub use background_rejection::background_rejection;
pub use bootstrap::{RESAMPLINGS, SEED, uncertainty};
pub use calibration::Norm;
pub use confusion::confusion_matrix;
pub use counts::{Count, FEWEST as FEWEST_COUNTED};
pub use curves::{Point, Spread, passing, roc, spread, thinned};
pub use decided::Score;
pub use euclidean::{distances, mean, quantile, standard_deviation};
pub use fidelity::fidelity;
pub use log_loss::log_loss;
pub use measuring::Measured;
pub use metric::{Average, Metric, Needs};
pub use names::{NAMES, metric_by_name};
pub use paired::{PAIRED_RESAMPLINGS, Resampled, is_significant, resampled, resampled_over};
pub use pairs::Pairing;
pub use roc_auc::roc_auc;
