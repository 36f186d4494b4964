//! JSON-LD that an HTML page embeds.

use std::collections::BTreeMap;
use std::sync::Arc;

use faircat_json_ld::html::{self, Script};
use faircat_record::diagnostic::Diagnostic;
use serde_json::Value;

use super::document::{by_meaning, twice};
use super::once::once;
use super::source::{Part, Text, Whereabouts};
use crate::reader::{Input, Json};

/// Whether `text` is an HTML page that may embed JSON-LD.
pub(super) fn is_one(text: &str) -> bool {
    text.trim_start().starts_with('<') && text.contains("ld+json")
}

/// What the JSON-LD of a page says; several documents as one graph, whose context is the first that
/// one of them has. A script that cannot be read is told, where others can.
pub(super) fn json(input: &Input) -> Option<Json> {
    let page = document_text(input)?;
    let mut documents = Vec::new();
    let mut problems = Vec::new();
    for script in html::scan(page).ok()?.scripts {
        match read(input, page, &script) {
            Ok(document) => documents.push(document),
            Err(problem) => problems.push(*problem),
        }
    }
    let (value, parts) = match documents.len() {
        0 | 1 => {
            let (document, part) = documents.pop()?;
            (document, [(String::new(), part)].into())
        }
        _ => joined(documents),
    };
    Some(Json { value, doubled: None, as_written: false, problems, parts: Some(parts) })
}

fn document_text<'i>(input: &Input<'i>) -> Option<&'i str> {
    super::document::text(input).ok().filter(|text| is_one(text))
}

/// Several documents as one graph, and where each of its nodes stands.
fn joined(documents: Vec<(Value, Part)>) -> (Value, BTreeMap<String, Part>) {
    let context = documents.iter().find_map(|(it, _)| context(it)).cloned().unwrap_or_default();
    let (mut all, mut parts) = (Vec::new(), BTreeMap::new());
    for (document, Part { text, inner, .. }) in documents {
        for (pointer, node) in nodes(document, String::new()) {
            let inner = inner.as_ref().map(|it| format!("{it}{pointer}"));
            parts.insert(
                format!("/@graph/{}", all.len()),
                Part { text: Arc::clone(&text), inner, file: None },
            );
            all.push(node);
        }
    }
    (serde_json::json!({"@context": context, "@graph": all}), parts)
}

/// The document in a script, by customary names, and where it stands.
fn read(input: &Input, page: &str, script: &Script) -> Result<(Value, Part), Box<Diagnostic>> {
    let text = Arc::new(Text::within(page, &script.text, script.start));
    let found =
        once(script.text.as_bytes()).map_err(|error| malformed_script(input, &text, &error))?;
    let part = Part { text, inner: Some(String::new()), file: None };
    if let Some(name) = &found.doubled {
        let source = Whereabouts::of_parts(input, [(String::new(), part)].into());
        return Err(Box::new(twice(&source, &script.text, name)));
    }
    let document = by_meaning(found);
    let inner = part.inner.filter(|_| document.as_written);
    Ok((document.value, Part { inner, ..part }))
}

/// Why nothing is read of a page.
pub(super) fn malformed(input: &Input, text: &str) -> Diagnostic {
    let page = match html::scan(text) {
        Ok(page) => page,
        Err(reason) => {
            let message = format!("the page cannot be read: {reason}");
            return Diagnostic::error("import-malformed-html", message).in_file(input.place);
        }
    };
    let broken = page.scripts.iter().find_map(|script| read(input, text, script).err());
    broken.map(|it| *it).unwrap_or_else(|| {
        let message = "the page embeds no JSON-LD";
        let hint = "look for a `<script type=\"application/ld+json\">` in it";
        Diagnostic::error("import-no-record", message).in_file(input.place).hint(hint)
    })
}

fn malformed_script(input: &Input, script: &Text, error: &serde_json::Error) -> Box<Diagnostic> {
    let text = error.to_string();
    // The position follows separately.
    let message = text.split(" at line ").next().unwrap_or(&text);
    let message = format!("a script of the page is no JSON-LD: {message}");
    let place = script.at(Arc::new(input.place.to_owned()), error.line(), error.column());
    let problem = Diagnostic::error("import-malformed-json", message).at(place);
    Box::new(problem.hint("correct the script; nothing of it was imported"))
}

/// The context of a document, which of several in a list may be that of any.
fn context(document: &Value) -> Option<&Value> {
    match document {
        Value::Array(documents) => documents.iter().find_map(context),
        other => other.get("@context").filter(|it| !it.is_null()),
    }
}

/// The nodes of a document, without its context, each with its JSON pointer.
fn nodes(document: Value, at: String) -> Vec<(String, Value)> {
    let numbered = |items: Vec<Value>, at: String| {
        items.into_iter().enumerate().map(move |(number, it)| (format!("{at}/{number}"), it))
    };
    match document {
        Value::Array(documents) => {
            numbered(documents, at).flat_map(|(at, it)| nodes(it, at)).collect()
        }
        Value::Object(mut fields) => match fields.shift_remove("@graph") {
            Some(Value::Array(nodes)) => numbered(nodes, format!("{at}/@graph")).collect(),
            Some(node) => vec![(format!("{at}/@graph"), node)],
            None => {
                fields.shift_remove("@context");
                vec![(at, Value::Object(fields))]
            }
        },
        _ => Vec::new(),
    }
}
