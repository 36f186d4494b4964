//! The [CERN Open Data portal](https://opendata.cern.ch)'s own JSON records.
//!
//! Read are the portal's fixtures (a list of records), single records, and answers of its API
//! (`{"hits": {"hits": [{"metadata": …}]}}`). Texts are HTML there and become Markdown here. What
//! has no place in our types stays under `extensions: cern-opendata:` with its original key.

mod agents;
mod files;
mod links;
mod sections;
mod work;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use faircat_record::Kind;
use faircat_record::diagnostic::{Diagnostic, Location};
use serde_json::{Map, Value};

use crate::format::Format;
use crate::import::{document, visible};
use crate::json_fields::{JsonFields, Notes, kept};
use crate::reader::{ForeignRecord, Found, Imported, Input, Known, Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "cern-opendata",
    title: "JSON of the CERN Open Data portal",
    used_by: "The CERN Open Data portal",
    media_type: "application/json",
    specification: Some(
        "https://github.com/cernopendata/opendata.cern.ch/tree/master/cernopendata/jsonschemas",
    ),
    reader: Some(Reader { recognise, read, adds_to: adds_to_none }),
    companion: None,
    package: None,
};

/// The portal's address, without a final slash.
pub const PORTAL: &str = "https://opendata.cern.ch";

const SLUG_PREFIX: &str = "cern-opendata-";

/// A record as the portal has it.
#[derive(Debug)]
struct PortalRecord {
    /// The record's number in the portal: letters and digits.
    recid: String,
    fields: Map<String, Value>,
    location: Location,
}

impl ForeignRecord for PortalRecord {
    fn id(&self) -> &str {
        &self.recid
    }

    fn slug(&self) -> String {
        slug(&self.recid)
    }

    fn kind(&self) -> Kind {
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

    fn import(self: Box<Self>, known: &Known) -> Imported {
        let (slug, kind) = (self.slug(), self.kind());
        let notes = Notes::new(FORMAT.name, self.location, format!("record {}", self.recid));
        let fields = JsonFields::new(visible::all_seen(self.fields, &notes), &notes);
        let (mut work, rest) = work::work(fields, &self.recid, kind, known);
        let mut losses = kept(&rest, &notes);
        let (diagnostics, dropped) = notes.into_parts();
        losses.extend(dropped);
        // Also where it is empty: it tells an imported record from one that somebody wrote.
        work.extensions = BTreeMap::from([(FORMAT.name.to_owned(), Value::Object(rest))]);
        Imported { slug, work, diagnostics, losses, made: Vec::new() }
    }
}

/// The slug of a record of the portal.
fn slug(recid: &str) -> String {
    format!("{SLUG_PREFIX}{recid}")
}

/// Whether there is a record that says of what type it is as the portal does.
fn recognise(input: &Input) -> bool {
    let Some(value) = document::maybe_json(input) else { return false };
    document::items(value, &["hits", "hits"], "metadata").iter().any(|item| {
        let number = item.get("recid").or_else(|| item.get("control_number"));
        let of_portal = item.get("type").and_then(|kind| kind.get("primary")).is_some();
        number.is_some() && of_portal
    })
}

/// The records of a file, with what could not be read.
fn read(input: &Input) -> Found {
    let file = Arc::new(input.place.to_owned());
    let mut found = Found::default();
    let value = match document::json(input) {
        Ok((value, _)) => value,
        Err(problem) => return Found::refused(*problem),
    };
    let items = items(value);
    if items.is_empty() {
        let location = Location { file: Arc::clone(&file), line: 0, column: 0, length: 0 };
        let problem = Diagnostic::error("import-empty", "there is no record in this file");
        let hint = "ask the portal again: its search found nothing";
        found.diagnostics.push(problem.at(location).hint(hint));
    }
    for item in items {
        match portal_record(&file, item) {
            Ok(record) => found.records.push(Box::new(record)),
            Err(diagnostic) => found.diagnostics.push(diagnostic),
        }
    }
    found
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
