//! Texts of a source, read within bounds, that know where each of their values stands.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use faircat_json_ld::customary::renamed;
use faircat_json_ld::html;
use faircat_record::diagnostic::{Diagnostic, Location};
use faircat_record::positions::Positions;
use faircat_record::yaml::{self, Content, Node, Problem};
use faircat_record::{reading, yaml::Place};
use serde_json::Value;
use url::Url;

use crate::reader::{Input, Json};

/// Where a value of a source stands.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    file: Arc<PathBuf>,
    /// JSON or YAML.
    text: Arc<str>,
    /// Lines of the file before the text.
    before: usize,
    /// Line of the file at which the record begins, where only that is known; else 0.
    line: usize,
    /// JSON pointer of what is meant within the text; empty for all of it.
    base: String,
    /// Where the values of the text stand, once somebody asks; the records of a file share it.
    positions: Arc<OnceLock<Positions>>,
}

impl Source {
    pub(crate) fn new(input: &Input, text: &str, before: usize) -> Source {
        let file = Arc::new(input.place.to_owned());
        Source {
            file,
            text: Arc::from(text),
            before,
            line: 0,
            base: String::new(),
            positions: Arc::default(),
        }
    }

    /// A file of whose parts no place is known.
    pub(crate) fn file(input: &Input) -> Source {
        Source::new(input, "", 0)
    }

    /// As [`Source::file`], a part that begins at `line`.
    pub(crate) fn at_line(input: &Input, line: usize) -> Source {
        Source { line, ..Source::file(input) }
    }

    /// The value at the JSON `pointer` of this one.
    pub(crate) fn below(&self, pointer: &str) -> Source {
        Source { base: format!("{}{pointer}", self.base), ..self.clone() }
    }

    /// Where the file was fetched from, if it was.
    pub(crate) fn address(&self) -> Option<Url> {
        let address = Url::parse(self.file.to_str()?).ok()?;
        matches!(address.scheme(), "http" | "https").then_some(address)
    }

    /// The file as a whole.
    pub(crate) fn whole(&self) -> Location {
        Location { file: Arc::clone(&self.file), line: self.line, column: 0, length: 0 }
    }

    /// `diagnostics`, each with the JSON pointer (RFC 6901) of what it is about, at their places.
    pub(crate) fn place(&self, diagnostics: Vec<(String, Diagnostic)>) -> Vec<Diagnostic> {
        if diagnostics.is_empty() {
            return Vec::new();
        }
        // JSON is YAML, but for tabs: of such a text only the file is named.
        let positions = self.positions.get_or_init(|| Positions::of(&self.text));
        let at = |pointer: &str| match format!("{}{pointer}", self.base).as_str() {
            "" => self.whole(),
            pointer => self.location(positions.nearest(pointer)),
        };
        diagnostics.into_iter().map(|(pointer, it)| it.at(at(&pointer))).collect()
    }

    fn location(&self, place: Place) -> Location {
        if place.line == 0 {
            return self.whole();
        }
        let Place { line, column, length } = place;
        Location { file: Arc::clone(&self.file), line: line + self.before, column, length }
    }
}

/// The text of a file; an error if it is none.
pub(crate) fn text<'a>(input: &Input<'a>) -> Result<&'a str, Box<Diagnostic>> {
    let bytes = input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input.bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|it| **it == b'\n').count() + 1;
        let file = Arc::new(input.place.to_owned());
        let place = Location { file, line, column: 0, length: 0 };
        let problem = Diagnostic::error("import-not-text", "this line is not UTF-8 text");
        Box::new(problem.at(place).hint("save the file as UTF-8; nothing of it was imported"))
    })
}

/// The JSON value that a file is.
pub(crate) fn json(input: &Input) -> Result<(Value, Source), Box<Diagnostic>> {
    let text = text(input)?;
    let known = match known_json(input) {
        Some(known) => known.value.clone(),
        // It says what is wrong.
        None => {
            serde_json::from_str(text).map_err(|error| Box::new(malformed_json(input, &error)))?
        }
    };
    let as_written = known_json(input).is_none_or(|it| it.as_written);
    Ok((known, if as_written { Source::new(input, text, 0) } else { Source::file(input) }))
}

/// What `error` says of the JSON text `input`.
pub(crate) fn malformed_json(input: &Input, error: &serde_json::Error) -> Diagnostic {
    let text = error.to_string();
    // The position follows separately.
    let message = text.split(" at line ").next().unwrap_or(&text);
    Diagnostic::error("import-malformed-json", format!("this is not JSON: {message}"))
        .at(Location {
            file: Arc::new(input.place.to_owned()),
            line: error.line(),
            column: error.column().max(1),
            length: 1,
        })
        .hint("correct the file, or fetch it again; nothing of it was imported")
}

/// The YAML value that `text` is, which begins after `before` lines of the file.
pub(crate) fn yaml(
    input: &Input,
    text: &str,
    before: usize,
) -> Result<(Value, Source), Box<Diagnostic>> {
    let source = Source::new(input, text, before);
    let tree = yaml::parse(text);
    if let Some(Problem { code: _, message, hint, place }) = tree.problems.first().cloned() {
        let problem = Diagnostic::error("import-malformed-yaml", message);
        let hint = hint.unwrap_or_else(|| "correct the file; nothing of it was imported".into());
        return Err(Box::new(problem.at(source.location(place)).hint(hint)));
    }
    match reading::parse(text) {
        Ok(mut value) => {
            if let Some(root) = &tree.root {
                as_written(&mut value, root);
            }
            Ok((value, source))
        }
        Err(error) => {
            let place = error.location().map_or(Place::default(), |it| Place {
                line: usize::try_from(it.line()).unwrap_or_default(),
                column: usize::try_from(it.column()).unwrap_or_default(),
                length: 1,
            });
            let message = format!("this is not YAML: {error}");
            Err(Box::new(
                Diagnostic::error("import-malformed-yaml", message).at(source.location(place)),
            ))
        }
    }
}

/// Versions of `value` that YAML takes for numbers, as they stand in the text: 1.10 is not 1.1.
fn as_written(value: &mut Value, root: &Node) {
    root.each_scalar("", &mut |pointer, text| {
        if pointer.ends_with("version")
            && let Some(found) = value.pointer_mut(pointer)
            && found.is_f64()
        {
            *found = Value::String(text.to_owned());
        }
    });
}

/// As [`yaml`], with every scalar as the text that stands there, for formats whose values are texts:
/// the version `1.10` is not the number 1.1.
pub(crate) fn yaml_texts(input: &Input, text: &str) -> Result<(Value, Source), Box<Diagnostic>> {
    // Only what reads well within bounds is looked at again.
    let (_, source) = yaml(input, text, 0)?;
    let root = yaml::parse(text).root;
    Ok((root.map_or(Value::Null, |root| texts(&root)), source))
}

fn texts(node: &Node) -> Value {
    match &node.content {
        Content::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null") => {
            Value::Null
        }
        Content::Scalar { text, .. } => Value::String(text.clone()),
        Content::Sequence(items) => items.iter().map(|it| texts(it)).collect(),
        Content::Mapping(fields) => {
            let field = |it: &yaml::Field| (it.key.clone(), texts(&it.value));
            Value::Object(fields.iter().map(field).collect())
        }
    }
}

/// The value of a file that may be of a format, for telling which; `None` where it is no YAML
/// mapping or list.
pub(crate) fn maybe_yaml<'i>(input: &'i Input) -> Option<&'i Value> {
    let parse = || reading::parse(text(input).ok()?).ok();
    input.yaml.get_or_init(parse).as_ref()
}

/// As [`maybe_yaml`], of JSON.
pub(crate) fn maybe_json<'i>(input: &'i Input) -> Option<&'i Value> {
    known_json(input).map(|it| &it.value)
}

fn known_json<'i>(input: &'i Input) -> Option<&'i Json> {
    let read = || begun_json(input).map(by_meaning).or_else(|| of_page(input));
    input.json.get_or_init(read).as_ref()
}

/// What the JSON-LD of an HTML page says; several documents as one graph, whose context is that of
/// the first.
fn of_page(input: &Input) -> Option<Json> {
    let text = text(input).ok()?;
    if !text.trim_start().starts_with('<') || !text.contains("ld+json") {
        return None;
    }
    let scripts = html::scan(text).ok()?.scripts;
    let read = scripts.iter().filter_map(|script| serde_json::from_str(script.trim()).ok());
    let mut documents: Vec<Value> = read.map(|value| by_meaning(value).value).collect();
    if documents.len() < 2 {
        return Some(Json { value: documents.pop()?, as_written: false });
    }
    let context = documents.first()?.get("@context").cloned().unwrap_or_default();
    let nodes: Vec<Value> = documents.into_iter().flat_map(nodes).collect();
    let value = serde_json::json!({"@context": context, "@graph": nodes});
    Some(Json { value, as_written: false })
}

/// The nodes of a document, without its context.
fn nodes(document: Value) -> Vec<Value> {
    match document {
        Value::Array(documents) => documents.into_iter().flat_map(nodes).collect(),
        Value::Object(mut fields) => match fields.shift_remove("@graph") {
            Some(Value::Array(nodes)) => nodes,
            Some(node) => vec![node],
            None => {
                fields.shift_remove("@context");
                vec![Value::Object(fields)]
            }
        },
        _ => Vec::new(),
    }
}

/// What cannot be expanded is read by the names that stand there.
fn by_meaning(value: Value) -> Json {
    match renamed(&value) {
        Ok(Some(value)) => Json { value, as_written: false },
        _ => Json { value, as_written: true },
    }
}

fn begun_json(input: &Input) -> Option<Value> {
    let bytes = input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input.bytes);
    let first = bytes.iter().find(|it| !it.is_ascii_whitespace());
    if !matches!(first, Some(b'{' | b'[')) {
        return None;
    }
    serde_json::from_slice(bytes).ok()
}

/// What may be records in an answer of an API: the items of the list that `value` is or has at
/// `path`, else `value` itself; of each what stands at `wrapped`, where that is an object.
pub(crate) fn items<'v>(value: &'v Value, path: &[&str], wrapped: &str) -> Vec<&'v Value> {
    let below = path.iter().try_fold(value, |value, key| value.get(*key));
    let items = match below.unwrap_or(value) {
        Value::Array(items) => items.iter().collect(),
        Value::Object(_) if below.is_some() => below.into_iter().collect(),
        _ => vec![value],
    };
    let inner = |item: &'v Value| item.get(wrapped).filter(|it| it.is_object()).unwrap_or(item);
    items.into_iter().map(inner).collect()
}
