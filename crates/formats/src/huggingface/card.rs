//! A card as a file: its metadata, its text, what it is about and what it is called.

use faircat_record::Kind;
use faircat_record::diagnostic::{Diagnostic, Severity};
use serde_json::{Map, Value};

use super::hub::{self, Repository};
use super::terms::{OF_BOTH, OF_DATASETS, OF_MODELS};
use super::{FORMAT, beside, metadata, sections};
use crate::import::document::{self, Whereabouts};
use crate::import::record::SourceRecord;
use crate::import::statements;
use crate::reader::Input;

/// A line that begins and ends the metadata.
const FENCE: &str = "---";

/// The parts of a card.
struct Parts<'a> {
    /// YAML; `None` where there is none.
    metadata: Option<&'a str>,
    /// Lines before the metadata.
    before: usize,
    body: &'a str,
}

fn parts(text: &str) -> Parts<'_> {
    let none = Parts { metadata: None, before: 0, body: text };
    let start = text.len() - text.trim_start().len();
    let mut lines = text[start..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|it| it.trim_end() == FENCE) else { return none };
    let from = start + first.len();
    let mut end = from;
    for line in lines {
        if line.trim_end() == FENCE {
            return Parts {
                metadata: Some(&text[from..end]),
                before: text[..from].matches('\n').count(),
                body: &text[end + line.len()..],
            };
        }
        end += line.len();
    }
    none
}

/// Whether the file has metadata before its text.
pub(super) fn has_metadata(input: &Input) -> bool {
    document::text(input).is_ok_and(|text| parts(text).metadata.is_some())
}

/// Whether the metadata of a card is in the file.
pub(super) fn is_one(input: &Input) -> bool {
    let Ok(text) = document::text(input) else { return false };
    let Some(metadata) = parts(text).metadata else { return false };
    // Other programs write `tags:` and `license:` before Markdown too.
    let is_other = ["layout", "permalink", "date", "draft", "slug", "sidebar_label", "cff-version"];
    let Ok((Value::Object(fields), _)) = document::yaml(input, metadata, 0) else {
        // A card whose metadata is broken is one all the same.
        let starts = |key: &&str| metadata.lines().any(|it| it.starts_with(&format!("{key}:")));
        let is_of_hub = |keys: &[&str]| keys.iter().any(starts);
        let is_of_both = is_of_hub(&OF_BOTH) && !is_of_hub(&is_other);
        return is_of_hub(&OF_DATASETS) || is_of_hub(&OF_MODELS) || is_of_both;
    };
    let has = |keys: &[&str]| keys.iter().any(|key| fields.contains_key(*key));
    has(&OF_DATASETS) || has(&OF_MODELS) || (has(&OF_BOTH) && !has(&is_other))
}

/// The record of a card, with warnings.
pub(super) fn read(input: &Input) -> Result<(SourceRecord, Vec<Diagnostic>), Box<Diagnostic>> {
    let text = document::text(input)?;
    let Parts { metadata, before, body } = parts(text);
    let (mut fields, mut source) = match metadata {
        Some(metadata) => fields(input, metadata, before)?,
        None if document::maybe_json(input).is_some() || looks_like_yaml(input) => {
            return Err(Box::new(no_card(input)));
        }
        None => (Map::new(), Whereabouts::new(input, "", 0)),
    };
    let repository = Repository::of(input.place);
    let (kind, mut warnings) = kind(input, &fields, body, &repository);
    let is_dataset = kind == Kind::Dataset;
    let said = title(&fields, body, &repository);
    if said.is_none() {
        warnings.push(Diagnostic { severity: Severity::Warning, ..untitled(input) });
    }
    let title = said.or_else(|| folder(input)).ok_or_else(|| Box::new(untitled(input)))?;
    let id = repository.id.clone().unwrap_or_else(|| title.clone());
    let slug = hub::slug(&id, is_dataset);
    warnings.extend(beside::add(input, &mut fields, &mut source));
    if metadata.is_none() {
        let message = "the card has no metadata between lines of `---`";
        let hint = "add `license:`, `language:` and the like there, as the Hub asks for";
        let problem = Diagnostic::warning("import-no-metadata", message);
        warnings.push(problem.in_file(input.place).hint(hint));
    }
    let record = SourceRecord {
        id,
        slug,
        title,
        url: repository.url(is_dataset),
        fields,
        body: body.to_owned(),
        beside: beside::weights(input),
        ..SourceRecord::bare(FORMAT.name, kind, source, metadata::fill)
    };
    Ok((record, warnings))
}

fn looks_like_yaml(input: &Input) -> bool {
    matches!(document::maybe_yaml(input), Some(Value::Object(_) | Value::Array(_)))
}

fn no_card(input: &Input) -> Diagnostic {
    Diagnostic::error("import-not-a-card", "this is no card: it is not Markdown")
        .in_file(input.place)
        .hint("give the file `README.md` of the model or dataset")
}

fn fields(
    input: &Input,
    metadata: &str,
    before: usize,
) -> Result<(Map<String, Value>, Whereabouts), Box<Diagnostic>> {
    if statements::says_nothing(metadata) && metadata.contains('{') {
        let message = format!("this is a template: `{}` stands for the metadata", metadata.trim());
        let problem = Diagnostic::error("import-template", message).in_file(input.place);
        return Err(Box::new(problem.hint("fill it in, and import the card")));
    }
    let (value, source) = document::yaml(input, metadata, before)?;
    match value {
        Value::Object(fields) => Ok((fields, source)),
        Value::Null => Ok((Map::new(), source)),
        other => {
            let what = if other.is_array() { "a list" } else { "a single value" };
            let message = format!("the metadata of the card is {what}, not fields with values");
            let problem = Diagnostic::error("import-wrong-type", message);
            let hint = "write it as `license: …`, one field a line, between the lines of `---`";
            let placed = source.place(vec![(String::new(), problem.hint(hint))]);
            Err(placed.into_iter().next().map_or_else(|| Box::new(no_card(input)), Box::new))
        }
    }
}

/// Whether a card is of a model or of a dataset, with a warning where nothing says so.
fn kind(
    input: &Input,
    fields: &Map<String, Value>,
    body: &str,
    repository: &Repository,
) -> (Kind, Vec<Diagnostic>) {
    let count = |keys: &[&str]| keys.iter().filter(|key| fields.contains_key(**key)).count();
    let (datasets, models) = (count(&OF_DATASETS), count(&OF_MODELS));
    let told = repository.is_dataset.or(match datasets.cmp(&models) {
        std::cmp::Ordering::Greater => Some(true),
        std::cmp::Ordering::Less => Some(false),
        std::cmp::Ordering::Equal => sections::told_kind(body),
    });
    match told {
        Some(true) => (Kind::Dataset, Vec::new()),
        Some(false) => (Kind::Model, Vec::new()),
        None => {
            let message = "nothing says whether the card is of a model or of a dataset; it is \
                           taken for a model's, as the Hub does";
            let hint = "add `pipeline_tag:` to the card of a model, `task_categories:` to that of \
                        a dataset";
            let problem = Diagnostic::warning("import-kind", message).in_file(input.place);
            (Kind::Model, vec![problem.hint(hint)])
        }
    }
}

/// What people call the work.
fn title(fields: &Map<String, Value>, body: &str, repository: &Repository) -> Option<String> {
    let text = |value: Option<&Value>| statements::said(value?.as_str()?.to_owned());
    let of_index = || text(fields.get("model-index")?.get(0)?.get("name"));
    let of_id = || repository.id.as_ref().map(|id| id.rsplit('/').next().unwrap_or(id).to_owned());
    text(fields.get("pretty_name"))
        .or_else(|| text(fields.get("model_name")))
        .or_else(|| sections::title(body))
        .or_else(of_index)
        .or_else(of_id)
}

/// The name of the folder of a card that says nothing else.
fn folder(input: &Input) -> Option<String> {
    let name = input.place.parent()?.file_name()?.to_str()?;
    statements::said(name.to_owned())
}

fn untitled(input: &Input) -> Diagnostic {
    Diagnostic::error("import-no-title", "the card says nowhere what the work is called")
        .in_file(input.place)
        .hint("add `pretty_name:` to its metadata, or a heading `# Name` to its text")
}
