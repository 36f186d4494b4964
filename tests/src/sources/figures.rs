//! The figures of the records: evaluations, parameters, sizes and counts.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// A figure of a record.
pub(super) struct Figure {
    /// Kind and slug, as `models/tagger`.
    pub(super) record: String,
    pub(super) name: String,
    /// As the table writes it: `0.95 ± 0.01`.
    pub(super) value: String,
}

/// The figures of all records below `catalog`.
pub(super) fn of_catalogue(catalog: &Path) -> Vec<Figure> {
    let mut found = Vec::new();
    for kind in ["datasets", "models", "software", "workflows", "training-materials"] {
        for (slug, file) in records(&catalog.join(kind)) {
            let record = format!("{kind}/{slug}");
            found.extend(of_record(&yaml(&file)).into_iter().map(|(name, value)| Figure {
                record: record.clone(),
                name,
                value,
            }));
        }
    }
    found
}

/// Slug and file of each record of a kind.
pub(super) fn records(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<(String, PathBuf)> = entries
        .map(|path| {
            let slug = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let file = if path.is_dir() { path.join("record.yaml") } else { path };
            (slug, file)
        })
        .collect();
    found.sort();
    found
}

/// A record as plain values.
pub(super) fn yaml(file: &Path) -> Value {
    let text = fs::read_to_string(file).unwrap();
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn of_record(record: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for artifact in list(&record["artifacts"]) {
        let name = text(&artifact["name"]).or(text(&artifact["path"])).unwrap_or_default();
        found.extend(named(&format!("size of {name}"), &artifact["size"]));
    }
    found.extend(of_model(&record["model"]));
    found.extend(of_dataset(&record["dataset"]));
    found
}

fn of_model(model: &Value) -> Vec<(String, String)> {
    let uses = [
        ("training", &model["training"]["datasets"]),
        ("validation", &model["validated_on"]),
        ("test", &model["tested_on"]),
        ("evaluation", &model["evaluated_on"]),
    ];
    let samples = uses.into_iter().flat_map(|(purpose, uses)| {
        list(uses)
            .iter()
            .filter_map(move |one| named(&format!("samples for {purpose}"), &one["samples"]))
    });
    named("parameters", &model["parameters"])
        .into_iter()
        .chain(samples)
        .chain(named("items of the control set", &model["control_set"]["items"]))
        .chain(list(&model["evaluations"]).iter().map(evaluation))
        .collect()
}

fn of_dataset(dataset: &Value) -> Vec<(String, String)> {
    let counts = [("size", "size"), ("files", "number_of_files"), ("items", "number_of_items")];
    let splits = list(&dataset["splits"]).iter().filter_map(|split| {
        named(&format!("items of {}", text(&split["name"]).unwrap_or_default()), &split["items"])
    });
    counts.into_iter().filter_map(|(name, key)| named(name, &dataset[key])).chain(splits).collect()
}

/// Metric, split and condition, which tell the evaluations of a record apart, and the value.
fn evaluation(one: &Value) -> (String, String) {
    let parts = ["metric", "split", "condition"].map(|key| text(&one[key]));
    let mut name = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
    if one["control_set"] == true && !name.contains("control set") {
        name.push_str("; control set");
    }
    let value = number(&one["value"]).unwrap_or_default();
    match number(&one["uncertainty"]) {
        Some(uncertainty) => (name, format!("{value} ± {uncertainty}")),
        None => (name, value),
    }
}

fn named(name: &str, value: &Value) -> Option<(String, String)> {
    number(value).map(|value| (name.to_owned(), value))
}

/// A number in the fewest digits that give it.
fn number(value: &Value) -> Option<String> {
    value.as_f64().map(|value| value.to_string())
}

fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
