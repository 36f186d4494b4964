//! Numbers and texts as SVG wants them.

use std::fmt::{Display, Formatter, Result};

/// A length or place with at most two decimals, so that the text is short and stays the same
/// where the last bits of a computation differ. What is no number becomes 0.
pub(crate) struct Place(pub(crate) f64);

impl Display for Place {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let value = if self.0.is_finite() { (self.0 * 100.0).round() / 100.0 } else { 0.0 };
        // Adding zero makes a negative zero positive.
        write!(formatter, "{}", value + 0.0)
    }
}

/// A quantity to three significant digits, for people.
pub(crate) struct Digits(pub(crate) f64);

impl Display for Digits {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let value = self.0;
        if !value.is_finite() {
            return formatter.write_str("no number");
        }
        if value == 0.0 {
            return formatter.write_str("0");
        }
        let power = value.abs().log10().floor();
        if !(-4.0..6.0).contains(&power) {
            return write!(formatter, "{}", format!("{value:.1e}").replace('-', "−"));
        }
        let decimals = (2.0 - power).clamp(0.0, 7.0) as usize;
        let mut text = format!("{value:.decimals$}");
        if text.contains('.') {
            text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
        }
        formatter.write_str(&text.replace('-', "−"))
    }
}

/// `value` to three significant digits, for people.
#[must_use]
pub fn digits(value: f64) -> String {
    Digits(value).to_string()
}

/// Adds `text` as it is formatted; writing to a `String` cannot fail.
macro_rules! add {
    ($svg:expr, $($text:tt)*) => {{
        use std::fmt::Write as _;
        let _ = write!($svg, $($text)*);
    }};
}
pub(crate) use add;

/// One-line texts that are written above all shapes, each giving way to those that are there.
#[derive(Default)]
pub(crate) struct Labels {
    /// Their left ends.
    taken: Vec<(f64, f64)>,
    svg: String,
}

impl Labels {
    /// Width and height of a text of a few characters.
    const SIZE: (f64, f64) = (62.0, 13.0);

    /// Writes `text`, which begins at `x`, or ends there where `anchor` is `end`.
    pub(crate) fn write(&mut self, (x, y): (f64, f64), anchor: &str, text: &str) {
        let left = if anchor == "end" { x - Labels::SIZE.0 } else { x };
        let y = self.place(left, y);
        add!(
            self.svg,
            "<text class=\"flight\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{text}</text>",
            Place(x),
            Place(y)
        );
    }

    /// The elements of all texts.
    pub(crate) fn into_svg(self) -> String {
        self.svg
    }

    /// The height for a text from `x` on that is nearest to `y` from above, among heights at which
    /// it covers no other.
    fn place(&mut self, x: f64, mut y: f64) -> f64 {
        let (width, height) = Labels::SIZE;
        let covers = |&&(other_x, other_y): &&(f64, f64), y: f64| {
            (other_x - x).abs() < width && (other_y - y).abs() < height
        };
        while let Some(other) = self.taken.iter().find(|other| covers(other, y)) {
            // Half a unit more than it takes, so that rounding cannot keep the two together.
            y = other.1 + height + 0.5;
        }
        self.taken.push((x, y));
        y
    }
}

/// The smallest of 1, 2, 5 times a power of ten that is at least `least`.
pub fn round_up(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= least * 0.999);
    factor.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::{Labels, round_up};

    #[test]
    fn labels_that_meet_from_both_sides_stand_one_below_the_other() {
        let mut labels = Labels::default();
        labels.write((100.0, 50.0), "start", "7.8 cm");
        labels.write((180.0, 50.0), "end", "16.4 cm →");
        labels.write((300.0, 50.0), "start", "265 µm");
        let heights = labels.into_svg().matches("y=\"50\"").count();
        assert_eq!(heights, 2, "the second gives way");
    }

    #[test]
    fn steps_are_round() {
        assert_eq!([0.03, 0.5, 1.2, 70.0].map(round_up), [0.05, 0.5, 2.0, 100.0]);
    }
}
