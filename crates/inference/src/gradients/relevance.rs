//! The relevance of the inputs of one item.

use super::array::Array;
use super::rules::Rule;
use super::{GradientError, Graph};

/// How one value of a graph is shared out among the inputs of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Propagated {
    /// The relevance of each element of each input.
    pub inputs: Vec<Vec<f64>>,
    /// The value that is shared out.
    pub value: f64,
    /// What the biases of all layers keep.
    pub biases: f64,
    /// What ε keeps, and sums of 0 cannot share out.
    pub unshared: f64,
}

impl Propagated {
    /// By how much all parts together miss the value: rounding.
    #[must_use]
    pub fn missed(&self) -> f64 {
        let sum: f64 = self.inputs.iter().flatten().sum();
        sum + self.biases + self.unshared - self.value
    }
}

/// The relevance of the `inputs` of one item for the value `place` of `graph`, by `rule`.
///
/// # Errors
/// Those of [`Graph::gradient`], [`GradientError::Rule`] of operators without a rule, and
/// [`GradientError::NotFinite`].
pub fn propagated(
    graph: &Graph,
    inputs: &[Array],
    place: usize,
    rule: Rule,
) -> Result<Propagated, GradientError> {
    let (found, value, absorbed) = graph.relevance(inputs, place, rule)?;
    let inputs = found.into_iter().map(|it| it.values).collect();
    let found = Propagated { inputs, value, biases: absorbed.biases, unshared: absorbed.unshared };
    let ends = [&found.value, &found.biases, &found.unshared];
    let are_finite = found.inputs.iter().flatten().chain(ends).copied().all(f64::is_finite);
    if are_finite { Ok(found) } else { Err(GradientError::NotFinite) }
}
