//! The [CERN Open Data portal](https://opendata.cern.ch)'s own JSON records.
//!
//! Read are the portal's fixtures (a list of records), single records, and answers of its API
//! (`{"hits": {"hits": [{"metadata": …}]}}`). Texts are HTML there and become Markdown here. What
//! has no place in our types stays under `extensions: cern-opendata:` with its original key.

mod agents;
mod files;
mod links;
mod sections;
mod source;
mod work;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use faircat_record::diagnostic::{Diagnostic, Location};
use faircat_record::{Kind, Work};
use serde_json::{Map, Value};

use self::source::{Notes, Source};

/// Name under which `extensions` keeps what has no place in our types.
pub const EXTENSION: &str = "cern-opendata";

/// The portal's address, without a final slash.
pub const PORTAL: &str = "https://opendata.cern.ch";

const SLUG_PREFIX: &str = "cern-opendata-";

/// Records that a reference may point to: those of one import and those already there.
pub type Known = HashMap<String, Kind>;

/// A record of the portal, in our words.
#[derive(Debug)]
pub struct Imported {
    pub slug: String,
    pub work: Work,
    pub diagnostics: Vec<Diagnostic>,
}

/// A record as the portal has it.
#[derive(Debug)]
pub struct PortalRecord {
    /// The record's number in the portal: letters and digits.
    pub recid: String,
    fields: Map<String, Value>,
    location: Location,
}

impl PortalRecord {
    /// The kind under which the record is imported.
    pub fn kind(&self) -> Kind {
        let kind = self.fields.get("type");
        let primary = kind.and_then(|kind| kind.get("primary")).and_then(Value::as_str);
        let secondary = kind.and_then(|kind| kind.get("secondary"));
        let has = |wanted: &str| {
            secondary
                .and_then(Value::as_array)
                .is_some_and(|list| list.iter().any(|item| item.as_str() == Some(wanted)))
        };
        match primary {
            Some("Software") => Kind::Software,
            // The other environments, conditions and lists of validated runs, are data.
            Some("Environment") if has("VM") => Kind::Software,
            Some("Documentation" | "Glossary" | "News") => Kind::TrainingMaterial,
            _ => Kind::Dataset,
        }
    }

    /// The record in our words. `known` says which records references may point to.
    pub fn import(self, known: &Known) -> Imported {
        let kind = self.kind();
        let notes = Notes::new(self.location, format!("record {}", self.recid));
        let source = Source::new(self.fields, &notes);
        let work = work::work(source, &self.recid, kind, known);
        Imported { slug: slug(&self.recid), work, diagnostics: notes.into_diagnostics() }
    }
}

/// The slug of a record of the portal.
pub fn slug(recid: &str) -> String {
    format!("{SLUG_PREFIX}{recid}")
}

/// The record's number in the portal, if `slug` is that of an imported record.
pub fn recid_of_slug(slug: &str) -> Option<&str> {
    slug.strip_prefix(SLUG_PREFIX)
}

/// The records in the text of `file`, with what could not be read.
pub fn read(file: &Path, text: &[u8]) -> (Vec<PortalRecord>, Vec<Diagnostic>) {
    let file = Arc::new(file.to_owned());
    let value: Value = match serde_json::from_slice(text) {
        Ok(value) => value,
        Err(error) => return (Vec::new(), vec![malformed(&file, &error)]),
    };
    let mut records = Vec::new();
    let mut diagnostics = Vec::new();
    let items = items(value);
    if items.is_empty() {
        let location = Location { file: Arc::clone(&file), line: 0, column: 0, length: 0 };
        let problem = Diagnostic::error("import-empty", "there is no record in this file");
        diagnostics
            .push(problem.at(location).hint("ask the portal again: its search found nothing"));
    }
    for item in items {
        match portal_record(&file, item) {
            Ok(record) => records.push(record),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    (records, diagnostics)
}

fn malformed(file: &Arc<PathBuf>, error: &serde_json::Error) -> Diagnostic {
    let text = error.to_string();
    // The position follows separately.
    let message = text.split(" at line ").next().unwrap_or(&text);
    Diagnostic::error("import-malformed-json", format!("this is not JSON: {message}"))
        .at(Location {
            file: Arc::clone(file),
            line: error.line(),
            column: error.column().max(1),
            length: 1,
        })
        .hint("correct the file, or fetch it again; nothing of it was imported")
}

/// The records in each of the shapes in which the portal gives them.
fn items(value: Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.into_iter().map(metadata).collect(),
        Value::Object(mut fields) => match fields.get_mut("hits").and_then(|h| h.get_mut("hits")) {
            Some(Value::Array(hits)) => hits.drain(..).map(metadata).collect(),
            _ => vec![metadata(Value::Object(fields))],
        },
        other => vec![other],
    }
}

/// The record itself, where the API wraps it; what the wrapping says is kept as its field `api`.
fn metadata(value: Value) -> Value {
    let Value::Object(mut wrapping) = value else { return value };
    match wrapping.shift_remove("metadata") {
        Some(Value::Object(mut record)) => {
            if !wrapping.is_empty() {
                record.insert("api".to_owned(), Value::Object(wrapping));
            }
            Value::Object(record)
        }
        Some(other) => {
            wrapping.insert("metadata".to_owned(), other);
            Value::Object(wrapping)
        }
        None => Value::Object(wrapping),
    }
}

fn portal_record(file: &Arc<PathBuf>, item: Value) -> Result<PortalRecord, Diagnostic> {
    let location = Location { file: Arc::clone(file), line: 0, column: 0, length: 0 };
    let Value::Object(mut fields) = item else {
        let message = "an item is not an object, so it is no record";
        return Err(Diagnostic::error("import-no-record", message).at(location));
    };
    let recid = match fields.shift_remove("recid").or_else(|| fields.shift_remove("control_number"))
    {
        Some(Value::String(text)) => text,
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let sound = !recid.is_empty()
        && recid.len() <= 40
        && recid.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if !sound {
        let title = fields.get("title").and_then(Value::as_str).unwrap_or("without a title");
        let message =
            format!("the record `{title}` has no `recid` of letters and digits: `{recid}`");
        return Err(Diagnostic::error("import-no-recid", message)
            .at(location)
            .hint("the portal numbers its records; give the record its number"));
    }
    Ok(PortalRecord { recid, fields, location })
}
