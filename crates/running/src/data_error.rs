//! What can be wrong with data that a model is given, or cannot be done with its results.

use std::io;

use faircat_inference::contract::ContractError;
use faircat_inference::formats::FormatError;
use faircat_inference::formats::selection::MissingInput;
use thiserror::Error;

/// A problem of a data file.
#[derive(Debug, Error)]
pub enum DataError {
    #[error("the file cannot be read: {0}")]
    Unreadable(io::Error),
    #[error("the file cannot be written: {0}")]
    Unwritable(io::Error),
    #[error("this is a folder, a device or a pipe, not a file")]
    NoFile,
    #[error("`{0}` is no kind of data file that faircat knows")]
    UnknownKind(String),
    #[error("this is no sound {kind} file: {problem}")]
    Format { kind: &'static str, problem: String },
    #[error("`{name}` is compressed by {codec}, which is not read")]
    Packed { name: String, codec: String },
    #[error("the file is damaged: the library for its kind gave up on it")]
    GaveUp,
    #[error("its columns are separated by {0}, not by commas")]
    Separator(&'static str),
    #[error("its name ends in .{ending}, but it is {kind}")]
    Misnamed { ending: String, kind: &'static str },
    #[error("`{name}` holds {held}, not numbers")]
    NotNumbers { name: String, held: String },
    #[error(transparent)]
    Content(#[from] FormatError),
    #[error(transparent)]
    Contract(#[from] ContractError),
    #[error(transparent)]
    Missing(#[from] MissingInput),
    #[error("`{name}` has {items} items, but `{other}` has {others}")]
    Length { name: String, items: u64, other: String, others: u64 },
    #[error("the row in line {line} has {has} values, but the line of names has {wanted}")]
    Uneven { line: u64, has: u64, wanted: u64 },
    #[error("row {row}: `{name}` {problem}")]
    Value { row: u64, name: String, problem: String },
    #[error("the dataset `{0}` stands twice")]
    DatasetTwice(String),
    #[error("`{0}` is one number, not rows")]
    NoRows(String),
    #[error("`{0}` is a soft link; links by name are not followed")]
    SoftLink(String),
    #[error("`{name}` is {how}; what lies outside the file is not read")]
    Elsewhere { name: String, how: &'static str },
    #[error("the rows that are run at once take {bytes} bytes, more than is read at once")]
    Block { bytes: u64 },
    #[error("`{output}` {problem}")]
    Shape { output: String, problem: String },
    /// Rows of one output that differ in shape.
    #[error("`{output}` {problem}")]
    Ragged { output: String, problem: String },
    #[error(
        "`{output}` has the shape {shape:?} for {rows} rows, not an item for each, and the file has \
         more rows than are run at once"
    )]
    NotByRow { output: String, shape: Vec<usize>, rows: usize },
    #[error("two columns would be called `{0}`")]
    ColumnTwice(String),
    #[error("`{0}` is no name for an array in such a file")]
    BadName(String),
    #[error("the file holds no items")]
    Empty,
    #[error("{kind} holds one array, but the model has {arrays}")]
    OneArray { kind: &'static str, arrays: usize },
}

/// What to do about a model whose inputs have a type of which no arrays are made.
pub(super) const TAKE_FLOAT32: &str = "convert the model so that it takes float32, as float16 \
     converters do with `keep_io_types=True`";

impl DataError {
    /// Stable name of the problem.
    pub fn code(&self) -> &'static str {
        match self {
            DataError::Unreadable(_) => "unreadable",
            DataError::Unwritable(_) => "unwritable",
            DataError::NoFile => "no-file",
            DataError::NoRows(_) => "no-rows",
            DataError::SoftLink(_) => "soft-link",
            DataError::Elsewhere { .. } => "outside-file",
            DataError::Block { .. } => "too-large",
            DataError::Shape { .. } | DataError::Ragged { .. } | DataError::NotByRow { .. } => {
                "output-shape"
            }
            DataError::ColumnTwice(_) | DataError::BadName(_) => "output-name",
            DataError::UnknownKind(_) | DataError::Misnamed { .. } => "data-kind",
            DataError::Format { .. }
            | DataError::Packed { .. }
            | DataError::GaveUp
            | DataError::NotNumbers { .. }
            | DataError::Separator(_)
            | DataError::Uneven { .. }
            | DataError::DatasetTwice(_)
            | DataError::Content(_) => "data-format",
            DataError::Contract(ContractError::Missing { .. }) | DataError::Missing(_) => {
                "missing-input"
            }
            DataError::Contract(_) => "input-contract",
            DataError::Length { .. } => "input-length",
            DataError::Value { .. } => "input-value",
            DataError::Empty => "no-items",
            DataError::OneArray { .. } => "one-array",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            DataError::Unreadable(_) | DataError::Unwritable(_) => {
                "check the path, its permissions and the space on the disk"
            }
            DataError::UnknownKind(_) => {
                "use a file that ends in .npz, .npy, .h5, .json, .jsonl, .csv or .parquet"
            }
            DataError::Content(error) => hint_of_content(error),
            DataError::Contract(error) => hint_of_contract(error),
            DataError::NotNumbers { .. } => PLAIN_NUMBERS,
            DataError::DatasetTwice(_) => {
                "give each dataset a name of its own, or remove one of the two"
            }
            DataError::Separator(_) => {
                "write the table with commas between its columns and a point before decimals"
            }
            DataError::Uneven { .. } => {
                "give every row a value for each name; an empty one between commas is NaN"
            }
            DataError::Misnamed { .. } => "give the file the ending of its kind",
            DataError::Packed { .. } => "write the file with zstd, snappy or gzip",
            DataError::Format { problem, .. }
                if problem.contains("line ") && problem.ends_with("is empty, and rows follow") =>
            {
                "write a value in each line; a missing one is no number that a model takes"
            }
            DataError::Format { problem, .. } if problem.contains("UTF-8") => {
                "save the file as UTF-8"
            }
            DataError::Format { .. } | DataError::GaveUp => WRITE_AGAIN,
            DataError::Missing(MissingInput { has_features: false, .. }) => {
                "name an array as the input; for a table, name its columns in `features` of the \
                 input in the model's record"
            }
            DataError::Missing(_) => NAME_ARRAYS,
            DataError::Length { .. } => "give every input the same items, in the same order",
            DataError::Value { .. } => "correct the item, or leave it out",
            DataError::NoFile => "write the data to a file and name that",
            DataError::NoRows(_) => {
                "repeat it for every row; a single number fits only a model without rows"
            }
            DataError::SoftLink(_) => "name the array that the link leads to, or copy it",
            DataError::Elsewhere { .. } => {
                "copy the numbers into one file, with `h5repack` or h5py, and use that"
            }
            DataError::Block { .. } => "run fewer rows at once, with --batch",
            DataError::Shape { .. } => "use --out with .npz, .h5 or .json",
            DataError::Ragged { .. } => {
                "use --out with .json or .jsonl, or with .parquet where the signature gives that \
                 axis a name"
            }
            DataError::NotByRow { .. } => "let --batch be at least the number of rows of the file",
            DataError::ColumnTwice(_) => "use .npz, .h5 or .json, which keep the outputs apart",
            DataError::BadName(_) => "use .json or .parquet, or rename the model's output",
            DataError::Empty => "give at least one item",
            DataError::OneArray { .. } => "use .npz or .h5 for several arrays",
        }
    }

    pub(super) fn format(kind: &'static str, problem: impl ToString) -> DataError {
        DataError::Format { kind, problem: problem.to_string() }
    }
}

const PLAIN_NUMBERS: &str = "save it as a plain array or column of numbers: texts that name classes \
                             as the index of each, an integer counted from 0";
const WRITE_AGAIN: &str = "write the file again with the program that made it";
const NAME_ARRAYS: &str =
    "name arrays or columns as the model's inputs, or columns as its features";

fn hint_of_content(error: &FormatError) -> &'static str {
    match error {
        FormatError::Unsupported { .. } => PLAIN_NUMBERS,
        FormatError::TooLarge { .. } => "give the items in several files",
        FormatError::Rows(_) => {
            "give every row the same names, each once, and lists of numbers of equal lengths"
        }
        FormatError::Unsayable { remedy, .. } => remedy,
        FormatError::ColumnTwice(_) => {
            "give each column a name of its own, or remove one of the two"
        }
        FormatError::Damaged { .. } => WRITE_AGAIN,
    }
}

fn hint_of_contract(error: &ContractError) -> &'static str {
    match error {
        ContractError::Missing { .. } => NAME_ARRAYS,
        ContractError::Dtype { .. } => TAKE_FLOAT32,
        ContractError::NoNumber { .. } => "fill the gap, or leave the item out",
        ContractError::Shape { declared, has, .. }
            if declared.split_once(", ").is_some_and(|(_, row)| row == has) =>
        {
            "write a list of rows, also where there is one: `[[…]]`"
        }
        _ => "prepare the data as the model's signature says",
    }
}
