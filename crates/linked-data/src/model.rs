//! What only a model has, as FAIR4ML.

use faircat_inference::figures;
use faircat_record::references::LinkRole;
use faircat_record::{ControlSet, DatasetUse, Evaluation, ModelSection, Record, Tensor};
use serde_json::{Value, json};

use super::Source;
use super::artifacts::content_url;
use super::node::{Node, decimal, list, named_value, reference};
use super::plain_text::{LONGEST_DESCRIPTION, plain_text};
use super::verification;
use super::vocabulary::{fair4ml, prov, schema};

/// Adds the section to the record's node.
pub(super) fn section(source: &Source, node: &mut Node, model: &ModelSection) {
    node.set(fair4ml::key::ML_TASK, model.task.clone());
    node.set(fair4ml::key::MODEL_CATEGORY, model.category.clone());
    if let Some(training) = &model.training {
        node.set(fair4ml::key::TRAINED_ON, uses(source, &training.datasets, LinkRole::TrainedOn));
        node.text(fair4ml::key::HAS_CO2E_EMISSIONS, training.co2e.as_ref());
    }
    node.set(fair4ml::key::VALIDATED_ON, uses(source, &model.validated_on, LinkRole::ValidatedOn));
    node.set(fair4ml::key::TESTED_ON, uses(source, &model.tested_on, LinkRole::TestedOn));
    node.set(fair4ml::key::EVALUATED_ON, uses(source, &model.evaluated_on, LinkRole::EvaluatedOn));
    if let Some(origin) = &model.fine_tuned_from {
        node.set(fair4ml::key::FINE_TUNED_FROM, source.target(origin, LinkRole::FineTunedFrom));
    }
    let claims = model.evaluations.iter().enumerate();
    let mut evaluations: Vec<Value> =
        claims.map(|(index, claim)| evaluation(source, index + 1, claim)).collect();
    evaluations.extend(verification::evaluations(source, model));
    node.set(fair4ml::key::HAS_EVALUATION, evaluations);
    node.set(schema::key::VARIABLE_MEASURED, features(source, model));
    node.set(schema::key::ADDITIONAL_PROPERTY, properties(source, model));
}

fn uses(source: &Source, uses: &[DatasetUse], role: LinkRole) -> Value {
    list(uses, |used| source.target(&used.dataset, role))
}

fn evaluation(source: &Source, number: usize, evaluation: &Evaluation) -> Value {
    let iri = source.part("evaluation", number);
    let mut node = Node::typed(iri.as_str(), fair4ml::key::ML_MODEL_EVALUATION);
    node.set(schema::key::NAME, evaluation.title());
    node.set(fair4ml::key::EVALUATED_ML_MODEL, reference(source.iri()));
    if let Some(dataset) = &evaluation.dataset {
        node.set(fair4ml::key::EVALUATION_DATASET, source.target(dataset, LinkRole::EvaluatedOn));
    }
    node.set(fair4ml::key::EVALUATION_METRICS, measured(&iri, evaluation));
    node.set(fair4ml::key::EVALUATION_RESULTS, result(evaluation));
    node.text(schema::key::MEASUREMENT_TECHNIQUE, evaluation.method.as_ref())
        .text(schema::key::DATE_CREATED, evaluation.date.as_ref());
    if let Some(software) = &evaluation.software {
        node.set(
            fair4ml::key::EVALUATION_SOFTWARE,
            source.target(software, LinkRole::EvaluatedWith),
        );
    }
    if let Some(extrinsic) = evaluation.extrinsic {
        node.set(fair4ml::key::EXTRINSIC_EVALUATION, extrinsic);
    }
    node.set(schema::key::ADDITIONAL_PROPERTY, circumstances(&iri, evaluation));
    if let Some(published) = &evaluation.source {
        let title = evaluation.locator.as_deref();
        node.set(
            schema::key::CITATION,
            source.titled_target(published, LinkRole::EvaluatedWith, None),
        );
        node.set(schema::key::POSITION, title);
    }
    node.into()
}

/// Of which output the claim is, and whether the control set recomputes it.
fn circumstances(evaluation_iri: &str, evaluation: &Evaluation) -> Vec<Value> {
    let node = |suffix: &str, name: &str, value: Value| {
        let mut node = property(format!("{evaluation_iri}-{suffix}"), name, name);
        node.set(schema::key::VALUE, value);
        Value::from(node)
    };
    let output = evaluation.output.as_ref().map(|name| node("output", "output", json!(name)));
    let recomputed = evaluation
        .control_set
        .then(|| node("control-set", "recomputed on the control set", json!(true)));
    output.into_iter().chain(recomputed).collect()
}

/// The value, with its uncertainty and tolerance as secondary values.
fn measured(evaluation_iri: &str, evaluation: &Evaluation) -> Value {
    let value = |suffix: &str, name: &str, value: f64| {
        let mut node = named_value(format!("{evaluation_iri}-{suffix}"), name, decimal(value));
        node.text(schema::key::UNIT_TEXT, evaluation.unit.as_ref());
        node
    };
    let mut node = value("value", &evaluation.metric, evaluation.value);
    let secondary: Vec<Value> = [
        ("uncertainty", "standard deviation", evaluation.uncertainty),
        ("tolerance", "tolerance", evaluation.tolerance),
    ]
    .into_iter()
    .filter_map(|(suffix, name, secondary)| Some(value(suffix, name, secondary?).into()))
    .collect();
    node.set(schema::key::VALUE_REFERENCE, secondary);
    node.into()
}

/// Metric and value in words, as `ROC AUC: 0.9898 ± 0.0002`.
fn result(evaluation: &Evaluation) -> String {
    let unit = evaluation.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let value = figures::with_uncertainty(evaluation.value, evaluation.uncertainty);
    format!("{}: {value}{unit}", evaluation.metric)
}

/// The features of the inputs, with their units.
fn features(source: &Source, model: &ModelSection) -> Vec<Value> {
    let inputs = model.signature.iter().flat_map(|signature| &signature.inputs);
    inputs
        .enumerate()
        .flat_map(|(input, tensor)| {
            tensor.features.iter().enumerate().map(move |(index, feature)| {
                let iri = source.part(&format!("input-{}-feature", input + 1), index + 1);
                let role = feature.role.map(|role| {
                    Value::from(named_value(format!("{iri}-role"), "role", json!(role)))
                });
                let mut node = Node::typed(iri, schema::key::PROPERTY_VALUE);
                node.set(schema::key::NAME, feature.name.as_str());
                node.set(schema::key::VALUE_REFERENCE, role);
                node.text(schema::key::UNIT_TEXT, feature.unit.as_ref())
                    .text(schema::key::DESCRIPTION, feature.meaning.as_ref());
                node.set(schema::key::MIN_VALUE, feature.minimum.map(decimal));
                node.set(schema::key::MAX_VALUE, feature.maximum.map(decimal));
                node.into()
            })
        })
        .collect()
}

/// Tensors, hyperparameters, and the number of parameters.
fn properties(source: &Source, model: &ModelSection) -> Vec<Value> {
    let mut properties = Vec::new();
    if let Some(signature) = &model.signature {
        for (kind, tensors) in [("input", &signature.inputs), ("output", &signature.outputs)] {
            for (index, tensor) in tensors.iter().enumerate() {
                properties.push(tensor_node(source, kind, index + 1, tensor));
            }
        }
    }
    if let Some(text) = model.signature.as_ref().and_then(|one| one.preprocessing.as_ref()) {
        let mut node =
            property(source.only_part("preprocessing"), "preprocessing", "preprocessing");
        node.set(schema::key::DESCRIPTION, plain_text(text, LONGEST_DESCRIPTION));
        properties.push(node.into());
    }
    for (index, parameter) in model.hyperparameters.iter().enumerate() {
        let mut node =
            property(source.part("hyperparameter", index + 1), "hyperparameter", &parameter.name);
        node.set(schema::key::VALUE, parameter.value.as_str());
        node.text(schema::key::DESCRIPTION, parameter.description.as_ref());
        properties.push(node.into());
    }
    if let Some(parameters) = model.parameters {
        let mut node =
            property(source.only_part("parameters"), "parameters", "number of parameters");
        node.set(schema::key::VALUE, parameters);
        properties.push(node.into());
    }
    for (index, framework) in model.framework.iter().enumerate() {
        let mut node = property(source.part("framework", index + 1), "framework", "framework");
        node.set(schema::key::VALUE, framework.as_str());
        properties.push(node.into());
    }
    if let Some(architecture) = &model.architecture {
        let mut node = property(source.only_part("architecture"), "architecture", "architecture");
        node.set(schema::key::DESCRIPTION, plain_text(architecture, LONGEST_DESCRIPTION));
        properties.push(node.into());
    }
    properties.extend(model.control_set.as_ref().map(|set| control_set(source, set)));
    properties
}

fn control_set(source: &Source, set: &ControlSet) -> Value {
    let iri = source.only_part("control-set");
    let secondary =
        |name: &str, value: Value| Value::from(named_value(format!("{iri}-{name}"), name, value));
    let items = set.items.map(|items| secondary("items", json!(items)));
    let tolerance = set.tolerance.map(|largest| secondary("tolerance", decimal(largest)));
    let mut node = property(iri.clone(), "control set", "control set");
    node.text(schema::key::VALUE, set.data.as_ref())
        .text(schema::key::DESCRIPTION, set.description.as_ref())
        .set(schema::key::URL, published(source, set));
    node.set(schema::key::VALUE_REFERENCE, items.into_iter().chain(tolerance).collect::<Vec<_>>());
    let origin = set.dataset.as_ref().map(|it| source.target(it, LinkRole::EvaluatedOn));
    node.set(prov::key::WAS_DERIVED_FROM, origin);
    node.into()
}

/// Where the site has its file, of which the record gives the path.
fn published(source: &Source, set: &ControlSet) -> Option<String> {
    let Record::Work(work) = source.record else { return None };
    let file = work.artifacts.iter().find(|it| it.path.is_some() && it.path == set.data)?;
    content_url(file, &source.iri())
}

fn property(iri: String, id: &str, name: &str) -> Node {
    let mut node = Node::typed(iri, schema::key::PROPERTY_VALUE);
    node.set(schema::key::PROPERTY_ID, id);
    node.set(schema::key::NAME, name);
    node
}

fn tensor_node(source: &Source, kind: &str, number: usize, tensor: &Tensor) -> Value {
    let mut node = property(source.part(kind, number), kind, &tensor.name);
    node.set(schema::key::VALUE, tensor.type_line());
    let contract: Vec<String> = [
        ("", &tensor.description),
        ("Padding: ", &tensor.padding),
        ("Scaling: ", &tensor.scaling),
        ("Order: ", &tensor.order),
    ]
    .into_iter()
    .filter_map(|(label, text)| Some(format!("{label}{}", text.as_ref()?)))
    .collect();
    node.set(schema::key::DESCRIPTION, contract.join("\n"));
    let iri = source.part(kind, number);
    let mut further: Vec<Value> = tensor.classes.iter().map(|class| json!(class)).collect();
    further.extend(conditions(&iri, tensor));
    node.set(schema::key::VALUE_REFERENCE, further);
    node.into()
}

/// What a program needs to know to fill the tensor, or to read it.
fn conditions(tensor_iri: &str, tensor: &Tensor) -> Vec<Value> {
    let condition = |name: &str, value: Value| {
        named_value(format!("{tensor_iri}-{}", name.replace(' ', "-")), name, value)
    };
    let mut all = Vec::new();
    if let Some(items) = &tensor.items {
        all.push(condition("value that fills up", decimal(items.fill)));
        all.push(condition("longer lists", json!(items.longer)));
        if let Some(feature) = &items.order_by {
            all.push(condition("order by", json!(feature)));
            all.push(condition("direction", json!(items.direction)));
        }
    }
    if let Some(scale) = &tensor.scale {
        all.push(condition("scale", json!(scale)));
    }
    if let Some(role) = &tensor.role {
        all.push(condition("role", json!(role)));
    }
    if tensor.non_finite {
        all.push(condition("may be NaN or infinite", json!(true)));
    }
    if let Some(conversion) = &tensor.conversion {
        let mut factor = condition("factor of conversion", decimal(conversion.factor));
        factor.set(schema::key::UNIT_TEXT, conversion.unit.as_str());
        all.push(factor);
    }
    all.into_iter().map(Value::from).collect()
}
