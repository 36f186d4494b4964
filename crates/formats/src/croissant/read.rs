//! From a Croissant file to a dataset.

use faircat_record::Kind;
use serde_json::{Map, Value};

use super::{FORMAT, faults, fill, normal_form};
use crate::import::beside::FilesBeside;
use crate::import::document;
use crate::import::record::SourceRecord;
use crate::import::statements;
use crate::reader::{Found, Input};

/// What the IRIs of the versions of the format begin with.
pub(super) const PROFILES: &str = "http://mlcommons.org/croissant/";

/// Whether the file says that it follows Croissant, or its context has Croissant's words.
pub(super) fn recognise(input: &Input) -> bool {
    let Some(document) = document::maybe_json(input) else { return false };
    let Some(dataset) = normal_form::dataset(document) else { return false };
    let has_words = || {
        let context = document.get("@context").map(Value::to_string).unwrap_or_default();
        context.contains(PROFILES)
            && (dataset.contains_key("recordSet") || dataset.contains_key("distribution"))
    };
    says_so(&dataset) || has_words()
}

fn says_so(dataset: &Map<String, Value>) -> bool {
    let is_profile = |value: &Value| {
        let text = value.as_str().or_else(|| value.get("@id")?.as_str());
        text.is_some_and(|it| it.replace("https:", "http:").starts_with(PROFILES))
    };
    match dataset.get("conformsTo") {
        Some(Value::Array(profiles)) => profiles.iter().any(is_profile),
        Some(one) => is_profile(one),
        None => false,
    }
}

pub(super) fn read(input: &Input) -> Found {
    let mut found = Found::default();
    match one(input) {
        Ok(record) => found.records.push(Box::new(record)),
        Err(problems) => found.diagnostics = problems,
    }
    found
}

fn one(input: &Input) -> Result<SourceRecord, Vec<faircat_record::diagnostic::Diagnostic>> {
    let (document, source) = document::json(input).map_err(|it| vec![*it])?;
    let Some(fields) = normal_form::dataset(&document) else {
        return Err(source.place(vec![(String::new(), faults::no_dataset())]));
    };
    let problems = faults::of(&fields);
    if !problems.is_empty() {
        return Err(source.place(problems));
    }
    let name = fields.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let beside = FilesBeside::of_contents(&fields, input.around);
    Ok(SourceRecord {
        beside,
        slug: statements::slug("croissant", &name),
        id: name.clone(),
        title: name,
        fields,
        ..SourceRecord::bare(FORMAT.name, Kind::Dataset, source, fill::fill)
    })
}
