//! A tree of YAML as the JSON that a schema judges.

use serde_json::{Map, Number, Value};

use crate::yaml::{Content, MAX_NODES, Node};

/// The JSON that a YAML tree stands for, or `None` where aliases blow it up.
///
/// It serves to judge the shape only: numbers that JSON lacks become 0.
pub fn to_json(root: &Node) -> Option<Value> {
    fn convert(node: &Node, left: &mut usize) -> Option<Value> {
        *left = left.checked_sub(1)?;
        Some(match &node.content {
            Content::Scalar { text, plain: true } => plain_scalar(text),
            Content::Scalar { text, .. } => Value::String(text.clone()),
            Content::Sequence(items) => Value::Array(
                items.iter().map(|item| convert(item, left)).collect::<Option<Vec<_>>>()?,
            ),
            Content::Mapping(fields) => Value::Object(
                fields
                    .iter()
                    .map(|field| Some((field.key.clone(), convert(&field.value, left)?)))
                    .collect::<Option<Map<_, _>>>()?,
            ),
        })
    }
    convert(root, &mut MAX_NODES.clone())
}

/// YAML 1.2, section 10.3.2 (core schema).
fn plain_scalar(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        ".inf" | "-.inf" | "+.inf" | ".nan" | ".Inf" | "-.Inf" | ".INF" | "-.INF" | ".NaN"
        | ".NAN" => return Value::Number(0.into()),
        _ => {}
    }
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
        return Value::String(text.to_owned());
    }
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    let integer = match unsigned.split_at_checked(2) {
        Some(("0x", digits)) => i64::from_str_radix(digits, 16).ok(),
        Some(("0o", digits)) => i64::from_str_radix(digits, 8).ok(),
        _ => unsigned.parse().ok(),
    };
    if let Some(integer) = integer {
        return Value::Number(integer.into());
    }
    if let Ok(integer) = unsigned.parse::<u64>() {
        return Value::Number(integer.into());
    }
    match unsigned.parse::<f64>().ok().and_then(Number::from_f64) {
        Some(number) => Value::Number(number),
        None => Value::String(text.to_owned()),
    }
}
