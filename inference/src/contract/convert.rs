//! From numbers in double precision to the declared element type, where nothing is lost.

use super::{ContractError, Numbers, place};
use crate::signature::Declared;
use crate::tensor::{Data, Tensor};

/// Errors: a number that the type cannot hold exactly. Decimal text is rounded to the nearest
/// floating-point number, because it has no type of its own.
pub(super) fn to_dtype(
    declared: &Declared,
    numbers: Numbers,
    first_row: usize,
) -> Result<Tensor, ContractError> {
    let Numbers { shape, values, dtype } = numbers;
    let inexact = |index: usize| ContractError::Inexact {
        input: declared.name.clone(),
        declared: declared.dtype.clone(),
        has: dtype.unwrap_or("decimal").to_owned(),
        place: place(declared, &shape, index, first_row),
        value: values[index].to_string(),
    };
    macro_rules! integers {
        ($kind:ident, $element:ty) => {{
            // Beyond 2⁵³ double precision does not tell neighbours apart.
            let holds = |value: f64| {
                value == (value as $element) as f64 && value.abs() <= 9_007_199_254_740_992.0
            };
            match values.iter().position(|&value| !holds(value)) {
                Some(index) => return Err(inexact(index)),
                None => Data::$kind(values.iter().map(|&value| value as $element).collect()),
            }
        }};
    }
    let data = match declared.dtype.as_str() {
        "float64" => Data::Float64(values),
        "float32" => {
            let lost = |value: f64| {
                let narrow = value as f32;
                let rounded = f64::from(narrow) != value && !value.is_nan();
                rounded && (dtype.is_some() || narrow.is_infinite())
            };
            match values.iter().position(|&value| lost(value)) {
                Some(index) => return Err(inexact(index)),
                None => Data::Float32(values.iter().map(|&value| value as f32).collect()),
            }
        }
        "int8" => integers!(Int8, i8),
        "int16" => integers!(Int16, i16),
        "int32" => integers!(Int32, i32),
        "int64" => integers!(Int64, i64),
        "uint8" => integers!(Uint8, u8),
        "uint16" => integers!(Uint16, u16),
        "uint32" => integers!(Uint32, u32),
        "uint64" => integers!(Uint64, u64),
        "bool" => match values.iter().position(|&value| value != 0.0 && value != 1.0) {
            Some(index) => return Err(inexact(index)),
            None => Data::Bool(values.iter().map(|&value| value == 1.0).collect()),
        },
        other => {
            let (input, dtype) = (declared.name.clone(), other.to_owned());
            return Err(ContractError::Dtype { input, dtype });
        }
    };
    Tensor::new(shape, data)
        .map_err(|it| ContractError::Items { input: declared.name.clone(), reason: it.to_string() })
}
