//! Formats of JSON that describe works and are no JSON-LD.
//!
//! A lenient reader of JSON-LD takes each of them for a node about which next to nothing is said;
//! a scorecard of that would speak falsely of the work.

use serde_json::{Map, Value};

/// How a format is told: any of its sets of keys, each a path from the document's root.
struct Format {
    name: &'static str,
    told_by: &'static [&'static [&'static str]],
}

/// The first that fits is taken, so the narrower ones come first.
const FORMATS: &[Format] = &[
    Format {
        name: "a record of Zenodo's API",
        told_by: &[&["conceptrecid", "metadata.title"], &["recid", "metadata.upload_type"]],
    },
    Format {
        name: "a record of InvenioRDM",
        told_by: &[&["metadata.resource_type", "metadata.creators"], &["pids", "metadata.title"]],
    },
    Format {
        name: "DataCite JSON",
        told_by: &[
            &["data.attributes.titles"],
            &["data.attributes.doi"],
            &["attributes.titles"],
            &["titles", "types"],
            &["titles", "creators"],
            &["schemaVersion", "creators"],
        ],
    },
    Format {
        name: "a record of the CERN Open Data portal",
        told_by: &[&["metadata.recid"], &["recid", "collections"], &["recid", "title"]],
    },
    Format { name: "a STAC item or collection", told_by: &[&["stac_version"]] },
    Format { name: "a CycloneDX bill of materials", told_by: &[&["bomFormat"]] },
    Format {
        name: "a configuration of Hugging Face Transformers",
        told_by: &[&["model_type"], &["architectures"], &["transformers_version"]],
    },
    Format { name: "an answer of the Hugging Face Hub", told_by: &[&["modelId"], &["siblings"]] },
    Format { name: "metadata of a MONAI bundle", told_by: &[&["monai_version"]] },
    Format { name: "a description of OpenML", told_by: &[&["data_set_description"], &["flow"]] },
    Format { name: "metadata of DLHub", told_by: &[&["dlhub"], &["datacite", "servable"]] },
    Format { name: "an answer of Crossref", told_by: &[&["message.DOI"]] },
    Format { name: "CSL JSON", told_by: &[&["title", "author", "issued"]] },
];

/// The name of the format of `document`, where that has no context and none of the IRIs that
/// JSON-LD without one has for keys.
pub(super) fn format(document: &Value) -> Option<&'static str> {
    let first = match document {
        Value::Array(items) => items.first()?,
        other => other,
    };
    let fields = first.as_object()?;
    if fields.is_empty() || is_json_ld(fields) {
        return None;
    }
    let known = FORMATS
        .iter()
        .find(|format| format.told_by.iter().any(|keys| keys.iter().all(|path| has(fields, path))));
    Some(known.map_or("JSON without `@context`", |format| format.name))
}

/// Whether a node has a context, a keyword of JSON-LD, or an IRI for a key.
fn is_json_ld(fields: &Map<String, Value>) -> bool {
    fields.keys().any(|key| key.starts_with('@') || key.contains("://"))
}

/// Whether the keys of `path`, with dots between them, lead to a value.
fn has(fields: &Map<String, Value>, path: &str) -> bool {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    match (fields.get(key), rest) {
        (Some(_), None) => true,
        (Some(Value::Object(inner)), Some(rest)) => has(inner, rest),
        _ => false,
    }
}
