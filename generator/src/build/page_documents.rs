//! The JSON-LD of pages that are not of one record: the catalogue on the home page, and the
//! meaning of the measurements on the pages of the principles.

use std::collections::BTreeMap;

use serde_json::Value;

use super::dump::Texts;
use super::{Scope, Shared};
use crate::assessment::{Rubric, indicators, quality};
use crate::diagnostic::Diagnostic;
use crate::linked_data::graph::Graph;
use crate::linked_data::{DUMPS, catalog_document};

/// By the path of the page, relative to the site's root.
pub(super) type PageDocuments = BTreeMap<String, Value>;

/// The document of each such page.
pub(super) fn make(shared: &Shared) -> PageDocuments {
    let definitions = |rubric| quality::definitions(shared.site, rubric, indicators(rubric));
    let principles =
        Rubric::ALL.iter().map(|&rubric| (rubric.page().to_owned(), definitions(rubric)));
    let dumps = if shared.scope == Scope::Everything { DUMPS } else { &[] };
    let home = (String::new(), catalog_document(shared.site, shared.catalog, dumps));
    std::iter::once(home).chain(principles).collect()
}

/// Their statements, each page's in a graph that has the page's address.
pub(super) fn statements(shared: &Shared, documents: &PageDocuments) -> Result<Texts, Diagnostic> {
    let mut texts = Texts::default();
    for (path, document) in documents {
        let graph = Graph::from_json_ld(&document.to_string()).map_err(|error| {
            let message = format!("the page `{path}` makes no valid JSON-LD: {error}");
            Diagnostic::error("linked-data", message).in_file("site/site.yaml")
        })?;
        texts.add(&shared.site.iri(path), None, &graph);
    }
    Ok(texts)
}
