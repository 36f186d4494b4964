//! Parquet, row group by row group. A column holds numbers, lists, or lists of lists; an input may
//! also stand in a column of lists for each of its features.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrowPrimitiveType, RecordBatch};
use arrow_schema::DataType;
use faircat_inference::formats::selection::used;
use faircat_inference::formats::{Raw, RawData};
use faircat_inference::signature::{Declared, Signature};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::Source;
use crate::running::data_error::DataError;

const KIND: &str = "Parquet";
/// Rows that are decoded at once.
const ROWS: usize = 1024;

pub(super) struct Parquet {
    reader: ParquetRecordBatchReader,
    inputs: Vec<Declared>,
    items: u64,
    /// What was decoded and not yet given.
    rest: Option<RecordBatch>,
    next: u64,
}

impl Parquet {
    pub(super) fn open(path: &Path, signature: &Signature) -> Result<Parquet, DataError> {
        let file = File::open(path).map_err(DataError::Unreadable)?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(of_parquet)?;
        let schema = builder.schema().clone();
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let wanted = used(signature, &names)?;
        let roots = (0..names.len()).filter(|&index| wanted.contains(&names[index]));
        let mask = ProjectionMask::roots(builder.parquet_schema(), roots.collect::<Vec<_>>());
        let items = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0);
        let reader = builder.with_projection(mask).with_batch_size(ROWS).build();
        let reader = reader.map_err(of_parquet)?;
        Ok(Parquet { reader, inputs: signature.inputs.clone(), items, rest: None, next: 0 })
    }
}

impl Source for Parquet {
    fn items(&self) -> Option<u64> {
        Some(self.items)
    }

    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError> {
        let batch = match self.rest.take() {
            Some(batch) => batch,
            None => match self.reader.next() {
                Some(batch) => batch.map_err(of_parquet)?,
                None => return Ok(None),
            },
        };
        let taken = count.min(batch.num_rows());
        if taken < batch.num_rows() {
            self.rest = Some(batch.slice(taken, batch.num_rows() - taken));
        }
        let first = self.next;
        self.next += taken as u64;
        arrays(&batch.slice(0, taken), &self.inputs, first).map(Some)
    }
}

fn arrays(batch: &RecordBatch, inputs: &[Declared], first: u64) -> Result<RawData, DataError> {
    let schema = batch.schema();
    let mut columns = BTreeMap::new();
    for (field, array) in schema.fields().iter().zip(batch.columns()) {
        check_null(array.as_ref(), field.name(), first)?;
        columns.insert(field.name().as_str(), array);
    }
    let mut data = RawData::default();
    for input in inputs {
        if let Some(array) = columns.remove(input.name.as_str()) {
            data.arrays.insert(input.name.clone(), whole(array, input)?);
            continue;
        }
        let features: Vec<(&str, &Arc<dyn Array>)> = input
            .features
            .iter()
            .filter_map(|feature| columns.remove_entry(feature.name.as_str()))
            .collect();
        if features.iter().any(|(_, array)| is_list(array.as_ref())) {
            data.arrays.insert(input.name.clone(), lists(&features, first)?);
            continue;
        }
        for (name, array) in features {
            let values = flat(array.as_ref(), name)?;
            data.arrays.insert(name.to_owned(), Raw::Decimal { shape: vec![values.len()], values });
        }
    }
    Ok(data)
}

fn check_null(array: &dyn Array, name: &str, first: u64) -> Result<(), DataError> {
    match (0..array.len()).find(|&row| array.is_null(row)) {
        Some(row) => {
            let problem = "has no value".to_owned();
            Err(DataError::Value { row: first + row as u64, name: name.to_owned(), problem })
        }
        None => Ok(()),
    }
}

/// A column with everything of an input: lists of as many numbers as the input has elements, or
/// lists of lists.
fn whole(array: &Arc<dyn Array>, input: &Declared) -> Result<Raw, DataError> {
    let rows = array.len();
    let sizes: Option<Vec<usize>> = (1..input.shape.len()).map(|axis| input.size(axis)).collect();
    let values = flat(array.as_ref(), &input.name)?;
    if let Some(sizes) = sizes
        && values.len() == rows * sizes.iter().product::<usize>()
        && row_lengths(array.as_ref(), &input.name)?.windows(2).all(|pair| pair[0] == pair[1])
    {
        let shape = std::iter::once(rows).chain(sizes).collect();
        return Ok(Raw::Decimal { shape, values });
    }
    let row = |index: usize| -> Result<Vec<Vec<f64>>, DataError> {
        let Some(row) = list(array.as_ref(), index) else { return Ok(Vec::new()) };
        let inner = |at: usize| match list(row.as_ref(), at) {
            Some(list) => flat(list.as_ref(), &input.name),
            None => flat(row.slice(at, 1).as_ref(), &input.name),
        };
        (0..row.len()).map(inner).collect()
    };
    Ok(Raw::Ragged((0..rows).map(row).collect::<Result<_, _>>()?))
}

fn row_lengths(array: &dyn Array, name: &str) -> Result<Vec<usize>, DataError> {
    let length = |row| match list(array, row) {
        Some(list) => flat(list.as_ref(), name).map(|values| values.len()),
        None => Ok(1),
    };
    (0..array.len()).map(length).collect()
}

/// A column of lists for each feature, as a list of items with those features.
fn lists(columns: &[(&str, &Arc<dyn Array>)], first: u64) -> Result<Raw, DataError> {
    let rows = columns.first().map_or(0, |(_, array)| array.len());
    let features: Vec<String> = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut items = Vec::with_capacity(rows);
    for row in 0..rows {
        let mut values = Vec::with_capacity(columns.len());
        for (name, array) in columns {
            values.push(match list(array.as_ref(), row) {
                Some(list) => flat(list.as_ref(), name)?,
                None => flat(array.slice(row, 1).as_ref(), name)?,
            });
        }
        if let Some(odd) = values.iter().position(|list| list.len() != values[0].len()) {
            let problem = format!(
                "has {} entries, but `{}` has {}",
                values[odd].len(),
                features[0],
                values[0].len()
            );
            let name = features[odd].clone();
            return Err(DataError::Value { row: first + row as u64, name, problem });
        }
        let count = values.first().map_or(0, Vec::len);
        items.push((0..count).map(|at| values.iter().map(|list| list[at]).collect()).collect());
    }
    Ok(Raw::Named { features, rows: items })
}

fn is_list(array: &dyn Array) -> bool {
    matches!(
        array.data_type(),
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..)
    )
}

/// The list in a row; `None` where the column holds no lists.
fn list(array: &dyn Array, row: usize) -> Option<Arc<dyn Array>> {
    match array.data_type() {
        DataType::List(_) => Some(array.as_list::<i32>().value(row)),
        DataType::LargeList(_) => Some(array.as_list::<i64>().value(row)),
        DataType::FixedSizeList(..) => Some(array.as_fixed_size_list().value(row)),
        _ => None,
    }
}

/// The numbers of `array`, however deep its lists are, in order.
fn flat(array: &dyn Array, name: &str) -> Result<Vec<f64>, DataError> {
    if array.null_count() > 0 {
        return Err(DataError::format(KIND, format!("`{name}` has lists without a value")));
    }
    if is_list(array) {
        let lists = (0..array.len()).filter_map(|row| list(array, row));
        let parts = lists.map(|list| flat(list.as_ref(), name));
        return Ok(parts.collect::<Result<Vec<_>, _>>()?.concat());
    }
    Ok(match array.data_type() {
        DataType::Float32 => numbers::<Float32Type>(array, f64::from),
        DataType::Float64 => numbers::<Float64Type>(array, |value| value),
        DataType::Int8 => numbers::<Int8Type>(array, f64::from),
        DataType::Int16 => numbers::<Int16Type>(array, f64::from),
        DataType::Int32 => numbers::<Int32Type>(array, f64::from),
        DataType::Int64 => numbers::<Int64Type>(array, |value| value as f64),
        DataType::UInt8 => numbers::<UInt8Type>(array, f64::from),
        DataType::UInt16 => numbers::<UInt16Type>(array, f64::from),
        DataType::UInt32 => numbers::<UInt32Type>(array, f64::from),
        DataType::UInt64 => numbers::<UInt64Type>(array, |value| value as f64),
        other => {
            let problem = format!("`{name}` holds {other}, not numbers");
            return Err(DataError::format(KIND, problem));
        }
    })
}

fn numbers<T: ArrowPrimitiveType>(
    array: &dyn Array,
    number: impl Fn(T::Native) -> f64,
) -> Vec<f64> {
    array.as_primitive::<T>().values().iter().map(|&value| number(value)).collect()
}

fn of_parquet(error: impl ToString) -> DataError {
    DataError::format(KIND, error)
}
