//! Schemas and values in the words of messages.

use std::collections::BTreeSet;

use jsonschema::error::TypeKind;
use serde_json::Value;

use crate::json_pointer::unescape;

/// Adds the values that an enumeration, perhaps written as alternatives to document each, allows.
pub(super) fn constants_of(root: &Value, schema: &Value, constants: &mut Vec<String>) {
    for keyword in ["oneOf", "anyOf"] {
        for branch in schema.get(keyword).and_then(Value::as_array).into_iter().flatten() {
            let reference = branch.get("$ref").and_then(Value::as_str);
            match reference.and_then(|reference| root.pointer(reference.strip_prefix('#')?)) {
                Some(target) => constants_of(root, target, constants),
                None => constants_of(root, branch, constants),
            }
        }
    }
    constants.extend(schema.get("const").and_then(Value::as_str).map(str::to_owned));
    if let Some(options) = schema.get("enum").and_then(Value::as_array) {
        constants.extend(texts(options));
    }
}

/// The texts among `values`.
pub(super) fn texts(values: &[Value]) -> Vec<String> {
    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// How messages name the types that a schema allows.
pub(super) fn expected_types(kind: &TypeKind) -> BTreeSet<&'static str> {
    let name = |kind: jsonschema::JsonType| match kind {
        jsonschema::JsonType::Array => "a list",
        jsonschema::JsonType::Boolean => "`true` or `false`",
        jsonschema::JsonType::Integer => "a whole number",
        jsonschema::JsonType::Null => "nothing",
        jsonschema::JsonType::Number => "a number",
        jsonschema::JsonType::Object => "a mapping",
        jsonschema::JsonType::String => "a text",
    };
    match kind {
        TypeKind::Single(kind) => BTreeSet::from([name(*kind)]),
        TypeKind::Multiple(kinds) => kinds.iter().map(name).collect(),
    }
}

/// What a value is, for messages.
pub(super) fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

/// How a message names the value at `pointer`: by its field, and the number of the item, from 1.
pub(super) fn noun(pointer: &str) -> String {
    let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
    match tokens.as_slice() {
        [] => "the record".to_owned(),
        [.., list, item] if item.parse::<usize>().is_ok() => {
            format!(
                "item {} of `{}`",
                item.parse::<usize>().map_or(0, |index| index + 1),
                unescape(list)
            )
        }
        [.., field] => format!("`{}`", unescape(field)),
    }
}

/// At most `most` names, for a hint.
pub(super) fn list(names: &[String], most: usize) -> String {
    let shown: Vec<String> = names.iter().take(most).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > shown.len() { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
