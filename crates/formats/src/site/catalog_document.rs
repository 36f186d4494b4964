//! `catalog.jsonld` and `catalog.ttl`: the catalogue as `schema:DataCatalog` and `dcat:Catalog`,
//! with a short entry for each work. Every statement is one of the dump too: of the home page, or of
//! the work's own page, which tells the rest.

use faircat_catalog::Entry;
use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::{dcat, dcterms, schema};
use faircat_linked_data::{
    DUMPS, Node, catalog_document, classes, dcat_description, reference, tagged, title_of,
};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Kind, Record};
use rayon::prelude::*;
use serde_json::{Map, Value};

use super::{CatalogView, Emit, SiteFile, always, document_of, file};
use crate::turtle::turtle;

const DCAT: &str = "https://www.w3.org/TR/vocab-dcat-3/";

pub(crate) const JSON_LD: SiteFile = SiteFile {
    path: "catalog.jsonld",
    title: "The catalogue as JSON-LD, in the words of DCAT and schema.org",
    specification: Some(DCAT),
    media_type: "application/ld+json",
    relation: Some("describedby"),
    api_name: Some("catalog"),
    of_pages: false,
    applies: always,
    write: write_json_ld,
};

pub(crate) const TURTLE: SiteFile = SiteFile {
    path: "catalog.ttl",
    title: "The catalogue as Turtle, in the words of DCAT and schema.org",
    specification: Some(DCAT),
    media_type: "text/turtle",
    relation: Some("describedby"),
    api_name: None,
    of_pages: false,
    applies: always,
    write: write_turtle,
};

/// Works in one part, which bounds the memory that their statements take.
const PART: usize = 500;

fn write_json_ld(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    let mut text = catalog_document(view.site, view.catalog, DUMPS).to_string();
    for (key, _, kinds) in MEMBERSHIPS {
        list(&mut text, key, members(view, kinds).map(|entry| Value::from(member(view, entry))));
    }
    for (_, dcat_key, kinds) in MEMBERSHIPS {
        list(&mut text, dcat_key, members(view, kinds).map(|entry| address(view, entry)));
    }
    text.push('\n');
    emit(file(JSON_LD.path, text))
}

/// How the catalogue names its works in schema.org and in DCAT.
const MEMBERSHIPS: &[(&str, &str, &[Kind])] = &[
    (schema::key::DATASET_PROPERTY, dcat::key::DATASET_PROPERTY, &[Kind::Model, Kind::Dataset]),
    (
        schema::key::HAS_PART,
        dcat::key::RESOURCE_PROPERTY,
        &[Kind::Software, Kind::Workflow, Kind::TrainingMaterial],
    ),
];

/// Adds `key` with the list of `values` to the end of the JSON object `text`, one value a line.
fn list(text: &mut String, key: &str, values: impl Iterator<Item = Value>) {
    let mut values = values.peekable();
    if values.peek().is_none() {
        return;
    }
    text.pop();
    text.push_str(&format!(",\n\"{key}\":["));
    for (index, value) in values.enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&value.to_string());
    }
    text.push_str("]}");
}

fn write_turtle(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    let lists: Vec<(&str, &str, Vec<&Entry>)> = MEMBERSHIPS
        .iter()
        .map(|(key, dcat_key, kinds)| (*key, *dcat_key, members(view, kinds).collect()))
        .collect();
    let parts: Vec<(&str, &str, &[&Entry])> = lists
        .iter()
        .flat_map(|(key, dcat_key, all)| all.chunks(PART).map(|part| (*key, *dcat_key, part)))
        .collect();
    let texts: Vec<Vec<u8>> = parts
        .into_par_iter()
        .map(|(key, dcat_key, part)| {
            let mut node = Node::new(view.site.iri(""));
            let nodes = part.iter().map(|entry| Value::from(member(view, entry)));
            node.set(key, nodes.collect::<Vec<_>>());
            let addresses = part.iter().map(|entry| address(view, entry));
            node.set(dcat_key, addresses.collect::<Vec<_>>());
            turtle_of(&document_of(node))
        })
        .collect();
    let home = catalog_document(view.site, view.catalog, DUMPS);
    let mut content = home.as_object().map(turtle_of).unwrap_or_default();
    for text in texts {
        // Every part declares the same prefixes, and once is enough.
        let start = text.windows(2).position(|pair| pair == b"\n<").map_or(0, |at| at + 1);
        content.extend_from_slice(&text[start..]);
    }
    emit(file(TURTLE.path, content))
}

fn turtle_of(document: &Map<String, Value>) -> Vec<u8> {
    // The document has its context within and only IRIs that were checked.
    let graph = Graph::of_document(document).unwrap_or_default();
    turtle(graph.triples())
}

fn members<'a>(view: &CatalogView<'a>, kinds: &[Kind]) -> impl Iterator<Item = &'a Entry> {
    let catalog = view.catalog;
    kinds.iter().flat_map(|kind| catalog.of_kind(*kind))
}

fn address(view: &CatalogView, entry: &Entry) -> Value {
    reference(view.site.iri(&entry.page()))
}

/// What the record's own document says of it too.
fn member(view: &CatalogView, entry: &Entry) -> Node {
    let iri = view.site.iri(&entry.page());
    let mut node = Node::typed(iri.as_str(), classes(entry.kind));
    let title = title_of(entry);
    node.set(schema::key::NAME, title.clone())
        .set(dcterms::key::TITLE, title)
        .set(dcterms::key::DESCRIPTION, description(entry))
        .set(schema::key::URL, iri)
        .text(schema::key::DATE_MODIFIED, entry.summary.modified.as_ref());
    node
}

/// A record is unpacked only where it has no summary.
fn description(entry: &Entry) -> Value {
    let summary = &entry.summary.summary;
    let languages = entry.summary.languages.as_deref();
    if !summary.is_empty() {
        return tagged(summary, languages.map(|it| it.summary.as_str()));
    }
    match entry.record() {
        Record::Work(work) => tagged(&dcat_description(&work), work.text_language.as_deref()),
        Record::Person(_) | Record::Organization(_) => Value::Null,
    }
}
