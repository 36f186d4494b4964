//! Operators that take axes together.

use tract_core::internal::{AxisOp, DatumType, OutletId, TVec, TractResult, bail};
use tract_core::ops::math::{self, add, div};
use tract_core::ops::nn::{Reduce, Reducer};

use super::node::only;
use super::{Node, Wire};

pub(super) fn find(name: &str) -> Option<Wire> {
    Some(match name {
        "ReduceL1" | "ReduceL2" | "ReduceLogSum" | "ReduceLogSumExp" | "ReduceMax"
        | "ReduceMean" | "ReduceMin" | "ReduceProd" | "ReduceSum" | "ReduceSumSquare" => reduction,
        "ArgMax" | "ArgMin" => place,
        _ => return None,
    })
}

fn reduction(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let Some(axes) = axes(node, x)? else { return only(x) };
    let whole = match node.operator() {
        "ReduceL1" => {
            let size = node.one(math::abs(), &[x])?;
            reduced(node, Reducer::Sum, &axes, size)?
        }
        "ReduceL2" | "ReduceSumSquare" => {
            let square = node.one(math::square(), &[x])?;
            let sum = reduced(node, Reducer::Sum, &axes, square)?;
            if node.operator() == "ReduceL2" { node.one(math::sqrt(), &[sum])? } else { sum }
        }
        "ReduceLogSum" => {
            let sum = reduced(node, Reducer::Sum, &axes, x)?;
            node.one(math::ln(), &[sum])?
        }
        "ReduceLogSumExp" => log_sum_exp(node, &axes, x)?,
        "ReduceMax" => reduced(node, Reducer::Max, &axes, x)?,
        "ReduceMean" => mean(node, &axes, x)?,
        "ReduceMin" => reduced(node, Reducer::Min, &axes, x)?,
        "ReduceProd" => reduced(node, Reducer::Prod, &axes, x)?,
        _ => reduced(node, Reducer::Sum, &axes, x)?,
    };
    only(without_axes(node, whole, &axes)?)
}

/// The largest value is taken out before, so that nothing overflows.
fn log_sum_exp(node: &mut Node, axes: &[usize], x: OutletId) -> TractResult<OutletId> {
    let largest = reduced(node, Reducer::Max, axes, x)?;
    let rest = node.one(math::sub(), &[x, largest])?;
    let power = node.one(math::exp(), &[rest])?;
    let sum = reduced(node, Reducer::Sum, axes, power)?;
    let log = node.one(math::ln(), &[sum])?;
    node.one(add(), &[log, largest])
}

/// The mean over `axes`, which stay with size 1.
pub(super) fn mean(node: &mut Node, axes: &[usize], x: OutletId) -> TractResult<OutletId> {
    let shape = node.shape(x)?;
    let count: usize = axes.iter().filter_map(|&axis| shape.get(axis)).product();
    let sum = reduced(node, Reducer::Sum, axes, x)?;
    let count = node.scalar(count as f32, x)?;
    node.one(div(), &[sum, count])
}

fn reduced(
    node: &mut Node,
    reducer: Reducer,
    axes: &[usize],
    x: OutletId,
) -> TractResult<OutletId> {
    node.one(Reduce::new(axes.into(), reducer), &[x])
}

/// The place of the largest or smallest value.
fn place(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let axis = Node::axis(node.integer("axis").unwrap_or(0), node.rank(x)?)?;
    let last = node.flag("select_last_index", false);
    let largest = node.operator() == "ArgMax";
    let reducer = if largest { Reducer::ArgMax(last) } else { Reducer::ArgMin(last) };
    let place = reduced(node, reducer, &[axis], x)?;
    let place = node.cast(place, DatumType::I64)?;
    only(without_axes(node, place, &[axis])?)
}

/// The axes in order, from the input or, in older operator sets, from the attribute; `None` where
/// nothing is to be done.
fn axes(node: &Node, x: OutletId) -> TractResult<Option<TVec<usize>>> {
    let rank = node.rank(x)?;
    let given = match node.known_integers(1)? {
        Some(axes) => axes,
        None => node.integers("axes").unwrap_or_default().to_vec(),
    };
    if given.is_empty() {
        let nothing = node.flag("noop_with_empty_axes", false);
        return Ok((!nothing).then(|| (0..rank).collect()));
    }
    let axes = given.iter().map(|&axis| Node::axis(axis, rank));
    let mut axes = axes.collect::<TractResult<TVec<_>>>()?;
    axes.sort_unstable();
    if axes.windows(2).any(|pair| pair[0] == pair[1]) {
        bail!("it names an axis twice");
    }
    Ok(Some(axes))
}

/// Takes away `axes`, each of size 1, unless the node keeps them.
fn without_axes(node: &mut Node, value: OutletId, axes: &[usize]) -> TractResult<OutletId> {
    if node.flag("keepdims", true) {
        return Ok(value);
    }
    let mut value = value;
    for &axis in axes.iter().rev() {
        value = node.one(AxisOp::Rm(axis), &[value])?;
    }
    Ok(value)
}
