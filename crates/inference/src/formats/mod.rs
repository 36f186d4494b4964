//! Data files to named arrays and back: one small file per format.
//!
//! Readers take bytes and believe nothing in them: sizes are held against a limit before memory
//! is taken, and nothing is executed.

pub mod csv;
pub mod json;
mod json_document;
pub mod npy;
pub mod npz;
pub mod pieces;
pub mod safetensors;
pub mod selection;

use std::collections::BTreeMap;

use thiserror::Error;

use crate::number::Number;
use crate::tensor::Tensor;

/// Name of the only array of a file that names none.
pub const UNNAMED: &str = "";

/// How much memory a file may take once it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub bytes: u64,
}

impl Default for Limit {
    /// Two gibibytes.
    fn default() -> Limit {
        Limit { bytes: 2 << 30 }
    }
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FormatError {
    #[error("this is no {format} file, or it is cut short: {reason}")]
    Damaged { format: &'static str, reason: String },
    #[error("{what} takes {bytes} bytes when it is read, more than the limit of {limit}")]
    TooLarge { what: String, bytes: u64, limit: u64 },
    /// A sound file whose rows do not go together.
    #[error("{0}")]
    Rows(String),
    /// What a text of this format cannot say, and what to write instead.
    #[error("{reason}")]
    Unsayable { reason: String, remedy: &'static str },
    /// Columns without names of their own.
    #[error("the column `{0}` stands twice")]
    ColumnTwice(String),
    #[error("{what}: {reason}")]
    Unsupported { what: String, reason: String },
}

/// The arrays of one file, before the model's contract is applied to them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawData {
    pub arrays: BTreeMap<String, Raw>,
    /// Units that the file states, by array or feature.
    pub units: BTreeMap<String, String>,
    /// Arrays and columns of which no numbers can be had, each with a sentence that says why.
    pub unreadable: BTreeMap<String, String>,
}

/// One array as a file gave it.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    /// Binary numbers of a stated type.
    Binary(Tensor),
    /// Binary numbers in lists, which are equally long in these rows.
    Lists(Tensor),
    /// Decimal numbers, which have no type yet; row-major.
    Decimal { shape: Vec<usize>, values: Vec<Number> },
    /// For each row a list of items whose features are named.
    Named { features: Vec<String>, rows: Vec<Vec<Vec<Number>>> },
    /// For each row a list of lists, not all of the same length.
    Ragged(Vec<Vec<Vec<Number>>>),
}

impl RawData {
    /// Arrays that all have a type.
    #[must_use]
    pub fn of_tensors(tensors: impl IntoIterator<Item = (String, Tensor)>) -> RawData {
        let arrays = tensors.into_iter().map(|(name, tensor)| (name, Raw::Binary(tensor)));
        RawData { arrays: arrays.collect(), ..RawData::default() }
    }
}

/// Errors: `bytes` are more than `limit` allows.
pub(crate) fn within(limit: Limit, what: &str, bytes: u64) -> Result<(), FormatError> {
    if bytes <= limit.bytes {
        return Ok(());
    }
    Err(FormatError::TooLarge { what: what.to_owned(), bytes, limit: limit.bytes })
}
