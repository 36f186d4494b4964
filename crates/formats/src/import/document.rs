//! Texts of a source, read within bounds, that know where each of their values stands.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use faircat_json_ld::customary::renamed;
use faircat_record::diagnostic::{Diagnostic, Location};
use faircat_record::positions::Positions;
use faircat_record::yaml::{self, Content, Node, Problem};
use faircat_record::{reading, yaml::Place};
use faircat_text::beginning;
use serde_json::Value;
use url::Url;

use super::doubled::doubled;
use super::page;
use crate::reader::{Input, Json};

/// How much of a name is told, in characters.
const LONGEST_NAME: usize = 60;

/// Lines of values by their JSON pointers.
pub(crate) type Lines = BTreeMap<String, usize>;

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
    /// The lines of values by their JSON pointers, where the text is neither JSON nor YAML.
    lines: Option<fn(&str) -> Lines>,
    /// Where the values of the text stand, once somebody asks; the records of a file share it.
    places: Arc<OnceLock<Places>>,
}

/// Where the values of a text stand.
#[derive(Debug)]
enum Places {
    Tree(Positions),
    Lines(Lines),
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
            lines: None,
            places: Arc::default(),
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

    /// A file of which `lines` tells where values stand in its text.
    pub(crate) fn with_lines(input: &Input, text: &str, lines: fn(&str) -> Lines) -> Source {
        Source { lines: Some(lines), ..Source::new(input, text, 0) }
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
        let places = self.places.get_or_init(|| match self.lines {
            Some(lines) => Places::Lines(lines(&self.text)),
            // JSON is YAML, but for tabs: of such a text only the file is named.
            None => Places::Tree(Positions::of(&self.text)),
        });
        let at = |pointer: &str| match (places, format!("{}{pointer}", self.base).as_str()) {
            (Places::Lines(lines), pointer) => self.at(nearest(lines, pointer)),
            (Places::Tree(_), "") => self.whole(),
            (Places::Tree(positions), pointer) => self.location(positions.nearest(pointer)),
        };
        diagnostics.into_iter().map(|(pointer, it)| it.at(at(&pointer))).collect()
    }

    /// A line of the file.
    fn at(&self, line: usize) -> Location {
        Location { line, ..self.whole() }
    }

    fn location(&self, place: Place) -> Location {
        if place.line == 0 {
            return self.whole();
        }
        let Place { line, column, length } = place;
        Location { file: Arc::clone(&self.file), line: line + self.before, column, length }
    }
}

/// The line of the value at `pointer`, or of what is around it.
fn nearest(lines: &Lines, pointer: &str) -> usize {
    let mut pointer = pointer;
    loop {
        match (lines.get(pointer), pointer.rsplit_once('/')) {
            (Some(line), _) => return *line,
            (None, Some((around, _))) => pointer = around,
            (None, None) => return 0,
        }
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
    if let Some(name) = doubled(text) {
        return Err(Box::new(twice(input, text, &name)));
    }
    let known = match known_json(input) {
        Some(known) => known.value.clone(),
        None if page::is_one(text) => return Err(Box::new(page::malformed(input, text))),
        // It says what is wrong.
        None => {
            serde_json::from_str(text).map_err(|error| Box::new(malformed_json(input, &error)))?
        }
    };
    let as_written = known_json(input).is_none_or(|it| it.as_written);
    Ok((known, if as_written { Source::new(input, text, 0) } else { Source::file(input) }))
}

/// Of a name that stands twice, one value would go without a word.
fn twice(input: &Input, text: &str, name: &str) -> Diagnostic {
    // JSON is YAML, but for tabs: of such a text only the file is named.
    let problems = yaml::parse(text).problems;
    let place = problems.into_iter().find(|it| it.code == "duplicate-field").map(|it| it.place);
    let message = match &place {
        Some(_) => format!("`{}` stands twice in one object", beginning(name, LONGEST_NAME)),
        None => format!("`{}` stands twice in one of its objects", beginning(name, LONGEST_NAME)),
    };
    let source = Source::new(input, text, 0);
    Diagnostic::error("import-duplicate-field", message)
        .at(source.location(place.unwrap_or_default()))
        .hint("keep the one that is meant; nothing of the file was imported")
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
    let read = || begun_json(input).map(by_meaning).or_else(|| page::json(input));
    input.json.get_or_init(read).as_ref()
}

/// What cannot be expanded is read by the names that stand there.
pub(super) fn by_meaning(value: Value) -> Json {
    let problems = Vec::new();
    match renamed(&value) {
        Ok(Some(value)) => Json { value, as_written: false, problems },
        _ => Json { value, as_written: true, problems },
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
