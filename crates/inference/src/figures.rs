//! How figures are written: one rule for the command line, the pages, the linked data and, through
//! WebAssembly, what runs in a page.
//!
//! A figure is rounded to its uncertainty by the rule of the Particle Data Group (Phys. Rev. D 110
//! (2024) 030001, introduction, section 5.3): of the three leading digits of the uncertainty, 100
//! to 354 keep two digits, 355 to 949 keep one, and 950 to 999 become 1000 and keep two. A figure
//! without an uncertainty is written with at most six significant digits, which is what float32
//! carries. Files for programs hold all digits.

/// Significant digits of a figure whose uncertainty is not known.
const DIGITS: usize = 6;

/// Significant digits that float64 carries.
const MOST_DIGITS: usize = 17;

/// Below the first and from the second magnitude on, figures are written with a power of ten.
const SMALLEST: f64 = 1e-4;
const LARGEST: f64 = 1e9;

/// Between a number and its unit, where no line ends.
const UNBROKEN: char = '\u{a0}';

/// A figure without an uncertainty: `0.959511`, `1309`.
#[must_use]
pub fn plain(value: f64) -> String {
    significant(value, DIGITS)
}

/// The same in four digits, where many stand beside each other: `0.03157`.
#[must_use]
pub fn brief(value: f64) -> String {
    significant(value, 4)
}

/// `0.9595 ± 0.0035`; as [`plain`] where the uncertainty is not known, or is no width.
#[must_use]
pub fn with_uncertainty(value: f64, uncertainty: Option<f64>) -> String {
    let Some(width) = uncertainty.filter(|width| width.is_finite() && *width > 0.0) else {
        return plain(value);
    };
    if !value.is_finite() {
        return plain(value);
    }
    let size = value.abs().max(width);
    if (SMALLEST..LARGEST).contains(&size) {
        let decimals = decimals(width);
        return format!("{} ± {}", fixed(value, decimals), fixed(width, decimals));
    }
    let exponent = size.log10().floor() as i32;
    let unit = 10f64.powi(exponent);
    let decimals = decimals(width / unit);
    let (value, width) = (fixed(value / unit, decimals), fixed(width / unit, decimals));
    format!("({value} ± {width}) × 10{}", raised(exponent))
}

/// `513 (+97 −71)`: a value with the interval in which it lies, rounded to the narrower side.
#[must_use]
pub fn with_interval(value: f64, [low, high]: [f64; 2]) -> String {
    let (below, above) = (value - low, high - value);
    let narrower = [below, above].into_iter().filter(|it| it.is_finite() && *it > 0.0);
    let Some(width) = narrower.reduce(f64::min) else { return plain(value) };
    let decimals = decimals(width);
    let side = |width: f64| fixed(width.max(0.0), decimals);
    format!("{} (+{} −{})", fixed(value, decimals), side(above), side(below))
}

/// `> 290`: the value is above this and not known better. Two digits, rounded down.
#[must_use]
pub fn above(limit: f64) -> String {
    let (rounded, step) = in_two_digits(limit);
    let down = if rounded > limit { rounded - step } else { rounded };
    format!("> {}", significant(down, 2))
}

/// `< 0.37`: the value is below this and not known better. Two digits, rounded up.
#[must_use]
pub fn below(limit: f64) -> String {
    let (rounded, step) = in_two_digits(limit);
    let up = if rounded < limit { rounded + step } else { rounded };
    format!("< {}", significant(up, 2))
}

/// `limit` rounded to two digits, and what the last of them counts.
fn in_two_digits(limit: f64) -> (f64, f64) {
    let rounded = format!("{limit:.1e}").parse().unwrap_or(limit);
    (rounded, 10f64.powi(limit.abs().log10().floor() as i32 - 1))
}

/// The width of a tolerance or difference, in two digits: `0.0015`, `3.1 × 10⁻⁶`.
#[must_use]
pub fn width(value: f64) -> String {
    significant(value, 2)
}

/// Two widths that differ, each in two digits, or in as many more as tell them apart.
#[must_use]
pub fn widths(a: f64, b: f64) -> [String; 2] {
    let both = |digits| [a, b].map(|it| significant(it, digits));
    (2..MOST_DIGITS).map(both).find(|[a, b]| a != b).unwrap_or_else(|| both(MOST_DIGITS))
}

/// `+0.512`: a contribution beside others, with its sign, in three digits.
#[must_use]
pub fn signed(value: f64) -> String {
    let text = significant(value, 3);
    if value > 0.0 { format!("+{text}") } else { text }
}

/// `97.3 %`: a probability or a share in per cent, never rounded to certainty.
#[must_use]
pub fn percent(share: f64) -> String {
    if !share.is_finite() {
        return plain(share);
    }
    let hundred = share * 100.0;
    let text = match share {
        0.0 | 1.0 => fixed(hundred, 0),
        0.0..5e-5 => "< 0.01".to_owned(),
        0.99995..1.0 => "> 99.99".to_owned(),
        0.0..0.01 | 0.99..1.0 => fixed(hundred, 2),
        _ => fixed(hundred, 1),
    };
    format!("{text}{UNBROKEN}%")
}

/// `3.25 ms`: a time that was measured, in three digits and the unit that fits.
#[must_use]
pub fn duration(seconds: f64) -> String {
    let (value, unit) = match seconds.abs() {
        size if size >= 1.0 => (seconds, "s"),
        size if size >= 1e-3 => (seconds * 1e3, "ms"),
        _ => (seconds * 1e6, "µs"),
    };
    format!("{}{UNBROKEN}{unit}", significant(value, 3))
}

/// `39 600`: a rate that was measured, in three digits.
#[must_use]
pub fn rate(value: f64) -> String {
    if !(1e3..LARGEST).contains(&value) {
        return significant(value, 3);
    }
    let step = 10f64.powi(value.log10().floor() as i32 - 2);
    count(((value / step).round() * step) as u64)
}

/// `1 200 000`: digits in groups of three, set apart by thin spaces (ISO 80000-1, 7.3.1).
#[must_use]
pub fn count(value: u64) -> String {
    let digits = value.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// The word that fits a number of things: `record` for 1, `records` for every other.
#[must_use]
pub fn noun<'a>(number: u64, one: &'a str, many: &'a str) -> &'a str {
    if number == 1 { one } else { many }
}

/// `1 record`, `12 000 records`: a [`count`] with its [`noun`].
#[must_use]
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), noun(number, one, many))
}

/// `1.2 GB`: a number of bytes in decimal units (IEC 80000-13).
#[must_use]
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 6] = ["kB", "MB", "GB", "TB", "PB", "EB"];
    if bytes < 1000 {
        return format!("{bytes}{UNBROKEN}B");
    }
    let mut value = bytes as f64 / 1000.0;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    let digits = if value < 9.95 { 1 } else { 0 };
    format!("{value:.digits$}{UNBROKEN}{}", UNITS[unit])
}

/// `value` in at most `digits` significant digits, without zeros that say nothing.
fn significant(value: f64, digits: usize) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if !value.is_finite() {
        return if value.is_nan() { "not a number".to_owned() } else { infinite(value) };
    }
    let scientific = format!("{value:.*e}", digits.saturating_sub(1));
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (SMALLEST..LARGEST).contains(&value.abs()) {
        return trimmed(&fixed(value, digits as i32 - 1 - exponent));
    }
    match trimmed(mantissa).as_str() {
        "1" => format!("10{}", raised(exponent)),
        mantissa => format!("{mantissa} × 10{}", raised(exponent)),
    }
}

fn infinite(value: f64) -> String {
    if value > 0.0 { "∞" } else { "-∞" }.to_owned()
}

/// Decimals that an uncertainty keeps, never more than it was given with; negative where it ends
/// before the point.
fn decimals(width: f64) -> i32 {
    let scientific = format!("{width:.2e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let leading: f64 = mantissa.parse().unwrap_or(1.0);
    let kept = if leading < 3.545 { 1 - exponent } else { -exponent };
    let written = width.to_string();
    let given = written.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
    if kept > 0 { kept.min(given) } else { kept }
}

/// `value` with so many decimals; fewer than none round before the point.
fn fixed(value: f64, decimals: i32) -> String {
    let text = if decimals >= 0 {
        format!("{value:.*}", decimals.min(30) as usize)
    } else {
        let step = 10f64.powi(-decimals);
        format!("{:.0}", (value / step).round() * step)
    };
    let is_zero = text.trim_start_matches('-').chars().all(|it| matches!(it, '0' | '.'));
    if is_zero { text.trim_start_matches('-').to_owned() } else { text }
}

fn trimmed(text: &str) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text.to_owned()
    }
}

fn raised(exponent: i32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |it: char| it.to_digit(10).map_or('⁻', |value| DIGITS[value as usize]);
    exponent.to_string().chars().map(digit).collect()
}

#[cfg(test)]
mod tests;
