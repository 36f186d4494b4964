//! What only a model has: I1, F2 and R1 of models.

use oxrdf::{Term, Triple};

use super::outcome::{Tested, count, fail, pass, shortened, some_of};
use crate::view::{Alternatives, View, plain, values};
use faircat_linked_data::vocabulary::{fair4ml, prov, schema};

/// Task and kind of model.
pub(super) fn task(view: &View<'_>) -> Tested {
    let (task, category) = (view.text(&[fair4ml::ML_TASK]), view.text(&[fair4ml::MODEL_CATEGORY]));
    match (task, category) {
        (Some(task), Some(category)) => pass(format!("Task `{task}`, category `{category}`.")),
        (None, Some(_)) => {
            fail("The task is not stated.", "model:\n  task:\n    - \"<as binary classification>\"")
        }
        (Some(_), None) => fail(
            "The kind of model is not stated.",
            "model:\n  category:\n    - \"<as graph neural network>\"",
        ),
        (None, None) => fail(
            "Neither task nor kind of model is stated.",
            "model:\n  task:\n    - \"<as binary classification>\"\n  category:\n    - \"<as graph neural network>\"",
        ),
    }
}

/// Nodes of `schema:additionalProperty` whose propertyID is `id`.
fn properties<'a>(view: &View<'a>, id: &'static str) -> impl Iterator<Item = &'a Term> {
    view.values(&[schema::ADDITIONAL_PROPERTY])
        .filter(move |term| view.inner(term, &[schema::PROPERTY_ID]) == Some(id))
}

/// Whether inputs or outputs are stated.
pub(super) fn is_signed(view: &View<'_>) -> bool {
    properties(view, "input").chain(properties(view, "output")).next().is_some()
}

/// Inputs and outputs with type and shape.
pub(super) fn signature(view: &View<'_>) -> Tested {
    let lines = |id| -> Vec<&str> {
        properties(view, id).filter_map(|term| view.inner(term, &[schema::VALUE])).collect()
    };
    let (inputs, outputs) = (lines("input"), lines("output"));
    match (inputs.is_empty(), outputs.is_empty()) {
        (false, false) => {
            pass(format!("From `{}` to `{}`.", some_of(inputs, 3), some_of(outputs, 3)))
        }
        (no_input, _) => fail(
            match no_input {
                false => "The output's type and shape are not stated.",
                true => "The input's type and shape are not stated.",
            },
            "model:\n  signature:\n    inputs:\n      - {name: \"<name>\", dtype: float32, shape: [batch, \"<size>\"]}\n    \
             outputs:\n      - {name: \"<name>\", dtype: float32, shape: [batch, \"<size>\"]}",
        ),
    }
}

/// The features of the input with names and units.
pub(super) fn features(view: &View<'_>) -> Tested {
    let features: Vec<&Term> = view.values(&[schema::VARIABLE_MEASURED]).collect();
    let with_unit = features
        .iter()
        .filter(|term| view.inner(term, &[schema::UNIT_TEXT, schema::DESCRIPTION]).is_some())
        .count();
    let remedy = "model:\n  signature:\n    inputs:\n      - name: \"<name>\"\n        features:\n          \
                  - {name: \"<feature>\", unit: \"<unit, or 1>\", meaning: \"<what it is>\"}";
    if features.is_empty() {
        return fail("The features of the input are not named.", remedy);
    }
    if with_unit < features.len() {
        return fail(
            format!("{with_unit} of {} with unit or meaning.", count(features.len(), "feature")),
            remedy,
        );
    }
    pass(format!(
        "{} with unit or meaning: {}.",
        count(features.len(), "feature"),
        some_of(features.iter().map(|term| view.text_of(term)), 4)
    ))
}

/// How raw data becomes input.
pub(super) fn preparation(view: &View<'_>) -> Tested {
    let told = properties(view, "preprocessing")
        .chain(properties(view, "input"))
        .find_map(|term| view.inner(term, &[schema::DESCRIPTION]));
    match told {
        Some(text) => pass(format!("Preparation of the input: `{}`.", shortened(text))),
        None => fail(
            "It is not told how raw data becomes the model's input.",
            "model:\n  signature:\n    preprocessing: |\n      <selection, order, padding, scaling>",
        ),
    }
}

/// How to run it.
pub(super) fn usage(view: &View<'_>) -> Tested {
    let told: Alternatives =
        &[fair4ml::USAGE_INSTRUCTIONS, fair4ml::CODE_SAMPLE_SNIPPET, schema::SOFTWARE_HELP];
    match view.text(told) {
        Some(text) => pass(format!("How to run it: `{}`.", shortened(text))),
        None => fail(
            "It is not told how to run the model.",
            "usage:\n  instructions: |\n    <how to run it>\n  snippets:\n    - language: python\n      code: |\n        <the shortest use>",
        ),
    }
}

/// What it is for.
pub(super) fn intended_use(view: &View<'_>) -> Tested {
    match view.text(&[fair4ml::INTENDED_USE]) {
        Some(text) => pass(format!("Intended use: `{}`.", shortened(text))),
        None => fail(
            "It is not told what the model is meant for.",
            "usage:\n  intended_use: |\n    <what it is meant for, and what not>",
        ),
    }
}

/// Where it fails.
pub(super) fn limitations(view: &View<'_>) -> Tested {
    match view.text(&[fair4ml::MODEL_RISKS_BIAS_LIMITATIONS]) {
        Some(text) => pass(format!("Limits: `{}`.", shortened(text))),
        None => fail(
            "Neither limits nor risks nor biases are told.",
            "usage:\n  limitations: |\n    <where it fails or was not tried>",
        ),
    }
}

/// The evaluations that the record tells of; what was recomputed is not among them.
pub(super) fn declared_evaluations<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Term> {
    let is_declared =
        |one: &&Term| values(view.about(one), &[prov::WAS_GENERATED_BY]).next().is_none();
    view.values(&[fair4ml::HAS_EVALUATION]).filter(is_declared)
}

/// How good it is, and on what data.
pub(super) fn evaluations(view: &View<'_>) -> Tested {
    let evaluations: Vec<&Term> = declared_evaluations(view).collect();
    let complete: Vec<&str> = evaluations
        .iter()
        .filter(|one| {
            let about = view.about(one);
            values(about, &[fair4ml::EVALUATION_DATASET]).next().is_some() && has_value(view, about)
        })
        .map(|one| {
            view.inner(one, &[fair4ml::EVALUATION_RESULTS]).unwrap_or_else(|| view.text_of(one))
        })
        .collect();
    if !complete.is_empty() {
        return pass(format!(
            "{} with metric, value and dataset: {}.",
            count(complete.len(), "evaluation"),
            some_of(complete, 2)
        ));
    }
    fail(
        match evaluations.len() {
            0 => "No evaluation is stated.".to_owned(),
            some => format!("{} without a dataset or a value.", count(some, "evaluation")),
        },
        "model:\n  evaluations:\n    - metric: \"<as ROC AUC>\"\n      value: <number>\n      \
         dataset: \"<slug, DOI or URL>\"\n      split: test",
    )
}

/// Whether the statements about an evaluation give a number, not only the name of a metric.
fn has_value(view: &View<'_>, about: &[Triple]) -> bool {
    let is_number = |text: &str| text.contains(|digit: char| digit.is_ascii_digit());
    values(about, &[fair4ml::EVALUATION_RESULTS]).any(|term| is_number(view.text_of(term)))
        || values(about, &[fair4ml::EVALUATION_METRICS])
            .any(|term| view.inner(term, &[schema::VALUE]).is_some_and(is_number))
}

/// How the model is built.
pub(super) fn architecture(view: &View<'_>) -> Tested {
    let told = properties(view, "architecture")
        .find_map(|term| view.inner(term, &[schema::DESCRIPTION, schema::VALUE]));
    let chosen = properties(view, "hyperparameter").count();
    match (told, chosen) {
        (Some(text), _) => pass(format!("Architecture: `{}`.", shortened(text))),
        (None, 0) => fail(
            "Neither architecture nor hyperparameters are stated.",
            "model:\n  architecture: |\n    <layers and what they do>\n  hyperparameters:\n    - {name: \"<name>\", value: \"<value>\"}",
        ),
        (None, some) => pass(format!("{} stated.", count(some, "hyperparameter"))),
    }
}

/// A small set of data on which its working can be seen.
pub(super) fn control_set(view: &View<'_>) -> Tested {
    let found = view.values(&[schema::DISTRIBUTION]).find(|file| {
        values(view.about(file), &[schema::ADDITIONAL_TYPE])
            .any(|kind| plain(kind) == "control set")
    });
    match found.map(|file| view.text_of(file)).or_else(|| named_control_set(view)) {
        Some(name) => pass(format!("Control set: `{}`.", shortened(name))),
        None => fail(
            "There is no small set of inputs with expected outputs to try it on.",
            "artifacts:\n  - role: control-set\n    path: control/control-set.npz\n    media_type: application/zip\n\
             model:\n  control_set:\n    data: control/control-set.npz  # arrays of inputs, `label` or `target`, `reference_<output>`\n    \
             tolerance: 1.0e-5",
        ),
    }
}

/// The file of the control set, as the model's node names it.
pub(super) fn named_control_set<'a>(view: &View<'a>) -> Option<&'a str> {
    properties(view, "control set").find_map(|term| view.inner(term, &[schema::VALUE]))
}
