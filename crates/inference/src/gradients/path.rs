//! Integrated gradients of one item.

use super::array::Array;
use super::{GradientError, Graph};
use crate::engine::Cancel;

/// What the inputs of an item contribute to one value of a graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Of each element of each input.
    pub inputs: Vec<Vec<f64>>,
    /// The value for the item.
    pub value: f64,
    /// The value for the baseline.
    pub at_baseline: f64,
}

impl Attribution {
    /// By how much the contributions miss the difference of the two values: what completeness lets
    /// be 0 for an integral, and the sum over `steps` leaves.
    #[must_use]
    pub fn missed(&self) -> f64 {
        let sum: f64 = self.inputs.iter().flatten().sum();
        sum - (self.value - self.at_baseline)
    }
}

/// Integrated gradients of the value `place` of `graph` for `item`, on the straight path from
/// `baseline` (equation 1), by the midpoint rule with `steps` steps.
///
/// # Errors
/// Those of [`Graph::gradient`], [`GradientError::NotFinite`], and [`GradientError::Stopped`] once
/// `cancel` is set.
pub fn integrated(
    graph: &Graph,
    (item, baseline): (&[Array], &[Array]),
    place: usize,
    steps: usize,
    cancel: &Cancel,
) -> Result<Attribution, GradientError> {
    let value =
        |inputs: &[Array]| graph.answer(inputs)?.get(place).copied().ok_or(GradientError::Shapes);
    let (at_item, at_baseline) = (value(item)?, value(baseline)?);
    let mut sums: Vec<Array> = item.iter().map(|it| it.mapped(|_| 0.0)).collect();
    for step in 0..steps {
        if cancel.is_set() {
            return Err(GradientError::Stopped);
        }
        let share = (step as f64 + 0.5) / steps as f64;
        let point: Vec<Array> =
            baseline.iter().zip(item).map(|(from, to)| between(from, to, share)).collect();
        let gradient = graph.gradient(&point, place)?;
        sums.iter_mut().zip(&gradient).for_each(|(sum, it)| sum.add(it));
    }
    let ends = baseline.iter().zip(item);
    let of_input = |(sum, (from, to)): (&Array, (&Array, &Array))| -> Vec<f64> {
        let ends = from.values.iter().zip(&to.values);
        let all = sum.values.iter().zip(ends);
        all.map(|(sum, (from, to))| (to - from) * sum / steps as f64).collect()
    };
    let inputs: Vec<Vec<f64>> = sums.iter().zip(ends).map(of_input).collect();
    let found = Attribution { inputs, value: at_item, at_baseline };
    let numbers = found.inputs.iter().flatten().chain([&found.value, &found.at_baseline]);
    let are_finite = numbers.copied().all(f64::is_finite);
    if are_finite { Ok(found) } else { Err(GradientError::NotFinite) }
}

/// The point at `share` of the way.
fn between(from: &Array, to: &Array, share: f64) -> Array {
    let both = from.values.iter().zip(&to.values);
    let values = both.map(|(from, to)| from + share * (to - from)).collect();
    Array { shape: to.shape.clone(), values }
}
