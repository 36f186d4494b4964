//! Which way a metric is better.

use super::Metric;

impl Metric {
    /// Whether a larger value is a better one; else a smaller one is.
    #[must_use]
    pub fn more_is_better(self) -> bool {
        match self {
            Metric::CalibrationError { .. } => false,
            Metric::BackgroundRejection { .. } | Metric::RSquared => true,
            metric => metric.is_share(),
        }
    }
}
