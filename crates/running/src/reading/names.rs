//! What the arrays, datasets or columns of a data file are called.

use std::path::Path;

use faircat_inference::formats::{RawData, UNNAMED};
use faircat_inference::signature::Signature;

use super::{check_kind, csv, ending, guarded, hdf5, json, npz, open, parquet, unknown_kind};
use crate::data_error::DataError;

/// The names in `file`, of whose lines the first stands for all; [`UNNAMED`] of an array that has
/// none.
///
/// # Errors
/// A file that cannot be read, or is no sound file of its kind.
pub(crate) fn names(file: &Path) -> Result<Vec<String>, DataError> {
    check_kind(file)?;
    guarded(|| match ending(file).as_str() {
        "npz" => npz::names(file),
        "npy" => Ok(vec![UNNAMED.to_owned()]),
        "h5" | "hdf5" => hdf5::names(file),
        "json" => json::names(file),
        "jsonl" | "ndjson" => {
            let first = open(file, &Signature::default())?.read(1)?;
            Ok(first.map(|data| of_data(&data)).unwrap_or_default())
        }
        "csv" => csv::names(file),
        "parquet" => parquet::names(file),
        _ => Err(unknown_kind(file)),
    })
}

pub(super) fn of_data(data: &RawData) -> Vec<String> {
    data.arrays.keys().chain(data.unreadable.keys()).cloned().collect()
}
