//! Operators that take parts of values, or put something around them.

use tract_core::internal::{OutletId, TVec, Tensor, TractResult, bail, tensor0};
use tract_core::ops::array::{Gather, Pad, PadMode, Slice};

use super::node::only;
use super::{Node, Wire};

pub(super) fn find(name: &str) -> Option<Wire> {
    Some(match name {
        "Gather" => gather,
        "Pad" => pad,
        "Slice" => slice,
        "Split" => split,
        _ => return None,
    })
}

fn gather(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, places) = (node.input(0)?, node.input(1)?);
    let axis = Node::axis(node.integer("axis").unwrap_or(0), node.rank(x)?)?;
    only(node.one(Gather::new(axis), &[x, places])?)
}

fn pad(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let rank = node.rank(x)?;
    let Some(pads) = node.known_integers(1)? else { bail!("its `pads` are missing") };
    let axes = match node.known_integers(3)? {
        Some(axes) => axes.iter().map(|&it| Node::axis(it, rank)).collect::<Result<_, _>>()?,
        None => (0..rank).collect::<Vec<_>>(),
    };
    if pads.len() != 2 * axes.len() {
        bail!("`pads` has {} numbers, not {}", pads.len(), 2 * axes.len());
    }
    let (before, after) = pads.split_at(axes.len());
    let mut around = vec![(0, 0); rank];
    for ((axis, before), after) in axes.into_iter().zip(before).zip(after) {
        let (Ok(before), Ok(after)) = (usize::try_from(*before), usize::try_from(*after)) else {
            bail!("`pads` holds a negative number");
        };
        around[axis] = (before, after);
    }
    let mode = match node.text("mode").unwrap_or("constant") {
        "constant" => {
            let value = node.known_number(2)?.unwrap_or(0.0);
            let value: Tensor = tensor0(value).cast_to_dt(node.dtype(x)?)?.into_owned();
            PadMode::Constant(value.into())
        }
        "reflect" => PadMode::Reflect,
        "edge" => PadMode::Edge,
        other => bail!("its mode is `{other}`"),
    };
    only(node.one(Pad::new(around, mode), &[x])?)
}

/// Parts with a step of 1; any other step is refused.
fn slice(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let mut x = node.input(0)?;
    let rank = node.rank(x)?;
    let (Some(starts), Some(ends)) = (node.known_integers(1)?, node.known_integers(2)?) else {
        bail!("its bounds are missing");
    };
    let axes = node.known_integers(3)?.unwrap_or_else(|| (0..starts.len() as i64).collect());
    if node.known_integers(4)?.unwrap_or_default().iter().any(|&step| step != 1) {
        bail!("only steps of 1 are taken");
    }
    if starts.len() != ends.len() || starts.len() != axes.len() {
        bail!("its bounds and axes differ in number");
    }
    for ((axis, start), end) in axes.into_iter().zip(starts).zip(ends) {
        let axis = Node::axis(axis, rank)?;
        let size = node.shape(x)?[axis] as i64;
        let bound = |index: i64| if index < 0 { index.saturating_add(size) } else { index };
        let (start, end) = (bound(start).clamp(0, size), bound(end).clamp(0, size));
        x = node.one(Slice::new(axis, start as usize, end.max(start) as usize), &[x])?;
    }
    only(x)
}

fn split(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let axis = Node::axis(node.integer("axis").unwrap_or(0), node.rank(x)?)?;
    let size = node.shape(x)?[axis];
    let parts = node.outputs().max(1);
    let sizes = match node.known_integers(1)? {
        Some(sizes) => sizes.iter().map(|&it| it.max(0) as usize).collect(),
        // The last part is smaller where they cannot be equal.
        None => {
            let most = size.div_ceil(parts);
            (0..parts).map(|part| size.saturating_sub(part * most).min(most)).collect::<Vec<_>>()
        }
    };
    if sizes.len() != parts || sizes.iter().sum::<usize>() != size {
        bail!("its {parts} parts do not make up the {size} values of axis {axis}");
    }
    let mut start = 0;
    let mut pieces = TVec::new();
    for size in sizes {
        pieces.push(node.one(Slice::new(axis, start, start + size), &[x])?);
        start += size;
    }
    Ok(pieces)
}
