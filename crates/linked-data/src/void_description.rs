//! What the linked data of the catalogue is, in the words of [VoID](https://www.w3.org/TR/void/).

use faircat_catalog::Catalog;
use faircat_catalog::site::Site;
use faircat_record::Kind;
use serde_json::{Map, Value, json};

use super::catalog_document::DUMPS;
use super::node::{Node, reference};
use super::vocabulary::{SPDX_LICENSES, dcterms, void};

/// The file that describes the linked data.
pub const VOID: &str = "void.ttl";

/// Media types of the dumps as IRIs of W3C's registry of formats.
const FORMATS: &[&str] =
    &["http://www.w3.org/ns/formats/N-Quads", "http://www.w3.org/ns/formats/Turtle"];

/// The IRI of the dataset that [`VOID`] describes.
pub fn void_dataset_iri(site: &Site) -> String {
    site.iri(&format!("{VOID}#dataset"))
}

/// What is counted in a dump of `statements`, which are of `vocabularies`, as properties of
/// [`void_dataset`]. These are statements of the dump themselves.
pub fn void_counts(statements: u64, vocabularies: &[&str]) -> Map<String, Value> {
    let vocabularies: Vec<Value> = vocabularies.iter().copied().map(reference).collect();
    let mut counts = Map::new();
    counts.insert(void::key::TRIPLES.to_owned(), statements.into());
    counts.insert(void::key::VOCABULARY.to_owned(), vocabularies.into());
    counts
}

/// The dataset that [`VOID`] describes, without what is counted in the dump: that is known only when
/// all else is there.
pub fn void_dataset(site: &Site, catalog: &Catalog) -> Node {
    let modified = catalog
        .newest_change()
        .map(|date| json!({"@type": "xsd:date", "@value": date.to_string()}));
    let mut dataset = Node::typed(void_dataset_iri(site), void::key::DATASET);
    dataset
        .set(dcterms::key::TITLE, site.config.title.as_str())
        .set(dcterms::key::MODIFIED, modified)
        .set(void::key::DATA_DUMP, references(DUMPS.iter().map(|(path, _)| site.iri(path))))
        .set(void::key::FEATURE, references(FORMATS.iter().copied()))
        .set(void::key::ENTITIES, catalog.entries.len())
        .set(void::key::URI_SPACE, site.iri(""))
        .link(void::key::ROOT_RESOURCE, site.iri(""))
        .set(void::key::EXAMPLE_RESOURCE, references(examples(site, catalog)));
    if !site.config.license.is_empty() {
        dataset.set(dcterms::key::LICENSE, format!("{SPDX_LICENSES}{}", site.config.license));
    }
    dataset
}

/// [`VOID`] itself, which is about `dataset`.
pub fn void_description(site: &Site, dataset: Node) -> Node {
    let mut description = Node::typed(site.iri(VOID), void::key::DATASET_DESCRIPTION);
    description
        .set(dcterms::key::TITLE, format!("{}: linked data", site.config.title))
        .set(void::key::IN_DATASET, Value::from(dataset));
    description
}

fn references(iris: impl Iterator<Item = impl Into<String>>) -> Vec<Value> {
    iris.map(reference).collect()
}

/// The first record of every kind.
fn examples(site: &Site, catalog: &Catalog) -> impl Iterator<Item = String> {
    let firsts = Kind::ALL.into_iter().filter_map(|kind| catalog.of_kind(kind).first());
    firsts.map(|entry| site.iri(&entry.page()))
}
