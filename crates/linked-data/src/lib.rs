//! Stage 4, *linked data*: JSON-LD documents and the RDF graph. Pure, and it cannot fail.
//!
//! The document of a record is the one source of its statements: pages embed it, and the dump
//! holds what a harvester extracts from it.

mod agents;
mod artifacts;
mod catalog_document;
mod code;
pub mod context;
mod dataset;
pub mod graph;
mod languages;
mod licence;
mod model;
mod moved;
mod node;
pub mod place;
pub mod plain_text;
mod provenance;
pub mod serialization;
pub mod signposting;
mod source;
mod statements;
mod verification;
pub mod vocabulary;
mod void_description;
mod work;

pub use agents::{orcid_url, ror_url};
pub use artifacts::content_url;
pub use catalog_document::{DUMPS, catalog_document, catalog_reference};
pub use dataset::COLLECTED;
pub use languages::{tagged, title_of};
pub use moved::moved_document;
pub use node::{Node, decimal, list, numbered, reference};
pub use source::{Source, safe_iri};
pub use void_description::{VOID, void_counts, void_dataset, void_dataset_iri, void_description};
pub use work::{classes, dcat_description};

use faircat_record::Record;
use serde_json::{Map, Value};

/// The JSON-LD document about one record, without its scorecard. The record is the top node.
pub fn document(source: &Source) -> Map<String, Value> {
    let mut node = match source.record {
        Record::Work(work) => work::work(source, work),
        Record::Person(person) => agents::person(source, person),
        Record::Organization(organization) => agents::organization(source, organization),
    };
    moved::old_names(source, &mut node);
    let mut document = Map::new();
    document.insert("@context".to_owned(), context::CONTEXT.clone());
    if let Value::Object(node) = Value::from(node) {
        document.extend(node);
    }
    document
}
