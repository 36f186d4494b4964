//! The preprocessing contract: data as a file gave them become exactly the arrays that a
//! model's signature declares, or an error says which feature of which row stands in the way.

mod arrays;
mod convert;
mod layout;
mod lists;
mod ranges;

use std::collections::BTreeMap;

use thiserror::Error;

use crate::formats::{Raw, RawData, UNNAMED};
use crate::number::Number;
use crate::signature::{Declared, NonFinite, Signature};
use crate::tensor::{Data, ShapeError, Tensor};
use layout::{arranged, place, shape_error};
use lists::Lists;
pub use ranges::Outside;

/// Inputs that a session takes, in the signature's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    pub tensors: Vec<Tensor>,
    /// What was done that a reader should know, a sentence each.
    pub notes: Vec<String>,
    /// Rows with values that the model was not trained on.
    pub outside: Outside,
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
    #[error("{place} of `{input}` has no value, or NaN; {declared} has no number for that")]
    NoNumber { input: String, declared: String, place: String },
    #[error("`{input}` is declared as {dtype}, of which no arrays are made")]
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

/// Numbers on their way to a tensor, row-major.
struct Numbers {
    shape: Vec<usize>,
    values: Vec<Number>,
    /// Element type they had in the file; `None` for decimal text, which has none.
    dtype: Option<&'static str>,
    /// Whether they stood in lists, which need not be equally long.
    listed: bool,
}

/// The inputs of `signature` out of `data`, whose first row is number `first_row` of the file.
///
/// An input is taken by its name, put together from arrays named as its features, or is the
/// only array of a file that names none. The first axis counts rows, of which there may be any
/// number, also where the model takes a fixed one. Errors: everything in [`ContractError`].
pub fn prepare(
    signature: &Signature,
    data: RawData,
    first_row: usize,
) -> Result<Prepared, ContractError> {
    let prepared = inputs(signature, data, first_row)?;
    check_sizes(&signature.inputs, &prepared.tensors)?;
    if prepared.tensors.first().is_some_and(|it| it.items() == 0) {
        return Err(ContractError::Empty);
    }
    Ok(prepared)
}

/// As [`prepare`], for a model whose inputs do not all have rows: each array is one whole value,
/// also a single number.
///
/// # Errors
/// Everything in [`ContractError`] but what concerns rows.
pub fn prepare_whole(signature: &Signature, data: RawData) -> Result<Prepared, ContractError> {
    let prepared = inputs(signature, data, 0)?;
    for (declared, tensor) in signature.inputs.iter().zip(&prepared.tensors) {
        if declared.size(0).is_some_and(|size| tensor.shape().first() != Some(&size)) {
            return Err(shape_error(declared, tensor.shape()));
        }
    }
    check_symbols(&signature.inputs, &prepared.tensors)?;
    Ok(prepared)
}

fn inputs(
    signature: &Signature,
    mut data: RawData,
    first_row: usize,
) -> Result<Prepared, ContractError> {
    check_units(signature, &data)?;
    name_the_unnamed(signature, &mut data);
    let mut prepared =
        Prepared { tensors: Vec::new(), notes: Vec::new(), outside: Outside::default() };
    for declared in &signature.inputs {
        let raw = arrays::take(declared, &mut data)?;
        let tensor = one(declared, raw, first_row, &mut prepared.notes)?;
        prepared.tensors.push(tensor);
    }
    prepared.outside = Outside::of(signature, &prepared.tensors);
    Ok(prepared)
}

/// A whole array as an input of the element type that is declared.
///
/// # Errors
/// A number that the type cannot hold, or a type of which no arrays are made.
pub fn typed(declared: &Declared, tensor: Tensor) -> Result<Tensor, ContractError> {
    if tensor.dtype() == declared.dtype {
        return Ok(tensor);
    }
    convert::to_dtype(declared, numbers_of(&tensor), 0).map(|(tensor, _)| tensor)
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

/// One input as the tensor that is declared.
fn one(
    declared: &Declared,
    found: Found,
    first_row: usize,
    notes: &mut Vec<String>,
) -> Result<Tensor, ContractError> {
    let tensor = match found {
        Found::Raw(Raw::Binary(tensor) | Raw::Lists(tensor))
            if tensor.dtype() == declared.dtype
                && let Some(shape) = arranged(declared, tensor.shape()) =>
        {
            tensor.reshaped(shape).map_err(|it| bad_shape(declared, &it))?
        }
        other => {
            converted(declared, numbers(declared, other, first_row, notes)?, first_row, notes)?
        }
    };
    check_finite(declared, &tensor, first_row)?;
    notes.extend(lists::order_note(declared, &tensor, first_row));
    Ok(tensor)
}

/// What was found of an input.
enum Found {
    Raw(Raw),
    /// Put together from arrays named as its features.
    Stacked(Numbers),
}

fn numbers(
    declared: &Declared,
    found: Found,
    first_row: usize,
    notes: &mut Vec<String>,
) -> Result<Numbers, ContractError> {
    match found {
        Found::Stacked(numbers) => Ok(numbers),
        Found::Raw(Raw::Binary(tensor)) => Ok(numbers_of(&tensor)),
        Found::Raw(Raw::Lists(tensor)) => Ok(Numbers { listed: true, ..numbers_of(&tensor) }),
        Found::Raw(Raw::Decimal { shape, values }) => {
            Ok(Numbers { shape, values, dtype: None, listed: true })
        }
        Found::Raw(Raw::Named { features, rows }) => {
            let rows = lists::by_feature_order(declared, &features, rows)?;
            lists::fill(declared, Lists { rows, ordered: true, dtype: None }, first_row, notes)
        }
        Found::Raw(Raw::Ragged(rows)) => {
            let rows = lists::items_first(declared, rows, first_row)?;
            lists::fill(declared, Lists { rows, ordered: true, dtype: None }, first_row, notes)
        }
    }
}

fn converted(
    declared: &Declared,
    numbers: Numbers,
    first_row: usize,
    notes: &mut Vec<String>,
) -> Result<Tensor, ContractError> {
    let numbers = match arranged(declared, &numbers.shape) {
        Some(shape) => Numbers { shape, ..numbers },
        None => lists::refill(declared, numbers, first_row, notes)?,
    };
    let (tensor, note) = convert::to_dtype(declared, numbers, first_row)?;
    notes.extend(note);
    Ok(tensor)
}

fn numbers_of(tensor: &Tensor) -> Numbers {
    let dtype = Some(tensor.dtype());
    Numbers {
        shape: tensor.shape().to_vec(),
        values: tensor.data().to_numbers(),
        dtype,
        listed: false,
    }
}

fn bad_shape(declared: &Declared, error: &ShapeError) -> ContractError {
    ContractError::Items { input: declared.name.clone(), reason: error.to_string() }
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
            // Text has no other sign for a number that is missing.
            value: if value == "NaN" { "NaN, or has no value".to_owned() } else { value },
        }),
    }
}

/// Sizes of one name must be equal, and all inputs have as many rows.
fn check_sizes(declared: &[Declared], tensors: &[Tensor]) -> Result<(), ContractError> {
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
    }
    check_symbols(declared, tensors)
}

/// Sizes of one name must be equal.
fn check_symbols(declared: &[Declared], tensors: &[Tensor]) -> Result<(), ContractError> {
    let mut known: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for (one, tensor) in declared.iter().zip(tensors) {
        for (symbol, &has) in one.shape.iter().zip(tensor.shape()) {
            // `?` is a size that has no name.
            if symbol.trim().parse::<usize>().is_ok() || symbol == "?" {
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
