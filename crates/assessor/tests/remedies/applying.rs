//! Remedies put into documents, at the places that they name.

use std::path::Path;

use faircat_assessor::{Card, Document, Wish, assess_document};
use serde_json::{Map, Value, json};

use crate::filling::filled;

/// Where the text of a card stands among its fields.
pub(super) const TEXT: &str = "text of the card";

/// Most remedies that an indicator has one after the other.
const MOST_STEPS: usize = 4;

/// Whether a document has works that are assessed.
pub(super) fn is_assessed(name: &str, text: &str) -> bool {
    let document =
        Document { place: Path::new(name), bytes: text.as_bytes(), address: None, is_html: None };
    !assess_document(document, Wish { most: Some(1), ..Wish::default() }).cards.is_empty()
}

/// The first card of a document.
fn card(name: &str, text: &str) -> Card {
    let document =
        Document { place: Path::new(name), bytes: text.as_bytes(), address: None, is_html: None };
    let mut found = assess_document(document, Wish { most: Some(1), ..Wish::default() });
    assert!(!found.cards.is_empty(), "{name}: {:?}\n{text}", found.diagnostics);
    found.cards.remove(0)
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
pub(super) fn unsettled(name: &str, document: &Value, write: fn(&Value) -> String) -> Vec<String> {
    unsettled_by(name, document, write, |document, remedy| {
        without_old(document, remedy.indicator);
        for (place, lines) in &remedy.lines {
            put(document, place, &filled(lines), &remedy.told);
        }
    })
}

/// The lines of a remedy that are of the document's own format.
pub(super) struct Remedy<'r> {
    pub(super) indicator: &'r str,
    /// With their places.
    pub(super) lines: Vec<(String, String)>,
    /// All of it, with what it is for.
    pub(super) told: String,
}

/// [`unsettled`], where `follow` does what a remedy says.
pub(super) fn unsettled_by<D: Clone>(
    name: &str,
    document: &D,
    write: fn(&D) -> String,
    follow: fn(&mut D, &Remedy),
) -> Vec<String> {
    let first = card(name, &write(document));
    let mut left = Vec::new();
    for finding in &first.scorecard.findings {
        let mut document = document.clone();
        let mut last = None;
        for _ in 0..MOST_STEPS {
            let now = card(name, &write(&document));
            let mut now = now.scorecard.findings.into_iter();
            let found = now.find(|it| it.indicator == finding.indicator).unwrap();
            let remedy = found.remedy.unwrap_or_default();
            let own = own_parts(&remedy);
            if own.is_empty() {
                last = None;
                break;
            }
            let told =
                format!("{name} {}: {}\n{}", finding.indicator, found.evidence, filled(&remedy));
            // What is left over is for other formats, once the own lines are in.
            if last.is_some() && remedy.contains("there is no field for") {
                last = None;
                break;
            }
            let remedy = Remedy { indicator: finding.indicator, lines: own, told };
            follow(&mut document, &remedy);
            last = Some(remedy.told);
        }
        left.extend(last);
    }
    left
}

/// The lines of a remedy that are of the document's own format, with their places; of a remedy that
/// has none, as it is a sentence or of other formats alone, none.
fn own_parts(remedy: &str) -> Vec<(String, String)> {
    let mut parts = vec![(String::new(), String::new())];
    let is_hint = |line: &&str| line.ends_with(" is there already, add to it.");
    for line in remedy.lines().filter(|line| !is_hint(line)) {
        let is_label = line.starts_with("In ") && line.ends_with(':');
        if is_label || line.contains("there is no field for") {
            parts.push((line.trim_end_matches(':').to_owned(), String::new()));
        } else if let Some((_, lines)) = parts.last_mut() {
            lines.push_str(line);
            lines.push('\n');
        }
    }
    // After the first of another format come only those.
    let own = parts.iter().take_while(|(place, _)| !place.contains("there is no field for"));
    own.filter(|(_, lines)| !lines.is_empty() && !is_sentence(lines.trim_end())).cloned().collect()
}

/// What is said to the reader, as "Register the work in a catalogue".
fn is_sentence(text: &str) -> bool {
    text.ends_with('.') && text.starts_with(|first: char| first.is_ascii_uppercase())
}

/// Puts `lines` to the `place` of `document`.
fn put(document: &mut Value, place: &str, lines: &str, told: &str) {
    if place == "In the text of the card" {
        merge(document, json!({TEXT: [lines]}));
        return;
    }
    if place == "In the `@graph`, beside the others" {
        let node: Value = serde_json::from_str(lines).unwrap();
        document["@graph"].as_array_mut().unwrap().push(node);
        return;
    }
    let fields = parsed(lines).unwrap_or_else(|| panic!("no lines: {told}"));
    // Of which bands something is to be said, the document tells.
    let bands = fields.get("bands").and_then(|_| bands_of(document));
    let targets = targets(document, place);
    assert!(!targets.is_empty(), "no place `{place}`: {told}");
    let mut fields = fields;
    if let Some(bands) = &bands {
        fields["bands"] = bands.clone();
    }
    targets.into_iter().for_each(|target| merge(target, fields.clone()));
}

/// Something about each band of the first input.
fn bands_of(document: &Value) -> Option<Value> {
    let bands = document.pointer("/properties/mlm:input/0/bands")?.as_array()?;
    let name = |band: &Value| band.as_str().map_or_else(|| band["name"].clone(), Value::from);
    Some(bands.iter().map(|it| json!({"name": name(it), "description": "a band"})).collect())
}

/// Lists that are to be written anew, and not to be longer, where indicators that end so fail.
const ANEW: [(&str, &[&str]); 3] = [
    ("-creators-identified", &["authors", "author", "creator", "creators"]),
    ("-I1-signature", &["inputs", "outputs"]),
    ("-A1", &["distribution"]),
];

/// Takes out the lists that a remedy for `indicator` writes anew.
fn without_old(value: &mut Value, indicator: &str) {
    let names = ANEW.iter().filter(|(part, _)| indicator.contains(part));
    let names: Vec<&str> = names.flat_map(|(_, names)| *names).copied().collect();
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| without_old(it, indicator)),
        Value::Object(fields) => {
            fields.retain(|key, value| !(value.is_array() && names.contains(&key.as_str())));
            fields.values_mut().for_each(|it| without_old(it, indicator));
        }
        _ => {}
    }
}

/// The parts of `document` that a place names.
fn targets<'v>(document: &'v mut Value, place: &str) -> Vec<&'v mut Value> {
    let quoted: Vec<&str> = place.split('`').skip(1).step_by(2).collect();
    let mut found = Vec::new();
    match (place, quoted.as_slice()) {
        ("" | "In the front matter" | "In the garden", _) => found.push(document),
        _ if place.starts_with("In the description of the ") => {
            let is_one = |it: &Value| {
                let class = it["@type"].as_str().unwrap_or_default();
                ["Dataset", "MachineLearningModel"].iter().any(|end| class.ends_with(end))
            };
            each(document, &is_one, &mut found);
            found.truncate(1);
        }
        ("In the function", _) => match document.get("modal_functions") {
            Some(_) => found.push(&mut document["modal_functions"][0]),
            None => found.push(document),
        },
        ("In the root entity", _) => {
            let graph = document["@graph"].as_array_mut().unwrap();
            let is_descriptor = |it: &&Value| {
                it["@id"].as_str().is_some_and(|id| id.ends_with("ro-crate-metadata.json"))
            };
            let root = graph.iter().find(is_descriptor).unwrap()["about"]["@id"].clone();
            found.extend(graph.iter_mut().filter(|it| it["@id"] == root));
        }
        ("In the component", _) => {
            let is_one = |it: &Value| {
                matches!(it["type"].as_str(), Some("machine-learning-model" | "data"))
                    && it.get("name").is_some()
            };
            each(document, &is_one, &mut found);
            found.truncate(1);
        }
        (_, ["metadata"]) => found.push(match document.is_array() {
            true => &mut document[0],
            false => document,
        }),
        (_, [list, kind]) => {
            entries(document, list, &mut found);
            found.retain(|it| it["type"] == **kind);
        }
        ("In the entity of each file in the `@graph`", _) => {
            let graph = document["@graph"].as_array_mut().unwrap().iter_mut();
            found.extend(graph.filter(|it| it["@id"] != "./" && it.get("about").is_none()));
        }
        (_, [list]) if place.contains("each entry of") => entries(document, list, &mut found),
        (_, [class]) if place.contains("node of type") || place.contains("each `") => {
            let is_one = |it: &Value| match &it["@type"] {
                Value::Array(all) => all.iter().any(|it| it == *class),
                one => one == *class,
            };
            each(document, &is_one, &mut found);
            if place.starts_with("In the node") {
                found.truncate(1);
            }
        }
        (_, [key]) => found.push(&mut document[*key]),
        _ => {}
    }
    found
}

/// All parts of `value` that `are` so, but none within another.
fn each<'v>(value: &'v mut Value, are: &dyn Fn(&Value) -> bool, found: &mut Vec<&'v mut Value>) {
    if value.is_object() && are(value) {
        found.push(value);
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| each(it, are, found)),
        Value::Object(fields) => fields.values_mut().for_each(|it| each(it, are, found)),
        _ => {}
    }
}

/// The items of the list, or of the object by names, at every field `key`.
fn entries<'v>(value: &'v mut Value, key: &str, found: &mut Vec<&'v mut Value>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| entries(it, key, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                if name != key {
                    entries(value, key, found);
                } else if let Value::Object(items) = value {
                    found.extend(items.values_mut().filter(|it| it.is_object()));
                } else if let Value::Array(items) = value {
                    found.extend(items);
                }
            }
        }
        _ => {}
    }
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

pub(super) fn as_json(value: &Value) -> String {
    value.to_string()
}

/// The value as front matter, and its text. JSON is YAML.
pub(super) fn as_card(value: &Value) -> String {
    let texts = value.get(TEXT).and_then(Value::as_array).into_iter().flatten();
    let text: Vec<&str> = texts.filter_map(Value::as_str).collect();
    format!("---\n{}---\n# Jets\n\n{}", as_yaml(value), text.join("\n"))
}

pub(super) fn as_yaml(value: &Value) -> String {
    let fields = value.as_object().unwrap().iter().filter(|(key, _)| *key != TEXT);
    fields.map(|(key, value)| format!("{key}: {value}\n")).collect()
}
