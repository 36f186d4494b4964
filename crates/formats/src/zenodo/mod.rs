//! JSON records of [Zenodo](https://developers.zenodo.org/) and other repositories that run
//! [InvenioRDM](https://inveniordm.docs.cern.ch/reference/metadata/).
//!
//! Read are single records and drafts, lists of them, and answers to searches, each in the form of
//! Zenodo's first API (`metadata.creators[].name`, `files[].links`) or in InvenioRDM's own
//! (`metadata.creators[].person_or_org`, `files.entries`); Zenodo mixes the two. Texts are HTML there
//! and become Markdown here.

mod agents;
mod description;
mod files;
mod languages;
mod metadata;
mod record;
mod terms;
mod untold;
mod write;

pub use untold::untold;
pub use write::{field_of, record};

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde_json::{Map, Value};

use crate::format::Format;
use crate::import::document::{self, Whereabouts};
use crate::import::kinds::{PUBLICATION, Sort, publication, sort};
use crate::import::record::SourceRecord;
use crate::import::statements::{says_nothing, slug};
use crate::package::{Package, Packer};
use crate::reader::{Found, Input, Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "zenodo",
    title: "JSON of Zenodo and InvenioRDM",
    used_by: "Zenodo and other repositories that run InvenioRDM",
    media_type: "application/vnd.inveniordm.v1+json",
    specification: Some("https://inveniordm.docs.cern.ch/reference/metadata/"),
    reader: Some(Reader { recognise, read, adds_to: adds_to_none }),
    companion: None,
    package: Some(Package { packer: Packer::Work(write::pack), has_top_folder: true }),
};

/// Whether the file holds a record with the marks of such a repository.
fn recognise(input: &Input) -> bool {
    document::maybe_json(input)
        .is_some_and(|it| document::items(it, &["hits", "hits"], "").into_iter().any(is_record))
}

/// Whether `item` is a record in either form. DataCite's own has no `metadata`, the CERN Open Data
/// portal's no creators.
fn is_record(item: &Value) -> bool {
    let Some(metadata) = item.get("metadata").and_then(Value::as_object) else { return false };
    let has = |key: &str| metadata.contains_key(key);
    let is_ours = has("upload_type") || has("resource_type") || has("publication_date");
    let is_deposit =
        ["conceptrecid", "pids", "links", "id", "files"].iter().any(|key| item.get(key).is_some());
    is_ours && has("title") && (is_deposit || has("creators")) && !has("recid")
}

fn read(input: &Input) -> Found {
    let mut found = Found::default();
    let (value, source) = match document::json(input) {
        Ok(read) => read,
        Err(problem) => return Found::refused(*problem),
    };
    let items = items(value);
    if items.is_empty() {
        let problem = Diagnostic::error("import-empty", "there is no record in this file");
        let hint = "ask the repository again: its search found nothing";
        found.diagnostics.push(problem.at(source.whole()).hint(hint));
    }
    for (pointer, item) in items {
        let read = source_record(source.below(&pointer), item);
        found.add(read, |problem| {
            let is_of_type = problem.code == PUBLICATION;
            let at = if is_of_type { "/metadata/resource_type" } else { "" };
            source.place(vec![(format!("{pointer}{at}"), problem)])
        });
    }
    found
}

/// The records in each of the shapes in which they are given, with their JSON pointers.
fn items(value: Value) -> Vec<(String, Value)> {
    let numbered = |start: &'static str, items: Vec<Value>| {
        let numbered = items.into_iter().enumerate();
        numbered.map(move |(at, it)| (format!("{start}/{at}"), it)).collect()
    };
    match value {
        Value::Array(items) => numbered("", items),
        Value::Object(mut fields) => match fields.get_mut("hits").and_then(|it| it.get_mut("hits"))
        {
            Some(Value::Array(hits)) => numbered("/hits/hits", std::mem::take(hits)),
            _ => vec![(String::new(), Value::Object(fields))],
        },
        other => vec![(String::new(), other)],
    }
}

/// A record, with what is wrong where it is of no kind that its source tells.
type Read = Result<(SourceRecord, Option<Diagnostic>), Box<Diagnostic>>;

fn source_record(source: Whereabouts, item: Value) -> Read {
    let Value::Object(mut fields) = item else {
        let message = "an item is not an object, so it is no record";
        return Err(Box::new(Diagnostic::error("import-no-record", message)));
    };
    if !fields.get("metadata").is_some_and(Value::is_object) {
        let problem = Diagnostic::error("import-no-record", "a record has no `metadata`");
        return Err(Box::new(problem.hint("fetch the record from the repository's API again")));
    }
    let id = taken_id(&mut fields);
    let word = type_word(&fields);
    let (kind, undecided) = match sort(&word) {
        Sort::Is(kind) | Sort::Nearest(kind) => (kind, None),
        Sort::Publication => {
            let problem = publication(&format!("record {id}"), &word);
            (Kind::TrainingMaterial, Some(problem))
        }
        Sort::NoWork => {
            let message =
                format!("record {id} is of type `{word}`, of which no record is kept here");
            return Err(Box::new(Diagnostic::error("import-no-kind", message)));
        }
    };
    let title = fields["metadata"].get("title").and_then(Value::as_str).unwrap_or_default();
    let outer = fields.get("title").and_then(Value::as_str).unwrap_or_default();
    if says_nothing(title) && says_nothing(outer) {
        let problem = Diagnostic::error("import-no-title", format!("record {id} has no `title`"));
        return Err(Box::new(problem.hint("add the title where the record comes from")));
    }
    let title = if says_nothing(title) { outer } else { title };
    let name = if id.is_empty() { title } else { id.as_str() };
    let slug = slug(prefix(&fields, &id), name);
    let id = name.to_owned();
    let body = word;
    let format = FORMAT.name;
    let fill = record::fill;
    let record =
        SourceRecord { id, slug, fields, body, ..SourceRecord::bare(format, kind, source, fill) };
    Ok((record, undecided))
}

/// What the repository calls the record.
fn taken_id(fields: &mut Map<String, Value>) -> String {
    for key in ["id", "record_id", "recid"] {
        let text = match fields.get(key) {
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            _ => continue,
        };
        // Zenodo says it twice.
        fields.retain(|_, it| it.as_str() != Some(&text) && !is_number(it, &text));
        return text;
    }
    String::new()
}

fn is_number(value: &Value, text: &str) -> bool {
    value.as_number().is_some_and(|number| number.to_string() == text)
}

/// Zenodo numbers its records; those of other repositories have names of ten signs.
fn prefix(fields: &Map<String, Value>, id: &str) -> &'static str {
    let own = fields.get("links").and_then(|it| it.get("self")).and_then(Value::as_str);
    let of_zenodo = own.is_some_and(|it| it.contains("zenodo.org/"));
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    if of_zenodo || is_number { "zenodo" } else { "invenio" }
}

/// The repository's word for what the work is.
fn type_word(fields: &Map<String, Value>) -> String {
    let metadata = &fields["metadata"];
    let resource = metadata.get("resource_type");
    let part = |key: &str| resource.and_then(|it| it.get(key)).and_then(Value::as_str);
    let own = |key: &str| metadata.get(key).and_then(Value::as_str);
    let word = part("id").or_else(|| resource.and_then(Value::as_str));
    match (word, part("type"), part("subtype")) {
        (Some(word), ..) => word.to_owned(),
        (None, Some(general), Some(special)) => format!("{general}-{special}"),
        (None, Some(general), None) => general.to_owned(),
        (None, None, _) => match (own("upload_type"), own("publication_type"), own("image_type")) {
            (Some(general), Some(special), _) | (Some(general), None, Some(special)) => {
                format!("{general}-{special}")
            }
            (Some(general), None, None) => general.to_owned(),
            (None, ..) => String::new(),
        },
    }
}
