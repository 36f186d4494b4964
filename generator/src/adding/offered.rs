//! What a record may say besides, as comments that become fields once their `# ` is removed.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::record::Kind;
use crate::record::schema::{fields_of, schema_of, section_of};

/// How to use the comments.
pub const HOW: &str =
    "# What else there may be follows as comments: remove the `# ` of a field to use it.";

/// The fields of `kind` that are not among `stated`, each below its meaning; those of the kind's own
/// section too, which `stated` has as `model.task`.
pub fn offered(kind: Kind, stated: &BTreeSet<String>) -> Vec<String> {
    let schema = schema_of(kind);
    let mut lines = Vec::new();
    for (name, field) in fields_of(&schema, &schema).into_iter().flatten() {
        if section_of(kind) == Some(name) {
            if !stated.contains(name) {
                lines.push(format!("# {name}:"));
                lines.extend(of_section(name, fields_of(&schema, field), stated));
            }
        } else if !stated.contains(name) && name != "extensions" {
            offer(name, field, "", &mut lines);
        }
    }
    lines
}

/// `body`, the YAML of a record, with what else it may say: about the kind's own section at the end of
/// that, and the rest at the end of all.
pub(super) fn with_offered(body: &str, kind: Kind) -> String {
    let stated = stated(body);
    let schema = schema_of(kind);
    let section = section_of(kind).filter(|it| stated.contains(*it));
    let of_section = section.into_iter().flat_map(|section| {
        let field = fields_of(&schema, &schema).and_then(|it| it.get(section));
        of_section(section, field.and_then(|it| fields_of(&schema, it)), &stated)
    });
    let of_section: Vec<String> = of_section.collect();
    let mut lines: Vec<&str> = body.lines().collect();
    if let Some(begin) =
        lines.iter().position(|line| section.is_some() && line.strip_suffix(':') == section)
    {
        let is_next = |line: &&str| line.starts_with(|c: char| !" -".contains(c));
        let length = lines[begin + 1..].iter().position(is_next);
        let end = length.map_or(lines.len(), |length| begin + 1 + length);
        lines.splice(end..end, of_section.iter().map(String::as_str));
    }
    let rest = offered(kind, &stated);
    lines.extend(rest.iter().map(String::as_str));
    lines.join("\n") + "\n"
}

/// The fields that `body` has, and those of its sections with a dot between.
fn stated(body: &str) -> BTreeSet<String> {
    let name = |line: &str| {
        let (name, _) = line.split_once(':')?;
        let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
        (!name.is_empty() && name.chars().all(is_name)).then(|| name.to_owned())
    };
    let mut found = BTreeSet::new();
    let mut within = String::new();
    for line in body.lines() {
        if let Some(field) = line.strip_prefix("  ").and_then(name) {
            found.insert(format!("{within}.{field}"));
        } else if let Some(field) = name(line) {
            within.clone_from(&field);
            found.insert(field);
        }
    }
    found
}

fn of_section(
    section: &str,
    fields: Option<&Map<String, Value>>,
    stated: &BTreeSet<String>,
) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, field) in fields.into_iter().flatten() {
        if !stated.contains(&format!("{section}.{name}")) {
            offer(name, field, "  ", &mut lines);
        }
    }
    lines
}

/// A field as a comment, below its meaning.
fn offer(name: &str, field: &Value, indent: &str, lines: &mut Vec<String>) {
    if let Some(meaning) = field.get("description").and_then(Value::as_str) {
        let meaning = faircat_text::single_spaced(meaning);
        lines.push(format!("## {indent}{meaning}"));
    }
    lines.push(format!("# {indent}{name}:"));
}
