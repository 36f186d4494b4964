//! A column for each output: numbers, or lists of a fixed length.

use std::fs::File;
use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, BooleanArray, FixedSizeListArray, Float32Array, Float64Array, Int8Array,
    Int16Array, Int32Array, Int64Array, RecordBatch, UInt8Array, UInt16Array, UInt32Array,
    UInt64Array,
};
use arrow_schema::{DataType, Field, Schema};
use faircat_inference::tensor::{Data, Tensor};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::Sink;
use crate::running::data_error::DataError;
use crate::running::wanted::Output;

const KIND: &str = "Parquet";

pub(super) struct Parquet {
    writer: ArrowWriter<File>,
    schema: Arc<Schema>,
}

impl Parquet {
    pub(super) fn create(file: File, outputs: &[Output]) -> Result<Parquet, DataError> {
        let fields = outputs.iter().map(field).collect::<Result<Vec<_>, _>>()?;
        let schema = Arc::new(Schema::new(fields));
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties));
        Ok(Parquet { writer: writer.map_err(of_parquet)?, schema })
    }
}

fn field(wanted: &Output) -> Result<Field, DataError> {
    let element = match wanted.dtype.as_str() {
        "float32" => DataType::Float32,
        "float64" => DataType::Float64,
        "int8" => DataType::Int8,
        "int16" => DataType::Int16,
        "int32" => DataType::Int32,
        "int64" => DataType::Int64,
        "uint8" => DataType::UInt8,
        "uint16" => DataType::UInt16,
        "uint32" => DataType::UInt32,
        "uint64" => DataType::UInt64,
        "bool" => DataType::Boolean,
        other => return Err(DataError::format(KIND, format!("{other} is not written"))),
    };
    let kind = match wanted.item_len() {
        1 => element,
        length => {
            let length = i32::try_from(length)
                .map_err(|_| DataError::format(KIND, "an item has too many elements"))?;
            DataType::FixedSizeList(item_field(element), length)
        }
    };
    Ok(Field::new(&wanted.name, kind, false))
}

fn item_field(element: DataType) -> Arc<Field> {
    Arc::new(Field::new("item", element, false))
}

impl Sink for Parquet {
    fn write(&mut self, outputs: &[Tensor]) -> Result<(), DataError> {
        let columns = outputs.iter().map(column).collect::<Result<Vec<_>, _>>()?;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(of_parquet)?;
        self.writer.write(&batch).map_err(of_parquet)
    }

    fn finish(self: Box<Self>) -> Result<(), DataError> {
        self.writer.close().map(drop).map_err(of_parquet)
    }
}

fn column(tensor: &Tensor) -> Result<ArrayRef, DataError> {
    let flat: ArrayRef = match tensor.data().clone() {
        Data::Float32(values) => Arc::new(Float32Array::from(values)),
        Data::Float64(values) => Arc::new(Float64Array::from(values)),
        Data::Int8(values) => Arc::new(Int8Array::from(values)),
        Data::Int16(values) => Arc::new(Int16Array::from(values)),
        Data::Int32(values) => Arc::new(Int32Array::from(values)),
        Data::Int64(values) => Arc::new(Int64Array::from(values)),
        Data::Uint8(values) => Arc::new(UInt8Array::from(values)),
        Data::Uint16(values) => Arc::new(UInt16Array::from(values)),
        Data::Uint32(values) => Arc::new(UInt32Array::from(values)),
        Data::Uint64(values) => Arc::new(UInt64Array::from(values)),
        Data::Bool(values) => Arc::new(BooleanArray::from(values)),
    };
    if tensor.item_len() == 1 {
        return Ok(flat);
    }
    let length = i32::try_from(tensor.item_len())
        .map_err(|_| DataError::format(KIND, "an item has too many elements"))?;
    let field = item_field(flat.data_type().clone());
    let lists = FixedSizeListArray::try_new(field, length, flat, None).map_err(of_parquet)?;
    Ok(Arc::new(lists))
}

fn of_parquet(error: impl ToString) -> DataError {
    DataError::format(KIND, error)
}
