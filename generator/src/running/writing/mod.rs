//! What a model gave, written as it comes, to data files of every kind.

mod csv;
mod hdf5;
mod json;
mod npy;
mod parquet;

use std::io::Write;
use std::path::Path;

use faircat_inference::tensor::{Data, Tensor};

use super::data_error::DataError;
use super::wanted::Output;
use crate::diagnostic::Diagnostic;
use crate::outside_world::atomic_file;

/// Takes the outputs of one block of items after the other.
pub trait Sink {
    /// Adds items: one tensor for each output, in order.
    fn write(&mut self, outputs: &[Tensor]) -> Result<(), DataError>;

    /// Completes what was written.
    fn finish(self: Box<Self>) -> Result<(), DataError>;
}

/// A file that takes its place when it is complete.
pub struct SinkFile {
    sink: Box<dyn Sink>,
    staged: tempfile::NamedTempFile,
}

/// Begins `file`, whose ending tells its kind, for a model that gives `outputs`.
pub fn create(file: &Path, outputs: &[Output]) -> Result<SinkFile, Diagnostic> {
    let staged = atomic_file::stage(file)?;
    let sink = open(file, staged.path(), outputs).map_err(|error| {
        Diagnostic::error(error.code(), error.to_string()).in_file(file).hint(error.hint())
    })?;
    Ok(SinkFile { sink, staged })
}

fn open(file: &Path, staged: &Path, outputs: &[Output]) -> Result<Box<dyn Sink>, DataError> {
    let ending = file.extension().and_then(|it| it.to_str()).unwrap_or_default();
    let create = || std::fs::File::create(staged).map_err(DataError::Unwritable);
    Ok(match ending.to_ascii_lowercase().as_str() {
        "npz" => Box::new(npy::Npz::create(create()?, outputs)?),
        "npy" => Box::new(npy::Npy::create(create()?, outputs)?),
        "h5" | "hdf5" => Box::new(hdf5::Hdf5::create(staged, outputs)?),
        "json" => Box::new(json::Json::list(Box::new(create()?), outputs)),
        "jsonl" | "ndjson" => Box::new(json::Json::lines(Box::new(create()?), outputs)),
        "csv" => Box::new(csv::Csv::new(Box::new(create()?), outputs)?),
        "parquet" => Box::new(parquet::Parquet::create(create()?, outputs)?),
        _ => {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            return Err(DataError::UnknownKind(name));
        }
    })
}

/// Writes CSV to `out`.
pub fn csv(out: Box<dyn Write>, outputs: &[Output]) -> Result<Box<dyn Sink>, DataError> {
    Ok(Box::new(csv::Csv::new(out, outputs)?))
}

/// Writes a JSON list to `out`.
pub fn json(out: Box<dyn Write>, outputs: &[Output]) -> Box<dyn Sink> {
    Box::new(json::Json::list(out, outputs))
}

impl SinkFile {
    /// Adds items.
    pub fn write(&mut self, outputs: &[Tensor]) -> Result<(), DataError> {
        self.sink.write(outputs)
    }

    /// Completes the file and puts it in its place.
    pub fn finish(self, file: &Path) -> Result<(), Diagnostic> {
        self.sink.finish().map_err(|error| {
            Diagnostic::error(error.code(), error.to_string()).in_file(file).hint(error.hint())
        })?;
        atomic_file::finish(self.staged, file)
    }
}

/// The element `index` of `data` as the shortest text that gives the same number.
fn text(data: &Data, index: usize) -> String {
    match data {
        Data::Float32(values) => values[index].to_string(),
        Data::Float64(values) => values[index].to_string(),
        Data::Int8(values) => values[index].to_string(),
        Data::Int16(values) => values[index].to_string(),
        Data::Int32(values) => values[index].to_string(),
        Data::Int64(values) => values[index].to_string(),
        Data::Uint8(values) => values[index].to_string(),
        Data::Uint16(values) => values[index].to_string(),
        Data::Uint32(values) => values[index].to_string(),
        Data::Uint64(values) => values[index].to_string(),
        Data::Bool(values) => values[index].to_string(),
    }
}

/// The elements of `data`, little-endian.
fn bytes(data: &Data) -> Vec<u8> {
    match data {
        Data::Float32(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        Data::Float64(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        Data::Int8(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        Data::Int16(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        Data::Int32(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        Data::Int64(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        Data::Uint8(values) => values.clone(),
        Data::Uint16(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        Data::Uint32(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        Data::Uint64(values) => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        Data::Bool(values) => values.iter().map(|&value| u8::from(value)).collect(),
    }
}

/// A number that is not finite has no place in JSON and none in most readers of CSV.
fn is_finite(data: &Data, index: usize) -> bool {
    match data {
        Data::Float32(values) => values[index].is_finite(),
        Data::Float64(values) => values[index].is_finite(),
        _ => true,
    }
}
