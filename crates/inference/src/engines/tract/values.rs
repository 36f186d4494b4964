//! Tensors of ours and of tract's.

use tract_core::internal::{
    DatumType, IntoArcTensor, OutletId, SpecialOps, TValue, Tensor as TractTensor, TractError,
    TractResult, TypedModel, bail, format_err,
};
use tract_core::ops::konst::Const;

use crate::engine::EngineError;
use crate::onnx;
use crate::onnx::proto::{DataType, TensorProto};
use crate::tensor::{Data, Tensor};

use super::failed;

pub(super) fn to_tract(tensor: &Tensor) -> TractResult<TractTensor> {
    let shape = tensor.shape();
    match tensor.data() {
        Data::Float32(values) => TractTensor::from_shape(shape, values),
        Data::Float64(values) => TractTensor::from_shape(shape, values),
        Data::Int8(values) => TractTensor::from_shape(shape, values),
        Data::Int16(values) => TractTensor::from_shape(shape, values),
        Data::Int32(values) => TractTensor::from_shape(shape, values),
        Data::Int64(values) => TractTensor::from_shape(shape, values),
        Data::Uint8(values) => TractTensor::from_shape(shape, values),
        Data::Uint16(values) => TractTensor::from_shape(shape, values),
        Data::Uint32(values) => TractTensor::from_shape(shape, values),
        Data::Uint64(values) => TractTensor::from_shape(shape, values),
        Data::Bool(values) => TractTensor::from_shape(shape, values),
    }
}

pub(super) fn from_tract(value: &TValue) -> Result<Tensor, EngineError> {
    let plain = |it: TractError| failed(format!("{it:#}"));
    macro_rules! data {
        ($($dtype:ident $kind:ident $element:ty),*) => {
            match value.datum_type() {
                $(DatumType::$dtype => {
                    let values = value.to_plain_array_view::<$element>().map_err(plain)?;
                    Data::$kind(values.iter().copied().collect())
                })*
                other => return Err(failed(format!("an output has the element type {other:?}"))),
            }
        };
    }
    let data = data!(
        F32 Float32 f32, F64 Float64 f64, I8 Int8 i8, I16 Int16 i16, I32 Int32 i32,
        I64 Int64 i64, U8 Uint8 u8, U16 Uint16 u16, U32 Uint32 u32, U64 Uint64 u64,
        Bool Bool bool
    );
    Tensor::new(value.shape().to_vec(), data).map_err(|it| failed(it.to_string()))
}

/// A tensor that the file holds.
pub(super) fn constant(tensor: &TensorProto) -> TractResult<TractTensor> {
    let value = onnx::read_tensor(tensor).map_err(|it| format_err!("{it}"))?;
    let value = to_tract(&value)?;
    match DataType::try_from(tensor.data_type) {
        // Read as float32, which holds each of them.
        Ok(DataType::Float16) => Ok(value.cast_to_dt(DatumType::F16)?.into_owned()),
        Ok(DataType::Bfloat16) => bail!("`{}` has the element type bfloat16", tensor.name),
        _ => Ok(value),
    }
}

/// Adds a constant. tract's own way takes it for an equal one that is there: 0 for −0, whose
/// quotients have the other sign.
pub(super) fn add_constant(
    model: &mut TypedModel,
    name: &str,
    value: TractTensor,
) -> TractResult<OutletId> {
    let constant = Const::new(value.into_arc_tensor())?;
    let outlets = model.wire_node(name, constant, &[])?;
    outlets.first().copied().ok_or_else(|| format_err!("a constant has no value"))
}

/// tract's name for an element type in ONNX's spelling.
pub(super) fn datum_type(name: &str) -> Option<DatumType> {
    Some(match name {
        "float32" => DatumType::F32,
        "float64" => DatumType::F64,
        "int8" => DatumType::I8,
        "int16" => DatumType::I16,
        "int32" => DatumType::I32,
        "int64" => DatumType::I64,
        "uint8" => DatumType::U8,
        "uint16" => DatumType::U16,
        "uint32" => DatumType::U32,
        "uint64" => DatumType::U64,
        "bool" => DatumType::Bool,
        _ => return None,
    })
}
