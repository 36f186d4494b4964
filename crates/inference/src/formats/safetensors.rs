//! Weights in the format safetensors: <https://github.com/huggingface/safetensors>.

use std::collections::BTreeMap;

use safetensors::{Dtype, SafeTensors};

use super::{FormatError, npy};
use crate::tensor::Tensor;

fn damaged(reason: impl ToString) -> FormatError {
    FormatError::Damaged { format: "safetensors", reason: reason.to_string() }
}

/// All tensors by name. Half precision becomes `float32`.
///
/// Errors: a damaged file, or an element type that is not read.
pub fn read(bytes: &[u8]) -> Result<BTreeMap<String, Tensor>, FormatError> {
    let file = SafeTensors::deserialize(bytes).map_err(damaged)?;
    let mut tensors = BTreeMap::new();
    for (name, view) in file.tensors() {
        let Some(descr) = descr(view.dtype()) else {
            let reason = format!("the element type {:?} is not read", view.dtype());
            return Err(FormatError::Unsupported { what: name, reason });
        };
        let header = npy::Header {
            descr: descr.to_owned(),
            fortran_order: false,
            shape: view.shape().to_vec(),
            data_start: 0,
        };
        tensors.insert(name, npy::decode(&header, view.shape().to_vec(), view.data())?);
    }
    Ok(tensors)
}

/// The element type in NumPy's spelling.
fn descr(dtype: Dtype) -> Option<&'static str> {
    Some(match dtype {
        Dtype::F16 => "<f2",
        Dtype::F32 => "<f4",
        Dtype::F64 => "<f8",
        Dtype::I8 => "|i1",
        Dtype::I16 => "<i2",
        Dtype::I32 => "<i4",
        Dtype::I64 => "<i8",
        Dtype::U8 => "|u1",
        Dtype::U16 => "<u2",
        Dtype::U32 => "<u4",
        Dtype::U64 => "<u8",
        Dtype::BOOL => "|b1",
        _ => return None,
    })
}
