//! Texts of a source, read within bounds.

use std::sync::Arc;

use faircat_json_ld::customary::renamed;
use faircat_record::diagnostic::{Diagnostic, Location};
use faircat_record::reading;
use faircat_record::yaml::{self, Content, Node, Place, Problem};
use faircat_text::beginning;
use serde_json::{Map, Value};

use super::once::{Once, once};
pub(crate) use super::source::{Lines, Whereabouts};
use super::{json_lines, page};
use crate::reader::{Input, Json};

/// The mark of the order of bytes (U+FEFF) with which a file in UTF-8 may begin: it is no part of its
/// text.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// How much of a name is told, in characters.
const LONGEST_NAME: usize = 60;

/// The text of a file; an error if it is none.
pub(crate) fn text<'a>(input: &Input<'a>) -> Result<&'a str, Box<Diagnostic>> {
    let bytes = input.bytes.strip_prefix(MARK).unwrap_or(input.bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|it| **it == b'\n').count() + 1;
        let file = Arc::new(input.place.to_owned());
        let place = Location { file, line, column: 0, length: 0 };
        let problem = Diagnostic::error("import-not-text", "this line is not UTF-8 text");
        Box::new(problem.at(place).hint("save the file as UTF-8; nothing of it was imported"))
    })
}

/// The JSON value that a file is.
pub(crate) fn json(input: &Input) -> Result<(Value, Whereabouts), Box<Diagnostic>> {
    let text = text(input)?;
    let known = match known_json(input) {
        Some(known) => known,
        None if page::is_one(text) => return Err(Box::new(page::malformed(input, text))),
        None => {
            return match once(text.as_bytes()) {
                // It says what is wrong.
                Err(error) => Err(Box::new(malformed_json(input, &error))),
                // Neither an object nor a list.
                Ok(it) => Ok((it.value, Whereabouts::new(input, text, 0))),
            };
        }
    };
    if let Some(name) = &known.doubled {
        return Err(Box::new(twice(&Whereabouts::new(input, text, 0), text, name)));
    }
    let source = match (&known.parts, known.as_written) {
        (Some(parts), _) => Whereabouts::of_parts(input, parts.clone()),
        (None, true) => Whereabouts::new(input, text, 0),
        (None, false) => Whereabouts::file(input),
    };
    Ok((known.value.clone(), source))
}

/// The fields of a file that is a JSON object; an error that says `what` has none, and with what to
/// give in its place, where it is another value.
pub(crate) fn fields(
    input: &Input,
    what: &str,
    instead: Option<&str>,
) -> Result<(Map<String, Value>, Whereabouts), Box<Diagnostic>> {
    match json(input)? {
        (Value::Object(fields), source) => Ok((fields, source)),
        _ => {
            let problem = refusal(input, "import-wrong-type", &format!("{what} has no fields"));
            Err(Box::new(match instead {
                Some(instead) => problem.hint(instead),
                None => problem,
            }))
        }
    }
}

/// Why a file is not read.
pub(crate) fn refusal(input: &Input, code: &'static str, message: &str) -> Diagnostic {
    Diagnostic::error(code, message).in_file(input.place)
}

/// What is wrong with a name that stands twice in an object of `text`, which `source` is.
pub(super) fn twice(source: &Whereabouts, text: &str, name: &str) -> Diagnostic {
    // JSON is YAML, but for tabs: of such a text only the file is named.
    let problems = yaml::parse(text).problems;
    let place = problems.into_iter().find(|it| it.code == "duplicate-field").map(|it| it.place);
    let message = match &place {
        Some(_) => format!("`{}` stands twice in one object", beginning(name, LONGEST_NAME)),
        None => format!("`{}` stands twice in one of its objects", beginning(name, LONGEST_NAME)),
    };
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
) -> Result<(Value, Whereabouts), Box<Diagnostic>> {
    let source = Whereabouts::new(input, text, before);
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
pub(crate) fn yaml_texts(
    input: &Input,
    text: &str,
) -> Result<(Value, Whereabouts), Box<Diagnostic>> {
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
    let whole = || begun_json(input).map(by_meaning);
    let read = || whole().or_else(|| json_lines::json(input)).or_else(|| page::json(input));
    input.json.get_or_init(read).as_ref()
}

/// What cannot be expanded is read by the names that stand there.
pub(super) fn by_meaning(read: Once) -> Json {
    let Once { value, doubled } = read;
    let (problems, parts) = (Vec::new(), None);
    match renamed(&value) {
        Ok(Some(named)) => {
            let as_written = value.is_object() && list_alike(&value, &named);
            Json { value: named, doubled, as_written, problems, parts }
        }
        _ => Json { value, doubled, as_written: true, problems, parts },
    }
}

/// Whether nodes stand in the same places of two documents, which have other names for the same: at
/// the top, or as many in a graph.
fn list_alike(one: &Value, other: &Value) -> bool {
    let count = |nodes: &Value| nodes.as_array().map(Vec::len);
    match (one.get("@graph"), other.get("@graph")) {
        (None, None) => true,
        (Some(one), Some(other)) => count(one) == count(other),
        _ => false,
    }
}

fn begun_json(input: &Input) -> Option<Once> {
    let bytes = input.bytes.strip_prefix(MARK).unwrap_or(input.bytes);
    let first = bytes.iter().find(|it| !it.is_ascii_whitespace());
    if !matches!(first, Some(b'{' | b'[')) {
        return None;
    }
    once(bytes).ok()
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
