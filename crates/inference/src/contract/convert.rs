//! From the numbers of a file to the element type that an input declares. The rules are these,
//! whatever the format of the file; the manual has them in its chapter on running a model.
//!
//! | to | from | rule |
//! | --- | --- | --- |
//! | the same type | | as it is |
//! | float32, float64 | any number | the nearest; beyond the largest finite one it is refused |
//! | an integer | any number | only where it is an integer that the type holds |
//! | bool | any number | only 0 and 1 |
//! | any number | bool | false is 0, true is 1 |
//!
//! Decimal text (CSV, JSON) has no type: an integer in it is exact, anything else is read once in
//! the precision that is wanted, and in double precision for what is no float32. A missing value (an empty cell, `null`) is NaN.

use super::{ContractError, Numbers, place};
use crate::number::Number;
use crate::signature::Declared;
use crate::tensor::{Data, Tensor};

/// Integers below this are all told apart in double precision.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// The numbers with the declared element type, and a sentence where some were rounded.
///
/// Errors: a number that the type cannot hold.
pub(super) fn to_dtype(
    declared: &Declared,
    numbers: Numbers,
    first_row: usize,
) -> Result<(Tensor, Option<String>), ContractError> {
    let Numbers { shape, values, dtype, .. } = numbers;
    let inexact = |index: usize| {
        let (input, to) = (declared.name.clone(), declared.dtype.clone());
        let place = place(declared, &shape, index, first_row);
        if matches!(values[index], Number::Float(value) if value.is_nan()) {
            return ContractError::NoNumber { input, declared: to, place };
        }
        let has = dtype.unwrap_or("decimal").to_owned();
        ContractError::Inexact { input, declared: to, has, place, value: values[index].to_string() }
    };
    macro_rules! integers {
        ($kind:ident, $element:ty) => {
            Data::$kind(each(&values, inexact, |it| integer(it, dtype)?.try_into().ok())?)
        };
    }
    let data = match declared.dtype.as_str() {
        "float64" => Data::Float64(values.iter().map(|it| it.to_f64()).collect()),
        "float32" => {
            let nearest = |it: Number| match it.to_f32() {
                narrow if narrow.is_infinite() && it.to_f64().is_finite() => None,
                narrow => Some(narrow),
            };
            Data::Float32(each(&values, inexact, nearest)?)
        }
        "int8" => integers!(Int8, i8),
        "int16" => integers!(Int16, i16),
        "int32" => integers!(Int32, i32),
        "int64" => integers!(Int64, i64),
        "uint8" => integers!(Uint8, u8),
        "uint16" => integers!(Uint16, u16),
        "uint32" => integers!(Uint32, u32),
        "uint64" => integers!(Uint64, u64),
        "bool" => Data::Bool(each(&values, inexact, |it| match it.to_integer()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        })?),
        other => {
            let (input, dtype) = (declared.name.clone(), other.to_owned());
            return Err(ContractError::Dtype { input, dtype });
        }
    };
    let note = rounding_note(declared, &values, dtype, &data);
    let tensor = Tensor::new(shape, data).map_err(|it| ContractError::Items {
        input: declared.name.clone(),
        reason: it.to_string(),
    })?;
    Ok((tensor, note))
}

/// Each value as `convert` has it. Errors: the first that it has not.
fn each<T>(
    values: &[Number],
    inexact: impl Fn(usize) -> ContractError,
    convert: impl Fn(Number) -> Option<T>,
) -> Result<Vec<T>, ContractError> {
    let one = |(index, &value)| convert(value).ok_or_else(|| inexact(index));
    values.iter().enumerate().map(one).collect()
}

/// A number as an integer. What was decimal text with a fraction or an exponent was read in double
/// precision, which from 2⁵³ on does not tell neighbours apart.
fn integer(number: Number, dtype: Option<&str>) -> Option<i128> {
    match number.in_double_precision() {
        Number::Float(value) if dtype.is_none() && value.abs() >= LARGEST_EXACT => None,
        _ => number.to_integer(),
    }
}

/// Says that numbers of a stated type, or integers, are not what they were in the file.
fn rounding_note(
    declared: &Declared,
    values: &[Number],
    dtype: Option<&str>,
    data: &Data,
) -> Option<String> {
    let changed = |before: Number, after: f64| match before.in_double_precision() {
        Number::Float(value) => dtype.is_some() && value != after && !value.is_nan(),
        _ => Number::Float(after).to_integer() != before.to_integer(),
    };
    let rounded = match data {
        Data::Float32(now) => values.iter().zip(now).any(|(&it, &now)| changed(it, f64::from(now))),
        Data::Float64(now) => values.iter().zip(now).any(|(&it, &now)| changed(it, now)),
        _ => false,
    };
    let from = dtype.unwrap_or("decimal");
    rounded.then(|| {
        format!("`{}`: {from} numbers became the nearest {}", declared.name, declared.dtype)
    })
}
