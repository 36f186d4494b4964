//! The JSON-LD context of every document.
//!
//! It stands in the document itself: a reader that may not, or cannot, fetch `https://schema.org`
//! extracts the same statements, and nobody can change them from outside.

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
pub(super) const IRI_TERMS: &[&str] = &[
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
