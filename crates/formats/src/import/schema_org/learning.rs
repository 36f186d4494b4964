//! What [FAIR4ML](https://w3id.org/fair4ml) says of models, with the properties by which records tell
//! what it has no terms for.

use faircat_record::{
    ControlSet, Conversion, DatasetUse, Evaluation, Feature, Hyperparameter, Items, ModelSection,
    Signature, Tensor, Training, Work,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::links::{Records, linked};
use super::{graph, names, plain};
use crate::import::record::unless_empty;
use crate::import::shapes::typed;
use crate::import::statements::{date, web_address};
use crate::json_fields::{JsonFields, TEXT};

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, records: &Records<'_>) {
    let Some(model) = work.model.as_deref_mut() else { return };
    model.task = names(source, "mlTask");
    model.category = names(source, "modelCategory");
    model.fine_tuned_from =
        source.first_item("fineTunedFrom", |it| linked(it, records).map(|(target, _)| target));
    let mut uses = |key: &str| source.items(key, |it| dataset_use(it, records));
    let datasets = uses("trainedOn");
    model.validated_on = uses("validatedOn");
    model.tested_on = uses("testedOn");
    model.evaluated_on = uses("evaluatedOn");
    let co2e = plain(source, "hasCO2eEmissions");
    model.training = unless_empty(Training { datasets, co2e, ..Training::default() });
    model.evaluations = source.items("hasEvaluation", |it| evaluation(it, records));
    properties(source, model, records);
    features(source, model);
}

fn dataset_use(it: &mut JsonFields<'_>, records: &Records<'_>) -> Option<DatasetUse> {
    let (dataset, _) = linked(it, records)?;
    Some(DatasetUse { dataset, ..DatasetUse::default() })
}

/// The number at `key`, also as a text.
fn number(it: &mut JsonFields<'_>, key: &str) -> Option<f64> {
    it.taken_if(key, |text| text.parse().ok().filter(|it: &f64| it.is_finite()))
}

/// A variant of `T` by its name in records.
fn variant<T: DeserializeOwned>(it: &mut JsonFields<'_>) -> Option<T> {
    it.taken_if("value", |text| serde_json::from_value(Value::String(text.to_owned())).ok())
}

/// Takes what tells once more what a property is.
fn told(it: &mut JsonFields<'_>) {
    for key in ["@id", "@type", "propertyID", "name"] {
        it.take(key);
    }
}

fn name_of(it: &JsonFields<'_>, key: &str) -> String {
    it.look(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// An evaluation of one metric with a number.
fn evaluation(it: &mut JsonFields<'_>, records: &Records<'_>) -> Option<Evaluation> {
    let mut found = it.first_item("evaluationMetrics", measured)?;
    variants(it, &mut found);
    let link = |it: &mut JsonFields<'_>, key: &str| {
        it.first_item(key, |it| linked(it, records).map(|(target, _)| target))
    };
    found.dataset = link(it, "evaluationDataset");
    found.software = link(it, "evaluationSoftware");
    found.source = link(it, "citation");
    found.locator = it.said("position");
    found.method = it.said("measurementTechnique");
    found.date = it.taken_if("dateCreated", date);
    found.extrinsic = truth(it, "extrinsicEvaluation");
    it.items("additionalProperty", |it| {
        match name_of(it, "propertyID").as_str() {
            "output" => found.output = it.said("value"),
            "recomputed on the control set" => {
                found.control_set = truth(it, "value").unwrap_or_default();
            }
            _ => return None,
        }
        told(it);
        None::<()>
    });
    // The same as a sentence, and the model itself.
    for key in ["@id", "@type", "evaluatedMLModel", "evaluationResults"] {
        it.take(key);
    }
    Some(found)
}

/// The name of a metric and its number.
fn measured(it: &mut JsonFields<'_>) -> Option<Evaluation> {
    let metric = it.look("name")?.as_str()?.trim().to_owned();
    let value = number(it, "value").filter(|_| !metric.is_empty())?;
    let mut found = Evaluation { metric, value, ..Evaluation::default() };
    found.unit = it.said("unitText");
    it.items("valueReference", |it| {
        let place = match name_of(it, "name").as_str() {
            "standard deviation" => &mut found.uncertainty,
            "tolerance" => &mut found.tolerance,
            _ => return None,
        };
        *place = number(it, "value");
        told(it);
        it.take("unitText");
        None::<()>
    });
    told(it);
    Some(found)
}

/// Split and condition, which stand in the name after the metric.
fn variants(it: &mut JsonFields<'_>, found: &mut Evaluation) {
    let name = name_of(it, "name");
    let Some(rest) = name.strip_prefix(&found.metric) else { return };
    let mut parts = rest.trim_start_matches(", ").splitn(2, ", ");
    let first = parts.next().unwrap_or_default();
    let mut condition: Vec<&str> = Vec::new();
    match first.strip_suffix(" split") {
        Some(split) => found.split = Some(split.to_owned()),
        None => condition.push(first),
    }
    condition.extend(parts.next());
    found.condition = Some(condition.join(", ")).filter(|it| !it.is_empty());
    if found.title() == name {
        it.take("name");
    } else {
        (found.split, found.condition) = (None, None);
    }
}

/// The truth value at `key`.
pub(super) fn truth(it: &mut JsonFields<'_>, key: &str) -> Option<bool> {
    let value = it.look(key)?;
    let text = value.as_str().map(|it| graph::local(it.trim()).to_ascii_lowercase());
    let value = match (value.as_bool(), text.as_deref()) {
        (Some(value), _) => value,
        (None, Some("true")) => true,
        (None, Some("false")) => false,
        _ => return None,
    };
    it.take(key);
    Some(value)
}

/// Properties of models without a term of their own.
fn properties(source: &mut JsonFields<'_>, model: &mut ModelSection, records: &Records<'_>) {
    let mut signature = Signature::default();
    source.items("additionalProperty", |it| {
        match name_of(it, "propertyID").as_str() {
            "hyperparameter" => {
                let value = it.said("value")?;
                let (name, description) = (it.said("name")?, it.said("description"));
                model.hyperparameters.push(Hyperparameter { name, value, description });
            }
            "parameters" => model.parameters = it.count("value"),
            "framework" => model.framework.extend(it.said("value")),
            "architecture" => model.architecture = it.said("description"),
            "preprocessing" => signature.preprocessing = it.said("description"),
            "input" => signature.inputs.push(tensor(it)?),
            "output" => signature.outputs.push(tensor(it)?),
            "control set" => model.control_set = Some(control_set(it, records)),
            _ => return None,
        }
        told(it);
        None::<()>
    });
    let is_whole = !signature.inputs.is_empty() && !signature.outputs.is_empty();
    model.signature = is_whole.then_some(signature);
}

/// An input or output whose value is its type, as `float32[batch, 3]`.
fn tensor(it: &mut JsonFields<'_>) -> Option<Tensor> {
    let (dtype, shape) = it.taken_if("value", typed)?;
    let name = it.said("name")?;
    let mut found = Tensor { name, dtype, shape, ..Tensor::default() };
    let description = it.said("description").unwrap_or_default();
    let mut lines = Vec::new();
    for line in description.lines() {
        let (start, rest) = line.split_once(": ").unwrap_or((line, ""));
        match start {
            "Padding" => found.padding = Some(rest.to_owned()),
            "Scaling" => found.scaling = Some(rest.to_owned()),
            "Order" => found.order = Some(rest.to_owned()),
            _ => lines.push(line),
        }
    }
    found.description = Some(lines.join("\n")).filter(|it| !it.is_empty());
    let mut items: Option<Items> = None;
    it.items("valueReference", |it| {
        if it.has(TEXT) {
            found.classes.extend(it.said(TEXT));
            return None;
        }
        match name_of(it, "name").as_str() {
            "value that fills up" => {
                items.get_or_insert_default().fill = number(it, "value").unwrap_or_default();
            }
            "longer lists" => {
                items.get_or_insert_default().longer = variant(it).unwrap_or_default();
            }
            "order by" => items.get_or_insert_default().order_by = it.said("value"),
            "direction" => {
                items.get_or_insert_default().direction = variant(it).unwrap_or_default();
            }
            "scale" => found.scale = variant(it),
            "role" => found.role = variant(it),
            "may be NaN or infinite" => found.non_finite = truth(it, "value").unwrap_or_default(),
            "factor of conversion" => {
                let (factor, unit) = (number(it, "value")?, it.said("unitText")?);
                found.conversion = Some(Conversion { factor, unit });
            }
            _ => return None,
        }
        told(it);
        None::<()>
    });
    found.items = items;
    Some(found)
}

fn control_set(it: &mut JsonFields<'_>, records: &Records<'_>) -> ControlSet {
    // The path of its file holds in the folder of the record only, which is not here.
    let path = it.said("value");
    let mut found = ControlSet {
        data: it.any_text_if(&["url"], web_address).or(path),
        description: it.said("description"),
        dataset: it
            .first_item("prov:wasDerivedFrom", |it| linked(it, records).map(|(target, _)| target)),
        ..ControlSet::default()
    };
    it.items("valueReference", |it| {
        match name_of(it, "name").as_str() {
            "items" => found.items = it.count("value"),
            "tolerance" => found.tolerance = number(it, "value"),
            _ => return None,
        }
        told(it);
        None::<()>
    });
    found
}

/// Features, which tell by their names within the document of which input or output they are.
fn features(source: &mut JsonFields<'_>, model: &mut ModelSection) {
    let Some(signature) = &mut model.signature else { return };
    source.items("variableMeasured", |it| {
        let id = name_of(it, "@id");
        let (place, _) = id.rsplit_once('#')?.1.split_once("-feature-")?;
        let (side, index) = place.split_once('-')?;
        let at: usize = index.parse().ok()?;
        let tensors = match side {
            "input" => &mut signature.inputs,
            "output" => &mut signature.outputs,
            _ => return None,
        };
        let tensor = tensors.get_mut(at.checked_sub(1)?)?;
        let name = it.said("name")?;
        let mut feature = Feature {
            name,
            unit: it.said("unitText"),
            meaning: it.said("description"),
            role: None,
            minimum: number(it, "minValue"),
            maximum: number(it, "maxValue"),
        };
        it.items("valueReference", |it| {
            if name_of(it, "name") == "role" {
                feature.role = variant(it);
                told(it);
            }
            None::<()>
        });
        told(it);
        tensor.features.push(feature);
        None::<()>
    });
}
