//! A Bragg peak: a small square image, the predicted and the true position.

use faircat_text::Escaped;

use crate::Detail;
use crate::svg::{Digits, Place, add};

/// Width of a pixel in the picture's own units.
const CELL: f64 = 22.0;
/// Room for the numbers of rows and columns.
const MARGIN: f64 = 20.0;

/// An image with positions, which are (column, row) in pixels from the centre of the first one.
#[derive(Clone, Copy, Debug)]
pub struct Peak<'a> {
    /// What the picture is called.
    pub title: &'a str,
    /// Row by row; a square.
    pub image: &'a [f32],
    pub predicted: Option<(f64, f64)>,
    pub truth: Option<(f64, f64)>,
}

/// Draws the image, the stronger the darker, with a cross at the predicted and a ring at the true
/// position.
#[must_use]
pub fn peak(peak: &Peak, detail: Detail) -> String {
    let side = (peak.image.len() as f64).sqrt().floor() as usize;
    let margin = if detail.has_texts() { MARGIN } else { 0.0 };
    let size = side as f64 * CELL + margin;
    let mut svg = String::with_capacity(90 * peak.image.len() + 1200);
    add!(
        svg,
        "<svg class=\"peak-view\" viewBox=\"{} 0 {} {}\" role=\"{}\" aria-label=\"{}\">",
        -margin,
        size,
        size,
        detail.role(),
        Escaped(&spoken(peak, side))
    );
    pixels(&mut svg, peak.image, side, detail);
    if detail.has_texts() {
        numbers(&mut svg, side);
    }
    let edge = side as f64 * CELL;
    add!(svg, "<rect class=\"frame\" width=\"{edge}\" height=\"{edge}\"/>");
    let at = |(column, row): (f64, f64)| {
        let within = |value: f64| ((value + 0.5) * CELL).clamp(0.0, edge);
        (within(column), within(row))
    };
    if let Some((x, y)) = peak.truth.map(at) {
        for class in ["truth under", "truth"] {
            add!(
                svg,
                "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"9\"/>",
                Place(x),
                Place(y)
            );
        }
    }
    if let Some((x, y)) = peak.predicted.map(at) {
        for class in ["predicted under", "predicted"] {
            add!(
                svg,
                "<path class=\"{class}\" d=\"M{} {}h18m-9 -9v18\"/>",
                Place(x - 9.0),
                Place(y)
            );
        }
    }
    svg.push_str("</svg>");
    svg
}

fn spoken(peak: &Peak, side: usize) -> String {
    let mut text = format!("{}: an image of {side} × {side} pixels", peak.title);
    let position =
        |(column, row): (f64, f64)| format!("column {}, row {}", Digits(column), Digits(row));
    if let Some(at) = peak.predicted {
        add!(text, "; predicted position {}", position(at));
    }
    if let Some(at) = peak.truth {
        add!(text, "; true position {}", position(at));
    }
    text.push('.');
    text
}

fn pixels(svg: &mut String, image: &[f32], side: usize, detail: Detail) {
    let image = &image[..side * side];
    let finite = || image.iter().copied().filter(|value| value.is_finite());
    let low = finite().fold(f32::INFINITY, f32::min);
    let high = finite().fold(f32::NEG_INFINITY, f32::max);
    for (index, &value) in image.iter().enumerate() {
        let share = f64::from((value - low) / (high - low));
        let share = if share.is_finite() { (share * 100.0).round() / 100.0 } else { 0.0 };
        if share == 0.0 && !detail.is_interactive() {
            continue;
        }
        add!(
            svg,
            "<rect class=\"pixel\" x=\"{}\" y=\"{}\" width=\"{CELL}\" height=\"{CELL}\" \
             fill-opacity=\"{share}\"",
            Place((index % side) as f64 * CELL),
            Place((index / side) as f64 * CELL),
        );
        if detail.is_interactive() {
            add!(svg, " data-pixel=\"{index}\"");
        }
        svg.push_str("/>");
    }
}

fn numbers(svg: &mut String, side: usize) {
    let edge = side as f64 * CELL;
    for index in (0..side).step_by(5) {
        let at = (index as f64 + 0.5) * CELL;
        add!(
            svg,
            "<text class=\"tick\" x=\"-6\" y=\"{}\" text-anchor=\"end\">{index}</text>\
             <text class=\"tick\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{index}</text>",
            Place(at + 4.0),
            Place(at),
            edge + 15.0
        );
    }
}
