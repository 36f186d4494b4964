//! The statements of somebody's JSON-LD.
//!
//! Nothing remote is loaded: the contexts that descriptions of research output name are built in.

use oxjsonld::JsonLdParser;
use oxrdf::Triple;
use serde_json::Value;

use faircat_json_ld::expansion::expand;

use super::{ForeignError, plain_json};

/// Most statements that are read of one page; a large Croissant description has some thousands.
const MOST_STATEMENTS: usize = 500_000;

/// Parses `text`; with what of its contexts is left out. Errors: no JSON, or nested without end.
pub(super) fn read(text: &str) -> Result<(Value, Vec<String>), ForeignError> {
    let mut document: Value = serde_json::from_str(without_wrapping(text)).map_err(malformed)?;
    let mut left_out = Vec::new();
    faircat_json_ld::tidy(&mut document, &mut left_out);
    Ok((document, left_out))
}

/// The statements of `document`, relative to `address`, and what was left out of it.
pub(super) fn statements(
    document: &Value,
    address: Option<&str>,
) -> Result<(Vec<Triple>, Vec<String>), ForeignError> {
    faircat_json_ld::check(document)?;
    let expanded = expand(document, address).map_err(malformed)?;
    let mut parser = JsonLdParser::new().lenient();
    if let Some(address) = address {
        parser = parser.with_base_iri(address).map_err(malformed)?;
    }
    let mut triples = Vec::new();
    for quad in parser.for_slice(expanded.text.as_bytes()) {
        let triple = Triple::from(quad.map_err(malformed)?);
        // A lenient reader keeps keys that no context defines; they mean nothing.
        if triple.predicate.as_str().contains(':') {
            triples.push(triple);
        }
        if triples.len() > MOST_STATEMENTS {
            return Err(ForeignError::TooLarge(MOST_STATEMENTS));
        }
    }
    let mut left_out = expanded.left_out;
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
