//! JSON-LD in the words of schema.org: works by themselves, in a list, in a graph, as the main thing
//! of a page, or as the data of a catalogue.

use std::collections::HashSet;

use faircat_record::diagnostic::Diagnostic;
use serde_json::{Map, Value};

use super::{FORMAT, roles};
use crate::import::document::{self, Source};
use crate::import::record::SourceRecord;
use crate::import::schema_org::graph::{self, Graph};
use crate::import::schema_org::{self, id_of, is_named, kind_of, slug_of};
use crate::reader::{Found, Input};
use crate::ro_crate::is_crate;

/// Contexts and profiles of formats that are read by themselves, and say so even where they use
/// schema.org's terms without a prefix.
const PROFILES: [&str; 2] = ["mlcommons.org/croissant", "w3id.org/ro/crate"];

/// Contexts of others, whose terms a document in schema.org's own may add by a prefix.
const OTHERS: [&str; 3] = ["codemeta", "mldcat", "www.w3.org/ns/dcat"];

pub(super) fn recognise(input: &Input) -> bool {
    document::maybe_json(input).is_some_and(|value| {
        is_schema_org(value) && works(graph::plain(value.clone())).iter().any(|(_, it)| is_work(it))
    })
}

/// Whether the context is schema.org's and of no format that is read by itself.
fn is_schema_org(value: &Value) -> bool {
    let first = value.as_array().and_then(|all| all.first()).unwrap_or(value);
    let context = first.get("@context").map(Value::to_string).unwrap_or_default();
    let profile = first.get("conformsTo").or_else(|| first.get("dct:conformsTo"));
    let profile = profile.map(Value::to_string).unwrap_or_default();
    let vocabulary = first.get("@context").and_then(|it| it.get("@vocab")).and_then(Value::as_str);
    let others = match vocabulary {
        Some(vocabulary) if vocabulary.contains("schema.org") => &[],
        _ => OTHERS.as_slice(),
    };
    let has =
        |text: &str| PROFILES.iter().chain(others).any(|it| text.to_ascii_lowercase().contains(it));
    context.contains("schema.org") && !has(&profile) && !has(&context) && !is_crate(value)
}

/// Whether `node` is a work about which something is said.
fn is_work(node: &Map<String, Value>) -> bool {
    kind_of(node).is_some() && node.contains_key("name")
}

pub(super) fn read(input: &Input) -> Found {
    let mut found = Found::default();
    let (value, source) = match document::json(input) {
        Ok(read) => read,
        Err(problem) => return Found::refused(*problem),
    };
    for (pointer, node) in works(graph::plain(value)) {
        found.records.extend(record(source.below(&pointer), node).map(|it| Box::new(it) as _));
    }
    if found.records.is_empty() {
        let message =
            "there is no dataset, software, model, workflow or training material with a name";
        let problem = Diagnostic::error("import-no-record", message);
        let hint = "schema.org calls them `Dataset`, `SoftwareSourceCode` or `LearningResource`";
        found.diagnostics.push(problem.at(source.whole()).hint(hint));
    }
    found
}

fn record(source: Source, mut fields: Map<String, Value>) -> Option<SourceRecord> {
    let kind = kind_of(&fields).filter(|_| is_named(&fields))?;
    let id = id_of(&fields)?;
    roles::tell(&mut fields);
    graph::without_own_names(&mut fields);
    let (slug, format) = (slug_of("schema-org", &id), FORMAT.name);
    let (title, url, body) = (String::new(), None, String::new());
    let fill = schema_org::fill;
    Some(SourceRecord { format, id, slug, kind, title, url, fields, body, source, fill })
}

/// The works of a document, with their JSON pointers.
fn works(value: Value) -> Vec<(String, Map<String, Value>)> {
    match value {
        Value::Array(nodes) => of_graph("", &nodes),
        Value::Object(mut fields) => {
            if let Some(Value::Array(nodes)) = fields.get("@graph") {
                return of_graph("/@graph", nodes);
            }
            if kind_of(&fields).is_some() {
                return vec![(String::new(), fields)];
            }
            let mut found = Vec::new();
            for key in ["mainEntity", "about", "dataset"] {
                match fields.shift_remove(key) {
                    Some(Value::Array(nodes)) => found.extend(of_graph(&format!("/{key}"), &nodes)),
                    Some(Value::Object(node)) => found.push((format!("/{key}"), node)),
                    _ => {}
                }
            }
            found
        }
        _ => Vec::new(),
    }
}

/// The works among `nodes` that are no parts of others there, their references opened.
fn of_graph(start: &str, nodes: &[Value]) -> Vec<(String, Map<String, Value>)> {
    let graph = Graph::of(nodes);
    let mut seen = HashSet::new();
    let numbered = nodes.iter().enumerate();
    let works = numbered.filter_map(|(at, node)| {
        let node = node.as_object().filter(|it| is_work(it))?;
        Some((format!("{start}/{at}"), node))
    });
    works.map(|(pointer, node)| (pointer, graph.opened(node, &|_| false, &mut seen))).collect()
}
