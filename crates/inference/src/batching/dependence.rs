//! Rows of an output that depend on the other rows of their block: run block by block, items then
//! give other numbers than all together.

use std::ops::Range;

use super::Batching;
use crate::engine::{EngineError, Session};
use crate::engines::list::ListedEngine;
use crate::onnx::OnnxFile;
use crate::tensor::Tensor;
use crate::verification::{ENGINE_ROUNDING, agrees};

/// Items that are run at once where nobody says how many.
pub const USUAL_BLOCK: usize = 128;

/// How the items of a file are run, block after block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// Items of a block.
    pub size: usize,
    /// Whether rows may depend on the others of their block as far as is known before a run.
    pub is_doubtful: bool,
}

impl Division {
    /// Blocks of about `wanted` items. An engine that is made for one network runs each item by
    /// itself; a model of a fixed batch is given no other blocks by anybody, and what fills up its
    /// last is tried where that is done.
    #[must_use]
    pub fn of(file: &OnnxFile, engine: &ListedEngine, wanted: usize) -> Division {
        let batching = Batching::of(file);
        let is_doubtful = engine.is_general() && batching == Batching::Any;
        Division { size: batching.block(wanted), is_doubtful }
    }
}

/// The place of the first output of which a row depends on the others of its block. `outputs` are
/// what `session` gave for `block`, of which the middle half is run once more, alone: what goes on
/// from row to row, as the states of a recurrent network and sums so far, agrees in the first half,
/// and in the second where it goes backwards.
///
/// `None` also where nothing can be told: of one item, of outputs without an item for each of the
/// inputs, and of a model that does not run on the half.
///
/// # Errors
/// The engine was stopped, or died.
pub fn dependent(
    session: &mut dyn Session,
    block: &[Tensor],
    outputs: &[Tensor],
) -> Result<Option<usize>, EngineError> {
    let items = block.first().map_or(0, Tensor::items);
    let is_by_item = |it: &Tensor| it.shape().first() == Some(&items);
    if items < 2 || !block.iter().all(is_by_item) {
        return Ok(None);
    }
    let middle = middle_of(items);
    let half: Vec<Tensor> = block.iter().map(|it| it.slice(middle.clone())).collect();
    let Some(alone) = tried(session, &half)? else { return Ok(None) };
    let mut pairs = outputs.iter().zip(&alone);
    Ok(pairs.position(|(together, alone)| {
        is_by_item(together) && rows_differ(&together.slice(middle.clone()), alone)
    }))
}

/// What `session` gives for `inputs`; `None` where they are nothing for the model.
pub(super) fn tried(
    session: &mut dyn Session,
    inputs: &[Tensor],
) -> Result<Option<Vec<Tensor>>, EngineError> {
    match session.run(inputs) {
        Ok(outputs) => Ok(Some(outputs)),
        Err(error @ (EngineError::Stopped | EngineError::Died(_))) => Err(error),
        Err(_) => Ok(None),
    }
}

/// Whether a row of `output` differs from that of `other` by more than engines round. Rows of other
/// shapes are not held against each other.
pub(super) fn rows_differ(output: &Tensor, other: &Tensor) -> bool {
    if output.shape().is_empty() || output.shape() != other.shape() {
        return false;
    }
    let row = |tensor: &Tensor, row: usize| tensor.slice(row..row + 1);
    (0..output.items()).any(|at| {
        // Each row has a scale of its own, as none is to depend on others.
        agrees(&row(output, at), &row(other, at), ENGINE_ROUNDING) == Some(false)
    })
}

/// Half of so many `items`, at least 2, with some before and, of 3 or more, after it.
fn middle_of(items: usize) -> Range<usize> {
    let quarter = items.div_ceil(4);
    quarter..(items - quarter).max(quarter + 1)
}

#[cfg(test)]
mod tests {
    use super::middle_of;

    #[test]
    fn the_middle_is_at_most_half() {
        assert_eq!(middle_of(2), 1..2);
        assert_eq!(middle_of(128), 32..96);
        for items in 2..300 {
            let middle = middle_of(items);
            assert!(middle.start > 0 && middle.end <= items && 2 * middle.len() <= items);
            assert!(middle.end < items || items == 2);
        }
    }
}
