//! Decimal numbers as they are written, with any number of digits.

use std::borrow::Cow;

use oxrdf::NamedNodeRef;
use oxrdf::vocab::xsd;

/// Decimals of the evaluator's numbers, of which there are 38 digits in all.
const DECIMALS: usize = 18;

/// How a number reaches the evaluator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Readable {
    AsItIs,
    /// With 18 decimals.
    Rounded(String),
    /// As a double: it has too many digits before the point.
    Approximate(String),
}

/// Whether numbers of `datatype` are decimals or integers.
pub(crate) fn is_exact(datatype: NamedNodeRef<'_>) -> bool {
    datatype == xsd::DECIMAL || is_integer(datatype)
}

pub(crate) fn is_integer(datatype: NamedNodeRef<'_>) -> bool {
    [
        xsd::INTEGER,
        xsd::BYTE,
        xsd::SHORT,
        xsd::INT,
        xsd::LONG,
        xsd::UNSIGNED_BYTE,
        xsd::UNSIGNED_SHORT,
        xsd::UNSIGNED_INT,
        xsd::UNSIGNED_LONG,
        xsd::POSITIVE_INTEGER,
        xsd::NEGATIVE_INTEGER,
        xsd::NON_POSITIVE_INTEGER,
        xsd::NON_NEGATIVE_INTEGER,
    ]
    .contains(&datatype)
}

/// A decimal in its parts, without leading and trailing zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal<'a> {
    pub is_negative: bool,
    pub whole: &'a str,
    pub fraction: &'a str,
}

/// `[+-]?digits(.digits)?` or `[+-]?.digits`, as XML Schema writes decimals.
pub(crate) fn parse(text: &str) -> Option<Decimal<'_>> {
    let (is_negative, digits) = match text.strip_prefix(['+', '-']) {
        Some(digits) => (text.starts_with('-'), digits),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = !(whole.is_empty() && fraction.is_empty());
    (is_number && are_digits(whole) && are_digits(fraction)).then(|| Decimal {
        is_negative,
        whole: whole.trim_start_matches('0'),
        fraction: fraction.trim_end_matches('0'),
    })
}

/// How the evaluator can read the number `text`. What is no number stays as it is.
pub(crate) fn readable(text: &str) -> Readable {
    let Some(decimal) = parse(text) else { return Readable::AsItIs };
    let fits = decimal.fraction.len() <= DECIMALS && decimal.whole.len() <= DECIMALS;
    // Numbers of 18 digits on either side certainly fit, whatever their datatype.
    if fits {
        return Readable::AsItIs;
    }
    match rounded(decimal) {
        Some(text) => Readable::Rounded(text),
        None => match text.parse::<f64>() {
            Ok(value) => Readable::Approximate(format!("{value:E}")),
            Err(_) => Readable::AsItIs,
        },
    }
}

/// `text` as [`readable`] has it, for a cast that reads a text.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    match readable(text) {
        Readable::Rounded(text) => text.into(),
        Readable::AsItIs | Readable::Approximate(_) => text.into(),
    }
}

/// Rounded half away from zero; `None` where the evaluator has no such number.
fn rounded(decimal: Decimal<'_>) -> Option<String> {
    let kept = decimal.fraction.get(..DECIMALS).unwrap_or(decimal.fraction);
    let digits = format!("{}{kept:0<DECIMALS$}", decimal.whole);
    let next = decimal.fraction.as_bytes().get(DECIMALS).copied().unwrap_or(b'0');
    let scaled = digits.parse::<i128>().ok()?.checked_add(i128::from(next >= b'5'))?;
    let one = 10_i128.pow(18);
    let sign = if decimal.is_negative { "-" } else { "" };
    Some(format!("{sign}{}.{:018}", scaled / one, scaled % one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_too_many_digits_are_rounded() {
        assert_eq!(readable("0.5"), Readable::AsItIs);
        assert_eq!(readable("-1.50"), Readable::AsItIs);
        assert_eq!(readable("no number"), Readable::AsItIs);
        let rounded = |text: &str| Readable::Rounded(text.to_owned());
        assert_eq!(readable("0.0013818108080696024"), rounded("0.001381810808069602"));
        assert_eq!(readable("-0.00000000000000000051"), rounded("-0.000000000000000001"));
        assert_eq!(readable("1.9999999999999999999"), rounded("2.000000000000000000"));
        assert_eq!(
            readable("12345678901234567890.5"),
            rounded("12345678901234567890.500000000000000000")
        );
        let large = "1".repeat(40);
        assert_eq!(readable(&large), Readable::Approximate("1.1111111111111112E39".to_owned()));
    }
}
