//! Numbers as people write them, and the digits that say the same: only where all of a text is
//! understood, for a remedy must not change what was meant.

/// Units by which a size in bytes is multiplied.
const BYTES: [(&str, f64); 10] = [
    ("b", 1.0),
    ("bytes", 1.0),
    ("kb", 1e3),
    ("mb", 1e6),
    ("gb", 1e9),
    ("tb", 1e12),
    ("kib", 1024.0),
    ("mib", 1_048_576.0),
    ("gib", 1_073_741_824.0),
    ("tib", 1_099_511_627_776.0),
];

/// Words and letters that multiply. A small `m` may be minutes or metres.
const MULTIPLES: [(&str, f64); 8] = [
    ("k", 1e3),
    ("K", 1e3),
    ("M", 1e6),
    ("G", 1e9),
    ("T", 1e12),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
];

/// Units that leave the number before them as it is.
const UNITS: [&str; 26] = [
    "px", "pixels", "ns", "µs", "us", "ms", "s", "min", "h", "eV", "keV", "MeV", "GeV", "TeV",
    "µm", "mm", "cm", "km", "Hz", "kHz", "MHz", "GHz", "fb", "pb", "W", "°",
];

/// Whole numbers of this size and above are not all numbers of 64 bits with a binary point.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// How to write the number that `text` stands for; `whole` where it must have no decimals.
///
/// Without a number where not all of `text` is understood: `95%`, `0,95`, `33k` and `0.95 ± 0.01`
/// are; `< 0.01`, `1/3` and a date are not.
pub(super) fn remedy(text: &str, whole: bool) -> String {
    understood(text.trim(), whole).unwrap_or_else(|| {
        match whole {
            true => "write a whole number, in digits alone",
            false => "write a number, in digits alone and with a point before its decimals",
        }
        .to_owned()
    })
}

fn understood(text: &str, whole: bool) -> Option<String> {
    let fits = |number: f64| !whole || number.fract() == 0.0;
    let shown = |number: f64| (fits(number) && number.abs() < EXACT).then(|| number.to_string());
    if let Some((value, spread)) = text.split_once('±') {
        let (value, spread) = (digits(value.trim())?, digits(spread.trim())?);
        let value = shown(value.parse().ok()?)?;
        return Some(format!("write the number alone, `{value}`, and `{spread}` in `uncertainty`"));
    }
    if let Some(choice) = ambiguous(text, whole) {
        return Some(choice);
    }
    let (number, unit) = apart(text)?;
    let number: f64 = digits(number)?.parse().ok().filter(|it: &f64| it.is_finite())?;
    if unit == "%" {
        // Twelve digits hide that a hundredth is no binary fraction.
        let share: f64 = format!("{:.12}", number / 100.0).parse().ok()?;
        return Some(format!("write the number `{}`", shown(share)?));
    }
    let factor = |known: &[(&str, f64)], unit: &str| {
        known.iter().find(|(name, _)| *name == unit).map(|(_, factor)| *factor)
    };
    if unit.is_empty() {
        return Some(format!("write the number alone, `{}`", shown(number)?));
    }
    if let Some(times) = factor(&MULTIPLES, unit) {
        return Some(format!("write the number `{}`", shown(rounded(number * times)?)?));
    }
    if whole && let Some(times) = factor(&BYTES, &unit.to_lowercase()) {
        return Some(format!("write the number of bytes, `{}`", shown(rounded(number * times)?)?));
    }
    let is_unit = UNITS.contains(&unit) || factor(&BYTES, &unit.to_lowercase()).is_some();
    let number = is_unit.then(|| shown(number)).flatten()?;
    Some(format!("write the number alone, `{number}`, and its unit in a field of its own"))
}

/// `number` without the traces that a binary fraction leaves in a product, as of 3.3 and 1000.
fn rounded(number: f64) -> Option<f64> {
    format!("{number:.6}").parse().ok()
}

/// `1,309`: thousands to some, decimals to others.
fn ambiguous(text: &str, whole: bool) -> Option<String> {
    let (before, after) = text.split_once(',')?;
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let may_be_thousands = (1..=3).contains(&before.len())
        && after.len() == 3
        && all_digits(before)
        && all_digits(after)
        && !before.starts_with('0');
    (may_be_thousands && !whole).then(|| {
        format!(
            "write `{before}{after}`, or `{before}.{after}` where the comma begins the decimals"
        )
    })
}

/// The number with which `text` begins, and the unit that follows.
fn apart(text: &str) -> Option<(&str, &str)> {
    if digits(text).is_some() {
        return Some((text, ""));
    }
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    Some((&text[..end], text[end..].trim_start()))
}

/// The number that `text` is, as YAML writes it: without signs between thousands, with a point.
fn digits(text: &str) -> Option<String> {
    let text = text.replace('−', "-");
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(&text)),
    };
    if let Some(exponent) = unsigned.strip_prefix("10^") {
        exponent.parse::<i16>().ok()?;
        return Some(format!("{sign}1e{exponent}"));
    }
    let hexadecimal = unsigned.strip_prefix("0x").map(|it| u64::from_str_radix(it, 16));
    let octal = unsigned.strip_prefix("0o").map(|it| u64::from_str_radix(it, 8));
    let binary = unsigned.strip_prefix("0b").map(|it| u64::from_str_radix(it, 2));
    if let Some(number) = hexadecimal.or(octal).or(binary) {
        return Some(format!("{sign}{}", number.ok()?));
    }
    let begins = |c: char| c.is_ascii_digit() || c == '.';
    if !unsigned.starts_with(begins) || !unsigned.ends_with(|c: char| begins(c)) {
        return None;
    }
    let grouped = [',', ' ', '_', '\'', '\u{a0}', '\u{202f}', '\u{2009}']
        .into_iter()
        .find_map(|separator| ungrouped(unsigned, separator));
    let plain = grouped.or_else(|| match unsigned.split_once(',') {
        Some((before, after)) if after.bytes().all(|it| it.is_ascii_digit()) => {
            Some(format!("{before}.{after}"))
        }
        Some(_) => None,
        None => Some(unsigned.to_owned()),
    })?;
    plain.parse::<f64>().ok().filter(|number| number.is_finite())?;
    Some(format!("{sign}{plain}"))
}

/// `text` without `separator`, where that stands between groups of three digits.
fn ungrouped(text: &str, separator: char) -> Option<String> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(separator);
    let first = groups.next()?;
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let sound = (1..=3).contains(&first.len())
        && is_digits(first)
        && !first.starts_with('0')
        && whole.contains(separator)
        && groups.all(|group| group.len() == 3 && is_digits(group))
        && is_digits(decimals);
    sound.then(|| text.replace(separator, ""))
}

#[cfg(test)]
mod tests {
    use super::{remedy, understood};

    #[test]
    fn numbers_in_words_become_numbers() {
        for (text, expected) in [
            ("95%", "write the number `0.95`"),
            ("-12.3 %", "write the number `-0.123`"),
            ("0,95", "write the number alone, `0.95`"),
            ("80 000", "write the number alone, `80000`"),
            ("1,309,000.5", "write the number alone, `1309000.5`"),
            ("1,309", "write `1309`, or `1.309` where the comma begins the decimals"),
            ("0,913", "write the number alone, `0.913`"),
            ("10^-3", "write the number alone, `0.001`"),
            ("33k", "write the number `33000`"),
            ("0x1F", "write the number alone, `31`"),
            ("0b11", "write the number alone, `3`"),
            ("1_000", "write the number alone, `1000`"),
            ("0.95 ± 0.01", "write the number alone, `0.95`, and `0.01` in `uncertainty`"),
            ("5 px", "write the number alone, `5`, and its unit in a field of its own"),
            ("10 MB", "write the number alone, `10`, and its unit in a field of its own"),
        ] {
            assert_eq!(remedy(text, false), expected, "{text}");
        }
    }

    #[test]
    fn whole_numbers_have_no_decimals() {
        for (text, expected) in [
            ("1,309", "write the number alone, `1309`"),
            ("80,000", "write the number alone, `80000`"),
            ("3.3e4", "write the number alone, `33000`"),
            ("177.0", "write the number alone, `177`"),
            ("3.3k", "write the number `3300`"),
            ("2 million", "write the number `2000000`"),
            ("10 MB", "write the number of bytes, `10000000`"),
            ("1.5 GB", "write the number of bytes, `1500000000`"),
            ("2 KiB", "write the number of bytes, `2048`"),
        ] {
            assert_eq!(remedy(text, true), expected, "{text}");
        }
        assert_eq!(understood("0.5", true), None);
        assert_eq!(understood("99999999999999999999999", true), None);
    }

    #[test]
    fn what_is_not_understood_gives_no_number() {
        for text in [
            "high",
            "1.2.3",
            "1/3",
            "<0.01",
            "> 12",
            "~5",
            "1e400",
            "2026-01-01",
            "5 apples",
            "10 to 20",
            "10-20",
            "1,23,456",
            "12:30",
            "v2",
            "3 x 4",
            "",
        ] {
            assert_eq!(understood(text, false), None, "{text}");
            assert!(!remedy(text, false).contains('`'), "{text}");
        }
    }
}
