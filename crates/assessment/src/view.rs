//! A quick view of what is assessed, for the tests of indicators.

mod files;

use std::collections::HashSet;

use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term, Triple};

pub(super) use self::files::File;
use super::plain_statements::says_nothing;
use super::{Assessed, Rubric, identifiers};
use faircat_linked_data::vocabulary::{dcterms, rdf, rdfs, schema};
use faircat_record::identifier::{Identifier, Scheme};

/// What is assessed, with what many tests ask for looked up once.
pub(crate) struct View<'a> {
    pub(super) assessed: &'a Assessed<'a>,
    pub(super) rubric: Rubric,
    /// Statements about the root, sorted by predicate.
    own: &'a [Triple],
    pub(super) files: Vec<File<'a>>,
    /// The identifiers that the root states, in their order.
    pub(super) identifiers: Vec<Identifier>,
}

/// Properties that mean the same.
pub(super) type Alternatives = &'static [NamedNodeRef<'static>];

const IDENTIFIER: Alternatives = &[schema::IDENTIFIER, dcterms::IDENTIFIER];
pub(super) const NAME: Alternatives = &[schema::NAME, dcterms::TITLE];
/// What a node may be called by: people and organizations of DCAT have names of FOAF, those of
/// CodeMeta often only parts of one.
const LABEL: Alternatives = &[
    schema::NAME,
    dcterms::TITLE,
    NamedNodeRef::new_unchecked("http://xmlns.com/foaf/0.1/name"),
    rdfs::LABEL,
    schema::FAMILY_NAME,
    schema::GIVEN_NAME,
];

/// What else a node without a name of any sort may be known by.
const KNOWN_BY: Alternatives =
    &[schema::URL, schema::IDENTIFIER, schema::EMAIL, schema::VALUE, schema::DESCRIPTION];

impl<'a> View<'a> {
    pub(super) fn new(rubric: Rubric, assessed: &'a Assessed<'a>) -> View<'a> {
        let own = match assessed.root {
            NamedOrBlankNode::NamedNode(node) => assessed.graph.of(node.as_str(), false),
            NamedOrBlankNode::BlankNode(node) => assessed.graph.of(node.as_str(), true),
        };
        let mut view = View { assessed, rubric, own, files: Vec::new(), identifiers: Vec::new() };
        view.files = files::all(&view);
        view.identifiers = view.stated_identifiers();
        view
    }

    /// The root's IRI, where it has one.
    pub(super) fn iri(&self) -> Option<&'a str> {
        match self.assessed.root {
            NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        }
    }

    /// Whether the page is one of the assessed site's own: of others it is not known whether a
    /// catalogue lists them.
    pub(super) fn is_of_this_site(&self) -> bool {
        self.assessed.published.in_catalog.is_some()
    }

    /// What the work is called in a sentence.
    pub(super) fn noun(&self) -> &'static str {
        self.rubric.noun()
    }

    /// Statements about the root.
    pub(super) fn statements(&self) -> &'a [Triple] {
        self.own
    }

    /// What the root has for any of `alternatives`.
    pub(super) fn values(&self, alternatives: Alternatives) -> impl Iterator<Item = &'a Term> + 'a {
        values(self.own, alternatives)
    }

    pub(super) fn has(&self, alternatives: Alternatives) -> bool {
        self.values(alternatives).any(|term| !self.text_of(term).is_empty())
    }

    /// The first text that the root has for any of `alternatives` and that says something.
    pub(super) fn text(&self, alternatives: Alternatives) -> Option<&'a str> {
        self.values(alternatives).find_map(|term| self.telling(term))
    }

    /// The text of `term`, where it says something.
    pub(super) fn telling(&self, term: &'a Term) -> Option<&'a str> {
        self.known_as(term).filter(|text| !says_nothing(text))
    }

    /// A literal's value; for a node its name or, failing that, its IRI.
    pub(super) fn text_of(&self, term: &'a Term) -> &'a str {
        self.known_as(term).unwrap_or("a node without name")
    }

    /// What `term` is called; `None` for a node of which nothing tells that.
    fn known_as(&self, term: &'a Term) -> Option<&'a str> {
        match term {
            Term::Literal(literal) => Some(literal.value().trim()),
            Term::NamedNode(node) => Some(self.inner(term, LABEL).unwrap_or(node.as_str())),
            Term::BlankNode(_) => self.inner(term, LABEL).or_else(|| self.inner(term, KNOWN_BY)),
        }
    }

    /// The first text that the node `term` has for any of `alternatives`.
    pub(super) fn inner(&self, term: &Term, alternatives: Alternatives) -> Option<&'a str> {
        values(self.about(term), alternatives).map(plain).find(|text| !text.is_empty())
    }

    /// Statements about the node `term`; none where it is a literal.
    pub(super) fn about(&self, term: &Term) -> &'a [Triple] {
        match term {
            Term::NamedNode(node) => self.assessed.graph.of(node.as_str(), false),
            Term::BlankNode(node) => self.assessed.graph.of(node.as_str(), true),
            Term::Literal(_) => &[],
        }
    }

    /// Whether the root is of `class`.
    pub(super) fn is_a(&self, class: NamedNodeRef<'_>) -> bool {
        has_type(self.own, class)
    }

    /// IRIs of the root's classes.
    pub(super) fn types(&self) -> impl Iterator<Item = &'a str> {
        self.values(&[rdf::TYPE]).map(plain)
    }

    /// Whether `address` waits for the site to have one of its own.
    pub(super) fn is_stand_in(&self, address: &str) -> bool {
        self.assessed.published.stand_in.as_deref().is_some_and(|start| address.starts_with(start))
    }

    /// The first identifier that somebody has promised to keep working.
    pub(super) fn persistent(&self) -> Option<&Identifier> {
        self.identifiers.iter().find(|identifier| names_work(identifier))
    }

    fn stated_identifiers(&self) -> Vec<Identifier> {
        let stated = self.values(IDENTIFIER).filter_map(|term| self.identifier(term));
        let elsewhere = self.values(&[schema::SAME_AS, schema::URL]);
        let same = elsewhere.filter_map(|term| identifiers::read(plain(term)));
        // A node without an IRI is known by the address that it gives.
        let address = self.iri().or_else(|| self.text(&[schema::URL]));
        let own = address.and_then(identifiers::read);
        let mut seen = HashSet::new();
        stated
            .chain(same.filter(names_work))
            .chain(own)
            .filter(|identifier| seen.insert(identifier.clone()))
            .collect()
    }

    /// Reads a literal, an IRI, or a `schema:PropertyValue`.
    pub(super) fn identifier(&self, term: &Term) -> Option<Identifier> {
        let at = self.inner(term, &[schema::URL]).and_then(identifiers::read);
        if let Some(identifier) = at.filter(Identifier::is_persistent) {
            return Some(identifier);
        }
        match self.inner(term, &[schema::VALUE]) {
            Some(value) => {
                let scheme = self.inner(term, &[schema::PROPERTY_ID]);
                let scheme = scheme.or_else(|| self.inner(term, &[schema::NAME]));
                identifiers::of_property(scheme.unwrap_or_default(), value)
            }
            None => identifiers::read(plain(term)),
        }
    }
}

/// Whether an identifier is persistent and of a scheme for works, not for people.
pub(super) fn names_work(identifier: &Identifier) -> bool {
    identifier.is_persistent() && !matches!(identifier.scheme, Scheme::Orcid | Scheme::Ror)
}

/// What `statements`, all about one node, say for any of `alternatives`.
pub(super) fn values<'a>(
    statements: &'a [Triple],
    alternatives: Alternatives,
) -> impl Iterator<Item = &'a Term> + 'a {
    alternatives.iter().flat_map(move |property| {
        let start =
            statements.partition_point(|triple| triple.predicate.as_str() < property.as_str());
        statements[start..]
            .iter()
            .take_while(move |triple| triple.predicate == *property)
            .map(|triple| &triple.object)
    })
}

/// A literal's value or a node's IRI.
pub(super) fn plain(term: &Term) -> &str {
    match term {
        Term::Literal(literal) => literal.value().trim(),
        Term::NamedNode(node) => node.as_str(),
        Term::BlankNode(_) => "",
    }
}

fn has_type(statements: &[Triple], class: NamedNodeRef<'_>) -> bool {
    values(statements, &[rdf::TYPE])
        .any(|term| matches!(term, Term::NamedNode(node) if node.as_ref() == class))
}
