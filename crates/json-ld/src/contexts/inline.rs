//! The contexts that a document holds itself, without what the processor refuses the whole document
//! for, or prints a warning of.

use serde_json::{Map, Value};

use super::known;

/// Keywords that a context may set.
const KEYWORDS: &[&str] = &[
    "@base",
    "@direction",
    "@import",
    "@language",
    "@propagate",
    "@protected",
    "@type",
    "@version",
    "@vocab",
];

/// Gives contexts that are built in an address where people left out its `https://`, and takes
/// out what is none: contexts that lie beside the document, terms that no IRI stands for. What was
/// taken out is told in `left_out`.
pub fn tidy(value: &mut Value, left_out: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| tidy(item, left_out)),
        Value::Object(fields) => {
            for (key, value) in fields.iter_mut() {
                match key.as_str() {
                    "@context" => tidy_context(value, left_out),
                    _ => tidy(value, left_out),
                }
            }
        }
        _ => {}
    }
}

fn tidy_context(context: &mut Value, left_out: &mut Vec<String>) {
    match context {
        Value::Array(contexts) => contexts.iter_mut().for_each(|it| tidy_context(it, left_out)),
        Value::Object(terms) => tidy_terms(terms, left_out),
        Value::String(address) => {
            if let Some((address, _)) = known(address) {
                *context = Value::from(format!("https://{address}"));
            } else if !address.contains("://") {
                left_out.push(super::not_built_in(address));
                *context = Value::Object(Map::new());
            }
        }
        _ => {}
    }
}

fn tidy_terms(terms: &mut Map<String, Value>, left_out: &mut Vec<String>) {
    terms.retain(|term, definition| {
        let stated = definition.get("@id").unwrap_or(definition).as_str().unwrap_or_default();
        let sound = is_term(term) && (term.starts_with('@') || is_iri(stated));
        if !sound {
            let term = faircat_text::first_line(term);
            left_out.push(format!("the term `{term}` is left out: its context gives it no IRI"));
        }
        sound
    });
    for definition in terms.values_mut() {
        if let Some(inner) = definition.get_mut("@context") {
            tidy_context(inner, left_out);
        }
    }
}

fn is_term(term: &str) -> bool {
    let is_word = |text: &str| text.chars().all(|it| it.is_ascii_alphabetic());
    match term.strip_prefix('@') {
        Some(rest) if is_word(rest) => KEYWORDS.contains(&term),
        _ => !term.is_empty() && !term.contains(char::is_control),
    }
}

/// Whether a term may stand for `text`, or for what it stands for without one: where it is empty.
fn is_iri(text: &str) -> bool {
    let forbidden = |it: char| it.is_control() || it.is_whitespace() || "<>\"{}|\\^`".contains(it);
    !text.contains(forbidden)
}
