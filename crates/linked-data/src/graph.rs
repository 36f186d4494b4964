//! The statements of one page, for asking questions of them.

use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term, Triple};
use serde_json::{Map, Value};

use super::context::CONTEXT;
use super::statements;

/// Statements, grouped by subject.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Sorted by subject and predicate.
    triples: Vec<Triple>,
}

impl Graph {
    pub fn new(mut triples: Vec<Triple>) -> Graph {
        triples.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| object(a).cmp(&object(b))));
        triples.dedup();
        Graph { triples }
    }

    /// Statements of a document of ours; the same as those of its text, at a fraction of the cost.
    pub fn of_document(
        document: &Map<String, Value>,
    ) -> Result<Graph, oxjsonld::JsonLdSyntaxError> {
        match statements::of_document(document) {
            Some(triples) => Ok(Graph::new(triples)),
            None => Graph::from_json_ld(&serde_json::to_string(document).unwrap_or_default()),
        }
    }

    /// Statements of the node `iri` that has `properties`, as they stand in a document of ours.
    pub fn of_properties(
        iri: &str,
        properties: &Map<String, Value>,
    ) -> Result<Graph, oxjsonld::JsonLdSyntaxError> {
        if let Some(triples) = statements::of_properties(iri, properties) {
            return Ok(Graph::new(triples));
        }
        let mut document = Map::new();
        document.insert("@context".to_owned(), CONTEXT.clone());
        document.insert("@id".to_owned(), Value::from(iri));
        document.extend(properties.iter().map(|(key, value)| (key.clone(), value.clone())));
        Graph::of_document(&document)
    }

    /// Statements of the JSON-LD `text`. Remote contexts are an error: nothing is fetched.
    pub fn from_json_ld(text: &str) -> Result<Graph, oxjsonld::JsonLdSyntaxError> {
        let quads = oxjsonld::JsonLdParser::new().for_slice(text.as_bytes());
        let triples = quads.map(|quad| quad.map(Triple::from)).collect::<Result<Vec<_>, _>>()?;
        Ok(Graph::new(triples))
    }

    /// The statements of both graphs.
    #[must_use]
    pub fn with(self, other: Graph) -> Graph {
        let mut triples = self.triples;
        triples.extend(other.triples);
        Graph::new(triples)
    }

    pub fn triples(&self) -> &[Triple] {
        &self.triples
    }

    /// Statements about `subject`.
    pub fn about<'a>(&'a self, subject: &'a NamedOrBlankNode) -> impl Iterator<Item = &'a Triple> {
        let start = self.triples.partition_point(|triple| node(&triple.subject) < node(subject));
        self.triples[start..].iter().take_while(move |triple| triple.subject == *subject)
    }

    /// Statements about the node that is the IRI `text`, or the blank node of that label where
    /// `blank`; sorted by predicate.
    pub fn of(&self, text: &str, blank: bool) -> &[Triple] {
        let sought = (blank, text);
        let start = self.triples.partition_point(|triple| node(&triple.subject) < sought);
        let length =
            self.triples[start..].partition_point(|triple| node(&triple.subject) == sought);
        &self.triples[start..start + length]
    }

    /// What `subject` has for `predicate`. Looked up in the order of the statements: a node may have
    /// ten thousand, and be asked for its class by each that refers to it.
    pub fn objects<'a>(
        &'a self,
        subject: &'a NamedOrBlankNode,
        predicate: NamedNodeRef<'a>,
    ) -> impl Iterator<Item = &'a Term> {
        let sought = (node(subject), predicate.as_str());
        let start = self.triples.partition_point(|triple| key(triple) < sought);
        let found = self.triples[start..].iter().take_while(move |triple| key(triple) == sought);
        found.map(|triple| &triple.object)
    }
}

fn key(triple: &Triple) -> ((bool, &str), &str) {
    (node(&triple.subject), triple.predicate.as_str())
}

/// Values by their text, so that equal statements come together.
fn object(triple: &Triple) -> (bool, &str, &str) {
    match &triple.object {
        Term::Literal(literal) => {
            (true, literal.value(), literal.language().unwrap_or(literal.datatype().as_str()))
        }
        Term::NamedNode(node) => (false, node.as_str(), ""),
        Term::BlankNode(node) => (false, "_:", node.as_str()),
    }
}

/// IRIs before blank nodes, each by their text.
fn node(node: &NamedOrBlankNode) -> (bool, &str) {
    match node {
        NamedOrBlankNode::NamedNode(node) => (false, node.as_str()),
        NamedOrBlankNode::BlankNode(node) => (true, node.as_str()),
    }
}
