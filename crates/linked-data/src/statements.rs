//! The statements of our own documents, without reading them as foreign JSON-LD.
//!
//! A general JSON-LD processor works its way through the context for every document and writes and
//! reads each as text. Our documents all have [`super::context::CONTEXT`] and use little of the
//! language, so that the rules of JSON-LD 1.1 (API, section 8.1, deserialization to RDF) that they
//! need are few. Whatever is not among these makes [`of_document`] give up, and the general
//! processor takes over; a test compares the two.

use std::collections::HashMap;
use std::sync::LazyLock;

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, Term, Triple};
use serde_json::{Map, Value};

use super::context::{DATE_TERMS, DATE_TYPE, IRI_TERMS, PREFIXES};
use super::vocabulary::schema;

/// The statements of `document`, or `None` where it needs more of JSON-LD than is done here.
pub(super) fn of_document(document: &Map<String, Value>) -> Option<Vec<Triple>> {
    let mut triples = Vec::with_capacity(128);
    if document.get("@context") != Some(&*super::context::CONTEXT) {
        return None;
    }
    match document.get("@graph") {
        Some(Value::Array(nodes)) if document.len() == 2 => {
            for node in nodes {
                add_node(node.as_object()?, &mut triples)?;
            }
        }
        Some(_) => return None,
        None => drop(add_node(document, &mut triples)?),
    }
    Some(triples)
}

/// The statements of the node `subject` that has `properties`, under the same conditions.
pub(super) fn of_properties(subject: &str, properties: &Map<String, Value>) -> Option<Vec<Triple>> {
    let mut triples = Vec::with_capacity(128);
    add_properties(&iri(subject)?, properties, &mut triples)?;
    Some(triples)
}

/// How the context reads the values of a property.
#[derive(Clone, Copy)]
enum Coercion {
    Nothing,
    Iri,
    Date,
}

static COERCIONS: LazyLock<HashMap<&str, Coercion>> = LazyLock::new(|| {
    let iris = IRI_TERMS.iter().map(|term| (*term, Coercion::Iri));
    iris.chain(DATE_TERMS.iter().map(|term| (*term, Coercion::Date))).collect()
});

/// Adds what is said about a node; gives its IRI.
fn add_node(node: &Map<String, Value>, triples: &mut Vec<Triple>) -> Option<NamedNode> {
    let subject = iri(node.get("@id")?.as_str()?)?;
    add_properties(&subject, node, triples)?;
    Some(subject)
}

fn add_properties(
    subject: &NamedNode,
    node: &Map<String, Value>,
    triples: &mut Vec<Triple>,
) -> Option<()> {
    for (key, value) in node {
        match key.as_str() {
            "@id" | "@context" => {}
            "@type" => {
                for class in each(value) {
                    let class = vocabulary_iri(class.as_str()?)?;
                    triples.push(Triple::new(subject.clone(), rdf::TYPE, class));
                }
            }
            key if key.starts_with('@') => return None,
            key => {
                let predicate = vocabulary_iri(key)?;
                let coercion = COERCIONS.get(key).copied().unwrap_or(Coercion::Nothing);
                for value in each(value) {
                    let object = object(value, coercion, triples)?;
                    triples.push(Triple::new(subject.clone(), predicate.clone(), object));
                }
            }
        }
    }
    Some(())
}

/// The items of a list, or the value itself.
fn each(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        value => std::slice::from_ref(value),
    }
}

fn object(value: &Value, coercion: Coercion, triples: &mut Vec<Triple>) -> Option<Term> {
    Some(match (value, coercion) {
        (Value::String(text), Coercion::Nothing) => Literal::new_simple_literal(text).into(),
        (Value::String(text), Coercion::Iri) => iri(text)?.into(),
        (Value::String(text), Coercion::Date) => {
            let date = [schema::NAMESPACE, DATE_TYPE].concat();
            Literal::new_typed_literal(text, NamedNode::new_unchecked(date)).into()
        }
        (Value::Object(node), _) if node.contains_key("@value") => typed_value(node)?.into(),
        (Value::Object(node), _) => add_node(node, triples)?.into(),
        (Value::Bool(flag), Coercion::Nothing) => {
            Literal::new_typed_literal(if *flag { "true" } else { "false" }, xsd::BOOLEAN).into()
        }
        // Other numbers have a canonical form of their own.
        (Value::Number(number), Coercion::Nothing) if number.is_i64() || number.is_u64() => {
            Literal::new_typed_literal(number.to_string(), xsd::INTEGER).into()
        }
        _ => return None,
    })
}

/// `{"@value": "…", "@type": "…"}`, or with `@language`.
fn typed_value(node: &Map<String, Value>) -> Option<Literal> {
    let value = node.get("@value")?.as_str()?;
    if node.len() != 2 {
        return None;
    }
    if let Some(language) = node.get("@language") {
        return Literal::new_language_tagged_literal(value, language.as_str()?).ok();
    }
    let class = vocabulary_iri(node.get("@type")?.as_str()?)?;
    Some(Literal::new_typed_literal(value, class))
}

/// The IRI of a property or class: of a prefix, absolute, or else in schema.org.
fn vocabulary_iri(term: &str) -> Option<NamedNode> {
    if term.contains(':') {
        return iri(term);
    }
    let sound = !term.is_empty() && term.bytes().all(|byte| byte.is_ascii_alphanumeric());
    sound.then(|| NamedNode::new_unchecked([schema::NAMESPACE, term].concat()))
}

/// An absolute IRI, or one with a prefix of the context. A relative one has no meaning here, and a
/// blank node is not ours.
fn iri(text: &str) -> Option<NamedNode> {
    let (start, rest) = text.split_once(':')?;
    if start == "_" {
        return None;
    }
    if !rest.starts_with("//")
        && let Some((_, namespace)) = PREFIXES.iter().find(|(prefix, _)| *prefix == start)
    {
        // `schema` is a prefix of the Turtle only.
        return if start == "schema" { None } else { sound([*namespace, rest].concat()) };
    }
    sound(text.to_owned())
}

fn sound(iri: String) -> Option<NamedNode> {
    if is_plain(&iri) { Some(NamedNode::new_unchecked(iri)) } else { NamedNode::new(iri).ok() }
}

/// Whether `iri` is of so plain a form that it surely is one (RFC 3986): http(s), a host that is a
/// name, and characters that need no escape.
fn is_plain(iri: &str) -> bool {
    let Some(rest) = iri.strip_prefix("https://").or_else(|| iri.strip_prefix("http://")) else {
        return false;
    };
    let host = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-.".contains(b)).count();
    let rest = &rest.as_bytes()[host..];
    let ends = rest.first().is_none_or(|byte| *byte == b'/');
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~/?!$&'()*+,;=:@".contains(byte);
    let (path, fragment) = match rest.iter().position(|byte| *byte == b'#') {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None => (rest, &[][..]),
    };
    host > 0 && ends && path.iter().all(plain) && fragment.iter().all(plain)
}
