//! OpenML's XML as the JSON of the same answer: an element of text is the text, one with elements an
//! object, and what stands there several times a list. Attributes, of which OpenML has none, stand
//! beside their element, as `name@attribute`.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value};

use crate::import::document::Lines;
use crate::import::xml::{self, Element};
use crate::json_fields::TEXT;
use crate::reader::Input;

/// Namespace of all elements.
pub(super) const NAMESPACE: &str = "http://openml.org/openml";

/// The answer whose root element is `root`.
pub(super) fn answer(root: &Element) -> Value {
    let mut fields = Map::new();
    fields.insert(root.name.clone(), value(root));
    Value::Object(fields)
}

fn value(element: &Element) -> Value {
    if element.children.is_empty() {
        return element.text().into();
    }
    let mut fields: Map<String, Value> = Map::new();
    for child in &element.children {
        beside(&mut fields, &child.name, value(child));
        for (name, said) in &child.attributes {
            beside(&mut fields, &format!("{}@{name}", child.name), said.as_str().into());
        }
    }
    if !element.text().is_empty() {
        fields.insert(TEXT.to_owned(), element.text().into());
    }
    Value::Object(fields)
}

/// Puts `value` under `name`, into a list with what is there already.
fn beside(fields: &mut Map<String, Value>, name: &str, value: Value) {
    match fields.get_mut(name) {
        Some(Value::Array(items)) => items.push(value),
        Some(one) => *one = Value::Array(vec![one.take(), value]),
        None => drop(fields.insert(name.to_owned(), value)),
    }
}

/// The lines of the elements of `text`, by the JSON pointers of their values.
pub(super) fn lines(text: &str) -> Lines {
    let mut found = Lines::new();
    if let Ok(root) = xml::read(&Input::new(Path::new(""), text.as_bytes())) {
        add(format!("/{}", root.name), &root, &mut found);
    }
    found
}

fn add(pointer: String, element: &Element, found: &mut Lines) {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for child in &element.children {
        counts.entry(&child.name).or_default().1 += 1;
    }
    for child in &element.children {
        let (at, count) = counts.entry(&child.name).or_default();
        let below = format!("{pointer}/{}", child.name);
        let below = if *count > 1 { format!("{below}/{at}") } else { below };
        *at += 1;
        add(below, child, found);
    }
    found.insert(pointer, element.line);
}
