//! Operators that take axes together.

use tract_core::internal::{
    AxisOp, Datum, DatumType, OutletId, TVec, Tensor, TractResult, bail, tensor0, tvec,
};
use tract_core::ops::math::{self, add, div, mul};
use tract_core::ops::nn::{Reduce, Reducer};

use super::elements;
use super::node::only;
use super::places::{is_number, strides};
use super::{Axes, Kernel, Node, Wire};

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
    let Some(axes) = axes(node, x)? else {
        return match node.operator() {
            "ReduceMax" | "ReduceMean" | "ReduceMin" | "ReduceProd" | "ReduceSum" => only(x),
            _ => bail!("it has no axes and `noop_with_empty_axes`"),
        };
    };
    let whole = match node.operator() {
        "ReduceL1" => {
            let size = node.one(math::abs(), &[x])?;
            reduced(node, Reducer::Sum, &axes, size)?
        }
        "ReduceSumSquare" if node.dtype(x)?.is_integer() => reduced(node, Reducer::Sum, &axes, x)?,
        "ReduceL2" | "ReduceSumSquare" => {
            let square = node.one(mul(), &[x, x])?;
            let sum = reduced(node, Reducer::Sum, &axes, square)?;
            if node.operator() == "ReduceL2" { node.one(math::sqrt(), &[sum])? } else { sum }
        }
        "ReduceLogSum" => {
            let sum = reduced(node, Reducer::Sum, &axes, x)?;
            node.one(math::ln(), &[sum])?
        }
        "ReduceLogSumExp" => log_sum_exp(node, &axes, x)?,
        "ReduceMax" => extreme(node, true, &axes, x)?,
        "ReduceMean" => mean(node, &axes, x)?,
        "ReduceMin" => extreme(node, false, &axes, x)?,
        "ReduceProd" => reduced(node, Reducer::Prod, &axes, x)?,
        _ => reduced(node, Reducer::Sum, &axes, x)?,
    };
    only(without_axes(node, whole, &axes)?)
}

/// The largest value is taken out before, so that nothing overflows.
fn log_sum_exp(node: &mut Node, axes: &[usize], x: OutletId) -> TractResult<OutletId> {
    let largest = extreme(node, true, axes, x)?;
    // Of infinite numbers there is no difference.
    let largest = of_floats!(node.dtype(x)?, T => {
        elements::each(node, largest, |x: T| if x.is_infinite() { 0.0 } else { x })
    })?[0];
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

/// The sum or product over `axes`, which stay with size 1. tract adds integers up in 32 bits, and
/// squares none of 64.
fn reduced(
    node: &mut Node,
    reducer: Reducer,
    axes: &[usize],
    x: OutletId,
) -> TractResult<OutletId> {
    let dtype = node.dtype(x)?;
    let (own, shape) = (node.shape(x)?, shape_without(node, axes, x)?);
    let sums = reducer == Reducer::Sum;
    if own.contains(&0) && !shape.contains(&0) {
        let of_nothing = tensor0(if sums { 0_u8 } else { 1 }).cast_to_dt(dtype)?.into_owned();
        return node.constant(of_nothing.broadcast_scalar_to_shape(&shape)?);
    }
    if !dtype.is_integer() {
        return node.one(Reduce::new(axes.into(), reducer), &[x]);
    }
    let made = tvec!((dtype, shape.clone()));
    let squares = node.operator() == "ReduceSumSquare";
    of_integers!(dtype, T => {
        let mapping = Axes::Reduced(TVec::from_slice(axes));
        let kernel = Kernel::new(node.operator(), made, mapping, move |inputs| {
            let all = inputs[0].try_as_plain_ram()?;
            let mut found = vec![T::from(!sums); shape.iter().product()];
            for (&value, place) in all.as_slice::<T>()?.iter().zip(kept_places(&own, &shape)) {
                let value = if squares { value.wrapping_mul(value) } else { value };
                let old = found[place];
                // As numpy does where it overflows.
                found[place] = if sums { old.wrapping_add(value) } else { old.wrapping_mul(value) };
            }
            Ok(tvec!(Tensor::from_shape(&shape, &found)?))
        });
        node.one(kernel, &[x])
    })
}

/// The shape of `x` with `axes` of size 1.
fn shape_without(node: &Node, axes: &[usize], x: OutletId) -> TractResult<TVec<usize>> {
    let sizes = node.shape(x)?;
    let sizes = sizes.iter().enumerate();
    Ok(sizes.map(|(axis, &size)| if axes.contains(&axis) { 1 } else { size }).collect())
}

/// Of each element of an array of the shape `own`, where it goes in one of `shape`, some of whose
/// axes have size 1.
fn kept_places(own: &[usize], shape: &[usize]) -> Vec<usize> {
    let mut places = vec![0];
    for ((&size, &kept), stride) in own.iter().zip(shape).zip(strides(shape)) {
        let stride = if kept == 1 { 0 } else { stride };
        let next = |place: &usize| {
            let place = *place;
            (0..size).map(move |at| place + at * stride)
        };
        places = places.iter().flat_map(next).collect();
    }
    places
}

/// The largest or smallest along `axes`, which stay with size 1; what is no number where any is
/// none, and of no values the smallest or largest that the type has.
pub(super) fn extreme(
    node: &mut Node,
    largest: bool,
    axes: &[usize],
    x: OutletId,
) -> TractResult<OutletId> {
    let (own, shape) = (node.shape(x)?, shape_without(node, axes, x)?);
    let (dtype, made) = (node.dtype(x)?, shape.clone());
    let mapping = Axes::Reduced(TVec::from_slice(axes));
    of_values!(dtype, T => {
        let kernel = Kernel::new(node.operator(), tvec!((dtype, made)), mapping, move |inputs| {
            let all = inputs[0].try_as_plain_ram()?;
            let found = extremes::<T>(all.as_slice::<T>()?, largest, &own, &shape);
            Ok(tvec!(Tensor::from_shape(&shape, &found)?))
        });
        node.one(kernel, &[x])
    })
}

/// The extremes of an array of the shape `own`, of which some axes have size 1 in `shape`.
fn extremes<T: Bounded>(all: &[T], largest: bool, own: &[usize], shape: &[usize]) -> Vec<T> {
    let start = if largest { T::LEAST } else { T::MOST };
    let mut found = vec![start; shape.iter().product()];
    for (&value, place) in all.iter().zip(kept_places(own, shape)) {
        let kept = found[place];
        let better = if largest { value > kept } else { value < kept };
        if better || !is_number(value) {
            found[place] = value;
        }
    }
    found
}

/// A type with a smallest and a largest value.
trait Bounded: Datum + Copy + PartialOrd {
    const LEAST: Self;
    const MOST: Self;
}

macro_rules! bounded {
    ($($element:ident)*) => {
        $(impl Bounded for $element {
            const LEAST: $element = $element::MIN;
            const MOST: $element = $element::MAX;
        })*
    };
}
bounded!(i8 i16 i32 i64 u8 u16 u32 u64);

impl Bounded for f32 {
    const LEAST: f32 = f32::NEG_INFINITY;
    const MOST: f32 = f32::INFINITY;
}

impl Bounded for f64 {
    const LEAST: f64 = f64::NEG_INFINITY;
    const MOST: f64 = f64::INFINITY;
}

impl Bounded for bool {
    const LEAST: bool = false;
    const MOST: bool = true;
}

/// The place of the largest or smallest value.
fn place(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let axis = Node::axis(node.integer("axis").unwrap_or(0), node.rank(x)?)?;
    let last = node.flag("select_last_index", false);
    let largest = node.operator() == "ArgMax";
    let own = node.shape(x)?;
    let mut shape = own.clone();
    shape[axis] = 1;
    let outputs = tvec!((DatumType::I64, shape.clone()));
    let place = of_numbers!(node.dtype(x)?, T => {
        let mapping = Axes::Reduced(tvec!(axis));
        let kernel = Kernel::new(node.operator(), outputs, mapping, move |inputs| {
            let all = inputs[0].try_as_plain_ram()?;
            let (size, inner) = (own[axis], own[axis + 1..].iter().product());
            let places = places(all.as_slice::<T>()?, [size, inner], largest, last);
            Ok(tvec!(Tensor::from_shape(&shape, &places)?))
        });
        node.one(kernel, &[x])?
    });
    only(without_axes(node, place, &[axis])?)
}

/// Where the extreme of each line lies along its axis; what is no number is one, as in numpy.
fn places<T: PartialOrd + Copy>(
    all: &[T],
    [size, inner]: [usize; 2],
    largest: bool,
    last: bool,
) -> Vec<i64> {
    let lines = all.len().checked_div(size).unwrap_or(0);
    let of_line = |line: usize| {
        let value = |at: usize| all[line / inner * size * inner + line % inner + at * inner];
        let mut best = 0;
        for at in 1..size {
            let (old, new) = (value(best), value(at));
            let better = if largest { new > old } else { new < old };
            let other = is_number(old) && (better || !is_number(new));
            let again = last && (new == old || (!is_number(old) && !is_number(new)));
            if other || again {
                best = at;
            }
        }
        best as i64
    };
    (0..lines).map(of_line).collect()
}

/// The axes in order, from the input or, in older operator sets, from the attribute; `None` where
/// nothing is to be done.
fn axes(node: &Node, x: OutletId) -> TractResult<Option<TVec<usize>>> {
    let rank = node.rank(x)?;
    // An input since operator set 18, that of `ReduceSum` since 13; an attribute before.
    let first = if node.operator() == "ReduceSum" { 13 } else { 18 };
    let given = if node.version() >= first {
        node.known_integers(1)?
    } else {
        node.integers("axes").map(<[i64]>::to_vec)
    };
    let given = given.unwrap_or_default();
    let nothing = node.version() >= first && node.flag("noop_with_empty_axes", false);
    if given.is_empty() {
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
