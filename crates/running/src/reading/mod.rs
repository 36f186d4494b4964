//! Data files of every kind as blocks of rows, so that files larger than memory can be run.

mod csv;
mod data_file;
pub mod describing;
mod hdf5;
mod json;
pub(crate) mod names;
mod npy;
mod npz;
mod parquet;
mod parquet_column;
mod parquet_pages;
pub mod sampling;

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use faircat_inference::formats::{Raw, RawData};
use faircat_inference::number::Number;
use faircat_inference::panics;
use faircat_inference::signature::Signature;

use super::data_error::DataError;

/// Endings of the names of files that are read.
const KINDS: [&str; 9] = ["npz", "npy", "h5", "hdf5", "json", "jsonl", "ndjson", "csv", "parquet"];
/// Most bytes of one array that are read at once.
const LARGEST_BLOCK: u64 = 2 << 30;
/// Most numbers of one array that are read at once, where each has yet to find its type.
const MOST_NUMBERS: usize = 1 << 26;
/// How far DEFLATE compresses at most, <https://zlib.net/zlib_tech.html>.
const DEFLATE_RATIO: u64 = 1032;
/// Bytes of an array that need not be in the file at all, as chunks of HDF5 that were never
/// written.
const UNBACKED: u64 = 16 << 20;

/// Most bytes that `stored` bytes of a file are believed to unpack to.
fn unpacked_at_most(stored: u64) -> u64 {
    stored.saturating_mul(DEFLATE_RATIO).saturating_add(UNBACKED)
}

/// The rows (jets, images, …) of a file, in order, a block at a time.
pub trait BlockReader {
    /// How many rows there are in all, where the file says so.
    fn items(&self) -> Option<u64>;

    /// The next rows, at least one and at most `count`; `None` at the end.
    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError>;
}

/// Opens `file` for a model with `signature`; the ending of its name tells its kind.
pub fn open(file: &Path, signature: &Signature) -> Result<Box<dyn BlockReader>, DataError> {
    check_kind(file)?;
    let source = guarded(|| open_unguarded(file, signature))?;
    Ok(Box::new(Guarded(source)))
}

/// A source whose library may give up on damaged files.
struct Guarded(Box<dyn BlockReader>);

impl BlockReader for Guarded {
    fn items(&self) -> Option<u64> {
        self.0.items()
    }

    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError> {
        guarded(|| self.0.read(count))
    }
}

/// Libraries panic on some damaged files instead of saying what is wrong with them.
fn guarded<T>(work: impl FnOnce() -> Result<T, DataError>) -> Result<T, DataError> {
    panics::caught(work).unwrap_or_else(|_| Err(DataError::GaveUp))
}

fn open_unguarded(file: &Path, signature: &Signature) -> Result<Box<dyn BlockReader>, DataError> {
    Ok(match ending(file).as_str() {
        "npz" => Box::new(npz::Npz::open(file, signature)?),
        "npy" => Box::new(npz::Npz::open_npy(file)?),
        "h5" | "hdf5" => Box::new(hdf5::Hdf5::open(file, signature)?),
        "json" => Box::new(json::Json::open(file, signature)?),
        "jsonl" | "ndjson" => Box::new(json::JsonLines::open(file)?),
        "csv" => Box::new(csv::Csv::open(file, signature)?),
        "parquet" => Box::new(parquet::Parquet::open(file, signature)?),
        _ => return Err(unknown_kind(file)),
    })
}

/// Everything that `file` holds of the inputs, for a model whose inputs do not all have rows.
pub fn whole(file: &Path, signature: &Signature) -> Result<RawData, DataError> {
    check_kind(file)?;
    match ending(file).as_str() {
        "npz" => npz::whole(file, signature),
        "npy" => npz::whole_npy(file),
        "h5" | "hdf5" => guarded(|| hdf5::whole(file, signature)),
        "json" => json::whole(file, signature),
        "jsonl" | "ndjson" | "csv" | "parquet" => {
            let mut source = open(file, signature)?;
            let data = source.read(MOST_NUMBERS)?.ok_or(DataError::Empty)?;
            match source.read(1)? {
                Some(_) => Err(DataError::Block { bytes: LARGEST_BLOCK }),
                None => Ok(data),
            }
        }
        _ => Err(unknown_kind(file)),
    }
}

fn ending(file: &Path) -> String {
    file.extension().and_then(|it| it.to_str()).unwrap_or_default().to_ascii_lowercase()
}

/// How files of the binary kinds begin, the kind for a message, and the endings of their names.
const BEGINNINGS: [(&[u8], &str, &[&str]); 4] = [
    (b"PK\x03\x04", "a ZIP archive, as .npz files are", &["npz"]),
    (b"\x93NUMPY", "a NumPy array (.npy)", &["npy"]),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file (.h5)", &["h5", "hdf5"]),
    (b"PAR1", "a Parquet file (.parquet)", &["parquet"]),
];

/// Fails where the content of `file` is of another kind than its name says.
fn check_kind(file: &Path) -> Result<(), DataError> {
    let (opened, _) = data_file::open(file)?;
    let mut start = Vec::new();
    opened.take(8).read_to_end(&mut start).map_err(DataError::Unreadable)?;
    let ending = ending(file);
    let found = BEGINNINGS.iter().find(|(beginning, ..)| start.starts_with(beginning));
    match found.filter(|(.., endings)| !endings.contains(&ending.as_str())) {
        Some(&(_, kind, _)) if KINDS.contains(&ending.as_str()) => {
            Err(DataError::Misnamed { ending, kind })
        }
        _ => Ok(()),
    }
}

fn unknown_kind(file: &Path) -> DataError {
    DataError::UnknownKind(file.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

/// Fails where `rows` of `width` numbers are too many to be held at once.
fn within_block(rows: usize, width: usize) -> Result<(), DataError> {
    let numbers = rows.saturating_mul(width);
    if numbers <= MOST_NUMBERS {
        return Ok(());
    }
    let bytes = (numbers as u64).saturating_mul(size_of::<Number>() as u64);
    Err(DataError::Block { bytes })
}

/// Fails unless all arrays have the same number of rows.
pub(crate) fn same_length(lengths: &[(&str, u64)]) -> Result<u64, DataError> {
    let Some(&(other, others)) = lengths.first() else { return Ok(0) };
    match lengths.iter().find(|(_, items)| *items != others) {
        Some(&(name, items)) => {
            Err(DataError::Length { name: name.to_owned(), items, other: other.to_owned(), others })
        }
        None => Ok(others),
    }
}

/// Some rows of arrays that were read at once.
fn rows(arrays: &BTreeMap<String, Raw>, range: Range<usize>) -> BTreeMap<String, Raw> {
    let part = |raw: &Raw| match raw {
        Raw::Binary(tensor) => Raw::Binary(tensor.slice(range.clone())),
        Raw::Lists(tensor) => Raw::Lists(tensor.slice(range.clone())),
        Raw::Decimal { shape, values } => {
            let width: usize = shape.iter().skip(1).product();
            let mut shape = shape.clone();
            if let Some(first) = shape.first_mut() {
                *first = range.len();
            }
            Raw::Decimal { shape, values: values[range.start * width..range.end * width].to_vec() }
        }
        Raw::Named { features, rows } => {
            Raw::Named { features: features.clone(), rows: rows[range.clone()].to_vec() }
        }
        Raw::Ragged(rows) => Raw::Ragged(rows[range.clone()].to_vec()),
    };
    arrays.iter().map(|(name, raw)| (name.clone(), part(raw))).collect()
}

/// Number of rows of an array; `None` where it is one number.
fn length(raw: &Raw) -> Option<usize> {
    match raw {
        Raw::Binary(tensor) | Raw::Lists(tensor) => tensor.shape().first().copied(),
        Raw::Decimal { shape, .. } => shape.first().copied(),
        Raw::Named { rows, .. } => Some(rows.len()),
        Raw::Ragged(rows) => Some(rows.len()),
    }
}
