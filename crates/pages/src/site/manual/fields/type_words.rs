//! What kind of value a field takes, in words.

use serde_json::Value;

use super::tree::definition;

/// The forms that a value may have, by what the schema says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Address,
    Number,
    Whole,
    Truth,
    Word,
    Mapping,
    Anything,
}

impl Form {
    /// One of them, and several.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Form::Text => ("text", "texts"),
            Form::Address => ("address", "addresses"),
            Form::Number => ("number", "numbers"),
            Form::Whole => ("whole number", "whole numbers"),
            Form::Truth => ("true or false", "truth values"),
            Form::Word => ("word of a list", "words of a list"),
            Form::Mapping => ("mapping", "mappings"),
            Form::Anything => ("anything", "values of any kind"),
        }
    }
}

/// As `list of addresses`.
pub(super) fn type_in_words(root: &Value, schema: &Value) -> String {
    let mut forms = Vec::new();
    let items = forms_of(root, schema, &mut forms);
    match items {
        Some(items) => {
            let mut inner = Vec::new();
            forms_of(root, items, &mut inner);
            format!("list of {}", joined(&inner, |form| form.words().1))
        }
        None => joined(&forms, |form| form.words().0),
    }
}

fn joined(forms: &[Form], word: fn(Form) -> &'static str) -> String {
    // The one text that stands beside a mapping is the name of a record.
    let words: Vec<&str> = forms
        .iter()
        .map(|form| match (form, forms.contains(&Form::Mapping)) {
            (Form::Text, true) if word(Form::Text) == "text" => "name of a record",
            (Form::Text, true) => "names of records",
            (form, _) => word(*form),
        })
        .collect();
    words.join(" or ")
}

/// Adds the forms of a value of `schema`; the schema of its items, where it is a list.
fn forms_of<'a>(root: &'a Value, schema: &'a Value, forms: &mut Vec<Form>) -> Option<&'a Value> {
    if let Some(name) = definition(schema) {
        return forms_of(root, &root["$defs"][name], forms);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let choices = choices.iter().filter(|choice| choice["type"] != "null");
        return choices.fold(None, |items, choice| forms_of(root, choice, forms).or(items));
    }
    if let Some(items) = schema.get("items") {
        return Some(items);
    }
    forms.push(form_of(schema));
    None
}

fn form_of(schema: &Value) -> Form {
    let has = |name: &str| {
        let one = |kind: &Value| kind == name;
        one(&schema["type"]) || schema["type"].as_array().is_some_and(|all| all.iter().any(one))
    };
    let is_closed = ["enum", "oneOf", "const"].iter().any(|key| schema.get(key).is_some());
    match () {
        () if is_closed => Form::Word,
        () if has("object") => Form::Mapping,
        () if has("string") && schema["format"] == "uri" => Form::Address,
        () if has("string") => Form::Text,
        () if has("integer") => Form::Whole,
        () if has("number") => Form::Number,
        () if has("boolean") => Form::Truth,
        () => Form::Anything,
    }
}
