//! `modelCard`: what a model does, on what data, how well, and what to mind.

use faircat_catalog::evidence::verification::{EngineRun, Verification};
use faircat_inference::figures::counted;
use faircat_inference::verification::Recomputed;
use faircat_linked_data::plain_text::plain_description;
use faircat_record::references::LinkRole;
use faircat_record::{DatasetUse, Evaluation, ModelSection, Tensor, Usage};
use serde_json::{Map, Value, json};

use super::terms::{APPROACHES, CO2E, FRAMEWORK, HYPERPARAMETER, PARAMETERS, RECOMPUTED, USES};
use super::write::put;
use crate::view::{RecordView, WorkView};

/// The card of a model.
pub(super) fn model_card(view: &RecordView, of: &WorkView) -> Value {
    let empty = ModelSection::default();
    let model = of.work.model.as_deref().unwrap_or(&empty);
    let mut card = Map::new();
    put(&mut card, "modelParameters", parameters(view, model));
    let mut metrics: Vec<Value> = model.evaluations.iter().map(claim).collect();
    if let Some(verification) = view.dossier.evidence.current() {
        metrics.extend(recomputed(verification));
    }
    if !metrics.is_empty() {
        put(&mut card, "quantitativeAnalysis", json!({"performanceMetrics": metrics}));
    }
    put(&mut card, "considerations", considerations(of.work.usage.as_ref(), model));
    put(&mut card, "properties", properties(view, model).into());
    Value::Object(card)
}

/// Every use of a dataset, with the role of the reference and the word for it in a bill.
pub(super) fn uses(
    model: &ModelSection,
) -> impl Iterator<Item = (&DatasetUse, LinkRole, &'static str)> {
    let [training, validation, test, evaluation] = USES;
    let trained = model.training.iter().flat_map(|it| &it.datasets);
    trained
        .map(move |it| (it, LinkRole::TrainedOn, training))
        .chain(model.validated_on.iter().map(move |it| (it, LinkRole::ValidatedOn, validation)))
        .chain(model.tested_on.iter().map(move |it| (it, LinkRole::TestedOn, test)))
        .chain(model.evaluated_on.iter().map(move |it| (it, LinkRole::EvaluatedOn, evaluation)))
}

fn parameters(view: &RecordView, model: &ModelSection) -> Value {
    let mut node = Map::new();
    let is_approach = |text: &&String| APPROACHES.contains(&approach(text).as_str());
    let (approaches, families): (Vec<&String>, Vec<&String>) =
        model.category.iter().partition(is_approach);
    let learning = approaches.first().map(|text| json!({"type": approach(text)}));
    put(&mut node, "approach", learning.into());
    put(&mut node, "task", model.task.join(", ").into());
    let families: Vec<&str> = families.into_iter().map(String::as_str).collect();
    put(&mut node, "architectureFamily", families.join(", ").into());
    put(&mut node, "modelArchitecture", plain(model.architecture.as_ref()));
    let mut data: Vec<Value> = Vec::new();
    for (used, role, _) in uses(model) {
        let target = view.dossier.source.target(&used.dataset, role);
        let component = json!({"ref": target["@id"]});
        if !data.contains(&component) {
            data.push(component);
        }
    }
    put(&mut node, "datasets", data.into());
    let tensors = |all: &[Tensor]| all.iter().map(tensor).collect::<Vec<Value>>();
    if let Some(signature) = &model.signature {
        put(&mut node, "inputs", tensors(&signature.inputs).into());
        put(&mut node, "outputs", tensors(&signature.outputs).into());
    }
    Value::Object(node)
}

/// A kind of learning as the format writes it.
fn approach(category: &str) -> String {
    let words = category.trim().to_ascii_lowercase();
    words.trim_end_matches(" learning").replace(' ', "-")
}

fn tensor(tensor: &Tensor) -> Value {
    json!({"format": format!("{}: {}", tensor.name, tensor.type_line())})
}

fn plain(markdown: Option<&String>) -> Value {
    plain_description(markdown).into()
}

fn claim(claim: &Evaluation) -> Value {
    let mut node = Map::new();
    put(&mut node, "type", claim.metric.as_str().into());
    put(&mut node, "value", claim.value.to_string().into());
    let split = claim.split.as_ref().map(|split| format!("{split} split"));
    let parts: Vec<String> = split.into_iter().chain(claim.condition.clone()).collect();
    put(&mut node, "slice", parts.join(", ").into());
    Value::Object(node)
}

/// The claims as the site recomputed them, in each run.
fn recomputed(verification: &Verification) -> Vec<Value> {
    let runs = verification.runs.iter();
    runs.flat_map(|run| run.metrics.iter().filter_map(|check| check_of(run, check))).collect()
}

/// One of them; what is only known to be above a limit has no value.
fn check_of(run: &EngineRun, check: &Recomputed) -> Option<Value> {
    let value = check.value.filter(|_| check.limit.is_none())?;
    let items = counted(run.items as u64, "item", "items");
    let mut node = Map::new();
    put(&mut node, "type", check.claim.metric.as_str().into());
    put(&mut node, "value", value.to_string().into());
    let slice = format!("{RECOMPUTED} with {} on {items} of the control set", run.engine_line());
    put(&mut node, "slice", slice.into());
    let interval = check
        .interval
        .map(|[low, high]| json!({"lowerBound": low.to_string(), "upperBound": high.to_string()}));
    put(&mut node, "confidenceInterval", interval.into());
    Some(Value::Object(node))
}

fn considerations(usage: Option<&Usage>, model: &ModelSection) -> Value {
    let mut node = Map::new();
    if let Some(usage) = usage {
        let list = |text: &Option<String>| match plain(text.as_ref()) {
            Value::Null => Value::Null,
            text => json!([text]),
        };
        put(&mut node, "useCases", list(&usage.intended_use));
        put(&mut node, "technicalLimitations", list(&usage.limitations));
        let ethical = [&usage.ethical, &usage.risks].into_iter().flatten();
        let ethical: Vec<Value> = ethical.map(|text| json!({"name": plain(Some(text))})).collect();
        put(&mut node, "ethicalConsiderations", ethical.into());
    }
    // An amount of CO2 stands there only beside the energy that was used, which records do not say.
    if let Some(amount) = model.training.as_ref().and_then(|it| it.co2e.as_ref()) {
        let properties = json!([{"name": CO2E, "value": amount}]);
        put(&mut node, "environmentalConsiderations", json!({"properties": properties}));
    }
    Value::Object(node)
}

/// What the card has no place for: for what each dataset was used, and the numbers of the model.
fn properties(view: &RecordView, model: &ModelSection) -> Vec<Value> {
    let property = |name: &str, value: String| json!({"name": name, "value": value});
    let mut all: Vec<Value> = uses(model)
        .map(|(used, role, word)| {
            let target = view.dossier.source.target(&used.dataset, role);
            property(word, target["@id"].as_str().unwrap_or_default().to_owned())
        })
        .collect();
    all.extend(model.parameters.map(|number| property(PARAMETERS, number.to_string())));
    all.extend(model.framework.iter().map(|name| property(FRAMEWORK, name.clone())));
    let settings = model.hyperparameters.iter();
    all.extend(
        settings.map(|it| property(&format!("{HYPERPARAMETER}{}", it.name), it.value.clone())),
    );
    all
}
