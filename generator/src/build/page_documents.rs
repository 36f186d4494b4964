//! The JSON-LD of pages that are not of one record: the catalogue on the home page, and the
//! meaning of the measurements on the pages of the principles.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::distinct::Distinct;
use super::dump::Texts;
use super::{Scope, Shared};
use crate::assessment::{Rubric, indicators, quality};
use crate::diagnostic::Diagnostic;
use crate::linked_data::graph::Graph;
use crate::linked_data::vocabulary::{schema, void};
use crate::linked_data::{DUMPS, catalog_document, void_counts, void_dataset_iri};

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
        let read = document.as_object().map(Graph::of_document).unwrap_or(Ok(Graph::default()));
        let graph = read.map_err(|error| {
            let message = format!("the page `{path}` makes no valid JSON-LD: {error}");
            Diagnostic::error("linked-data", message).in_file("site/site.yaml")
        })?;
        texts.add(&shared.site.iri(path), None, &graph);
    }
    Ok(texts)
}

/// What the home page says of a dump that holds the statements counted in `others`: how many it has,
/// those that say so among them, and of which vocabularies.
pub(super) fn counts(others: &Distinct) -> Map<String, Value> {
    let (statements, vocabularies) = others.clone().counted();
    void_counts(statements + 1 + vocabularies.len() as u64, &vocabularies)
}

/// The statements that say so, in the graph of the home page.
pub(super) fn statements_of_counts(
    shared: &Shared,
    counts: &Map<String, Value>,
) -> Result<Texts, Diagnostic> {
    let graph = Graph::of_properties(&void_dataset_iri(shared.site), counts).map_err(|error| {
        let message = format!("what is counted in the dump makes no valid JSON-LD: {error}");
        Diagnostic::error("linked-data", message).in_file("site/site.yaml")
    })?;
    let mut texts = Texts::default();
    texts.add(&shared.site.iri(""), None, &graph);
    Ok(texts)
}

/// Has the home page among `documents` say `counts`.
pub(super) fn tell_counts(documents: &mut PageDocuments, counts: Map<String, Value>) {
    let home = documents.get_mut("");
    let described = home.and_then(|it| it.get_mut(schema::key::SUBJECT_OF));
    let dataset = described.and_then(|it| it.get_mut(void::key::IN_DATASET)?.as_object_mut());
    if let Some(dataset) = dataset {
        dataset.extend(counts);
    }
}
