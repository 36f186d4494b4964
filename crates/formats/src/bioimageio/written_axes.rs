//! Axes of inputs and outputs, as the format wants them told.

use faircat_inference::batching::Batching;
use faircat_inference::signature::{Declared, Role};
use serde_json::{Value, json};

use super::written_names::Names;

/// Longest name of an axis and of a channel, in characters; of channels none is given.
const LONGEST_AXIS: usize = 16;
const LONGEST_CHANNEL: usize = 64;

/// Names of axes in space and time, and those under which records know them.
const PLACES: [(&str, &str, &[&str]); 4] = [
    ("space", "x", &["x", "width", "columns"]),
    ("space", "y", &["y", "height", "rows"]),
    ("space", "z", &["z", "depth"]),
    ("time", "time", &["time"]),
];

/// Names that readers of the format take for those of other axes.
const TAKEN: [&str; 5] = ["batch", "b", "c", "i", "t"];

/// Where a size that varies was told first: its name in records, the tensor, and the axis.
#[derive(Default)]
pub(super) struct Varying(Vec<(String, String, String)>);

/// The axes of the tensor `id`. A size that varies is told once, and then referred to.
///
/// Errors: what no axis of the format is, in words.
pub(super) fn axes(
    declared: &Declared,
    id: &str,
    is_input: bool,
    batching: Batching,
    varying: &mut Varying,
) -> Result<Vec<Value>, String> {
    if declared.open_shape || declared.shape.is_empty() {
        return Err(format!("the shape of `{}` is not known", declared.name));
    }
    let mut names = Names::default();
    let mut axes = vec![batch(batching)?];
    names.free("batch", LONGEST_AXIS);
    let channels = channel_axis(declared);
    for axis in 1..declared.shape.len() {
        if let Some((_, channels)) = channels.as_ref().filter(|(at, _)| *at == axis) {
            let name = names.free("channel", LONGEST_AXIS);
            axes.push(json!({"type": "channel", "id": name, "channel_names": channels}));
            continue;
        }
        let (kind, wanted) = meaning(declared, axis);
        let name = names.free(&wanted, LONGEST_AXIS);
        let size = size(declared, (id, &name, axis), is_input, kind, varying)?;
        axes.push(json!({"type": kind, "id": name, "size": size}));
    }
    Ok(axes)
}

fn batch(batching: Batching) -> Result<Value, String> {
    match batching {
        Batching::Any => Ok(json!({"type": "batch"})),
        Batching::Fixed(1) => Ok(json!({"type": "batch", "size": 1})),
        Batching::Fixed(size) => Err(format!(
            "it takes {size} items at once and no other number; the format has batches of one item \
             or of any number"
        )),
        Batching::Whole => Err("its inputs do not count items along their first axis".to_owned()),
    }
}

/// The axis along which the features of an input or the classes of an output stand, with their
/// names; of an image, that of its colours.
fn channel_axis(declared: &Declared) -> Option<(usize, Vec<String>)> {
    let named = |texts: Vec<&str>| {
        let mut names = Names::default();
        texts.into_iter().map(|it| names.free(it, LONGEST_CHANNEL)).collect()
    };
    if let Some(axis) = declared.feature_axis() {
        return Some((axis, named(declared.features.iter().map(|it| it.name.as_str()).collect())));
    }
    let classes: Vec<&str> = declared.classes.iter().map(String::as_str).collect();
    let mut axes = 1..declared.shape.len();
    let of_classes =
        axes.find(|&at| !classes.is_empty() && declared.size(at) == Some(classes.len()));
    if let Some(axis) = of_classes {
        return Some((axis, named(classes)));
    }
    let is_image = declared.role == Some(Role::Image) && declared.shape.len() == 4;
    (is_image && declared.size(1) == Some(1)).then(|| (1, vec!["intensity".to_owned()]))
}

/// The type of an axis that has no channels, and a name for it.
fn meaning(declared: &Declared, axis: usize) -> (&'static str, String) {
    let (text, axes) = (declared.shape[axis].trim(), declared.shape.len());
    if declared.role == Some(Role::Image) && axis + 2 >= axes && axes > 2 {
        return ("space", if axis + 1 == axes { "x" } else { "y" }.to_owned());
    }
    let lower = text.to_lowercase();
    let place = PLACES.iter().find(|(_, _, known)| known.contains(&lower.as_str()));
    match place {
        Some((kind, name, _)) => (kind, (*name).to_owned()),
        None if declared.size(axis).is_some() => ("index", "index".to_owned()),
        None if TAKEN.contains(&lower.as_str()) => ("index", format!("{lower}_index")),
        None => ("index", lower),
    }
}

/// The size of an axis: a number, any, or that of an axis which varies under the same name.
fn size(
    declared: &Declared,
    (tensor, name, axis): (&str, &str, usize),
    is_input: bool,
    kind: &str,
    varying: &mut Varying,
) -> Result<Value, String> {
    if let Some(size) = declared.size(axis) {
        return Ok(size.into());
    }
    let symbol = declared.shape[axis].trim();
    if let Some((_, tensor, axis)) = varying.0.iter().find(|(known, ..)| known == symbol) {
        return Ok(json!({"tensor_id": tensor, "axis_id": axis}));
    }
    if is_input {
        varying.0.push((symbol.to_owned(), tensor.to_owned(), name.to_owned()));
        return Ok(json!({"min": 1, "step": 1}));
    }
    match kind {
        "index" => Ok(json!({"min": 1})),
        _ => Err(format!("the size `{symbol}` of `{}` is that of no input", declared.name)),
    }
}
