//! `catalog.jsonld` and `catalog.ttl`: the catalogue as `schema:DataCatalog` and `dcat:Catalog`,
//! with a short entry for each work. The work's own page tells the rest.

use rayon::prelude::*;
use serde_json::{Value, json};

use super::{CatalogView, Emit, SiteExport, document_text, file, last_change};
use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;
use crate::exports::turtle::turtle;
use crate::linked_data::graph::Graph;
use crate::linked_data::vocabulary::{SPDX_LICENSES, dcat, dcterms, schema};
use crate::linked_data::{Node, classes, reference};
use crate::record::Kind;

pub(super) const JSON_LD: SiteExport = SiteExport { title: "JSON-LD", write: write_json_ld };
pub(super) const TURTLE: SiteExport = SiteExport { title: "Turtle", write: write_turtle };

/// Works in one part, which bounds the memory that their statements take.
const PART: usize = 500;

/// The catalogue without its works.
pub fn catalog_node(view: &CatalogView) -> Node {
    let site = view.site;
    let config = &site.config;
    let mut node =
        Node::typed(site.iri(""), json!([schema::key::DATA_CATALOG, dcat::key::CATALOG]));
    let description = [&config.description, &config.tagline, &config.title]
        .into_iter()
        .find(|text| !text.is_empty());
    node.set(schema::key::NAME, config.title.as_str())
        .set(dcterms::key::TITLE, config.title.as_str())
        .text(schema::key::DESCRIPTION, description)
        .text(dcterms::key::DESCRIPTION, description)
        .set(schema::key::URL, site.iri(""))
        .set(schema::key::IN_LANGUAGE, config.language.as_str())
        .set(schema::key::DATE_MODIFIED, view.newest_date());
    if !config.license.is_empty() {
        let license = format!("{SPDX_LICENSES}{}", config.license);
        node.set(schema::key::LICENSE, license.as_str()).set(dcterms::key::LICENSE, license);
    }
    if let Some(publisher) = publisher(view) {
        node.link(schema::key::PUBLISHER, publisher.as_str())
            .link(dcterms::key::PUBLISHER, publisher);
    }
    node
}

/// The IRI of the organization that publishes the catalogue.
fn publisher(view: &CatalogView) -> Option<String> {
    let slug = view.site.config.publisher.as_deref()?;
    let entry = view.catalog.get(Kind::Organization, slug)?;
    Some(view.site.iri(&entry.page()))
}

fn write_json_ld(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    let mut text = document_text(catalog_node(view));
    for (key, kinds) in MEMBERSHIPS {
        let entries = || members(view, kinds);
        list(&mut text, key, entries().map(|entry| Value::from(member(view, entry))));
    }
    for (key, kinds) in DCAT_MEMBERSHIPS {
        list(&mut text, key, members(view, kinds).map(|entry| address(view, entry)));
    }
    text.push('\n');
    emit(file("catalog.jsonld", text))
}

/// How the catalogue names its works in schema.org.
const MEMBERSHIPS: &[(&str, &[Kind])] = &[
    (schema::key::DATASET_PROPERTY, &[Kind::Model, Kind::Dataset]),
    (schema::key::HAS_PART, &[Kind::Software, Kind::Workflow, Kind::TrainingMaterial]),
];

/// How it names them in DCAT.
const DCAT_MEMBERSHIPS: &[(&str, &[Kind])] = &[
    (dcat::key::DATASET_PROPERTY, &[Kind::Model, Kind::Dataset]),
    (dcterms::key::HAS_PART, &[Kind::Software, Kind::Workflow, Kind::TrainingMaterial]),
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
        .zip(DCAT_MEMBERSHIPS)
        .map(|((key, kinds), (dcat_key, _))| (*key, *dcat_key, members(view, kinds).collect()))
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
            turtle_of(node)
        })
        .collect();
    let mut content = turtle_of(catalog_node(view));
    for text in texts {
        // Every part declares the same prefixes, and once is enough.
        let start = text.windows(2).position(|pair| pair == b"\n<").map_or(0, |at| at + 1);
        content.extend_from_slice(&text[start..]);
    }
    emit(file("catalog.ttl", content))
}

fn turtle_of(node: Node) -> Vec<u8> {
    // The document has its context within and only IRIs that were checked.
    let graph = Graph::from_json_ld(&document_text(node)).unwrap_or_default();
    turtle(graph.triples())
}

fn members<'a>(view: &CatalogView<'a>, kinds: &[Kind]) -> impl Iterator<Item = &'a Entry> {
    let catalog = view.catalog;
    kinds.iter().flat_map(|kind| catalog.of_kind(*kind))
}

fn address(view: &CatalogView, entry: &Entry) -> Value {
    reference(view.site.iri(&entry.page()))
}

fn member(view: &CatalogView, entry: &Entry) -> Node {
    let iri = view.site.iri(&entry.page());
    let mut node = Node::typed(iri.as_str(), classes(entry.kind));
    node.set(schema::key::NAME, entry.summary.title.as_str())
        .set(dcterms::key::TITLE, entry.summary.title.as_str())
        .set(schema::key::URL, iri)
        .set(schema::key::DATE_MODIFIED, last_change(entry));
    node
}
