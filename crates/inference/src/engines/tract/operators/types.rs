//! Element types by operator.

use std::ops::{Add, Mul};

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

/// Numbers whose sums and products are those of numpy: integers wrap around.
pub(super) trait Wrapping {
    fn plus(self, other: Self) -> Self;
    fn times(self, other: Self) -> Self;
}

macro_rules! wrapping {
    ($($element:ty: $plus:expr, $times:expr;)*) => {
        $(impl Wrapping for $element {
            fn plus(self, other: Self) -> Self {
                ($plus)(self, other)
            }

            fn times(self, other: Self) -> Self {
                ($times)(self, other)
            }
        })*
    };
}

wrapping! {
    f32: f32::add, f32::mul;
    f64: f64::add, f64::mul;
    i8: i8::wrapping_add, i8::wrapping_mul;
    i16: i16::wrapping_add, i16::wrapping_mul;
    i32: i32::wrapping_add, i32::wrapping_mul;
    i64: i64::wrapping_add, i64::wrapping_mul;
    u8: u8::wrapping_add, u8::wrapping_mul;
    u16: u16::wrapping_add, u16::wrapping_mul;
    u32: u32::wrapping_add, u32::wrapping_mul;
    u64: u64::wrapping_add, u64::wrapping_mul;
}

/// Errors: an element type with which an operator is not known to be computed rightly.
pub(super) fn check(node: &Node, types: &[DatumType]) -> TractResult<()> {
    let known = known(node.operator());
    for &dtype in types {
        let half = dtype == DatumType::F16 && node.operator() != "Cast";
        if half || !known(dtype) {
            bail!("it is not computed with {}", format!("{dtype:?}").to_lowercase());
        }
    }
    Ok(())
}

/// Types with which an operator is computed as the specification says; for those that are not
/// named, the operator says it itself.
fn known(operator: &str) -> fn(DatumType) -> bool {
    match operator {
        "Ceil" | "Celu" | "Cos" | "Elu" | "Erf" | "Exp" | "Floor" | "Gelu" | "HardSigmoid"
        | "HardSwish" | "LeakyRelu" | "Log" | "LogSoftmax" | "PRelu" | "Reciprocal"
        | "ReduceL2" | "ReduceLogSum" | "ReduceLogSumExp" | "Selu" | "Sigmoid" | "Sin" | "Sum"
        | "Mean" | "Softmax" | "Softplus" | "Softsign" | "Sqrt" | "Tanh" | "Conv"
        | "AveragePool" | "BatchNormalization" | "GlobalAveragePool" | "LayerNormalization" => {
            is_float
        }
        "Neg" => is_signed,
        "And" | "Or" | "Xor" | "Not" => |dtype| dtype == DatumType::Bool,
        "MatMul" | "Gemm" => is_multiplied,
        "ReduceL1" | "ReduceMean" | "ReduceProd" | "ReduceSum" | "ReduceSumSquare" => is_wide,
        _ => |_| true,
    }
}

fn is_float(dtype: DatumType) -> bool {
    matches!(dtype, DatumType::F32 | DatumType::F64)
}

/// tract has no products of matrices of other integers.
fn is_multiplied(dtype: DatumType) -> bool {
    is_float(dtype) || [DatumType::I8, DatumType::U8, DatumType::I32].contains(&dtype)
}

/// Integers of 8 and 16 bits would overflow.
fn is_wide(dtype: DatumType) -> bool {
    let integers = [DatumType::I32, DatumType::I64, DatumType::U32, DatumType::U64];
    is_float(dtype) || integers.contains(&dtype)
}

fn is_signed(dtype: DatumType) -> bool {
    is_float(dtype) || dtype.is_signed()
}
