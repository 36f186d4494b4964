//! `modelCard` of a component.

use faircat_record::{
    DatasetUse, Evaluation, Hyperparameter, ModelSection, Signature, Tensor, Usage, Work,
};
use serde_json::Value;

use super::bill;
use super::terms::{CO2E, FRAMEWORK, HYPERPARAMETER, PARAMETERS, RECOMPUTED, USES};
use crate::import::record::{Context, unless_empty};
use crate::import::shapes::typed;
use crate::import::statements::{identifier, web_address};
use crate::json_fields::JsonFields;

pub(super) fn fill(card: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    if is_object(card, "considerations") {
        let usage =
            card.object("considerations", |it| considerations(it, work.model.as_deref_mut()));
        work.usage = usage.and_then(unless_empty);
    }
    let Some(model) = work.model.as_deref_mut() else { return };
    own_properties(card, model);
    if is_object(card, "modelParameters") {
        card.object("modelParameters", |it| parameters(it, model, context));
    }
    if is_object(card, "quantitativeAnalysis") {
        card.object("quantitativeAnalysis", |analysis| {
            model.evaluations = analysis.objects("performanceMetrics", evaluation);
        });
    }
}

/// The properties of bills that are written here.
fn own_properties(card: &mut JsonFields<'_>, model: &mut ModelSection) {
    card.objects("properties", |it| {
        let said = |key: &str| it.look(key).and_then(Value::as_str).map(str::to_owned);
        own_property(&said("name")?, said("value")?, model)?;
        it.take("name");
        it.take("value");
        Some(())
    });
}

fn own_property(name: &str, value: String, model: &mut ModelSection) -> Option<()> {
    match name {
        PARAMETERS => model.parameters = Some(value.parse().ok()?),
        FRAMEWORK => model.framework.push(value),
        _ => match name.strip_prefix(HYPERPARAMETER) {
            Some(name) if !name.is_empty() => {
                let name = name.to_owned();
                model.hyperparameters.push(Hyperparameter { name, value, description: None });
            }
            _ => {
                let place = USES.iter().position(|it| *it == name)?;
                let dataset = identifier(&value).or_else(|| web_address(&value))?;
                let used = DatasetUse { dataset, ..DatasetUse::default() };
                match place {
                    0 => model.training.get_or_insert_default().datasets.push(used),
                    1 => model.validated_on.push(used),
                    2 => model.tested_on.push(used),
                    _ => model.evaluated_on.push(used),
                }
            }
        },
    }
    Some(())
}

fn is_object(source: &JsonFields<'_>, key: &str) -> bool {
    source.look(key).is_some_and(Value::is_object)
}

fn parameters(source: &mut JsonFields<'_>, model: &mut ModelSection, context: &Context<'_>) {
    model.task = several(source.said("task"));
    if is_object(source, "approach") {
        let approach = source.object("approach", |it| it.said("type"));
        model.category.extend(approach.flatten());
    }
    model.category.extend(several(source.said("architectureFamily")));
    model.architecture = source.said("modelArchitecture");
    let training = model.training.iter().flat_map(|it| &it.datasets);
    let uses = [&model.validated_on, &model.tested_on, &model.evaluated_on];
    let known: Vec<String> =
        training.chain(uses.into_iter().flatten()).map(|it| it.dataset.clone()).collect();
    let datasets = source.objects("datasets", |dataset| {
        let is_known = |text: &str| {
            identifier(text).or_else(|| web_address(text)).is_some_and(|it| known.contains(&it))
        };
        if dataset.taken_if("ref", |text| is_known(text).then_some(())).is_some() {
            return None;
        }
        // A component of the same bill.
        if let Some(found) = dataset.taken_if("ref", |name| bill::record(name, context)) {
            return Some(DatasetUse { dataset: found, ..DatasetUse::default() });
        }
        if !is_object(dataset, "contents") {
            return None;
        }
        let address = dataset.object("contents", |it| it.taken_if("url", web_address)).flatten()?;
        let used = DatasetUse { dataset: address, ..DatasetUse::default() };
        Some(DatasetUse { description: dataset.said("name"), ..used })
    });
    model.signature = signature(source);
    if !datasets.is_empty() {
        model.training.get_or_insert_default().datasets.extend(datasets);
    }
}

/// Inputs and outputs, where the format of each is told as `image: float32[batch, 3, 64, 64]`.
fn signature(source: &mut JsonFields<'_>) -> Option<Signature> {
    let side = |source: &JsonFields<'_>, key: &str| -> Option<Vec<Tensor>> {
        let all = source.look(key)?.as_array().filter(|it| !it.is_empty())?;
        all.iter().map(|it| tensor(it.get("format")?.as_str()?)).collect()
    };
    let (inputs, outputs) = (side(source, "inputs")?, side(source, "outputs")?);
    for key in ["inputs", "outputs"] {
        source.objects(key, |it| it.take("format"));
    }
    Some(Signature { inputs, outputs, preprocessing: None })
}

fn tensor(text: &str) -> Option<Tensor> {
    let (name, kind) = text.rsplit_once(": ")?;
    let (dtype, shape) = typed(kind.trim())?;
    let name = name.trim().to_owned();
    (!name.is_empty()).then(|| Tensor { name, dtype, shape, ..Tensor::default() })
}

/// The parts of a text in which several things stand with commas.
fn several(text: Option<String>) -> Vec<String> {
    let text = text.unwrap_or_default();
    let parts = text.split(", ").map(|it| it.trim().to_owned());
    parts.filter(|it| !it.is_empty()).collect()
}

/// Only numbers are claims, and of those none that was recomputed.
fn evaluation(metric: &mut JsonFields<'_>) -> Option<Evaluation> {
    let slice = metric.look("slice").and_then(Value::as_str);
    if slice.is_some_and(|it| it.starts_with(RECOMPUTED)) {
        return None;
    }
    let number = |value: &Value| match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => {
            let text = text.trim();
            let starts = text.starts_with(|it: char| it.is_ascii_digit() || "+-.".contains(it));
            starts.then(|| text.parse().ok()).flatten()
        }
        _ => None,
    };
    let value = metric.look("value").and_then(number).filter(|it: &f64| it.is_finite());
    let Some(value) = value else {
        metric.warn("value", "import-no-number", "is no number, so nothing is claimed");
        return None;
    };
    let name = metric.said("type")?;
    metric.take("value");
    // A slice is the part of the data, or the address of all of it.
    let dataset = metric.taken_if("slice", |it| identifier(it).or_else(|| web_address(it)));
    let condition = metric.said("slice");
    Some(Evaluation { metric: name, value, dataset, condition, ..Evaluation::default() })
}

fn considerations(source: &mut JsonFields<'_>, model: Option<&mut ModelSection>) -> Usage {
    let list = |texts: Vec<String>| match texts.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        // What has lines of its own is no item of a list.
        several if several.iter().any(|it| it.trim().contains('\n')) => Some(several.join("\n\n")),
        several => {
            let lines: String = several.iter().map(|it| format!("- {it}\n")).collect();
            Some(lines.trim_end().to_owned())
        }
    };
    let mut limits = source.all_said("technicalLimitations");
    limits.extend(source.all_said("performanceTradeoffs"));
    let ethical = source.objects("ethicalConsiderations", |it| {
        let name = it.said("name")?;
        let how = it.said("mitigationStrategy").map(|how| format!(". Against it: {how}"));
        Some(format!("{name}{}", how.unwrap_or_default()))
    });
    let fairness = source.objects("fairnessAssessments", |it| {
        let group = it.said("groupAtRisk")?;
        let said =
            [("harms", "harms"), ("benefits", "benefits"), ("mitigationStrategy", "against it")]
                .into_iter()
                .filter_map(|(key, word)| Some(format!("{word}: {}", it.said(key)?)));
        let said = said.collect::<Vec<_>>().join("; ");
        Some(if said.is_empty() { group } else { format!("{group}: {said}") })
    });
    if let Some(model) = model
        && is_object(source, "environmentalConsiderations")
    {
        source.object("environmentalConsiderations", |it| emissions(it, model));
    }
    Usage {
        intended_use: list(source.all_said("useCases")),
        limitations: list(limits),
        ethical: list(ethical),
        risks: list(fairness),
        ..Usage::default()
    }
}

/// What the training emitted.
fn emissions(source: &mut JsonFields<'_>, model: &mut ModelSection) {
    source.objects("properties", |it| {
        it.taken_if("name", |name| (name == CO2E).then_some(()))?;
        model.training.get_or_insert_default().co2e = it.said("value");
        Some(())
    });
    source.objects("energyConsumptions", |used| {
        let is_training = used.look("activity").and_then(Value::as_str) == Some("training");
        if !is_training || !is_object(used, "co2CostEquivalent") {
            return None;
        }
        let cost = used.object("co2CostEquivalent", |cost| {
            let value = cost.look("value").and_then(Value::as_f64)?;
            let unit = cost.said("unit")?;
            cost.take("value");
            Some(format!("{value} {unit}"))
        });
        model.training.get_or_insert_default().co2e = Some(cost.flatten()?);
        Some(())
    });
}
