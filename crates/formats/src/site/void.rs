//! `void.ttl`: the linked data of the catalogue described with
//! [VoID](https://www.w3.org/TR/void/).

use faircat_linked_data::graph::Graph;
use faircat_linked_data::{VOID, void_dataset, void_description};
use faircat_record::diagnostic::Diagnostic;

use super::{CatalogView, Emit, SiteFile, always, document_of, file};
use crate::turtle::turtle;

pub(crate) const FILE: SiteFile = SiteFile {
    path: VOID,
    title: "What the linked data holds, in the words of VoID",
    specification: Some("https://www.w3.org/TR/void/"),
    media_type: "text/turtle",
    relation: None,
    api_name: Some("void"),
    of_pages: false,
    applies: always,
    write,
};

/// What the home page says of the dump.
fn write(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    let mut dataset = void_dataset(view.site, view.catalog);
    for (key, value) in view.counts {
        dataset.set(key, value.clone());
    }
    let description = void_description(view.site, dataset);
    let graph = Graph::of_document(&document_of(description)).unwrap_or_default();
    emit(file(FILE.path, turtle(graph.triples())))
}
