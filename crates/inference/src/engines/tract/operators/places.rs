//! Operators that take or put values by their place, or sort them.

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
        "TopK" => largest,
        "CumSum" => running_sum,
        "Trilu" => triangle,
        "DepthToSpace" | "SpaceToDepth" => blocks,
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
fn moving(
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

fn integers(x: &Tensor) -> TractResult<Vec<i64>> {
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
fn coordinates(flat: usize, shape: &[usize], strides: &[usize]) -> Vec<usize> {
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

/// The `k` largest or smallest along an axis in their order, and where they are; of equal ones the
/// first comes first. What is no number is larger than all numbers, as in numpy's order.
fn largest(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let k = if node.version() < 10 {
        node.integer("k")
    } else {
        node.known_integers(1)?.and_then(|it| it.first().copied())
    };
    let k = usize::try_from(k.unwrap_or(-1))?;
    let mut shape = node.shape(x)?;
    let axis = Node::axis(node.integer("axis").unwrap_or(-1), shape.len())?;
    let descending = node.version() < 11 || node.flag("largest", true);
    if node.version() >= 11 {
        node.pass_over("sorted");
    }
    let size = shape[axis];
    if k > size {
        bail!("it takes {k} of {size} values");
    }
    let inner: usize = shape[axis + 1..].iter().product();
    shape[axis] = k;
    let dtype = node.dtype(x)?;
    let outputs = tvec!((dtype, shape.clone()), (DatumType::I64, shape.clone()));
    of_numbers!(dtype, T => {
        let kernel = Kernel::new(node.operator(), outputs, Axes::Mixed, move |inputs| {
            let all = inputs[0].try_as_plain_ram()?;
            let ranked = ranks::<T>(all.as_slice::<T>()?, size, inner, k, descending);
            let (places, indices): (Vec<usize>, Vec<i64>) = ranked.into_iter().unzip();
            Ok(tvec!(taken(&inputs[0], &places, &shape)?, Tensor::from_shape(&shape, &indices)?))
        });
        node.add(kernel, &[x])
    })
}

/// Places in the array and along the axis of the `k` first of each line, in the array's order.
fn ranks<T: PartialOrd + Copy>(
    all: &[T],
    size: usize,
    inner: usize,
    k: usize,
    descending: bool,
) -> Vec<(usize, i64)> {
    let order = |a: T, b: T| {
        let known = a.partial_cmp(&b);
        known.unwrap_or_else(|| is_number(b).cmp(&is_number(a)))
    };
    let lines = all.len().checked_div(size * inner).unwrap_or(0);
    let mut found = vec![(0, 0); lines * k * inner];
    for line in 0..lines * inner {
        let start = line / inner * size * inner + line % inner;
        let value = |at: usize| all[start + at * inner];
        let mut places: Vec<usize> = (0..size).collect();
        if descending {
            places.sort_by(|&a, &b| order(value(b), value(a)));
        } else {
            places.sort_by(|&a, &b| order(value(a), value(b)));
        }
        for (rank, &at) in places.iter().take(k).enumerate() {
            found[(line / inner * k + rank) * inner + line % inner] =
                (start + at * inner, at as i64);
        }
    }
    found
}

fn running_sum(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let shape = node.shape(x)?;
    let Some(&[axis]) = node.known_integers(1)?.as_deref() else { bail!("its axis is not one") };
    let axis = Node::axis(axis, shape.len())?;
    let (exclusive, reverse) = (node.flag("exclusive", false), node.flag("reverse", false));
    let (size, inner) = (shape[axis], shape[axis + 1..].iter().product::<usize>());
    of_numbers!(node.dtype(x)?, T => moving(node, &[x], shape.clone(), move |inputs| {
        let all = inputs[0].try_as_plain_ram()?;
        let all = all.as_slice::<T>()?;
        let mut sums = all.to_vec();
        for line in 0..all.len().checked_div(size).unwrap_or(0) {
            let start = line / inner * size * inner + line % inner;
            let mut sum = 0 as T;
            for step in 0..size {
                let at = start + if reverse { size - 1 - step } else { step } * inner;
                let with = sum.plus(all[at]);
                sums[at] = if exclusive { sum } else { with };
                sum = with;
            }
        }
        Tensor::from_shape(&shape, &sums)
    }))
}

/// The upper or lower triangle of matrices, zeros in the other.
fn triangle(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let upper = node.flag("upper", true);
    let k = match node.known_integers(1)?.as_deref() {
        None => 0,
        Some(&[k]) => k,
        Some(_) => bail!("its diagonal is not one number"),
    };
    let shape = node.shape(x)?;
    let &[.., rows, columns] = shape.as_slice() else { bail!("its input is no matrix") };
    of_values!(node.dtype(x)?, T => moving(node, &[x], shape.clone(), move |inputs| {
        let all = inputs[0].try_as_plain_ram()?;
        let kept = all.as_slice::<T>()?.iter().enumerate().map(|(flat, &value)| {
            let (row, column) = (flat / columns % rows, flat % columns);
            let right = (column as i64).saturating_sub(row as i64);
            if if upper { right >= k } else { right <= k } { value } else { T::default() }
        });
        Tensor::from_shape(&shape, &kept.collect::<Vec<T>>())
    }))
}

/// Blocks of an image as channels, or channels as blocks.
fn blocks(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let Some(size) = node.integer("blocksize").and_then(|it| usize::try_from(it).ok()) else {
        bail!("its `blocksize` is missing");
    };
    let &[items, channels, rows, columns] = node.shape(x)?.as_slice() else {
        bail!("its input has not four axes");
    };
    let to_space = node.operator() == "DepthToSpace";
    let by_column = if to_space || node.version() >= 28 {
        node.one_of("mode", &["DCR", "CRD"])? == "CRD"
    } else {
        false
    };
    let square = size.checked_mul(size).filter(|&it| it > 0);
    let Some(square) = square else { bail!("its `blocksize` is {size}") };
    let fits =
        if to_space { channels % square == 0 } else { rows % size == 0 && columns % size == 0 };
    if !fits {
        bail!("its `blocksize` does not divide its input");
    }
    // The array with blocks in space: depth, rows and columns.
    let (depth, rows, columns) = if to_space {
        (channels / square, rows * size, columns * size)
    } else {
        (channels, rows, columns)
    };
    let packed = [items, depth * square, rows / size, columns / size];
    let spread = [items, depth, rows, columns];
    let shape = if to_space { spread } else { packed };
    moving(node, &[x], TVec::from_slice(&shape), move |inputs| {
        let all = strides(&packed);
        let mut places = vec![0; items * depth * rows * columns];
        let own = strides(&spread);
        for flat in 0..places.len() {
            let at = coordinates(flat, &spread, &own);
            let block = at[2] % size * size + at[3] % size;
            let channel = if by_column { at[1] * square + block } else { block * depth + at[1] };
            let there = [at[0], channel, at[2] / size, at[3] / size];
            let there = there.iter().zip(&all).map(|(at, stride)| at * stride).sum();
            if to_space {
                places[flat] = there;
            } else {
                places[there] = flat;
            }
        }
        taken(inputs[0], &places, &shape)
    })
}
