//! DataCite's XML of kernel 3 and 4, alone or within another document, read as its JSON.

use std::path::Path;

use serde_json::{Map, Value};

use super::read::records;
use super::{XML, marks, read_json_of};
use crate::import::document::{self, Lines, Whereabouts};
use crate::import::xml::{self, Element};
use crate::reader::{Found, Input};

/// What the namespaces of all versions begin with.
const NAMESPACES: &str = "http://datacite.org/schema/kernel-";

pub(super) fn recognise(input: &Input) -> bool {
    let head = &input.bytes[..input.bytes.len().min(4096)];
    let is_xml =
        head.iter().find(|it| !it.is_ascii_whitespace() && !matches!(it, 0xef | 0xbb | 0xbf))
            == Some(&b'<');
    is_xml
        && memory_has(input.bytes, NAMESPACES.as_bytes())
        && xml::read(input).is_ok_and(|root| !resources(&root).is_empty())
}

fn memory_has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|it| it == wanted)
}

pub(super) fn read(input: &Input) -> Found {
    let mut found = Found::default();
    let root = match xml::read(input) {
        Ok(root) => root,
        Err(problem) => return Found::refused(*problem),
    };
    let items = marks::without(items(&root));
    let text = document::text(input).unwrap_or_default();
    records(XML.name, items, &Whereabouts::with_lines(input, text, lines), &mut found);
    found
}

/// The records of a document, whose values are marked with their lines.
fn items(root: &Element) -> Value {
    resources(root).into_iter().map(read_json_of::resource).collect()
}

/// The lines of all values that are read of `text`, by their JSON pointers.
fn lines(text: &str) -> Lines {
    let read = xml::read(&Input::new(Path::new(""), text.as_bytes()));
    read.map(|root| marks::lines(&items(&root))).unwrap_or_default()
}

/// The elements `resource` of DataCite, wherever they stand.
fn resources(root: &Element) -> Vec<&Element> {
    if root.name == "resource" && root.namespace.starts_with(NAMESPACES) {
        return vec![root];
    }
    root.children.iter().flat_map(resources).collect()
}

/// An object without what is empty.
pub(super) fn object(fields: Vec<(&str, Value)>) -> Value {
    let said = fields.into_iter().filter(|(_, it)| match it {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    });
    Value::Object(said.map(|(key, it)| (key.to_owned(), it)).collect::<Map<_, _>>())
}
