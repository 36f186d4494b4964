//! A tree of YAML as the JSON that a schema judges.

use serde_json::{Map, Value};

use crate::core_schema::number;
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
    number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number)
}
