//! Records in DataCite's JSON: alone, in a list, and as DataCite's REST API gives them.

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde_json::{Map, Value};

use super::{JSON, fill};
use crate::import::document::{self, Whereabouts};
use crate::import::kinds::{PUBLICATION, Sort, publication, sort};
use crate::import::record::SourceRecord;
use crate::import::statements::{self, slug};
use crate::reader::{Found, Input};

pub(super) fn recognise(input: &Input) -> bool {
    document::maybe_json(input).is_some_and(|it| {
        let records = document::items(it, &["data"], "attributes");
        records.into_iter().any(is_record)
    })
}

/// Whether `item` has what DataCite makes mandatory, by DataCite's names.
fn is_record(item: &Value) -> bool {
    let is_list = |key: &str| item.get(key).is_some_and(Value::is_array);
    let has = |key: &str| item.get(key).is_some();
    is_list("titles")
        && (has("creators") || has("types") || has("publicationYear"))
        && !has("@context")
        && !has("metadata")
}

pub(super) fn read(input: &Input) -> Found {
    let mut found = Found::default();
    match document::json(input) {
        Ok((value, source)) => records(JSON.name, value, &source, &mut found),
        Err(problem) => found.diagnostics.push(*problem),
    }
    found
}

/// Adds the records that `value` has to those found.
pub(super) fn records(format: &'static str, value: Value, source: &Whereabouts, found: &mut Found) {
    let items = items(value);
    if items.is_empty() {
        let problem = Diagnostic::error("import-empty", "there is no record in this file");
        found.diagnostics.push(problem.at(source.whole()));
    }
    for (pointer, item) in items {
        let read = record(format, source.below(&pointer), item);
        found.add(read, |problem| {
            let is_of_type = problem.code == PUBLICATION;
            let pointer = if is_of_type { format!("{pointer}/types") } else { pointer };
            source.place(vec![(pointer, problem)])
        });
    }
}

/// The records in each of the shapes in which they are given, with their JSON pointers.
fn items(value: Value) -> Vec<(String, Value)> {
    match value {
        Value::Array(items) => {
            let numbered = items.into_iter().enumerate();
            numbered.map(|(at, it)| attributes(format!("/{at}"), it)).collect()
        }
        Value::Object(mut fields) => match fields.shift_remove("data") {
            Some(Value::Array(items)) => {
                let numbered = items.into_iter().enumerate();
                numbered.map(|(at, it)| attributes(format!("/data/{at}"), it)).collect()
            }
            Some(data @ Value::Object(_)) => vec![attributes("/data".to_owned(), data)],
            _ => vec![attributes(String::new(), Value::Object(fields))],
        },
        other => vec![(String::new(), other)],
    }
}

/// The record itself, where the API wraps it; what the wrapping says is kept as its field `api`.
fn attributes(pointer: String, value: Value) -> (String, Value) {
    let Value::Object(mut wrapping) = value else { return (pointer, value) };
    match wrapping.shift_remove("attributes") {
        Some(Value::Object(mut record)) => {
            // Both repeat what the record says.
            wrapping.shift_remove("type");
            let doi = record.get("doi").and_then(Value::as_str).unwrap_or_default();
            if wrapping.get("id").and_then(Value::as_str) == Some(doi) {
                wrapping.shift_remove("id");
            }
            if !wrapping.is_empty() {
                record.insert("api".to_owned(), Value::Object(wrapping));
            }
            (format!("{pointer}/attributes"), Value::Object(record))
        }
        _ => (pointer, Value::Object(wrapping)),
    }
}

fn record(
    format: &'static str,
    source: Whereabouts,
    item: Value,
) -> Result<(SourceRecord, Option<Diagnostic>), Box<Diagnostic>> {
    let is_one = is_record(&item);
    let Value::Object(fields) = item else {
        let message = "an item is not an object, so it is no record";
        return Err(Box::new(Diagnostic::error("import-no-record", message)));
    };
    if !is_one {
        let message = "a record has no `titles` with `creators` or `types`";
        let hint = "DataCite's JSON has them; look whether the file is of another format";
        return Err(Box::new(Diagnostic::error("import-no-record", message).hint(hint)));
    }
    let (sort, word) = sort_of(&fields);
    let (kind, undecided) = match sort {
        Sort::Is(kind) | Sort::Nearest(kind) => (kind, None),
        Sort::Publication => (Kind::TrainingMaterial, Some(publication("the work", &word))),
        Sort::NoWork => {
            let message = format!("the work is of type `{word}`, of which no record is kept here");
            return Err(Box::new(Diagnostic::error("import-no-kind", message)));
        }
    };
    let title = title(&fields).unwrap_or_default();
    let doi = doi(&fields).unwrap_or_default();
    if statements::says_nothing(&title) {
        let problem =
            Diagnostic::error("import-no-title", format!("the record {doi} has no title"));
        return Err(Box::new(problem.hint("add one under `titles`")));
    }
    let id = if doi.is_empty() { title } else { doi.trim_start_matches("doi:").to_owned() };
    let slug = slug("datacite", &id);
    let fill = fill::fill;
    let body = word;
    let record =
        SourceRecord { id, slug, fields, body, ..SourceRecord::bare(format, kind, source, fill) };
    Ok((record, undecided))
}

/// The sort of work, and DataCite's word for that.
fn sort_of(fields: &Map<String, Value>) -> (Sort, String) {
    let types = fields.get("types");
    let word = |key: &str| types.and_then(|it| it.get(key)).and_then(Value::as_str);
    let general = word("resourceTypeGeneral").unwrap_or_default().to_owned();
    let free = word("resourceType").unwrap_or_default();
    match (sort(&general), sort(free)) {
        // "Other" leaves it to the free text.
        (Sort::Nearest(_), found @ (Sort::Is(_) | Sort::Publication))
            if matches!(general.as_str(), "" | "Other" | "Text") =>
        {
            (found, free.to_owned())
        }
        (found, _) => (found, general),
    }
}

fn title(fields: &Map<String, Value>) -> Option<String> {
    let texts = fields.get("titles")?.as_array()?.iter();
    let mut texts = texts.filter_map(|it| it.as_str().or_else(|| it.get("title")?.as_str()));
    texts.find(|it| !statements::says_nothing(it)).map(str::to_owned)
}

/// The DOI of the record, which may stand among its identifiers.
fn doi(fields: &Map<String, Value>) -> Option<String> {
    let own = fields.get("doi").and_then(Value::as_str).and_then(statements::doi);
    own.or_else(|| {
        let all = fields.get("identifiers")?.as_array()?;
        let doi = |it: &Value| statements::doi(it.get("identifier")?.as_str()?);
        all.iter().find_map(doi)
    })
}
