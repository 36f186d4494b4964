//! Numbers and truth values of a record, as a JSON Schema sees them: a text in quotes is none,
//! however it looks, and a whole number may be written with an exponent or a point. Texts that say
//! something.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

/// A scalar that is no text.
#[derive(Clone, Copy, Debug)]
enum Scalar {
    Nothing,
    Truth(bool),
    Whole(u64),
    Number(f64),
}

/// What is wanted, in the words of an error.
struct Wanted(&'static str);

impl<'de> Visitor<'de> for Wanted {
    type Value = Scalar;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(self.0)
    }

    fn visit_unit<E: Error>(self) -> Result<Scalar, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_none<E: Error>(self) -> Result<Scalar, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Scalar, E> {
        Ok(Scalar::Truth(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Scalar, E> {
        Ok(Scalar::Whole(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Scalar, E> {
        Ok(u64::try_from(value).map_or(Scalar::Number(value as f64), Scalar::Whole))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Scalar, E> {
        Ok(Scalar::Number(value))
    }

    /// As the reader passes on what is no finite number.
    fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
        match text {
            ".nan" => Ok(Scalar::Number(f64::NAN)),
            ".inf" => Ok(Scalar::Number(f64::INFINITY)),
            "-.inf" => Ok(Scalar::Number(f64::NEG_INFINITY)),
            _ => Err(E::invalid_type(Unexpected::Str(text), &self)),
        }
    }
}

/// A text of more than white space.
pub(super) fn filled<'de, D: Deserializer<'de>>(source: D) -> Result<String, D::Error> {
    checked(String::deserialize(source)?)
}

pub(super) fn optional_filled<'de, D>(source: D) -> Result<Option<String>, D::Error>
where
    D: Deserializer<'de>,
{
    Option::<String>::deserialize(source)?.map(checked).transpose()
}

pub(super) fn all_filled<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<String>, D::Error> {
    Vec::<String>::deserialize(source)?.into_iter().map(checked).collect()
}

fn checked<E: Error>(text: String) -> Result<String, E> {
    match text.trim().is_empty() {
        true => Err(E::custom("this text is empty")),
        false => Ok(text),
    }
}

const A_NUMBER: &str = "a floating point number";
const A_TRUTH: &str = "true or false";

pub(super) fn number<'de, D: Deserializer<'de>>(source: D) -> Result<f64, D::Error> {
    optional_number(source)?.ok_or_else(|| D::Error::custom(format!("{A_NUMBER} is missing")))
}

pub(super) fn optional_number<'de, D>(source: D) -> Result<Option<f64>, D::Error>
where
    D: Deserializer<'de>,
{
    match source.deserialize_any(Wanted(A_NUMBER))? {
        Scalar::Nothing => Ok(None),
        Scalar::Whole(value) => Ok(Some(value as f64)),
        Scalar::Number(value) => Ok(Some(value)),
        Scalar::Truth(_) => Err(D::Error::custom(format!("this is not {A_NUMBER}"))),
    }
}

/// A whole number from 0 on that `T` holds.
pub(super) fn optional_whole<'de, D, T>(source: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<u64>,
{
    let refused = || D::Error::custom(format!("this is not a {}", std::any::type_name::<T>()));
    let value = match source.deserialize_any(Wanted("a whole number (u64)"))? {
        Scalar::Nothing => return Ok(None),
        Scalar::Whole(value) => value,
        // Beyond 2⁵³ a point does not tell neighbours apart.
        Scalar::Number(value) if value.fract() == 0.0 && (0.0..=EXACT).contains(&value) => {
            value as u64
        }
        Scalar::Number(_) | Scalar::Truth(_) => return Err(refused()),
    };
    T::try_from(value).map(Some).map_err(|_| refused())
}

/// 2⁵³.
const EXACT: f64 = 9_007_199_254_740_992.0;

pub(super) fn truth<'de, D: Deserializer<'de>>(source: D) -> Result<bool, D::Error> {
    optional_truth(source)?.ok_or_else(|| D::Error::custom(format!("{A_TRUTH} is missing")))
}

pub(super) fn optional_truth<'de, D>(source: D) -> Result<Option<bool>, D::Error>
where
    D: Deserializer<'de>,
{
    match source.deserialize_any(Wanted(A_TRUTH))? {
        Scalar::Nothing => Ok(None),
        Scalar::Truth(value) => Ok(Some(value)),
        Scalar::Whole(_) | Scalar::Number(_) => {
            Err(D::Error::custom(format!("this is not {A_TRUTH}")))
        }
    }
}
