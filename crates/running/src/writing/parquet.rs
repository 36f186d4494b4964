//! A column for each output: numbers, lists of a fixed length, or, where another run may give items
//! of another size, lists within lists as its axes are.

use std::fs::File;
use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, BooleanArray, FixedSizeListArray, Float32Array, Float64Array, Int8Array,
    Int16Array, Int32Array, Int64Array, ListArray, RecordBatch, UInt8Array, UInt16Array,
    UInt32Array, UInt64Array,
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field, Schema};
use faircat_inference::tensor::{Data, Tensor};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::Sink;
use crate::data_error::DataError;
use crate::output::Output;

const KIND: &str = "Parquet";

pub(super) struct Parquet {
    writer: ArrowWriter<File>,
    schema: Arc<Schema>,
    outputs: Vec<Output>,
}

impl Parquet {
    pub(super) fn create(file: File, outputs: &[Output]) -> Result<Parquet, DataError> {
        let fields = outputs.iter().map(field).collect::<Result<Vec<_>, _>>()?;
        let schema = Arc::new(Schema::new(fields));
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties));
        let writer = writer.map_err(of_parquet)?;
        Ok(Parquet { writer, schema, outputs: outputs.to_vec() })
    }
}

fn field(output: &Output) -> Result<Field, DataError> {
    let element = match output.dtype {
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
        _ => DataType::Boolean,
    };
    let kind = match output.item_len() {
        _ if output.varies => {
            let within = |kind, _: &usize| DataType::List(item_field(kind));
            output.item.iter().fold(element, within)
        }
        1 => element,
        length => DataType::FixedSizeList(item_field(element), list_length(length)?),
    };
    Ok(Field::new(output.name(), kind, false))
}

fn list_length(length: usize) -> Result<i32, DataError> {
    i32::try_from(length).map_err(|_| DataError::format(KIND, "an item has too many elements"))
}

fn item_field(element: DataType) -> Arc<Field> {
    Arc::new(Field::new("item", element, false))
}

impl Sink for Parquet {
    fn write(&mut self, outputs: &[Tensor]) -> Result<(), DataError> {
        let pairs = self.outputs.iter().zip(outputs);
        let columns = pairs.map(|(output, tensor)| column(output, tensor));
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(of_parquet)?;
        self.writer.write(&batch).map_err(of_parquet)
    }

    fn finish(self: Box<Self>) -> Result<(), DataError> {
        self.writer.close().map(drop).map_err(of_parquet)
    }
}

fn column(output: &Output, tensor: &Tensor) -> Result<ArrayRef, DataError> {
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
    if output.varies {
        return nested(flat, tensor.shape());
    }
    if output.item_len() == 1 {
        return Ok(flat);
    }
    let (length, rows) = (list_length(output.item_len())?, tensor.items());
    let field = item_field(flat.data_type().clone());
    // Lists without elements do not tell how many they are.
    let lists = FixedSizeListArray::try_new_with_length(field, length, flat, None, rows);
    Ok(Arc::new(lists.map_err(of_parquet)?))
}

/// Elements in lists as long as the axes of `shape` after the first, the last axis innermost.
fn nested(flat: ArrayRef, shape: &[usize]) -> Result<ArrayRef, DataError> {
    let mut column = flat;
    for axis in (1..shape.len()).rev() {
        let lists = shape[..axis].iter().product();
        let total = shape[axis].checked_mul(lists).and_then(|total| i32::try_from(total).ok());
        if total.is_none() {
            return Err(DataError::format(
                KIND,
                "the rows that are run at once have too many elements",
            ));
        }
        let lengths = OffsetBuffer::from_lengths(std::iter::repeat_n(shape[axis], lists));
        let field = item_field(column.data_type().clone());
        let lists = ListArray::try_new(field, lengths, column, None).map_err(of_parquet)?;
        column = Arc::new(lists);
    }
    Ok(column)
}

fn of_parquet(error: impl ToString) -> DataError {
    DataError::format(KIND, error)
}
