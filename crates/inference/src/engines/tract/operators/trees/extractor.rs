//! `ArrayFeatureExtractor`: elements along the last axis, by their places.

use tract_core::internal::{AxisOp, OutletId, TVec, TractResult, bail};
use tract_core::ops::array::Gather;

use super::super::Node;
use super::super::node::only;

/// A list of values counts as one row of them.
pub(super) fn extractor(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, mut places) = (node.input(0)?, node.input(1)?);
    let (axes, shape) = (node.rank(x)?, node.shape(places)?);
    match shape.as_slice() {
        [_] => {}
        // One place; skl2onnx writes the class of a stacked estimator so.
        [] => places = node.one(AxisOp::Add(0), &[places])?,
        [1, _] => places = node.one(AxisOp::Rm(0), &[places])?,
        shape => bail!("its places have the shape {shape:?}, not that of a list"),
    }
    let Some(axis) = axes.checked_sub(1) else { bail!("its input is a single number") };
    let size = node.shape(x)?[axis] as i64;
    if let Ok(Some(known)) = node.known_integers(1)
        && let Some(outside) = known.iter().find(|it| !(0..size).contains(*it))
    {
        bail!("its place {outside} is outside of {size}");
    }
    let mut found = node.one(Gather::new(axis), &[x, places])?;
    if axes == 1 {
        found = node.one(AxisOp::Add(0), &[found])?;
    }
    only(found)
}
