//! The documents of a page in fewer words.
//!
//! Names of the page's parts are relative to it, and what hundreds of files would repeat stands in the
//! context.

use std::collections::BTreeSet;

use faircat_linked_data::context::CONTEXT;
use faircat_linked_data::place::Place;
use faircat_linked_data::vocabulary::{IANA_MEDIA_TYPES, dcat, schema, spdx};
use serde_json::{Map, Value, json};

/// Properties whose values are all of one type.
const TYPED: [(&str, &str); 2] = [
    (dcat::key::BYTE_SIZE, "xsd:nonNegativeInteger"),
    (spdx::key::CHECKSUM_VALUE, "xsd:hexBinary"),
];

/// The prefix of media types.
const MEDIA: &str = "media";

/// `document` of the page at `place` without its context, and the context that it then needs.
///
/// What scripts read without asking what JSON-LD is, as addresses of files, stands there whole.
pub(crate) fn shortened(
    place: &Place,
    document: &Map<String, Value>,
) -> (Map<String, Value>, Value) {
    let short = |(key, value): (&String, &Value)| {
        let value = match key.as_str() {
            "@id" | schema::key::INCLUDED_IN_DATA_CATALOG => value.clone(),
            key => with_short_parts(place, key, value),
        };
        (key.clone(), value)
    };
    let mut document: Map<String, Value> =
        document.iter().filter(|(key, _)| *key != "@context").map(short).collect();
    let mut context = place.context(&CONTEXT, &document);
    if let Some(files) = document.get_mut(schema::key::DISTRIBUTION) {
        let mut used = BTreeSet::new();
        of_files("", files, &mut used);
        explain(&used, &mut context);
    }
    (document, context)
}

/// The `value` of `key` with the names of the page's own parts relative to it. Names of other works stay
/// whole, as whoever reads the file by itself looks for them.
fn with_short_parts(place: &Place, key: &str, value: &Value) -> Value {
    match value {
        Value::String(text) if key == "@id" => match place.relative(text) {
            part if part.starts_with('#') => Value::String(part.into_owned()),
            _ => value.clone(),
        },
        Value::Array(items) => items.iter().map(|it| with_short_parts(place, key, it)).collect(),
        Value::Object(node) => {
            let short =
                |(key, it): (&String, &Value)| (key.clone(), with_short_parts(place, key, it));
            Value::Object(node.iter().map(short).collect())
        }
        other => other.clone(),
    }
}

/// Adds to `context` what `used` means.
fn explain(used: &BTreeSet<&'static str>, context: &mut Value) {
    let Value::Object(context) = context else { return };
    for (term, of_type) in TYPED.into_iter().filter(|(term, _)| used.contains(term)) {
        context.insert(term.to_owned(), json!({"@type": of_type}));
    }
    if used.contains(MEDIA) {
        context.insert(MEDIA.to_owned(), IANA_MEDIA_TYPES.into());
    }
}

fn of_files(key: &str, value: &mut Value, used: &mut BTreeSet<&'static str>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| of_files(key, it, used)),
        Value::Object(node) => match untyped(key, node) {
            Some((term, plain)) => {
                used.insert(term);
                *value = plain;
            }
            None => node.iter_mut().for_each(|(key, it)| of_files(key, it, used)),
        },
        Value::String(text) => {
            let shorter = match key {
                dcat::key::MEDIA_TYPE => short(text, IANA_MEDIA_TYPES, MEDIA),
                spdx::key::ALGORITHM => short(text, spdx::NAMESPACE, "spdx"),
                _ => None,
            };
            if let Some(shorter) = shorter {
                used.extend((key == dcat::key::MEDIA_TYPE).then_some(MEDIA));
                *text = shorter;
            }
        }
        _ => {}
    }
}

/// The value of a property in [`TYPED`] without the type that the context gives it.
fn untyped(key: &str, node: &Map<String, Value>) -> Option<(&'static str, Value)> {
    let (term, of_type) = TYPED.iter().find(|(term, _)| *term == key)?;
    let is_so = node.get("@type")?.as_str()? == *of_type;
    is_so.then(|| node.get("@value").cloned())?.map(|plain| (*term, plain))
}

fn short(iri: &str, namespace: &str, prefix: &str) -> Option<String> {
    let rest = iri.strip_prefix(namespace)?;
    // After two slashes it would be read as an address.
    (!rest.starts_with("//")).then(|| format!("{prefix}:{rest}"))
}
