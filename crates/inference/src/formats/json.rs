//! Arrays as JSON: an object with an array per name, or a list with an object per row.
//!
//! A row of an input with items may be a list of objects, one per item with the features by
//! name, or an object with a list per feature; lists need not be equally long.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::error::Category;

use super::json_document::{Json, parse};
use super::{FormatError, Limit, Raw, RawData, UNNAMED};
use crate::number::Number;
use crate::tensor::Tensor;

fn damaged(reason: impl ToString) -> FormatError {
    FormatError::Damaged { format: "JSON", reason: reason.to_string() }
}

/// What is JSON by its form and not by what this reader adds is not called damaged, nor what other
/// programs write in its place.
fn refused(bytes: &[u8], error: serde_json::Error) -> FormatError {
    if error.classify() == Category::Data {
        return FormatError::Rows(error.to_string());
    }
    let text = error.to_string();
    let place = format!("line {}, column {}", error.line(), error.column());
    let (reason, remedy) = if text.starts_with("number out of range") {
        (format!("number out of range of float64 ({place})"), "write a smaller number")
    } else if text.starts_with("trailing characters") {
        let remedy = "make a list of all, or name a file with one object on each line .jsonl";
        (
            format!("something follows the first value, which is all of a JSON file ({place})"),
            remedy,
        )
    } else if is_no_number(bytes, &error) {
        (format!("JSON has neither NaN nor infinite numbers ({place})"), "write `null` for NaN")
    } else {
        return damaged(error);
    };
    FormatError::Unsayable { reason, remedy }
}

/// Whether a name for NaN or an infinite number stands where `error` is.
fn is_no_number(bytes: &[u8], error: &serde_json::Error) -> bool {
    let line = bytes.split(|it| *it == b'\n').nth(error.line().saturating_sub(1));
    let near = line.unwrap_or_default().iter().skip(error.column().saturating_sub(3)).take(8);
    let near = String::from_utf8_lossy(&near.copied().collect::<Vec<u8>>()).to_lowercase();
    near.contains("nan") || near.contains("inf")
}

/// All arrays by name; `null` is NaN. What makes no array of numbers is listed as unreadable.
///
/// Errors: no JSON, rows that differ in their names, a name that stands twice, or more than
/// `limit`.
pub fn read(bytes: &[u8], limit: Limit) -> Result<RawData, FormatError> {
    read_from(bytes, limit, 0)
}

/// As [`read`], for a part of a file whose first row is number `first` of it.
///
/// # Errors
/// Those of [`read`].
pub fn read_from(bytes: &[u8], limit: Limit, first: usize) -> Result<RawData, FormatError> {
    let arrays = match parse(bytes, limit.bytes).map_err(|error| refused(bytes, error))? {
        Json::Object(arrays) => arrays,
        Json::List(rows) if matches!(rows.first(), Some(Json::Object(_))) => by_name(rows, first)?,
        rows @ Json::List(_) => vec![(UNNAMED.to_owned(), rows)],
        _ => return Err(damaged("it is neither an object nor a list")),
    };
    let mut data = RawData::default();
    for (name, value) in arrays {
        match raw(value, first) {
            Ok(raw) => drop(data.arrays.insert(name, raw)),
            Err(reason) if name == UNNAMED => {
                return Err(FormatError::Rows(format!("the list: {reason}")));
            }
            Err(reason) => drop(data.unreadable.insert(name, reason)),
        }
    }
    Ok(data)
}

/// A list of objects, one per row and counted from `first`, as an object of lists.
fn by_name(rows: Vec<Json>, first: usize) -> Result<Vec<(String, Json)>, FormatError> {
    let mut columns: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    for (number, row) in rows.into_iter().enumerate() {
        let place = number + first;
        let Json::Object(row) = row else {
            let reason = format!("row {place} is not an object, but row {first} is");
            return Err(FormatError::Rows(reason));
        };
        for (name, value) in row {
            if number > 0 && !columns.contains_key(&name) {
                let reason = format!("row {place} has `{name}`, which row {first} has not");
                return Err(FormatError::Rows(reason));
            }
            columns.entry(name).or_default().push(value);
        }
        if let Some((name, _)) = columns.iter().find(|(_, column)| column.len() == number) {
            return Err(FormatError::Rows(format!("row {place} has no `{name}`")));
        }
    }
    Ok(columns.into_iter().map(|(name, column)| (name, Json::List(column))).collect())
}

/// An array, or why it is none. Rows are counted from `first`.
fn raw(value: Json, first: usize) -> Result<Raw, String> {
    let rows = match value {
        Json::List(rows) => rows,
        Json::Number(value) => return Ok(Raw::Decimal { shape: Vec::new(), values: vec![value] }),
        Json::Text(text) => return Err(no_number(&text)),
        Json::Object(_) => return Err("it is an object, not a list of rows".to_owned()),
    };
    let item_lists = |row: &Json| match row {
        Json::Object(_) => true,
        Json::List(items) => matches!(items.first(), Some(Json::Object(_))),
        _ => false,
    };
    if rows.iter().any(item_lists) {
        return named(rows, first);
    }
    let whole = Json::List(rows);
    match shape_of(&whole) {
        Some(shape) => {
            let mut values = Vec::new();
            flatten(&whole, &mut values)?;
            Ok(Raw::Decimal { shape, values })
        }
        None => ragged(&whole).ok_or_else(|| uneven(&whole, first)),
    }
}

/// The shape of nested lists; `None` where they are not all equally long.
fn shape_of(value: &Json) -> Option<Vec<usize>> {
    let Json::List(parts) = value else { return Some(Vec::new()) };
    let mut shapes = parts.iter().map(shape_of);
    let first = shapes.next().unwrap_or(Some(Vec::new()))?;
    if !shapes.all(|shape| shape.as_ref() == Some(&first)) {
        return None;
    }
    Some([vec![parts.len()], first].concat())
}

fn flatten(value: &Json, into: &mut Vec<Number>) -> Result<(), String> {
    match value {
        Json::List(parts) => parts.iter().try_for_each(|part| flatten(part, into)),
        other => {
            into.push(number(other)?);
            Ok(())
        }
    }
}

fn number(value: &Json) -> Result<Number, String> {
    match value {
        Json::Number(number) => Ok(*number),
        Json::Text(text) => Err(no_number(text)),
        _ => Err("a list or an object stands where a number should".to_owned()),
    }
}

fn no_number(text: &str) -> String {
    format!("{} is not a number", Value::from(text))
}

fn list(value: &Json) -> Option<&[Json]> {
    match value {
        Json::List(list) => Some(list),
        _ => None,
    }
}

/// Lists of lists of numbers; `None` where they are anything else.
fn ragged(rows: &Json) -> Option<Raw> {
    let inner = |value: &Json| list(value)?.iter().map(|it| number(it).ok()).collect();
    let outer = |value: &Json| list(value)?.iter().map(inner).collect();
    list(rows)?.iter().map(outer).collect::<Option<Vec<_>>>().map(Raw::Ragged)
}

/// Why `rows`, which are not all of one shape, make no array. Rows are counted from `first`.
fn uneven(rows: &Json, first: usize) -> String {
    let rows = list(rows).unwrap_or_default();
    let mut shapes = rows.iter().enumerate().map(|(row, value)| (row + first, shape_of(value)));
    let wanted = match shapes.next() {
        Some((_, Some(shape))) => shape,
        _ => return within_row(first, rows.first()),
    };
    let Some((row, found)) = shapes.find(|(_, found)| found.as_ref() != Some(&wanted)) else {
        return "its rows are not equally long".to_owned();
    };
    let Some(found) = found else { return within_row(row, rows.get(row - first)) };
    match (found.as_slice(), wanted.as_slice()) {
        ([has], [wanted]) => format!("row {row} has {has} numbers, not {wanted} as row {first}"),
        ([], _) => format!("row {row} is a single value, but row {first} is a list"),
        (_, []) => format!("row {row} is a list, but row {first} is a single value"),
        (has, wanted) => format!("row {row} has the shape {has:?}, but row {first} has {wanted:?}"),
    }
}

/// Why a row is no array in itself.
fn within_row(row: usize, value: Option<&Json>) -> String {
    let parts = value.and_then(list).unwrap_or_default();
    let lists = parts.iter().filter(|part| matches!(part, Json::List(_))).count();
    match lists == parts.len() {
        true => format!("the lists of row {row} are not equally long"),
        false => format!("row {row} mixes lists with single values"),
    }
}

/// Rows, counted from `first`, whose items name their features. All items of all rows must have the same names.
fn named(rows: Vec<Json>, first: usize) -> Result<Raw, String> {
    let mut features: Vec<String> = Vec::new();
    let mut all = Vec::with_capacity(rows.len());
    for (number, row) in rows.into_iter().enumerate() {
        let number = number + first;
        let items = match row {
            Json::List(items) => items,
            Json::Object(lists) => items_of_lists(lists, number)?,
            _ => return Err(format!("row {number} holds no items")),
        };
        let items = items.iter().map(|item| one_item(item, number, &mut features));
        all.push(items.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(Raw::Named { features, rows: all })
}

/// A list per feature as a list of items.
fn items_of_lists(lists: Vec<(String, Json)>, row: usize) -> Result<Vec<Json>, String> {
    let mut items: Option<Vec<Vec<(String, Json)>>> = None;
    for (feature, values) in lists {
        // A single value is that of the only item.
        let values = match values {
            Json::List(values) => values,
            single => vec![single],
        };
        let items = items.get_or_insert_with(|| vec![Vec::new(); values.len()]);
        if items.len() != values.len() {
            return Err(format!(
                "row {row} has {} values of `{feature}`, but {} of another feature",
                values.len(),
                items.len()
            ));
        }
        for (item, value) in items.iter_mut().zip(values) {
            item.push((feature.clone(), value));
        }
    }
    Ok(items.unwrap_or_default().into_iter().map(Json::Object).collect())
}

/// The values of one item in the order of `features`, which the first item sets.
fn one_item(item: &Json, row: usize, features: &mut Vec<String>) -> Result<Vec<Number>, String> {
    let Json::Object(item) = item else {
        return Err(format!("row {row} mixes named items with others"));
    };
    if features.is_empty() {
        features.extend(item.iter().map(|(name, _)| name.clone()));
    }
    if let Some((more, _)) = item.iter().find(|(name, _)| !features.contains(name)) {
        return Err(format!("an item of row {row} has `{more}`, which the first has not"));
    }
    let value = |feature: &String| {
        let found = item.iter().find(|(name, _)| name == feature);
        let found = found.ok_or_else(|| format!("an item of row {row} has no `{feature}`"));
        number(&found?.1)
    };
    features.iter().map(value).collect()
}

/// An object with nested lists per name, in the order given, and a new line. Numbers that are
/// not finite become `null`, since JSON has none.
#[must_use]
pub fn write(arrays: &[(&str, &Tensor)]) -> Vec<u8> {
    let mut text = String::from("{");
    for (index, (name, tensor)) in arrays.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&format!("{}: ", Value::from(*name)));
        nested(&mut text, tensor.shape(), &finite(tensor.data().to_texts()));
    }
    text.push_str("\n}\n");
    text.into_bytes()
}

/// The `texts` of numbers as JSON has them.
pub(crate) fn finite(texts: Vec<String>) -> Vec<String> {
    let one = |text: String| match text.as_str() {
        "NaN" | "inf" | "-inf" => "null".to_owned(),
        _ => text,
    };
    texts.into_iter().map(one).collect()
}

/// Adds `elements` as lists of the sizes `shape`.
pub(crate) fn nested(text: &mut String, shape: &[usize], elements: &[String]) {
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
