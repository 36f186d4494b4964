//! [Cards of the Hugging Face Hub](https://huggingface.co/docs/hub/model-cards): the `README.md` of a
//! model or dataset, YAML between two lines of `---` and Markdown after it.
//!
//! What lies beside a card (`.eval_results/*.yaml`, `config.json`) says neither what the model is
//! called nor what it is; such a file is refused, with the name of the one to give. A repository is
//! written with its card, results and files.

mod body;
mod card;
mod dataset;
mod hub;
mod metadata;
mod results;
mod sections;
mod terms;
mod write;
mod written_metadata;
mod written_terms;

use faircat_record::diagnostic::Diagnostic;
use serde_json::Value;

use crate::format::Format;
use crate::import::document;
use crate::import::record::SourceRecord;
use crate::package::{Package, Packer};
use crate::reader::{Found, Input, Reader};

pub const FORMAT: Format = Format {
    name: "huggingface",
    title: "Hugging Face model and dataset cards",
    used_by: "The Hugging Face Hub and its libraries",
    media_type: "text/markdown",
    specification: Some("https://huggingface.co/docs/hub/model-cards"),
    reader: Some(Reader { recognise, read }),
    companion: None,
    package: Some(Package { packer: Packer::Work(write::pack), has_top_folder: false }),
};

/// A file that lies beside a card, told by what is in it.
#[derive(Clone, Copy)]
enum Beside {
    Results,
    Configuration,
    Preprocessor,
}

impl Beside {
    fn of(input: &Input) -> Option<Beside> {
        if let Some(Value::Object(fields)) = document::maybe_json(input) {
            let has = |key: &str| fields.get(key).is_some_and(Value::is_string);
            let is_processor =
                ["feature_extractor_type", "image_processor_type", "processor_class"]
                    .iter()
                    .any(|key| has(key));
            // Other formats that have such a field say what they are by a field of their own.
            let is_other = ["@context", "bomFormat", "stac_version", "format_version", "schema"]
                .iter()
                .any(|key| fields.contains_key(*key));
            return match (has("model_type"), is_processor) {
                _ if is_other => None,
                (true, _) => Some(Beside::Configuration),
                (_, true) => Some(Beside::Preprocessor),
                _ => None,
            };
        }
        let text = document::text(input).ok()?;
        if !text.contains("dataset") || text.trim_start().starts_with("---") {
            return None;
        }
        let Value::Array(entries) = document::maybe_yaml(input)? else { return None };
        let is_result = |entry: &Value| {
            let dataset = entry.get("dataset");
            dataset.is_some_and(|it| it.get("id").is_some() && it.get("task_id").is_some())
        };
        (!entries.is_empty() && entries.iter().all(is_result)).then_some(Beside::Results)
    }

    fn refusal(self, input: &Input) -> Diagnostic {
        let (what, folder) = match self {
            Beside::Results => (
                "these are results of a model of the Hugging Face Hub, and do not say of which",
                "the folder above `.eval_results`",
            ),
            Beside::Configuration => (
                "this is the configuration of a network, and says neither its name nor what it is",
                "the same folder",
            ),
            Beside::Preprocessor => (
                "this says how inputs of a model are prepared, and not of which model",
                "the same folder",
            ),
        };
        Diagnostic::error("import-not-a-card", what)
            .in_file(input.place)
            .hint(format!("give the model's card, `README.md` of {folder}"))
    }
}

/// Whether the file has the metadata of a card, or lies beside one.
fn recognise(input: &Input) -> bool {
    card::is_one(input) || Beside::of(input).is_some()
}

fn read(input: &Input) -> Found {
    let mut found = Found::default();
    if let Some(beside) = Beside::of(input) {
        found.diagnostics.push(beside.refusal(input));
        return found;
    }
    match card::read(input) {
        Ok((record, warnings)) => {
            found.records.push(Box::new(record) as Box<SourceRecord>);
            found.diagnostics.extend(warnings);
        }
        Err(problem) => found.diagnostics.push(*problem),
    }
    found
}
