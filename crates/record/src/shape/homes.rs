//! Where in a record a field belongs that stands in the wrong place.

use serde_json::Value;

use super::words::list;
use crate::Kind;
use crate::schema::{SECTIONS, schema_of};

/// How deep below the record a field is looked for.
const DEPTH: usize = 3;

/// In how many places a field may belong for them to be named.
const PLACES: usize = 3;

/// Where the field `name` of the mapping at `place` belongs in a record whose schema is `schema`: in
/// the same section, where it has a home there.
pub(super) fn of(schema: &Value, place: &str, name: &str) -> Option<String> {
    if let Some(places) = places_in_section(schema, place, name) {
        return Some(format!("`{name}` belongs under {}", list(&places, PLACES)));
    }
    if schema.pointer("/properties").is_some_and(|fields| fields.get(name).is_some()) {
        return Some(format!("`{name}` belongs at the top of the record, without indentation"));
    }
    let places = places(schema, name)?;
    Some(format!("`{name}` belongs under {}", list(&places, PLACES)))
}

/// Where the field `name` belongs in records of another kind than `kind`.
pub(super) fn elsewhere(kind: Kind, name: &str) -> Option<String> {
    Kind::WORKS.into_iter().filter(|other| *other != kind).find_map(|other| {
        let places = places(&schema_of(other), name)?;
        let places = list(&places, PLACES);
        Some(format!("`{name}` belongs under {places}, in records of kind `{}`", other.name()))
    })
}

/// The least deep mappings below the section at `place` that have a field `name`.
fn places_in_section(root: &Value, place: &str, name: &str) -> Option<Vec<String>> {
    let section = place.strip_prefix('/')?.split('/').next()?;
    SECTIONS.iter().find(|(known, _)| *known == section)?;
    let schema = mapping(root, root.get("properties")?.get(section)?)?;
    places_below(root, section.to_owned(), schema, name)
}

/// The least deep mappings that have a field `name`, as `model.signature`; `None` for none or many.
fn places(root: &Value, name: &str) -> Option<Vec<String>> {
    places_below(root, String::new(), root, name)
}

fn places_below(root: &Value, path: String, schema: &Value, name: &str) -> Option<Vec<String>> {
    let mut level = vec![(path, schema)];
    for depth in 0..DEPTH {
        level = level
            .iter()
            .flat_map(|(path, schema)| {
                let fields = schema.get("properties").and_then(Value::as_object);
                fields.into_iter().flatten().filter_map(move |(field, schema)| {
                    let dot = if path.is_empty() { "" } else { "." };
                    // Deeper than the fields of all kinds a name that fits is chance.
                    let is_section = SECTIONS.iter().any(|(section, _)| path.starts_with(section));
                    if depth > 0 && !is_section {
                        return None;
                    }
                    Some((format!("{path}{dot}{field}"), mapping(root, schema)?))
                })
            })
            .collect();
        let has = |schema: &Value| schema["properties"].get(name).is_some();
        let found: Vec<String> =
            level.iter().filter(|(_, it)| has(it)).map(|(path, _)| path.clone()).collect();
        match found.len() {
            0 => {}
            1..=PLACES => return Some(found),
            _ => return None,
        }
    }
    None
}

/// The schema of the mapping that a field holds, by itself, as an alternative, or in a list.
pub(super) fn mapping<'a>(root: &'a Value, schema: &'a Value) -> Option<&'a Value> {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return mapping(root, root.pointer(reference.strip_prefix('#')?)?);
    }
    if schema.get("properties").is_some() {
        return Some(schema);
    }
    if let Some(items) = schema.get("items") {
        return mapping(root, items);
    }
    let branches = schema.get("anyOf").and_then(Value::as_array)?;
    branches.iter().find_map(|branch| mapping(root, branch))
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::Kind;
    use crate::schema::schema_of;

    #[test]
    fn a_field_belongs_where_its_section_has_it() {
        let schema = schema_of(Kind::Model);
        for (place, name, home) in [
            ("/model", "inputs", "`inputs` belongs under `model.signature`"),
            ("/model", "outputs", "`outputs` belongs under `model.signature`"),
            ("", "inputs", "`inputs` belongs under `provenance`"),
            ("", "task", "`task` belongs under `model`"),
        ] {
            assert_eq!(of(&schema, place, name).as_deref(), Some(home), "{place} {name}");
        }
    }
}
