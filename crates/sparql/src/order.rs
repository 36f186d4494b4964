//! One total order of all terms (SPARQL 1.1, section 15.1, and what it leaves open).
//!
//! Blank nodes come before IRIs, and these before literals. Literals are numbers by value, whatever
//! their type, with NaN behind them; truths; dates by when they begin, those without a time zone
//! read as UTC; times; durations; texts, one without a language before one with; and the rest by
//! datatype. Terms with the same value are equal here, however they are written.

use std::fmt::Write;

use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNodeRef, Term};

use crate::numbers;
use crate::timeline;

/// A text for `term`: texts compare by code point as the terms do.
pub(crate) fn key(term: &Term) -> String {
    match term {
        Term::BlankNode(node) => format!("1{}", node.as_str()),
        Term::NamedNode(node) => format!("2{}", node.as_str()),
        Term::Literal(literal) => literal_key(literal),
    }
}

fn literal_key(literal: &Literal) -> String {
    let (value, datatype) = (literal.value(), literal.datatype());
    if let Some(language) = literal.language() {
        return text_key(value, language);
    }
    if datatype == xsd::STRING {
        return text_key(value, "");
    }
    valued(value, datatype).unwrap_or_else(|| format!("9{}\0{value}", datatype.as_str()))
}

/// NUL ends the text, so that one comes before those that it begins.
fn text_key(value: &str, language: &str) -> String {
    format!("8{value}\0{language}")
}

/// `None` where the text has no value of its datatype.
fn valued(value: &str, datatype: NamedNodeRef<'_>) -> Option<String> {
    if numbers::is_exact(datatype) {
        if numbers::is_out_of_range(value, datatype) {
            return None;
        }
        let decimal = numbers::parse(value)?;
        let is_whole = decimal.fraction.is_empty() && !value.contains('.');
        return (is_whole || !numbers::is_integer(datatype)).then(|| decimal_key(decimal));
    }
    if datatype == xsd::DOUBLE || datatype == xsd::FLOAT {
        return floating_key(value, datatype == xsd::FLOAT);
    }
    if datatype == xsd::BOOLEAN {
        let is_true = matches!(value, "true" | "1");
        let is_truth = is_true || matches!(value, "false" | "0");
        return is_truth.then(|| format!("4{}", u8::from(is_true)));
    }
    let (class, seconds) = timeline::place(value, datatype)?;
    let number = seconds.to_string();
    Some(format!("{class}{}", decimal_key(numbers::parse(&number)?)))
}

fn floating_key(value: &str, is_float: bool) -> Option<String> {
    // As XML Schema writes them; Rust would take more.
    match value {
        "-INF" => return Some("30".to_owned()),
        "INF" | "+INF" => return Some("34".to_owned()),
        "NaN" => return Some("35".to_owned()),
        _ if value
            .bytes()
            .any(|byte| byte.is_ascii_alphabetic() && !matches!(byte, b'e' | b'E')) =>
        {
            return None;
        }
        _ => {}
    }
    // The shortest digits that tell the number, so that 0.1 is 0.1 whatever its type.
    let digits = if is_float {
        format!("{:e}", value.parse::<f32>().ok()?)
    } else {
        format!("{:e}", value.parse::<f64>().ok()?)
    };
    let (mantissa, exponent) = digits.split_once('e')?;
    if mantissa.contains("inf") {
        return Some(if mantissa.starts_with('-') { "30" } else { "34" }.to_owned());
    }
    let mantissa = numbers::parse(mantissa)?;
    Some(number_key(mantissa, exponent.parse().ok()?))
}

fn decimal_key(decimal: numbers::Decimal<'_>) -> String {
    number_key(decimal, 0)
}

/// The key of `decimal` times ten to the power of `exponent`: sign, place of the first digit,
/// digits. Those of negative numbers are turned round.
fn number_key(decimal: numbers::Decimal<'_>, exponent: i64) -> String {
    let digits = format!("{}{}", decimal.whole, decimal.fraction);
    let leading = digits.len() - digits.trim_start_matches('0').len();
    let digits = digits.trim_matches('0');
    if digits.is_empty() {
        return "32".to_owned();
    }
    let as_number = |length: usize| i64::try_from(length).unwrap_or(i64::MAX / 4);
    let place = as_number(decimal.whole.len()) - as_number(leading) + exponent + PLACES;
    let mut key = String::with_capacity(digits.len() + 16);
    if decimal.is_negative {
        // Writing to a text cannot fail, here and below.
        let _ = write!(key, "31{:012}", 2 * PLACES - place);
        key.extend(digits.bytes().map(|digit| char::from(b'9' - (digit - b'0'))));
        key.push('~');
    } else {
        let _ = write!(key, "33{place:012}");
        key.push_str(digits);
    }
    key
}

/// More than a literal can have digits.
const PLACES: i64 = 100_000_000_000;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(value: &str, datatype: NamedNodeRef<'_>) -> Term {
        Literal::new_typed_literal(value, datatype).into()
    }

    #[test]
    fn numbers_come_by_value_whatever_their_type() {
        let sorted = [
            typed("-INF", xsd::DOUBLE),
            typed("-1.23", xsd::DECIMAL),
            typed("-1.2e0", xsd::DOUBLE),
            typed("0", xsd::INTEGER),
            typed("0.0013818108080696024", xsd::DECIMAL),
            typed("0.5", xsd::FLOAT),
            typed("9", xsd::INTEGER),
            typed("10.00000000000000000001", xsd::DECIMAL),
            typed("1e2", xsd::DOUBLE),
            typed("12345678901234567890123", xsd::INTEGER),
            typed("INF", xsd::FLOAT),
            typed("NaN", xsd::DOUBLE),
            typed("true", xsd::BOOLEAN),
            typed("2019", xsd::G_YEAR),
            typed("2024-01-01", xsd::DATE),
            typed("2024-01-01T00:00:00-01:00", xsd::DATE_TIME),
            Literal::new_simple_literal("5 GeV").into(),
            typed("300", xsd::BYTE),
            typed("ten", xsd::INTEGER),
        ];
        let keys: Vec<String> = sorted.iter().map(key).collect();
        assert!(keys.is_sorted_by(|a, b| a < b), "{keys:#?}");
        assert_eq!(key(&typed("1.50", xsd::DECIMAL)), key(&typed("1.5e0", xsd::DOUBLE)));
        assert_eq!(key(&typed("-0", xsd::INTEGER)), key(&typed("0.0", xsd::DECIMAL)));
        let utc = typed("2024-01-01T00:00:00Z", xsd::DATE_TIME);
        assert_eq!(key(&typed("2024-01-01T01:00:00+01:00", xsd::DATE_TIME)), key(&utc));
        assert_eq!(key(&typed("2024-01-01T00:00:00", xsd::DATE_TIME)), key(&utc));
    }

    proptest! {
        #[test]
        fn keys_of_numbers_compare_as_the_numbers(a in any::<f64>(), b in any::<i64>()) {
            let (x, y) = (typed(&format!("{a:E}"), xsd::DOUBLE), typed(&b.to_string(), xsd::INTEGER));
            let expected = a.partial_cmp(&(b as f64));
            // An integer of many digits lies beside the double that it is rounded to.
            if a.is_finite() && expected != Some(std::cmp::Ordering::Equal) {
                prop_assert_eq!(Some(key(&x).cmp(&key(&y))), expected);
            }
        }

        #[test]
        fn keys_of_doubles_compare_as_the_doubles(a in any::<f64>(), b in any::<f64>()) {
            let double = |value: f64| key(&typed(&format!("{value:E}"), xsd::DOUBLE));
            if a.is_finite() && b.is_finite() {
                prop_assert_eq!(Some(double(a).cmp(&double(b))), a.partial_cmp(&b));
            }
        }
    }
}
