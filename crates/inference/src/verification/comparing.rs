//! Outputs held against their references, and against those of other engines.

use super::OutputDifference;
use crate::tensor::{Data, Tensor};

/// The largest share of an output's range that rounding explains: float16, the coarsest type that
/// engines compute in, has a spacing of 2⁻¹⁰ at 1. A wider tolerance of outputs decides nothing
/// beyond this.
pub const WIDEST_OUTPUT_TOLERANCE: f64 = 1e-3;

/// The tolerance that is applied to an output, as an absolute difference: `tolerance`, or
/// `tolerance` times the largest magnitude of the reference where that is above 1. Probabilities
/// are compared absolutely so, and logits in proportion to their range, because the rounding of
/// float32 goes with the size of what was summed. Integers are not rounded, so theirs is not
/// scaled.
#[must_use]
pub fn applied_tolerance(reference: &Tensor, tolerance: f64) -> f64 {
    if !matches!(reference.data(), Data::Float32(_) | Data::Float64(_)) {
        return tolerance;
    }
    let values = reference.data().to_f64();
    let finite = values.iter().map(|value| value.abs()).filter(|value| value.is_finite());
    tolerance * finite.fold(1.0, f64::max)
}

/// Whether `output` agrees with `reference`: no element is further off than
/// [`applied_tolerance`]. `None` where `tolerance` is no width, or where only a width beyond what
/// rounding explains makes them agree; `false` where the shapes differ.
#[must_use]
pub fn agrees(output: &Tensor, reference: &Tensor, tolerance: f64) -> Option<bool> {
    if !(tolerance >= 0.0 && tolerance.is_finite()) {
        return None;
    }
    if output.shape() != reference.shape() {
        return Some(false);
    }
    let largest = largest_difference(output, reference).map_or(0.0, |(largest, _)| largest);
    decided(largest, tolerance, applied_tolerance(reference, tolerance))
}

/// Whether an output whose `largest` difference is known agrees, where `tolerance` is declared and
/// `applied` is what [`applied_tolerance`] makes of it. `None` as for [`agrees`].
#[must_use]
pub fn decided(largest: f64, tolerance: f64, applied: f64) -> Option<bool> {
    let scale = if tolerance > 0.0 { applied / tolerance } else { 1.0 };
    let explained = applied.min(WIDEST_OUTPUT_TOLERANCE * scale);
    if largest <= explained {
        return Some(true);
    }
    if largest <= applied { None } else { Some(false) }
}

/// How far two outputs lie apart: the largest absolute difference and its row; `None` where
/// their shapes differ or nothing is in them. Infinite where only one of two numbers is one.
#[must_use]
pub fn largest_difference(a: &Tensor, b: &Tensor) -> Option<(f64, usize)> {
    if a.shape() != b.shape() {
        return None;
    }
    let (left, right) = (a.data().to_f64(), b.data().to_f64());
    let apart = |(a, b): (&f64, &f64)| match (a - b).abs() {
        _ if a == b || (a.is_nan() && b.is_nan()) => 0.0,
        apart if apart.is_nan() => f64::INFINITY,
        apart => apart,
    };
    let all = left.iter().zip(&right).map(apart).enumerate();
    let (place, largest) = all.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    Some((largest, place / a.item_len().max(1)))
}

pub(super) fn difference(
    name: &str,
    output: &Tensor,
    reference: Option<&Tensor>,
    tolerance: Option<f64>,
) -> OutputDifference {
    let found = reference.and_then(|reference| largest_difference(output, reference));
    // A reference of another shape contradicts the output.
    let holds = match (reference, tolerance) {
        (Some(reference), Some(tolerance)) => agrees(output, reference, tolerance),
        _ => None,
    };
    let applied = |tolerance| reference.map(|reference| applied_tolerance(reference, tolerance));
    let reason = match (holds, reference, tolerance) {
        (_, Some(reference), _) if reference.shape() != output.shape() => Some(format!(
            "its reference has the shape {:?}, not {:?}",
            reference.shape(),
            output.shape()
        )),
        (Some(_), _, _) => None,
        (None, None, _) => Some("the control set has no reference for it".to_owned()),
        (None, _, None) => Some("the control set has no `tolerance`".to_owned()),
        (None, _, _) => {
            Some("it agrees only within a tolerance that rounding does not explain".to_owned())
        }
    };
    OutputDifference {
        name: name.to_owned(),
        dtype: output.dtype().to_owned(),
        shape: output.shape().to_vec(),
        largest: found.map(|(largest, _)| largest),
        row: found.map(|(_, row)| row),
        tolerance: tolerance.and_then(applied),
        holds,
        reason,
    }
}
