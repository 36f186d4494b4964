//! What only descriptions of models say.

use faircat_record::{Artifact, ArtifactRole, DatasetUse, Work};
use serde_json::Value;

use super::FORMAT;
use super::fill::{address, file};
use super::signature;
use super::terms::WEIGHTS;
use crate::import::record::Context;
use crate::import::statements::{self, web_address};
use crate::json_fields::JsonFields;

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
    let Some(url) = entry.taken_if("source", |text| address(text, context)) else {
        let hint = "give the address of the description, so that the file beside it has one too";
        let message = "lies beside the description, so its address is not known";
        entry.missing("source", "import-no-address", message, hint);
        return None;
    };
    let opset = entry.count("opset_version").and_then(|it| u32::try_from(it).ok());
    Some(Artifact {
        format: Some(format.to_owned()),
        sha256: entry.said("sha256"),
        opset,
        ..file(url, ArtifactRole::Weights, "Weights")
    })
}

/// Tensors for a test of the model: a file for each, so they are no control set, which is one file.
fn tests(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    for (key, what) in
        [("test_inputs", "Input of the test"), ("test_outputs", "Output of the test")]
    {
        let found = source.understood_texts(key, |text| address(text, context));
        work.artifacts.extend(found.into_iter().map(|url| file(url, ArtifactRole::Data, what)));
    }
    for (key, what) in [("inputs", "Input of the test"), ("outputs", "Output of the test")] {
        if !source.look(key).is_some_and(Value::is_array) {
            continue;
        }
        let found = source.objects(key, |tensor| {
            if !tensor.look("test_tensor").is_some_and(Value::is_object) {
                return None;
            }
            let test = tensor.object("test_tensor", |test| {
                let url = test.taken_if("source", |text| address(text, context))?;
                Some(Artifact {
                    sha256: test.said("sha256"),
                    ..file(url, ArtifactRole::Data, what)
                })
            });
            test.flatten()
        });
        work.artifacts.extend(found);
    }
}
