//! The addresses under which a record was published before.
//!
//! They are stated as names of the same thing (`owl:sameAs`): what was renamed is the work that it
//! was, and whoever noted down an old IRI asks for it by either. `dcterms:isReplacedBy` would say
//! that another work came in its place, as a new version or a successor does.

use faircat_catalog::OldName;
use serde_json::{Map, Value};

use super::node::{Node, reference};
use super::vocabulary::owl;
use super::{Source, context};

/// States the old names of the record.
pub(super) fn old_names(source: &Source, node: &mut Node) {
    let texts = source.record.moved_from().iter();
    let old = texts.filter_map(|text| OldName::parse(source.entry.kind, text));
    let iris: Vec<Value> = old.map(|old| reference(source.site.iri(&old.page()))).collect();
    node.set(owl::key::SAME_AS, iris);
}

/// What stands as `record.jsonld` at an old address: for programs, which follow no redirect of a
/// page, where to go on. The document of the record says the same.
pub fn moved_document(new_iri: &str, old_iri: &str) -> Value {
    let mut node = Node::new(new_iri.to_owned());
    node.set(owl::key::SAME_AS, reference(old_iri));
    let mut document = Map::new();
    document.insert("@context".to_owned(), context::CONTEXT.clone());
    if let Value::Object(node) = Value::from(node) {
        document.extend(node);
    }
    Value::Object(document)
}
