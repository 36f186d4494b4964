//! Lines of JSON that are to be added to an object: `"name": value`, one below the other.

use std::collections::BTreeSet;
use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;
use serde_json::{Map, Serializer, Value};

/// Deepest object of a document whose names are collected.
const DEEPEST: usize = 16;

/// The names in a document of JSON.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Those of the document itself.
    top: BTreeSet<String>,
    /// Those of what it holds.
    inner: BTreeSet<String>,
}

impl Names {
    /// Those of the document `bytes`; none of one that is no JSON.
    pub(super) fn of(bytes: &[u8]) -> Names {
        let mut found = Names::default();
        let Ok(document) = serde_json::from_slice::<Value>(bytes) else { return found };
        if let Value::Object(fields) = &document {
            found.top = fields.keys().cloned().collect();
        }
        collect(&document, 0, &mut found.inner);
        found
    }

    /// Whether something may have `name` where it is to be written: at the top, or within something.
    pub(super) fn may_be_there(&self, name: &str, is_within: bool) -> bool {
        if is_within { self.inner.contains(name) } else { self.top.contains(name) }
    }
}

fn collect(value: &Value, depth: usize, found: &mut BTreeSet<String>) {
    match value {
        _ if depth > DEEPEST => {}
        Value::Array(items) => items.iter().for_each(|it| collect(it, depth + 1, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                found.insert(name.clone());
                collect(value, depth + 1, found);
            }
        }
        _ => {}
    }
}

/// The name that `line` gives something, where it is such a line.
pub(super) fn name(line: &str) -> Option<&str> {
    line.strip_prefix('"')?.split_once("\": ").map(|(name, _)| name)
}

/// `lines` and `more`, in which a name stands once that both give something; `None` where they are no
/// such lines.
pub(super) fn joined(lines: &str, more: &str) -> Option<String> {
    let (mut all, more) = (object(lines)?, object(more)?);
    merge(&mut all, more);
    let lines = all.iter().map(|(name, value)| {
        Some(format!("{}: {}", spaced(&Value::from(name.as_str()))?, spaced(value)?))
    });
    Some(lines.collect::<Option<Vec<String>>>()?.join(",\n"))
}

fn object(lines: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(&format!("{{{lines}}}")).ok()
}

fn merge(all: &mut Map<String, Value>, more: Map<String, Value>) {
    for (name, value) in more {
        match (all.get_mut(&name), value) {
            (Some(Value::Object(known)), Value::Object(value)) => merge(known, value),
            (Some(Value::Array(known)), Value::Array(items)) => {
                items.into_iter().for_each(|it| {
                    if !known.contains(&it) {
                        known.push(it);
                    }
                });
            }
            (Some(_), _) => {}
            (None, value) => {
                all.insert(name, value);
            }
        }
    }
}

/// `value` on one line, as people write it.
fn spaced(value: &Value) -> Option<String> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Spaced)).ok()?;
    String::from_utf8(bytes).ok()
}

/// A blank behind each comma and colon.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        is_first: bool,
    ) -> io::Result<()> {
        if is_first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        is_first: bool,
    ) -> io::Result<()> {
        if is_first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, joined, name};

    #[test]
    fn a_name_stands_once() {
        let one = "\"a\": {\"b\": {\"c\": [\"x\"]}},\n\"d\": 1";
        let other = "\"a\": {\"b\": {\"e\": \"<y>\", \"c\": [\"x\", \"z\"]}}";
        let wanted = "\"a\": {\"b\": {\"c\": [\"x\", \"z\"], \"e\": \"<y>\"}},\n\"d\": 1";
        assert_eq!(joined(one, other).as_deref(), Some(wanted));
        assert_eq!(joined(one, "\"shape\": [null, <size>]"), None);
        assert_eq!(name("\"a\": {}"), Some("a"));
    }

    #[test]
    fn names_of_a_document_are_known_by_their_place() {
        let found = Names::of(br#"{"a": {"b": [{"c": 1}]}}"#);
        assert!(found.may_be_there("a", false) && !found.may_be_there("c", false));
        assert!(found.may_be_there("c", true) && !found.may_be_there("d", true));
        assert!(!Names::of(b"<a/>").may_be_there("a", false));
    }
}
