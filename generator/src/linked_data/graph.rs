//! The statements of one page, for asking questions of them.

use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term, Triple};

/// Statements, grouped by subject.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Sorted by subject and predicate.
    triples: Vec<Triple>,
}

impl Graph {
    pub fn new(mut triples: Vec<Triple>) -> Graph {
        triples.sort_by(|a, b| key(a).cmp(&key(b)));
        triples.dedup();
        Graph { triples }
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

    /// What `subject` has for `predicate`.
    pub fn objects<'a>(
        &'a self,
        subject: &'a NamedOrBlankNode,
        predicate: NamedNodeRef<'a>,
    ) -> impl Iterator<Item = &'a Term> {
        self.about(subject)
            .filter(move |triple| triple.predicate == predicate)
            .map(|triple| &triple.object)
    }

    /// Those that have `object` for `predicate`.
    pub fn subjects<'a>(
        &'a self,
        predicate: NamedNodeRef<'a>,
        object: &'a Term,
    ) -> impl Iterator<Item = &'a NamedOrBlankNode> {
        self.triples
            .iter()
            .filter(move |triple| triple.predicate == predicate && triple.object == *object)
            .map(|triple| &triple.subject)
    }
}

fn key(triple: &Triple) -> ((bool, &str), &str) {
    (node(&triple.subject), triple.predicate.as_str())
}

/// IRIs before blank nodes, each by their text.
fn node(node: &NamedOrBlankNode) -> (bool, &str) {
    match node {
        NamedOrBlankNode::NamedNode(node) => (false, node.as_str()),
        NamedOrBlankNode::BlankNode(node) => (true, node.as_str()),
    }
}
