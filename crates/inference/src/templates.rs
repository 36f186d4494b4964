//! Files that show how data for a model are written: some items of its inputs, in the formats that
//! people write by hand or by NumPy.
//!
//! Every number is the shortest text that gives it again, so that a file that is read back holds
//! the same one, whatever its type.

use serde_json::Value;

use crate::contract::{self, ContractError};
use crate::formats::{FormatError, csv, json, npz};
use crate::signature::{Declared, Items, Signature};
use crate::tensor::{Data, Tensor};

/// One item whose numbers are all zero, of each input. Sizes that are open count as one.
///
/// # Errors
/// An element type of which no arrays are made, or a shape that is too large.
pub fn zeros(signature: &Signature) -> Result<Vec<Tensor>, ContractError> {
    let one = |declared: &Declared| {
        let rest = (1..declared.shape.len()).map(|axis| declared.size(axis).unwrap_or(1));
        let shape: Vec<usize> = std::iter::once(1).chain(rest).collect();
        let elements = vec![0.0; shape.iter().product()];
        let tensor = Tensor::new(shape, Data::Float64(elements)).map_err(|problem| {
            ContractError::Items { input: declared.name.clone(), reason: problem.to_string() }
        })?;
        contract::typed(declared, tensor)
    };
    signature.inputs.iter().map(one).collect()
}

/// The items of `inputs`, in the order of the signature, as a file of the format that `ending`
/// names: `json`, `csv` or `npz`.
///
/// # Errors
/// Another format, and a table whose columns have no name each.
pub fn write(
    signature: &Signature,
    inputs: &[Tensor],
    ending: &str,
) -> Result<Vec<u8>, FormatError> {
    let named: Vec<(&Declared, &Tensor)> = signature.inputs.iter().zip(inputs).collect();
    match ending {
        "json" => Ok(object(&named).into_bytes()),
        "csv" => table(&named),
        "npz" => {
            let arrays: Vec<(&str, &Tensor)> =
                named.iter().map(|(declared, tensor)| (declared.name.as_str(), *tensor)).collect();
            npz::write(&arrays)
        }
        _ => Err(FormatError::Unsupported {
            what: format!("`.{ending}`"),
            reason: "templates are written as json, csv and npz".to_owned(),
        }),
    }
}

/// The inputs by name, with a line for each row.
fn object(named: &[(&Declared, &Tensor)]) -> String {
    let input = |(declared, tensor): &(&Declared, &Tensor)| {
        let rows = (0..tensor.items()).map(|row| written(declared, &tensor.slice(row..row + 1)));
        let rows: Vec<String> = rows.collect();
        format!("{}: [\n  {}\n ]", Value::from(declared.name.as_str()), rows.join(",\n  "))
    };
    let inputs: Vec<String> = named.iter().map(input).collect();
    format!("{{\n {}\n}}\n", inputs.join(",\n "))
}

/// One row: its items as people write them where the contract fills up what is missing, else lists.
fn written(declared: &Declared, row: &Tensor) -> String {
    match (&declared.items, declared.item_axis()) {
        (Some(Items { fill, .. }), Some(axis)) => items(declared, axis, *fill, row),
        _ => {
            let mut text = String::new();
            json::nested(&mut text, row.shape().get(1..).unwrap_or_default(), &texts(row));
            text
        }
    }
}

fn texts(row: &Tensor) -> Vec<String> {
    json::finite(row.data().to_short_texts())
}

/// The items that are not all `fill`, each with its features by name.
fn items(declared: &Declared, axis: usize, fill: f64, row: &Tensor) -> String {
    let (texts, values) = (texts(row), row.data().to_f64());
    let features = declared.features.len();
    let count = row.shape().get(axis).copied().unwrap_or_default();
    let at = |item: usize, feature: usize| match axis {
        2 => feature * count + item,
        _ => item * features + feature,
    };
    // Single precision has its own neighbour of what the record states.
    let padding = [fill, f64::from(fill as f32)];
    let is_there =
        |item: &usize| (0..features).any(|feature| !padding.contains(&values[at(*item, feature)]));
    let object = |item: usize| {
        let entries = declared.features.iter().enumerate().map(|(feature, it)| {
            format!("{}: {}", Value::from(it.name.as_str()), texts[at(item, feature)])
        });
        format!("{{{}}}", entries.collect::<Vec<String>>().join(", "))
    };
    let objects: Vec<String> = (0..count).filter(is_there).map(object).collect();
    format!("[{}]", objects.join(", "))
}

/// A row for each item, and a column for each number of it.
fn table(named: &[(&Declared, &Tensor)]) -> Result<Vec<u8>, FormatError> {
    let mut titles: Vec<&str> = Vec::new();
    for (declared, tensor) in named {
        for title in columns(declared, tensor.item_len())? {
            if titles.contains(&title) {
                return Err(FormatError::ColumnTwice(title.to_owned()));
            }
            titles.push(title);
        }
    }
    let tensors: Vec<&Tensor> = named.iter().map(|(_, tensor)| *tensor).collect();
    Ok(csv::write(&titles, &tensors))
}

/// The names under which a table has the numbers of an item: those of the features, or the input's
/// where it is one number.
fn columns(declared: &Declared, width: usize) -> Result<Vec<&str>, FormatError> {
    let features: Vec<&str> = declared.features.iter().map(|it| it.name.as_str()).collect();
    match width {
        _ if features.len() == width => Ok(features),
        1 => Ok(vec![declared.name.as_str()]),
        _ => Err(FormatError::Unsupported {
            what: "CSV".to_owned(),
            reason: format!("the {width} numbers of `{}` have no name each", declared.name),
        }),
    }
}
