//! R², the coefficient of determination: one less the squared errors over those of the mean.
//!
//! Source: Draper and Smith, Applied Regression Analysis (3rd ed., 1998), section 1.3. Where all
//! targets are the same it is 1 for answers without error and else 0, as in scikit-learn
//! (`force_finite`).

use super::errors::Compared;
use super::mean;

/// The mean over the places of an item; not a number for fewer than two items.
pub(super) fn r_squared(compared: Compared) -> f64 {
    if compared.targets.len() < 2 * compared.width {
        return f64::NAN;
    }
    compared.mean_of(|at| {
        let column = compared.column(at);
        let centre = mean(&column.clone().map(|(_, target)| target).collect::<Vec<f64>>());
        let missed: f64 = column.clone().map(|(value, target)| (target - value).powi(2)).sum();
        let spread: f64 = column.map(|(_, target)| (target - centre).powi(2)).sum();
        match (missed == 0.0, spread == 0.0) {
            (true, _) => 1.0,
            (false, true) => 0.0,
            (false, false) => 1.0 - missed / spread,
        }
    })
}
