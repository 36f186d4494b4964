//! The terms that the statements use, which is what an editor proposes.

use oxrdf::Term;
use oxrdf::vocab::rdf;

use crate::dataset::Dataset;

/// What a term is used as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The predicate of statements.
    Property,
    /// The object of `rdf:type`.
    Class,
}

/// A term with the number of distinct statements that use it so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedTerm {
    pub iri: String,
    pub role: Role,
    pub statements: usize,
}

/// Properties and classes of `dataset`, each sort by falling use.
pub fn used_terms(dataset: &Dataset) -> Vec<UsedTerm> {
    let mut terms = by_use(dataset.predicates(), Role::Property);
    terms.extend(by_use(dataset.objects_of(rdf::TYPE), Role::Class));
    terms
}

fn by_use(counts: impl Iterator<Item = (Term, usize)>, role: Role) -> Vec<UsedTerm> {
    let mut terms: Vec<UsedTerm> = counts
        .filter_map(|(term, statements)| match term {
            Term::NamedNode(node) => Some(UsedTerm { iri: node.into_string(), role, statements }),
            _ => None,
        })
        .collect();
    terms.sort_by(|a, b| b.statements.cmp(&a.statements).then_with(|| a.iri.cmp(&b.iri)));
    terms
}
