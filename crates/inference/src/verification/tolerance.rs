//! How wide the tolerance of a claim may be and still say something.

use super::Claim;
use crate::metrics::{Metric, metric_by_name};

/// Largest share of a metric, or of the range of an output, by which engines differ: they round
/// float32, and sum in orders of their own.
pub const ENGINE_ROUNDING: f64 = 1e-5;
/// Of metrics near 0, the value that the share is taken of.
const SMALLEST_VALUE: f64 = 0.1;
/// Largest share of a value that the rounding of its last digit may be.
const COARSEST_DIGITS: f64 = 0.01;
/// Share of the statistical uncertainty that a tolerance may have.
const OF_UNCERTAINTY: f64 = 0.1;

/// The widest tolerance at which a claim of `value` says something: the rounding of engines, half
/// of the last digit declared (at most 1 % of the value), or a tenth of the statistical
/// `uncertainty`, whichever is widest. Within more, the value of another data set would pass.
#[must_use]
pub fn widest_tolerance(value: f64, uncertainty: Option<f64>) -> f64 {
    let written = value.abs().to_string();
    let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
    let last_digit = 0.5 * 10f64.powi(-decimals);
    let digits = last_digit.min(COARSEST_DIGITS * value.abs());
    // A tolerance is often the widest itself, which decimal digits do not hit exactly.
    repeated_tolerance(value, uncertainty).max(digits) * (1.0 + 1e-9)
}

/// How far a figure of `value` and a repetition of it lie apart at most: the rounding of engines,
/// or a tenth of the statistical `uncertainty` where that is wider.
#[must_use]
pub fn repeated_tolerance(value: f64, uncertainty: Option<f64>) -> f64 {
    let rounding = ENGINE_ROUNDING * value.abs().max(SMALLEST_VALUE);
    // Nothing is known better for being said to be less certain than itself.
    let statistical = uncertainty.filter(|it| it.is_finite()).unwrap_or(0.0).min(value.abs());
    rounding.max(statistical * OF_UNCERTAINTY)
}

/// The smaller of the declared and the recomputed statistical uncertainty, or the one there is: an
/// overestimate of either lets no other value pass.
#[must_use]
pub fn smaller(declared: Option<f64>, recomputed: Option<f64>) -> Option<f64> {
    let widths = [declared, recomputed].into_iter().flatten();
    widths.filter(|it| it.is_finite() && *it >= 0.0).reduce(f64::min)
}

/// Fewest items that decide a claim: with fewer, the interval of a share may cover half of its
/// range (Wilson's of 68.3 % for 1 of 2 among 3 items), and resampling shows no spread.
pub const FEWEST_ITEMS: usize = 4;
/// Part of a share's range that its interval covers where it decides nothing.
const TOO_MUCH: f64 = 0.5;

/// What the tolerance of `claim` makes of a `value` recomputed on `items`, with its statistical
/// `uncertainty`: the claim fails where the value is further off than the tolerance, and holds where
/// it is near enough for [`widest_tolerance`] too and the items decide something.
///
/// Errors: why it is neither.
pub(super) fn decide(
    claim: &Claim,
    value: f64,
    uncertainty: Option<f64>,
    items: usize,
) -> Result<bool, &'static str> {
    let tolerance = claim.tolerance.ok_or("the claim has no `tolerance`")?;
    if !(tolerance >= 0.0 && tolerance.is_finite()) {
        return Err("the `tolerance` of the claim is no width");
    }
    if !claim.value.is_finite() {
        return Err("the declared value is no number");
    }
    // Of 0.1 + 0.2 and 0.3 the last bits differ; a tolerance of 0 still means the same number.
    let slack = 4.0 * f64::EPSILON * claim.value.abs();
    let apart = (value - claim.value).abs();
    if apart > tolerance + slack {
        return Ok(false);
    }
    if [value, claim.value].into_iter().any(|it| !can_be(claim, it)) {
        return Err("the value is one that the metric cannot have");
    }
    if items < FEWEST_ITEMS || covers_range(claim, uncertainty) {
        return Err("the control set has too few items to decide it: another value would pass as \
                    well");
    }
    if apart <= widest_tolerance(claim.value, smaller(claim.uncertainty, uncertainty)) {
        return Ok(true);
    }
    Err("the value agrees only within a tolerance that is wider than the rounding of engines \
         and a tenth of the statistical uncertainty")
}

/// Whether `value` is in the range of the claim's metric.
fn can_be(claim: &Claim, value: f64) -> bool {
    let Some(metric) = metric_by_name(&claim.metric) else { return true };
    let (low, high) = metric.range();
    let scale = claim.scale();
    // A sum of shares misses 1 by rounding.
    let slack = 1e-9 * scale;
    (low * scale - slack..=high * scale + slack).contains(&value)
}

impl Claim {
    /// What a share of 1 is in its unit.
    #[must_use]
    pub fn scale(&self) -> f64 {
        if matches!(self.unit.as_deref(), Some("%" | "percent")) { 100.0 } else { 1.0 }
    }
}

/// Whether the interval of a share, one `uncertainty` to either side, covers half of its range.
fn covers_range(claim: &Claim, uncertainty: Option<f64>) -> bool {
    let range = claim.scale();
    let is_share = metric_by_name(&claim.metric).is_some_and(Metric::is_share);
    is_share && uncertainty.is_some_and(|it| 2.0 * it >= TOO_MUCH * range)
}

#[cfg(test)]
mod tests {
    use super::{Claim, widest_tolerance};

    /// On many items.
    fn decide(claim: &Claim, value: f64, uncertainty: Option<f64>) -> Result<bool, &'static str> {
        super::decide(claim, value, uncertainty, 1000)
    }

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-6 * b, "{a} {b}");
    }

    #[test]
    fn a_tolerance_says_something_up_to_rounding_and_a_tenth_of_the_uncertainty() {
        near(widest_tolerance(0.06054, Some(0.0015)), 0.00015);
        near(widest_tolerance(0.959_511_077_158_136, None), 9.595_110_77e-6);
        near(widest_tolerance(0.95, None), 0.005);
        near(widest_tolerance(1.0, None), 0.01);
        near(widest_tolerance(0.0, None), 1e-6);
    }

    #[test]
    fn no_uncertainty_that_is_too_large_lets_another_value_pass() {
        let claim = |uncertainty| Claim {
            value: 0.05,
            uncertainty,
            tolerance: Some(0.05),
            ..Claim::default()
        };
        assert!(decide(&claim(None), 0.09, Some(1e6)).is_err());
        assert!(decide(&claim(Some(0.00143)), 0.0507, Some(0.9)).is_err());
        assert!(decide(&claim(Some(0.5)), 0.0507, Some(0.0014)).is_err());
        assert_eq!(decide(&claim(Some(0.0014)), 0.0501, Some(0.0014)), Ok(true));
        near(widest_tolerance(0.12, Some(0.5)), 0.012);
    }

    #[test]
    fn within_a_wide_tolerance_nothing_is_decided() {
        let claim = |value, tolerance| Claim { value, tolerance, ..Claim::default() };
        assert_eq!(decide(&claim(0.75, Some(0.5)), 0.75, None), Ok(true));
        assert!(decide(&claim(0.75, Some(0.5)), 0.4, None).is_err());
        assert_eq!(decide(&claim(0.75, Some(0.5)), 0.2, None), Ok(false));
        assert_eq!(decide(&claim(0.75, Some(0.0)), 0.75, None), Ok(true));
        assert_eq!(decide(&claim(0.75, Some(0.0)), 0.750_001, None), Ok(false));
        for bad in [Some(-1.0), Some(f64::NAN), Some(f64::INFINITY), None] {
            assert!(decide(&claim(0.75, bad), 0.75, None).is_err());
        }
        assert!(decide(&claim(f64::NAN, Some(0.1)), 0.75, None).is_err());
    }

    #[test]
    fn too_few_items_decide_nothing_that_agrees() {
        let claim = Claim {
            metric: "accuracy".to_owned(),
            value: 1.0,
            tolerance: Some(0.01),
            ..Claim::default()
        };
        for items in [1, 3] {
            assert!(super::decide(&claim, 1.0, None, items).is_err());
            assert_eq!(super::decide(&claim, 0.5, None, items), Ok(false));
        }
        assert_eq!(super::decide(&claim, 1.0, Some(0.1), 4), Ok(true));
        assert!(super::decide(&claim, 1.0, Some(0.25), 4).is_err());
    }

    #[test]
    fn no_value_outside_the_range_of_its_metric_holds() {
        let claim = |metric: &str, value: f64, unit: Option<&str>| Claim {
            metric: metric.to_owned(),
            value,
            unit: unit.map(str::to_owned),
            tolerance: Some(0.0),
            ..Claim::default()
        };
        for (metric, value, unit) in [
            ("mean Euclidean error", -0.4, Some("px")),
            ("accuracy", 1.2, None),
            ("accuracy", 101.0, Some("%")),
            ("background rejection at 50 % signal efficiency", 0.5, None),
        ] {
            assert!(decide(&claim(metric, value, unit), value, None).is_err(), "{metric} {value}");
        }
        assert_eq!(decide(&claim("accuracy", 99.0, Some("%")), 99.0, None), Ok(true));
        assert_eq!(decide(&claim("fidelity", -3.0, None), -3.0, None), Ok(true));
    }
}
