//! Signed values as horizontal bars, as the relevance of features.

use faircat_text::Escaped;

use crate::svg::{Digits, Place, add};

/// Height of a row in pixels.
const ROW: f64 = 34.0;

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Bar<'a> {
    pub label: &'a str,
    pub value: f64,
}

/// Draws the values in their order, from a line in the middle to the right where they are
/// positive and to the left where they are negative. Places across are percentages.
#[must_use]
pub fn bars(title: &str, values: &[Bar]) -> String {
    let size = |bar: &Bar| if bar.value.is_finite() { bar.value.abs() } else { 0.0 };
    let largest = values.iter().map(size).fold(0.0, f64::max);
    let height = ROW * values.len() as f64;
    let mut svg = String::with_capacity(320 * values.len() + 400);
    add!(
        svg,
        "<svg class=\"chart bars\" width=\"100%\" height=\"{height}\" role=\"img\" \
         aria-label=\"{}\"><line class=\"rail\" x1=\"50%\" x2=\"50%\" y1=\"0\" y2=\"{height}\"/>",
        Escaped(&spoken(title, values))
    );
    for (index, bar) in values.iter().enumerate() {
        let share = if largest > 0.0 { size(bar) / largest } else { 0.0 };
        let (top, width) = (index as f64 * ROW, 48.0 * share);
        let (class, left) = if bar.value < 0.0 { ("against", 50.0 - width) } else { ("for", 50.0) };
        add!(
            svg,
            "<text class=\"label\" x=\"0\" y=\"{}\">{}</text>\
             <text class=\"value\" x=\"100%\" y=\"{}\" text-anchor=\"end\">{}</text>\
             <rect class=\"contribution {class}\" x=\"{}%\" width=\"{}%\" y=\"{}\" height=\"9\"/>",
            top + 14.0,
            Escaped(bar.label),
            top + 14.0,
            Digits(bar.value),
            Place(left),
            Place(width),
            top + 19.0
        );
    }
    svg.push_str("</svg>");
    svg
}

fn spoken(title: &str, values: &[Bar]) -> String {
    let mut text = format!("{title}:");
    for bar in values {
        add!(text, " {} {};", bar.label, Digits(bar.value));
    }
    text.pop();
    text
}
