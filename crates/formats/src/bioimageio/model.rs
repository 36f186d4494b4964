//! What only descriptions of models say.

use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Artifact, ArtifactRole, ControlSet, DatasetUse, Work};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::fill::{Located, checked, file, located};
use super::signature;
use super::terms::WEIGHTS;
use super::{FORMAT, ITEMS, NO_TESTS};
use crate::import::beside::MadeFile;
use crate::import::files;
use crate::import::record::Context;
use crate::import::statements::{self, doi, web_address};
use crate::json_fields::JsonFields;

/// Relative and absolute tolerance of the zoo's tests (`ReproducibilityTolerance`), where a description
/// states no other.
const TOLERANCE: f64 = 0.001;

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    weights(source, work, context);
    tests(source, work, context);
    let parent = source
        .look("parent")
        .is_some_and(Value::is_object)
        .then(|| source.object("parent", |parent| reference(parent, context)));
    work.derived_from.extend(parent.flatten().flatten());
    let Some(model) = work.model.as_deref_mut() else { return };
    model.signature = signature::signature(source);
    if source.look("training_data").is_some_and(Value::is_object) {
        let dataset = source.object("training_data", |data| reference(data, context)).flatten();
        let used = dataset.map(|dataset| DatasetUse { dataset, ..DatasetUse::default() });
        if let Some(used) = used {
            model.training.get_or_insert_default().datasets.push(used);
        }
    }
}

/// The work that a description refers to: a record of the catalogue, or its address.
fn reference(source: &mut JsonFields<'_>, context: &Context<'_>) -> Option<String> {
    let known = source.taken_if("id", |id| context.reference(&statements::slug(FORMAT.name, id)));
    known
        .or_else(|| source.taken_if("id", doi))
        .or_else(|| source.taken_if("uri", web_address))
        .or_else(|| source.taken_if("source", web_address))
}

/// Weights, each in a format of its own.
fn weights(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    let mut frameworks: Vec<String> = Vec::new();
    let artifacts = source.object("weights", |weights| {
        let mut artifacts = Vec::new();
        for (key, format, framework) in WEIGHTS {
            if !weights.look(key).is_some_and(Value::is_object) {
                continue;
            }
            if !frameworks.iter().any(|it| it == framework) {
                frameworks.push(framework.to_owned());
            }
            let found = weights.object(key, |entry| entry_of(entry, format, context));
            artifacts.extend(found.flatten());
        }
        artifacts
    });
    work.artifacts.extend(artifacts.unwrap_or_default());
    if let Some(model) = work.model.as_deref_mut() {
        model.framework = frameworks;
    }
}

fn entry_of(entry: &mut JsonFields<'_>, format: &str, context: &Context<'_>) -> Option<Artifact> {
    let Some(at) = entry.taken_if("source", |text| located(text, context)) else {
        let named = entry.look("source").and_then(Value::as_str).unwrap_or_default();
        if !context.beside.is_missing(named) {
            let hint =
                "give the folder or archive with the file, or the address of the description";
            let message = "is no file around the description, and has no address";
            entry.missing("source", "import-no-address", message, hint);
        }
        return None;
    };
    let opset = entry.count("opset_version").and_then(|it| u32::try_from(it).ok());
    let found = checked(entry, file(at, ArtifactRole::Weights, "Weights"));
    Some(Artifact { format: Some(format.to_owned()), opset, ..found })
}

/// Tensors for a test of the model, a file for each, which together are its control set.
fn tests(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    if let Some(why) = source.said(NO_TESTS) {
        let message = format!("the test tensors make no control set: {why}");
        let problem = Diagnostic::warning("import-no-control-set", message);
        let hint = "`model.control_set.data` of the record is a file of items with their outputs";
        source.notes.tell("inputs", problem.hint(hint));
    }
    let before = work.artifacts.len();
    for (key, tensors, what) in
        [("test_inputs", "inputs", "input"), ("test_outputs", "outputs", "output")]
    {
        let names = names_of(source.look(tensors));
        let found = source.understood_texts(key, |text| located(text, context));
        let is_whole = found.len() == names.len();
        work.artifacts.extend(found.into_iter().enumerate().map(|(index, at)| {
            let name = names.get(index).filter(|_| is_whole).map(String::as_str);
            test(at, what, name)
        }));
        if !source.look(tensors).is_some_and(Value::is_array) {
            continue;
        }
        let found = source.objects(tensors, |tensor| {
            let name = tensor.look("id").and_then(Value::as_str).unwrap_or(what).to_owned();
            if !tensor.look("test_tensor").is_some_and(Value::is_object) {
                return None;
            }
            let test = tensor.object("test_tensor", |it| {
                let at = it.taken_if("source", |text| located(text, context))?;
                Some(checked(it, test(at, what, Some(&name))))
            });
            test.flatten()
        });
        work.artifacts.extend(found);
    }
    let items = source.count(ITEMS);
    if let (Some(made), Some(items)) = (context.beside.made.first(), items) {
        // It holds what these files do.
        work.artifacts.truncate(before);
        work.artifacts.push(control_set(made));
        let tolerance = tolerance(source);
        let description = format!(
            "The test tensors of the model's description, from which outputs may differ by {tolerance}."
        );
        let set = ControlSet {
            items: Some(items),
            data: Some(made.path.clone()),
            description: Some(description),
            tolerance: Some(tolerance),
            ..ControlSet::default()
        };
        work.model.get_or_insert_default().control_set = Some(set);
        return;
    }
    if let Some(model) = work.model.as_deref_mut().filter(|_| work.artifacts.len() > before) {
        let description = Some("Test tensors, a file for each input and output.".to_owned());
        model.control_set = Some(ControlSet { description, ..ControlSet::default() });
    }
}

/// How far outputs may be from the test tensors: by the description, or else by the rule of the zoo.
fn tolerance(source: &JsonFields<'_>) -> f64 {
    let rules = |config: &Value| config.pointer("/bioimageio/reproducibility_tolerance/0").cloned();
    let rule = source.look("config").and_then(rules).unwrap_or_default();
    let stated = ["relative_tolerance", "absolute_tolerance"]
        .iter()
        .filter_map(|key| rule.get(*key)?.as_f64())
        .filter(|it| it.is_finite() && *it >= 0.0);
    stated.min_by(f64::total_cmp).unwrap_or(TOLERANCE)
}

/// The control set that was made of the test tensors.
fn control_set(made: &MadeFile) -> Artifact {
    Artifact {
        role: ArtifactRole::ControlSet,
        path: Some(made.path.clone()),
        media_type: files::media_type(&made.path).map(str::to_owned),
        size: Some(made.bytes.len() as u64),
        sha256: Some(hex::encode(Sha256::digest(&made.bytes))),
        description: Some("Test tensors of all inputs and outputs".to_owned()),
        ..Artifact::default()
    }
}

/// What a description of 0.4 calls its inputs or outputs.
fn names_of(tensors: Option<&Value>) -> Vec<String> {
    let tensors = tensors.and_then(Value::as_array).into_iter().flatten();
    tensors.filter_map(|it| Some(it.get("name")?.as_str()?.to_owned())).collect()
}

/// A test tensor of an input or output.
fn test(at: Located, what: &str, name: Option<&str>) -> Artifact {
    let name = name.map(|it| format!(" `{it}`")).unwrap_or_default();
    file(at, ArtifactRole::ControlSet, &format!("Test tensor of the {what}{name}"))
}
