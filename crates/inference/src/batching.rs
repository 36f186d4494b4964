//! How the items of a file go through a model: what of its inputs and outputs counts items.

use crate::engine::{EngineError, Session};
use crate::onnx::{Axis, OnnxFile, Port};
use crate::tensor::Tensor;

/// How many items a model takes at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batching {
    /// Any number.
    Any,
    /// This number and no other.
    Fixed(usize),
    /// Its inputs do not all count items along their first axis, so that a file is one run.
    Whole,
}

impl Batching {
    /// What the shapes of `file` say.
    #[must_use]
    pub fn of(file: &OnnxFile) -> Batching {
        let inputs: Vec<First> = file.inputs.iter().filter_map(first).collect();
        let sizes: Vec<u64> = inputs.iter().filter_map(First::size).collect();
        if inputs.contains(&First::None) {
            return Batching::Whole;
        }
        match sizes.as_slice() {
            [] => Batching::Any,
            [size, rest @ ..] if sizes.len() == inputs.len() => {
                let outputs = file.outputs.iter().filter_map(first);
                let agree =
                    outputs.filter(|it| *it != First::Open).all(|it| it.size() == Some(*size));
                match usize::try_from(*size) {
                    Ok(fixed) if fixed > 0 && agree && rest.iter().all(|it| it == size) => {
                        Batching::Fixed(fixed)
                    }
                    _ => Batching::Whole,
                }
            }
            _ => Batching::Whole,
        }
    }

    /// The number of items to give a model at once, about `wanted`.
    #[must_use]
    pub fn block(self, wanted: usize) -> usize {
        match self {
            Batching::Fixed(size) => (wanted / size).max(1) * size,
            Batching::Any | Batching::Whole => wanted,
        }
    }
}

/// Of each output of `file`, the size of its first axis where that is fixed and not the number of
/// items that the model takes: it may be something else than items that is counted there.
#[must_use]
pub fn fixed_firsts(file: &OnnxFile) -> Vec<Option<usize>> {
    let is_fixed = matches!(Batching::of(file), Batching::Fixed(_));
    let size = |port: &Port| first(port)?.size().filter(|_| !is_fixed);
    file.outputs.iter().map(|port| size(port).and_then(|it| usize::try_from(it).ok())).collect()
}

/// The first axis of an input or output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum First {
    /// There is no axis.
    None,
    Size(u64),
    Open,
}

impl First {
    fn size(&self) -> Option<u64> {
        match self {
            First::Size(size) => Some(*size),
            _ => None,
        }
    }
}

/// `None` where the file leaves the whole shape open.
fn first(port: &Port) -> Option<First> {
    Some(match port.shape.as_ref()?.first() {
        None => First::None,
        Some(Axis::Size(size)) => First::Size(*size),
        Some(_) => First::Open,
    })
}

/// `session` for any number of items, where the model takes a fixed one: blocks of it, the last
/// filled up with its last item, and what comes of that left out.
#[must_use]
pub fn any_number(batching: Batching, session: Box<dyn Session>) -> Box<dyn Session> {
    match batching {
        Batching::Fixed(size) => Box::new(FixedBatch { session, size }),
        Batching::Any | Batching::Whole => session,
    }
}

struct FixedBatch {
    session: Box<dyn Session>,
    size: usize,
}

impl Session for FixedBatch {
    fn run(&mut self, inputs: &[Tensor]) -> Result<Vec<Tensor>, EngineError> {
        let items = inputs.first().map_or(0, Tensor::items);
        let is_even = inputs.iter().all(|it| !it.shape().is_empty() && it.items() == items);
        // What makes no sense is for the engine to refuse.
        if items == self.size || items == 0 || !is_even {
            return self.session.run(inputs);
        }
        let mut parts = Vec::with_capacity(items.div_ceil(self.size));
        for start in (0..items).step_by(self.size) {
            parts.push(self.block(inputs, start..items.min(start + self.size))?);
        }
        let outputs = parts.first().map_or(0, Vec::len);
        let whole = |index: usize| {
            let pieces: Vec<&Tensor> = parts.iter().filter_map(|part| part.get(index)).collect();
            Tensor::concatenate(&pieces).map_err(|it| EngineError::BadInput(it.to_string()))
        };
        (0..outputs).map(whole).collect()
    }
}

impl FixedBatch {
    fn block(
        &mut self,
        inputs: &[Tensor],
        range: std::ops::Range<usize>,
    ) -> Result<Vec<Tensor>, EngineError> {
        let count = range.len();
        let block: Vec<Tensor> = inputs.iter().map(|it| it.slice(range.clone())).collect();
        let block: Option<Vec<Tensor>> = block.iter().map(|it| filled_up(it, self.size)).collect();
        let block = block.ok_or_else(|| bad("the last items cannot be filled up"))?;
        let outputs = self.session.run(&block)?;
        if outputs.iter().any(|it| it.shape().is_empty() || it.items() != self.size) {
            return Err(bad("an output does not have an item for each item of the inputs"));
        }
        Ok(outputs.iter().map(|output| output.slice(0..count)).collect())
    }
}

fn bad(text: &str) -> EngineError {
    EngineError::BadInput(text.to_owned())
}

/// `tensor` with its last item repeated until there are `count`.
fn filled_up(tensor: &Tensor, count: usize) -> Option<Tensor> {
    let items = tensor.items();
    let last = tensor.slice(items.checked_sub(1)?..items);
    let mut parts = vec![tensor];
    parts.extend(std::iter::repeat_n(&last, count.saturating_sub(items)));
    Tensor::concatenate(&parts).ok()
}
