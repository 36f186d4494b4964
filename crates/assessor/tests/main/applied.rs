//! Whoever does what a remedy says, in the format's own words, passes the indicator.

use std::path::Path;

use faircat_assessor::{Card, Document, Wish, assess_document};
use serde_json::{Map, Value, json};

/// Where the text of a card stands among its fields.
const TEXT: &str = "text of the card";

/// Most remedies that an indicator has one after the other.
const MOST_STEPS: usize = 4;

fn card(name: &str, text: &str) -> Card {
    let document =
        Document { place: Path::new(name), bytes: text.as_bytes(), address: None, is_html: None };
    let mut found = assess_document(document, Wish::default());
    assert_eq!(found.cards.len(), 1, "{name}: {:?}\n{text}", found.diagnostics);
    found.cards.remove(0)
}

/// Puts values in the place of what a remedy leaves to its reader.
fn filled(remedy: &str) -> String {
    let mut out = String::new();
    let mut rest = remedy;
    while let Some((before, after)) = rest.split_once('<') {
        let Some((hole, behind)) = after.split_once('>') else { break };
        out.push_str(before);
        out.push_str(value(hole));
        rest = behind;
    }
    out + rest
}

fn value(hole: &str) -> &str {
    let begins = |start: &str| hole.starts_with(start);
    match hole {
        "bytes" | "size" => "1234",
        "number" | "grams of CO2 equivalent" => "0.5",
        "year" | "year, or year-month-day" => "2024",
        "owner" => "somebody",
        "version" | "version or range" => "1.2",
        "number of the paper" => "2101.00001",
        "ORCID iD" => "0000-0002-1825-0097",
        "ROR id" => "01ggx4157",
        "IANA media type" => "application/x-hdf5",
        "64 hexadecimal digits" | "SHA-256" => {
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        }
        "32 hexadecimal digits" => "d41d8cd98f00b204e9800998ecf8427e",
        _ if begins("year-month-day") => "2024-05-06",
        _ if begins("DOI of") => "10.5281/zenodo.10047401",
        _ if begins("DOI or URL") => "https://example.com/other",
        _ if begins("DOI") => "10.5281/zenodo.4081213",
        _ if begins("SPDX") => "CC-BY-4.0",
        _ if begins("number of this") => "1.0.0",
        _ if begins("task of") => "image-classification",
        _ if begins("IRI") => "http://example.com/terms/it",
        _ if begins("path") => "https://example.com/data.h5",
        _ if begins("address of model.onnx") => "https://example.com/files/model.onnx",
        _ if begins("address of its page") => "https://example.com/jets",
        _ if begins("identifier of the source") => "rev:309cf2674ee7a0749978cf8265ab91a60aea0f7d",
        _ if begins("address of the file") || begins("address of a file") => {
            "https://example.com/files/data.h5"
        }
        _ if begins("address") || begins("its address") || begins("its page") => {
            "https://example.com/there"
        }
        _ if begins("file name") => "data.h5",
        _ if begins("owner/") => "somebody/thing",
        "subject" | "name" | "package" | "dataset" | "model" => "Jets",
        "method or instrument" | "kind of network or method" | "method" => "Tracker",
        "family name" | "full name" => "Lovelace",
        "given name" => "Ada",
        _ => "what it says in more than fifty letters, as it should do anywhere",
    }
}

/// `more` within `value`: fields of both, and the items of both lists.
fn merge(value: &mut Value, more: Value) {
    match (value, more) {
        (Value::Object(fields), Value::Object(more)) => {
            for (key, new) in more {
                merge(fields.entry(key).or_insert(Value::Null), new);
            }
        }
        (Value::Array(items), Value::Array(more)) => items.extend(more),
        (old, more) => *old = more,
    }
}

/// Does what each remedy says, one after the other; what is not settled by it.
fn unsettled(name: &str, mut document: Value, write: fn(&Value) -> String) -> Vec<String> {
    let first = card(name, &write(&document));
    let mut left = Vec::new();
    for finding in &first.scorecard.findings {
        let mut last = None;
        for _ in 0..MOST_STEPS {
            let now = card(name, &write(&document));
            let mut now = now.scorecard.findings.into_iter();
            let found = now.find(|it| it.indicator == finding.indicator).unwrap();
            let Some(remedy) = found.remedy.filter(|it| is_for_here(it)) else {
                last = None;
                break;
            };
            let lines = filled(&remedy);
            last = Some(format!("{name} {}: {}\n{lines}", finding.indicator, found.evidence));
            let fields = parsed(&lines);
            merge(&mut document, fields.unwrap_or_else(|| panic!("{name}: no lines: {lines}")));
        }
        left.extend(last);
    }
    left
}

/// Whether a remedy is lines that can be added at one place of the document.
fn is_for_here(remedy: &str) -> bool {
    let elsewhere =
        ["there is no field", "in the @graph", "  (in the ", "Push the card", "  (extension"];
    !elsewhere.iter().any(|it| remedy.contains(it)) && !is_sentence(remedy)
}

/// What is said to the reader, as "Register the work in a catalogue".
fn is_sentence(remedy: &str) -> bool {
    remedy.ends_with('.') && remedy.starts_with(|first: char| first.is_ascii_uppercase())
}

/// Lines as fields: of JSON without its braces, or of YAML.
fn parsed(lines: &str) -> Option<Value> {
    if !lines.starts_with('"') {
        return of_card(lines);
    }
    // Several remedies, each with fields of its own.
    let mut all = Value::Object(Map::new());
    let mut text = String::new();
    for line in lines.lines() {
        text.push_str(line.trim_end_matches(','));
        match serde_json::from_str(&format!("{{{text}}}")) {
            Ok(found) => {
                merge(&mut all, found);
                text.clear();
            }
            Err(_) => {
                text.truncate(text.len() - line.trim_end_matches(',').len());
                text.push_str(line);
            }
        }
    }
    text.is_empty().then_some(all)
}

/// Front matter, and text from a heading or an item on.
fn of_card(lines: &str) -> Option<Value> {
    let (mut yaml, mut text, mut is_text) = (String::new(), String::new(), false);
    for line in lines.lines() {
        is_text = match line {
            _ if line.starts_with('#') || line.starts_with("- **") => true,
            _ if line.split(':').next().is_some_and(|key| {
                !key.is_empty()
                    && key.bytes().all(|it| it.is_ascii_lowercase() || b"-_".contains(&it))
            }) =>
            {
                false
            }
            _ => is_text,
        };
        let part = if is_text { &mut text } else { &mut yaml };
        part.push_str(line);
        part.push('\n');
    }
    let mut value: Value = match yaml.is_empty() {
        true => json!({}),
        false => serde_saphyr::from_str(&yaml).ok()?,
    };
    if !text.is_empty() {
        value.as_object_mut()?.insert(TEXT.to_owned(), json!([text]));
    }
    Some(value)
}

fn as_json(value: &Value) -> String {
    value.to_string()
}

/// The value as front matter, and its text. JSON is YAML.
fn as_card(value: &Value) -> String {
    let texts = value.get(TEXT).and_then(Value::as_array).into_iter().flatten();
    let text: Vec<&str> = texts.filter_map(Value::as_str).collect();
    format!("---\n{}---\n# Jets\n\n{}", as_yaml(value), text.join("\n"))
}

fn as_yaml(value: &Value) -> String {
    let fields = value.as_object().unwrap().iter().filter(|(key, _)| *key != TEXT);
    fields.map(|(key, value)| format!("{key}: {value}\n")).collect()
}

#[test]
fn what_remedies_say_settles_indicators() {
    let schema = json!({"@context": "https://schema.org", "@type": "Dataset", "name": "Jets"});
    let croissant: Value =
        serde_json::from_str(include_str!("../fixtures/croissant.json")).unwrap();
    let codemeta = json!({"@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode", "name": "Jets"});
    let datacite = json!({"types": {"resourceTypeGeneral": "Dataset"}, "creators": [],
        "schemaVersion": "http://datacite.org/schema/kernel-4", "titles": [{"title": "Jets"}]});
    let zenodo = json!({"conceptrecid": "1", "id": 2, "recid": "2",
        "metadata": {"title": "Jets", "resource_type": {"type": "dataset"}}});
    let mut worse = unsettled("a.jsonld", schema, as_json);
    worse.extend(unsettled("croissant.json", croissant, as_json));
    worse.extend(unsettled("codemeta.json", codemeta, as_json));
    worse.extend(unsettled("datacite.json", datacite, as_json));
    worse.extend(unsettled("zenodo.json", zenodo, as_json));
    let model = json!({"@context": {"@vocab": "http://schema.org/"}, "name": "Jets",
        "@type": "https://w3id.org/fair4ml#MLModel"});
    worse.extend(unsettled("model.jsonld", model, as_json));
    worse.extend(unsettled("README.md", json!({"pipeline_tag": "image-classification"}), as_card));
    worse.extend(unsettled("README.md", json!({"task_categories": ["other"]}), as_card));
    let cff = json!({"cff-version": "1.2.0", "message": "Cite it", "title": "Jets", "authors": []});
    worse.extend(unsettled("CITATION.cff", cff, as_yaml));
    assert!(worse.is_empty(), "{}", worse.join("\n\n"));
}
