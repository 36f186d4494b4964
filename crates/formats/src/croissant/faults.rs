//! What makes a Croissant file invalid: a library that loads it would fail.

use std::collections::HashSet;

use faircat_record::diagnostic::Diagnostic;
use serde_json::{Map, Value};

use super::normal_form::local;
use crate::import::statements::says_nothing;

/// A fault with the JSON pointer of its place.
type Placed = (String, Diagnostic);

const HINT: &str = "correct the file; nothing of it was imported";

/// Fields nested deeper are nobody's.
const DEEPEST: usize = 20;

pub(super) fn no_dataset() -> Diagnostic {
    Diagnostic::error("import-no-dataset", "no one node of this file has the type `sc:Dataset`")
        .hint("a Croissant file describes one dataset")
}

/// Everything that makes the dataset invalid.
pub(super) fn of(dataset: &Map<String, Value>) -> Vec<Placed> {
    let mut found = Vec::new();
    let name = dataset.get("name").and_then(Value::as_str);
    if name.is_none_or(says_nothing) {
        let message = "the dataset has no `name`";
        found.push((String::new(), Diagnostic::error("import-no-title", message).hint(HINT)));
    }
    let items = |key: &str| dataset.get(key).and_then(Value::as_array).map_or(&[][..], |it| it);
    let (files, sets) = (items("distribution"), items("recordSet"));
    let mut known = HashSet::new();
    for (list, nodes) in [("distribution", files), ("recordSet", sets)] {
        for (index, node) in nodes.iter().enumerate() {
            identified(&format!("/{list}/{index}"), node, &mut known, &mut found);
        }
    }
    for (index, file) in files.iter().enumerate() {
        let place = format!("/distribution/{index}");
        typed(&place, file, &["FileObject", "FileSet"], &mut found);
        if let Some(parents) = file.get("containedIn") {
            refer(&format!("{place}/containedIn"), parents, &known, &mut found);
        }
    }
    for (index, set) in sets.iter().enumerate() {
        let place = format!("/recordSet/{index}");
        typed(&place, set, &["RecordSet"], &mut found);
        fields(&place, set, "field", &known, &mut found);
    }
    found
}

/// Notes the names of `node` and of the fields below it, and says which can be none.
fn identified<'a>(
    place: &str,
    node: &'a Value,
    known: &mut HashSet<&'a str>,
    found: &mut Vec<Placed>,
) {
    if let Some(id) = node.get("@id").and_then(Value::as_str) {
        if id.is_empty() || id.contains(char::is_whitespace) {
            let message =
                format!("`{}` is `{id}`, and a name has no spaces", in_words(place, "@id"));
            let problem = Diagnostic::error("import-invalid", message).hint(HINT);
            found.push((format!("{place}/@id"), problem));
        }
        known.insert(id);
    }
    if place.matches('/').count() > DEEPEST {
        return;
    }
    for key in ["field", "subField"] {
        let below = node.get(key).and_then(Value::as_array);
        for (index, field) in below.into_iter().flatten().enumerate() {
            identified(&format!("{place}/{key}/{index}"), field, known, found);
        }
    }
}

fn typed(place: &str, node: &Value, wanted: &[&str], found: &mut Vec<Placed>) {
    let is_wanted = |it: &Value| it.as_str().is_some_and(|it| wanted.contains(&local(it)));
    let written = node.get("@type");
    let fits = match written {
        Some(Value::Array(types)) => types.iter().any(is_wanted),
        Some(one) => is_wanted(one),
        None => false,
    };
    if !fits {
        let allowed: Vec<String> = wanted.iter().map(|it| format!("`cr:{it}`")).collect();
        let message = match written {
            Some(written) => format!(
                "`{}` is {written}, but must be {}",
                in_words(place, "@type"),
                allowed.join(" or ")
            ),
            None => format!("`{}` is missing: {}", in_words(place, "@type"), allowed.join(" or ")),
        };
        let problem = Diagnostic::error("import-invalid", message).hint(HINT);
        found.push((format!("{place}/@type"), problem));
    }
}

fn fields(place: &str, of: &Value, key: &str, known: &HashSet<&str>, found: &mut Vec<Placed>) {
    if place.matches('/').count() > DEEPEST {
        return;
    }
    let list = of.get(key).and_then(Value::as_array);
    for (index, field) in list.into_iter().flatten().enumerate() {
        let place = format!("{place}/{key}/{index}");
        if field.get("@type").is_some() {
            typed(&place, field, &["Field"], found);
        }
        let source = field.get("source");
        for key in ["fileObject", "fileSet", "recordSet", "distribution"] {
            if let Some(target) = source.and_then(|it| it.get(key)) {
                refer(&format!("{place}/source/{key}"), target, known, found);
            }
        }
        fields(&place, field, "subField", known, found);
    }
}

/// `target` is the name of something in the file, or a list of such.
fn refer(place: &str, target: &Value, known: &HashSet<&str>, found: &mut Vec<Placed>) {
    match target {
        Value::Array(targets) => {
            for (index, target) in targets.iter().enumerate() {
                refer(&format!("{place}/{index}"), target, known, found);
            }
        }
        Value::Object(node) => match node.get("@id").and_then(Value::as_str) {
            Some(id) => named(place, id, known, found),
            None => {
                for key in ["fileObject", "fileSet"] {
                    if let Some(target) = node.get(key) {
                        refer(&format!("{place}/{key}"), target, known, found);
                    }
                }
            }
        },
        Value::String(id) => named(place, id, known, found),
        _ => {}
    }
}

fn named(place: &str, id: &str, known: &HashSet<&str>, found: &mut Vec<Placed>) {
    if !known.contains(id) {
        let message =
            format!("`{}` names `{id}`, which is nowhere in the file", in_words(place, ""));
        found.push((place.to_owned(), Diagnostic::error("import-invalid", message).hint(HINT)));
    }
}

/// A JSON pointer as people write it, `distribution[0].@id`.
fn in_words(place: &str, key: &str) -> String {
    let mut out = String::new();
    for part in place.split('/').chain([key]).filter(|it| !it.is_empty()) {
        match part.parse::<usize>() {
            Ok(index) => out.push_str(&format!("[{index}]")),
            Err(_) if out.is_empty() => out.push_str(part),
            Err(_) => out.push_str(&format!(".{part}")),
        }
    }
    out
}
