//! JSON-LD in the words of schema.org: works by themselves, in a list, in a graph, as the main thing
//! of a page, or as the data of a catalogue.

use std::collections::HashSet;

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde_json::{Map, Value};

use super::{FORMAT, roles};
use crate::import::beside::FilesBeside;
use crate::import::document::{self, Whereabouts};
use crate::import::kinds::publication;
use crate::import::record::SourceRecord;
use crate::import::schema_org::graph::{self, Graph};
use crate::import::schema_org::{self, id_of, is_named, kind_of, languages, links, slug_of, texts};
use crate::reader::{Around, Found, Input};
use crate::ro_crate::is_crate;

/// Contexts and profiles of formats that are read by themselves, and say so even where they use
/// schema.org's terms without a prefix.
const PROFILES: [&str; 2] = ["mlcommons.org/croissant", "w3id.org/ro/crate"];

/// Contexts of others, whose terms a document in schema.org's own may add by a prefix.
const OTHERS: [&str; 3] = ["codemeta", "mldcat", "www.w3.org/ns/dcat"];

pub(super) fn recognise(input: &Input) -> bool {
    document::maybe_json(input).is_some_and(|value| {
        is_schema_org(value)
            && works(graph::plain(value.clone())).of.iter().any(|(_, it)| is_work(it))
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

/// Whether `node` is a work about which something is said, or a publication.
fn is_work(node: &Map<String, Value>) -> bool {
    (kind_of(node).is_some() || is_article(node).is_some()) && node.contains_key("name")
}

/// The type of a publication.
fn is_article(node: &Map<String, Value>) -> Option<String> {
    let types = graph::types(node).into_iter().map(graph::local);
    let mut types = types.filter(|it| links::is_of_publications(it));
    types.next().map(str::to_owned)
}

pub(crate) fn read(input: &Input) -> Found {
    read_as(input, FORMAT.name)
}

/// As [`read`], of a document whose own format is `format`: under its name stands what no field says.
pub(crate) fn read_as(input: &Input, format: &'static str) -> Found {
    let mut found = Found::default();
    let (mut value, source) = match document::json(input) {
        Ok(read) => read,
        Err(problem) => return Found::refused(*problem),
    };
    let told = strangers(&mut value).into_iter().map(|pointer| (pointer, stranger())).collect();
    found.diagnostics.extend(source.place(told));
    let context = value.get("@context").cloned();
    let Works { of, mut others } = works(graph::plain(value));
    for (pointer, mut node) in of {
        languages::tell(&mut node, context.as_ref());
        // With the first, what is about none.
        if !others.is_empty() {
            node.insert(BESIDES.to_owned(), Value::Array(std::mem::take(&mut others)));
        }
        let source = source.below(&pointer);
        let why = is_article(&node).filter(|_| kind_of(&node).is_none());
        let name = texts(node.get("name")).into_iter().next().unwrap_or_default();
        let why = why.map(|word| publication(&format!("`{name}`"), &word));
        let placed = |it| source.place(vec![(String::new(), it)]);
        if let Some(record) = record(format, source.clone(), node, input.around) {
            found.add(Ok((record, why)), placed);
        }
    }
    if found.records.is_empty() && found.undecided.is_empty() {
        let message =
            "there is no dataset, software, model, workflow or training material with a name";
        let problem = Diagnostic::error("import-no-record", message);
        let hint = "schema.org calls them `Dataset`, `SoftwareSourceCode` or `LearningResource`";
        found.diagnostics.push(problem.at(source.whole()).hint(hint));
    }
    found
}

/// Leaves nothing in the places of those items of a list of documents that are none of JSON-LD: where
/// others have a context, they have not one name of its own. They are about none of the others.
fn strangers(value: &mut Value) -> Vec<String> {
    let Value::Array(items) = value else { return Vec::new() };
    if !items.iter().any(|it| it.get("@context").is_some()) {
        return Vec::new();
    }
    let is_stranger = |item: &Value| {
        item.as_object().is_some_and(|fields| {
            let is_plain = !fields.keys().any(|key| key.starts_with('@'));
            is_plain && kind_of(fields).is_none() && is_article(fields).is_none()
        })
    };
    let mut found = Vec::new();
    for (at, item) in items.iter_mut().enumerate() {
        if is_stranger(item) {
            *item = Value::Null;
            found.push(format!("/{at}"));
        }
    }
    found
}

fn stranger() -> Diagnostic {
    let message = "this is no JSON-LD, as others of the file are: it has neither context nor type";
    let hint = "import it by itself if it is of another format";
    Diagnostic::warning("import-no-record", message).hint(hint)
}

fn record(
    format: &'static str,
    source: Whereabouts,
    mut fields: Map<String, Value>,
    around: Option<&dyn Around>,
) -> Option<SourceRecord> {
    let of_article = || is_article(&fields).map(|_| Kind::TrainingMaterial);
    let kind = kind_of(&fields).or_else(of_article).filter(|_| is_named(&fields))?;
    let id = id_of(&fields)?;
    roles::tell(&mut fields);
    graph::without_own_names(&mut fields);
    let (slug, fill) = (slug_of("schema-org", &id), schema_org::fill);
    let beside = FilesBeside::of_contents(&fields, around);
    Some(SourceRecord {
        id,
        slug,
        fields,
        beside,
        ..SourceRecord::bare(format, kind, source, fill)
    })
}

/// What is in a document.
#[derive(Default)]
struct Works {
    /// With their JSON pointers.
    of: Vec<(String, Map<String, Value>)>,
    /// What is no part of them.
    others: Vec<Value>,
}

/// The key of what a document tells of besides its works.
const BESIDES: &str = "entities";

/// The works of a document.
fn works(value: Value) -> Works {
    match value {
        Value::Array(nodes) => of_graph("", &nodes),
        Value::Object(mut fields) => {
            if let Some(Value::Array(nodes)) = fields.get("@graph") {
                return of_graph("/@graph", nodes);
            }
            if kind_of(&fields).is_some() || is_article(&fields).is_some() {
                return Works { of: vec![(String::new(), fields)], ..Works::default() };
            }
            let mut found = Works::default();
            for key in ["mainEntity", "about", "dataset"] {
                match fields.shift_remove(key) {
                    Some(Value::Array(nodes)) => {
                        let Works { of, others } = of_graph(&format!("/{key}"), &nodes);
                        found.of.extend(of);
                        found.others.extend(others);
                    }
                    Some(Value::Object(node)) => found.of.push((format!("/{key}"), node)),
                    _ => {}
                }
            }
            found
        }
        _ => Works::default(),
    }
}

/// The works among `nodes` that are no parts of others there, their references opened. Publications are
/// works where there are no others.
fn of_graph(start: &str, nodes: &[Value]) -> Works {
    let graph = Graph::of(nodes);
    let mut seen = HashSet::new();
    let has_some =
        nodes.iter().filter_map(Value::as_object).any(|it| is_work(it) && kind_of(it).is_some());
    let is_meant = |it: &&Map<String, Value>| is_work(it) && has_some == kind_of(it).is_some();
    let (mut of, mut others) = (Vec::new(), Vec::new());
    for (at, node) in nodes.iter().enumerate() {
        match node.as_object().filter(is_meant) {
            Some(work) => {
                let opened = graph.opened(work, &|_| false, &mut seen);
                of.push((format!("{start}/{at}"), opened));
            }
            None => others.push(node),
        }
    }
    let is_seen = |it: &Value| it["@id"].as_str().is_some_and(|id| seen.contains(id));
    let others = others.into_iter().filter(|it| !is_seen(it) && says_something(it)).cloned();
    Works { of, others: others.collect() }
}

/// Classes of what is about a page itself.
const OF_PAGES: [&str; 7] = [
    "WebSite",
    "WebPage",
    "ItemPage",
    "CollectionPage",
    "SearchResultsPage",
    "BreadcrumbList",
    "SiteNavigationElement",
];

/// Whether a node says more than what it is called and of which type it is, and is not about the page.
fn says_something(node: &Value) -> bool {
    let Some(node) = node.as_object() else { return false };
    let is_of_page = graph::types(node).iter().any(|it| OF_PAGES.contains(&graph::local(it)));
    !is_of_page && node.keys().any(|key| !matches!(&**key, "@id" | "@type"))
}
