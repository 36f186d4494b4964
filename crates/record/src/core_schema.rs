//! Numbers of YAML 1.2: the core schema, [section 10.3.2](https://yaml.org/spec/1.2.2/#1032-tag-resolution).
//!
//! The reader of records takes more for a number, as `1_000` and `0b11`, which other programs read
//! as a text. [`may_be_loose`] tells where that can be, and the JSON Schema then judges.

use serde_json::Number;

/// The number that the plain scalar `text` is; `None` where it is none.
///
/// One that no type of ours holds is the nearest that has a binary point.
pub(super) fn number(text: &str) -> Option<Number> {
    let based = |prefix: &str, base| text.strip_prefix(prefix).map(|digits| (digits, base));
    if let Some((digits, base)) = based("0x", 16).or_else(|| based("0o", 8)) {
        return whole(digits, base);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !is_decimal(unsigned) {
        return None;
    }
    let text = text.strip_prefix('+').unwrap_or(text);
    text.parse::<i64>()
        .map(Number::from)
        .or_else(|_| text.parse::<u64>().map(Number::from))
        .ok()
        .or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64))
}

fn whole(digits: &str, base: u32) -> Option<Number> {
    if digits.is_empty() || !digits.chars().all(|it| it.is_digit(base)) {
        return None;
    }
    let exact = u64::from_str_radix(digits, base).ok().map(Number::from);
    exact.or_else(|| Number::from_f64(u128::from_str_radix(digits, base).ok()? as f64))
}

/// `[0-9]+ ( \. [0-9]* )?` or `\. [0-9]+`, and after it `( [eE] [-+]? [0-9]+ )?`
fn is_decimal(text: &str) -> bool {
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let some_digits = |part: &str| !part.is_empty() && all_digits(part);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let exponent_fits =
        exponent.is_none_or(|it| some_digits(it.strip_prefix(['+', '-']).unwrap_or(it)));
    let mantissa_fits = match mantissa.split_once('.') {
        Some(("", decimals)) => some_digits(decimals),
        Some((before, decimals)) => some_digits(before) && all_digits(decimals),
        None => some_digits(mantissa),
    };
    mantissa_fits && exponent_fits
}

/// Whether a word of `source` may be a number to the reader and none to YAML 1.2. It may err that
/// way only.
pub(super) fn may_be_loose(source: &str) -> bool {
    let ends = |c: char| c.is_whitespace() || "[]{},".contains(c);
    source.split(ends).any(|word| {
        let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
        unsigned.starts_with(|it: char| it.is_ascii_digit())
            && is_of_digits(unsigned)
            && number(word).is_none()
    })
}

/// Whether `unsigned` has digits of one base only, and `_` between them: that of its prefix, or
/// ten. Many checksums begin with a digit and have no such form; what has one is read twice.
fn is_of_digits(unsigned: &str) -> bool {
    let (digits, base) = match unsigned.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&unsigned[2..], 16),
        [b'0', b'o' | b'O', ..] => (&unsigned[2..], 8),
        [b'0', b'b' | b'B', ..] => (&unsigned[2..], 2),
        _ => (unsigned, 10),
    };
    digits.chars().all(|it| it == '_' || it.is_digit(base))
}

#[cfg(test)]
mod tests {
    use super::{may_be_loose, number};

    #[test]
    fn numbers_are_those_of_the_core_schema() {
        for (text, value) in [
            ("0", 0.0),
            ("017", 17.0),
            ("-5", -5.0),
            ("+5", 5.0),
            ("0o17", 15.0),
            ("0x1F", 31.0),
            ("0xFFFFFFFFFFFFFFFF", 18_446_744_073_709_551_615.0),
            ("1e3", 1000.0),
            ("1E+3", 1000.0),
            ("1.", 1.0),
            (".5", 0.5),
            ("-.5e-1", -0.05),
            ("123456789012345678901234567890", 123_456_789_012_345_678_901_234_567_890.0),
        ] {
            assert_eq!(number(text).and_then(|it| it.as_f64()), Some(value), "{text}");
            assert!(!may_be_loose(&format!("a: [{text}, {text}]\n")), "{text}");
        }
    }

    #[test]
    fn what_other_notations_call_a_number_is_none() {
        for text in ["1_000", "0b11", "0B1", "0X1F", "0O17", "+0x1F", "-0o7", "0x1_F", "1__0"] {
            assert_eq!(number(text), None, "{text}");
            assert!(may_be_loose(&format!("a: {text}")), "{text}");
            assert!(may_be_loose(&format!("a: {{b: {text}}}")), "{text}");
        }
        // Checksums in hexadecimal, as catalogues have them by the thousand.
        for text in ["48b27ad7", "0892c353", "6e6e7403", "0b3257e9", "47e7c86552e77dd5"] {
            assert!(!may_be_loose(&format!("value: {text}")), "{text}");
        }
        for text in ["", "+", ".", "e3", "1e", "++5", "+-5", "0x", "0x+1", "1.2.3", "1:30", "inf"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
