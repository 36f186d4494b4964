//! Columns of Parquet as arrays: numbers with their type, lists as far as they are equally long.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrowPrimitiveType};
use arrow_schema::DataType;
use faircat_inference::formats::Raw;
use faircat_inference::number::Number;
use faircat_inference::tensor::{Data, Tensor};

use super::parquet::of_parquet;
use crate::data_error::DataError;

/// Deepest nesting of lists.
const DEEPEST: usize = 16;

/// Fails for a column that holds something else than numbers, before any of it is decoded.
pub(super) fn check_type(kind: &DataType, name: &str) -> Result<(), DataError> {
    let mut element = kind;
    for _ in 0..DEEPEST {
        match element {
            DataType::List(field) | DataType::LargeList(field) => element = field.data_type(),
            DataType::FixedSizeList(field, _) => element = field.data_type(),
            DataType::Boolean => return Ok(()),
            number if number.is_integer() || number.is_floating() => return Ok(()),
            _ => break,
        }
    }
    Err(not_numbers(kind, name))
}

fn not_numbers(kind: &DataType, name: &str) -> DataError {
    DataError::NotNumbers { name: name.to_owned(), held: held(kind, DEEPEST) }
}

/// What a column of `kind` holds, in words; of lists at most as `deep` as that.
fn held(kind: &DataType, deep: usize) -> String {
    let words = match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => "text",
        DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView
        | DataType::FixedSizeBinary(_) => "bytes",
        DataType::Date32 | DataType::Date64 => "dates",
        DataType::Timestamp(..) | DataType::Time32(_) | DataType::Time64(_) => "times",
        DataType::Duration(_) | DataType::Interval(_) => "lengths of time",
        DataType::Decimal32(..)
        | DataType::Decimal64(..)
        | DataType::Decimal128(..)
        | DataType::Decimal256(..) => "decimals of fixed precision",
        DataType::Dictionary(..) => "categories",
        DataType::Struct(_) => "structures",
        DataType::Map(..) => "maps",
        DataType::Null => "nothing",
        DataType::List(field) | DataType::LargeList(field) | DataType::FixedSizeList(field, _)
            if deep > 0 =>
        {
            return format!("lists of {}", held(field.data_type(), deep - 1));
        }
        _ => "what no array can be made of",
    };
    words.to_owned()
}

pub(super) fn is_list(array: &dyn Array) -> bool {
    matches!(
        array.data_type(),
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..)
    )
}

/// The list in a row, or that there is none; `None` where the column holds no lists.
pub(super) fn list(array: &dyn Array, row: usize) -> Option<Result<Arc<dyn Array>, ()>> {
    if is_list(array) && array.is_null(row) {
        return Some(Err(()));
    }
    match array.data_type() {
        DataType::List(_) => Some(Ok(array.as_list::<i32>().value(row))),
        DataType::LargeList(_) => Some(Ok(array.as_list::<i64>().value(row))),
        DataType::FixedSizeList(..) => Some(Ok(array.as_fixed_size_list().value(row))),
        _ => None,
    }
}

/// Numbers of `array`, however deep its lists are.
pub(super) fn elements(array: &dyn Array) -> usize {
    inner(array).map_or(array.len(), |inner| elements(inner.as_ref()))
}

/// Everything in the lists of `array`, one list after the other.
fn inner(array: &dyn Array) -> Option<Arc<dyn Array>> {
    macro_rules! between {
        ($offset:ty) => {{
            let lists = array.as_list::<$offset>();
            let offsets = lists.value_offsets();
            let first = usize::try_from(offsets[0]).unwrap_or(0);
            let last = usize::try_from(offsets[array.len()]).unwrap_or(0);
            lists.values().slice(first, last.saturating_sub(first))
        }};
    }
    match array.data_type() {
        DataType::List(_) => Some(between!(i32)),
        DataType::LargeList(_) => Some(between!(i64)),
        DataType::FixedSizeList(..) => {
            let lists = array.as_fixed_size_list();
            let width = usize::try_from(lists.value_length()).unwrap_or(0);
            Some(lists.values().slice(lists.offset() * width, lists.len() * width))
        }
        _ => None,
    }
}

/// A column of an input: `first` is the number of its first row.
pub(super) fn raw(array: &dyn Array, name: &str, first: u64) -> Result<Raw, DataError> {
    check_lists(array, name, first)?;
    let Some((shape, flat)) = rectangular(array) else { return ragged(array, name) };
    let flat = flat.as_deref().unwrap_or(array);
    if flat.null_count() > 0 {
        // A missing value is NaN, as an empty cell of a table is.
        return Ok(Raw::Decimal { shape, values: numbers(flat, name)? });
    }
    let tensor = Tensor::new(shape, data(flat, name)?).map_err(of_parquet)?;
    Ok(if is_list(array) { Raw::Lists(tensor) } else { Raw::Binary(tensor) })
}

fn check_lists(array: &dyn Array, name: &str, first: u64) -> Result<(), DataError> {
    let Some(within) = inner(array) else { return Ok(()) };
    if let Some(row) = (0..array.len()).find(|&row| array.is_null(row)) {
        let problem = "has no value".to_owned();
        return Err(DataError::Value { row: first + row as u64, name: name.to_owned(), problem });
    }
    if is_list(within.as_ref()) && within.null_count() > 0 {
        return Err(of_parquet(format!("`{name}` has lists without a value")));
    }
    check_lists(within.as_ref(), name, first)
}

/// The shape of nested lists, and what is in them; `None` where they are not equally long.
#[expect(clippy::type_complexity, reason = "the inner array is there only for lists")]
fn rectangular(array: &dyn Array) -> Option<(Vec<usize>, Option<Arc<dyn Array>>)> {
    let mut shape = vec![array.len()];
    let mut held: Option<Arc<dyn Array>> = None;
    loop {
        let lists = held.as_deref().unwrap_or(array);
        let Some(within) = inner(lists) else { return Some((shape, held)) };
        let length = within.len().checked_div(lists.len()).unwrap_or(0);
        let equal = |row| matches!(list(lists, row), Some(Ok(list)) if list.len() == length);
        if !(0..lists.len()).all(equal) {
            return None;
        }
        shape.push(length);
        held = Some(within);
    }
}

/// Lists of lists, or lists of single numbers.
fn ragged(array: &dyn Array, name: &str) -> Result<Raw, DataError> {
    let row = |index: usize| -> Result<Vec<Vec<Number>>, DataError> {
        let Some(Ok(row)) = list(array, index) else { return Ok(Vec::new()) };
        let inner = |at: usize| match list(row.as_ref(), at) {
            Some(Ok(list)) => numbers(list.as_ref(), name),
            Some(Err(())) => Ok(Vec::new()),
            None => numbers(row.slice(at, 1).as_ref(), name),
        };
        (0..row.len()).map(inner).collect()
    };
    Ok(Raw::Ragged((0..array.len()).map(row).collect::<Result<_, _>>()?))
}

/// The numbers of `array`, however deep its lists are, in order; a missing one is NaN.
pub(super) fn numbers(array: &dyn Array, name: &str) -> Result<Vec<Number>, DataError> {
    if let Some(inner) = inner(array) {
        return numbers(inner.as_ref(), name);
    }
    let mut numbers = data(array, name)?.to_numbers();
    for (index, number) in numbers.iter_mut().enumerate() {
        if array.is_null(index) {
            *number = Number::Float(f64::NAN);
        }
    }
    Ok(numbers)
}

fn data(array: &dyn Array, name: &str) -> Result<Data, DataError> {
    Ok(match array.data_type() {
        DataType::Float16 => {
            let values = array.as_primitive::<Float16Type>().values();
            Data::Float32(values.iter().map(|it| it.to_f32()).collect())
        }
        DataType::Float32 => Data::Float32(primitive::<Float32Type>(array)),
        DataType::Float64 => Data::Float64(primitive::<Float64Type>(array)),
        DataType::Int8 => Data::Int8(primitive::<Int8Type>(array)),
        DataType::Int16 => Data::Int16(primitive::<Int16Type>(array)),
        DataType::Int32 => Data::Int32(primitive::<Int32Type>(array)),
        DataType::Int64 => Data::Int64(primitive::<Int64Type>(array)),
        DataType::UInt8 => Data::Uint8(primitive::<UInt8Type>(array)),
        DataType::UInt16 => Data::Uint16(primitive::<UInt16Type>(array)),
        DataType::UInt32 => Data::Uint32(primitive::<UInt32Type>(array)),
        DataType::UInt64 => Data::Uint64(primitive::<UInt64Type>(array)),
        DataType::Boolean => Data::Bool(array.as_boolean().values().iter().collect()),
        other => return Err(not_numbers(other, name)),
    })
}

fn primitive<T: ArrowPrimitiveType>(array: &dyn Array) -> Vec<T::Native> {
    array.as_primitive::<T>().values().to_vec()
}
