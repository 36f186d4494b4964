//! [OpenML](https://www.openml.org): datasets and flows as its API gives them, in JSON and in XML.

mod fill;
mod xml;

pub(crate) use fill::requirements;

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use faircat_text::beginning;
use serde_json::{Map, Value};

use crate::format::Format;
use crate::import::document::{self, Whereabouts};
use crate::import::record::SourceRecord;
use crate::import::statements::{self, says_nothing};
use crate::reader::{Found, Input, Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "openml",
    title: "OpenML datasets and flows",
    used_by: "OpenML and its libraries",
    media_type: "application/json",
    specification: Some("https://www.openml.org/apis"),
    reader: Some(Reader { recognise, read, adds_to: adds_to_none }),
    companion: None,
    package: None,
};

const SITE: &str = "https://www.openml.org";

/// What an answer is about, by its field.
const DATASET: &str = "data_set_description";
const FLOW: &str = "flow";
/// How much of a name is told, in characters.
const LONGEST_NAME: usize = 60;

const OTHERS: [&str; 5] = ["run", "task", "study", "data_features", "data_qualities"];

fn recognise(input: &Input) -> bool {
    is_xml(input) || document::maybe_json(input).is_some_and(is_answer)
}

fn is_xml(input: &Input) -> bool {
    let text = document::text(input).unwrap_or_default().trim_start();
    let head: String = text.chars().take(2000).collect();
    head.starts_with('<') && head.contains(xml::NAMESPACE)
}

fn is_answer(value: &Value) -> bool {
    // What stands beside the answer is told of.
    let is_linked = |it: &&Map<String, Value>| it.contains_key("@context");
    let Some(fields) = value.as_object().filter(|it| !is_linked(it)) else { return false };
    let has = |key: &str, wanted: &[&str]| {
        fields.get(key).is_some_and(|it| wanted.iter().all(|key| it.get(key).is_some()))
    };
    has(DATASET, &["name"])
        || has(FLOW, &["name", "version"])
        || has("run", &["run_id"])
        || has("task", &["task_id"])
}

fn read(input: &Input) -> Found {
    Found::one_told(one(input))
}

/// That there are fields outside of the answer, where nobody looks for them.
fn astray(input: &Input, key: &str, fields: &Map<String, Value>) -> Option<Diagnostic> {
    let name = fields.keys().next()?;
    let name = beginning(name, LONGEST_NAME);
    let message =
        format!("`{name}` stands beside `{key}`, where OpenML has nothing; it is left out");
    let problem = Diagnostic::warning("import-unknown-field", message).in_file(input.place);
    Some(problem.hint(format!("put it into `{key}`")))
}

fn one(input: &Input) -> Result<(SourceRecord, Option<Diagnostic>), Box<Diagnostic>> {
    let refuse = |code: &'static str, message: &str, hint: &str| {
        Box::new(Diagnostic::error(code, message).in_file(input.place).hint(hint))
    };
    let (value, source) = match is_xml(input) {
        true => {
            let text = document::text(input)?;
            let root = crate::import::xml::read(input)?;
            (xml::answer(&root), Whereabouts::with_lines(input, text, xml::lines))
        }
        false => document::json(input)?,
    };
    let (key, fields, rest) = match answer(value) {
        Ok(found) => found,
        Err(other) => {
            let message = match other {
                Some(other) => {
                    format!("this is `{other}` of OpenML, of which there are no records")
                }
                None => "this is no answer of OpenML's API".to_owned(),
            };
            let hint = "datasets (`data_set_description`) and flows are imported";
            return Err(refuse("import-kind", &message, hint));
        }
    };
    let said = |key: &str| match fields.get(key) {
        Some(Value::String(text)) if !says_nothing(text) => Some(text.trim().to_owned()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let Some(title) = said("name") else {
        return Err(refuse("import-no-title", "it has no `name`", "ask the API for it again"));
    };
    let (kind, what, path) = match key {
        DATASET => (Kind::Dataset, "data", "d"),
        _ => (Kind::Software, "flow", "f"),
    };
    let number = said("id").filter(|id| id.bytes().all(|it| it.is_ascii_digit()));
    let url = number.as_ref().map(|number| format!("{SITE}/{path}/{number}"));
    let id = number.unwrap_or_else(|| title.clone());
    let warning = astray(input, key, &rest);
    let record = SourceRecord {
        slug: statements::slug("openml", &format!("{what}-{id}")),
        id,
        title,
        url,
        fields,
        ..SourceRecord::bare(FORMAT.name, kind, source.below(&format!("/{key}")), fill::fill)
    };
    Ok((record, warning))
}

/// The name of an answer, its fields, and what stands beside it.
type Answer = (&'static str, Map<String, Value>, Map<String, Value>);

/// The fields of a dataset or flow with the name of what they are; else the name of another answer.
fn answer(value: Value) -> Result<Answer, Option<&'static str>> {
    let Value::Object(mut fields) = value else { return Err(None) };
    for key in [DATASET, FLOW] {
        if let Some(Value::Object(own)) = fields.shift_remove(key) {
            return Ok((key, own, fields));
        }
    }
    Err(OTHERS.into_iter().find(|it| fields.contains_key(*it)))
}
