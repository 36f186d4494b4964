//! From what a JSON Schema finds to what an author can do.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use super::words::{constants_of, describe, expected_types, list, noun, texts};
use super::{foreign_section, homes, lists, nearest, remedies, synonyms};
use crate::Kind;
use crate::diagnostic::Diagnostic;
use crate::json_pointer;
use crate::schema::{SECTIONS, schema_of, schema_of_site};

/// Most values of an enumeration that a hint lists: all of most of them.
const MOST_VALUES: usize = 40;

/// Types that stand for a text where one is wanted.
const TAKEN_FOR_TEXT: [&str; 2] = ["a number", "`true` or `false`"];

/// A problem with the JSON pointer of what it is about.
pub(super) struct Misshape {
    pub(super) pointer: String,
    pub(super) marks: Marks,
    pub(super) diagnostic: Diagnostic,
}

/// What a message marks: the field's name, or its value.
pub(super) enum Marks {
    Key,
    Value,
}

struct Shape {
    schema: Value,
    validator: Validator,
}

#[allow(
    clippy::expect_used,
    reason = "the schemas are made of our own types, and a test reads every one of them"
)]
fn shape(kind: Option<Kind>) -> &'static Shape {
    static SHAPES: [OnceLock<Shape>; 8] = [const { OnceLock::new() }; 8];
    SHAPES[kind.map_or(7, |kind| kind as usize)].get_or_init(|| {
        let schema = kind.map_or_else(schema_of_site, schema_of);
        let validator = jsonschema::validator_for(&schema).expect("made by schemars");
        Shape { schema, validator }
    })
}

/// The first `most` problems that the schema of `kind` finds in `value`, and how many others. Without
/// a kind it is that of `site.yaml`.
pub(super) fn misshapes(value: &Value, kind: Option<Kind>, most: usize) -> (Vec<Misshape>, usize) {
    let shape = shape(kind);
    let mut explainer = Explainer { schema: &shape.schema, kind, most, found: Vec::new(), more: 0 };
    for error in shape.validator.iter_errors(value) {
        explainer.explain(&error);
    }
    (explainer.found, explainer.more)
}

struct Explainer<'a> {
    schema: &'a Value,
    kind: Option<Kind>,
    /// Longest that `found` may grow.
    most: usize,
    found: Vec<Misshape>,
    /// Problems beyond those.
    more: usize,
}

impl Explainer<'_> {
    fn explain(&mut self, error: &ValidationError<'_>) {
        if self.found.len() >= self.most
            && !matches!(error.kind(), ValidationErrorKind::AdditionalProperties { .. })
        {
            self.more += 1;
            return;
        }
        let pointer = error.instance_path().as_str();
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                for name in unexpected {
                    self.unknown_field(error, name);
                }
            }
            ValidationErrorKind::Required { property } => {
                self.missing_field(error, property.as_str().unwrap_or_default());
            }
            ValidationErrorKind::Type { kind } => {
                let schema = self.schema_at(error).cloned();
                self.wrong_type(pointer, error.instance(), &expected_types(kind), schema.as_ref());
            }
            ValidationErrorKind::AnyOf { context }
            | ValidationErrorKind::OneOfNotValid { context } => {
                self.no_branch(error, context);
            }
            ValidationErrorKind::Enum { options } => {
                let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
                self.unknown_value(pointer, error.instance(), &texts(options));
            }
            ValidationErrorKind::Constant { expected_value } => {
                let expected = expected_value.as_str().unwrap_or_default().to_owned();
                self.unknown_value(pointer, error.instance(), &[expected]);
            }
            // The one pattern of the schemas is that of a text which is not empty.
            ValidationErrorKind::Pattern { .. } => {
                let message = format!("{} is empty", self.noun(pointer));
                let hint = "write what it is, or remove it where it may be left out";
                let problem = Diagnostic::error("empty-text", message).hint(hint);
                self.push(pointer, Marks::Value, problem);
            }
            ValidationErrorKind::Minimum { limit } => self.out_of_range(error, limit, "more"),
            ValidationErrorKind::Maximum { limit } => self.out_of_range(error, limit, "less"),
            _ => self.value(pointer, "wrong-value", "this value is not allowed here".to_owned()),
        }
    }

    fn out_of_range(&mut self, error: &ValidationError<'_>, limit: &Value, or: &str) {
        let pointer = error.instance_path().as_str();
        let message = format!("{} must be {limit} or {or}", self.noun(pointer));
        let hint = match (limit.as_u64(), error.instance().as_i64()) {
            (Some(0), Some(below)) if below < 0 => {
                format!(
                    "write `{}` if the sign is a slip, or remove the field",
                    below.unsigned_abs()
                )
            }
            _ => "correct the number".to_owned(),
        };
        let problem = Diagnostic::error("out-of-range", message).hint(hint);
        self.push(pointer, Marks::Value, problem);
    }

    fn unknown_field(&mut self, error: &ValidationError<'_>, name: &str) {
        if self.found.len() >= self.most {
            self.more += 1;
            return;
        }
        let place = error.instance_path().as_str();
        let pointer = format!("{place}/{}", json_pointer::escape(name));
        if is_rest_of_parentheses(error.instance(), name) {
            return;
        }
        if place.is_empty()
            && let Some(kind) = self.kind
            && let Some((_, owner)) = SECTIONS.iter().find(|(section, _)| *section == name)
        {
            self.push(&pointer, Marks::Key, foreign_section(name, *owner, kind));
            return;
        }
        let known = self.fields_at(error);
        let diagnostic = Diagnostic::error(
            "unknown-field",
            format!("{} has no field `{name}`", self.noun(place)),
        );
        let diagnostic = diagnostic.hint(self.home_of(place, name, &known));
        self.push(&pointer, Marks::Key, diagnostic);
    }

    /// What to do with the field `name`, which the mapping at `place` with the fields `known` lacks.
    fn home_of(&self, place: &str, name: &str, known: &[String]) -> String {
        if let Some(remedy) = lists::after_hyphen(name, "…") {
            return remedy;
        }
        let same = synonyms::field(name, known).filter(|it| *it != name);
        if let Some(ours) = same.filter(|ours| known.iter().any(|it| it == ours)) {
            return match (ours, name.to_lowercase().as_str()) {
                ("path", _) => {
                    "write `path` for a file beside the record, `url` for one elsewhere, \
                                and `name` for what people are shown"
                        .to_owned()
                }
                ("checksums", algorithm) => {
                    format!("write `checksums: [{{algorithm: {algorithm}, value: …}}]`")
                }
                ("identifiers", scheme @ ("doi" | "arxiv")) => {
                    format!("write it as one of the `identifiers`, `- {scheme}:…`")
                }
                _ => format!("write `{ours}`, which says this here"),
            };
        }
        // Further down, a name that fits elsewhere too is chance.
        let is_shallow = place.matches('/').count() <= 1;
        let home = |name: &str| is_shallow.then(|| homes::of(self.schema, place, name)).flatten();
        if let Some(home) = home(name) {
            return home;
        }
        if let Some(ours) = same
            && let Some(home) = home(ours)
        {
            return format!("write `{ours}`, which says this here; {home}");
        }
        let near = nearest(name, known.iter().map(String::as_str));
        let other = || is_shallow.then(|| homes::elsewhere(self.kind?, name)).flatten();
        match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => other().unwrap_or_else(|| format!("it may have {}", list(known, 12))),
        }
    }

    /// How a message names the value at `pointer`.
    fn noun(&self, pointer: &str) -> String {
        match (pointer, self.kind) {
            ("", None) => "the file".to_owned(),
            _ => noun(pointer),
        }
    }

    fn missing_field(&mut self, error: &ValidationError<'_>, name: &str) {
        let place = error.instance_path().as_str();
        let diagnostic = Diagnostic::error(
            "missing-field",
            format!("{} needs the field `{name}`", self.noun(place)),
        );
        let hint = match (name, self.values_of(error, name).as_slice()) {
            ("kind", _) => format!("add `kind: {}`", self.kind.map_or("…", Kind::name)),
            (_, []) => format!("add `{name}: …`"),
            (_, values) => format!("add `{name}: …`, one of {}", list(values, MOST_VALUES)),
        };
        self.push(place, Marks::Key, diagnostic.hint(hint));
    }

    /// `schema` is the one that the value does not fit, where it is a single one.
    fn wrong_type(
        &mut self,
        pointer: &str,
        instance: &Value,
        expected: &BTreeSet<&'static str>,
        schema: Option<&Value>,
    ) {
        let wanted: Vec<&str> = expected
            .iter()
            .copied()
            .filter(|name| {
                *name != "nothing"
                    && (!TAKEN_FOR_TEXT.contains(name) || !expected.contains("a text"))
            })
            .collect();
        let message = format!(
            "{} must be {}, not {}",
            self.noun(pointer),
            wanted.join(" or "),
            describe(instance)
        );
        let diagnostic = Diagnostic::error("wrong-type", message);
        let diagnostic = match (instance, wanted.as_slice()) {
            _ if pointer.is_empty() => diagnostic.hint(match self.kind {
                Some(kind) => {
                    format!("write a field a line, beginning with `kind: {}`", kind.name())
                }
                None => "write a field a line, as `title: …`".to_owned(),
            }),
            (Value::Null, _) => diagnostic.hint("give a value or remove the field"),
            (value, ["a list"])
                if let Some(remedy) =
                    schema.and_then(|it| lists::remedy(self.schema, it, pointer, value)) =>
            {
                diagnostic.hint(remedy)
            }
            (Value::String(_) | Value::Number(_), ["a list"]) => {
                diagnostic.hint("write it as an item of a list, as `[…]`")
            }
            (Value::Object(_), ["a list"]) => diagnostic
                .hint("write a list, each item in `[…]` or with `- ` before its first field"),
            (value, _) => match remedies::of_type(
                pointer,
                value,
                &wanted,
                schema.and_then(remedies::only_field),
            ) {
                Some(remedy) => diagnostic.hint(remedy),
                None => diagnostic,
            },
        };
        self.push(pointer, Marks::Value, diagnostic);
    }

    /// None of the ways to write a value fits: the nearest one explains it.
    fn no_branch(
        &mut self,
        error: &ValidationError<'_>,
        context: &[Vec<ValidationError<'static>>],
    ) {
        let pointer = error.instance_path().as_str();
        let options = self.constants_at(error);
        if !options.is_empty() {
            return self.unknown_value(pointer, error.instance(), &options);
        }
        let mut expected = BTreeSet::new();
        let mut fitting: Option<&Vec<ValidationError<'static>>> = None;
        for branch in context {
            let type_error = branch.iter().find_map(|inner| match inner.kind() {
                ValidationErrorKind::Type { kind } if inner.instance_path().as_str() == pointer => {
                    Some(expected_types(kind))
                }
                _ => None,
            });
            match type_error {
                Some(types) => expected.extend(types),
                None if fitting.is_none_or(|fitting| branch.len() < fitting.len()) => {
                    fitting = Some(branch);
                }
                None => {}
            }
        }
        match fitting {
            Some(branch) => branch.iter().for_each(|inner| self.explain(inner)),
            None => self.wrong_type(pointer, error.instance(), &expected, None),
        }
    }

    fn unknown_value(&mut self, pointer: &str, instance: &Value, options: &[String]) {
        let given = match instance {
            Value::String(text) => format!("`{text}`"),
            other => describe(other).to_owned(),
        };
        let message = match options {
            [only] => format!("{} must be `{only}`, not {given}", self.noun(pointer)),
            _ => format!("{} cannot be {given}", self.noun(pointer)),
        };
        let near =
            instance.as_str().and_then(|text| nearest(text, options.iter().map(String::as_str)));
        let meant = instance.as_str().and_then(|text| synonyms::value(text, options));
        let near = meant.or(near);
        let hint = match (near, pointer, options) {
            (_, "/kind", [only]) => {
                format!("write `kind: {only}`, or move the file to the folder of its kind")
            }
            (Some(near), ..) => {
                format!("did you mean `{near}`? It may be {}", list(options, 12))
            }
            _ => format!("it may be {}", list(options, MOST_VALUES)),
        };
        self.push(pointer, Marks::Value, Diagnostic::error("unknown-value", message).hint(hint));
    }

    fn value(&mut self, pointer: &str, code: &'static str, message: String) {
        self.push(pointer, Marks::Value, Diagnostic::error(code, message));
    }

    fn push(&mut self, pointer: &str, marks: Marks, diagnostic: Diagnostic) {
        self.found.push(Misshape { pointer: pointer.to_owned(), marks, diagnostic });
    }

    /// The schema in which the keyword of `error` stands.
    fn schema_at(&self, error: &ValidationError<'_>) -> Option<&Value> {
        let (parent, _) = error.schema_path().as_str().rsplit_once('/')?;
        self.schema.pointer(parent)
    }

    fn fields_at(&self, error: &ValidationError<'_>) -> Vec<String> {
        let properties = self.schema_at(error).and_then(|schema| schema.get("properties"));
        let properties = properties.and_then(Value::as_object);
        properties.map(|fields| fields.keys().cloned().collect()).unwrap_or_default()
    }

    /// The values that the field `name` allows, where it is an enumeration.
    fn values_of(&self, error: &ValidationError<'_>, name: &str) -> Vec<String> {
        let property = self.schema_at(error).and_then(|schema| schema.get("properties")?.get(name));
        let Some(property) = property else { return Vec::new() };
        let reference = property.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|it| self.schema.pointer(it.strip_prefix('#')?));
        let mut constants = Vec::new();
        constants_of(self.schema, target.unwrap_or(property), &mut constants);
        constants
    }

    /// The values of an enumeration that is written as alternatives, to document each.
    fn constants_at(&self, error: &ValidationError<'_>) -> Vec<String> {
        let Some(schema) = self.schema_at(error) else { return Vec::new() };
        let mut constants = Vec::new();
        constants_of(self.schema, schema, &mut constants);
        constants
    }
}

/// Whether the field `name` is what is left of `(batch, 3)` within braces, after its first comma.
fn is_rest_of_parentheses(mapping: &Value, name: &str) -> bool {
    let fields = mapping.as_object();
    let mut texts = fields.into_iter().flatten().filter_map(|(_, value)| value.as_str());
    (name.ends_with(')') || mapping.get(name).is_some_and(Value::is_null))
        && texts.any(|text| text.starts_with('(') && !text.ends_with(')'))
}
