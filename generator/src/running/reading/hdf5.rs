//! HDF5: a dataset for each input, or for each feature, by its path from the root. Its attribute
//! `unit`, where it is there, must be that of the signature.

use std::collections::BTreeMap;
use std::path::Path;

use faircat_inference::formats::RawData;
use faircat_inference::formats::selection::used;
use faircat_inference::signature::Signature;
use faircat_inference::tensor::{Data, Tensor};
use rust_hdf5::format::messages::datatype::DatatypeMessage;
use rust_hdf5::{H5Dataset, H5File};

use super::{Source, same_length};
use crate::running::data_error::DataError;

const KIND: &str = "HDF5";
/// Most elements of one row.
const LARGEST_ROW: usize = 1 << 28;

pub(super) struct Hdf5 {
    /// Open as long as its datasets are read.
    _file: H5File,
    datasets: Vec<(String, H5Dataset)>,
    /// What the attribute `unit` of a dataset says.
    units: BTreeMap<String, String>,
    items: u64,
    next: u64,
}

impl Hdf5 {
    pub(super) fn open(path: &Path, signature: &Signature) -> Result<Hdf5, DataError> {
        let file = H5File::options().no_locking().open(path).map_err(of_hdf5)?;
        let names = file.dataset_names();
        let names: Vec<&str> = names.iter().map(|name| name.trim_start_matches('/')).collect();
        let (mut datasets, mut units) = (Vec::new(), BTreeMap::new());
        for name in used(signature, &names)? {
            let dataset = file.dataset(name).map_err(of_hdf5)?;
            check_row(name, &dataset.shape())?;
            let unit = dataset.attr("unit").and_then(|unit| unit.read_string());
            units.extend(unit.ok().map(|unit| (name.to_owned(), unit)));
            datasets.push((name.to_owned(), dataset));
        }
        let length = |dataset: &H5Dataset| dataset.shape().first().copied().unwrap_or(0) as u64;
        let lengths: Vec<(&str, u64)> =
            datasets.iter().map(|(name, dataset)| (name.as_str(), length(dataset))).collect();
        let items = same_length(&lengths)?;
        Ok(Hdf5 { _file: file, datasets, units, items, next: 0 })
    }
}

fn check_row(name: &str, shape: &[usize]) -> Result<(), DataError> {
    let row = shape.iter().skip(1).try_fold(1usize, |row, &size| row.checked_mul(size));
    if shape.is_empty() || row.is_none_or(|row| row > LARGEST_ROW) {
        return Err(DataError::format(KIND, format!("`{name}` has the shape {shape:?}")));
    }
    Ok(())
}

impl Source for Hdf5 {
    fn items(&self) -> Option<u64> {
        Some(self.items)
    }

    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError> {
        let count = (self.items - self.next).min(count as u64) as usize;
        if count == 0 {
            return Ok(None);
        }
        let first = self.next as usize;
        self.next += count as u64;
        let mut tensors = Vec::with_capacity(self.datasets.len());
        for (name, dataset) in &self.datasets {
            tensors.push((name.clone(), slice(name, dataset, first, count)?));
        }
        let units = self.units.clone();
        Ok(Some(RawData { units, ..RawData::of_tensors(tensors) }))
    }
}

fn slice(name: &str, dataset: &H5Dataset, first: usize, count: usize) -> Result<Tensor, DataError> {
    let mut counts = dataset.shape();
    let mut starts = vec![0; counts.len()];
    (starts[0], counts[0]) = (first, count);
    let (starts, counts) = (&starts, &counts);
    use DatatypeMessage::{FixedPoint, FloatingPoint};
    let data = match dataset.datatype().map_err(of_hdf5)? {
        FloatingPoint { size: 8, .. } => dataset.read_slice(starts, counts).map(Data::Float64),
        FloatingPoint { size: 4, .. } => dataset.read_slice(starts, counts).map(Data::Float32),
        // Half precision fits into single precision.
        FloatingPoint { .. } => dataset.read_numeric_slice_as(starts, counts).map(Data::Float32),
        FixedPoint { size: 1, signed: true, .. } => {
            dataset.read_slice(starts, counts).map(Data::Int8)
        }
        FixedPoint { size: 2, signed: true, .. } => {
            dataset.read_slice(starts, counts).map(Data::Int16)
        }
        FixedPoint { size: 4, signed: true, .. } => {
            dataset.read_slice(starts, counts).map(Data::Int32)
        }
        FixedPoint { size: 8, signed: true, .. } => {
            dataset.read_slice(starts, counts).map(Data::Int64)
        }
        FixedPoint { size: 1, .. } => dataset.read_slice(starts, counts).map(Data::Uint8),
        FixedPoint { size: 2, .. } => dataset.read_slice(starts, counts).map(Data::Uint16),
        FixedPoint { size: 4, .. } => dataset.read_slice(starts, counts).map(Data::Uint32),
        FixedPoint { size: 8, .. } => dataset.read_slice(starts, counts).map(Data::Uint64),
        _ => return Err(DataError::format(KIND, format!("`{name}` does not hold numbers"))),
    };
    let data = data.map_err(of_hdf5)?;
    Tensor::new(counts.clone(), data).map_err(|error| DataError::format(KIND, error))
}

fn of_hdf5(error: rust_hdf5::Hdf5Error) -> DataError {
    match error {
        rust_hdf5::Hdf5Error::Io(error) => DataError::Unreadable(error),
        error => DataError::format(KIND, error),
    }
}
