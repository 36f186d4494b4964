//! The JSON-LD context of every document.
//!
//! It stands in the document itself: a reader that may not, or cannot, fetch `https://schema.org`
//! extracts the same statements, and nobody can change them from outside.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::vocabulary::{
    codemeta, dcat, dcterms, dqv, fair4ml, ftr, owl, prov, rdfs, schema, skos, spdx, void, xsd,
};

/// Prefixes of the documents, and of the Turtle made from them.
pub const PREFIXES: &[(&str, &str)] = &[
    ("codemeta", codemeta::NAMESPACE),
    ("dcat", dcat::NAMESPACE),
    ("dcterms", dcterms::NAMESPACE),
    ("dqv", dqv::NAMESPACE),
    ("fair4ml", fair4ml::NAMESPACE),
    ("ftr", ftr::NAMESPACE),
    ("owl", owl::NAMESPACE),
    ("prov", prov::NAMESPACE),
    ("rdfs", rdfs::NAMESPACE),
    ("schema", schema::NAMESPACE),
    ("skos", skos::NAMESPACE),
    ("spdx", spdx::NAMESPACE),
    ("void", void::NAMESPACE),
    ("xsd", xsd::NAMESPACE),
];

/// Properties whose values are addresses.
pub const IRI_TERMS: &[&str] = &[
    schema::key::URL,
    schema::key::SAME_AS,
    schema::key::LICENSE,
    schema::key::CONTENT_URL,
    schema::key::CODE_REPOSITORY,
    schema::key::ARCHIVED_AT,
    schema::key::DISCUSSION_URL,
    codemeta::key::BUILD_INSTRUCTIONS,
    codemeta::key::ISSUE_TRACKER,
    codemeta::key::README,
    dcat::key::DOWNLOAD_URL,
    dcat::key::ACCESS_URL,
    dcat::key::LANDING_PAGE,
    dcat::key::MEDIA_TYPE,
    dcat::key::HAD_ROLE,
    dcterms::key::ACCESS_RIGHTS,
    dcterms::key::LICENSE,
    dcterms::key::CONFORMS_TO,
    dqv::key::IS_MEASUREMENT_OF,
    dqv::key::COMPUTED_ON,
    dqv::key::IN_DIMENSION,
    dqv::key::IN_CATEGORY,
    spdx::key::ALGORITHM,
];

/// Class of schema.org that its own context gives to dates.
pub(super) const DATE_TYPE: &str = "Date";

/// Properties whose values are ISO 8601 dates.
pub(super) const DATE_TERMS: &[&str] =
    &[schema::key::DATE_CREATED, schema::key::DATE_MODIFIED, schema::key::DATE_PUBLISHED];

/// Of `context` what the document `node` needs.
pub fn needed(context: &Value, node: &Map<String, Value>) -> Map<String, Value> {
    let mut named = BTreeSet::new();
    node.iter().for_each(|(key, value)| add_names(key, value, &mut named));
    let all = || context.as_object().into_iter().flatten();
    // A term is explained by a prefix, which needs nothing more.
    let direct: Vec<_> = all().filter(|(term, _)| named.contains(term.as_str())).collect();
    direct.into_iter().for_each(|(term, meaning)| add_names(term, meaning, &mut named));
    let needed = all().filter(|(term, _)| *term == "@vocab" || named.contains(term.as_str()));
    needed.map(|(term, meaning)| (term.clone(), meaning.clone())).collect()
}

/// Adds the terms and prefixes by which `key` and its value may be read: too many do no harm.
fn add_names<'a>(key: &'a str, value: &'a Value, named: &mut BTreeSet<&'a str>) {
    named.extend([key, before_colon(key)]);
    add_names_of(key, value, named);
}

/// As [`add_names`], where those of `key` are known: once for a list, not for each of its items.
fn add_names_of<'a>(key: &'a str, value: &'a Value, named: &mut BTreeSet<&'a str>) {
    match value {
        Value::String(text) if key == "@type" || text.contains(':') => {
            named.insert(before_colon(text));
        }
        Value::Array(items) => items.iter().for_each(|it| add_names_of(key, it, named)),
        Value::Object(node) => node.iter().for_each(|(key, it)| add_names(key, it, named)),
        _ => {}
    }
}

fn before_colon(text: &str) -> &str {
    text.split_once(':').map_or(text, |(prefix, _)| prefix)
}

/// The value of `@context`.
pub static CONTEXT: LazyLock<Value> = LazyLock::new(|| {
    let mut context = Map::new();
    context.insert("@vocab".to_owned(), json!(schema::NAMESPACE));
    for (prefix, namespace) in PREFIXES {
        if *prefix != "schema" {
            context.insert((*prefix).to_owned(), json!(namespace));
        }
    }
    for term in IRI_TERMS {
        context.insert((*term).to_owned(), json!({"@type": "@id"}));
    }
    let date = format!("{}{DATE_TYPE}", schema::NAMESPACE);
    for term in DATE_TERMS {
        context.insert((*term).to_owned(), json!({"@type": date}));
    }
    Value::Object(context)
});
