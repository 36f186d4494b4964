//! A record to fill in, made from the JSON Schema of its kind.

use serde_json::Value;

use crate::record::schema::{fields_of, schema_of, section_of};
use crate::record::{Kind, yaml_scalar};

/// What is known of a record before it is written.
#[derive(Clone, Debug)]
pub(super) struct Blank<'a> {
    pub(super) kind: Kind,
    /// Title of a work, name of a person or organization.
    pub(super) name: Option<&'a str>,
    /// Address or path of the JSON Schema, which editors follow.
    pub(super) schema: &'a str,
}

/// Fields of a work that stand in the record to be filled in, with what is written in their place.
const OPEN: [(&str, &str); 3] = [
    ("summary", " <one or two sentences for lists and search results>"),
    ("authors", "\n  - name: <name of an author>"),
    ("license", " <SPDX licence expression>"),
];

/// The record's text: what everybody is asked for stands in angle brackets, which `faircat check`
/// tells of; what else the kind may say, as comments with its meaning.
pub(super) fn blank(record: &Blank) -> String {
    let kind = record.kind;
    let schema = schema_of(kind);
    let (title, open): (&str, &[(&str, &str)]) = match Kind::WORKS.contains(&kind) {
        true => ("title", &OPEN),
        false => ("name", &[]),
    };
    let words = kind.name().replace('-', " ");
    let named = record.name.map_or(format!("<{title} of the {words}>"), yaml_scalar::flow);
    let mut lines = vec![
        format!("# yaml-language-server: $schema={}", record.schema),
        "# What stands in <…> is for you to write; `faircat check` names each such line."
            .to_owned(),
        "# What else there may be follows as comments: remove the `# ` of a field to use it."
            .to_owned(),
        format!("kind: {}", kind.name()),
        format!("{title}: {named}"),
    ];
    let Some(fields) = fields_of(&schema, &schema) else { return lines.join("\n") + "\n" };
    lines.extend(open.iter().map(|(field, value)| format!("{field}:{value}")));
    lines.push(String::new());
    let section = section_of(kind);
    let is_said = |name: &str| {
        [title, "kind", "extensions"].contains(&name) || open.iter().any(|(it, _)| *it == name)
    };
    for (name, field) in fields {
        if section == Some(name) {
            lines.push(format!("# {name}:"));
            let own = fields_of(&schema, field).into_iter().flatten();
            own.for_each(|(name, field)| offer(name, field, "  ", &mut lines));
        } else if !is_said(name) {
            offer(name, field, "", &mut lines);
        }
    }
    lines.join("\n") + "\n"
}

/// A field as a comment, below its meaning.
fn offer(name: &str, field: &Value, indent: &str, lines: &mut Vec<String>) {
    if let Some(meaning) = field.get("description").and_then(Value::as_str) {
        lines.push(format!(
            "## {indent}{}",
            meaning.split_whitespace().collect::<Vec<_>>().join(" ")
        ));
    }
    lines.push(format!("# {indent}{name}:"));
}
