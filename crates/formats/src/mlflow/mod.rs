//! [`MLmodel`](https://mlflow.org/docs/latest/ml/model/), the file by which MLflow knows a model.

mod signature;

use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Dependency, Kind, Work};
use serde_json::{Map, Value};

use crate::format::Format;
use crate::import::beside::FilesBeside;
use crate::import::document;
use crate::import::record::{Context, SourceRecord};
use crate::import::statements::{self, says_nothing};
use crate::json_fields::JsonFields;
use crate::reader::{Found, Input, Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "mlflow",
    title: "MLflow models",
    used_by: "MLflow, which keeps and serves models",
    media_type: "application/yaml",
    specification: Some("https://mlflow.org/docs/latest/ml/model/"),
    reader: Some(Reader { recognise, read, adds_to: adds_to_none }),
    companion: None,
    package: None,
};

/// Flavours of a model, and the frameworks that they are of.
const FLAVORS: [(&str, &str); 18] = [
    ("catboost", "CatBoost"),
    ("diviner", "Diviner"),
    ("fastai", "fastai"),
    ("h2o", "H2O"),
    ("keras", "Keras"),
    ("langchain", "LangChain"),
    ("lightgbm", "LightGBM"),
    ("onnx", "ONNX"),
    ("prophet", "Prophet"),
    ("pytorch", "PyTorch"),
    ("sentence_transformers", "Sentence Transformers"),
    ("sklearn", "scikit-learn"),
    ("spacy", "spaCy"),
    ("spark", "Spark MLlib"),
    ("statsmodels", "statsmodels"),
    ("tensorflow", "TensorFlow"),
    ("transformers", "Transformers"),
    ("xgboost", "XGBoost"),
];

/// Fields of flavours that name the model's file.
const OF_FILES: [&str; 5] = ["data", "model_data", "model_path", "pickled_model", "weights"];

fn recognise(input: &Input) -> bool {
    let text = document::text(input).unwrap_or_default();
    if !text.contains("flavors") || text.trim_start().starts_with('{') {
        return false;
    }
    let Some(Value::Object(fields)) = document::maybe_yaml(input) else { return false };
    let is_of_mlflow = ["mlflow_version", "model_uuid", "utc_time_created", "run_id"];
    fields.get("flavors").is_some_and(Value::is_object)
        && is_of_mlflow.iter().any(|key| fields.contains_key(*key))
}

fn read(input: &Input) -> Found {
    Found::one_told(one(input))
}

fn one(input: &Input) -> Result<(SourceRecord, Option<Diagnostic>), Box<Diagnostic>> {
    let (value, source) = document::yaml(input, document::text(input)?, 0)?;
    let Value::Object(fields) = value else {
        let problem = Diagnostic::error("import-wrong-type", "the file has no fields");
        return Err(Box::new(problem.in_file(input.place)));
    };
    let (title, warning) = title(input, &fields)?;
    // Several models have the same name.
    let uuid = ["model_uuid", "model_id"].iter().find_map(|key| said(&fields, key));
    let id = match uuid.as_ref().filter(|it| **it != title) {
        Some(uuid) => format!("{title}-{}", uuid.get(..8).unwrap_or(uuid)),
        None => title.clone(),
    };
    let mut beside = FilesBeside::default();
    if let (Some(Value::Object(flavors)), Some(around)) = (fields.get("flavors"), input.around) {
        let files = flavors.values().filter_map(Value::as_object).flat_map(|it| it.iter());
        let files = files.filter(|(key, _)| OF_FILES.contains(&key.as_str()));
        files.filter_map(|(_, it)| it.as_str()).for_each(|it| beside.add(it, around));
    }
    let record = SourceRecord {
        slug: statements::slug(FORMAT.name, &id),
        id,
        title,
        fields,
        beside,
        ..SourceRecord::bare(FORMAT.name, Kind::Model, source, fill)
    };
    Ok((record, warning))
}

fn said(fields: &Map<String, Value>, key: &str) -> Option<String> {
    let text = fields.get(key)?.as_str()?;
    (!says_nothing(text)).then(|| text.trim().to_owned())
}

/// Names that MLflow and its users give to the folder of any model.
const OF_ANY: [&str; 5] = ["artifacts", "data", "mlflow_model", "model", "models"];

/// MLflow's file does not say what a model is called: it is the name or path under which it was
/// logged, unless that is one that any model may have or a place on somebody's disk; else, with a
/// warning, the name of its folder or its number.
fn title(
    input: &Input,
    fields: &Map<String, Value>,
) -> Result<(String, Option<Diagnostic>), Box<Diagnostic>> {
    let tells = |name: &String| is_name(name) && !OF_ANY.contains(&name.to_lowercase().as_str());
    let logged = ["name", "artifact_path"].iter().find_map(|key| said(fields, key).filter(tells));
    if let Some(name) = logged {
        return Ok((name, None));
    }
    let message = "the file does not say what the model is called";
    let warned = |title: String, after: &str| {
        let message = format!("{message}; it is called after {after}, `{title}`");
        let problem = Diagnostic::warning("import-no-title", message).in_file(input.place);
        let hint = "correct `title:` of the record, or write `name:` into the file";
        (title, Some(problem.hint(hint)))
    };
    let folder = input.place.parent().and_then(|it| it.file_name()).and_then(|it| it.to_str());
    let folder = folder.filter(|it| !says_nothing(it)).map(str::to_owned);
    let number = || ["model_id", "model_uuid", "run_id"].iter().find_map(|key| said(fields, key));
    if let Some(folder) = folder.clone().filter(tells) {
        return Ok(warned(folder, "its folder"));
    }
    if let Some(number) = number() {
        return Ok(warned(number, "its number"));
    }
    if let Some(path) = said(fields, "artifact_path").filter(|it| is_name(it)).or(folder) {
        return Ok(warned(path, "its folder"));
    }
    let problem = Diagnostic::error("import-no-title", message).in_file(input.place);
    Err(Box::new(problem.hint("write `name:` with its name into it")))
}

/// Whether `text` is no path and no address.
fn is_name(text: &str) -> bool {
    !text.contains(['/', '\\', ':'])
}

fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    source.said("name");
    // The path stays: it is where the model was logged, and may be its title too.
    work.date_created = source.date("utc_time_created");
    let mut frameworks = Vec::new();
    let mut dependencies = Vec::new();
    let version = source.said("mlflow_version");
    dependencies.extend(version.map(|it| dependency("mlflow", it)));
    source.object("flavors", |flavors| {
        for flavor in flavors.keys() {
            let framework = FLAVORS.iter().find(|(it, _)| *it == flavor).map(|(_, name)| *name);
            frameworks.extend(framework.map(str::to_owned));
            if flavors.look(&flavor).is_some_and(Value::is_object) {
                flavors.object(&flavor, |it| packages(it, &flavor, &mut dependencies));
            }
        }
    });
    if !dependencies.is_empty() {
        work.code.get_or_insert_default().dependencies = dependencies;
    }
    work.artifacts = context.beside.weights(source);
    context.beside.tell_missing(source, &OF_FILES);
    let Some(model) = work.model.as_deref_mut() else { return };
    model.framework = frameworks;
    model.signature = signature::signature(source);
}

fn dependency(name: &str, version: String) -> Dependency {
    Dependency { name: name.to_owned(), version: Some(version), url: None }
}

/// `sklearn_version`, `python_version`: what the model was made with.
fn packages(flavor: &mut JsonFields<'_>, name: &str, dependencies: &mut Vec<Dependency>) {
    for package in [name, "python", "cloudpickle"] {
        let key = format!("{package}_version");
        let Some(version) = flavor.said(&key) else { continue };
        let known = if package == "sklearn" { "scikit-learn" } else { package };
        if !dependencies.iter().any(|it| it.name == known) {
            dependencies.push(dependency(known, version));
        }
    }
}
