//! Where the features of an input stand in its tensor, and which of its items are there.

use std::ops::Range;

use crate::signature::{Declared, Signature};
use crate::tensor::{Data, Tensor};

/// Rows, features and items.
const MOST_AXES: usize = 3;

/// How the values of an input lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Values {
    rows: usize,
    features: usize,
    /// Values of one feature between two steps of the axes before the feature axis.
    inner: usize,
    /// Values of one row.
    row: usize,
    /// What stands where no item is.
    fill: f64,
}

impl Values {
    /// Those of `tensor`, whose features `declared` names.
    ///
    /// # Errors
    /// Why its features cannot be masked, as the end of a sentence that begins with its name.
    pub fn of(declared: &Declared, tensor: &Tensor) -> Result<Values, String> {
        if declared.features.is_empty() {
            return Err("names no features".to_owned());
        }
        let axes = tensor.shape().len();
        if axes > MOST_AXES {
            return Err(format!(
                "has {axes} axes, as images have: what stands at its places is no list of items"
            ));
        }
        let axis = declared.feature_axis();
        let axis = axis.filter(|&axis| tensor.shape().get(axis) == Some(&declared.features.len()));
        let axis = axis.ok_or("has no axis as long as its list of features")?;
        if !matches!(tensor.data(), Data::Float32(_) | Data::Float64(_)) {
            return Err(format!("is {}; only real numbers can be masked", tensor.dtype()));
        }
        Ok(Values {
            rows: tensor.items(),
            features: declared.features.len(),
            inner: tensor.shape()[axis + 1..].iter().product(),
            row: tensor.item_len(),
            fill: declared.items.as_ref().map_or(0.0, |items| items.fill),
        })
    }

    /// Items that find room in a row: 1 where the input has no axis of items.
    #[must_use]
    pub fn places(&self) -> usize {
        self.row / self.features.max(1)
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    #[must_use]
    pub fn fill(&self) -> f64 {
        self.fill
    }

    /// Where the value of `feature` of the item at `place` of `row` stands.
    #[must_use]
    pub fn at(&self, row: usize, feature: usize, place: usize) -> usize {
        let (outer, inner) = (place / self.inner, place % self.inner);
        row * self.row + (outer * self.features + feature) * self.inner + inner
    }

    /// The features, by index.
    #[must_use]
    pub fn features(&self) -> Range<usize> {
        0..self.features
    }

    /// The places of `row` at which an item is, in order. An item is there unless all its features
    /// are the filling; where there is room for one item only, it always is.
    #[must_use]
    pub fn there(&self, row: usize, values: &[f64]) -> Vec<usize> {
        let is_there =
            |place: usize| self.features().any(|it| values[self.at(row, it, place)] != self.fill);
        (0..self.places()).filter(|&place| self.places() == 1 || is_there(place)).collect()
    }
}

/// How the values of each of `inputs` lie, and why those of some cannot be masked, in sentences
/// without a full stop.
#[must_use]
pub fn masked_values(
    signature: &Signature,
    inputs: &[Tensor],
) -> (Vec<Option<Values>>, Vec<String>) {
    let mut reasons = Vec::new();
    let values = signature.inputs.iter().zip(inputs).map(|(declared, tensor)| {
        let reason = |why| reasons.push(format!("the input `{}` {why}", declared.name));
        Values::of(declared, tensor).map_err(reason).ok()
    });
    let values = values.collect();
    (values, reasons)
}
