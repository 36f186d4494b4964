//! Formats of JSON that describe works and are no JSON-LD.
//!
//! A lenient reader of JSON-LD takes each of them for a node about which next to nothing is said;
//! a scorecard of that would speak falsely of the work.

use serde_json::{Map, Value};

use faircat_json_ld::label;

/// How a format is told: any of its sets of keys, each a path from the document's root.
struct Format {
    name: &'static str,
    told_by: &'static [&'static [&'static str]],
}

/// The first that fits is taken, so the narrower ones come first.
const FORMATS: &[Format] = &[
    Format {
        name: "a record of Zenodo's API",
        told_by: &[&["conceptrecid", "metadata.title"], &["metadata.upload_type"]],
    },
    Format { name: "a list of Zenodo, InvenioRDM or CERN Open Data", told_by: &[&["hits.hits"]] },
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
    Format {
        name: "CSL JSON",
        told_by: &[
            &["title", "author", "issued"],
            &["title", "type", "issued"],
            &["title", "type", "DOI"],
        ],
    },
    Format {
        name: "a record of figshare's API",
        told_by: &[&["url_public_api"], &["figshare_url"], &["defined_type_name"]],
    },
    Format {
        name: "a dataset of Dataverse's API",
        told_by: &[
            &["metadataBlocks"],
            &["datasetVersion"],
            &["data.latestVersion"],
            &["data.metadataBlocks"],
            &["data.items", "data.total_count"],
        ],
    },
    Format {
        name: "an answer of CKAN's API",
        told_by: &[
            &["help", "success", "result"],
            &["license_id", "resources"],
            &["metadata_created", "resources"],
        ],
    },
    Format { name: "an SPDX document", told_by: &[&["spdxVersion"], &["SPDXID"]] },
    Format {
        name: "metadata of Kaggle",
        told_by: &[&["id_no"], &["subtitle", "licenses"], &["ownerSlug", "slug"], &["kernel_type"]],
    },
    Format {
        name: "a Frictionless data package",
        told_by: &[&["resources", "name"], &["resources", "profile"], &["resources", "$schema"]],
    },
    Format { name: "metadata of Kaggle", told_by: &[&["id", "title", "licenses"]] },
];

/// The name of the format of `document`, where it is a known one that is no JSON-LD.
pub(super) fn format(document: &Value) -> Option<&'static str> {
    let fields = first(document)?;
    let known = FORMATS
        .iter()
        .find(|format| format.told_by.iter().any(|keys| keys.iter().all(|path| has(fields, path))));
    known.map(|format| format.name).filter(|_| !has_meaning(document))
}

/// Whether nothing tells what the keys of `document` mean, whatever it says.
pub(super) fn is_without_context(document: &Value) -> bool {
    first(document).is_some_and(|fields| !fields.is_empty()) && !has_meaning(document)
}

/// Whether `document` has types or names of nodes as JSON-LD has, so that a context may be all that
/// it lacks.
pub(super) fn has_nodes(document: &Value) -> bool {
    let is_node = |fields: &Map<String, Value>| {
        fields.contains_key("@type")
            || fields.contains_key("@id")
            || ["@graph", "@included"].iter().filter_map(|key| fields.get(*key)).any(has_nodes)
    };
    match document {
        Value::Array(nodes) => nodes.iter().filter_map(Value::as_object).any(is_node),
        other => other.as_object().is_some_and(is_node),
    }
}

/// The nodes of `document` that nothing gives a meaning while others have one, in sentences.
pub(super) fn nodes_without_context(document: &Value) -> Vec<String> {
    let nodes = match document {
        Value::Array(nodes) => nodes.as_slice(),
        Value::Object(fields) if !has_own_meaning(fields) => match fields.get("@graph") {
            Some(Value::Array(nodes)) => nodes.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    let unread = nodes.iter().filter(|node| is_without_context(node));
    unread.map(|node| format!("{} is left out: it has no `@context`", label(node))).collect()
}
fn first(document: &Value) -> Option<&Map<String, Value>> {
    match document {
        Value::Array(items) => items.iter().find_map(Value::as_object),
        other => other.as_object(),
    }
}

/// Whether a context, or an IRI for a key, tells what any of the nodes says.
fn has_meaning(document: &Value) -> bool {
    match document {
        Value::Array(nodes) => nodes.iter().any(has_meaning),
        Value::Object(fields) => {
            has_own_meaning(fields)
                || ["@graph", "@included"]
                    .iter()
                    .filter_map(|key| fields.get(*key))
                    .any(has_meaning)
        }
        _ => false,
    }
}

fn has_own_meaning(fields: &Map<String, Value>) -> bool {
    fields.get("@context").is_some_and(defines_terms)
        || fields.keys().any(|key| key.contains("://"))
}

/// Whether a context has a word for anything; many hold no more than a language.
fn defines_terms(context: &Value) -> bool {
    match context {
        Value::Array(contexts) => contexts.iter().any(defines_terms),
        Value::Object(terms) => terms.iter().any(|(term, definition)| {
            (term == "@vocab" || term == "@import" || !term.starts_with('@'))
                && !definition.is_null()
                && definition != ""
        }),
        Value::String(address) => !address.trim().is_empty(),
        _ => false,
    }
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
