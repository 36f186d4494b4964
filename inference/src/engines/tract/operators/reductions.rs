//! Operators that take axes together.

use tract_core::internal::{
    AxisOp, Datum, DatumType, OutletId, TVec, Tensor, TractResult, bail, tvec,
};
use tract_core::ops::math::{self, add, div};
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

fn reduced(
    node: &mut Node,
    reducer: Reducer,
    axes: &[usize],
    x: OutletId,
) -> TractResult<OutletId> {
    node.one(Reduce::new(axes.into(), reducer), &[x])
}

/// The largest or smallest along `axes`, which stay with size 1; what is no number where any is
/// none, and of no values the smallest or largest that the type has.
pub(super) fn extreme(
    node: &mut Node,
    largest: bool,
    axes: &[usize],
    x: OutletId,
) -> TractResult<OutletId> {
    let own = node.shape(x)?;
    let sizes = own.iter().enumerate();
    let shape: TVec<usize> =
        sizes.map(|(axis, &size)| if axes.contains(&axis) { 1 } else { size }).collect();
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
    let steps = own.iter().zip(shape).zip(strides(shape));
    // Where each element's extreme stands, counted up axis by axis.
    let mut places = vec![0];
    for ((&size, &kept), stride) in steps {
        let stride = if kept == 1 { 0 } else { stride };
        let next = |place: &usize| {
            let place = *place;
            (0..size).map(move |at| place + at * stride)
        };
        places = places.iter().flat_map(next).collect();
    }
    for (&value, place) in all.iter().zip(places) {
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
