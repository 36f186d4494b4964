//! The statements of somebody's JSON-LD.
//!
//! Nothing remote is loaded: the contexts that descriptions of research output name are built in,
//! as far as assessment needs them.

use std::sync::{Arc, Mutex, PoisonError};

use faircat_sparql::contexts;
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::Triple;
use serde_json::{Value, json};

use super::{ForeignError, plain_json};
use faircat_linked_data::context::CONTEXT;
use faircat_linked_data::vocabulary::schema;

/// Most statements that are read of one page; a large Croissant description has some thousands.
const MOST_STATEMENTS: usize = 500_000;

/// Most contexts that are read of one page: each is taken in anew.
const MOST_CONTEXTS: usize = 1000;

/// Parses `text`, which also refuses what is nested without end.
pub(super) fn read(text: &str) -> Result<Value, ForeignError> {
    let mut document = serde_json::from_str(without_wrapping(text)).map_err(malformed)?;
    name_contexts(&mut document);
    Ok(document)
}

/// The statements of `document`, relative to `address`, and what was left out of it.
pub(super) fn statements(
    document: &Value,
    address: Option<&str>,
) -> Result<(Vec<Triple>, Vec<String>), ForeignError> {
    let mut parser = JsonLdParser::new().lenient();
    if let Some(address) = address {
        parser = parser.with_base_iri(address).map_err(malformed)?;
    }
    if count_contexts(document) > MOST_CONTEXTS {
        return Err(malformed(format!("it has more than {MOST_CONTEXTS} contexts")));
    }
    contexts::check_value(document).map_err(malformed)?;
    // The parser gets what was checked: where a key stands twice, a text holds more than that.
    let text = document.to_string();
    let unknown = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&unknown);
    let quads = parser.for_slice(text.as_bytes()).with_load_document_callback(move |url, _| {
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
    left_out.extend(plain_json::nodes_without_context(document));
    left_out.extend(open_vocabularies(document));
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

/// Vocabularies that every term would be glued to without a sign between them, in sentences.
fn open_vocabularies(document: &Value) -> Vec<String> {
    let contexts = match document.get("@context") {
        Some(Value::Array(contexts)) => contexts.as_slice(),
        Some(context) => std::slice::from_ref(context),
        None => &[],
    };
    let stated = contexts.iter().filter_map(|context| context.get("@vocab")?.as_str());
    let open = stated.filter(|address| address.trim().ends_with("schema.org"));
    open.map(|address| format!("`@vocab` is `{address}`, without the `/` that must end it"))
        .collect()
}

/// The document without the comment in which old pages hide it from older browsers.
fn without_wrapping(text: &str) -> &str {
    let text = text.trim().trim_start_matches('\u{feff}');
    let inner = ["<!--", "//<![CDATA[", "<![CDATA["].iter().find_map(|it| text.strip_prefix(it));
    let Some(inner) = inner else { return text };
    let inner = inner.trim_end();
    ["-->", "//]]>", "]]>"].iter().find_map(|it| inner.strip_suffix(it)).unwrap_or(inner).trim()
}

/// Begins of the addresses of contexts that are built in, without `https://` and `www.`.
const KNOWN_CONTEXTS: &[&str] = &[
    "schema.org",
    "w3id.org/codemeta",
    "doi.org/10.5063/schema/codemeta",
    "doi.org/doi:10.5063/schema/codemeta",
    "raw.githubusercontent.com/codemeta/",
    "w3id.org/ro/crate",
    "w3id.org/fair4ml",
    "bioschemas.org",
    "w3id.org/bioschemas",
];

/// What of the address of a context tells it from others, in lower case; `None` where it is not
/// one that is built in.
fn known_address(url: &str) -> Option<String> {
    let url = url.trim().to_ascii_lowercase();
    let address = url.split_once("//").map_or(url.as_str(), |(_, rest)| rest);
    let address = address.strip_prefix("www.").unwrap_or(address);
    let is_of = |known: &str| {
        let rest = address.strip_prefix(known);
        rest.is_some_and(|rest| known.contains('/') || rest.is_empty() || rest.starts_with('/'))
    };
    KNOWN_CONTEXTS.iter().any(|known| is_of(known)).then(|| address.to_owned())
}

/// Gives contexts that are built in an address where people left out its `https://`.
fn name_contexts(value: &mut Value) {
    let name = |context: &mut Value| {
        if let Some(address) = context.as_str().and_then(known_address) {
            *context = Value::from(format!("https://{address}"));
        }
    };
    match value {
        Value::Array(items) => items.iter_mut().for_each(name_contexts),
        Value::Object(fields) => fields.iter_mut().for_each(|(key, value)| match value {
            Value::Array(contexts) if key == "@context" => contexts.iter_mut().for_each(name),
            Value::String(_) if key == "@context" => name(value),
            _ => name_contexts(value),
        }),
        _ => {}
    }
}

/// What a remote context comes to, as far as assessment needs it.
fn known_context(url: &str) -> Option<Value> {
    let address = known_address(url)?;
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
