//! Numbers of a model that cannot be: claims, tolerances and tensors.

use std::collections::BTreeSet;

use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Evaluation, Feature, ModelSection, Tensor};

use super::Fault;

pub(super) fn check(model: &ModelSection, found: &mut Vec<Fault>) {
    for (index, evaluation) in model.evaluations.iter().enumerate() {
        of_evaluation(&format!("/model/evaluations/{index}"), evaluation, found);
    }
    if let Some(tolerance) = model.control_set.as_ref().and_then(|set| set.tolerance) {
        width("/model/control_set/tolerance", tolerance, found);
    }
    if let Some(signature) = &model.signature {
        for (side, tensors) in [("inputs", &signature.inputs), ("outputs", &signature.outputs)] {
            let names = tensors.iter().map(|tensor| tensor.name.as_str());
            twice(&format!("/model/signature/{side}"), side, names, found);
        }
        for (side, tensors) in [("inputs", &signature.inputs), ("outputs", &signature.outputs)] {
            for (index, tensor) in tensors.iter().enumerate() {
                of_tensor(&format!("/model/signature/{side}/{index}"), tensor, found);
            }
        }
    }
}

/// Each of `names`, those of the list at `pointer`, stands once.
pub(super) fn twice<'a>(
    pointer: &str,
    list: &str,
    names: impl Iterator<Item = &'a str>,
    found: &mut Vec<Fault>,
) {
    let mut known = BTreeSet::new();
    for (index, name) in names.enumerate() {
        if !known.insert(name) {
            let problem = Diagnostic::error("name-twice", format!("`{list}` names `{name}` twice"))
                .hint("give each a name of its own, or remove one of the two");
            found.push(Fault::new(format!("{pointer}/{index}"), problem));
        }
    }
}

fn of_evaluation(pointer: &str, evaluation: &Evaluation, found: &mut Vec<Fault>) {
    if !evaluation.value.is_finite() {
        let message = format!("`value` of `{}` is no finite number", evaluation.metric);
        let problem = Diagnostic::error("number", message);
        let problem = problem.hint("remove the evaluation, or say in `method` what was found");
        found.push(Fault::new(format!("{pointer}/value"), problem));
    }
    for (name, width_of) in
        [("uncertainty", evaluation.uncertainty), ("tolerance", evaluation.tolerance)]
    {
        if let Some(number) = width_of {
            width(&format!("{pointer}/{name}"), number, found);
        }
    }
}

/// A width of an interval is finite and not negative.
fn width(pointer: &str, number: f64, found: &mut Vec<Fault>) {
    if !number.is_finite() || number < 0.0 {
        let name = pointer.rsplit('/').next().unwrap_or_default();
        let message = format!("`{name}` is {number}, but must be 0 or more");
        let hint = match number.is_finite() {
            true => format!("write `{name}: {}`, or remove it", -number),
            false => "write a number, or remove it".to_owned(),
        };
        found.push(Fault::new(pointer, Diagnostic::error("number", message).hint(hint)));
    }
}

/// The smallest value that a feature had is not above the largest.
fn range(pointer: &str, feature: &Feature, found: &mut Vec<Fault>) {
    let (Some(low), Some(high)) = (feature.minimum, feature.maximum) else { return };
    if low <= high {
        return;
    }
    let message = format!("`minimum` of `{}` is {low}, above its `maximum`, {high}", feature.name);
    let problem = Diagnostic::error("number", message).hint("write the smaller one as `minimum`");
    found.push(Fault::new(format!("{pointer}/minimum"), problem));
}

fn of_tensor(pointer: &str, tensor: &Tensor, found: &mut Vec<Fault>) {
    let features = tensor.features.iter().map(|feature| feature.name.as_str());
    twice(&format!("{pointer}/features"), "features", features, found);
    for (place, feature) in tensor.features.iter().enumerate() {
        range(&format!("{pointer}/features/{place}"), feature, found);
    }
    let classes = tensor.classes.iter().map(String::as_str);
    twice(&format!("{pointer}/classes"), "classes", classes, found);
    element_type(pointer, &tensor.dtype, found);
    for (axis, size) in tensor.shape.iter().enumerate() {
        let negative = size.starts_with('-');
        if size.is_empty() || negative || size == "0" {
            let message = format!("`{size}` is no size of an axis");
            let hint = "write the size, or a name such as `batch` where it varies";
            let problem = Diagnostic::error("shape-axis", message).hint(hint);
            found.push(Fault::new(format!("{pointer}/shape/{axis}"), problem));
        }
    }
    // With a named axis the list may belong to that one.
    let fixed: Option<Vec<usize>> = tensor
        .shape
        .iter()
        .filter(|size| size.as_str() != "batch")
        .map(|size| size.parse().ok())
        .collect();
    let Some(fixed) = fixed.filter(|fixed| !fixed.is_empty()) else { return };
    for (name, count) in [("features", tensor.features.len()), ("classes", tensor.classes.len())] {
        if count > 0 && !fixed.contains(&count) {
            let message =
                format!("{count} {name} are named, but no axis of the shape has that size");
            let problem = Diagnostic::warning("shape-axis", message);
            let problem = problem.hint(format!("compare `{name}` with `shape`"));
            found.push(Fault::new(format!("{pointer}/{name}"), problem));
        }
    }
}

/// Element types of ONNX (`onnx.proto`, TensorProto.DataType) as a signature spells them.
const ELEMENT_TYPES: [&str; 26] = [
    "float32",
    "float64",
    "float16",
    "bfloat16",
    "float8e4m3fn",
    "float8e4m3fnuz",
    "float8e5m2",
    "float8e5m2fnuz",
    "float8e8m0",
    "float4e2m1",
    "int64",
    "int32",
    "int16",
    "int8",
    "int4",
    "int2",
    "uint64",
    "uint32",
    "uint16",
    "uint8",
    "uint4",
    "uint2",
    "bool",
    "string",
    "complex64",
    "complex128",
];

/// Names that other libraries have for them.
const OTHER_NAMES: [(&str, &[&str]); 8] = [
    ("float32", &["float", "fp32", "f32", "single", "float_t"]),
    ("float64", &["double", "fp64", "f64", "double_t"]),
    ("float16", &["half", "fp16", "f16"]),
    ("bfloat16", &["bf16"]),
    ("int64", &["long", "i64"]),
    ("int32", &["i32"]),
    ("uint8", &["byte", "u8"]),
    ("bool", &["boolean"]),
];

/// An element type that no ONNX model has.
fn element_type(pointer: &str, dtype: &str, found: &mut Vec<Fault>) {
    if ELEMENT_TYPES.contains(&dtype) {
        return;
    }
    let lower = dtype.trim().to_lowercase();
    let plain = lower.rsplit('.').next().unwrap_or_default();
    let other = OTHER_NAMES.iter().find(|(_, names)| names.contains(&plain)).map(|(name, _)| *name);
    let hint = match other.or_else(|| ELEMENT_TYPES.into_iter().find(|name| *name == plain)) {
        Some(name) => format!("write `dtype: {name}`"),
        None => {
            "write it as ONNX does: `float32`, `float64`, `int64`, `uint8`, `bool`, …".to_owned()
        }
    };
    let problem = Diagnostic::warning("dtype", format!("`{dtype}` is no element type"));
    found.push(Fault::new(format!("{pointer}/dtype"), problem.hint(hint)));
}
