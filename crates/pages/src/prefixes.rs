//! Prefixes that a query may use without declaring them.

use std::sync::LazyLock;

use faircat_sparql::prefixes::Prefixes;

use faircat_linked_data::context;
use faircat_linked_data::vocabulary::rdf;

/// Beside those of the documents: what people use by habit, or will ask an imported graph for.
const FURTHER: &[(&str, &str)] = &[
    ("cr", "http://mlcommons.org/croissant/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdf", rdf::NAMESPACE),
];

static PREFIXES: LazyLock<Prefixes> =
    LazyLock::new(|| context::PREFIXES.iter().chain(FURTHER).copied().collect());

/// Those of the documents, and more.
pub fn prefixes() -> Prefixes {
    PREFIXES.clone()
}
