//! Element types by operator.

use tract_core::internal::{DatumType, TractResult, bail};

use super::Node;

/// `$body` with `$T` as the type of numbers with a fraction that `$dtype` is.
macro_rules! of_floats {
    ($dtype:expr, $T:ident => $body:expr) => {
        of_types!($dtype, $T => $body, F32 f32, F64 f64)
    };
}

/// `$body` with `$T` as the integer that `$dtype` is.
macro_rules! of_integers {
    ($dtype:expr, $T:ident => $body:expr) => {
        of_types!($dtype, $T => $body,
            I8 i8, I16 i16, I32 i32, I64 i64, U8 u8, U16 u16, U32 u32, U64 u64)
    };
}

/// `$body` with `$T` as the number that `$dtype` is.
macro_rules! of_numbers {
    ($dtype:expr, $T:ident => $body:expr) => {
        of_types!($dtype, $T => $body,
            F32 f32, F64 f64, I8 i8, I16 i16, I32 i32, I64 i64, U8 u8, U16 u16, U32 u32, U64 u64)
    };
}

/// `$body` with `$T` as the number or truth value that `$dtype` is.
macro_rules! of_values {
    ($dtype:expr, $T:ident => $body:expr) => {
        of_types!($dtype, $T => $body, F32 f32, F64 f64, I8 i8, I16 i16, I32 i32, I64 i64,
            U8 u8, U16 u16, U32 u32, U64 u64, Bool bool)
    };
}

macro_rules! of_types {
    ($dtype:expr, $T:ident => $body:expr, $($kind:ident $element:ty),*) => {
        match $dtype {
            $(tract_core::internal::DatumType::$kind => {
                type $T = $element;
                $body
            })*
            other => tract_core::internal::bail!("it is not computed with {other:?}"),
        }
    };
}

/// Errors: an element type with which an operator is not known to be computed rightly.
pub(super) fn check(node: &Node, types: &[DatumType]) -> TractResult<()> {
    for dtype in types {
        if *dtype == DatumType::F16 && node.operator() != "Cast" {
            bail!("it is not computed with float16");
        }
    }
    Ok(())
}
