//! Bounds the contexts of JSON-LD before its parser sees them: a term may be defined by another
//! term, and the parser goes down such a chain on its stack.

use std::collections::BTreeSet;
use std::fmt;

use faircat_text::beginning;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Most terms of which each is defined by the next. Contexts in use have chains of two or three.
const LONGEST_CHAIN: usize = 64;

/// Looks through a document of JSON-LD, of which only the contexts are kept, one at a time.
///
/// # Errors
/// No JSON, or a context whose terms are defined by one another without end, or nearly so.
pub fn check(document: &[u8]) -> Result<(), String> {
    let mut json = serde_json::Deserializer::from_slice(document);
    Looking.deserialize(&mut json).map_err(|error| error.to_string())
}

/// Reads a value of JSON and forgets it, but for contexts.
struct Looking;

impl<'de> DeserializeSeed<'de> for Looking {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Looking {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "@context" {
                check_context(&map.next_value()?).map_err(A::Error::custom)?;
            } else {
                map.next_value_seed(Looking)?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Looking)?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// As [`check`], of a document that has been read.
///
/// # Errors
/// A context whose terms are defined by one another without end, or nearly so.
pub fn check_value(document: &Value) -> Result<(), String> {
    match document {
        Value::Array(items) => items.iter().try_for_each(check_value),
        Value::Object(fields) => fields.iter().try_for_each(|(key, value)| match key.as_str() {
            "@context" => check_context(value),
            _ => check_value(value),
        }),
        _ => Ok(()),
    }
}

/// A context, or a list of them; the definition of a term may hold one.
fn check_context(context: &Value) -> Result<(), String> {
    match context {
        Value::Array(contexts) => contexts.iter().try_for_each(check_context),
        Value::Object(terms) => {
            check_terms(terms)?;
            terms.values().filter_map(|it| it.get("@context")).try_for_each(check_context)
        }
        _ => Ok(()),
    }
}

/// Takes away the terms that are defined by none that is left, as often as a chain may be long.
fn check_terms(terms: &Map<String, Value>) -> Result<(), String> {
    let mut left: Vec<(&str, Vec<&str>)> =
        terms.iter().map(|(term, value)| (term.as_str(), defined_by(term, value, terms))).collect();
    let mut defined = BTreeSet::new();
    for _ in 0..LONGEST_CHAIN {
        let (ready, open): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|(_, by)| by.iter().all(|term| defined.contains(term)));
        defined.extend(ready.into_iter().map(|(term, _)| term));
        left = open;
        if left.is_empty() {
            return Ok(());
        }
    }
    let (term, _) = &left[0];
    Err(format!(
        "a context defines terms by one another, more than {LONGEST_CHAIN} deep, such as `{}`",
        beginning(term, 40)
    ))
}

/// The terms of the same context by which `term` is defined.
fn defined_by<'a>(
    term: &'a str,
    definition: &'a Value,
    terms: &'a Map<String, Value>,
) -> Vec<&'a str> {
    let parts = ["@id", "@type", "@reverse", "@index"].map(|key| definition.get(key));
    let texts = parts.into_iter().flatten().chain([definition]).filter_map(Value::as_str);
    let named = texts.chain([term]).flat_map(|text| {
        let prefix = text.split_once(':').filter(|(_, rest)| !rest.starts_with("//"));
        [Some(text), prefix.map(|(prefix, _)| prefix)].into_iter().flatten()
    });
    named.filter(|name| *name != term && terms.contains_key(*name)).collect()
}

#[cfg(test)]
mod tests {
    use super::{check, check_value};

    fn chain(length: usize) -> String {
        let terms: Vec<String> =
            (0..length).map(|it| format!(r#""t{it}": {{"@id": "t{}:a"}}"#, it + 1)).collect();
        format!(
            r#"[1, {{"a": {{"@context": [{{{}}}, "https://schema.org/"]}}, "b": "é"}}]"#,
            terms.join(", ")
        )
    }

    #[test]
    fn long_chains_of_terms_are_refused_wherever_they_stand() {
        assert_eq!(check(chain(50).as_bytes()), Ok(()));
        for length in [80, 5000] {
            let error = check(chain(length).as_bytes()).unwrap_err();
            assert!(error.contains("terms by one another, more than 64 deep"), "{error}");
            let value = serde_json::from_str(&chain(length)).unwrap();
            assert!(error.starts_with(&check_value(&value).unwrap_err()), "{error}");
        }
        let nested = r#"{"@context": {"x": {"@id": "ex:x", "@context": {"a": "b", "b": "a"}}}}"#;
        assert!(check(nested.as_bytes()).is_err());
    }

    #[test]
    fn contexts_in_use_are_read() {
        let used = r#"{"@context": {"@vocab": "https://schema.org/", "sc": "https://schema.org/",
            "http": "http://www.w3.org/2011/http#", "type": "@type", "name": "name",
            "cr": "http://mlcommons.org/croissant/", "citeAs": "cr:citeAs",
            "data": {"@id": "cr:data", "@type": "@json"}, "sc:url": {"@type": "@id"}}}"#;
        assert_eq!(check(used.as_bytes()), Ok(()));
    }
}
