//! Everything known about one record at the moment in which its output is made.

use faircat_catalog::evidence::Evidence;
use faircat_linked_data::Source;
use faircat_linked_data::context::{CONTEXT, needed};
use faircat_linked_data::graph::Graph;
use faircat_linked_data::place::Place;
use faircat_linked_data::vocabulary::{dcat, fair4ml, prov, schema};
use faircat_record::Kind;
use faircat_scorecard::Scorecard;
use serde_json::{Map, Value};

/// What the page leaves to the document that it links to, as no harvester of pages asks for it: how a
/// model was tried and made, and settings. Of a model, that is more than all the rest.
const LINKED: [&str; 4] = [
    fair4ml::key::HAS_EVALUATION,
    schema::key::ADDITIONAL_PROPERTY,
    prov::key::WAS_GENERATED_BY,
    dcat::key::QUALIFIED_RELATION,
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

impl Dossier<'_> {
    /// The document that the page embeds, with what it needs of the context. The fields of a dataset are
    /// in it, as search engines for datasets read them; a model's are not.
    pub fn embedded(&self) -> Map<String, Value> {
        let mut document = self.document.as_object().cloned().unwrap_or_default();
        document.retain(|key, _| !LINKED.contains(&key.as_str()));
        if self.source.entry.kind == Kind::Model {
            document.remove(schema::key::VARIABLE_MEASURED);
        }
        let context = needed(&CONTEXT, &document);
        document.insert("@context".to_owned(), Value::Object(context));
        document
    }

    /// Where the record's page lies, for documents beside it.
    pub fn place(&self) -> Place {
        Place::new(&self.source.iri(), self.source.site.base_url.as_str())
    }
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Relative to the site's root, with `/`, never leaving it.
    pub path: String,
    pub content: Vec<u8>,
}
