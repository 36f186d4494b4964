//! The statements of somebody's JSON-LD.
//!
//! Nothing remote is loaded: the contexts that descriptions of research output name are built in,
//! as far as assessment needs them.

use std::sync::{Arc, Mutex, PoisonError};

use faircat_sparql::contexts;
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::Triple;
use serde_json::{Value, json};

use super::ForeignError;
use crate::linked_data::context::CONTEXT;
use crate::linked_data::vocabulary::schema;

/// Most statements that are read of one page; a large Croissant description has some thousands.
const MOST_STATEMENTS: usize = 500_000;

/// Most contexts that are read of one page: each is taken in anew.
const MOST_CONTEXTS: usize = 1000;

/// A document of JSON, with its text.
pub(super) struct Document<'a> {
    text: &'a str,
    pub value: Value,
}

impl Document<'_> {
    /// Parses `text`, which also refuses what is nested without end.
    pub(super) fn read(text: &str) -> Result<Document<'_>, ForeignError> {
        let text = without_wrapping(text);
        Ok(Document { text, value: serde_json::from_str(text).map_err(malformed)? })
    }
}

/// The statements of `document`, relative to `address`, and what was left out of it.
pub(super) fn statements(
    document: &Document<'_>,
    address: Option<&str>,
) -> Result<(Vec<Triple>, Vec<String>), ForeignError> {
    let mut parser = JsonLdParser::new().lenient();
    if let Some(address) = address {
        parser = parser.with_base_iri(address).map_err(malformed)?;
    }
    if count_contexts(&document.value) > MOST_CONTEXTS {
        return Err(malformed(format!("it has more than {MOST_CONTEXTS} contexts")));
    }
    contexts::check(document.text.as_bytes()).map_err(malformed)?;
    let unknown = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&unknown);
    let quads =
        parser.for_slice(document.text.as_bytes()).with_load_document_callback(move |url, _| {
            let context = known_context(url).unwrap_or_else(|| {
                let text = format!("the context `{url}` is not built in, and nothing is fetched");
                noted.lock().unwrap_or_else(PoisonError::into_inner).push(text);
                json!({})
            });
            Ok(JsonLdRemoteDocument {
                document: json!({"@context": context}).to_string().into_bytes(),
                document_url: url.to_owned(),
            })
        });
    let mut triples = Vec::new();
    for quad in quads {
        let triple = Triple::from(quad.map_err(malformed)?);
        // A lenient reader keeps keys that no context defines; they mean nothing.
        if triple.predicate.as_str().contains(':') {
            triples.push(triple);
        }
        if triples.len() > MOST_STATEMENTS {
            return Err(ForeignError::TooLarge(MOST_STATEMENTS));
        }
    }
    let mut left_out = unknown.lock().unwrap_or_else(PoisonError::into_inner).clone();
    left_out.sort();
    left_out.dedup();
    match left_out.first() {
        Some(context) if triples.is_empty() => Err(ForeignError::Malformed(context.clone())),
        _ => Ok((triples, left_out)),
    }
}

fn malformed(error: impl std::fmt::Display) -> ForeignError {
    ForeignError::Malformed(error.to_string())
}

/// How many contexts a document names, or holds.
fn count_contexts(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count_contexts).sum(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| match (key.as_str(), value) {
                ("@context", Value::Array(items)) => items.len(),
                ("@context", _) => 1,
                _ => count_contexts(value),
            })
            .sum(),
        _ => 0,
    }
}

/// The document without the comment in which old pages hide it from older browsers.
fn without_wrapping(text: &str) -> &str {
    let text = text.trim().trim_start_matches('\u{feff}');
    let inner = ["<!--", "//<![CDATA[", "<![CDATA["].iter().find_map(|it| text.strip_prefix(it));
    let Some(inner) = inner else { return text };
    let inner = inner.trim_end();
    ["-->", "//]]>", "]]>"].iter().find_map(|it| inner.strip_suffix(it)).unwrap_or(inner).trim()
}

/// What a remote context comes to, as far as assessment needs it.
fn known_context(url: &str) -> Option<Value> {
    let address = url.split_once("://").map_or(url, |(_, rest)| rest);
    let address = address.strip_prefix("www.").unwrap_or(address);
    const KNOWN: &[&str] = &[
        "schema.org",
        "w3id.org/codemeta",
        "doi.org/10.5063/schema/codemeta",
        "raw.githubusercontent.com/codemeta/",
        "w3id.org/ro/crate",
        "w3id.org/fair4ml",
        "bioschemas.org",
        "w3id.org/bioschemas",
    ];
    if !KNOWN.iter().any(|known| address.starts_with(known)) {
        return None;
    }
    let mut context = CONTEXT.clone();
    context["id"] = json!("@id");
    context["type"] = json!("@type");
    context["schema"] = json!(schema::NAMESPACE);
    // As an address, `"license": "MIT"` would be a page beside the one that says so.
    context[schema::key::LICENSE] = json!({"@id": schema::LICENSE.as_str()});
    if address.contains("ro/crate") {
        context["File"] = json!(schema::MEDIA_OBJECT.as_str());
    }
    if address.contains("codemeta") {
        for term in [
            "buildInstructions",
            "developmentStatus",
            "issueTracker",
            "readme",
            "referencePublication",
        ] {
            context[term] = json!(format!("codemeta:{term}"));
        }
    }
    Some(context)
}
