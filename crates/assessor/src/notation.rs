//! In which notation a document says what the table of its format has in JSON.
//!
//! Schema.org and FAIR4ML are written in Turtle as well as in JSON-LD, and OpenML answers in XML as
//! well as in JSON. What the reader is to put in stands in capitals there, where brackets mean
//! something else.

use std::fmt::Write as _;

use faircat_text::escape_content;
use serde_json::{Map, Value};

/// The prefix of terms in Turtle, which remedies explain.
pub(super) const SCHEMA: &str = "where `schema:` stands for `http://schema.org/`";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    /// That of the format's table.
    OfTable,
    /// [Turtle](https://www.w3.org/TR/turtle/) of a work's properties.
    Turtle,
    /// Elements of OpenML.
    Xml,
}

impl Notation {
    /// `lines` of a table in this notation; as they are where they are no properties in JSON.
    pub(super) fn write(self, lines: &str) -> String {
        let fields = || serde_json::from_str::<Map<String, Value>>(&format!("{{{lines}}}")).ok();
        let written = match self {
            Notation::OfTable => None,
            Notation::Turtle => fields().map(|it| turtle(&it)),
            Notation::Xml => fields().map(|it| elements(&it)),
        };
        written.unwrap_or_else(|| lines.to_owned())
    }
}

/// One element a value.
fn elements(fields: &Map<String, Value>) -> String {
    let mut lines = Vec::new();
    for (name, value) in fields {
        for text in each(value).iter().filter_map(Value::as_str) {
            let text = holes(text, ' ');
            lines.push(format!("<oml:{name}>{}</oml:{name}>", escape_content(&text)));
        }
    }
    lines.join("\n")
}

/// The items of a list, or the one value.
fn each(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    }
}

/// A line for each property of the work, and statements about nodes with a name of their own after a
/// line with a full stop.
fn turtle(fields: &Map<String, Value>) -> String {
    let mut named = String::new();
    let mut lines = properties(fields, &mut named);
    if !named.is_empty() {
        lines.push('\n');
        lines.push_str(named.trim_end());
    }
    lines
}

fn properties(fields: &Map<String, Value>, named: &mut String) -> String {
    let mut lines = Vec::new();
    for (name, value) in fields.iter().filter(|(name, _)| *name != "@id") {
        let is_type = name == "@type";
        let told: Vec<String> = each(value)
            .iter()
            .map(|it| match it {
                Value::String(class) if is_type => term(class),
                other => object(other, named),
            })
            .collect();
        let predicate = if is_type { "a".to_owned() } else { term(name) };
        lines.push(format!("{predicate} {} ;", told.join(", ")));
    }
    lines.join("\n")
}

/// A term of schema.org, or one with its whole address.
fn term(name: &str) -> String {
    if name.contains(':') { format!("<{name}>") } else { format!("schema:{name}") }
}

fn object(value: &Value, named: &mut String) -> String {
    match value {
        Value::Object(fields) => match fields.get("@id").and_then(Value::as_str) {
            None => format!("[ {} ]", properties(fields, named).replace('\n', " ")),
            Some(id) => {
                let node = node(id);
                let more = properties(fields, named).replace('\n', " ");
                if !more.is_empty() {
                    let more = more.trim_end_matches([' ', ';']);
                    // Nothing can go wrong in writing to memory.
                    let _ = writeln!(named, "and, after a full stop, {node} {more} .");
                }
                node
            }
        },
        Value::String(text) if is_address(text) => node(text),
        Value::String(text) => format!("\"{}\"", holes(text, ' ').replace(['"', '\\'], "")),
        other => other.to_string(),
    }
}

fn node(iri: &str) -> String {
    format!("<{}>", holes(iri, '-'))
}

/// Whether it begins as an address does, and goes on as one outside of what is to be put in.
fn is_address(text: &str) -> bool {
    let outside: String = text.split('<').map(|it| it.rsplit('>').next().unwrap_or(it)).collect();
    text.starts_with("https://") && !outside.contains(' ')
}

/// `text` with what stands in angle brackets in capitals, without examples and other ways, in which
/// `blank` stands for blanks.
fn holes(text: &str, blank: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        let Some((hole, behind)) = after.split_once('>') else { break };
        let end = [", as ", ", or "].iter().filter_map(|it| hole.find(it)).min();
        let hole = hole[..end.unwrap_or(hole.len())].to_uppercase();
        out.push_str(before);
        out.push_str(&hole.replace(' ', &blank.to_string()));
        rest = behind;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::Notation;

    #[test]
    fn properties_are_turtle() {
        let of = |lines: &str| Notation::Turtle.write(lines);
        assert_eq!(of(r#""name": "<title>""#), "schema:name \"TITLE\" ;");
        assert_eq!(
            of(r#""license": "https://spdx.org/licenses/<SPDX identifier, as CC-BY-4.0>""#),
            "schema:license <https://spdx.org/licenses/SPDX-IDENTIFIER> ;"
        );
        assert_eq!(
            of(r#""creator": [{"@type": "Person", "name": "<full name>"}], "a": true"#),
            "schema:creator [ a schema:Person ; schema:name \"FULL NAME\" ; ] ;\nschema:a true ;"
        );
        assert_eq!(
            of(r#""creator": [{"name": "<full name>", "@id": "https://orcid.org/<ORCID iD>"}]"#),
            "schema:creator <https://orcid.org/ORCID-ID> ;\n\
             and, after a full stop, <https://orcid.org/ORCID-ID> schema:name \"FULL NAME\" ."
        );
        assert_eq!(of("Register the work."), "Register the work.");
    }

    #[test]
    fn properties_of_openml_are_elements() {
        let lines = r#""tag": ["<subject>", "<method or instrument>"]"#;
        let wanted = "<oml:tag>SUBJECT</oml:tag>\n<oml:tag>METHOD OR INSTRUMENT</oml:tag>";
        assert_eq!(Notation::Xml.write(lines), wanted);
    }
}
