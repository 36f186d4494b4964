//! What a data file says of itself: its fields with their types, without reading its numbers.

mod csv;
mod hdf5;
mod numpy;
mod parquet;
mod root;

use std::path::Path;

use faircat_catalog::checks::placeholders;
use faircat_inference::formats::csv::named_unit;
use faircat_record::{Field, invisible};
use serde_json::{Map, Value};

pub(super) use csv::separator;

use super::{check_kind, ending, guarded, unknown_kind};
use crate::data_error::DataError;

/// Most fields that are told of one file.
const MOST_FIELDS: usize = 5_000;
/// Names under which files say in which unit the values of a field are.
const UNITS: [&str; 3] = ["unit", "units", "Units"];
/// Longest name of a field, in bytes.
const LONGEST_NAME: usize = 500;
/// Longest text that a file has beside its fields, in bytes.
const LONGEST_TEXT: usize = 2_000;

/// What a data file says of itself.
#[derive(Debug, Default)]
pub struct DataFile {
    /// Columns, datasets or arrays, in the order of the file.
    pub fields: Vec<Field>,
    /// Number of rows, of files that are tables and where all of them were seen.
    pub rows: Option<u64>,
    /// What else it says, by the words of its format.
    pub facts: Map<String, Value>,
    /// Sentences about what was not looked at, or could not be told.
    pub unread: Vec<String>,
}

/// Looks at `file`, whose name ends in `csv`, `parquet`, `h5`, `hdf5`, `npz`, `npy` or `root`.
///
/// Errors: it cannot be read, or is no sound file of its kind.
pub fn describe(file: &Path) -> Result<DataFile, DataError> {
    check_kind(file)?;
    let mut found = guarded(|| match ending(file).as_str() {
        "csv" => csv::describe(file),
        "parquet" => parquet::describe(file),
        "h5" | "hdf5" => hdf5::describe(file),
        "npz" => numpy::describe_archive(file),
        "npy" => numpy::describe_array(file),
        "root" => root::describe(file),
        _ => Err(unknown_kind(file)),
    })?;
    found.keep_sound_fields();
    found.fields.iter_mut().for_each(divide_unit);
    Ok(found)
}

/// Takes the unit out of the name of a field, as of `pt [GeV]`, where the file has it nowhere else.
fn divide_unit(field: &mut Field) {
    let title = field.name.clone();
    let (name, unit) = named_unit(&title);
    if field.unit.is_none() && unit.is_some() {
        field.name = name.to_owned();
        field.unit = unit.map(str::to_owned);
        field.column = Some(title.clone());
    }
}

impl DataFile {
    /// Leaves out fields that a record cannot have, and says so.
    fn keep_sound_fields(&mut self) {
        let all = self.fields.len();
        self.fields.retain(|field| is_name(&field.name));
        let left = all - self.fields.len();
        if left > 0 {
            self.unread.push(format!(
                "{left} of its fields have no name, or one in angle brackets, with characters that \
                 nobody sees, or with more than {LONGEST_NAME} bytes"
            ));
        }
        if self.fields.len() > MOST_FIELDS {
            self.unread.push(format!(
                "it has more than {MOST_FIELDS} fields, of which the first {MOST_FIELDS} are listed"
            ));
            self.fields.truncate(MOST_FIELDS);
        }
    }

    /// Keeps the text `value` under `key`, where a record may hold it.
    fn keep(&mut self, key: &str, value: &str) {
        if value.len() > LONGEST_TEXT
            || !is_name(key)
            || invisible::visible(value) != value
            || placeholders::is_one(value)
        {
            self.unread.push(format!(
                "its text `{}` is longer than {LONGEST_TEXT} bytes or holds characters that nobody \
                 sees",
                faircat_text::visible(&faircat_text::beginning(key, 60))
            ));
        } else if !value.trim().is_empty() {
            self.facts.insert(key.to_owned(), Value::from(value));
        }
    }
}

/// Whether `text` can be the name of a field: a person sees it, and it fits a line.
fn is_name(text: &str) -> bool {
    let shown = invisible::visible(text) == text && !text.contains(['\n', '\r']);
    shown && !text.trim().is_empty() && text.len() <= LONGEST_NAME && !placeholders::is_one(text)
}

/// A field of which name and type are known.
fn field(name: &str, data_type: impl Into<String>) -> Field {
    Field { name: name.to_owned(), data_type: Some(data_type.into()), ..Field::default() }
}

/// Sizes as `[100, 3]`.
fn shape(sizes: &[usize]) -> String {
    format!("{sizes:?}")
}
