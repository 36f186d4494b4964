//! Statements as text: Turtle and N-Quads.
//!
//! Written by hand because a site of many records spends much of its time here: the statements
//! come sorted, each is written twice in the dump and once more for its record, and the prefixes
//! are known. Tests read the texts back with a parser that somebody else wrote.

use std::borrow::Cow;

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{LiteralRef, NamedNodeRef, NamedOrBlankNodeRef, TermRef, Triple};

use super::context::PREFIXES;
use super::place::Place;

/// Appends the prefixes that [`turtle`] uses.
pub fn turtle_prefixes(out: &mut String) {
    for (prefix, namespace) in PREFIXES {
        turtle_prefix(prefix, namespace, out);
    }
}

fn turtle_prefix(prefix: &str, namespace: &str, out: &mut String) {
    for part in ["@prefix ", prefix, ": <", namespace, "> .\n"] {
        out.push_str(part);
    }
}

/// `triples` about what is said on the page `place` as a document of their own, with names relative to
/// it and the prefixes that stand in it.
pub fn turtle_of_page(triples: &[Triple], place: &Place) -> String {
    let mut body = String::with_capacity(triples.len() * 80);
    turtle_by(triples, &|iri, out| page_iri(place, iri, out), &mut body);
    let mut out = String::with_capacity(body.len() + 1024);
    out.push_str("@base ");
    full_iri(NamedNodeRef::new_unchecked(place.base()), &mut out);
    out.push_str(" .\n");
    let used = |prefix: &str| body.contains(&format!("{prefix}:"));
    for (prefix, namespace) in PREFIXES.iter().filter(|(prefix, _)| used(prefix)) {
        turtle_prefix(prefix, namespace, &mut out);
    }
    out.push_str(&body);
    out
}

fn page_iri(place: &Place, iri: NamedNodeRef<'_>, out: &mut String) {
    match place.relative(iri.as_str()) {
        Cow::Borrowed(same) if same.len() == iri.as_str().len() => turtle_iri(iri, out),
        short => full_iri(NamedNodeRef::new_unchecked(&short), out),
    }
}

/// Appends `triples` as Turtle. Neighbours with the same subject, and the same predicate, share it.
pub fn turtle(triples: &[Triple], out: &mut String) {
    turtle_by(triples, &turtle_iri, out);
}

fn turtle_by(triples: &[Triple], iri: WriteIri<'_>, out: &mut String) {
    let mut rest = triples;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|triple| triple.subject == first.subject).count();
        let (about, others) = rest.split_at(count);
        turtle_subject(about, iri, out);
        rest = others;
    }
}

/// The statements about one subject.
fn turtle_subject(about: &[Triple], iri: WriteIri<'_>, out: &mut String) {
    let mut predicate = None;
    for triple in about {
        if predicate == Some(&triple.predicate) {
            out.push_str(", ");
        } else {
            match predicate {
                None => node(triple.subject.as_ref(), iri, out),
                Some(_) => out.push_str(" ;\n   "),
            }
            out.push(' ');
            match triple.predicate.as_ref() {
                rdf::TYPE => out.push('a'),
                other => iri(other, out),
            }
            out.push(' ');
            predicate = Some(&triple.predicate);
        }
        match triple.object.as_ref() {
            TermRef::Literal(literal) => turtle_literal(literal, out),
            TermRef::NamedNode(object) => iri(object, out),
            TermRef::BlankNode(blank) => node(blank.into(), iri, out),
        }
    }
    out.push_str(" .\n");
}

/// Appends `triples` as N-Quads in the graph `graph`.
pub fn nquads(triples: &[Triple], graph: &str, out: &mut String) {
    // The graph is the same for all and the subject for neighbours, so both are escaped once.
    let mut end = String::from(" ");
    full_iri(NamedNodeRef::new_unchecked(graph), &mut end);
    end.push_str(" .\n");
    let mut start = String::new();
    let mut subject = None;
    for triple in triples {
        if subject != Some(&triple.subject) {
            start.clear();
            node(triple.subject.as_ref(), &full_iri, &mut start);
            start.push(' ');
            subject = Some(&triple.subject);
        }
        out.push_str(&start);
        full_iri(triple.predicate.as_ref(), out);
        out.push(' ');
        match triple.object.as_ref() {
            TermRef::Literal(literal) => {
                quoted(literal.value(), out);
                literal_kind(literal, &full_iri, out);
            }
            TermRef::NamedNode(iri) => full_iri(iri, out),
            TermRef::BlankNode(blank) => node(blank.into(), &full_iri, out),
        }
        out.push_str(&end);
    }
}

/// How an IRI is written.
type WriteIri<'a> = &'a dyn Fn(NamedNodeRef<'_>, &mut String);

fn node(node: NamedOrBlankNodeRef<'_>, iri: WriteIri<'_>, out: &mut String) {
    match node {
        NamedOrBlankNodeRef::NamedNode(named) => iri(named, out),
        NamedOrBlankNodeRef::BlankNode(blank) => {
            out.push_str("_:");
            out.push_str(blank.as_str());
        }
    }
}

/// An IRI by its prefix where it has one and what follows is a simple name.
fn turtle_iri(iri: NamedNodeRef<'_>, out: &mut String) {
    let text = iri.as_str();
    let namespace = text.rfind(['#', '/']).map_or(0, |at| at + 1);
    let (namespace, name) = text.split_at(namespace);
    let simple = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    let prefix = PREFIXES.iter().find(|(_, known)| *known == namespace);
    match prefix.filter(|_| simple) {
        Some((prefix, _)) => {
            out.push_str(prefix);
            out.push(':');
            out.push_str(name);
        }
        None => full_iri(iri, out),
    }
}

fn full_iri(iri: NamedNodeRef<'_>, out: &mut String) {
    out.push('<');
    escaped(iri.as_str(), &IN_IRIS, unicode_escape, out);
    out.push('>');
}

/// A literal; whole numbers and truth values without quotes.
fn turtle_literal(literal: LiteralRef<'_>, out: &mut String) {
    let value = literal.value();
    let bare = match literal.datatype() {
        xsd::INTEGER => {
            let digits = value.strip_prefix('-').unwrap_or(value);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
        xsd::BOOLEAN => matches!(value, "true" | "false"),
        _ => false,
    };
    if bare {
        out.push_str(value);
    } else {
        quoted(value, out);
        literal_kind(literal, &turtle_iri, out);
    }
}

/// Language or data type of a literal.
fn literal_kind(literal: LiteralRef<'_>, iri: WriteIri<'_>, out: &mut String) {
    if let Some(language) = literal.language() {
        out.push('@');
        out.push_str(language);
    } else if literal.datatype() != xsd::STRING {
        out.push_str("^^");
        iri(literal.datatype(), out);
    }
}

fn quoted(text: &str, out: &mut String) {
    let escape = |byte: u8, out: &mut String| match byte {
        b'"' => out.push_str("\\\""),
        b'\\' => out.push_str("\\\\"),
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        b'\t' => out.push_str("\\t"),
        other => unicode_escape(other, out),
    };
    out.push('"');
    escaped(text, &IN_TEXTS, escape, out);
    out.push('"');
}

fn unicode_escape(byte: u8, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push_str("\\u00");
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

/// Bytes that must be escaped; a table, as every byte of the dump is looked up in one.
type Special = [bool; 256];

const IN_IRIS: Special = special(b"<>\"{}|^`\\ ");
const IN_TEXTS: Special = special(b"\"\\\x7F");

/// Control characters and `more`.
const fn special(more: &[u8]) -> Special {
    let mut table = [false; 256];
    let mut at = 0;
    while at < 0x20 {
        table[at] = true;
        at += 1;
    }
    let mut at = 0;
    while at < more.len() {
        table[more[at] as usize] = true;
        at += 1;
    }
    table
}

/// Appends `text`, with `escape` for each `special` byte. Special bytes are ASCII.
fn escaped(text: &str, special: &Special, escape: impl Fn(u8, &mut String), out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| special[usize::from(byte)]) {
        out.push_str(&rest[..at]);
        escape(rest.as_bytes()[at], out);
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
