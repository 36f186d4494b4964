//! OpenML's XML as the JSON of the same answer: an element of text is the text, one with elements an
//! object, and what stands there several times a list.

use serde_json::{Map, Value};

use crate::import::xml::Element;

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
        let inner = value(child);
        match fields.get_mut(&child.name) {
            Some(Value::Array(items)) => items.push(inner),
            Some(one) => *one = Value::Array(vec![one.take(), inner]),
            None => drop(fields.insert(child.name.clone(), inner)),
        }
    }
    Value::Object(fields)
}
