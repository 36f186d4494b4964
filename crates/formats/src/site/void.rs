//! `void.ttl`: the linked data of the catalogue described with
//! [VoID](https://www.w3.org/TR/void/).

use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::{SPDX_LICENSES, dcterms, void};
use faircat_linked_data::{DUMPS, Node, reference};
use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde_json::{Value, json};

use super::{CatalogView, Emit, SiteFile, always, document_text, file};
use crate::turtle::turtle;

pub(crate) const FILE: SiteFile = SiteFile {
    path: "void.ttl",
    title: "What the linked data holds, in the words of VoID",
    specification: Some("https://www.w3.org/TR/void/"),
    media_type: "text/turtle",
    relation: None,
    api_name: Some("void"),
    of_pages: false,
    applies: always,
    write,
};

/// Media types of the dumps as IRIs of W3C's registry of formats.
const FORMATS: &[&str] =
    &["http://www.w3.org/ns/formats/N-Quads", "http://www.w3.org/ns/formats/Turtle"];

fn write(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    let site = view.site;
    let about = site.iri(FILE.path);
    let mut dataset = Node::typed(site.iri("void.ttl#dataset"), void::key::DATASET);
    dataset
        .set(dcterms::key::TITLE, site.config.title.as_str())
        .set(dcterms::key::MODIFIED, date(view))
        .set(void::key::DATA_DUMP, references(DUMPS.iter().map(|(path, _)| site.iri(path))))
        .set(void::key::FEATURE, references(FORMATS.iter().copied()))
        .set(void::key::TRIPLES, view.statements)
        .set(void::key::ENTITIES, view.catalog.entries.len())
        .set(void::key::URI_SPACE, site.iri(""))
        .link(void::key::ROOT_RESOURCE, site.iri(""))
        .set(void::key::VOCABULARY, references(view.vocabularies.iter().copied()))
        .set(void::key::EXAMPLE_RESOURCE, references(examples(view)));
    if !site.config.license.is_empty() {
        dataset.set(dcterms::key::LICENSE, format!("{SPDX_LICENSES}{}", site.config.license));
    }
    let mut description = Node::typed(about, void::key::DATASET_DESCRIPTION);
    description.set(dcterms::key::TITLE, format!("{}: linked data", site.config.title));
    description.set(void::key::IN_DATASET, Value::from(dataset));
    let graph = Graph::from_json_ld(&document_text(description)).unwrap_or_default();
    emit(file(FILE.path, turtle(graph.triples())))
}

fn date(view: &CatalogView) -> Option<Value> {
    view.catalog
        .newest_change()
        .map(|date| json!({"@type": "xsd:date", "@value": date.to_string()}))
}

fn references(iris: impl Iterator<Item = impl Into<String>>) -> Vec<Value> {
    iris.map(reference).collect()
}

/// The first record of every kind.
fn examples(view: &CatalogView) -> impl Iterator<Item = String> {
    let firsts = Kind::ALL.into_iter().filter_map(|kind| view.catalog.of_kind(kind).first());
    firsts.map(|entry| view.site.iri(&entry.page()))
}
