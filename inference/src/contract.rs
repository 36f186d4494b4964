//! The preprocessing contract: data as a file gave them become exactly the arrays that a
//! model's signature declares, or an error says which feature of which row stands in the way.

mod arrays;
mod convert;
mod lists;

use std::collections::BTreeMap;

use thiserror::Error;

use crate::formats::{Raw, RawData, UNNAMED};
use crate::signature::{Declared, NonFinite, Signature};
use crate::tensor::{Data, Tensor};

/// Inputs that a session takes, in the signature's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    pub tensors: Vec<Tensor>,
    /// What was done that a reader should know, a sentence each.
    pub notes: Vec<String>,
}

/// Why data do not fit a signature. Rows are counted from 0 over the whole file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ContractError {
    #[error("the data have no `{input}`{detail}; they have {has}")]
    Missing { input: String, detail: String, has: String },
    #[error("`{input}` must have the shape [{declared}], but has [{has}]")]
    Shape { input: String, declared: String, has: String },
    #[error("`{input}` is {has} and cannot become {declared} exactly: {place} is {value}")]
    Inexact { input: String, declared: String, has: String, place: String, value: String },
    #[error("`{input}` is declared as {dtype}, which is not supported")]
    Dtype { input: String, dtype: String },
    #[error("{place} of `{input}` is {value}; the model takes only finite numbers")]
    NonFinite { input: String, place: String, value: String },
    #[error(
        "row {row} of `{input}` has {has} items; the model takes {most}, and its record does not allow to leave any out"
    )]
    TooMany { input: String, row: usize, has: usize, most: usize },
    #[error(
        "row {row} of `{input}` has {has} items; the model takes {wanted}, and its record does not say how to fill up"
    )]
    TooFew { input: String, row: usize, has: usize, wanted: usize },
    #[error("`{feature}` of `{input}` is in {has}, but the model takes {declared}")]
    Unit { input: String, feature: String, has: String, declared: String },
    #[error("`{input}` has {has} rows, but `{other}` has {wanted}")]
    Rows { input: String, has: usize, other: String, wanted: usize },
    #[error("the size {symbol} is {has} in `{input}`, but {wanted} in `{other}`")]
    Symbol { symbol: String, input: String, has: usize, other: String, wanted: usize },
    #[error("the data have no rows")]
    Empty,
    #[error("`{input}`: {reason}")]
    Items { input: String, reason: String },
}

/// Numbers on their way to a tensor: row-major, in double precision.
struct Numbers {
    shape: Vec<usize>,
    values: Vec<f64>,
    /// Element type they had in the file; `None` for decimal text, which is rounded to the
    /// nearest number of whatever type is wanted.
    dtype: Option<&'static str>,
}

/// The inputs of `signature` out of `data`, whose first row is number `first_row` of the file.
///
/// An input is taken by its name, put together from arrays named as its features, or is the
/// only array of a file that names none. Errors: everything in [`ContractError`].
pub fn prepare(
    signature: &Signature,
    data: RawData,
    first_row: usize,
) -> Result<Prepared, ContractError> {
    let mut data = data;
    check_units(signature, &data)?;
    name_the_unnamed(signature, &mut data);
    let mut prepared = Prepared { tensors: Vec::new(), notes: Vec::new() };
    for declared in &signature.inputs {
        let raw = arrays::take(declared, &mut data)?;
        let tensor = one(declared, raw, first_row, &mut prepared.notes)?;
        prepared.tensors.push(tensor);
    }
    check_sizes(&signature.inputs, &prepared.tensors)?;
    if prepared.tensors.first().is_some_and(|it| it.items() == 0) {
        return Err(ContractError::Empty);
    }
    Ok(prepared)
}

/// What a signature asks of data, a line per input: for those who prepare them.
#[must_use]
pub fn explanation(signature: &Signature) -> Vec<String> {
    let line = |declared: &Declared| {
        let features = declared.features.iter().map(|it| match &it.unit {
            Some(unit) => format!("{} [{unit}]", it.name),
            None => it.name.clone(),
        });
        let features: Vec<String> = features.collect();
        let shape = declared.shape.join(", ");
        let head = format!("`{}`: {} [{shape}]", declared.name, declared.dtype);
        if features.is_empty() { head } else { format!("{head}; {}", features.join(", ")) }
    };
    signature.inputs.iter().map(line).collect()
}

fn check_units(signature: &Signature, data: &RawData) -> Result<(), ContractError> {
    for declared in &signature.inputs {
        for feature in &declared.features {
            let (Some(unit), Some(has)) = (&feature.unit, data.units.get(&feature.name)) else {
                continue;
            };
            if unit != has {
                return Err(ContractError::Unit {
                    input: declared.name.clone(),
                    feature: feature.name.clone(),
                    has: has.clone(),
                    declared: unit.clone(),
                });
            }
        }
    }
    Ok(())
}

fn name_the_unnamed(signature: &Signature, data: &mut RawData) {
    if let [only] = signature.inputs.as_slice()
        && data.arrays.len() == 1
        && let Some(raw) = data.arrays.remove(UNNAMED)
    {
        data.arrays.insert(only.name.clone(), raw);
    }
}

/// Numbers without a type of their own, in row-major order, as the tensor that is declared.
///
/// # Errors
/// A number that the type cannot hold, a type that is not supported, a shape that the numbers do
/// not fill.
pub fn typed(
    declared: &Declared,
    shape: Vec<usize>,
    values: Vec<f64>,
) -> Result<Tensor, ContractError> {
    convert::to_dtype(declared, Numbers { shape, values, dtype: None }, 0)
}

/// One input as the tensor that is declared.
fn one(
    declared: &Declared,
    raw: Raw,
    first_row: usize,
    notes: &mut Vec<String>,
) -> Result<Tensor, ContractError> {
    if let Raw::Binary(tensor) = &raw
        && tensor.dtype() == declared.dtype
        && fits(declared, tensor.shape())
    {
        check_finite(declared, tensor, first_row)?;
        notes.extend(lists::order_note(declared, tensor, first_row));
        let Raw::Binary(tensor) = raw else { unreachable!("it was matched above") };
        return Ok(tensor);
    }
    let numbers = match raw {
        Raw::Binary(tensor) => numbers_of(tensor),
        Raw::Decimal { shape, values } => Numbers { shape, values, dtype: None },
        Raw::Named { features, rows } => {
            let rows = lists::by_feature_order(declared, &features, rows)?;
            lists::fill(declared, rows, first_row, notes)?
        }
        Raw::Ragged(rows) => {
            let rows = lists::items_first(declared, rows, first_row)?;
            lists::fill(declared, rows, first_row, notes)?
        }
    };
    let numbers = match fits(declared, &numbers.shape) {
        true => numbers,
        false => lists::refill(declared, numbers, first_row, notes)?,
    };
    let tensor = convert::to_dtype(declared, numbers, first_row)?;
    check_finite(declared, &tensor, first_row)?;
    notes.extend(lists::order_note(declared, &tensor, first_row));
    Ok(tensor)
}

fn numbers_of(tensor: Tensor) -> Numbers {
    let dtype = Some(tensor.dtype());
    Numbers { shape: tensor.shape().to_vec(), values: tensor.data().to_f64(), dtype }
}

/// Whether `shape` has the declared number of axes and every fixed size.
fn fits(declared: &Declared, shape: &[usize]) -> bool {
    let fixed = |(axis, size): (usize, &usize)| declared.size(axis).is_none_or(|it| it == *size);
    shape.len() == declared.shape.len() && shape.iter().enumerate().all(fixed)
}

fn shape_error(declared: &Declared, shape: &[usize]) -> ContractError {
    let has: Vec<String> = shape.iter().map(usize::to_string).collect();
    ContractError::Shape {
        input: declared.name.clone(),
        declared: declared.shape.join(", "),
        has: has.join(", "),
    }
}

/// Where the element `index` of an array of `shape` stands, in the words of the signature.
fn place(declared: &Declared, shape: &[usize], index: usize, first_row: usize) -> String {
    let mut rest = index;
    let mut parts = Vec::new();
    let mut row = 0;
    for axis in (0..shape.len()).rev() {
        let at = rest % shape[axis].max(1);
        rest /= shape[axis].max(1);
        if axis == 0 {
            row = at;
        } else if Some(axis) == declared.feature_axis() {
            parts.push(format!("feature `{}`", declared.features[at].name));
        } else if Some(axis) == declared.item_axis() {
            parts.push(format!("item {at}"));
        } else {
            parts.push(format!("place {at} of axis {axis}"));
        }
    }
    parts.push(format!("row {}", row + first_row));
    parts.reverse();
    parts.join(", ")
}

fn check_finite(
    declared: &Declared,
    tensor: &Tensor,
    first_row: usize,
) -> Result<(), ContractError> {
    if declared.non_finite == NonFinite::Allowed {
        return Ok(());
    }
    let found = match tensor.data() {
        Data::Float32(values) => values
            .iter()
            .position(|it| !it.is_finite())
            .map(|index| (index, values[index].to_string())),
        Data::Float64(values) => values
            .iter()
            .position(|it| !it.is_finite())
            .map(|index| (index, values[index].to_string())),
        _ => None,
    };
    match found {
        None => Ok(()),
        Some((index, value)) => Err(ContractError::NonFinite {
            input: declared.name.clone(),
            place: place(declared, tensor.shape(), index, first_row),
            value,
        }),
    }
}

/// Sizes of one name must be equal, and all inputs have as many rows.
fn check_sizes(declared: &[Declared], tensors: &[Tensor]) -> Result<(), ContractError> {
    let mut known: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    let mut rows: Option<(usize, &str)> = None;
    for (one, tensor) in declared.iter().zip(tensors) {
        let (wanted, other) = *rows.get_or_insert((tensor.items(), &one.name));
        if wanted != tensor.items() {
            return Err(ContractError::Rows {
                input: one.name.clone(),
                has: tensor.items(),
                other: other.to_owned(),
                wanted,
            });
        }
        for (symbol, &has) in one.shape.iter().zip(tensor.shape()) {
            if symbol.trim().parse::<usize>().is_ok() {
                continue;
            }
            let (wanted, other) = *known.entry(symbol).or_insert((has, &one.name));
            if wanted != has {
                return Err(ContractError::Symbol {
                    symbol: symbol.clone(),
                    input: one.name.clone(),
                    has,
                    other: other.to_owned(),
                    wanted,
                });
            }
        }
    }
    Ok(())
}
