//! Inputs and outputs, which MLflow keeps as JSON within the YAML.

use faircat_record::{Signature, Tensor};
use serde_json::Value;

use crate::import::shapes::varying;
use crate::json_fields::JsonFields;

/// Types of columns, and element types of arrays of them.
const TYPES: [(&str, &str); 6] = [
    ("boolean", "bool"),
    ("double", "float64"),
    ("float", "float32"),
    ("integer", "int32"),
    ("long", "int64"),
    ("string", "string"),
];

/// Deepest lists within lists that a column has.
const DEEPEST: usize = 4;

/// The signature, where all of it are tensors, or columns of simple types or of lists of these; else it
/// stays.
pub(super) fn signature(source: &mut JsonFields<'_>) -> Option<Signature> {
    if !source.look("signature").is_some_and(Value::is_object) {
        return None;
    }
    let read = source.object("signature", |signature| {
        let side = |key: &str, default: &str| {
            let written = signature.look(key)?;
            let parsed = match written {
                Value::String(text) => serde_json::from_str(text).ok()?,
                other => other.clone(),
            };
            tensors(&parsed, default)
        };
        let (inputs, outputs) = (side("inputs", "input")?, side("outputs", "output")?);
        signature.take("inputs");
        signature.take("outputs");
        Some(Signature { inputs, outputs, preprocessing: None })
    });
    let found = read.flatten();
    if found.is_none() {
        let message = "is neither of tensors nor of columns of simple types or lists of these, or \
                       has no outputs";
        source.warn("signature", "import-not-understood", message);
    }
    found
}

fn tensors(columns: &Value, default: &str) -> Option<Vec<Tensor>> {
    let columns = columns.as_array().filter(|it| !it.is_empty())?;
    let several = columns.len() > 1;
    columns.iter().enumerate().map(|(at, it)| tensor(it, at, several, default)).collect()
}

fn tensor(column: &Value, at: usize, several: bool, default: &str) -> Option<Tensor> {
    let name = match column.get("name") {
        Some(Value::String(name)) if !name.trim().is_empty() => name.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ if several => format!("{default}{}", at + 1),
        _ => default.to_owned(),
    };
    let kind = column.get("type")?.as_str()?;
    let (dtype, shape) = if kind == "tensor" {
        let specification = column.get("tensor-spec")?;
        let sizes = specification.get("shape")?.as_array()?;
        let dtype = specification.get("dtype")?.as_str()?;
        let dtype = if matches!(dtype, "object" | "str") { "string" } else { dtype };
        let shape = sizes.iter().enumerate().map(size).collect::<Option<_>>()?;
        (dtype.to_owned(), shape)
    } else {
        let (dtype, depth) = in_lists(column, 0)?;
        let sizes = (1..=depth).map(varying);
        (dtype.to_owned(), std::iter::once("batch".to_owned()).chain(sizes).collect())
    };
    let is_optional = column.get("required") == Some(&Value::Bool(false));
    let description = is_optional.then(|| "May be left out.".to_owned());
    Some(Tensor { name, dtype, shape, description, ..Tensor::default() })
}

/// The simple type of a column, and how many lists it stands in.
fn in_lists(column: &Value, depth: usize) -> Option<(&'static str, usize)> {
    match column.get("type")?.as_str()? {
        "array" if depth < DEEPEST => in_lists(column.get("items")?, depth + 1),
        kind => TYPES.iter().find(|(it, _)| *it == kind).map(|(_, dtype)| (*dtype, depth)),
    }
}

/// The size of an axis; -1 stands for one that varies, first for the batch.
fn size((axis, size): (usize, &Value)) -> Option<String> {
    match (axis, size.as_i64()?) {
        (0, -1) => Some("batch".to_owned()),
        (axis, -1) => Some(varying(axis)),
        (_, number) if number > 0 => Some(number.to_string()),
        _ => None,
    }
}
