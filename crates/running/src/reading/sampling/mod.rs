//! The first rows of a data file, field by field as a record names the fields.

mod csv;
mod numbers;

use std::path::Path;

use faircat_inference::formats::RawData;
use faircat_inference::signature::{Declared, Signature};
use faircat_record::Field;

use super::describing::{self, DataFile};
use super::{check_kind, ending, guarded, open};
use crate::data_error::DataError;

/// Most rows that are looked at.
const MOST_ROWS: usize = 2_000;
/// Rows that are read at a time, and numbers after which no more are.
const BLOCK: usize = 100;
const MOST_NUMBERS: usize = 2_000_000;

/// The first rows of a data file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    pub rows: usize,
    /// Whether the file has no more rows than these.
    pub is_all: bool,
    /// In the order of the record's fields; those of which the file holds nothing are left out.
    pub columns: Vec<Column>,
}

/// What the first rows hold of one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The place of the field in the record.
    pub field: usize,
    pub values: Values,
}

/// One entry for each row.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Lists of one number, or of several where the field belongs to the items of a row; those
    /// that only fill a list up are left out.
    Numbers(Vec<Vec<f64>>),
    Texts(Vec<String>),
}

/// The first rows of `file`, whose name ends in `csv`, `parquet`, `h5`, `hdf5` or `npz`. `None`
/// where it is of another kind, or holds none of `fields`.
///
/// Errors: it cannot be read, or is no sound file of its kind.
pub fn sample(file: &Path, fields: &[Field]) -> Result<Option<Sample>, DataError> {
    let found = match ending(file).as_str() {
        "csv" => {
            check_kind(file)?;
            csv::sample(file, fields)?
        }
        "parquet" | "h5" | "hdf5" | "npz" => of_arrays(file, fields)?,
        _ => return Ok(None),
    };
    Ok(Some(found).filter(|it| it.rows > 0 && !it.columns.is_empty()))
}

/// Where the numbers of a field stand.
#[derive(Clone, Debug)]
struct FieldPlace {
    field: usize,
    array: String,
    /// The place of the field along the axis of the fields of its group, and how many these are.
    part: Option<(usize, usize)>,
}

fn of_arrays(file: &Path, fields: &[Field]) -> Result<Sample, DataError> {
    let described = describing::describe(file)?;
    let sources = sources(fields, &arrays(&described));
    let mut sample = Sample::default();
    if sources.is_empty() {
        return Ok(sample);
    }
    let mut reader = open(file, &signature(&sources))?;
    let mut columns = vec![Vec::new(); sources.len()];
    let mut numbers = 0;
    while sample.rows < MOST_ROWS && numbers < MOST_NUMBERS {
        let Some(block) = guarded(|| reader.read(BLOCK))? else {
            sample.is_all = true;
            break;
        };
        let rows = numbers::rows(&block);
        sample.rows += rows;
        numbers += numbers::count(&block);
        add(&sources, &block, rows, &mut columns);
    }
    sample.is_all |= reader.items() == Some(sample.rows as u64);
    let columns = sources.iter().zip(columns).filter(|(_, rows)| rows.len() == sample.rows);
    sample.columns = columns
        .map(|(source, rows)| Column { field: source.field, values: Values::Numbers(rows) })
        .collect();
    Ok(sample)
}

fn add(sources: &[FieldPlace], block: &RawData, rows: usize, columns: &mut [Vec<Vec<f64>>]) {
    for (source, column) in sources.iter().zip(columns) {
        if let Some(raw) = block.arrays.get(&source.array)
            && let Some(values) = numbers::of_field(raw, source.part)
            && values.len() == rows
        {
            column.extend(values);
        }
    }
}

/// Paths of the arrays of numbers of a file.
fn arrays(described: &DataFile) -> Vec<String> {
    let is_number = |field: &&Field| {
        let kind = field.data_type.as_deref().unwrap_or_default();
        let kind = kind.trim_start_matches("list of ");
        ["float", "int", "uint", "bool"].iter().any(|known| kind.starts_with(known))
    };
    described.fields.iter().filter(is_number).map(path).collect()
}

fn path(field: &Field) -> String {
    let name = field.column.as_ref().unwrap_or(&field.name);
    match &field.group {
        Some(group) => format!("{group}/{name}"),
        None => name.clone(),
    }
}

/// For each field the array of its own, or the one that holds all fields of its group.
fn sources(fields: &[Field], arrays: &[String]) -> Vec<FieldPlace> {
    let has = |name: &str| arrays.iter().any(|array| array == name);
    let mut found = Vec::new();
    for (field, it) in fields.iter().enumerate() {
        let names = [Some(path(it)), it.column.clone(), Some(it.name.clone())];
        if let Some(array) = names.into_iter().flatten().find(|name| has(name)) {
            found.push(FieldPlace { field, array, part: None });
        } else if let Some(group) = it.group.as_ref().filter(|group| has(group)) {
            let of_group = |it: &&Field| it.group.as_ref() == Some(group);
            let place = fields[..field].iter().filter(of_group).count();
            let all = fields.iter().filter(of_group).count();
            found.push(FieldPlace { field, array: group.clone(), part: Some((place, all)) });
        }
    }
    found
}

/// What asks a reader for the arrays.
fn signature(sources: &[FieldPlace]) -> Signature {
    let mut inputs: Vec<Declared> = Vec::new();
    for source in sources {
        if !inputs.iter().any(|input| input.name == source.array) {
            inputs.push(Declared { name: source.array.clone(), ..Declared::default() });
        }
    }
    Signature { inputs, outputs: Vec::new() }
}
