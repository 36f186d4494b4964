//! Prefixes that a query may use without declaring them.

use std::sync::Arc;

/// Prefixes and namespaces; a declaration in the query takes precedence. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Prefixes(Arc<[(String, String)]>);

impl<P: Into<String>, N: Into<String>> FromIterator<(P, N)> for Prefixes {
    fn from_iter<I: IntoIterator<Item = (P, N)>>(pairs: I) -> Self {
        Prefixes(pairs.into_iter().map(|(prefix, name)| (prefix.into(), name.into())).collect())
    }
}

impl Prefixes {
    /// Each prefix with its namespace.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str()))
    }

    /// Shortens `iri` to `prefix:name` where the name is a plain one.
    pub fn shorten(&self, iri: &str) -> Option<String> {
        self.iter().find_map(|(prefix, namespace)| {
            let name = iri.strip_prefix(namespace)?;
            let plain = !name.is_empty()
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
            plain.then(|| format!("{prefix}:{name}"))
        })
    }
}
