//! How the values of a field are distributed, small enough for a row of a table.

use faircat_text::Escaped;

use crate::svg::{Place, add};

/// Size of the drawing in its own units, which are pixels where it is shown as it is.
const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 32.0;
/// Least height of a bar of which there is anything at all.
const LEAST: f64 = 1.5;

/// Draws a bar for each of `counts`; `spoken` says the same in words.
#[must_use]
pub fn sketch(counts: &[u64], spoken: &str) -> String {
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as f64;
    let step = WIDTH / counts.len().max(1) as f64;
    let gap = if step > 4.0 { 1.0 } else { 0.0 };
    let mut svg = String::with_capacity(300 + 20 * counts.len());
    add!(
        svg,
        "<svg class=\"sketch\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\"><path d=\"",
        Escaped(spoken)
    );
    for (index, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let height = (count as f64 / most * (HEIGHT - 1.0)).max(LEAST);
        let left = index as f64 * step;
        add!(
            svg,
            "M{} {HEIGHT}v-{}h{}v{}z",
            Place(left),
            Place(height),
            Place(step - gap),
            Place(height)
        );
    }
    add!(svg, "\"/><line x1=\"0\" x2=\"{WIDTH}\" y1=\"{HEIGHT}\" y2=\"{HEIGHT}\"/></svg>");
    svg
}
