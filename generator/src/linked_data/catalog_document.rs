//! The catalogue itself, as other documents name it.

use serde_json::{Map, Value, json};

use super::agents;
use super::context::CONTEXT;
use super::node::Node;
use super::plain_text::{LONGEST_DESCRIPTION, plain_text};
use super::vocabulary::{SPDX_LICENSES, dcat, schema};
use crate::catalog::Catalog;
use crate::site::Site;

/// The catalogue as a node that says no more than what and where it is.
pub fn catalog_reference(site: &Site) -> Value {
    let mut node = Node::typed(site.iri(""), schema::key::DATA_CATALOG);
    node.set(schema::key::NAME, site.config.title.as_str());
    node.set(schema::key::URL, site.iri(""));
    node.into()
}

/// The document of the home page: what the catalogue is, who publishes it, and where all of it can
/// be had at once. It does not list the records, of which there can be a hundred thousand.
pub fn catalog_document(site: &Site, catalog: &Catalog) -> Value {
    let classes = json!([schema::key::DATA_CATALOG, dcat::key::CATALOG]);
    let mut node = Node::typed(site.iri(""), classes);
    node.set(schema::key::NAME, site.config.title.as_str());
    node.set(schema::key::ALTERNATE_NAME, site.config.tagline.as_str());
    let description = plain_text(&site.config.description, LONGEST_DESCRIPTION);
    node.set(schema::key::DESCRIPTION, description);
    node.set(schema::key::URL, site.iri(""));
    node.set(schema::key::IN_LANGUAGE, site.config.language.as_str());
    node.set(schema::key::LICENSE, format!("{SPDX_LICENSES}{}", site.config.license));
    if let Some(publisher) = &site.config.publisher {
        node.set(schema::key::PUBLISHER, agents::publisher_of_catalog(site, catalog, publisher));
    }
    node.set(
        schema::key::DISTRIBUTION,
        vec![
            dump(site, "dump.nq.gz", "application/n-quads"),
            dump(site, "dump.ttl.gz", "text/turtle"),
        ],
    );
    let mut document = Map::new();
    document.insert("@context".to_owned(), CONTEXT.clone());
    if let Value::Object(node) = Value::from(node) {
        document.extend(node);
    }
    Value::Object(document)
}

fn dump(site: &Site, file: &str, media_type: &str) -> Value {
    let mut node = Node::typed(format!("{}#{file}", site.iri("")), schema::key::DATA_DOWNLOAD);
    node.set(schema::key::NAME, file);
    node.set(schema::key::CONTENT_URL, site.iri(file));
    node.set(schema::key::ENCODING_FORMAT, media_type);
    node.into()
}
