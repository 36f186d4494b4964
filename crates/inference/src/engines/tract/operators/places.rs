//! Operators that take or put values by their place.

use tract_core::internal::{DatumType, OutletId, TVec, Tensor, TractResult, bail, tvec};

use super::types::Wrapping;
use super::{Axes, Kernel, Node, Wire};

pub(super) fn find(name: &str) -> Option<Wire> {
    Some(match name {
        "GatherElements" => gather_elements,
        "GatherND" => gather_nd,
        "ScatterElements" => scatter_elements,
        "ScatterND" => scatter_nd,
        "OneHot" => one_hot,
        _ => return None,
    })
}

/// The elements of `x` at `places`, as an array of `shape`.
pub(super) fn taken(x: &Tensor, places: &[usize], shape: &[usize]) -> TractResult<Tensor> {
    of_values!(x.datum_type(), T => {
        let all = x.try_as_plain_ram()?;
        let all = all.as_slice::<T>()?;
        let values: Vec<T> = places.iter().filter_map(|&it| all.get(it).copied()).collect();
        Tensor::from_shape(shape, &values)
    })
}

/// Adds a kernel of one output of the type of `x`.
pub(super) fn moving(
    node: &mut Node,
    inputs: &[OutletId],
    shape: TVec<usize>,
    compute: impl Fn(&[&Tensor]) -> TractResult<Tensor> + Send + Sync + 'static,
) -> TractResult<TVec<OutletId>> {
    let dtype = node.dtype(inputs[0])?;
    let kernel = Kernel::new(node.operator(), tvec!((dtype, shape)), Axes::Mixed, move |inputs| {
        let inputs: Vec<&Tensor> = inputs.iter().map(|it| &**it).collect();
        Ok(tvec!(compute(&inputs)?))
    });
    node.add(kernel, inputs)
}

/// Indices as int64, from int32 or int64 ones.
fn indices(node: &mut Node, input: usize) -> TractResult<OutletId> {
    let places = node.input(input)?;
    match node.dtype(places)? {
        DatumType::I32 | DatumType::I64 => node.cast(places, DatumType::I64),
        other => bail!("its indices are {other:?}"),
    }
}

/// An index counted from the end where it is negative. Errors: none of `size` places.
fn place(index: i64, size: usize) -> TractResult<usize> {
    let from_start = if index < 0 { index.saturating_add(size as i64) } else { index };
    match usize::try_from(from_start) {
        Ok(place) if place < size => Ok(place),
        _ => bail!("its index {index} is outside of {size} places"),
    }
}

pub(super) fn integers(x: &Tensor) -> TractResult<Vec<i64>> {
    Ok(x.to_plain_array_view::<i64>()?.iter().copied().collect())
}

/// How far the neighbours along each axis lie apart.
pub(super) fn strides(shape: &[usize]) -> Vec<usize> {
    let mut strides = vec![1; shape.len()];
    for axis in (1..shape.len()).rev() {
        strides[axis - 1] = strides[axis] * shape[axis];
    }
    strides
}

/// The index along each axis of the element `flat`.
pub(super) fn coordinates(flat: usize, shape: &[usize], strides: &[usize]) -> Vec<usize> {
    shape.iter().zip(strides).map(|(size, stride)| flat / stride % size).collect()
}

/// Where in an array of `shape` the element of each index along `axis` lies, whose other
/// coordinates are its own.
fn element_places(indices: &Tensor, shape: &[usize], axis: usize) -> TractResult<Vec<usize>> {
    let (own, all) = (strides(indices.shape()), strides(shape));
    let found = integers(indices)?.into_iter().enumerate().map(|(flat, index)| {
        let mut at = coordinates(flat, indices.shape(), &own);
        at[axis] = place(index, shape[axis])?;
        Ok(at.iter().zip(&all).map(|(at, stride)| at * stride).sum())
    });
    found.collect()
}

fn check_elements(shape: &[usize], indices: &[usize], axis: usize) -> TractResult<()> {
    let within = |(at, (own, all)): (usize, (&usize, &usize))| at == axis || own <= all;
    let sizes = indices.iter().zip(shape).enumerate();
    if shape.len() != indices.len() || !sizes.into_iter().all(within) {
        bail!("its indices have the shape {indices:?}, which is not within {shape:?}");
    }
    Ok(())
}

fn gather_elements(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, places) = (node.input(0)?, indices(node, 1)?);
    let (shape, wanted) = (node.shape(x)?, node.shape(places)?);
    let axis = Node::axis(node.integer("axis").unwrap_or(0), shape.len())?;
    check_elements(&shape, &wanted, axis)?;
    moving(node, &[x, places], wanted.clone(), move |inputs| {
        let places = element_places(inputs[1], inputs[0].shape(), axis)?;
        taken(inputs[0], &places, &wanted)
    })
}

/// Where each part that an index of several coordinates names begins, after `batch` axes.
fn part_places(indices: &Tensor, shape: &[usize], batch: usize) -> TractResult<Vec<usize>> {
    let depth = indices.shape().last().copied().unwrap_or(0);
    let all = strides(shape);
    let batches: usize = shape[..batch].iter().product();
    let integers = integers(indices)?;
    let rows: Vec<&[i64]> = if depth == 0 {
        let count = indices.shape().iter().rev().skip(1).product();
        vec![&[]; count]
    } else {
        integers.chunks_exact(depth).collect()
    };
    let of_batch = rows.len().checked_div(batches).unwrap_or(0).max(1);
    let step: usize = shape[batch..].iter().product();
    let start = |(row, index): (usize, &&[i64])| {
        let mut start = row / of_batch * step;
        for (axis, &index) in index.iter().enumerate() {
            start += place(index, shape[batch + axis])? * all[batch + axis];
        }
        Ok(start)
    };
    rows.iter().enumerate().map(start).collect()
}

fn gather_nd(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, places) = (node.input(0)?, indices(node, 1)?);
    let (shape, wanted) = (node.shape(x)?, node.shape(places)?);
    let batch = usize::try_from(node.integer("batch_dims").unwrap_or(0))?;
    let Some((&depth, outer)) = wanted.split_last() else { bail!("its indices have no axis") };
    if batch >= wanted.len() || batch + depth > shape.len() || outer[..batch] != shape[..batch] {
        bail!("its indices have the shape {wanted:?} for {shape:?}");
    }
    let rest = &shape[batch + depth..];
    let made: TVec<usize> = outer.iter().chain(rest).copied().collect();
    let length: usize = rest.iter().product();
    moving(node, &[x, places], made.clone(), move |inputs| {
        let starts = part_places(inputs[1], inputs[0].shape(), batch)?;
        let places: Vec<usize> = starts.iter().flat_map(|&it| it..it + length).collect();
        taken(inputs[0], &places, &made)
    })
}

/// `x` with `updates` put at `places`, in their order.
fn put(x: &Tensor, updates: &Tensor, places: &[usize], how: &str) -> TractResult<Tensor> {
    let dtype = x.datum_type();
    if how == "none" {
        return of_values!(dtype, T => put_by(x, updates, places, |_, new: T| new));
    }
    match how {
        "add" => of_numbers!(dtype, T => put_by(x, updates, places, |old: T, new| old.plus(new))),
        "mul" => of_numbers!(dtype, T => put_by(x, updates, places, |old: T, new| old.times(new))),
        "max" => of_numbers!(dtype, T => put_by(x, updates, places, |old: T, new: T| {
            if old > new || !is_number(old) { old } else { new }
        })),
        _ => of_numbers!(dtype, T => put_by(x, updates, places, |old: T, new: T| {
            if old < new || !is_number(old) { old } else { new }
        })),
    }
}

#[allow(clippy::eq_op, reason = "what is no number differs from itself")]
pub(super) fn is_number<T: PartialEq + Copy>(value: T) -> bool {
    value == value
}

fn put_by<T: tract_core::internal::Datum + Copy>(
    x: &Tensor,
    updates: &Tensor,
    places: &[usize],
    joined: impl Fn(T, T) -> T,
) -> TractResult<Tensor> {
    let mut output = x.clone();
    let updates = updates.try_as_plain_ram()?;
    let updates = updates.as_slice::<T>()?;
    {
        let mut plain = output.try_as_plain_ram_mut()?;
        let values = plain.as_slice_mut::<T>()?;
        for (&place, &new) in places.iter().zip(updates) {
            values[place] = joined(values[place], new);
        }
    }
    Ok(output)
}

const REDUCTIONS: [&str; 5] = ["none", "add", "mul", "max", "min"];

/// The reductions that this version of the operator has.
fn reduction(node: &Node) -> TractResult<&'static str> {
    let how = node.one_of("reduction", &REDUCTIONS)?;
    let first = match how {
        "none" => 9,
        "add" | "mul" => 16,
        _ => 18,
    };
    if node.version() < first {
        bail!("its `reduction` is `{how}`");
    }
    if how != "none" && node.dtype(node.input(0)?)? == DatumType::Bool {
        bail!("it is not computed with truth values");
    }
    Ok(how)
}

fn scatter_elements(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, places, updates) = (node.input(0)?, indices(node, 1)?, node.input(2)?);
    let (shape, wanted) = (node.shape(x)?, node.shape(places)?);
    let how = reduction(node)?;
    let axis = Node::axis(node.integer("axis").unwrap_or(0), shape.len())?;
    check_elements(&shape, &wanted, axis)?;
    if node.shape(updates)? != wanted || node.dtype(updates)? != node.dtype(x)? {
        bail!("its updates have another shape than its indices, or another type");
    }
    moving(node, &[x, places, updates], shape, move |inputs| {
        let places = element_places(inputs[1], inputs[0].shape(), axis)?;
        put(inputs[0], inputs[2], &places, how)
    })
}

fn scatter_nd(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, places, updates) = (node.input(0)?, indices(node, 1)?, node.input(2)?);
    let (shape, wanted) = (node.shape(x)?, node.shape(places)?);
    let how = reduction(node)?;
    let Some((&depth, outer)) = wanted.split_last() else { bail!("its indices have no axis") };
    if depth > shape.len() {
        bail!("its indices have {depth} coordinates for {} axes", shape.len());
    }
    let rest = &shape[depth..];
    let expected: TVec<usize> = outer.iter().chain(rest).copied().collect();
    if node.shape(updates)? != expected || node.dtype(updates)? != node.dtype(x)? {
        bail!("its updates have another shape than its indices ask for, or another type");
    }
    let length: usize = rest.iter().product();
    moving(node, &[x, places, updates], shape, move |inputs| {
        let starts = part_places(inputs[1], inputs[0].shape(), 0)?;
        let places: Vec<usize> = starts.iter().flat_map(|&it| it..it + length).collect();
        put(inputs[0], inputs[2], &places, how)
    })
}

/// An index from −depth to depth − 1 gives a row with one value of the second kind; any other
/// gives a row without.
fn one_hot(node: &mut Node) -> TractResult<TVec<OutletId>> {
    if node.version() < 11 {
        bail!("negative indices mean something else before operator set 11");
    }
    let (x, values) = (node.input(0)?, node.input(2)?);
    let depth = match node.known_integers(1)?.as_deref() {
        Some(&[depth]) => usize::try_from(depth)?,
        _ => bail!("its depth is not one number"),
    };
    if node.shape(values)?.as_slice() != [2] {
        bail!("its `values` are not two");
    }
    let depth_type = node.dtype(node.input(1)?)?;
    let whole = matches!(node.dtype(x)?, DatumType::I32 | DatumType::I64);
    if !whole || !matches!(depth_type, DatumType::I32 | DatumType::I64) {
        bail!("its indices are {:?} and its depth {depth_type:?}", node.dtype(x)?);
    }
    let places = node.cast(x, DatumType::I64)?;
    let mut shape = node.shape(x)?;
    let axis = Node::axis(node.integer("axis").unwrap_or(-1), shape.len() + 1)?;
    let inner: usize = shape[axis..].iter().product();
    shape.insert(axis, depth);
    let made = shape.clone();
    moving(node, &[values, places], made, move |inputs| {
        let count: usize = shape.iter().product();
        let mut places = vec![0; count];
        for (flat, index) in integers(inputs[1])?.into_iter().enumerate() {
            if let Ok(hot) = place(index, depth) {
                places[(flat / inner * depth + hot) * inner + flat % inner] = 1;
            }
        }
        taken(inputs[0], &places, &shape)
    })
}
