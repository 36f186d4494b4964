//! Arrays as JSON: an object with an array per name, or a list with an object per row.
//!
//! A row of an input with items may be a list of objects, one per item with the features by
//! name, or an object with a list per feature; lists need not be equally long.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{FormatError, Limit, Raw, RawData, UNNAMED, within};
use crate::tensor::{Data, Tensor};

/// Integers beyond this are not exact in double precision.
const LARGEST_INTEGER: u64 = 1 << 53;

fn damaged(reason: impl ToString) -> FormatError {
    FormatError::Damaged { format: "JSON", reason: reason.to_string() }
}

fn unsupported(what: &str, reason: &str) -> FormatError {
    FormatError::Unsupported { what: format!("`{what}`"), reason: reason.to_owned() }
}

/// All arrays by name; `null` is NaN.
///
/// Errors: no JSON, values that are no numbers, rows that differ in their names, or more than
/// `limit`.
pub fn read(bytes: &[u8], limit: Limit) -> Result<RawData, FormatError> {
    // A number takes two bytes or more in the file and some thirty once it is parsed.
    within(limit, "the document", (bytes.len() as u64).saturating_mul(16))?;
    let arrays = match serde_json::from_slice(bytes).map_err(damaged)? {
        Value::Object(arrays) => arrays,
        Value::Array(rows) if rows.first().is_some_and(Value::is_object) => by_name(rows)?,
        rows @ Value::Array(_) => Map::from_iter([(UNNAMED.to_owned(), rows)]),
        _ => return Err(damaged("it is neither an object nor a list")),
    };
    let mut data = RawData::default();
    for (name, value) in arrays {
        let raw = raw(&name, value)?;
        data.arrays.insert(name, raw);
    }
    Ok(data)
}

/// A list of objects, one per row, as an object of lists.
fn by_name(rows: Vec<Value>) -> Result<Map<String, Value>, FormatError> {
    let mut columns: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (number, row) in rows.into_iter().enumerate() {
        let Value::Object(row) = row else {
            return Err(damaged(format!("row {number} is not an object, but the first is")));
        };
        if number > 0 && row.len() != columns.len() {
            return Err(damaged(format!("row {number} has other names than the first")));
        }
        for (name, value) in row {
            let column = columns.entry(name).or_default();
            if column.len() != number {
                return Err(damaged(format!("row {number} has other names than the first")));
            }
            column.push(value);
        }
    }
    Ok(columns.into_iter().map(|(name, column)| (name, Value::Array(column))).collect())
}

fn raw(name: &str, value: Value) -> Result<Raw, FormatError> {
    let Value::Array(rows) = value else {
        return Err(unsupported(name, "it is not a list of rows"));
    };
    let item_lists = |row: &Value| match row {
        Value::Object(_) => true,
        Value::Array(items) => items.first().is_some_and(Value::is_object),
        _ => false,
    };
    if rows.iter().any(item_lists) {
        return named(name, rows);
    }
    let whole = Value::Array(rows);
    match shape_of(&whole) {
        Some(shape) => {
            let mut values = Vec::with_capacity(shape.iter().product());
            flatten(name, &whole, &mut values)?;
            Ok(Raw::Decimal { shape, values })
        }
        None => ragged(name, whole),
    }
}

/// The shape of nested lists; `None` where they are not all equally long.
fn shape_of(value: &Value) -> Option<Vec<usize>> {
    let Value::Array(parts) = value else { return Some(Vec::new()) };
    let mut shapes = parts.iter().map(shape_of);
    let first = shapes.next().unwrap_or(Some(Vec::new()))?;
    if !shapes.all(|shape| shape.as_ref() == Some(&first)) {
        return None;
    }
    Some([vec![parts.len()], first].concat())
}

fn flatten(name: &str, value: &Value, into: &mut Vec<f64>) -> Result<(), FormatError> {
    match value {
        Value::Array(parts) => parts.iter().try_for_each(|part| flatten(name, part, into)),
        other => {
            into.push(number(name, other)?);
            Ok(())
        }
    }
}

fn number(name: &str, value: &Value) -> Result<f64, FormatError> {
    match value {
        Value::Null => Ok(f64::NAN),
        Value::Bool(it) => Ok(f64::from(u8::from(*it))),
        Value::Number(number) => {
            let integer = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
            if integer.is_some_and(|it| it > LARGEST_INTEGER) {
                let reason = format!("{number} is too large to be read exactly; use npz");
                return Err(unsupported(name, &reason));
            }
            number.as_f64().ok_or_else(|| unsupported(name, "a number is out of range"))
        }
        other => {
            let text: String = other.to_string().chars().take(40).collect();
            Err(unsupported(name, &format!("{text} is not a number")))
        }
    }
}

fn list<'a>(name: &str, value: &'a Value, row: usize) -> Result<&'a [Value], FormatError> {
    let list = value.as_array().map(Vec::as_slice);
    list.ok_or_else(|| unsupported(name, &format!("row {row} mixes lists with single values")))
}

fn ragged(name: &str, rows: Value) -> Result<Raw, FormatError> {
    let mut all = Vec::new();
    for (row, value) in list(name, &rows, 0)?.iter().enumerate() {
        let mut outer = Vec::new();
        for inner in list(name, value, row)? {
            let inner = list(name, inner, row)?.iter().map(|it| number(name, it));
            outer.push(inner.collect::<Result<Vec<f64>, _>>()?);
        }
        all.push(outer);
    }
    Ok(Raw::Ragged(all))
}

/// Rows whose items name their features. All items of all rows must have the same names.
fn named(name: &str, rows: Vec<Value>) -> Result<Raw, FormatError> {
    let mut features: Vec<String> = Vec::new();
    let mut all = Vec::with_capacity(rows.len());
    for (number, row) in rows.into_iter().enumerate() {
        let items = match row {
            Value::Array(items) => items,
            Value::Object(lists) => items_of_lists(name, lists, number)?,
            _ => return Err(unsupported(name, &format!("row {number} holds no items"))),
        };
        let items = items.iter().map(|item| one_item(name, item, number, &mut features));
        all.push(items.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(Raw::Named { features, rows: all })
}

/// A list per feature as a list of items.
fn items_of_lists(
    name: &str,
    lists: Map<String, Value>,
    row: usize,
) -> Result<Vec<Value>, FormatError> {
    let mut items: Option<Vec<Map<String, Value>>> = None;
    for (feature, values) in lists {
        // A single value is that of the only item.
        let values = match values {
            Value::Array(values) => values,
            single => vec![single],
        };
        let items = items.get_or_insert_with(|| vec![Map::new(); values.len()]);
        if items.len() != values.len() {
            let reason = format!(
                "row {row} has {} values of `{feature}`, but {} of another feature",
                values.len(),
                items.len()
            );
            return Err(unsupported(name, &reason));
        }
        for (item, value) in items.iter_mut().zip(values) {
            item.insert(feature.clone(), value);
        }
    }
    Ok(items.unwrap_or_default().into_iter().map(Value::Object).collect())
}

/// The values of one item in the order of `features`, which the first item sets.
fn one_item(
    name: &str,
    item: &Value,
    row: usize,
    features: &mut Vec<String>,
) -> Result<Vec<f64>, FormatError> {
    let Value::Object(item) = item else {
        return Err(unsupported(name, &format!("row {row} mixes named items with others")));
    };
    if features.is_empty() {
        features.extend(item.keys().cloned());
    }
    let missing = features.iter().find(|it| !item.contains_key(*it));
    if let Some(feature) = missing {
        return Err(unsupported(name, &format!("an item of row {row} has no `{feature}`")));
    }
    if let Some(more) = item.keys().find(|it| !features.contains(it)) {
        let reason = format!("an item of row {row} has `{more}`, which the first has not");
        return Err(unsupported(name, &reason));
    }
    features.iter().map(|feature| number(name, &item[feature])).collect()
}

/// An object with nested lists per name, in the order given, and a new line. Numbers that are
/// not finite become `null`, since JSON has none.
#[must_use]
pub fn write(arrays: &[(&str, &Tensor)]) -> Vec<u8> {
    let mut text = String::from("{");
    for (index, (name, tensor)) in arrays.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&format!("{}: ", Value::from(*name)));
        nested(&mut text, tensor.shape(), &texts(tensor.data()));
    }
    text.push_str("\n}\n");
    text.into_bytes()
}

fn texts(data: &Data) -> Vec<String> {
    let finite = |text: String| match text.as_str() {
        "NaN" | "inf" | "-inf" => "null".to_owned(),
        _ => text,
    };
    data.to_texts().into_iter().map(finite).collect()
}

fn nested(text: &mut String, shape: &[usize], elements: &[String]) {
    match shape {
        [] => text.push_str(elements.first().map_or("null", String::as_str)),
        [_] => text.push_str(&format!("[{}]", elements.join(", "))),
        [size, inner @ ..] => {
            let width: usize = inner.iter().product();
            text.push('[');
            for part in 0..*size {
                text.push_str(if part == 0 { "" } else { ", " });
                nested(text, inner, &elements[part * width..(part + 1) * width]);
            }
            text.push(']');
        }
    }
}
