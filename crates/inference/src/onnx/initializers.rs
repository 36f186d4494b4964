//! Tensors within an ONNX file (`TensorProto`).

use prost::bytes::Buf;

use super::proto::{self as pb, DataLocation, DataType};
use super::{LARGEST_AXIS, OnnxError};
use crate::tensor::{Data, Tensor};

/// Name of an element type in ONNX's spelling; `None` for a number that ONNX does not know.
pub(crate) fn dtype_name(elem_type: i32) -> Option<&'static str> {
    Some(match DataType::try_from(elem_type).ok()? {
        DataType::Float => "float32",
        DataType::Double => "float64",
        DataType::Float16 => "float16",
        DataType::Bfloat16 => "bfloat16",
        DataType::Int8 => "int8",
        DataType::Int16 => "int16",
        DataType::Int32 => "int32",
        DataType::Int64 => "int64",
        DataType::Uint8 => "uint8",
        DataType::Uint16 => "uint16",
        DataType::Uint32 => "uint32",
        DataType::Uint64 => "uint64",
        DataType::Bool => "bool",
        DataType::String => "string",
        DataType::Complex64 => "complex64",
        DataType::Complex128 => "complex128",
        DataType::Undefined => return None,
    })
}

/// Bytes of one element in `raw_data`; `None` for types that are not read.
pub(super) fn width(data_type: i32) -> Option<u64> {
    Some(match DataType::try_from(data_type).ok()? {
        DataType::Bool | DataType::Int8 | DataType::Uint8 => 1,
        DataType::Float16 | DataType::Bfloat16 | DataType::Int16 | DataType::Uint16 => 2,
        DataType::Float | DataType::Int32 | DataType::Uint32 => 4,
        DataType::Double | DataType::Int64 | DataType::Uint64 => 8,
        _ => return None,
    })
}

pub(super) fn is_float(tensor: &pb::TensorProto) -> bool {
    is_floating(tensor.data_type)
}

pub(super) fn is_floating(data_type: i32) -> bool {
    matches!(
        DataType::try_from(data_type),
        Ok(DataType::Float | DataType::Double | DataType::Float16 | DataType::Bfloat16)
    )
}

/// Number of elements that the dimensions declare; more than can be counted is `u64::MAX`.
pub(super) fn elements(tensor: &pb::TensorProto) -> u64 {
    let sizes = tensor.dims.iter().map(|&size| u64::try_from(size).unwrap_or(u64::MAX));
    sizes.fold(1, u64::saturating_mul)
}

/// Errors: data outside the file, or not as much of it as the dimensions declare.
pub(super) fn check(tensor: &pb::TensorProto) -> Result<(), OnnxError> {
    let elsewhere = tensor.data_location == Some(DataLocation::External as i32);
    if elsewhere || !tensor.external_data.is_empty() {
        return Err(OnnxError::ExternalData(tensor.name.clone()));
    }
    let name = || tensor.name.clone();
    // Where one axis is empty, the others may be of any size.
    let mut axes = tensor.dims.iter().enumerate();
    if let Some((axis, size)) = axes.find(|(_, size)| **size > LARGEST_AXIS)
        && tensor.dims.contains(&0)
    {
        return Err(OnnxError::Dimension { name: name(), axis, size: size.to_string() });
    }
    let declared = elements(tensor);
    let held = if tensor.raw_data.is_empty() {
        typed_elements(tensor)
    } else {
        let dtype = tensor.data_type;
        let width = width(dtype).ok_or_else(|| OnnxError::ElementType { name: name(), dtype })?;
        if !(tensor.raw_data.len() as u64).is_multiple_of(width) {
            return Err(size_error(tensor, format!("{} bytes", tensor.raw_data.len())));
        }
        tensor.raw_data.len() as u64 / width
    };
    if declared == held { Ok(()) } else { Err(size_error(tensor, format!("{held} elements"))) }
}

fn size_error(tensor: &pb::TensorProto, held: String) -> OnnxError {
    let declared = format!("the dimensions {:?}", tensor.dims);
    OnnxError::TensorSize { name: tensor.name.clone(), declared, held }
}

/// Elements in the typed fields, of which the data type says which one counts.
fn typed_elements(tensor: &pb::TensorProto) -> u64 {
    let count = match DataType::try_from(tensor.data_type) {
        Ok(DataType::Float) => tensor.float_data.len(),
        Ok(DataType::Double) => tensor.double_data.len(),
        Ok(DataType::Int64) => tensor.int64_data.len(),
        Ok(DataType::Uint32 | DataType::Uint64) => tensor.uint64_data.len(),
        Ok(DataType::String) => tensor.string_data.len(),
        Ok(DataType::Complex64) => tensor.float_data.len() / 2,
        Ok(DataType::Complex128) => tensor.double_data.len() / 2,
        _ => tensor.int32_data.len(),
    };
    count as u64
}

/// The tensor's values; half precision becomes `float32`, which holds every value of it.
///
/// Errors: what [`check`] refuses, and element types other than numbers and truth values.
pub(crate) fn read(tensor: &pb::TensorProto) -> Result<Tensor, OnnxError> {
    check(tensor)?;
    let shape = tensor.dims.iter().filter_map(|&size| usize::try_from(size).ok()).collect();
    let data = if tensor.raw_data.is_empty() { typed(tensor) } else { raw(tensor) };
    let data = data.ok_or_else(|| OnnxError::ElementType {
        name: tensor.name.clone(),
        dtype: tensor.data_type,
    })?;
    Tensor::new(shape, data).map_err(|error| size_error(tensor, error.to_string()))
}

fn raw(tensor: &pb::TensorProto) -> Option<Data> {
    let mut bytes = tensor.raw_data.as_slice();
    let count = bytes.len() as u64 / width(tensor.data_type)?;
    macro_rules! take {
        ($get:ident) => {
            (0..count).map(|_| bytes.$get()).collect()
        };
    }
    Some(match DataType::try_from(tensor.data_type).ok()? {
        DataType::Float => Data::Float32(take!(get_f32_le)),
        DataType::Double => Data::Float64(take!(get_f64_le)),
        DataType::Float16 => Data::Float32((0..count).map(|_| half(bytes.get_u16_le())).collect()),
        DataType::Bfloat16 => {
            Data::Float32((0..count).map(|_| brain(bytes.get_u16_le())).collect())
        }
        DataType::Int8 => Data::Int8(take!(get_i8)),
        DataType::Int16 => Data::Int16(take!(get_i16_le)),
        DataType::Int32 => Data::Int32(take!(get_i32_le)),
        DataType::Int64 => Data::Int64(take!(get_i64_le)),
        DataType::Uint8 => Data::Uint8(take!(get_u8)),
        DataType::Uint16 => Data::Uint16(take!(get_u16_le)),
        DataType::Uint32 => Data::Uint32(take!(get_u32_le)),
        DataType::Uint64 => Data::Uint64(take!(get_u64_le)),
        DataType::Bool => Data::Bool((0..count).map(|_| bytes.get_u8() != 0).collect()),
        _ => return None,
    })
}

fn typed(tensor: &pb::TensorProto) -> Option<Data> {
    let narrow = tensor.int32_data.iter();
    Some(match DataType::try_from(tensor.data_type).ok()? {
        DataType::Float => Data::Float32(tensor.float_data.clone()),
        DataType::Double => Data::Float64(tensor.double_data.clone()),
        DataType::Float16 => Data::Float32(narrow.map(|&bits| half(bits as u16)).collect()),
        DataType::Bfloat16 => Data::Float32(narrow.map(|&bits| brain(bits as u16)).collect()),
        DataType::Int8 => Data::Int8(narrow.map(|&value| value as i8).collect()),
        DataType::Int16 => Data::Int16(narrow.map(|&value| value as i16).collect()),
        DataType::Int32 => Data::Int32(tensor.int32_data.clone()),
        DataType::Int64 => Data::Int64(tensor.int64_data.clone()),
        DataType::Uint8 => Data::Uint8(narrow.map(|&value| value as u8).collect()),
        DataType::Uint16 => Data::Uint16(narrow.map(|&value| value as u16).collect()),
        DataType::Uint32 => {
            Data::Uint32(tensor.uint64_data.iter().map(|&value| value as u32).collect())
        }
        DataType::Uint64 => Data::Uint64(tensor.uint64_data.clone()),
        DataType::Bool => Data::Bool(narrow.map(|&value| value != 0).collect()),
        _ => return None,
    })
}

/// IEEE 754 binary16 as `float32`.
fn half(bits: u16) -> f32 {
    half::f16::from_bits(bits).to_f32()
}

/// bfloat16, the upper half of a `float32`.
fn brain(bits: u16) -> f32 {
    f32::from_bits(u32::from(bits) << 16)
}
