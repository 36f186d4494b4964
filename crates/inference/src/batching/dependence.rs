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
/// what `session` gave for `block`, of which a part is run once more, alone. It has rows before and
/// after it, as what goes on from row to row, as the states of a recurrent network and sums so far,
/// agrees in the first rows, and in the last where it goes backwards; and it is not the middle, where
/// the mean of rows that grow evenly is that of the block.
///
/// `None` also where nothing can be told: of one item, of outputs without an item for each of the
/// inputs, and of a model that does not run on the part.
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
    let part = part_of(items);
    let inputs: Vec<Tensor> = block.iter().map(|it| it.slice(part.clone())).collect();
    let Some(alone) = tried(session, &inputs)? else { return Ok(None) };
    let mut pairs = outputs.iter().zip(&alone);
    Ok(pairs.position(|(together, alone)| {
        is_by_item(together) && rows_differ(&together.slice(part.clone()), alone)
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

/// At most half of so many `items`, at least 2, with some before and, of 3 or more, after it.
fn part_of(items: usize) -> Range<usize> {
    let start = (3 * items / 8).max(1);
    start..(3 * items / 4).max(start + 1)
}

#[cfg(test)]
mod tests {
    use super::part_of;

    #[test]
    fn the_part_is_at_most_half_and_not_the_middle() {
        assert_eq!(part_of(2), 1..2);
        assert_eq!(part_of(128), 48..96);
        for items in 2..300 {
            let part = part_of(items);
            assert!(part.start > 0 && part.end <= items && 2 * part.len() <= items);
            assert!(part.end < items || items == 2);
            assert!(items < 14 || part.start + part.end > items);
        }
    }
}
