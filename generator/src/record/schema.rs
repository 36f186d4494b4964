//! JSON Schemas of the records, one for each kind, made from the Rust types.
//!
//! They are published under `/schema/`, so that an editor completes and checks a record:
//! `# yaml-language-server: $schema=https://…/schema/model.json` on its first line. The messages
//! about misshapen records come from the same schemas.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::{Kind, Organization, Person, Work};
use crate::site::SiteConfig;

/// The fields of a [`Work`] that belong to one kind only, with that kind.
pub const SECTIONS: [(&str, Kind); 5] = [
    ("model", Kind::Model),
    ("dataset", Kind::Dataset),
    ("software", Kind::Software),
    ("workflow", Kind::Workflow),
    ("training_material", Kind::TrainingMaterial),
];

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
    accept_numbers_for_text(&mut schema);
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
    accept_numbers_for_text(&mut schema);
    schema
}

fn generate<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    generator.into_root_schema_for::<T>().to_value()
}

/// `version: 1.0` and `shape: [batch, 30]` are texts to us, though YAML has them as numbers.
fn accept_numbers_for_text(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            let closed = object.contains_key("enum") || object.contains_key("const");
            match object.get_mut("type") {
                Some(kind) if *kind == "string" && !closed => *kind = json!(["string", "number"]),
                Some(Value::Array(kinds)) if kinds.iter().any(|kind| kind == "string") => {
                    kinds.insert(1, json!("number"));
                }
                _ => {}
            }
            object.values_mut().for_each(accept_numbers_for_text);
        }
        Value::Array(items) => items.iter_mut().for_each(accept_numbers_for_text),
        _ => {}
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
