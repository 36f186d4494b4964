//! YAML to a typed record: the fast path, which stops at the first problem of a file.

use std::path::Path;
use std::sync::Arc;

use serde_saphyr::NonFiniteFloatPolicy;
use serde_saphyr::{Options, budget, options};

use super::core_schema::may_be_loose;
use super::diagnostic::{Diagnostic, Location};
use super::shape::explain;
use super::yaml::{MAX_DEPTH, MAX_NODES, is_bounded};
use super::{Kind, Organization, Person, Record, Work};

/// Larger files are refused: a record is text that people read.
pub const LARGEST_RECORD: u64 = 16 * 1024 * 1024;

/// Reads `yaml` as a record of `kind`.
pub fn read_record(kind: Kind, yaml: &str) -> Result<Record, Box<serde_saphyr::Error>> {
    let record = match kind {
        Kind::Person => parse::<Person>(yaml).map(Record::Person),
        Kind::Organization => parse::<Organization>(yaml).map(Record::Organization),
        _ => parse::<Box<Work>>(yaml).map(Record::Work),
    };
    let record = record.map_err(Box::new)?;
    if may_be_loose(yaml) && !explain(yaml, kind, &Arc::default()).is_empty() {
        let problem = "a number is not written as YAML 1.2 has it";
        return Err(Box::new(serde::de::Error::custom(problem)));
    }
    Ok(record)
}

/// Reads any YAML with the limits and rules that hold for records.
pub fn parse<T: serde::de::DeserializeOwned>(yaml: &str) -> Result<T, serde_saphyr::Error> {
    if !is_bounded(yaml) {
        return Err(serde::de::Error::custom("aliases make the file too large"));
    }
    serde_saphyr::from_str_with_options(yaml, reading_options())
}

/// Reads the YAML `text` of `file`, as [`parse`]; what is wrong is an error `code` at its place.
pub fn parse_file<T: serde::de::DeserializeOwned>(
    code: &'static str,
    file: &Path,
    text: &str,
) -> Result<T, Diagnostic> {
    parse(text).map_err(|error: serde_saphyr::Error| {
        let problem = Diagnostic::error(code, error.to_string());
        match error.location() {
            Some(place) => problem.at(Location {
                file: file.to_owned().into(),
                line: place.line() as usize,
                column: place.column() as usize,
                length: 1,
            }),
            None => problem.in_file(file),
        }
    })
}

/// Limits that no honest record meets, and YAML 1.2's idea of a boolean.
fn reading_options() -> Options {
    options! {
        strict_booleans: true,
        with_snippet: false,
        // Where any value may stand they are kept; a number that must be finite is checked later.
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        budget: budget! {
            max_depth: MAX_DEPTH,
            max_nodes: MAX_NODES,
        },
    }
}
