//! Whether the texts of the records are the catalogue's own.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::figures::{records, yaml};

/// Words in a row that no sentence of one's own shares with another's.
const RUN: usize = 12;
/// Fields that repeat names, titles and code.
const COPIED: [&str; 8] =
    ["title", "alternate_titles", "authors", "venue", "name", "artifacts", "code", "snippets"];

/// The runs of words that a text of a record has in common with a paper.
pub(super) fn copied(catalog: &Path, papers: &BTreeMap<&'static str, String>) -> Vec<String> {
    let runs: HashSet<Vec<String>> = papers
        .values()
        .flat_map(|paper| words(paper).windows(RUN).map(<[String]>::to_vec).collect::<Vec<_>>())
        .collect();
    let kinds = ["datasets", "models", "software", "workflows", "training-materials"];
    let mut found = Vec::new();
    for kind in kinds.into_iter().chain(["people", "organizations"]) {
        for (slug, file) in records(&catalog.join(kind)) {
            let mut texts = Vec::new();
            collect(&yaml(&file), &mut texts);
            texts.extend(fs::read_to_string(file.with_file_name("description.md")).ok());
            let runs = texts.iter().filter_map(|text| first_run(text, &runs));
            found.extend(runs.map(|run| format!("{kind}/{slug}: {run}")));
        }
    }
    found
}

fn first_run(text: &str, runs: &HashSet<Vec<String>>) -> Option<String> {
    words(text).windows(RUN).find(|run| runs.contains(*run)).map(|run| run.join(" "))
}

/// The words of a text; numbers are facts and no words.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphabetic());
    parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(fields) => {
            let own = fields.iter().filter(|(key, _)| !COPIED.contains(&key.as_str()));
            own.for_each(|(_, field)| collect(field, texts));
        }
        _ => {}
    }
}
