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
    datatype == xsd::INTEGER || range(datatype).is_some()
}

/// Integer types with the least and greatest of their values (XML Schema Definition Language 1.1
/// Part 2, sections 3.4.14 to 3.4.25). Where a type has no such bound, that of `i128` stands, which
/// is beyond what [`is_out_of_range`] takes a longer number for.
const RANGES: [(NamedNodeRef<'static>, i128, i128); 12] = [
    (xsd::BYTE, -(1 << 7), (1 << 7) - 1),
    (xsd::SHORT, -(1 << 15), (1 << 15) - 1),
    (xsd::INT, -(1 << 31), (1 << 31) - 1),
    (xsd::LONG, -(1 << 63), (1 << 63) - 1),
    (xsd::UNSIGNED_BYTE, 0, (1 << 8) - 1),
    (xsd::UNSIGNED_SHORT, 0, (1 << 16) - 1),
    (xsd::UNSIGNED_INT, 0, (1 << 32) - 1),
    (xsd::UNSIGNED_LONG, 0, (1 << 64) - 1),
    (xsd::POSITIVE_INTEGER, 1, i128::MAX),
    (xsd::NEGATIVE_INTEGER, i128::MIN, -1),
    (xsd::NON_POSITIVE_INTEGER, i128::MIN, 0),
    (xsd::NON_NEGATIVE_INTEGER, 0, i128::MAX),
];

fn range(datatype: NamedNodeRef<'_>) -> Option<(i128, i128)> {
    let found = RANGES.iter().find(|(name, ..)| *name == datatype);
    found.map(|(_, least, greatest)| (*least, *greatest))
}

/// Whether `text` is a number that its datatype does not hold, as 300 in a byte, and so an
/// ill-typed literal, which is no number (RDF 1.1 Concepts, section 5.4).
pub(crate) fn is_out_of_range(text: &str, datatype: NamedNodeRef<'_>) -> bool {
    let Some((least, greatest)) = range(datatype) else { return false };
    let Some(decimal) = parse(text) else { return false };
    let magnitude = match decimal.whole {
        "" => 0,
        digits => digits.parse().unwrap_or(i128::MAX),
    };
    let value = if decimal.is_negative { -magnitude } else { magnitude };
    !(least..=greatest).contains(&value)
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
    fn integers_lie_within_their_types() {
        let long = "9".repeat(60);
        for (text, datatype, is_out) in [
            ("127", xsd::BYTE, false),
            ("-128", xsd::BYTE, false),
            ("128", xsd::BYTE, true),
            ("-0", xsd::UNSIGNED_LONG, false),
            ("18446744073709551615", xsd::UNSIGNED_LONG, false),
            ("18446744073709551616", xsd::UNSIGNED_LONG, true),
            ("-9223372036854775809", xsd::LONG, true),
            ("0", xsd::POSITIVE_INTEGER, true),
            (long.as_str(), xsd::POSITIVE_INTEGER, false),
            (long.as_str(), xsd::INT, true),
            ("-1", xsd::NON_NEGATIVE_INTEGER, true),
            ("1", xsd::NEGATIVE_INTEGER, true),
            ("0", xsd::NON_POSITIVE_INTEGER, false),
            (long.as_str(), xsd::INTEGER, false),
            ("300", xsd::DECIMAL, false),
            ("ten", xsd::BYTE, false),
        ] {
            assert_eq!(is_out_of_range(text, datatype), is_out, "{text} {datatype}");
        }
    }

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
