//! The catalogue itself, as other documents name it.

use serde_json::Value;

use super::node::Node;
use super::vocabulary::schema;
use crate::site::Site;

/// The catalogue as a node that says no more than what and where it is.
pub fn catalog_reference(site: &Site) -> Value {
    let mut node = Node::typed(site.iri(""), schema::key::DATA_CATALOG);
    node.set(schema::key::NAME, site.config.title.as_str());
    node.set(schema::key::URL, site.iri(""));
    node.into()
}
