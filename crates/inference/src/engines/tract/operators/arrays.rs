//! Operators that give values another shape or type, or put them together.

use tract_core::internal::{
    AxisOp, DatumType, OutletId, TDim, TVec, Tensor, ToDim, TractResult, bail, tensor1, tvec,
};
use tract_core::ops::array::{MultiBroadcastTo, Tile, TypedConcat};
use tract_core::ops::change_axes::to_axis_ops_with_onnx_rules;

use super::node::only;
use super::{Axes, Kernel, Node, Wire};
use crate::onnx::dtype_name;

/// More elements than fit in memory, and few enough to be counted.
const MOST_ELEMENTS: u64 = 1 << 40;

/// Most elements of a `Range`.
const LONGEST_RANGE: f64 = 67_108_864.0;

pub(super) fn find(name: &str) -> Option<Wire> {
    Some(match name {
        "Cast" => cast,
        "CastLike" => cast_like,
        "Concat" => concat,
        "Constant" => constant,
        "ConstantOfShape" => constant_of_shape,
        "Expand" => expand,
        "Flatten" => flatten,
        "Range" => range,
        "Reshape" => reshape,
        "Shape" => shape,
        "Size" => size,
        "Squeeze" => squeeze,
        "Tile" => tile,
        "Transpose" => transpose,
        "Unsqueeze" => unsqueeze,
        _ => return None,
    })
}

fn cast(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let to = node.integer("to").and_then(|it| i32::try_from(it).ok()).and_then(dtype_name);
    let Some(dtype) = to.and_then(super::super::values::datum_type) else {
        bail!("it casts to {}, which is not computed with", to.unwrap_or("an unknown type"));
    };
    // Of types with 8 bits and a fraction, and those of integers with a power of two.
    node.pass_over("saturate");
    node.pass_over("round_mode");
    as_type(node, dtype)
}

/// The type of the second input.
fn cast_like(node: &mut Node) -> TractResult<TVec<OutletId>> {
    node.pass_over("saturate");
    node.pass_over("round_mode");
    let dtype = node.dtype(node.input(1)?)?;
    as_type(node, dtype)
}

fn as_type(node: &mut Node, dtype: DatumType) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let from = node.dtype(x)?;
    if from.is_float() && from != DatumType::F16 && dtype.is_integer() {
        return whole(node, x, dtype);
    }
    only(node.cast(x, dtype)?)
}

/// Integers without the fraction of their numbers. Errors, when it runs: a number that the type
/// has not, of which the specification does not say what becomes.
fn whole(node: &mut Node, x: OutletId, dtype: DatumType) -> TractResult<TVec<OutletId>> {
    let shape = node.shape(x)?;
    let kernel = Kernel::new(
        node.operator(),
        tvec!((dtype, shape.clone())),
        Axes::Same,
        move |inputs| {
            let wide = inputs[0].cast_to::<f64>()?;
            let wide = wide.to_plain_array_view::<f64>()?;
            of_integers!(dtype, T => {
                let values = wide.iter().map(|&value| {
                    let whole = value.trunc();
                    // Both bounds are powers of two or 0, which float64 holds.
                    if whole >= T::MIN as f64 && whole < T::MAX as f64 + 1.0 || whole == T::MAX as f64 && T::BITS < 53 {
                        Ok(whole as T)
                    } else {
                        bail!("it casts {value} to {dtype:?}")
                    }
                });
                let values = values.collect::<TractResult<Vec<T>>>()?;
                Ok(tvec!(Tensor::from_shape(&shape, &values)?))
            })
        },
    );
    node.add(kernel, &[x])
}

fn concat(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let inputs = node.inputs()?;
    let axis = Node::axis(node.integer("axis").unwrap_or(0), node.rank(node.input(0)?)?)?;
    let rest = |outlet| {
        let mut shape = node.shape(outlet)?;
        let joined = shape.get_mut(axis).map(|size| *size = 0);
        Ok((joined, shape))
    };
    let shapes = inputs.iter().map(|&it| rest(it)).collect::<TractResult<Vec<_>>>()?;
    if shapes.windows(2).any(|pair| pair[0] != pair[1]) {
        bail!("its inputs differ in another axis than {axis}");
    }
    only(node.one(TypedConcat::new(axis), &inputs)?)
}

fn constant(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let value = if let Some(tensor) = node.tensor("value")? {
        tensor
    } else if let Some(number) = node.number("value_float") {
        Tensor::from(number)
    } else if let Some(integer) = node.integer("value_int") {
        Tensor::from(integer)
    } else if let Some(integers) = node.integers("value_ints") {
        tensor1(integers)
    } else if let Some(numbers) = node.numbers("value_floats") {
        tensor1(numbers)
    } else {
        bail!("it holds neither a tensor nor numbers");
    };
    only(node.constant(value)?)
}

fn constant_of_shape(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let shape = sizes(node.known_integers(0)?)?;
    let value = node.tensor("value")?.unwrap_or_else(|| tensor1(&[0.0_f32]));
    if value.len() != 1 {
        bail!("its value has {} elements", value.len());
    }
    let one = node.constant(value.into_shape(&vec![1; shape.len()])?)?;
    let shape: TVec<TDim> = dims(&shape);
    only(node.one(MultiBroadcastTo::new(shape.into()), &[one])?)
}

/// Broadcasting in both directions, as numpy does.
fn expand(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let asked = sizes(node.known_integers(1)?)?;
    let own = node.shape(x)?;
    let rank = own.len().max(asked.len());
    let at = |sizes: &[usize], axis: usize| {
        (axis + sizes.len()).checked_sub(rank).and_then(|it| sizes.get(it)).copied().unwrap_or(1)
    };
    let joint = |axis| match (at(&own, axis), at(&asked, axis)) {
        (1, size) | (size, 1) => Ok(size.to_dim()),
        (own, asked) if own == asked => Ok(own.to_dim()),
        (own, asked) => bail!("{own} values cannot become {asked} along axis {axis}"),
    };
    let shape = (0..rank).map(joint).collect::<TractResult<TVec<TDim>>>()?;
    let mut value = x;
    for _ in own.len()..rank {
        value = node.one(AxisOp::Add(0), &[value])?;
    }
    only(node.one(MultiBroadcastTo::new(shape.into()), &[value])?)
}

/// Two axes: all before `axis`, and the rest.
fn flatten(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let shape = node.shape(x)?;
    let axis = match node.integer("axis").unwrap_or(1) {
        end if end == shape.len() as i64 => shape.len(),
        axis => Node::axis(axis, shape.len())?,
    };
    let (before, after) = shape.split_at(axis);
    let to: TVec<usize> = tvec![before.iter().product(), after.iter().product()];
    reshaped(node, x, &dims(&to), true)
}

fn reshape(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let Some(to) = node.known_integers(1)? else { bail!("its shape is missing") };
    let sizes = to.iter().map(|&size| u64::try_from(size).unwrap_or(1).max(1));
    if sizes.fold(1, u64::saturating_mul) > MOST_ELEMENTS {
        bail!("its shape is {to:?}");
    }
    let to: TVec<TDim> = to.iter().map(ToDim::to_dim).collect();
    let zero = node.version() >= 14 && node.flag("allowzero", false);
    reshaped(node, x, &to, zero)
}

/// `x` with the axes `to`; with `zero`, a size of 0 is one and does not take over that of `x`.
fn reshaped(
    node: &mut Node,
    mut x: OutletId,
    to: &[TDim],
    zero: bool,
) -> TractResult<TVec<OutletId>> {
    let from = dims(&node.shape(x)?);
    for step in to_axis_ops_with_onnx_rules(&from, to, zero)? {
        x = node.one(step, &[x])?;
    }
    only(x)
}

fn shape(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let shape = node.shape(node.input(0)?)?;
    let rank = shape.len() as i64;
    let bound = |name, default: i64| {
        let given = if node.version() >= 15 { node.integer(name) } else { None };
        let index = given.unwrap_or(default);
        (if index < 0 { index + rank } else { index }).clamp(0, rank) as usize
    };
    let (start, end) = (bound("start", 0), bound("end", rank));
    let sizes = shape.get(start..end).unwrap_or_default();
    let sizes: Vec<i64> = sizes.iter().map(|&it| it as i64).collect();
    only(node.constant(tensor1(&sizes))?)
}

/// The number of elements.
fn size(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let count: usize = node.shape(node.input(0)?)?.iter().product();
    only(node.constant(Tensor::from(count as i64))?)
}

/// Numbers from the first up to, not with, the second, in steps of the third.
fn range(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let inputs = node.inputs_of_one_type()?;
    let &[start, limit, step] = inputs.as_slice() else { bail!("its inputs are not three") };
    let count = if node.dtype(start)?.is_integer() {
        let known = |outlet| node.known(outlet)?.cast_to_scalar::<i64>().map(i128::from);
        steps(known(start)?, known(limit)?, known(step)?)?
    } else {
        let known = |outlet| node.known(outlet)?.cast_to_scalar::<f64>();
        ((known(limit)? - known(start)?) / known(step)?).ceil()
    };
    // In float64 the numbers of elements that fit in memory are exact.
    if count.is_nan() || count > LONGEST_RANGE {
        bail!("it would make {count} elements");
    }
    let count = count.max(0.0) as usize;
    let values = of_types!(node.dtype(start)?, T => {
        let (first, by) = (node.known(start)?.cast_to_scalar::<T>()?, node.known(step)?.cast_to_scalar::<T>()?);
        let mut values = Vec::with_capacity(count);
        values.extend((0..count).map(|index| first + index as T * by));
        tensor1(&values)
    }, F32 f32, F64 f64, I16 i16, I32 i32, I64 i64);
    only(node.constant(values)?)
}

/// How many steps go from `first` up to, not to, `last`; negative where none does.
fn steps(first: i128, last: i128, by: i128) -> TractResult<f64> {
    if by == 0 {
        bail!("its steps are 0");
    }
    let (whole, rest) = ((last - first) / by, (last - first) % by);
    let is_more = rest != 0 && (rest > 0) == (by > 0);
    Ok((whole + i128::from(is_more)) as f64)
}

/// Axes are an input since operator set 13, an attribute before.
fn axes(node: &Node) -> TractResult<Option<Vec<i64>>> {
    if node.version() >= 13 {
        node.known_integers(1)
    } else {
        Ok(node.integers("axes").map(<[i64]>::to_vec))
    }
}

fn squeeze(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let mut x = node.input(0)?;
    let shape = node.shape(x)?;
    let mut axes: TVec<usize> = match axes(node)? {
        Some(axes) => {
            axes.iter().map(|&it| Node::axis(it, shape.len())).collect::<Result<_, _>>()?
        }
        None => (0..shape.len()).filter(|&axis| shape.get(axis) == Some(&1)).collect(),
    };
    axes.sort_unstable();
    for &axis in axes.iter().rev() {
        x = node.one(AxisOp::Rm(axis), &[x])?;
    }
    only(x)
}

fn tile(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let repeats = sizes(node.known_integers(1)?)?;
    if repeats.len() != node.rank(x)? {
        bail!("it repeats {} axes, and its input has {}", repeats.len(), node.rank(x)?);
    }
    only(node.one(Tile::new(dims(&repeats)), &[x])?)
}

fn transpose(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let mut x = node.input(0)?;
    let rank = node.rank(x)?;
    let order = node.sizes("perm")?.unwrap_or_else(|| (0..rank).rev().collect());
    let mut sorted = order.clone();
    sorted.sort_unstable();
    if !sorted.iter().copied().eq(0..rank) {
        bail!("`perm` does not name each of {rank} axes once");
    }
    let mut now: TVec<usize> = (0..rank).collect();
    for (to, axis) in order.iter().enumerate() {
        let from = now.iter().position(|it| it == axis).unwrap_or(to);
        if from != to {
            let moved = now.remove(from);
            now.insert(to, moved);
            x = node.one(AxisOp::Move(from, to), &[x])?;
        }
    }
    only(x)
}

fn unsqueeze(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let mut x = node.input(0)?;
    let Some(axes) = axes(node)? else { bail!("its axes are missing") };
    let rank = node.rank(x)? + axes.len();
    let axes = axes.iter().map(|&it| Node::axis(it, rank));
    let mut axes = axes.collect::<TractResult<TVec<_>>>()?;
    axes.sort_unstable();
    for axis in axes {
        x = node.one(AxisOp::Add(axis), &[x])?;
    }
    only(x)
}

fn dims(sizes: &[usize]) -> TVec<TDim> {
    sizes.iter().map(ToDim::to_dim).collect()
}

fn sizes(integers: Option<Vec<i64>>) -> TractResult<TVec<usize>> {
    let sizes = integers.unwrap_or_default();
    match sizes.iter().map(|&it| usize::try_from(it)).collect::<Result<_, _>>() {
        Ok(sizes) => Ok(sizes),
        Err(_) => bail!("a size is negative"),
    }
}
