//! Outputs held against their references, and against those of other engines.

use super::OutputDifference;
use crate::figures::counted;
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

/// Why an output is not decided whose references no one scale describes.
pub const NO_ONE_SCALE: &str =
    "its largest reference makes a tolerance within which other references say nothing";

/// Largest share of the rows that may vanish within a tolerance that is scaled, and of the values
/// of one place in the rows.
const MOST_ROWS: f64 = 0.05;
const MOST_OF_A_PLACE: f64 = 0.5;

/// Whether the largest magnitude of `reference` is a scale for all of it: whether references are
/// larger than what [`applied_tolerance`] makes of `tolerance`, of which only what rounding
/// explains counts. Otherwise one huge number would let any other pass. Zeros are no part of it.
#[must_use]
pub fn has_one_scale(reference: &Tensor, tolerance: f64) -> bool {
    let applied = applied_tolerance(reference, tolerance.min(WIDEST_OUTPUT_TOLERANCE));
    let magnitude = |value: f64| if value.is_finite() { value.abs() } else { 0.0 };
    let values: Vec<f64> = reference.data().to_f64().into_iter().map(magnitude).collect();
    let width = reference.item_len().max(1);
    let rows = values.chunks(width).map(|row| row.iter().copied().fold(0.0, f64::max));
    let is_scaled = values.iter().any(|value| *value > 1.0);
    if !is_scaled {
        return vanishing(rows, applied) <= MOST_OF_A_PLACE;
    }
    let of_place = |place: usize| values.iter().skip(place).step_by(width).copied();
    vanishing(rows, applied) <= MOST_ROWS
        && (0..width).all(|place| vanishing(of_place(place), applied) <= MOST_OF_A_PLACE)
}

/// The share of the `magnitudes` above 0 that `applied` covers.
fn vanishing(magnitudes: impl Iterator<Item = f64>, applied: f64) -> f64 {
    let (mut covered, mut all) = (0_u64, 0_u64);
    for magnitude in magnitudes.filter(|it| *it > 0.0) {
        all += 1;
        covered += u64::from(magnitude <= applied);
    }
    covered as f64 / all.max(1) as f64
}

/// How far two outputs lie apart: the largest absolute difference and its row; `None` where
/// their shapes differ or nothing is in them. Infinite where only one of two numbers is one. Two
/// integers are never taken for one, however large they are.
#[must_use]
pub fn largest_difference(a: &Tensor, b: &Tensor) -> Option<(f64, usize)> {
    if a.shape() != b.shape() {
        return None;
    }
    let (left, right) = (Numbers::of(a.data()), Numbers::of(b.data()));
    let all = (0..left.len()).map(|place| left.apart(&right, place)).enumerate();
    let (place, largest) = all.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    Some((largest, place / a.item_len().max(1)))
}

/// Elements without loss: double precision does not hold every integer of 64 bits.
enum Numbers {
    Real(Vec<f64>),
    Whole(Vec<i128>),
}

impl Numbers {
    fn of(data: &Data) -> Numbers {
        match data {
            Data::Int64(values) => Numbers::Whole(values.iter().map(|&it| it.into()).collect()),
            Data::Uint64(values) => Numbers::Whole(values.iter().map(|&it| it.into()).collect()),
            _ => Numbers::Real(data.to_f64()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Numbers::Real(values) => values.len(),
            Numbers::Whole(values) => values.len(),
        }
    }

    /// How far the elements at `place` lie apart.
    fn apart(&self, other: &Numbers, place: usize) -> f64 {
        match (self, other) {
            (Numbers::Real(a), Numbers::Real(b)) => reals_apart(a[place], b[place]),
            (Numbers::Whole(a), Numbers::Whole(b)) => a[place].abs_diff(b[place]) as f64,
            (Numbers::Real(a), Numbers::Whole(b)) => mixed_apart(a[place], b[place]),
            (Numbers::Whole(a), Numbers::Real(b)) => mixed_apart(b[place], a[place]),
        }
    }
}

fn reals_apart(a: f64, b: f64) -> f64 {
    match (a - b).abs() {
        _ if a == b || (a.is_nan() && b.is_nan()) => 0.0,
        apart if apart.is_nan() => f64::INFINITY,
        apart => apart,
    }
}

fn mixed_apart(real: f64, whole: i128) -> f64 {
    if !real.is_finite() {
        return f64::INFINITY;
    }
    let below = whole.saturating_sub(real.trunc() as i128) as f64;
    (below - real.fract()).abs()
}

/// Two outputs held against each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// Largest absolute difference; `None` where there is none that is finite.
    pub largest: Option<f64>,
    /// The tolerance as it was applied; `None` where none is declared, and where no one scale
    /// describes the second.
    pub applied: Option<f64>,
    /// Whether they agree; `None` where that is not decided.
    pub holds: Option<bool>,
}

/// `output` against `other`, by the rule for references: where they do not differ, they agree only
/// if the largest number of `other` is a scale for all of it.
#[must_use]
pub fn compared(output: &Tensor, other: &Tensor, tolerance: Option<f64>) -> Compared {
    let largest = largest_difference(output, other).map(|(largest, _)| largest);
    let largest = largest.filter(|largest| largest.is_finite());
    let holds = tolerance.and_then(|tolerance| agrees(output, other, tolerance));
    let decides = |tolerance: &f64| holds == Some(false) || has_one_scale(other, *tolerance);
    let tolerance = tolerance.filter(decides);
    let applied = tolerance.map(|tolerance| applied_tolerance(other, tolerance));
    Compared { largest, applied, holds: holds.filter(|_| tolerance.is_some()) }
}

/// What to say of a reference that is NaN where the output is a number.
fn not_numbers(output: &Tensor, reference: &Tensor) -> Option<String> {
    let (output, reference) = (output.data().to_f64(), reference.data().to_f64());
    let both = output.iter().zip(&reference);
    let count = both.filter(|(output, reference)| !output.is_nan() && reference.is_nan()).count();
    let values = counted(count as u64, "value that is", "values that are");
    (count > 0).then(|| format!("its reference has {values} NaN"))
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
    let is_scaled = |tolerance| reference.is_none_or(|it| has_one_scale(it, tolerance));
    let has_scale = holds == Some(false) || tolerance.is_none_or(is_scaled);
    let (holds, tolerance) = if has_scale { (holds, tolerance) } else { (None, None) };
    let applied = |tolerance| reference.map(|reference| applied_tolerance(reference, tolerance));
    let reason = match (holds, reference, tolerance) {
        (_, Some(reference), _) if reference.shape() != output.shape() => Some(format!(
            "its reference has the shape {:?}, not {:?}",
            reference.shape(),
            output.shape()
        )),
        (Some(false), Some(reference), _) => not_numbers(output, reference),
        (Some(_), _, _) => None,
        (None, None, _) => Some("the control set has no reference for it".to_owned()),
        (None, _, _) if !has_scale => Some(NO_ONE_SCALE.to_owned()),
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

#[cfg(test)]
mod tests {
    use super::difference;
    use crate::tensor::{Data, Tensor};

    #[test]
    fn a_reference_that_is_no_number_is_told() {
        let of = |values: &[f32]| Tensor::new(vec![2], Data::Float32(values.to_vec())).unwrap();
        let compared = |output: Tensor, reference: Tensor| {
            difference("y", &output, Some(&reference), Some(1e-5))
        };
        let found = compared(of(&[1.0, 2.0]), of(&[1.0, f32::NAN]));
        assert_eq!(found.holds, Some(false));
        assert_eq!(found.reason.as_deref(), Some("its reference has 1 value that is NaN"));
        let both = compared(of(&[1.0, f32::NAN]), of(&[1.0, f32::NAN]));
        assert_eq!((both.holds, both.reason), (Some(true), None));
        assert_eq!(compared(of(&[1.0, 2.0]), of(&[1.0, 3.0])).reason, None);
    }
}
