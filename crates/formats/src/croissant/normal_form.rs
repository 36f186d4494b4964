//! One writing for what JSON-LD can say in several: keys and types without prefix, single values in
//! lists where there may be several, texts without a tag of language.

use faircat_json_ld::customary::language_of_texts;
use serde_json::{Map, Value, json};

use super::terms::{LISTS, PREFIXES};
use crate::import::schema_org::languages::LANGUAGE;

/// Where [`dataset`] puts the language of a description of which only that is said.
const OF_DESCRIPTION: &str = "description.@language";

/// The dataset of a document with plain names; `None` where there is none. The language of its
/// texts stands in [`LANGUAGE`], and a description in another one has its tag.
///
/// What the context says of prefixes is not asked: only the customary ones are read.
pub(super) fn dataset(document: &Value) -> Option<Map<String, Value>> {
    let node = node(document)?;
    let own = language(document, node);
    let usual = own.or_else(|| language_of_texts(document.get("@context")?));
    let Value::Object(mut fields) = plain(node, usual) else { return None };
    fields.shift_remove(LANGUAGE);
    fields.extend(own.map(|it| (LANGUAGE.to_owned(), it.into())));
    match (node.get("description"), tag(node, "description")) {
        (Some(text), Some(tag)) if own.is_some_and(|it| it != tag) => {
            fields.shift_remove(OF_DESCRIPTION);
            fields.insert("description".to_owned(), text.clone());
        }
        (_, Some(tag)) if own.is_none() => {
            fields.insert(OF_DESCRIPTION.to_owned(), tag.into());
        }
        _ => {}
    }
    Some(fields)
}

/// The language of the texts of the document: by the tag of the name, or else by the context.
/// English is what all contexts of Croissant have, whatever the language of the texts, and says
/// nothing unless a text has a tag.
fn language<'d>(document: &'d Value, node: &'d Value) -> Option<&'d str> {
    let of_context = document.get("@context").and_then(language_of_texts);
    if let Some(tag) = tag(node, "name") {
        return Some(tag);
    }
    if tag(node, "description").is_some() {
        return of_context;
    }
    // Of a work in one language the context says the same.
    let of_work = node.get("inLanguage").map(|it| it.get(0).unwrap_or(it));
    let of_work = of_work.and_then(Value::as_str);
    of_context.filter(|it| *it != "en" && Some(*it) != of_work)
}

/// The language of the text at `key`, where that says it.
fn tag<'d>(node: &'d Value, key: &str) -> Option<&'d str> {
    node.get(key)?.get(LANGUAGE)?.as_str()
}

fn node(document: &Value) -> Option<&Value> {
    let fields = document.as_object()?;
    if let Some(Value::Array(nodes)) = fields.get("@graph") {
        let mut datasets = nodes.iter().filter(|node| is_dataset(node));
        // With two of them nothing says which is meant.
        let (found, None) = (datasets.next()?, datasets.next()) else { return None };
        return Some(found);
    }
    is_dataset(document).then_some(document)
}

fn is_dataset(node: &Value) -> bool {
    let has_type = |value: &Value| value.as_str().is_some_and(|it| local(it) == "Dataset");
    match node.get("@type") {
        Some(Value::Array(types)) => types.iter().any(has_type),
        Some(one) => has_type(one),
        None => false,
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    PREFIXES.iter().find_map(|it| name.strip_prefix(it)).unwrap_or(name)
}

/// `value` with plain names and texts; the language of a text that is not the `usual` one stands
/// beside it, as `description.@language`.
fn plain(value: &Value, usual: Option<&str>) -> Value {
    match value {
        Value::Object(fields) => {
            // `{"@value": "…", "@language": "en"}`
            if let Some(text) = fields.get("@value")
                && fields.keys().all(|key| key.starts_with('@'))
            {
                return text.clone();
            }
            let mut out = Map::new();
            for (key, value) in fields.iter().filter(|(key, _)| *key != "@context") {
                let name = local(key);
                // Two writings of one name both stay.
                let name = if out.contains_key(name) { key } else { name };
                out.insert(name.to_owned(), under(name, value, usual));
                let other = other_languages(value, usual);
                out.extend(other.map(|it| (format!("{name}.{LANGUAGE}"), it)));
            }
            Value::Object(out)
        }
        Value::Array(items) => Value::Array(items.iter().map(|it| plain(it, usual)).collect()),
        other => other.clone(),
    }
}

/// The tag of the text that `value` is, or those of the texts in it, but for the `usual` one.
fn other_languages(value: &Value, usual: Option<&str>) -> Option<Value> {
    let other = |it: &Value| {
        it.get("@value")?;
        let tag = it.get(LANGUAGE)?.as_str()?;
        let is_usual = usual.is_some_and(|it| it.eq_ignore_ascii_case(tag));
        (!is_usual).then(|| Value::from(tag))
    };
    let Value::Array(items) = value else { return other(value) };
    let tags: Vec<Value> = items.iter().filter_map(other).collect();
    (!tags.is_empty()).then_some(Value::Array(tags))
}

/// The value of the field `name`.
fn under(name: &str, value: &Value, usual: Option<&str>) -> Value {
    // Rows of data are not JSON-LD.
    if matches!(name, "data" | "examples") {
        return value.clone();
    }
    let value = plain(value, usual);
    if LISTS.contains(&name) && !value.is_array() {
        return json!([value]);
    }
    match (name, &value) {
        // The address of a type, as a document has it whose context makes it one.
        ("dataType", Value::Object(_)) => address(&value),
        ("dataType", Value::Array(types)) => types.iter().map(address).collect(),
        // `{"en": "…"}`, a text by its language.
        ("name" | "description" | "alternateName", Value::Object(texts)) if texts.len() == 1 => {
            let text = texts.iter().next().filter(|(key, it)| key.len() < 9 && it.is_string());
            text.map_or(value.clone(), |(_, text)| text.clone())
        }
        _ => value,
    }
}

/// What a node has for its address, where it has nothing else.
fn address(node: &Value) -> Value {
    let fields = node.as_object().filter(|it| it.len() == 1);
    fields.and_then(|it| it.get("@id")).unwrap_or(node).clone()
}
