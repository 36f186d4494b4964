//! What lies beside a card and says more of its model.

use std::path::{Path, PathBuf};

use faircat_inference::metrics::metric_by_name;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{ArtifactRole, Evaluation, ModelSection};
use serde_json::{Map, Value};

use super::metadata::in_words;
use super::{hub, results};
use crate::import::beside::FilesBeside;
use crate::import::record::Context;
use crate::import::source::{Part, Whereabouts};
use crate::import::statements::{date, web_address};
use crate::import::{document, files};
use crate::json_fields::{JsonFields, pointer};
use crate::reader::Input;

/// The key of all results, which is the folder in which they lie.
const RESULTS: &str = ".eval_results";
const CONFIGURATION: &str = "config.json";

/// A file that lies beside a card, told by what is in it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Beside {
    Results,
    Configuration,
    Preprocessor,
}

impl Beside {
    pub(super) fn of(input: &Input) -> Option<Beside> {
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

    /// Why nothing is made of it by itself.
    pub(super) fn refusal(self, input: &Input) -> Diagnostic {
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
        Diagnostic::error("import-not-a-card", what).in_file(input.place).hint(format!(
            "give the model's card, `README.md` of {folder}, with its metadata between lines of \
                 `---`"
        ))
    }

    /// The card that it lies beside.
    pub(super) fn card(self, place: &Path) -> Option<PathBuf> {
        let folder = place.parent()?;
        let folder = match self {
            Beside::Results => folder.parent()?,
            Beside::Configuration | Beside::Preprocessor => folder,
        };
        Some(folder.join("README.md"))
    }
}

/// Names of weights whose endings are those of other things too.
const WEIGHTS: [&str; 3] = ["pytorch_model.bin", "tf_model.h5", "flax_model.msgpack"];

/// The weights that lie beside a card, or in a folder there that has no card of its own.
pub(super) fn weights(input: &Input) -> FilesBeside {
    let mut found = FilesBeside::default();
    let Some(around) = input.around else { return found };
    let paths = around.paths();
    let cards: Vec<&str> = paths.iter().filter_map(|it| it.strip_suffix("/README.md")).collect();
    for path in &paths {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let is_near = !folder.contains('/') && !cards.contains(&folder);
        let are_weights = files::role(name) == Some(ArtifactRole::Weights);
        if is_near && (are_weights || WEIGHTS.contains(&name)) {
            found.add(path, around);
        }
    }
    found
}

/// Adds what the files beside a card say to its `fields`, each under the name of the file, and to
/// `source` where that stands. Diagnostics are about files that cannot be read.
pub(super) fn add(
    input: &Input,
    fields: &mut Map<String, Value>,
    source: &mut Whereabouts,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut results = Vec::new();
    for file in input.beside {
        let own = Input::new(&file.place, &file.bytes);
        let (value, part) = match read(&own) {
            Ok(read) => read,
            Err(problem) => {
                problems.push(*problem);
                continue;
            }
        };
        match (Beside::of(&own), value) {
            (Some(Beside::Results), Value::Array(entries)) => {
                for (at, entry) in entries.into_iter().enumerate() {
                    let path = format!("{RESULTS}[{}]", results.len());
                    source.put(pointer(&path), part.below(&format!("/{at}")));
                    results.push(entry);
                }
            }
            (_, value) => {
                let name = file.place.file_name().unwrap_or_default().to_string_lossy();
                source.put(pointer(&name), part);
                fields.insert(name.into_owned(), value);
            }
        }
    }
    if !results.is_empty() {
        fields.insert(RESULTS.to_owned(), Value::Array(results));
    }
    problems
}

/// What a file of JSON or YAML says, and where that stands.
fn read(own: &Input) -> Result<(Value, Part), Box<Diagnostic>> {
    let text = document::text(own)?;
    let value = match document::maybe_json(own) {
        Some(value) => value.clone(),
        None => document::yaml(own, text, 0)?.0,
    };
    Ok((value, Part::beside(own, text)))
}

/// Fills in what the card itself does not say: the architecture, and results.
pub(super) fn fill(card: &mut JsonFields<'_>, model: &mut ModelSection, context: &Context<'_>) {
    if card.look(CONFIGURATION).is_some_and(Value::is_object) {
        let found = card.object(CONFIGURATION, |it| {
            let classes = it.all_said("architectures");
            let family = it.look("model_type").and_then(Value::as_str).map(str::to_owned);
            Some(classes.join(", ")).filter(|it| !it.is_empty()).or(family)
        });
        model.architecture = model.architecture.take().or(found.flatten());
    }
    let found = card.objects(RESULTS, |it| result(it, context));
    for evaluation in found {
        // The card often has the same result.
        let is_same = |it: &Evaluation| {
            it.dataset == evaluation.dataset && it.value.to_bits() == evaluation.value.to_bits()
        };
        if !model.evaluations.iter().any(is_same) {
            model.evaluations.push(evaluation);
        }
    }
}

/// A [result](https://huggingface.co/docs/hub/eval-results): of which metric the value is, only the task
/// of the dataset may say, where it is called after one.
fn result(it: &mut JsonFields<'_>, context: &Context<'_>) -> Option<Evaluation> {
    let (value, unit) = it.look("value").and_then(results::number)?;
    let task = it.look("dataset").and_then(|it| it.get("task_id")?.as_str()).map(in_words);
    if task.is_some_and(|it| metric_by_name(&it).is_none()) {
        let hint = "add the result to `model-index` of the card, with the metric's `type`";
        let message = "does not say of which metric the value is";
        it.missing("value", "import-no-metric", message, hint);
        return None;
    }
    let on = it.object("dataset", |dataset| {
        let address = dataset.taken_if("id", |id| hub::reference(id, true, context))?;
        Some((address, dataset.said("task_id")?))
    });
    let (dataset, task) = on.flatten()?;
    it.take("value");
    let source = it.object("source", |source| source.taken_if("url", web_address)).flatten();
    Some(Evaluation {
        metric: in_words(&task),
        value,
        unit,
        dataset: Some(dataset),
        date: it.taken_if("date", date),
        method: it.said("notes"),
        source,
        ..Evaluation::default()
    })
}
