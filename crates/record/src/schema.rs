//! JSON Schemas of the records, one for each kind, made from the Rust types.
//!
//! They are published under `/schema/`, so that an editor completes and checks a record:
//! `# yaml-language-server: $schema=https://…/schema/model.json` on its first line. The messages
//! about misshapen records come from the same schemas.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::{Kind, Organization, Person, Work};
use crate::settings::SiteConfig;

/// The fields of a [`Work`] that belong to one kind only, with that kind.
pub const SECTIONS: [(&str, Kind); 5] = [
    ("model", Kind::Model),
    ("dataset", Kind::Dataset),
    ("software", Kind::Software),
    ("workflow", Kind::Workflow),
    ("training_material", Kind::TrainingMaterial),
];

/// The field of a [`Work`] that belongs to `kind` only, where there is one.
pub fn section_of(kind: Kind) -> Option<&'static str> {
    SECTIONS.iter().find(|(_, owner)| *owner == kind).map(|(name, _)| *name)
}

/// The fields of the mapping that `schema` describes, itself or where it refers to in `root`.
pub fn fields_of<'a>(root: &'a Value, schema: &'a Value) -> Option<&'a Map<String, Value>> {
    if let Some(found) = schema.get("properties") {
        return found.as_object();
    }
    let reference = schema.get("$ref").and_then(Value::as_str);
    let choices = schema.get("anyOf").and_then(Value::as_array);
    match reference.and_then(|it| it.strip_prefix('#')) {
        Some(pointer) => fields_of(root, root.pointer(pointer)?),
        None => choices?.iter().find_map(|choice| fields_of(root, choice)),
    }
}

/// The schema of each kind with its file name, as `model.json`. `base` is the absolute address of
/// the folder in which they are published, with its final slash.
pub fn schemas(base: &str) -> Vec<(String, Value)> {
    Kind::ALL
        .into_iter()
        .map(|kind| {
            let name = format!("{}.json", kind.name());
            let mut schema = schema_of(kind);
            if let Some(object) = schema.as_object_mut() {
                let mut identified = Map::new();
                identified.extend(object.shift_remove_entry("$schema"));
                identified.insert("$id".to_owned(), json!(format!("{base}{name}")));
                identified.append(object);
                *object = identified;
            }
            (name, schema)
        })
        .collect()
}

/// The schema of records of `kind`: JSON Schema 2020-12, without `$id`.
pub fn schema_of(kind: Kind) -> Value {
    let mut schema = match kind {
        Kind::Person => generate::<Person>(),
        Kind::Organization => generate::<Organization>(),
        _ => generate::<Work>(),
    };
    schema.as_object_mut().into_iter().flat_map(Map::values_mut).for_each(accept_what_is_read);
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".to_owned(), json!(format!("faircat record: {}", kind.name())));
    }
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        for (section, owner) in SECTIONS {
            if owner != kind {
                properties.shift_remove(section);
            }
        }
        properties.insert(
            "kind".to_owned(),
            json!({ "const": kind.name(), "description": "What the record is about." }),
        );
    }
    drop_unused_definitions(&mut schema);
    schema
}

/// The schema of `site/site.yaml`.
pub fn schema_of_site() -> Value {
    let mut schema = generate::<SiteConfig>();
    schema.as_object_mut().into_iter().flat_map(Map::values_mut).for_each(accept_what_is_read);
    schema
}

fn generate<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    generator.into_root_schema_for::<T>().to_value()
}

/// What reading takes beside the types that schemars writes: `version: 1.0`, `shape: [batch, 30]` and
/// a title `True` are texts to us, though YAML has them as something else, and a list or mapping that
/// is begun and left empty is empty. A whole number is one that we can hold.
fn accept_what_is_read(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            accept_in(object);
            object.values_mut().for_each(accept_what_is_read);
        }
        Value::Array(items) => items.iter_mut().for_each(accept_what_is_read),
        _ => {}
    }
}

fn accept_in(object: &mut Map<String, Value>) {
    let closed = object.contains_key("enum") || object.contains_key("const");
    let needs_fields = object.contains_key("required");
    let most = object.get("format").and_then(Value::as_str).and_then(largest);
    let mut kinds = match object.get("type") {
        Some(Value::String(kind)) => vec![kind.clone()],
        Some(Value::Array(kinds)) => {
            kinds.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => return,
    };
    let has = |kinds: &[String], name: &str| kinds.iter().any(|kind| kind == name);
    if has(&kinds, "string") && !closed {
        kinds.splice(1..1, ["number".to_owned(), "boolean".to_owned()]);
    }
    let may_be_empty = has(&kinds, "array") || (has(&kinds, "object") && !needs_fields);
    if may_be_empty && !has(&kinds, "null") {
        kinds.push("null".to_owned());
    }
    let kinds = if kinds.len() == 1 { json!(kinds[0]) } else { json!(kinds) };
    object.insert("type".to_owned(), kinds);
    if let Some(most) = most {
        object.entry("maximum").or_insert(most);
    }
}

/// The largest number of a format.
fn largest(format: &str) -> Option<Value> {
    match format {
        "uint16" => Some(json!(u16::MAX)),
        "uint32" => Some(json!(u32::MAX)),
        "uint64" => Some(json!(u64::MAX)),
        _ => None,
    }
}

/// Removes what only the sections of other kinds needed.
fn drop_unused_definitions(schema: &mut Value) {
    loop {
        let mut used = Vec::new();
        collect_references(schema, &mut used);
        let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) else {
            return;
        };
        let before = definitions.len();
        definitions.retain(|name, _| used.iter().any(|reference| reference == name));
        if definitions.len() == before {
            return;
        }
    }
}

fn collect_references(schema: &Value, used: &mut Vec<String>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get("$ref") {
                used.extend(reference.strip_prefix("#/$defs/").map(str::to_owned));
            }
            object.values().for_each(|value| collect_references(value, used));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, used)),
        _ => {}
    }
}
