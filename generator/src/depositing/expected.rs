//! What a deposit lacks, as far as that is known before anybody is asked.
//!
//! InvenioRDM finds fault by its schema of metadata and its provider of DOIs
//! (<https://github.com/inveniosoftware/invenio-rdm-records>).

use serde_json::{Value, json};

use super::target::{Service, System};
use crate::formats::view::WorkView;

/// Fewest characters of a title.
const SHORTEST_TITLE: usize = 3;
/// Hosts that publish nothing without a file.
const WITH_FILES_ONLY: [&str; 2] = ["zenodo.org", "sandbox.zenodo.org"];

/// What InvenioRDM finds wrong with the draft `body`, in the form in which the repository would say so.
pub(super) fn faults(service: &Service, body: &Value) -> Vec<Value> {
    let metadata = &body["metadata"];
    let is_empty = |key: &str| match &metadata[key] {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    let fault = |field: &str, message: &str| json!({ "field": field, "messages": [message] });
    let mut faults: Vec<Value> = ["title", "creators", "resource_type", "publication_date"]
        .into_iter()
        .filter(|key| is_empty(key))
        .map(|key| fault(&format!("metadata.{key}"), "Missing data for required field."))
        .collect();
    let title = metadata["title"].as_str().unwrap_or_default().trim().chars().count();
    if (1..SHORTEST_TITLE).contains(&title) {
        faults.push(fault("metadata.title", "Shorter than minimum length 3."));
    }
    if is_empty("publisher") {
        let message = "Missing publisher field required for DOI registration.";
        faults.push(fault("metadata.publisher", message));
    }
    let host = service.host();
    if body["files"]["enabled"] == false && WITH_FILES_ONLY.contains(&host.as_str()) {
        faults.push(fault("files.enabled", "Missing uploaded files."));
    }
    faults
}

/// What is not said, and what to write, both for people.
pub(super) type Unsaid = (&'static str, &'static str);

/// What a repository takes without, though nobody should publish it so. DataCite asks for creators and a
/// publisher, and is told that they are not known.
pub(super) fn unsaid(system: System, of: &WorkView) -> Vec<Unsaid> {
    let is_datacite = system == System::DataCite;
    let work = of.work;
    let all = [
        (
            work.license.is_none(),
            "the record has no licence, and what is published without one nobody may use",
            "write `license`, as `license: CC-BY-4.0`",
        ),
        (
            is_datacite && work.authors.is_empty(),
            "the record names no authors, so DataCite is told that they are not known",
            "write `authors`",
        ),
        (
            is_datacite && work.publisher.is_none(),
            "the record names no publisher, so DataCite is told that it is not known",
            "write `publisher`",
        ),
    ];
    all.into_iter().filter(|it| it.0).map(|(_, message, hint)| (message, hint)).collect()
}
