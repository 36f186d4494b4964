//! One number as a file states it, before it has the element type of an input.

use std::cmp::Ordering;

/// A number without loss: integers of 64 bits are not squeezed through double precision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    Int(i64),
    /// An integer beyond those of [`Number::Int`].
    Uint(u64),
    Float(f64),
    /// Decimal text whose nearest number in double precision lies halfway between two in single
    /// precision, and does not tell which of them is nearer to the text.
    Halfway {
        double: f64,
        single: f32,
    },
}

impl Number {
    /// A whole number without a sign.
    #[must_use]
    pub fn of_u64(value: u64) -> Number {
        i64::try_from(value).map_or(Number::Uint(value), Number::Int)
    }

    /// The number that decimal text states, as `-3`, `0.1`, `1e5`, `nan` or `inf`. `None` for
    /// anything else, and for a number beyond those of double precision.
    #[must_use]
    pub fn parse(text: &str) -> Option<Number> {
        if let Ok(value) = text.parse() {
            return Some(Number::Int(value));
        }
        if let Ok(value) = text.parse() {
            return Some(Number::Uint(value));
        }
        let value: f64 = text.parse().ok()?;
        let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
        if !value.is_finite() && has_digits {
            return None;
        }
        if is_halfway(value)
            && let Ok(single) = text.parse::<f32>()
            && single != value as f32
        {
            return Some(Number::Halfway { double: value, single });
        }
        Some(Number::Float(value))
    }

    /// The number as it is in double precision, where it is no integer.
    #[must_use]
    pub fn in_double_precision(self) -> Number {
        match self {
            Number::Halfway { double, .. } => Number::Float(double),
            other => other,
        }
    }

    /// The nearest number in double precision.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        match self {
            Number::Int(value) => value as f64,
            Number::Uint(value) => value as f64,
            Number::Float(value) | Number::Halfway { double: value, .. } => value,
        }
    }

    /// The nearest number in single precision.
    #[must_use]
    pub fn to_f32(self) -> f32 {
        match self {
            Number::Int(value) => value as f32,
            Number::Uint(value) => value as f32,
            Number::Float(value) => value as f32,
            Number::Halfway { single, .. } => single,
        }
    }

    /// The order of the values, integers exactly; NaN stands as [`f64::total_cmp`] has it.
    #[must_use]
    pub fn total_cmp(self, other: Number) -> Ordering {
        match (self.in_double_precision(), other.in_double_precision()) {
            (Number::Float(_), _) | (_, Number::Float(_)) => {
                self.to_f64().total_cmp(&other.to_f64())
            }
            _ => self.to_integer().cmp(&other.to_integer()),
        }
    }

    /// The number as an integer; `None` where it has a fraction or is not finite.
    #[must_use]
    pub fn to_integer(self) -> Option<i128> {
        match self.in_double_precision() {
            Number::Int(value) => Some(value.into()),
            Number::Uint(value) => Some(value.into()),
            Number::Float(value) => {
                let integer = value as i128;
                (value.fract() == 0.0 && integer as f64 == value).then_some(integer)
            }
            Number::Halfway { .. } => None,
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Number::Int(value) => value.fmt(formatter),
            Number::Uint(value) => value.fmt(formatter),
            Number::Float(value) | Number::Halfway { double: value, .. } => value.fmt(formatter),
        }
    }
}

/// Whether `value` can lie halfway between two numbers of single precision, of which none has more
/// than 24 binary digits.
pub(crate) fn is_halfway(value: f64) -> bool {
    value.to_bits().trailing_zeros() >= 28 && f64::from(value as f32) != value && !value.is_nan()
}
