//! Inputs and outputs of a model.

use faircat_record::{Feature, Signature, Tensor};
use serde_json::Value;

use super::axes::{self, Axis, Size};
use crate::import::statements::says_nothing;
use crate::json_fields::JsonFields;

/// Sets of inputs or outputs: names, and sizes of the axes.
type Known = Vec<(String, Vec<Axis>)>;

/// The signature, where every tensor of it is sound; else what is wrong is told, and all of it stays.
pub(super) fn signature(source: &mut JsonFields<'_>) -> Option<Signature> {
    let before = ["inputs", "outputs"].map(|key| source.look(key).cloned());
    let mut known = Known::new();
    let mut steps = Vec::new();
    let mut is_sound = true;
    let mut side = |source: &mut JsonFields<'_>, key: &str, default: &str| {
        source.objects(key, |tensor| {
            let own = tensor.said("name").or_else(|| tensor.said("id"));
            let name = own.unwrap_or_else(|| default.to_owned());
            match one(tensor, &name, key == "inputs", &known) {
                Ok((tensor_of, axes)) => {
                    steps.extend(preparation(tensor, &name, key));
                    known.push((name, axes));
                    Some(tensor_of)
                }
                Err(reason) => {
                    is_sound = false;
                    let message = format!("of the tensor `{name}` makes no sense: {reason}");
                    let hint = "correct the description; the signature is left out";
                    tensor.missing("axes", "import-invalid", &message, hint);
                    None
                }
            }
        })
    };
    let (inputs, outputs) = (side(source, "inputs", "input"), side(source, "outputs", "output"));
    if !is_sound || inputs.is_empty() || outputs.is_empty() {
        for (key, value) in ["inputs", "outputs"].into_iter().zip(before) {
            source.keep(key, value.unwrap_or_default());
        }
        return None;
    }
    let preprocessing = (!steps.is_empty()).then(|| steps.join("\n"));
    Some(Signature { inputs, outputs, preprocessing })
}

fn one(
    source: &mut JsonFields<'_>,
    name: &str,
    is_input: bool,
    others: &Known,
) -> Result<(Tensor, Vec<Axis>), String> {
    let axes = match source.look("axes") {
        Some(Value::String(letters)) => {
            let shape = source.look("shape").ok_or("there is no `shape`")?;
            axes::of_letters(letters, shape)?
        }
        Some(Value::Array(fields)) => {
            fields.iter().map(axes::of_fields).collect::<Result<Vec<_>, _>>()?
        }
        _ => return Err("there are no `axes`".to_owned()),
    };
    // By tensors before it, or by other axes of its own.
    let own = [(name.to_owned(), axes.clone())];
    let known: Known = others.iter().chain(&own).cloned().collect();
    let axes = axes::resolved(&axes, &known)?;
    let names: Vec<&str> = axes.iter().map(|it| it.id.as_str()).collect();
    let mut description = source.said("description").into_iter().collect::<Vec<_>>();
    description.push(format!("Axes: {}.", names.join(", ")));
    let features = if is_input { features(source, &axes) } else { Vec::new() };
    if features.is_empty() {
        description.extend(channels(source));
    }
    let tensor = Tensor {
        name: name.to_owned(),
        dtype: data_type(source),
        shape: axes.iter().map(|it| axes::shown(&it.size)).collect(),
        description: Some(description.join(" ")),
        features,
        ..Tensor::default()
    };
    without_told(source);
    Ok((tensor, axes))
}

/// Removes of the axes what the signature says; units, scales, halos and least sizes stay.
fn without_told(source: &mut JsonFields<'_>) {
    if source.look("axes").is_some_and(Value::is_string) {
        source.take("axes");
        if source.look("shape").is_some_and(Value::is_array) {
            source.take("shape");
        }
        return;
    }
    source.objects("axes", |axis| {
        for key in ["type", "id"] {
            axis.take(key);
        }
        if axis.look("channel_names").is_some_and(Value::is_array) {
            axis.take("channel_names");
        } else if axis.has("channel_names") {
            axis.warn("channel_names", "import-wrong-type", "is not a list of texts");
        }
        if axis.look("size").is_some_and(Value::is_number) {
            axis.take("size");
        }
        Some(())
    });
}

/// The names of channels.
fn channels(source: &JsonFields<'_>) -> Option<String> {
    let names = channel_names(source)?;
    match names.as_slice() {
        [] => None,
        [one] => Some(format!("Channel: {one}.")),
        several => Some(format!("Channels: {}.", several.join(", "))),
    }
}

fn channel_names<'a>(source: &'a JsonFields<'_>) -> Option<Vec<&'a str>> {
    let axes = source.look("axes")?.as_array()?;
    let names = axes.iter().find_map(|it| it.get("channel_names")?.as_array())?;
    Some(names.iter().filter_map(Value::as_str).collect())
}

/// The channels of an input as its features, where they have names and a record's reader finds them
/// along the same axis: the first after the batch that is as long.
fn features(source: &JsonFields<'_>, axes: &[Axis]) -> Vec<Feature> {
    let names = channel_names(source).unwrap_or_default();
    let is_number = |it: &str| it.trim_start_matches("channel").parse::<u32>().is_ok();
    let count = Size::Fixed(u64::try_from(names.len()).unwrap_or_default());
    let first = axes.iter().position(|it| it.size == count);
    let channel = source
        .look("axes")
        .and_then(Value::as_array)
        .and_then(|axes| axes.iter().position(|it| it.get("channel_names").is_some()));
    let is_clear = channel.is_some_and(|it| it > 0) && first == channel;
    if names.len() < 2 || !is_clear || names.iter().all(|it| is_number(it)) {
        return Vec::new();
    }
    let feature = |name: &&str| Feature { name: (*name).to_owned(), ..Feature::default() };
    names.iter().map(feature).collect()
}

/// The element type; `float32` where 0.5 leaves it out, as the format says.
fn data_type(source: &mut JsonFields<'_>) -> String {
    if let Some(own) = source.said("data_type") {
        return own;
    }
    let written = match source.look("data") {
        Some(Value::Object(_)) => source.object("data", |data| data.said("type")).flatten(),
        Some(Value::Array(channels)) => {
            channels.first().and_then(|it| Some(it.get("type")?.as_str()?.to_owned()))
        }
        _ => None,
    };
    written.unwrap_or_else(|| "float32".to_owned())
}

/// What is done to an input, one line a step.
fn preparation(source: &mut JsonFields<'_>, tensor: &str, side: &str) -> Vec<String> {
    // What is done to outputs has no place; it stays.
    if side != "inputs" {
        return Vec::new();
    }
    source.objects("preprocessing", |step| {
        let name = step.said("name").or_else(|| step.said("id"))?;
        let arguments = match step.take("kwargs") {
            Some(Value::Object(arguments)) => arguments,
            Some(other) => {
                step.keep("kwargs", other);
                Default::default()
            }
            None => Default::default(),
        };
        let told = arguments.iter().map(|(key, value)| format!("{key}: {}", plain(value)));
        let told = told.collect::<Vec<_>>().join(", ");
        let told = if told.is_empty() { told } else { format!(" ({told})") };
        Some(format!("- `{tensor}`: `{name}`{told}"))
    })
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) if !says_nothing(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}
