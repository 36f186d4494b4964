//! The fields that a JSON Schema of ours describes, in its order, each with what the schema says of it.

use faircat_record::schema::fields_of;
use serde_json::Value;

use super::type_words::type_in_words;

/// A field, or a field inside one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name after those of the fields that hold it, as `authors.orcid`.
    pub(super) path: String,
    /// Whether what holds it cannot be without it.
    pub(super) is_required: bool,
    /// What kind of value it takes, as `list of texts`.
    pub(super) type_words: String,
    /// What it means, as its author wrote that.
    pub(super) meaning: String,
    pub(super) choices: Vec<Choice>,
    /// What holds where it is left out.
    pub(super) default: Option<String>,
    /// The field that has the same fields inside it, and comes first.
    pub(super) same_as: Option<String>,
}

/// A value of a field that takes only some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) meaning: Option<String>,
}

/// All fields of the mapping that `schema` describes.
pub(super) fn fields(schema: &Value) -> Vec<Field> {
    let mut walk = Walk { root: schema, told: Vec::new(), found: Vec::new() };
    walk.mapping("", schema);
    walk.found
}

struct Walk<'a> {
    root: &'a Value,
    /// Mappings that have a name in the schema, each with the field that told of it first.
    told: Vec<(&'a str, String)>,
    found: Vec<Field>,
}

impl<'a> Walk<'a> {
    fn mapping(&mut self, path: &str, schema: &'a Value) {
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let Some(fields) = fields_of(self.root, schema) else { return };
        for (name, field) in fields {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            self.field(path, field, required.contains(&name.as_str()));
        }
    }

    fn field(&mut self, path: String, schema: &'a Value, is_required: bool) {
        let value = Part::of(self.root, schema);
        let item = value.schema.get("items").map(|items| Part::of(self.root, items));
        let inner = item.as_ref().unwrap_or(&value);
        let same_as = inner.name.and_then(|name| self.teller(name)).map(str::to_owned);
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        self.found.push(Field {
            type_words: type_in_words(self.root, schema),
            meaning: text("description").unwrap_or_default().to_owned(),
            choices: choices(inner.schema),
            default: schema.get("default").and_then(default_in_words),
            same_as: same_as.clone(),
            is_required,
            path: path.clone(),
        });
        let Some(mapping) = inner.mapping.filter(|_| same_as.is_none()) else { return };
        if let Some(name) = inner.name {
            self.told.push((name, path.clone()));
        }
        self.mapping(&path, mapping);
    }

    fn teller(&self, name: &str) -> Option<&str> {
        self.told.iter().find(|(known, _)| *known == name).map(|(_, path)| path.as_str())
    }
}

/// What a field's schema leads to.
struct Part<'a> {
    /// Without references and without the choice to leave it out.
    schema: &'a Value,
    /// The mapping that it is, or may be.
    mapping: Option<&'a Value>,
    /// The name of that mapping in the schema.
    name: Option<&'a str>,
}

impl<'a> Part<'a> {
    fn of(root: &'a Value, schema: &'a Value) -> Part<'a> {
        let mut part = Part { schema, mapping: None, name: None };
        part.follow(root, schema);
        part
    }

    fn follow(&mut self, root: &'a Value, schema: &'a Value) {
        self.schema = schema;
        if schema.get("properties").is_some() {
            self.mapping = Some(schema);
        } else if let Some(name) = definition(schema) {
            self.name = Some(name);
            self.follow(root, &root["$defs"][name]);
        } else if let Some(forms) = schema["anyOf"].as_array() {
            // Of several forms, a mapping is the one that has fields.
            let forms = forms.iter().filter(|form| form["type"] != "null");
            forms.for_each(|form| {
                if self.mapping.is_none() {
                    self.follow(root, form)
                }
            });
        }
    }
}

/// The definition that `schema` refers to.
pub(super) fn definition(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/$defs/")
}

/// The values that `schema` takes, where it names them.
fn choices(schema: &Value) -> Vec<Choice> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let plain = |value: &Value| Some(Choice { value: text(value)?, meaning: None });
    let listed = |form: &Value| -> Vec<Choice> {
        form["enum"].as_array().into_iter().flatten().filter_map(plain).collect()
    };
    let explained = |form: &Value| match form.get("const").and_then(text) {
        Some(value) => vec![Choice { value, meaning: text(&form["description"]) }],
        None => listed(form),
    };
    let forms = schema["oneOf"].as_array();
    forms.map_or_else(|| listed(schema), |forms| forms.iter().flat_map(explained).collect())
}

/// A default that says something: no emptiness.
fn default_in_words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Bool(true) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use faircat_record::Kind;
    use faircat_record::schema::{schema_of, schema_of_site};

    use super::{Field, fields};

    fn field(fields: &[Field], path: &str) -> Field {
        fields.iter().find(|it| it.path == path).unwrap_or_else(|| panic!("no {path}")).clone()
    }

    #[test]
    fn fields_are_found_with_what_is_said_of_them() {
        let fields = fields(&schema_of(Kind::Model));
        let words = |path: &str| field(&fields, path).type_words;
        assert_eq!(words("title"), "text");
        assert_eq!(words("keywords"), "list of texts");
        assert_eq!(words("same_as"), "list of addresses");
        assert_eq!(words("authors"), "list of names of records or mappings");
        assert_eq!(words("publisher"), "name of a record or mapping");
        assert_eq!(words("authors.organization"), "true or false");
        assert_eq!(words("artifacts.size"), "whole number");
        assert_eq!(words("model.evaluations.value"), "number");
        assert_eq!(words("model.signature.inputs.shape"), "list of texts");
        assert!(field(&fields, "title").is_required);
        assert!(!field(&fields, "summary").is_required);
        let role = field(&fields, "model.signature.inputs.role");
        assert_eq!(role.type_words, "word of a list");
        assert_eq!(role.choices[0].value, "tracks");
        assert_eq!(field(&fields, "maintainers").same_as.as_deref(), Some("authors"));
        assert_eq!(
            field(&fields, "model.signature.outputs").same_as.as_deref(),
            Some("model.signature.inputs")
        );
    }

    /// A field without a meaning is one that its author has to guess.
    #[test]
    fn every_field_says_what_it_means() {
        let schemas = Kind::ALL.into_iter().map(schema_of).chain([schema_of_site()]);
        for field in schemas.flat_map(|schema| fields(&schema)) {
            assert!(!field.meaning.is_empty(), "`{}` has no comment", field.path);
            let explained = field.choices.iter().filter(|it| it.meaning.is_some()).count();
            assert!(
                explained == 0 || explained == field.choices.len(),
                "of the values of `{}` only some are explained",
                field.path
            );
        }
    }
}
