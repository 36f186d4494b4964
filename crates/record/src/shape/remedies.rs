//! What to write instead of a value of the wrong type.

use serde_json::{Map, Value};

use super::numbers;
use crate::identifier::Identifier;
use crate::yaml_scalar::flow;

/// The field of a mapping by which a text alone would be meant, for the fields that take mappings.
const SHORT_FORMS: [(&str, &str); 8] = [
    ("artifacts", "path"),
    ("code", "repository"),
    ("access", "rights"),
    ("control_set", "data"),
    ("subjects", "term"),
    ("versions", "version"),
    ("usage", "instructions"),
    ("federation", "catalog"),
];

/// What to write instead of `value` at `pointer`, where `wanted` are the types that fit. `only` is
/// the field that a mapping must have, where it is a single one.
pub(super) fn of_type(
    pointer: &str,
    value: &Value,
    wanted: &[&str],
    only: Option<&str>,
) -> Option<String> {
    let has = |name: &str| wanted.contains(&name);
    match value {
        Value::String(text) if has("`true` or `false`") => of_truth(text),
        Value::String(text) if has("a number") || has("a whole number") => {
            Some(numbers::remedy(text, !has("a number")))
        }
        Value::Number(number) if has("a whole number") => {
            Some(numbers::remedy(&number.to_string(), true))
        }
        Value::String(_) | Value::Number(_) if has("a mapping") => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            as_mapping(pointer, &text, only)
        }
        Value::Bool(_) | Value::Array(_) if has("a mapping") && !has("a text") => {
            let field = short_form(pointer)?;
            Some(format!("write it as a mapping, `{{{field}: …}}`"))
        }
        Value::Array(items) if has("a text") => of_list(pointer, items),
        Value::Object(fields) if has("a text") && pointer.contains("/identifiers/") => {
            let (scheme, text) = identifier(fields)?;
            Some(format!("write it as a text, `{scheme}:{text}`"))
        }
        _ => None,
    }
}

/// Scheme and value of an identifier that is written as `doi: 10.…`, or as schema.org has it.
pub(super) fn identifier(fields: &Map<String, Value>) -> Option<(String, String)> {
    let named = |name: &str| fields.get(name).and_then(plain);
    let (scheme, text) = match (named("propertyID"), named("value")) {
        (Some(scheme), Some(text)) => (scheme, text),
        _ if fields.len() == 1 => {
            let (scheme, value) = fields.iter().next()?;
            (scheme.clone(), plain(value)?)
        }
        _ => return None,
    };
    // The address of a scheme ends in its name, as `https://registry.identifiers.org/registry/doi`.
    let scheme = scheme.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_lowercase();
    Some((scheme, text))
}

/// YAML 1.1 took these words for truth values, and people still do.
fn of_truth(text: &str) -> Option<String> {
    let truth = match text.to_lowercase().as_str() {
        "yes" | "on" | "y" | "true" => "true",
        "no" | "off" | "n" | "false" => "false",
        _ => return None,
    };
    Some(format!("write `{truth}`"))
}

fn as_mapping(pointer: &str, text: &str, only: Option<&str>) -> Option<String> {
    let mapping = mapping(pointer, text, only)?;
    Some(format!("write it as a mapping, `{mapping}`"))
}

/// The mapping at `pointer` that `text` alone was meant to be.
pub(super) fn mapping(pointer: &str, text: &str, only: Option<&str>) -> Option<String> {
    if let Some(mapping) = of_several_fields(pointer, text) {
        return Some(mapping);
    }
    let field = match short_form(pointer).or(only)? {
        "path" if text.contains("://") => "url",
        field => field,
    };
    // A word that says only that there is one.
    let text = if of_truth(text).is_some() { "…".to_owned() } else { flow(text) };
    Some(format!("{{{field}: {text}}}"))
}

/// As [`mapping`], where one field does not say all of it.
fn of_several_fields(pointer: &str, text: &str) -> Option<String> {
    let value = flow(text);
    match field_of(pointer)? {
        "publications" if text.contains("://") => Some(format!("{{title: …, url: {value}}}")),
        "publications" if text.starts_with("10.") && text.contains('/') => {
            Some(format!("{{title: …, identifiers: [doi:{text}]}}"))
        }
        "publications" if !text.contains(' ') && Identifier::parse(text).is_ok() => {
            Some(format!("{{title: …, identifiers: [{value}]}}"))
        }
        "dependencies" => {
            let start = text.find(['<', '>', '=', '!', '~', '^'])?;
            let (name, version) = (flow(text[..start].trim()), flow(text[start..].trim()));
            Some(format!("{{name: {name}, version: {version}}}"))
        }
        "relations" => Some(format!("{{type: …, target: {value}}}")),
        "funding" => Some(format!("{{funder: {{name: {value}}}}}")),
        "federation" if !text.contains("://") => Some("{catalog: https://…}".to_owned()),
        "extensions" => {
            let value = if text.parse::<f64>().is_ok() { text } else { &value };
            Some(format!("{{a-name-of-your-own: {value}}}"))
        }
        _ => None,
    }
}

/// The name of the field at `pointer`, or of the list whose item it is.
fn field_of(pointer: &str) -> Option<&str> {
    pointer.rsplit('/').find(|token| token.parse::<usize>().is_err())
}

/// By which field a mapping at `pointer`, or a list's item, says what a text alone would mean.
pub(super) fn short_form(pointer: &str) -> Option<&'static str> {
    let field = field_of(pointer)?;
    SHORT_FORMS.iter().find(|(name, _)| *name == field).map(|(_, short)| *short)
}

fn of_list(pointer: &str, items: &[Value]) -> Option<String> {
    let texts: Vec<String> = items.iter().map(plain).collect::<Option<_>>()?;
    match texts.as_slice() {
        [] => Some("give a value or remove the field".to_owned()),
        [one] => Some(format!("write `{one}` without the list")),
        _ if pointer.ends_with("/license") => {
            let (any, all) = (texts.join(" OR "), texts.join(" AND "));
            Some(format!("write `{any}` where one may choose, `{all}` where all of them hold"))
        }
        _ => Some("write one text, without the list".to_owned()),
    }
}

pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The field that a mapping of `schema` needs, where it is a single one that holds a text.
pub(super) fn only_field(schema: &Value) -> Option<&str> {
    let [required] = schema.get("required")?.as_array()?.as_slice() else { return None };
    let name = required.as_str()?;
    let types = schema.get("properties")?.get(name)?.get("type")?;
    let is_text =
        types == "string" || types.as_array().is_some_and(|it| it.iter().any(|it| it == "string"));
    is_text.then_some(name)
}
