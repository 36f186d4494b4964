//! Parquet, row group by row group. A column holds numbers, lists, or lists of lists; an input may
//! also stand in a column of lists for each of its features.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{Array, RecordBatch};
use faircat_inference::formats::csv::shortened;
use faircat_inference::formats::selection::used;
use faircat_inference::formats::{FormatError, Raw, RawData};
use faircat_inference::number::Number;
use faircat_inference::signature::{Declared, Signature};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::parquet_column::{check_type, elements, is_list, list, numbers, raw};
use super::{BlockReader, data_file, parquet_pages, within_block};
use crate::data_error::DataError;

const KIND: &str = "Parquet";

pub(super) struct Parquet {
    /// Until the first rows are asked for, which says how many are decoded at once.
    builder: Option<ParquetRecordBatchReaderBuilder<File>>,
    reader: Option<ParquetRecordBatchReader>,
    inputs: Vec<Declared>,
    items: u64,
    /// What was decoded and not yet given.
    rest: Option<RecordBatch>,
    next: u64,
}

impl Parquet {
    pub(super) fn open(path: &Path, signature: &Signature) -> Result<Parquet, DataError> {
        let (file, _) = data_file::open(path)?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(of_parquet)?;
        let schema = builder.schema().clone();
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let mut known = BTreeSet::new();
        if let Some(twice) = names.iter().find(|name| !known.insert(**name)) {
            return Err(FormatError::ColumnTwice(shortened(twice).into_owned()).into());
        }
        let wanted = used(signature, &names)?;
        let roots: Vec<usize> =
            (0..names.len()).filter(|&index| wanted.contains(&names[index])).collect();
        for &root in &roots {
            check_type(schema.field(root).data_type(), names[root])?;
        }
        let leaves = builder.parquet_schema();
        let leaves = (0..leaves.num_columns())
            .filter(|&leaf| roots.contains(&leaves.get_column_root_idx(leaf)));
        parquet_pages::check(path, &leaves.collect::<Vec<_>>())?;
        let mask = ProjectionMask::roots(builder.parquet_schema(), roots);
        let items = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0);
        let builder = Some(builder.with_projection(mask));
        let inputs = signature.inputs.clone();
        Ok(Parquet { builder, reader: None, inputs, items, rest: None, next: 0 })
    }

    /// The next rows, at most `count`.
    fn batch(&mut self, count: usize) -> Result<Option<RecordBatch>, DataError> {
        if let Some(builder) = self.builder.take() {
            let rows = count.min(usize::try_from(self.items).unwrap_or(usize::MAX)).max(1);
            let reader = builder.with_batch_size(rows).build().map_err(of_parquet)?;
            self.reader = Some(reader);
        }
        if let Some(rest) = self.rest.take() {
            return Ok(Some(rest));
        }
        let reader = self.reader.as_mut();
        reader.and_then(Iterator::next).transpose().map_err(of_parquet)
    }
}

/// What the columns are called.
pub(super) fn names(path: &Path) -> Result<Vec<String>, DataError> {
    let (file, _) = data_file::open(path)?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(of_parquet)?;
    Ok(builder.schema().fields().iter().map(|field| field.name().clone()).collect())
}

impl BlockReader for Parquet {
    fn items(&self) -> Option<u64> {
        Some(self.items)
    }

    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError> {
        let Some(batch) = self.batch(count)? else { return Ok(None) };
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
        within_block(elements(array.as_ref()), 1)?;
        columns.insert(field.name().as_str(), array);
    }
    let mut data = RawData::default();
    for input in inputs {
        if let Some(array) = columns.remove(input.name.as_str()) {
            data.arrays.insert(input.name.clone(), raw(array.as_ref(), &input.name, first)?);
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
            data.arrays.insert(name.to_owned(), raw(array.as_ref(), name, first)?);
        }
    }
    Ok(data)
}

/// A column of lists for each feature, as a list of items with those features.
fn lists(columns: &[(&str, &Arc<dyn Array>)], first: u64) -> Result<Raw, DataError> {
    let rows = columns.first().map_or(0, |(_, array)| array.len());
    let features: Vec<String> = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut items = Vec::with_capacity(rows);
    for row in 0..rows {
        let values = columns.iter().map(|(name, array)| one_list(array, name, row, first));
        let values = values.collect::<Result<Vec<Vec<Number>>, DataError>>()?;
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

fn one_list(
    array: &Arc<dyn Array>,
    name: &str,
    row: usize,
    first: u64,
) -> Result<Vec<Number>, DataError> {
    match list(array.as_ref(), row) {
        Some(Ok(values)) => numbers(values.as_ref(), name),
        Some(Err(())) => Err(DataError::Value {
            row: first + row as u64,
            name: name.to_owned(),
            problem: "has no value".to_owned(),
        }),
        None => numbers(array.slice(row, 1).as_ref(), name),
    }
}

pub(super) fn of_parquet(error: impl ToString) -> DataError {
    DataError::format(KIND, error)
}
