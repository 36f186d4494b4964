//! The properties of the extension for models.

use faircat_record::{Dependency, Feature, Hyperparameter, Signature, Tensor, Work};
use serde_json::Value;

use crate::import::shapes::varying;
use crate::import::statements::{said, says_nothing};
use crate::json_fields::JsonFields;

/// Names of frameworks as the extension writes them, in small letters.
const FRAMEWORKS: [(&str, &str); 6] = [
    ("hugging face", "Transformers"),
    ("keras", "Keras"),
    ("onnx", "ONNX"),
    ("pytorch", "PyTorch"),
    ("scikit-learn", "scikit-learn"),
    ("tensorflow", "TensorFlow"),
];

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work) {
    let framework = source.said("mlm:framework");
    let version = source.said("mlm:framework_version");
    if let Some((name, version)) = framework.as_ref().zip(version) {
        let dependency = Dependency { name: name.clone(), version: Some(version), url: None };
        work.code.get_or_insert_default().dependencies.push(dependency);
    }
    let Some(model) = work.model.as_deref_mut() else { return };
    let shown = |name: &String| {
        let lower = name.to_lowercase();
        let known = FRAMEWORKS.iter().find(|(it, _)| *it == lower);
        known.map_or_else(|| name.clone(), |(_, name)| (*name).to_owned())
    };
    model.framework = framework.iter().map(shown).collect();
    model.task = source.all_said("mlm:tasks").iter().map(|it| it.replace('-', " ")).collect();
    model.architecture = source.said("mlm:architecture");
    // The name of a kind of network, as "ResNet", says both.
    model.category = model.architecture.iter().cloned().collect();
    model.parameters = source.count("mlm:total_parameters");
    model.hyperparameters = hyperparameters(source);
    model.signature = signature(source);
}

/// The choices of the training that are one value each.
fn hyperparameters(source: &mut JsonFields<'_>) -> Vec<Hyperparameter> {
    let key = "mlm:hyperparameters";
    if !source.look(key).is_some_and(Value::is_object) {
        return Vec::new();
    }
    let read = source.object(key, |choices| {
        let mut found = Vec::new();
        for name in choices.keys().into_iter().filter(|it| !it.trim().is_empty()) {
            let value = match choices.look(&name) {
                Some(Value::String(text)) if !says_nothing(text) => text.trim().to_owned(),
                Some(value) if value.is_number() || value.is_boolean() => value.to_string(),
                _ => {
                    choices.notes.reason(&choices.path_of(&name), "it is not one value");
                    continue;
                }
            };
            choices.take(&name);
            found.push(Hyperparameter { name, value, description: None });
        }
        found
    });
    read.unwrap_or_default()
}

/// The signature, where each input and output has shape and type.
fn signature(source: &mut JsonFields<'_>) -> Option<Signature> {
    let side = |key: &str, inner: &str, default: &str| -> Option<Vec<Tensor>> {
        let items = source.look(key)?.as_array().filter(|it| !it.is_empty())?;
        items.iter().map(|it| tensor(it, inner, default, source.look("bands"))).collect()
    };
    let inputs = side("mlm:input", "input", "input")?;
    let outputs = side("mlm:output", "result", "output")?;
    for (key, inner) in [("mlm:input", "input"), ("mlm:output", "result")] {
        source.objects(key, |tensor| {
            tensor.take("name");
            tensor.object(inner, |array| {
                for told in ["shape", "data_type", "dim_order"] {
                    array.take(told);
                }
            });
            Some(())
        });
    }
    Some(Signature { inputs, outputs, preprocessing: None })
}

fn tensor(item: &Value, inner: &str, default: &str, bands: Option<&Value>) -> Option<Tensor> {
    let array = item.get(inner)?;
    let sizes = array.get("shape")?.as_array()?;
    let axes = array.get("dim_order").and_then(Value::as_array);
    let axis = |at: usize| axes.and_then(|it| it.get(at)?.as_str());
    let size = |(at, size): (usize, &Value)| match size.as_i64()? {
        -1 => Some(axis(at).map_or_else(|| varying(at), str::to_owned)),
        number if number > 0 => Some(number.to_string()),
        _ => None,
    };
    let shape: Vec<String> = sizes.iter().enumerate().map(size).collect::<Option<_>>()?;
    let dtype = array.get("data_type")?.as_str()?.to_owned();
    let name = item.get("name").and_then(Value::as_str).unwrap_or(default).to_owned();
    let named = axes.map(|it| it.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "));
    let description = named.map(|it| format!("Axes: {it}."));
    Some(Tensor {
        name,
        dtype,
        shape,
        description,
        features: features(item, bands),
        classes: classes(item),
        ..Tensor::default()
    })
}

/// Bands of the input in their order, with what the item's own `told` says of those of the same name.
fn features(item: &Value, told: Option<&Value>) -> Vec<Feature> {
    let bands = item.get("bands").and_then(Value::as_array);
    let told = told.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let name = |band: &Value| {
        let name = band.as_str().or_else(|| band.get("name")?.as_str())?;
        let known = told.iter().find(|it| it.get("name").and_then(Value::as_str) == Some(name));
        let said = |key: &str| {
            let text = known.and_then(|it| it.get(key)).or_else(|| band.get(key))?.as_str()?;
            said(text.to_owned())
        };
        let (unit, meaning) = (said("unit"), said("description"));
        Some(Feature { name: name.to_owned(), unit, meaning, ..Feature::default() })
    };
    let all: Option<Vec<Feature>> = bands.into_iter().flatten().map(name).collect();
    all.unwrap_or_default()
}

/// Classes by their numbers from 0 on; of others the order is not that of the output.
fn classes(item: &Value) -> Vec<String> {
    let classes = ["classification_classes", "classification:classes"]
        .iter()
        .find_map(|key| item.get(*key)?.as_array());
    let numbered = |class: &Value| {
        let name = class.get("name").or_else(|| class.get("title"))?.as_str()?;
        Some((class.get("value")?.as_u64()?, name.to_owned()))
    };
    let found: Option<Vec<_>> = classes.into_iter().flatten().map(numbered).collect();
    let mut found = found.unwrap_or_default();
    found.sort();
    let is_whole = found.iter().zip(0..).all(|((number, _), place)| *number == place);
    if is_whole { found.into_iter().map(|(_, name)| name).collect() } else { Vec::new() }
}
