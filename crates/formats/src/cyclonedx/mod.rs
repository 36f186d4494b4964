//! `bom.cdx.json`: [CycloneDX](https://cyclonedx.org/capabilities/mlbom/) 1.7. Read are the models
//! and datasets among the components of bills of materials of 1.5 to 1.7.

mod bill;
mod fill;
mod model_card;
mod terms;
mod write;
mod write_card;

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde_json::{Map, Value};

use self::bill::Parts;
use crate::format::{Companion, Format, Purpose, Writer};
use crate::import::document::{self, Whereabouts};
use crate::import::record::SourceRecord;
use crate::import::statements::{self, says_nothing};
use crate::reader::{Found, Input, Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "cyclonedx",
    title: "CycloneDX bill of materials",
    used_by: "Programs that keep account of the parts of software",
    media_type: "application/vnd.cyclonedx+json",
    specification: Some("https://cyclonedx.org/docs/1.7/json/"),
    reader: Some(Reader { recognise, read, adds_to: adds_to_none }),
    companion: Some(Companion {
        file_name: "bom.cdx.json",
        profile: Some("http://cyclonedx.org/schema/bom-1.7.schema.json"),
        relation: "describedby",
        purpose: Purpose::Packaging,
        citation: None,
        writer: Writer::Work {
            of: "models and datasets that are not withdrawn",
            lacks: write::lacks,
            write: write::document,
        },
    }),
    package: None,
};

/// Components within components are read so deep.
const DEEPEST: usize = 16;

fn recognise(input: &Input) -> bool {
    let Some(document) = document::maybe_json(input) else { return false };
    document.get("bomFormat").and_then(Value::as_str) == Some("CycloneDX")
}

fn read(input: &Input) -> Found {
    let mut found = Found::default();
    let (document, source) = match document::json(input) {
        Ok(read) => read,
        Err(problem) => return Found::refused(*problem),
    };
    if document.get("bomFormat").and_then(Value::as_str) != Some("CycloneDX") {
        let problem = Diagnostic::error("import-wrong-type", "this is no bill of CycloneDX");
        let hint = "its `bomFormat` is `CycloneDX`";
        found.diagnostics.push(problem.in_file(input.place).hint(hint));
        return found;
    }
    let mut components = Vec::new();
    let about = document.get("metadata").and_then(|it| it.get("component"));
    if let Some(it) = about {
        collect(it, "/metadata/component".to_owned(), 0, &mut components);
    }
    for (at, component) in items(&document) {
        collect(component, format!("/components/{at}"), 0, &mut components);
    }
    let named = components.iter().filter_map(|(_, component, _)| {
        let name = component.get("bom-ref")?.as_str()?.to_owned();
        Some((name, slug_of(component)?))
    });
    let parts = Parts::of(&document, named);
    let mut rest = parts.rest(&document);
    for (kind, component, pointer) in components {
        let place = source.below(&pointer);
        match record(kind, component, place.clone(), &parts) {
            Some(mut record) => {
                // The first is what the bill is of, where that is a model or dataset.
                record.fields.extend(rest.take().map(|it| (bill::BILL.to_owned(), it)));
                found.records.push(Box::new(record));
            }
            None => {
                let problem = Diagnostic::error("import-no-title", "a component has no `name`");
                let problem = problem.hint("CycloneDX requires one");
                found.diagnostics.extend(place.place(vec![(String::new(), problem)]));
            }
        }
    }
    if found.records.is_empty() && found.diagnostics.is_empty() {
        let message = "none of the components is a model or a dataset";
        let problem = Diagnostic::error("import-empty", message).in_file(input.place);
        let hint = "components of the types `machine-learning-model` and `data` are imported";
        found.diagnostics.push(problem.hint(hint));
    }
    found
}

/// The components of a bill or of one of them, with their places.
fn items(of: &Value) -> impl Iterator<Item = (usize, &Value)> {
    of.get("components").and_then(Value::as_array).into_iter().flatten().enumerate()
}

/// Adds the models and datasets among `component`, which is at `pointer`, and those below it.
fn collect(
    component: &Value,
    pointer: String,
    depth: usize,
    found: &mut Vec<(Kind, Map<String, Value>, String)>,
) {
    let Some(fields) = component.as_object().filter(|_| depth < DEEPEST) else { return };
    found.extend(kind_of(component).map(|kind| (kind, fields.clone(), pointer.clone())));
    for (at, below) in items(component) {
        collect(below, format!("{pointer}/components/{at}"), depth + 1, found);
    }
}

/// The kind of the record that `component` becomes, if it does.
fn kind_of(component: &Value) -> Option<Kind> {
    match component.get("type").and_then(Value::as_str) {
        Some("machine-learning-model") => Some(Kind::Model),
        Some("data") => Some(Kind::Dataset),
        _ => None,
    }
}

fn said(fields: &Map<String, Value>, key: &str) -> Option<String> {
    let text = fields.get(key)?.as_str()?;
    (!says_nothing(text)).then(|| text.trim().to_owned())
}

/// What a component is called among others: group, name and version, those that it has.
fn whole(fields: &Map<String, Value>) -> Option<Vec<String>> {
    let title = said(fields, "name")?;
    let parts = [said(fields, "group"), Some(title), said(fields, "version")];
    Some(parts.into_iter().flatten().collect())
}

fn slug_of(fields: &Map<String, Value>) -> Option<String> {
    Some(statements::slug(FORMAT.name, &whole(fields)?.join("-")))
}

fn record(
    kind: Kind,
    mut fields: Map<String, Value>,
    source: Whereabouts,
    parts: &Parts,
) -> Option<SourceRecord> {
    let title = said(&fields, "name")?;
    let id = said(&fields, "purl").or_else(|| Some(whole(&fields)?.join("/")))?;
    let slug = slug_of(&fields)?;
    let name = fields.get("bom-ref").and_then(Value::as_str);
    let needs = name.and_then(|it| parts.needs_of(it));
    fields.extend(needs.map(|it| (bill::NEEDS.to_owned(), it)));
    let body = parts.body(&fields);
    Some(SourceRecord {
        slug,
        id,
        title,
        fields,
        body,
        ..SourceRecord::bare(FORMAT.name, kind, source, fill::fill)
    })
}
