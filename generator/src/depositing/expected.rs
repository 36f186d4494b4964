//! What a repository that runs InvenioRDM finds fault with, as far as that is known before it is
//! asked.
//!
//! By its schema of metadata, and its provider of DOIs
//! (<https://github.com/inveniosoftware/invenio-rdm-records>).

use serde_json::{Value, json};

use super::target::Service;

/// Fewest characters of a title.
const SHORTEST_TITLE: usize = 3;
/// Hosts that publish nothing without a file.
const WITH_FILES_ONLY: [&str; 2] = ["zenodo.org", "sandbox.zenodo.org"];

/// What is wrong with the draft `body`, in the form in which the repository would say so.
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
