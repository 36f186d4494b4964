//! The measurements of a scorecard in the record's own document.
//!
//! Each of some forty has the same few properties, whose names would be a third of the file. So the
//! document's context has short terms for them, and a prefix for the tests that they are of.

use faircat_linked_data::context::{CONTEXT, IRI_TERMS};
use faircat_linked_data::place::Place;
use faircat_linked_data::vocabulary::{dqv, ftr};
use serde_json::{Map, Value, json};

/// The prefix of what stands on the page of the principles.
const TEST: &str = "test";

/// Terms of the documents' context, each with the short one for it.
const SHORT: [(&str, &str); 5] = [
    (dqv::key::QUALITY_MEASUREMENT, "Finding"),
    (dqv::key::IS_MEASUREMENT_OF, "of"),
    (dqv::key::VALUE, "is"),
    (ftr::key::GUIDANCE_CONTEXT, "Remedy"),
    (ftr::key::SUGGESTION, "remedy"),
];

/// The properties `measured` of the page `place` in short terms, which `context` is given. Their tests
/// stand on the page `principles`.
pub(super) fn shortened(
    place: &Place,
    principles: &str,
    measured: &Map<String, Value>,
    context: &mut Value,
) -> Map<String, Value> {
    let short = measured.iter().map(|(key, value)| {
        (key.clone(), of_value(key, &place.shortened(&[], key, value), principles))
    });
    let short: Map<String, Value> = short.collect();
    if let (Value::Object(own), Some(terms)) = (context, CONTEXT.as_object()) {
        let prefixes = ["dcterms", "dqv", "ftr"];
        own.extend(
            prefixes.iter().filter_map(|it| Some(((*it).to_owned(), terms.get(*it)?.clone()))),
        );
        own.insert(TEST.to_owned(), format!("{principles}#").into());
        for (term, short) in SHORT {
            let meaning = match IRI_TERMS.contains(&term) {
                true => json!({"@id": term, "@type": "@id"}),
                false => term.into(),
            };
            own.insert(short.to_owned(), meaning);
        }
    }
    short
}

fn of_value(key: &str, value: &Value, principles: &str) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|it| of_value(key, it, principles)).collect(),
        Value::Object(node) => {
            let of = |(key, it): (&String, &Value)| {
                (term(key).to_owned(), of_value(key, it, principles))
            };
            Value::Object(node.iter().map(of).collect())
        }
        Value::String(text) if key == "@type" => term(text).into(),
        Value::String(text) if key == dqv::key::IS_MEASUREMENT_OF => {
            let test = text.strip_prefix(principles).and_then(|rest| rest.strip_prefix('#'));
            test.map_or_else(|| value.clone(), |test| format!("{TEST}:{test}").into())
        }
        other => other.clone(),
    }
}

fn term(of: &str) -> &str {
    SHORT.iter().find(|(term, _)| *term == of).map_or(of, |(_, short)| short)
}
