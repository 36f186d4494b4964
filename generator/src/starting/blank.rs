//! A record to fill in, made from the JSON Schema of its kind.

use crate::adding::{HOW, offered};
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
        HOW.to_owned(),
        format!("kind: {}", kind.name()),
        format!("{title}: {named}"),
    ];
    lines.extend(open.iter().map(|(field, value)| format!("{field}:{value}")));
    lines.push(String::new());
    let open = open.iter().map(|(field, _)| *field);
    let said = open.chain([title, "kind"]).map(str::to_owned).collect();
    lines.extend(offered(kind, &said));
    lines.join("\n") + "\n"
}
