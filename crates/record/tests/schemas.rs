//! The published JSON Schemas of the records and `faircat check` judge alike.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use std::path::PathBuf;
use std::sync::Arc;

use faircat_record::schema::{schema_of, schemas};
use faircat_record::{Kind, reading, shape, yaml};

/// A field of each type, in the place of `?`.
const PLACES: [&str; 31] = [
    "title: ?",
    "summary: ?",
    "keywords: ?",
    "keywords: [?]",
    "alternate_titles: [?]",
    "version: ?",
    "publisher: {name: ?}",
    "publications: [{title: ?}]",
    "subjects: [{term: ?}]",
    "model: {task: [?]}",
    "model: {evaluations: [{metric: ?, value: 1}]}",
    "artifacts: ?",
    "artifacts: [?]",
    "artifacts: [{role: weights, path: ?}]",
    "artifacts: [{role: ?, path: a.onnx}]",
    "artifacts: [{role: weights, path: a.onnx, size: ?}]",
    "authors: ?",
    "authors: [?]",
    "authors: [{name: ?}]",
    "publisher: ?",
    "status: ?",
    "access: ?",
    "access: {rights: open, free: ?}",
    "copyright_year: ?",
    "extensions: ?",
    "model: ?",
    "model: {parameters: ?}",
    "model: {evaluations: [{metric: accuracy, value: ?}]}",
    "model: {evaluations: [{metric: accuracy, value: 1, uncertainty: ?}]}",
    "model: {evaluations: [{metric: accuracy, value: 1, control_set: ?}]}",
    "model: {signature: {inputs: [{name: x, dtype: float32, shape: ?}], outputs: ?}}",
];

const VALUES: &[&str] = &[
    "",
    "~",
    "null",
    "NULL",
    "\"\"",
    "' '",
    "'null'",
    "5",
    "+5",
    "-5",
    "5.0",
    "5.5",
    ".5",
    "5.",
    "-0.5",
    "1e3",
    "1E-3",
    "0x1F",
    "0o17",
    "007",
    "\"5\"",
    "\"-5\"",
    "\"5.5\"",
    "\"0.785\"",
    "\" 5 \"",
    "\"1e3\"",
    "\"1_000\"",
    "\"0x1F\"",
    "\"007\"",
    "\"+5\"",
    "\".5\"",
    "inf",
    "nan",
    "true",
    "True",
    "false",
    "yes",
    "\"true\"",
    "some words",
    "95%",
    "2024-01-01",
    "[]",
    "[5]",
    "[null]",
    "{}",
    "{a: b}",
    "99999999999999999999999",
];

#[test]
fn schemas_and_reading_agree_on_every_type_of_field() {
    let validator = jsonschema::validator_for(&schema_of(Kind::Model)).unwrap();
    let mut apart = Vec::new();
    for place in PLACES {
        for value in VALUES {
            let title = if place.starts_with("title") { "" } else { "title: T\n" };
            let yaml = format!("kind: model\n{title}{}\n", place.replace('?', value));
            let is_read = reading::read_record(Kind::Model, &yaml).is_ok();
            // As an editor reads it.
            let json = yaml::parse(&yaml).root.and_then(|root| shape::to_json(&root)).unwrap();
            let by_schema = validator.is_valid(&json);
            if is_read != by_schema {
                let field = place.replace('?', value);
                apart.push(format!("{field}: read {is_read}, schema {by_schema}"));
            }
            // What is refused is explained.
            if let Err(error) = reading::read_record(Kind::Model, &yaml) {
                let file = Arc::new(PathBuf::new());
                assert!(!shape::refusal(&yaml, Kind::Model, &file, &error).is_empty());
            }
        }
    }
    assert!(apart.is_empty(), "{}", apart.join("\n"));
}

#[test]
fn schemas_are_valid_and_of_one_kind() {
    for (name, schema) in schemas("https://example.org/schema/") {
        assert_eq!(schema["$id"], format!("https://example.org/schema/{name}"));
        jsonschema::meta::validate(&schema).unwrap();
    }
    let person = schema_of(Kind::Person);
    assert!(person["properties"]["kind"]["const"] == "person");
    let dataset = schema_of(Kind::Dataset);
    assert!(dataset["properties"].get("model").is_none());
    assert!(dataset["$defs"].get("Training").is_none());
}
