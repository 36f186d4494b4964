//! Operators that give values another shape or type, or put them together.

use tract_core::internal::{
    AxisOp, OutletId, TDim, TVec, Tensor, ToDim, TractResult, bail, tensor1, tvec,
};
use tract_core::ops::array::{MultiBroadcastTo, Tile, TypedConcat};
use tract_core::ops::change_axes::to_axis_ops_with_onnx_rules;

use super::node::only;
use super::{Node, Wire};
use crate::onnx::dtype_name;

pub(super) fn find(name: &str) -> Option<Wire> {
    Some(match name {
        "Cast" => cast,
        "Concat" => concat,
        "Constant" => constant,
        "ConstantOfShape" => constant_of_shape,
        "Expand" => expand,
        "Flatten" => flatten,
        "Reshape" => reshape,
        "Shape" => shape,
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
    let x = node.input(0)?;
    only(node.cast(x, dtype)?)
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
    } else {
        bail!("it holds neither a tensor nor numbers");
    };
    only(node.constant(value)?)
}

fn constant_of_shape(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let shape = sizes(node.known_integers(0)?)?;
    let value = node.tensor("value")?.unwrap_or_else(|| tensor1(&[0.0_f32]));
    let Ok(scalar) = value.nth(0) else { bail!("its value is empty") };
    only(node.constant(scalar.broadcast_scalar_to_shape(&shape)?)?)
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
    only(node.one(AxisOp::Reshape(0, dims(&shape), dims(&to)), &[x])?)
}

fn reshape(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let mut x = node.input(0)?;
    let Some(to) = node.known_integers(1)? else { bail!("its shape is missing") };
    let to: TVec<TDim> = to.iter().map(ToDim::to_dim).collect();
    let from = dims(&node.shape(x)?);
    for step in to_axis_ops_with_onnx_rules(&from, &to, node.flag("allowzero", false))? {
        x = node.one(step, &[x])?;
    }
    only(x)
}

fn shape(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let shape = node.shape(node.input(0)?)?;
    let rank = shape.len() as i64;
    let bound = |name, default: i64| {
        let index = node.integer(name).unwrap_or(default);
        (if index < 0 { index + rank } else { index }).clamp(0, rank) as usize
    };
    let (start, end) = (bound("start", 0), bound("end", rank));
    let sizes = shape.get(start..end).unwrap_or_default();
    let sizes: Vec<i64> = sizes.iter().map(|&it| it as i64).collect();
    only(node.constant(tensor1(&sizes))?)
}

fn squeeze(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let mut x = node.input(0)?;
    let shape = node.shape(x)?;
    let mut axes: TVec<usize> = match node.known_integers(1)? {
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
    let Some(axes) = node.known_integers(1)? else { bail!("its axes are missing") };
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
