//! JSON-LD that an HTML page embeds.

use std::sync::Arc;

use faircat_json_ld::html::{self, Script};
use faircat_record::diagnostic::{Diagnostic, Location};
use serde_json::Value;

use super::document::{self, by_meaning};
use crate::reader::{Input, Json};

/// Whether `text` is an HTML page that may embed JSON-LD.
pub(super) fn is_one(text: &str) -> bool {
    text.trim_start().starts_with('<') && text.contains("ld+json")
}

/// What the JSON-LD of a page says; several documents as one graph, whose context is the first that
/// one of them has. A script that cannot be read is told, where others can.
pub(super) fn json(input: &Input) -> Option<Json> {
    let text = document::text(input).ok().filter(|text| is_one(text))?;
    let mut documents = Vec::new();
    let mut problems = Vec::new();
    for script in html::scan(text).ok()?.scripts {
        match serde_json::from_str(&script.text) {
            Ok(value) => documents.push(by_meaning(value).value),
            Err(error) => problems.push(malformed_script(input, text, &script, &error)),
        }
    }
    if documents.len() < 2 {
        return Some(Json { value: documents.pop()?, as_written: false, problems });
    }
    let context = documents.iter().find_map(context).cloned().unwrap_or_default();
    let nodes: Vec<Value> = documents.into_iter().flat_map(nodes).collect();
    let value = serde_json::json!({"@context": context, "@graph": nodes});
    Some(Json { value, as_written: false, problems })
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
    let broken = page.scripts.iter().find_map(|script| {
        let error = serde_json::from_str::<Value>(&script.text).err()?;
        Some(malformed_script(input, text, script, &error))
    });
    broken.unwrap_or_else(|| {
        let message = "the page embeds no JSON-LD";
        let hint = "look for a `<script type=\"application/ld+json\">` in it";
        Diagnostic::error("import-no-record", message).in_file(input.place).hint(hint)
    })
}

fn malformed_script(
    input: &Input,
    page: &str,
    script: &Script,
    error: &serde_json::Error,
) -> Diagnostic {
    let before = page.as_bytes().get(..script.start).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + error.line().max(1);
    let text = error.to_string();
    // The position follows separately.
    let message = text.split(" at line ").next().unwrap_or(&text);
    let message = format!("a script of the page is no JSON-LD: {message}");
    let file = Arc::new(input.place.to_owned());
    Diagnostic::error("import-malformed-json", message)
        .at(Location { file, line, column: 0, length: 0 })
        .hint("correct the script; nothing of it was imported")
}

/// The context of a document, which of several in a list may be that of any.
fn context(document: &Value) -> Option<&Value> {
    match document {
        Value::Array(documents) => documents.iter().find_map(context),
        other => other.get("@context").filter(|it| !it.is_null()),
    }
}

/// The nodes of a document, without its context.
fn nodes(document: Value) -> Vec<Value> {
    match document {
        Value::Array(documents) => documents.into_iter().flat_map(nodes).collect(),
        Value::Object(mut fields) => match fields.shift_remove("@graph") {
            Some(Value::Array(nodes)) => nodes,
            Some(node) => vec![node],
            None => {
                fields.shift_remove("@context");
                vec![Value::Object(fields)]
            }
        },
        _ => Vec::new(),
    }
}
