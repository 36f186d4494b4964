//! Operators that sort along an axis, sum up along it, or give what lies there another arrangement.

use tract_core::internal::{DatumType, OutletId, TVec, Tensor, TractResult, bail, tvec};

use super::places::{coordinates, is_number, moving, strides, taken};
use super::types::Wrapping;
use super::{Axes, Kernel, Node, Wire};

pub(super) fn find(name: &str) -> Option<Wire> {
    Some(match name {
        "TopK" => largest,
        "CumSum" => running_sum,
        "Trilu" => triangle,
        "DepthToSpace" | "SpaceToDepth" => blocks,
        _ => return None,
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
