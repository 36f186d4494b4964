//! `network_data_format`: inputs and outputs of the network.

use faircat_record::{Signature, Tensor};
use serde_json::Value;

use crate::import::shapes::varying;
use crate::json_fields::JsonFields;

/// The signature, where it has inputs and outputs.
pub(super) fn signature(source: &mut JsonFields<'_>) -> Option<Signature> {
    let before = source.look("network_data_format").filter(|it| it.is_object())?.clone();
    let (inputs, outputs) = source.object("network_data_format", |format| {
        (side(format, "inputs"), side(format, "outputs"))
    })?;
    match (inputs, outputs) {
        (Some(inputs), Some(outputs)) if !inputs.is_empty() && !outputs.is_empty() => {
            Some(Signature { inputs, outputs, preprocessing: None })
        }
        _ => {
            source.keep("network_data_format", before);
            None
        }
    }
}

/// The tensors of one side by name; `None` where one of them is not told fully.
fn side(format: &mut JsonFields<'_>, key: &str) -> Option<Vec<Tensor>> {
    if !format.look(key).is_some_and(Value::is_object) {
        return None;
    }
    format.object(key, |tensors| {
        let names = tensors.keys();
        names.into_iter().map(|name| tensors.object(&name, |it| tensor(it, &name))?).collect()
    })?
}

fn tensor(source: &mut JsonFields<'_>, name: &str) -> Option<Tensor> {
    let sizes = source.look("spatial_shape")?.as_array()?;
    let spatial: Option<Vec<String>> = sizes.iter().enumerate().map(size).collect();
    let Some(spatial) = spatial else {
        source.warn("spatial_shape", "import-not-understood", "is no list of sizes");
        return None;
    };
    let channels = source.look("num_channels").and_then(Value::as_u64).filter(|it| *it > 0)?;
    let channels = channels.to_string();
    let written = source.said("dtype")?;
    // PyTorch's other name.
    let dtype = if written == "long" { "int64".to_owned() } else { written };
    source.take("spatial_shape");
    source.take("num_channels");
    let names = names(source, &channels);
    // Bundles write so of an output that is one number for each class.
    let is_of_classes = spatial.as_slice() == ["1".to_owned(), channels.clone()];
    let (shape, classes) = match is_of_classes {
        true => (vec!["batch".to_owned(), channels], names.clone()),
        false => {
            let first = ["batch".to_owned(), channels].into_iter();
            (first.chain(spatial).collect(), Vec::new())
        }
    };
    let said = [source.said("format"), source.said("type"), source.said("modality")];
    let mut description = said.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if names.len() > 1 && classes.is_empty() {
        description = format!("{description}; channels: {}", names.join(", "));
    }
    let description = (!description.is_empty()).then_some(description);
    Some(Tensor { name: name.to_owned(), dtype, shape, classes, description, ..Tensor::default() })
}

/// A number, or the expression or name of a size that varies.
fn size((axis, size): (usize, &Value)) -> Option<String> {
    match size {
        Value::Number(number) => number.as_u64().filter(|it| *it > 0).map(|it| it.to_string()),
        // Any size at all.
        Value::String(text) if text.trim() == "*" => Some(varying(axis)),
        Value::String(text) if !text.trim().is_empty() && !text.starts_with('-') => {
            Some(text.trim().to_owned())
        }
        _ => None,
    }
}

/// Names of the channels in their order, where all of them have one of their own.
fn names(source: &mut JsonFields<'_>, channels: &str) -> Vec<String> {
    let Some(Value::Object(definitions)) = source.look("channel_def") else { return Vec::new() };
    let named = (0..definitions.len())
        .map(|at| definitions.get(&at.to_string()).and_then(Value::as_str).map(str::to_owned));
    let Some(names) = named.collect::<Option<Vec<_>>>() else { return Vec::new() };
    let mut different = names.clone();
    different.sort();
    different.dedup();
    if names.len().to_string() != channels || different.len() != names.len() {
        return Vec::new();
    }
    if names.len() > 1 {
        source.take("channel_def");
    }
    names
}
