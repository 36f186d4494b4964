//! [JSON Lines](https://jsonlines.org): an object on each line, read as a list of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use faircat_record::diagnostic::Diagnostic;
use serde_json::Value;

use super::document::{self, by_meaning};
use super::once::once;
use super::source::{Part, Text};
use crate::reader::{Input, Json};

/// Of so many objects on as many lines that is no accident.
const FEWEST: usize = 2;

/// The objects of a file; `None` where it is no such list. A broken line after the first ones is
/// told.
pub(super) fn json(input: &Input) -> Option<Json> {
    let text = document::text(input).ok()?;
    let (mut values, mut parts) = (Vec::new(), BTreeMap::new());
    let (mut problems, mut doubled) = (Vec::new(), None);
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (before, line) in lines {
        match once(line.as_bytes()) {
            Ok(read) if read.value.is_object() => {
                let read = by_meaning(read);
                doubled = doubled.or(read.doubled);
                let inner = read.as_written.then(String::new);
                let part = Part { text: Arc::new(Text::line(line, before)), inner, file: None };
                parts.insert(format!("/{}", values.len()), part);
                values.push(read.value);
            }
            Ok(_) if values.len() >= FEWEST => {
                let message = "this line is JSON, and no object";
                let place = Text::line(line, before).at(Arc::new(input.place.to_owned()), 1, 1);
                let problem = Diagnostic::error("import-malformed-json", message).at(place);
                problems.push(problem.hint("correct the line; the others are read"));
            }
            Err(error) if values.len() >= FEWEST => {
                problems.push(broken(input, &Text::line(line, before), &error));
            }
            _ => return None,
        }
    }
    let (value, parts) = (Value::Array(values), Some(parts));
    let is_list = value.as_array().is_some_and(|it| it.len() >= FEWEST);
    is_list.then(|| Json { value, doubled, as_written: false, parts, problems })
}

fn broken(input: &Input, line: &Text, error: &serde_json::Error) -> Diagnostic {
    let text = error.to_string();
    // The position follows separately.
    let message = text.split(" at line ").next().unwrap_or(&text);
    let place = line.at(Arc::new(input.place.to_owned()), error.line(), error.column());
    Diagnostic::error("import-malformed-json", format!("this line is not JSON: {message}"))
        .at(place)
        .hint("correct the line; the others are read")
}
