//! Operators that take parts of values, or put something around them.

use tract_core::internal::{OutletId, TVec, TractResult, bail, tensor0, tvec};
use tract_core::ops::array::{Gather, Pad, PadMode, Slice};

use super::node::only;
use super::places::{strides, taken};
use super::{Axes, Kernel, Node, Wire};

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
    let size = node.shape(x)?[axis] as i64;
    if node.known(places).is_ok()
        && let Some(outside) =
            node.known_integers(1)?.iter().flatten().find(|it| !(-size..size).contains(*it))
    {
        bail!("its index {outside} is outside of {size}");
    }
    only(node.one(Gather::new(axis), &[x, places])?)
}

fn pad(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let rank = node.rank(x)?;
    let pads = if node.version() < 11 {
        node.integers("pads").map(<[i64]>::to_vec)
    } else {
        node.known_integers(1)?
    };
    let Some(pads) = pads else { bail!("its `pads` are missing") };
    let axes = match if node.version() < 18 { None } else { node.known_integers(3)? } {
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
    let zero = tensor0(0.0_f32).cast_to_dt(node.dtype(x)?)?.into_owned();
    let value = if node.version() < 11 {
        let value = node
            .number("value")
            .map(|it| tensor0(it).cast_to_dt(node.dtype(x)?).map(|it| it.into_owned()));
        value.transpose()?
    } else {
        node.known_like(2, x)?
    };
    let shape = node.shape(x)?;
    let fits = |(size, (before, after)): (&usize, &(usize, usize))| *before.max(after) < *size;
    let mode = match node.one_of("mode", &["constant", "reflect", "edge"])? {
        "constant" => PadMode::Constant(value.unwrap_or(zero).into()),
        "reflect" if shape.iter().zip(&around).all(fits) => PadMode::Reflect,
        "edge" if !shape.contains(&0) => PadMode::Edge,
        mode => bail!("its input is too small for the mode `{mode}`"),
    };
    only(node.one(Pad::new(around, mode), &[x])?)
}

/// Parts with a step of 1; any other step is refused.
fn slice(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let mut x = node.input(0)?;
    let rank = node.rank(x)?;
    let [starts, ends, axes, steps] = bounds(node)?;
    let (Some(starts), Some(ends)) = (starts, ends) else { bail!("its bounds are missing") };
    let axes = axes.unwrap_or_else(|| (0..starts.len() as i64).collect());
    if steps.unwrap_or_default().iter().any(|&step| step != 1) {
        return stepped(node);
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

/// Starts, ends, axes and steps: inputs since operator set 10, attributes before.
fn bounds(node: &Node) -> TractResult<[Option<Vec<i64>>; 4]> {
    if node.version() < 10 {
        let of = |name| node.integers(name).map(<[i64]>::to_vec);
        return Ok([of("starts"), of("ends"), of("axes"), None]);
    }
    let of = |index| node.known_integers(index);
    Ok([of(1)?, of(2)?, of(3)?, of(4)?])
}

/// A slice whose steps are not all 1.
fn stepped(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let shape = node.shape(x)?;
    let [starts, ends, axes, steps] = bounds(node)?;
    let (starts, ends) = (starts.unwrap_or_default(), ends.unwrap_or_default());
    let axes = axes.unwrap_or_else(|| (0..starts.len() as i64).collect());
    let steps = steps.unwrap_or_default();
    if [ends.len(), axes.len(), steps.len()] != [starts.len(); 3] {
        bail!("its bounds, axes and steps differ in number");
    }
    let mut kept: Vec<Vec<usize>> = shape.iter().map(|&size| (0..size).collect()).collect();
    for (index, &axis) in axes.iter().enumerate() {
        let axis = Node::axis(axis, shape.len())?;
        kept[axis] = indices(shape[axis] as i64, starts[index], ends[index], steps[index])?;
    }
    let made: TVec<usize> = kept.iter().map(Vec::len).collect();
    let strides = strides(&shape);
    let dtype = node.dtype(x)?;
    let kernel =
        Kernel::new(node.operator(), tvec!((dtype, made.clone())), Axes::Mixed, move |inputs| {
            let mut places = vec![0];
            for (axis, kept) in kept.iter().enumerate() {
                let next = |&place: &usize| kept.iter().map(move |at| (place, at));
                let found = places.iter().flat_map(next);
                places = found.map(|(place, at)| place + at * strides[axis]).collect();
            }
            Ok(tvec!(taken(&inputs[0], &places, &made)?))
        });
    node.add(kernel, &[x])
}

/// What a slice takes of an axis. Backwards it may end before the first element, but begins at
/// none before, other than numpy's.
fn indices(size: i64, start: i64, end: i64, step: i64) -> TractResult<Vec<usize>> {
    let from_start = |index: i64| if index < 0 { index.saturating_add(size) } else { index };
    if step == 0 {
        bail!("a step is 0");
    }
    if size == 0 {
        return Ok(Vec::new());
    }
    let (low, high) = if step > 0 { (0, size) } else { (-1, size - 1) };
    let (start, end) = (from_start(start).clamp(0, high), from_start(end).clamp(low, high));
    let mut found = Vec::new();
    let mut at = start;
    while if step > 0 { at < end } else { at > end } {
        found.push(usize::try_from(at)?);
        at = at.saturating_add(step);
    }
    Ok(found)
}

fn split(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let axis = Node::axis(node.integer("axis").unwrap_or(0), node.rank(x)?)?;
    let size = node.shape(x)?[axis];
    let parts = node.outputs().max(1);
    if node.version() >= 18 && node.integer("num_outputs").is_some_and(|it| it != parts as i64) {
        bail!("its `num_outputs` is not the number of its outputs");
    }
    let given = if node.version() < 13 {
        node.integers("split").map(<[i64]>::to_vec)
    } else {
        node.known_integers(1)?
    };
    let sizes = match given {
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
