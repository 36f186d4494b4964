//! The catalogue itself, as other documents name it.

use faircat_catalog::Catalog;
use faircat_catalog::site::{Site, SiteConfig};
use faircat_record::Kind;
use serde_json::{Map, Value, json};

use super::agents;
use super::context::CONTEXT;
use super::node::{Node, reference};
use super::plain_text::{LONGEST_DESCRIPTION, plain_text};
use super::vocabulary::{SPDX_LICENSES, dcat, dcterms, schema};
use super::void_description::{void_dataset, void_description};
use super::work::is_dcat_dataset;

/// The catalogue as a node that says no more than what and where it is, and that it holds the work
/// `iri` of `kind`: a harvester that follows the catalogue's lists finds the same in every record.
pub fn catalog_reference(site: &Site, kind: Kind, iri: &str) -> Value {
    let mut node = Node::typed(site.iri(""), schema::key::DATA_CATALOG);
    node.set(schema::key::NAME, site.config.title.as_str());
    node.set(schema::key::URL, site.iri(""));
    let (of_schema, of_dcat) = match is_dcat_dataset(kind) {
        true => (schema::key::DATASET_PROPERTY, dcat::key::DATASET_PROPERTY),
        false => (schema::key::HAS_PART, dcat::key::RESOURCE_PROPERTY),
    };
    node.link(of_schema, iri);
    node.link(of_dcat, iri);
    node.into()
}

/// The files that hold every statement, with their media types.
pub const DUMPS: &[(&str, &str)] =
    &[("dump.nq.gz", "application/n-quads"), ("dump.ttl.gz", "text/turtle")];

/// The document of the home page: what the catalogue is, who publishes it, and where all of it can
/// be had at once and what that holds, which is nowhere in a site without [`DUMPS`]. It does not list
/// the records, of which there can be a hundred thousand.
pub fn catalog_document(site: &Site, catalog: &Catalog, dumps: &[(&str, &str)]) -> Value {
    let classes = json!([schema::key::DATA_CATALOG, dcat::key::CATALOG]);
    let mut node = Node::typed(site.iri(""), classes);
    let description = description(&site.config);
    node.set(schema::key::NAME, site.config.title.as_str());
    node.set(dcterms::key::TITLE, site.config.title.as_str());
    node.set(schema::key::ALTERNATE_NAME, site.config.tagline.as_str());
    node.set(schema::key::DESCRIPTION, description.as_str());
    node.set(dcterms::key::DESCRIPTION, description);
    node.set(schema::key::URL, site.iri(""));
    node.set(schema::key::IN_LANGUAGE, site.config.language.as_str());
    node.set(schema::key::DATE_MODIFIED, catalog.newest_change().map(|day| day.to_string()));
    if !site.config.license.is_empty() {
        let license = format!("{SPDX_LICENSES}{}", site.config.license);
        node.set(schema::key::LICENSE, license.as_str());
        let document = Node::typed(license, dcterms::key::LICENSE_DOCUMENT);
        node.set(dcterms::key::LICENSE, Value::from(document));
    }
    if let Some(publisher) = &site.config.publisher {
        let publisher = agents::publisher_of_catalog(site, catalog, publisher);
        let address = publisher["@id"].as_str().map(reference);
        node.set(schema::key::PUBLISHER, publisher);
        node.set(dcterms::key::PUBLISHER, address);
    }
    if !dumps.is_empty() {
        let described = void_description(site, void_dataset(site, catalog));
        node.set(schema::key::SUBJECT_OF, Value::from(described));
    }
    let dumps = dumps.iter().map(|(file, media_type)| dump(site, file, media_type));
    node.set(schema::key::DISTRIBUTION, dumps.collect::<Vec<_>>());
    let mut document = Map::new();
    document.insert("@context".to_owned(), CONTEXT.clone());
    if let Value::Object(node) = Value::from(node) {
        document.extend(node);
    }
    Value::Object(document)
}

/// The first that the maintainer gave of description, tagline and title, which all have.
fn description(config: &SiteConfig) -> String {
    [&config.description, &config.tagline, &config.title]
        .into_iter()
        .map(|text| plain_text(text, LONGEST_DESCRIPTION))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

fn dump(site: &Site, file: &str, media_type: &str) -> Value {
    let mut node = Node::typed(format!("{}#{file}", site.iri("")), schema::key::DATA_DOWNLOAD);
    node.set(schema::key::NAME, file);
    node.set(schema::key::CONTENT_URL, site.iri(file));
    node.set(schema::key::ENCODING_FORMAT, media_type);
    node.into()
}
