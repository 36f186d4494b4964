//! Everything known about one record at the moment in which its output is made.

use crate::short_names::shortened;
use faircat_catalog::evidence::Evidence;
use faircat_linked_data::Source;
use faircat_linked_data::graph::Graph;
use faircat_linked_data::place::Place;
use faircat_linked_data::vocabulary::{fair4ml, prov, schema};
use faircat_record::Kind;
use faircat_scorecard::Scorecard;
use serde_json::{Map, Value};

/// What the page leaves to the document that it links to, as no harvester of pages asks for it: how a
/// model was tried and made, settings, and once more who made it. Of a model, that is more than all the rest.
const LINKED: [&str; 4] = [
    fair4ml::key::HAS_EVALUATION,
    schema::key::ADDITIONAL_PROPERTY,
    prov::key::WAS_GENERATED_BY,
    prov::key::WAS_ATTRIBUTED_TO,
];

/// What the formats and the pages of one record are made from.
pub struct Dossier<'a> {
    pub source: Source<'a>,
    pub evidence: &'a Evidence,
    /// The record in JSON-LD.
    pub document: &'a Value,
    /// What the scorecard adds to its node: linked from the page, as it is four times as much.
    pub measured: &'a Map<String, Value>,
    /// The statements of both.
    pub graph: &'a Graph,
    /// People and organizations have none.
    pub scorecard: Option<&'a Scorecard>,
}

/// How many files of a work the page's document tells of; the linked one tells of all.
const MOST_FILES: usize = 5;

impl Dossier<'_> {
    /// The document that the page embeds, with what it needs of the context: what harvesters of pages
    /// read, which is schema.org's terms and those that extend them. The fields of a dataset are in it,
    /// as search engines for datasets read them; a model's are not.
    pub fn embedded(&self) -> Map<String, Value> {
        let whole = self.document.as_object().into_iter().flatten();
        let mut document: Map<String, Value> = whole
            .filter(|(key, _)| is_kept(key) && !LINKED.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), of_top(key, value)))
            .collect();
        if self.source.entry.kind == Kind::Model {
            document.remove(schema::key::VARIABLE_MEASURED);
        }
        if document.contains_key(schema::key::DESCRIPTION) {
            document.shift_remove(schema::key::ABSTRACT);
        }
        // One that is the page's address is said by `url`.
        let named = document.get(schema::key::IDENTIFIER).map(|it| &it[schema::key::VALUE]);
        if named.and_then(Value::as_str) == Some(self.source.iri().as_str()) {
            document.shift_remove(schema::key::IDENTIFIER);
        }
        if let Some(Value::Object(catalog)) =
            document.get_mut(schema::key::INCLUDED_IN_DATA_CATALOG)
        {
            catalog.shift_remove(schema::key::DATASET_PROPERTY);
        }
        let (mut document, context) = shortened(&self.place(), &document);
        document.insert("@context".to_owned(), context);
        document
    }

    /// Where the record's page lies, for documents beside it.
    pub fn place(&self) -> Place {
        Place::new(&self.source.iri(), self.source.site.base_url.as_str())
    }
}

/// What the page has of the `value` of `key` in the document: of files the first, as a work may
/// have thousands, and no copy is made of the others.
fn of_top(key: &str, value: &Value) -> Value {
    match value {
        Value::Array(files) if key == schema::key::DISTRIBUTION => {
            files.iter().take(MOST_FILES).map(|it| for_pages(key, it)).collect()
        }
        _ => for_pages(key, value),
    }
}

/// Whether the page has the property `key` of any node.
fn is_kept(key: &str) -> bool {
    key != "@context" && is_of_pages(key)
}

/// The `value` of `key` without what says the same again in terms of vocabularies that harvesters of
/// pages do not ask for, as DCAT's.
fn for_pages(key: &str, value: &Value) -> Value {
    match value {
        Value::Array(items) if key == "@type" => match items.iter().filter(is_told).count() {
            0 => value.clone(),
            _ => items.iter().filter(is_told).cloned().collect(),
        },
        Value::Array(items) => items.iter().map(|it| for_pages(key, it)).collect(),
        Value::Object(node) => {
            let kept = node.iter().filter(|(key, _)| is_kept(key));
            Value::Object(kept.map(|(key, it)| (key.clone(), for_pages(key, it))).collect())
        }
        other => other.clone(),
    }
}

fn is_told(class: &&Value) -> bool {
    class.as_str().is_some_and(is_of_pages)
}

/// Whether `term` is schema.org's, which knows one checksum, of a vocabulary that extends it, or of the
/// one for where a work comes from.
fn is_of_pages(term: &str) -> bool {
    let others = ["codemeta", "fair4ml", "prov"];
    term.split_once(':').is_none_or(|(prefix, _)| others.contains(&prefix))
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Relative to the site's root, with `/`, never leaving it.
    pub path: String,
    pub content: Vec<u8>,
}
