//! How many statements the dump has, each counted once however many graphs say it, and from which
//! vocabularies they come.
//!
//! Nearly all statements of a record are about it or its parts, and only some of those about the
//! record itself are what others say of it too. So few hashes are kept for each.

use oxrdf::vocab::rdf;
use oxrdf::{NamedOrBlankNode, Term, Triple};
use serde::{Deserialize, Serialize};

use crate::linked_data::context::PREFIXES;
use crate::linked_data::graph::Graph;
use crate::linked_data::vocabulary::schema;

/// What a graph says of a record that is not its own; [`may_be_said_elsewhere`] holds it to this.
const OF_OTHERS: [oxrdf::NamedNodeRef<'static>; 6] = [
    rdf::TYPE,
    schema::NAME,
    schema::GIVEN_NAME,
    schema::FAMILY_NAME,
    schema::SAME_AS,
    schema::AFFILIATION,
];

/// The statements of some graphs, for counting.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Distinct {
    /// Statements that no other graph has.
    own: u64,
    /// Hashes of those that others may have; sorted, each once.
    shared: Vec<u64>,
    /// A bit for each of [`PREFIXES`] that a property or class is of.
    vocabularies: u32,
}

impl Distinct {
    /// Those of `graph`, which alone speaks of the parts of the page `own`, and of no parts of
    /// others.
    pub(super) fn of(graph: &Graph, own: Option<&str>) -> Distinct {
        let mut found = Distinct::default();
        for triple in graph.triples() {
            match may_be_said_elsewhere(triple, own) {
                true => found.shared.push(hash(triple)),
                false => found.own += 1,
            }
            found.vocabularies |= vocabularies(triple);
        }
        found.shared.sort_unstable();
        found
    }

    /// Adds those of `other`.
    pub(super) fn append(&mut self, other: &Distinct) {
        self.own += other.own;
        self.vocabularies |= other.vocabularies;
        self.shared.extend_from_slice(&other.shared);
    }

    /// Forgets what was added more than once.
    pub(super) fn settle(&mut self) {
        self.shared.sort_unstable();
        self.shared.dedup();
    }

    /// The number of statements, and the namespaces of their properties and classes.
    pub(super) fn counted(mut self) -> (u64, Vec<&'static str>) {
        self.settle();
        let namespaces = PREFIXES.iter().enumerate();
        let used = namespaces.filter(|(place, _)| self.vocabularies & (1 << place) != 0);
        (self.own + self.shared.len() as u64, used.map(|(_, (_, namespace))| *namespace).collect())
    }
}

fn may_be_said_elsewhere(triple: &Triple, own: Option<&str>) -> bool {
    let (NamedOrBlankNode::NamedNode(subject), Some(own)) = (&triple.subject, own) else {
        return true;
    };
    match subject.as_str().strip_prefix(own) {
        Some("") => OF_OTHERS.contains(&triple.predicate.as_ref()),
        Some(part) => !part.starts_with('#'),
        None => true,
    }
}

fn hash(triple: &Triple) -> u64 {
    let digest = blake3::hash(triple.to_string().as_bytes());
    digest.as_bytes()[..8].iter().fold(0, |hash, byte| hash << 8 | u64::from(*byte))
}

fn vocabularies(triple: &Triple) -> u32 {
    let class = match &triple.object {
        Term::NamedNode(class) if triple.predicate == rdf::TYPE => class.as_str(),
        _ => "",
    };
    let terms = [triple.predicate.as_str(), class];
    // Namespaces begin alike, and few end where a term has the same letter.
    let has = |term: &str, namespace: &str| {
        let last = namespace.len().wrapping_sub(1);
        term.as_bytes().get(last) == namespace.as_bytes().last() && term.starts_with(namespace)
    };
    let of = |(place, (_, namespace)): (usize, &(&str, &str))| {
        u32::from(terms.iter().any(|term| has(term, namespace))) << place
    };
    PREFIXES.iter().enumerate().map(of).fold(0, |all, one| all | one)
}

#[cfg(test)]
mod tests {
    use oxrdf::{Literal, NamedNode};

    use super::*;

    fn triple(subject: &str, predicate: &str, object: &str) -> Triple {
        let node = |text| NamedNode::new(text).expect("an IRI");
        Triple::new(node(subject), node(predicate), Literal::new_simple_literal(object))
    }

    #[test]
    fn what_several_graphs_say_counts_once() {
        let (page, name) = ("https://e.org/a/", "http://schema.org/name");
        let own = [
            triple(page, name, "A"),
            triple("https://e.org/a/#part", name, "A"),
            triple("https://e.org/b/", name, "B"),
        ];
        let other = [
            triple("https://e.org/b/", name, "B"),
            triple(page, name, "A"),
            triple("https://e.org/b/", "http://purl.org/dc/terms/title", "B"),
        ];
        let mut all = Distinct::of(&Graph::new(own.into()), Some(page));
        all.append(&Distinct::of(&Graph::new(other.into()), Some("https://e.org/b/")));
        let (count, namespaces) = all.counted();
        assert_eq!(count, 4);
        assert_eq!(namespaces, ["http://purl.org/dc/terms/", "http://schema.org/"]);
    }
}
