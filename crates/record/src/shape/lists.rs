//! What to write where a list is wanted and something else stands.

use serde_json::{Map, Value};

use super::remedies::{only_field, plain, short_form};
use super::{homes, remedies};
use crate::yaml_scalar::flow;

/// The list that `value` at `pointer` was meant to be, where `schema`, within `root`, wants one.
pub(super) fn remedy(root: &Value, schema: &Value, pointer: &str, value: &Value) -> Option<String> {
    let items = schema.get("items")?;
    if let Some(remedy) = joined_hyphen(value) {
        return Some(remedy);
    }
    match value {
        Value::Object(fields) => of_mapping(root, items, pointer, fields),
        Value::String(_) | Value::Number(_) => {
            let text = plain(value)?;
            if let Some((sign, _)) = text.split_once(' ').filter(|(sign, _)| is_dash(sign)) {
                return Some(format!(
                    "begin each item with a hyphen and a space, not with `{sign}`"
                ));
            }
            if text.starts_with('(') && !text.ends_with(')') {
                return Some("write the items in square brackets, `[…]`".to_owned());
            }
            of_text(root, items, pointer, &text)
        }
        _ => None,
    }
}

/// What to write where no blank follows the hyphen of an item: the item as it was meant.
fn joined_hyphen(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) => {
            let (name, value) = fields.iter().next()?;
            after_hyphen(name, &plain(value).map_or("…".to_owned(), |it| flow(&it)))
        }
        Value::String(text) => {
            let item = text.split(" -").next()?;
            let rest = item.strip_prefix('-')?;
            if rest.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
                return None;
            }
            blank_after(rest, &flow(rest.trim()))
        }
        _ => None,
    }
}

/// What to write where the field `name` begins with the hyphen of a list's item.
pub(super) fn after_hyphen(name: &str, value: &str) -> Option<String> {
    let rest = name.strip_prefix('-')?;
    blank_after(rest, &format!("{}: {value}", rest.trim()))
}

/// `rest` is what follows the hyphen, `item` what is meant.
fn blank_after(rest: &str, item: &str) -> Option<String> {
    let first = rest.chars().next().filter(|c| !matches!(c, ' ' | '-'))?;
    Some(match first {
        '\u{a0}' => {
            format!("a no-break space (U+00A0) follows the hyphen; write a plain space: `- {item}`")
        }
        _ => format!("write a blank after the hyphen: `- {item}`"),
    })
}

fn is_dash(text: &str) -> bool {
    matches!(text, "–" | "—" | "−" | "•" | "*")
}

fn of_text(root: &Value, items: &Value, pointer: &str, text: &str) -> Option<String> {
    let inner = text.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(text);
    let field = homes::mapping(root, items).and_then(|it| short_form(pointer).or(only_field(it)));
    let may_be_text = allows_text(root, items);
    let mapping = match may_be_text {
        true => field.map(|field| format!("{{{field}: {}}}", flow(inner))),
        false => remedies::mapping(pointer, inner, field),
    };
    let items: Vec<String> = match mapping.filter(|_| !may_be_text || !is_reference(inner)) {
        Some(mapping) => vec![mapping],
        None if !may_be_text => return None,
        None => inner.split(',').map(str::trim).filter(|it| !it.is_empty()).map(flow).collect(),
    };
    Some(format!("write it as a list, `[{}]`", items.join(", ")))
}

fn allows_text(root: &Value, schema: &Value) -> bool {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = reference.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
        return target.is_some_and(|target| allows_text(root, target));
    }
    let is_text = |kind: &Value| {
        kind == "string" || kind.as_array().is_some_and(|it| it.iter().any(|it| it == "string"))
    };
    let branches = ["anyOf", "oneOf"].iter().filter_map(|it| schema.get(it)?.as_array());
    schema.get("type").is_some_and(is_text) || branches.flatten().any(|it| allows_text(root, it))
}

/// Whether `text` has the form of a reference to a record or of an identifier.
fn is_reference(text: &str) -> bool {
    !text.contains(' ') && text.contains(['/', ':']) && !text.contains("://")
}

fn of_mapping(
    root: &Value,
    items: &Value,
    pointer: &str,
    fields: &Map<String, Value>,
) -> Option<String> {
    if pointer.ends_with("/identifiers")
        && let Some((scheme, text)) = remedies::identifier(fields)
    {
        return Some(format!("write it as a list, `[{}]`", flow(&format!("{scheme}:{text}"))));
    }
    let mapping = homes::mapping(root, items)?;
    let known = mapping.get("properties")?;
    if !fields.is_empty() && fields.keys().all(|name| known.get(name).is_some()) {
        let remedy = "write it as an item of a list, in `[…]` or with `- ` before its first field";
        return Some(remedy.to_owned());
    }
    let name = only_field(mapping)?;
    let count = |value: &Value| value.is_u64() && known.get("items").is_some();
    let items: Vec<String> = fields
        .iter()
        .map(|(key, value)| match count(value) {
            true => format!("{{{name}: {}, items: {value}}}", flow(key)),
            false => format!("{{{name}: {}}}", flow(key)),
        })
        .collect();
    Some(format!("write it as a list, `[{}]`", items.join(", ")))
}
