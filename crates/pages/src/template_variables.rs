//! What templates are given, told by the types that they are given: names, types and meanings.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

/// The variables of one template.
pub struct Template {
    /// As `work.html`.
    pub name: &'static str,
    pub variables: Vec<Variable>,
}

/// A variable, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// As `authors[].name`: parts stand behind a dot, items of a list behind brackets.
    pub path: String,
    /// In words, as `text, or none`.
    pub kind: String,
    /// Empty where the name says it.
    pub meaning: String,
}

/// What a crate that knows no templates tells of itself: its parts are not listed.
pub(crate) struct Anything;

impl JsonSchema for Anything {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Anything".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!(true)
    }
}

/// The type behind a template: its name, and the schema of what it is given.
pub(crate) type Given = (&'static str, fn(&mut SchemaGenerator) -> Schema);

/// Parts of parts that are listed.
const DEEPEST: usize = 4;

/// The schemas of what the templates of the built-in theme are given that make pages, with their names.
pub(crate) fn template_schemas() -> Vec<(&'static str, Value)> {
    schemas_of(|_| true)
}

/// Of those the ones whose names are `wanted`.
fn schemas_of(wanted: impl Fn(&str) -> bool) -> Vec<(&'static str, Value)> {
    let all = crate::record::TEMPLATES.iter().chain(&crate::site::TEMPLATES);
    all.filter(|(name, _)| wanted(name)).map(|(name, schema)| (*name, whole(*schema))).collect()
}

/// The schema of what every template has.
pub(crate) fn everywhere_schema() -> Value {
    whole(crate::theme::site_variable)
}

fn whole(schema: fn(&mut SchemaGenerator) -> Schema) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut generator = settings.with(|it| it.inline_subschemas = true).into_generator();
    schema(&mut generator).to_value()
}

/// The variables of every template of the built-in theme, sorted by its name.
pub fn templates() -> Vec<Template> {
    templates_of(|_| true)
}

/// Those of [`templates`] whose names are `wanted`: the schema of a work's page takes longer than
/// most pages, and every part of it has that schema.
pub(crate) fn templates_of(wanted: impl Fn(&str) -> bool) -> Vec<Template> {
    let schemas = schemas_of(wanted).into_iter();
    let mut all: Vec<Template> =
        schemas.map(|(name, schema)| Template { name, variables: variables(&schema) }).collect();
    all.sort_by_key(|template| template.name);
    all
}

/// What every template has.
pub fn everywhere() -> Vec<Variable> {
    variables(&everywhere_schema())
}

fn variables(schema: &Value) -> Vec<Variable> {
    let mut found = Vec::new();
    collect(schema, "", DEEPEST, &mut found);
    found
}

fn collect(schema: &Value, before: &str, depth: usize, found: &mut Vec<Variable>) {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
    for (name, inner) in properties {
        let path = format!("{before}{name}");
        let meaning = inner.get("description").and_then(Value::as_str).unwrap_or_default();
        found.push(Variable {
            path: path.clone(),
            kind: kind(inner),
            meaning: faircat_text::single_spaced(meaning),
        });
        let (inner, path) = items(present(inner), path);
        if depth > 1 {
            collect(inner, &format!("{path}."), depth - 1, found);
        }
    }
}

/// What the items of a list are, however deep the list.
fn items(schema: &Value, path: String) -> (&Value, String) {
    match schema.get("items") {
        Some(inner) => items(present(inner), format!("{path}[]")),
        None => (schema, path),
    }
}

/// The schema of what is there, where there may be nothing.
fn present(schema: &Value) -> &Value {
    let choices = schema.get("anyOf").and_then(Value::as_array);
    let some = choices.and_then(|all| all.iter().find(|it| !is_null(it)));
    some.filter(|_| may_lack(schema)).unwrap_or(schema)
}

fn may_lack(schema: &Value) -> bool {
    let of = |name: &str| schema.get(name).and_then(Value::as_array);
    of("anyOf").is_some_and(|all| all.iter().any(is_null))
        || of("type").is_some_and(|all| all.iter().any(|it| it == "null"))
}

/// Whether `schema` is of something.
pub(crate) fn is_some(schema: &Value) -> bool {
    !is_null(schema)
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").is_some_and(|it| it == "null")
}

fn kind(schema: &Value) -> String {
    let known = kind_of_present(present(schema));
    if may_lack(schema) { format!("{known}, or none") } else { known }
}

fn kind_of_present(schema: &Value) -> String {
    let is = |wanted: &str| match schema.get("type") {
        Some(Value::Array(all)) => all.iter().any(|it| it == wanted),
        Some(one) => one == wanted,
        None => false,
    };
    if let Some(Value::Array(values)) = schema.get("enum") {
        let names: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        return format!("one of {}", names.join(", "));
    }
    if schema.get("format").is_some_and(|it| it == HTML) {
        return "HTML".to_owned();
    }
    if is("array") {
        let inner = schema.get("items").map(kind);
        return inner.map_or_else(|| "list".to_owned(), |inner| format!("list of {inner}"));
    }
    let kinds = [
        ("string", "text"),
        ("integer", "whole number"),
        ("number", "number"),
        ("boolean", "true or false"),
    ];
    let known = kinds.into_iter().find(|(name, _)| is(name)).map(|(_, kind)| kind);
    match known {
        Some(kind) => kind.to_owned(),
        None if schema.get("properties").is_some() => "object".to_owned(),
        None => "anything".to_owned(),
    }
}

/// How schemas tell that a text is HTML.
pub(crate) const HTML: &str = "html";
