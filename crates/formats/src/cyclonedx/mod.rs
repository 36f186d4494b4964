//! `bom.cdx.json`: [CycloneDX](https://cyclonedx.org/capabilities/mlbom/) 1.7. Read are the models
//! and datasets among the components of bills of materials of 1.5 to 1.7.

mod fill;
mod model_card;
mod terms;
mod write;
mod write_card;

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde_json::{Map, Value};

use crate::format::{Companion, Format, Purpose, Writer};
use crate::import::document::{self, Source};
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
    for (kind, component, pointer) in components {
        match record(kind, component, source.below(&pointer)) {
            Some(record) => found.records.push(Box::new(record)),
            None => {
                let problem = Diagnostic::error("import-no-title", "a component has no `name`");
                found.diagnostics.push(problem.in_file(input.place).hint("CycloneDX requires one"));
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
    let kind = match fields.get("type").and_then(Value::as_str) {
        Some("machine-learning-model") => Some(Kind::Model),
        Some("data") => Some(Kind::Dataset),
        _ => None,
    };
    found.extend(kind.map(|kind| (kind, fields.clone(), pointer.clone())));
    for (at, below) in items(component) {
        collect(below, format!("{pointer}/components/{at}"), depth + 1, found);
    }
}

fn record(kind: Kind, fields: Map<String, Value>, source: Source) -> Option<SourceRecord> {
    let said = |key: &str| {
        let text = fields.get(key)?.as_str()?;
        (!says_nothing(text)).then(|| text.trim().to_owned())
    };
    let title = said("name")?;
    let whole: Vec<String> =
        [said("group"), Some(title.clone()), said("version")].into_iter().flatten().collect();
    let id = said("purl").unwrap_or_else(|| whole.join("/"));
    Some(SourceRecord {
        slug: statements::slug(FORMAT.name, &whole.join("-")),
        id,
        title,
        fields,
        ..SourceRecord::bare(FORMAT.name, kind, source, fill::fill)
    })
}
