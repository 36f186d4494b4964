//! Prefixes that a query may use without declaring them.

use crate::linked_data::context;
use crate::linked_data::vocabulary::rdf;

/// Beside those of the documents: what people use by habit, or will ask an imported graph for.
const FURTHER: &[(&str, &str)] = &[
    ("cr", "http://mlcommons.org/croissant/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdf", rdf::NAMESPACE),
];

/// Prefix and namespace. A declaration in the query takes precedence.
pub fn prefixes() -> impl Iterator<Item = (&'static str, &'static str)> {
    context::PREFIXES.iter().chain(FURTHER).copied()
}

/// Shortens `iri` to `prefix:name` where the name is a plain one.
pub fn shorten(iri: &str) -> Option<String> {
    prefixes().find_map(|(prefix, namespace)| {
        let name = iri.strip_prefix(namespace)?;
        let plain = !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        plain.then(|| format!("{prefix}:{name}"))
    })
}
