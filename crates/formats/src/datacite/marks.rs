//! Values that know the line of the element of XML that they come of, for as long as it takes to read
//! a document.

use serde_json::{Map, Value};

use crate::import::document::Lines;
use crate::import::xml::Element;

/// Keys that no name of an element or attribute can be.
const LINE: &str = "<line";
const TEXT: &str = "<text";

/// `value`, which says what `element` does, with its line. What is empty stays so.
pub(super) fn marked(element: &Element, value: Value) -> Value {
    let line = Value::from(element.line);
    match value {
        Value::Object(mut fields) if !fields.is_empty() => {
            fields.insert(LINE.to_owned(), line);
            Value::Object(fields)
        }
        Value::String(text) if !text.trim().is_empty() => {
            let fields = [(TEXT.to_owned(), Value::String(text)), (LINE.to_owned(), line)];
            Value::Object(Map::from_iter(fields))
        }
        other => other,
    }
}

/// `value` without the lines.
pub(super) fn without(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(without).collect()),
        Value::Object(mut fields) => {
            fields.shift_remove(LINE);
            match fields.shift_remove(TEXT) {
                Some(text) => text,
                None => {
                    Value::Object(fields.into_iter().map(|(key, it)| (key, without(it))).collect())
                }
            }
        }
        other => other,
    }
}

/// The lines of `value` and of what is in it, by their JSON pointers.
pub(super) fn lines(value: &Value) -> Lines {
    let mut found = Lines::new();
    add("", value, &mut found);
    found
}

fn add(pointer: &str, value: &Value, found: &mut Lines) {
    match value {
        Value::Array(items) => {
            // A list begins where its first item does.
            let line = items.first().and_then(line);
            found.extend(line.map(|line| (pointer.to_owned(), line)));
            let numbered = items.iter().enumerate();
            numbered.for_each(|(at, it)| add(&format!("{pointer}/{at}"), it, found));
        }
        Value::Object(fields) => {
            found.extend(line(value).map(|line| (pointer.to_owned(), line)));
            for (key, it) in fields {
                add(&format!("{pointer}/{key}"), it, found);
            }
        }
        _ => {}
    }
}

/// The line with which `value` is marked.
fn line(value: &Value) -> Option<usize> {
    usize::try_from(value.get(LINE)?.as_u64()?).ok()
}
