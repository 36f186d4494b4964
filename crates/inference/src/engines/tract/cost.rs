//! How many products of real numbers a model takes for one item.

use tract_core::internal::{Datum, TractResult};
use tract_core::ops::Cost;

use super::{NAME, failed, fixed_shapes, graph};
use crate::engine::EngineError;
use crate::engines::guarded;
use crate::onnx::OnnxFile;

/// Products that convolutions and products of matrices in `file`, which has `size` bytes, take for
/// one item, each computed as it is written; `None` where the file leaves sizes of the inputs open.
///
/// # Errors
/// As of loading it for one item.
pub fn products(file: &OnnxFile, size: u64) -> Result<Option<u64>, EngineError> {
    let Some(shapes) = fixed_shapes(file, 1) else { return Ok(None) };
    guarded(NAME, || {
        let counted = counted(file, size, &shapes);
        counted.map(Some).map_err(|error| failed(format!("{error:#}")))
    })
}

fn counted(file: &OnnxFile, size: u64, shapes: &[Vec<usize>]) -> TractResult<u64> {
    let model = graph::typed_model(file, size, shapes)?.into_decluttered()?;
    let mut sum = 0_u64;
    for id in model.eval_order()? {
        let facts = model.node_input_facts(id)?;
        for (cost, count) in model.node(id).op.cost(&facts)? {
            if matches!(cost, Cost::FMA(dtype) if [f32::datum_type(), f64::datum_type()].contains(&dtype))
            {
                sum = sum.saturating_add(count.to_i64()?.unsigned_abs());
            }
        }
    }
    Ok(sum)
}
