//! The JSON of an element of DataCite's XML: its names differ in few places.

use serde_json::{Map, Value};

use super::marks::marked;
use super::read_xml::object;
use crate::import::xml::Element;

/// Lists of the XML: the element around them, that of an item, the key of the list, and that of the
/// item's own text.
const LISTS: [(&str, &str, &str); 14] = [
    ("creators", "creators", ""),
    ("titles", "titles", "title"),
    ("subjects", "subjects", "subject"),
    ("contributors", "contributors", ""),
    ("dates", "dates", "date"),
    ("alternateIdentifiers", "alternateIdentifiers", "alternateIdentifier"),
    ("relatedIdentifiers", "relatedIdentifiers", "relatedIdentifier"),
    ("relatedItems", "relatedItems", ""),
    ("sizes", "sizes", ""),
    ("formats", "formats", ""),
    ("rightsList", "rightsList", "rights"),
    ("descriptions", "descriptions", "description"),
    ("geoLocations", "geoLocations", ""),
    ("fundingReferences", "fundingReferences", ""),
];

/// Elements whose text stands under another key beside their attributes.
const RENAMED: [(&str, &str); 3] =
    [("creatorName", "name"), ("contributorName", "name"), ("publisher", "name")];

/// Elements of which an item has several, as a list in the JSON.
const SEVERAL: [(&str, &str); 2] =
    [("nameIdentifier", "nameIdentifiers"), ("affiliation", "affiliation")];

/// The element `resource`.
pub(super) fn resource(root: &Element) -> Value {
    let mut fields: Vec<(&str, Value)> = Vec::new();
    for child in &root.children {
        let list = LISTS.iter().find(|(name, ..)| *name == child.name);
        match (child.name.as_str(), list) {
            (_, Some((_, key, text))) => {
                let items = child.children.iter().map(|it| item(it, text)).collect();
                fields.push((key, Value::Array(items)));
            }
            ("identifier", None) => {
                fields.push(("identifiers", Value::Array(vec![identifier(child)])))
            }
            ("resourceType", None) => fields.push(("types", types(child))),
            ("publisher", None) => fields.push(("publisher", item(child, "name"))),
            (name, None) => fields.push((name, plain(child))),
        }
    }
    let mut all = Map::new();
    for (key, value) in fields {
        let Value::Object(one) = object(vec![(key, value)]) else { continue };
        one.into_iter().for_each(|(key, value)| together(&mut all, &key, value));
    }
    marked(root, Value::Object(all))
}

/// Puts `value` under `name`, with what elements of that name said before: a reader says what is
/// wrong with several where one may stand.
fn together(fields: &mut Map<String, Value>, name: &str, value: Value) {
    let Value::Array(more) = value else { return beside(fields, name, value) };
    let list = fields.entry(name).or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(items) = list {
        items.extend(more);
    }
}

fn identifier(element: &Element) -> Value {
    let fields = object(vec![
        ("identifier", Value::String(element.whole_text())),
        ("identifierType", attribute(element, "identifierType")),
    ]);
    marked(element, fields)
}

fn types(element: &Element) -> Value {
    let fields = object(vec![
        ("resourceTypeGeneral", attribute(element, "resourceTypeGeneral")),
        ("resourceType", Value::String(element.whole_text())),
    ]);
    marked(element, fields)
}

fn attribute(element: &Element, name: &str) -> Value {
    element.attribute(name).map_or(Value::Null, |it| Value::String(it.to_owned()))
}

/// An item of a list: its attributes and elements by their names, and its text as `text`. One that is
/// nothing but a text is that text.
fn item(element: &Element, text: &str) -> Value {
    let own = if text.is_empty() { element.text().to_owned() } else { element.whole_text() };
    if element.children.is_empty()
        && (element.attributes.is_empty() || own.is_empty())
        && text.is_empty()
    {
        return marked(element, Value::String(own));
    }
    let mut fields = Map::new();
    if !own.is_empty() {
        let key = if text.is_empty() { "#text" } else { text };
        fields.insert(key.to_owned(), Value::String(own));
    }
    attributes(element, &mut fields);
    // Words in italics and the like are a part of the text.
    let is_item = |it: &&Element| text.is_empty() || !it.attributes.is_empty();
    for child in element.children.iter().filter(is_item) {
        nested(child, &mut fields);
    }
    marked(element, Value::Object(fields))
}

fn attributes(element: &Element, fields: &mut Map<String, Value>) {
    for (name, value) in &element.attributes {
        // The JSON has `Uri` where the XML has `URI`.
        let key = name.strip_suffix("URI").map_or_else(|| name.clone(), |it| format!("{it}Uri"));
        fields.insert(key, Value::String(value.clone()));
    }
}

fn nested(child: &Element, fields: &mut Map<String, Value>) {
    let name = child.name.as_str();
    if let Some((_, key)) = SEVERAL.iter().find(|(it, _)| *it == name) {
        let text = if name == "affiliation" { "name" } else { name };
        let list = fields.entry(*key).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(items) = list {
            items.push(item(child, text));
        }
    } else if let Some((_, key)) = RENAMED.iter().find(|(it, _)| *it == name) {
        // `nameType` stands beside the name in the JSON, above it in the XML.
        let text = Value::String(child.whole_text());
        beside(fields, key, marked(child, text));
        attributes(child, fields);
    } else if matches!(name, "awardNumber" | "funderIdentifier" | "relatedItemIdentifier")
        && !child.attributes.is_empty()
    {
        let own = marked(child, Value::String(child.whole_text()));
        if name == "relatedItemIdentifier" {
            fields.insert(name.to_owned(), item(child, name));
        } else {
            fields.insert(name.to_owned(), own);
            attributes(child, fields);
        }
    } else if name == "titles" || name == "creators" || name == "contributors" {
        let text = if name == "titles" { "title" } else { "" };
        let items = child.children.iter().map(|it| item(it, text)).collect();
        fields.insert(name.to_owned(), Value::Array(items));
    } else {
        beside(fields, name, plain(child));
    }
}

/// Puts `value` under `name`, into a list with what is there already.
fn beside(fields: &mut Map<String, Value>, name: &str, value: Value) {
    match fields.get_mut(name) {
        None => drop(fields.insert(name.to_owned(), value)),
        Some(Value::Array(values)) => values.push(value),
        Some(one) => *one = Value::Array(vec![one.take(), value]),
    }
}

/// An element of which nothing special is known.
fn plain(element: &Element) -> Value {
    let is_text = element.children.is_empty() || !element.text().is_empty();
    if is_text && element.attributes.is_empty() {
        return marked(element, Value::String(element.whole_text()));
    }
    item(element, "")
}
