//! Why a file is no record: every problem of its shape, each with its place and a remedy.
//!
//! The slow path. A file is read straight into the typed record; only where that fails, which
//! tells of one problem at most, is it compared with the JSON Schema of its kind.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::{Map, Number, Value};

use super::Kind;
use super::positions::{Place, Positions};
use super::schema::{SECTIONS, schema_of};
use super::yaml::{self, Content, MAX_NODES, Node};
use crate::diagnostic::{Diagnostic, Location};

/// What to say of a file that the typed reading refused with `error`: never nothing.
pub fn refusal(
    source: &str,
    kind: Kind,
    file: &Arc<PathBuf>,
    error: &serde_saphyr::Error,
) -> Vec<Diagnostic> {
    let mut diagnostics = explain(source, kind, file);
    if diagnostics.is_empty() {
        let place = error.location();
        let message = error.without_snippet().to_string();
        let message = message.lines().next().unwrap_or_default().to_owned();
        diagnostics.push(Diagnostic::error("wrong-value", message).at(Location {
            file: Arc::clone(file),
            line: place.map_or(0, |place| place.line() as usize),
            column: place.map_or(0, |place| place.column() as usize),
            length: usize::from(place.is_some()),
        }));
    }
    diagnostics
}

/// Everything that keeps `source`, the text of `file`, from being a record of `kind`.
///
/// Empty only where the file has the right shape after all.
pub fn explain(source: &str, kind: Kind, file: &Arc<PathBuf>) -> Vec<Diagnostic> {
    let tree = yaml::parse(source);
    let at = |place: Place| Location {
        file: Arc::clone(file),
        line: place.line,
        column: place.column,
        length: place.length,
    };
    let mut diagnostics: Vec<Diagnostic> = tree
        .problems
        .iter()
        .map(|problem| {
            let diagnostic = Diagnostic::error(problem.code, problem.message.clone());
            Diagnostic { hint: problem.hint.map(str::to_owned), ..diagnostic }.at(at(problem.place))
        })
        .collect();
    if diagnostics.iter().any(|diagnostic| diagnostic.code != "duplicate-field") {
        return diagnostics;
    }
    let start = Place { line: 1, column: 1, length: 0 };
    let Some(root) = &tree.root else {
        let empty = Diagnostic::error("empty-file", "the file holds no record");
        return vec![empty.hint(format!("begin with `kind: {}`", kind.name())).at(at(start))];
    };
    let Some(value) = to_json(root) else {
        let message = format!("its aliases stand for more than {MAX_NODES} values");
        return vec![Diagnostic::error("alias-bomb", message).at(at(start))];
    };
    let positions = Positions::of_tree(&tree);
    diagnostics.extend(misshapes(&value, kind).into_iter().map(|found| {
        let place = match found.marks {
            Marks::Key => positions.key(&found.pointer),
            Marks::Value => None,
        };
        let place = place.unwrap_or_else(|| positions.nearest(&found.pointer));
        found.diagnostic.at(at(place))
    }));
    diagnostics
}

/// The JSON that a YAML tree stands for, or `None` where aliases blow it up.
///
/// It serves to judge the shape only: numbers that JSON lacks become 0.
fn to_json(root: &Node) -> Option<Value> {
    fn convert(node: &Node, left: &mut usize) -> Option<Value> {
        *left = left.checked_sub(1)?;
        Some(match &node.content {
            Content::Scalar { text, plain: true } => plain_scalar(text),
            Content::Scalar { text, .. } => Value::String(text.clone()),
            Content::Sequence(items) => Value::Array(
                items.iter().map(|item| convert(item, left)).collect::<Option<Vec<_>>>()?,
            ),
            Content::Mapping(fields) => Value::Object(
                fields
                    .iter()
                    .map(|field| Some((field.key.clone(), convert(&field.value, left)?)))
                    .collect::<Option<Map<_, _>>>()?,
            ),
        })
    }
    convert(root, &mut MAX_NODES.clone())
}

/// YAML 1.2, section 10.3.2 (core schema).
fn plain_scalar(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        ".inf" | "-.inf" | "+.inf" | ".nan" | ".Inf" | "-.Inf" | ".INF" | "-.INF" | ".NaN"
        | ".NAN" => return Value::Number(0.into()),
        _ => {}
    }
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
        return Value::String(text.to_owned());
    }
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    let integer = match unsigned.split_at_checked(2) {
        Some(("0x", digits)) => i64::from_str_radix(digits, 16).ok(),
        Some(("0o", digits)) => i64::from_str_radix(digits, 8).ok(),
        _ => unsigned.parse().ok(),
    };
    if let Some(integer) = integer {
        return Value::Number(integer.into());
    }
    if let Ok(integer) = unsigned.parse::<u64>() {
        return Value::Number(integer.into());
    }
    match unsigned.parse::<f64>().ok().and_then(Number::from_f64) {
        Some(number) => Value::Number(number),
        None => Value::String(text.to_owned()),
    }
}

/// A problem with the JSON pointer of what it is about.
struct Misshape {
    pointer: String,
    marks: Marks,
    diagnostic: Diagnostic,
}

enum Marks {
    Key,
    Value,
}

struct Shape {
    schema: Value,
    validator: Validator,
}

fn shape(kind: Kind) -> &'static Shape {
    static SHAPES: [OnceLock<Shape>; 7] = [const { OnceLock::new() }; 7];
    SHAPES[kind as usize].get_or_init(|| {
        let schema = schema_of(kind);
        let validator = jsonschema::validator_for(&schema).expect("made by schemars");
        Shape { schema, validator }
    })
}

fn misshapes(value: &Value, kind: Kind) -> Vec<Misshape> {
    let shape = shape(kind);
    let mut explainer = Explainer { schema: &shape.schema, kind, found: Vec::new() };
    for error in shape.validator.iter_errors(value) {
        explainer.explain(&error);
    }
    explainer.found
}

struct Explainer<'a> {
    schema: &'a Value,
    kind: Kind,
    found: Vec<Misshape>,
}

impl Explainer<'_> {
    fn explain(&mut self, error: &ValidationError<'_>) {
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
                self.wrong_type(pointer, error.instance(), &expected_types(kind));
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
            ValidationErrorKind::Minimum { limit } => {
                self.value(pointer, "out-of-range", format!("{limit} is the least allowed here"));
            }
            ValidationErrorKind::Maximum { limit } => {
                self.value(pointer, "out-of-range", format!("{limit} is the most allowed here"));
            }
            _ => self.value(pointer, "wrong-value", "this value is not allowed here".to_owned()),
        }
    }

    fn unknown_field(&mut self, error: &ValidationError<'_>, name: &str) {
        let place = error.instance_path().as_str();
        let pointer = format!("{place}/{}", escape(name));
        if place.is_empty()
            && let Some((_, owner)) = SECTIONS.iter().find(|(section, _)| *section == name)
        {
            self.push(&pointer, Marks::Key, foreign_section(name, *owner, self.kind));
            return;
        }
        let known = self.fields_at(error);
        let diagnostic =
            Diagnostic::error("unknown-field", format!("{} has no field `{name}`", noun(place)));
        let diagnostic = match nearest(name, known.iter().map(String::as_str)) {
            Some(known) => diagnostic.hint(format!("did you mean `{known}`?")),
            None => diagnostic.hint(format!("it may have {}", list(&known))),
        };
        self.push(&pointer, Marks::Key, diagnostic);
    }

    fn missing_field(&mut self, error: &ValidationError<'_>, name: &str) {
        let place = error.instance_path().as_str();
        let diagnostic =
            Diagnostic::error("missing-field", format!("{} needs the field `{name}`", noun(place)));
        let hint = match name {
            "kind" => format!("add `kind: {}`", self.kind.name()),
            _ => format!("add `{name}: …`"),
        };
        self.push(place, Marks::Key, diagnostic.hint(hint));
    }

    fn wrong_type(&mut self, pointer: &str, instance: &Value, expected: &BTreeSet<&'static str>) {
        if reads_anyway(instance, expected) {
            return;
        }
        let wanted: Vec<&str> = expected
            .iter()
            .copied()
            .filter(|name| {
                *name != "nothing" && (*name != "a number" || !expected.contains("a text"))
            })
            .collect();
        let message = format!(
            "{} must be {}, not {}",
            noun(pointer),
            wanted.join(" or "),
            describe(instance)
        );
        let diagnostic = Diagnostic::error("wrong-type", message);
        let diagnostic = match (instance, wanted.as_slice()) {
            (Value::String(_) | Value::Number(_), ["a list"]) => {
                diagnostic.hint("write it as an item of a list, as `[…]`")
            }
            (Value::Null, _) => diagnostic.hint("give a value or remove the field"),
            _ => diagnostic,
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
            None => self.wrong_type(pointer, error.instance(), &expected),
        }
    }

    fn unknown_value(&mut self, pointer: &str, instance: &Value, options: &[String]) {
        let given = match instance {
            Value::String(text) => format!("`{text}`"),
            other => describe(other).to_owned(),
        };
        let message = match options {
            [only] => format!("{} must be `{only}`, not {given}", noun(pointer)),
            _ => format!("{} cannot be {given}", noun(pointer)),
        };
        let near =
            instance.as_str().and_then(|text| nearest(text, options.iter().map(String::as_str)));
        let hint = match (near, pointer, options) {
            (_, "/kind", [only]) => {
                format!("write `kind: {only}`, or move the file to the folder of its kind")
            }
            (Some(near), ..) => format!("did you mean `{near}`?"),
            _ => format!("it may be {}", list(options)),
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

    /// The values of an enumeration that is written as alternatives, to document each.
    fn constants_at(&self, error: &ValidationError<'_>) -> Vec<String> {
        let Some(schema) = self.schema_at(error) else { return Vec::new() };
        let mut constants = Vec::new();
        constants_of(self.schema, schema, &mut constants);
        constants
    }
}

/// A section that only records of another kind have.
pub fn foreign_section(section: &str, owner: Kind, kind: Kind) -> Diagnostic {
    Diagnostic::error(
        "foreign-section",
        format!(
            "`{section}` is for records of kind `{}`; this is a `{}`",
            owner.name(),
            kind.name()
        ),
    )
    .hint("remove the section, or correct `kind`")
}

fn constants_of(root: &Value, schema: &Value, constants: &mut Vec<String>) {
    for keyword in ["oneOf", "anyOf"] {
        for branch in schema.get(keyword).and_then(Value::as_array).into_iter().flatten() {
            let reference = branch.get("$ref").and_then(Value::as_str);
            match reference.and_then(|reference| root.pointer(reference.strip_prefix('#')?)) {
                Some(target) => constants_of(root, target, constants),
                None => constants_of(root, branch, constants),
            }
        }
    }
    constants.extend(schema.get("const").and_then(Value::as_str).map(str::to_owned));
    if let Some(options) = schema.get("enum").and_then(Value::as_array) {
        constants.extend(texts(options));
    }
}

fn texts(values: &[Value]) -> Vec<String> {
    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn expected_types(kind: &TypeKind) -> BTreeSet<&'static str> {
    let name = |kind: jsonschema::JsonType| match kind {
        jsonschema::JsonType::Array => "a list",
        jsonschema::JsonType::Boolean => "`true` or `false`",
        jsonschema::JsonType::Integer => "a whole number",
        jsonschema::JsonType::Null => "nothing",
        jsonschema::JsonType::Number => "a number",
        jsonschema::JsonType::Object => "a mapping",
        jsonschema::JsonType::String => "a text",
    };
    match kind {
        TypeKind::Single(kind) => BTreeSet::from([name(*kind)]),
        TypeKind::Multiple(kinds) => kinds.iter().map(name).collect(),
    }
}

/// Whether reading accepts more than the schema: `true` is a text where a text is wanted.
fn reads_anyway(instance: &Value, expected: &BTreeSet<&'static str>) -> bool {
    instance.is_boolean() && expected.contains("a text")
}

fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

/// How a message names the value at `pointer`: by its field, and the number of the item, from 1.
fn noun(pointer: &str) -> String {
    let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
    let name = |token: &str| token.replace("~1", "/").replace("~0", "~");
    match tokens.as_slice() {
        [] => "the record".to_owned(),
        [.., list, item] if item.parse::<usize>().is_ok() => {
            format!(
                "item {} of `{}`",
                item.parse::<usize>().map_or(0, |index| index + 1),
                name(list)
            )
        }
        [.., field] => format!("`{}`", name(field)),
    }
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The one of `known` that `name` was probably meant to be.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase().replace('-', "_");
    known
        .map(|candidate| {
            let other = candidate.to_lowercase().replace('-', "_");
            (strsim::normalized_damerau_levenshtein(&lower, &other), candidate)
        })
        .filter(|(similarity, _)| *similarity >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// At most a dozen names, for a hint.
fn list(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(12).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > shown.len() { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
