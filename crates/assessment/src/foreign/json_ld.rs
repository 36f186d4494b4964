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

/// What of a page stands before a place in it: whole lines, and bytes of the place's own line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    lines: usize,
    bytes: usize,
}

impl Place {
    /// The place behind `text`, which begins here.
    pub(super) fn behind(self, text: &str) -> Place {
        match text.rfind('\n') {
            Some(end) => {
                let lines = self.lines + text.matches('\n').count();
                Place { lines, bytes: text.len() - end - 1 }
            }
            None => Place { bytes: self.bytes + text.len(), ..self },
        }
    }
}

/// Parses `text`, which begins at `place`; with what of its contexts is left out. Errors: no JSON,
/// or nested without end.
pub(super) fn read(text: &str, place: Place) -> Result<(Value, Vec<String>), ForeignError> {
    let inner = without_wrapping(text);
    let begins = || place.behind(&text[..text.find(inner).unwrap_or_default()]);
    let mut document: Value =
        serde_json::from_str(inner).map_err(|error| broken(&error, begins()))?;
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

/// Why a text that begins at `place` is no JSON, with the line of the page.
fn broken(error: &serde_json::Error, place: Place) -> ForeignError {
    let (line, column) = (error.line(), error.column());
    let told = error.to_string();
    let reason = told.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&told);
    let beside = if line == 1 { place.bytes } else { 0 };
    ForeignError::Broken {
        reason: reason.to_owned(),
        line: place.lines + line,
        column: beside + column,
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
