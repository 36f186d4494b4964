//! How the items of a file go through a model: what of its inputs and outputs counts items.

mod dependence;

use std::ops::Range;

pub use dependence::{Division, USUAL_BLOCK, dependent};

use crate::engine::{EngineError, Session};
use crate::figures::noun;
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
/// filled up with its last item, and what comes of that left out. `outputs` are the names of the
/// model's outputs.
#[must_use]
pub fn any_number(
    batching: Batching,
    outputs: Vec<String>,
    session: Box<dyn Session>,
) -> Box<dyn Session> {
    match batching {
        Batching::Fixed(size) => {
            Box::new(FixedBatch { session, size, outputs, is_filling_tried: false })
        }
        Batching::Any | Batching::Whole => session,
    }
}

struct FixedBatch {
    session: Box<dyn Session>,
    size: usize,
    /// Names of the outputs.
    outputs: Vec<String>,
    /// Whether it was seen that what fills up a block changes nothing of the rest.
    is_filling_tried: bool,
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
        range: Range<usize>,
    ) -> Result<Vec<Tensor>, EngineError> {
        let count = range.len();
        let filling = |it: &Tensor| it.slice(range.end - 1..range.end);
        let block = filled_up(inputs, range.clone(), self.size, filling)?;
        let outputs = self.session.run(&block)?;
        if outputs.iter().any(|it| it.shape().is_empty() || it.items() != self.size) {
            return Err(bad("an output does not have an item for each item of the inputs"));
        }
        let outputs: Vec<Tensor> = outputs.iter().map(|output| output.slice(0..count)).collect();
        if count < self.size && !self.is_filling_tried {
            self.try_filling(inputs, range, &outputs)?;
            self.is_filling_tried = true;
        }
        Ok(outputs)
    }

    /// Fails where the `outputs` of the items in `range` are others when another item fills up the
    /// block: the first of all, or zeros where it is the same.
    fn try_filling(
        &mut self,
        inputs: &[Tensor],
        range: Range<usize>,
        outputs: &[Tensor],
    ) -> Result<(), EngineError> {
        let count = range.len();
        let is_same = inputs.iter().all(|it| it.slice(0..1) == it.slice(range.end - 1..range.end));
        let filling = |it: &Tensor| match it.slice(0..1) {
            first if is_same => first.zeroed(),
            first => first,
        };
        let block = filled_up(inputs, range, self.size, filling)?;
        let Some(others) = dependence::tried(self.session.as_mut(), &block)? else {
            return Ok(());
        };
        let differs = |(output, other): (&Tensor, &Tensor)| {
            other.items() == self.size && dependence::rows_differ(output, &other.slice(0..count))
        };
        let Some(place) = outputs.iter().zip(&others).position(differs) else { return Ok(()) };
        let name = self.outputs.get(place).map_or("", String::as_str);
        let (size, last) = (self.size, noun(count as u64, "item does", "items do"));
        Err(EngineError::BadInput(format!(
            "the model takes {size} items at once, and the rows of `{name}` depend on the others \
             of their block: the last {count} {last} not fill one"
        )))
    }
}

fn bad(text: &str) -> EngineError {
    EngineError::BadInput(text.to_owned())
}

/// The items `range` of `inputs`, and after them what `filling` makes of each input, one item,
/// until there are `count`.
fn filled_up(
    inputs: &[Tensor],
    range: Range<usize>,
    count: usize,
    filling: impl Fn(&Tensor) -> Tensor,
) -> Result<Vec<Tensor>, EngineError> {
    let missing = count.saturating_sub(range.len());
    let filled = |tensor: &Tensor| {
        let (items, filling) = (tensor.slice(range.clone()), filling(tensor));
        let mut parts = vec![&items];
        parts.extend(std::iter::repeat_n(&filling, missing));
        Tensor::concatenate(&parts).map_err(|_| bad("the last items cannot be filled up"))
    };
    inputs.iter().map(filled).collect()
}
