//! Evaluations as pictures: for each metric with several values, a row per value on one axis.
//!
//! Horizontal places are percentages, so a chart fills any width while its text keeps its size.

use std::fmt::Write as _;

use faircat_display::Scale;
use faircat_inference::figures::with_uncertainty;
use faircat_text::escape;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Html;

/// Height of a row, of one whose value stands below its label, and of the axis, in pixels.
const ROW: f64 = 38.0;
const TALL_ROW: f64 = 54.0;
const AXIS: f64 = 26.0;
/// Letters of a label and a value that find room beside each other, on a phone too.
const LINE: usize = 42;
/// Where the lowest and the highest value stand, in percent of the width.
const LEFT: f64 = 3.0;
const RIGHT: f64 = 97.0;
/// Values beyond this number are left to the table.
const MOST_ROWS: usize = 14;

/// One value of a metric.
#[derive(Clone, Debug)]
pub struct Bar<'a> {
    /// What tells this value from its neighbours.
    pub label: String,
    pub value: f64,
    /// One standard deviation.
    pub uncertainty: Option<f64>,
    pub unit: Option<&'a str>,
}

/// The values of one metric.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Chart {
    pub metric: String,
    pub unit: Option<String>,
    pub svg: Html,
    /// Values that only the table shows.
    pub more: usize,
}

/// Draws `bars`; `None` where fewer than two values, or values that are no numbers, make a picture
/// pointless.
pub fn chart(metric: &str, bars: &[Bar]) -> Option<Chart> {
    let more = bars.len().saturating_sub(MOST_ROWS);
    let bars = &bars[..bars.len() - more];
    if bars.len() < 2 || bars.iter().any(|bar| !bar.value.is_finite()) {
        return None;
    }
    let scale = Scale::of(bars.iter().map(|bar| (bar.value, bar.uncertainty)))?;
    let values = values(bars);
    let lengths = bars.iter().zip(&values);
    let is_tall = lengths
        .map(|(bar, value)| bar.label.chars().count() + value.chars().count())
        .any(|length| length > LINE);
    let row = if is_tall { TALL_ROW } else { ROW };
    let height = row * bars.len() as f64 + AXIS;
    let mut svg = String::with_capacity(400 * bars.len() + 800);
    let _ = write!(
        svg,
        "<svg class=\"chart\" width=\"100%\" height=\"{height}\" role=\"img\" aria-label=\"{}\">",
        escape(&spoken(metric, bars, &values))
    );
    draw_axis(&mut svg, &scale, height);
    for (index, bar) in bars.iter().enumerate() {
        draw_bar(&mut svg, &scale, (bar, &values[index]), index as f64 * row, row);
    }
    svg.push_str("</svg>");
    let unit = bars[0].unit.map(str::to_owned);
    Some(Chart { metric: metric.to_owned(), unit, svg: Html::from_trusted(svg), more })
}

/// The chart in a sentence, for those who do not see it.
fn spoken(metric: &str, bars: &[Bar], values: &[String]) -> String {
    let mut text = format!("{metric}:");
    for (bar, value) in bars.iter().zip(values) {
        let _ = write!(text, " {} {value};", bar.label);
    }
    text.pop();
    text
}

fn draw_axis(svg: &mut String, scale: &Scale, height: f64) {
    let bottom = height - AXIS;
    for tick in scale.ticks() {
        let x = place(scale, tick);
        let anchor = match x {
            x if x < 12.0 => "start",
            x if x > 88.0 => "end",
            _ => "middle",
        };
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"0\" y2=\"{bottom}\"/>\
             <text class=\"tick\" x=\"{x:.2}%\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            bottom + 17.0,
            scale.write(tick)
        );
    }
}

/// The values with their uncertainties; where none has one, all with the same decimals.
fn values(bars: &[Bar]) -> Vec<String> {
    let written: Vec<String> =
        bars.iter().map(|bar| with_uncertainty(bar.value, bar.uncertainty)).collect();
    let is_decimal = |text: &String| text.chars().all(|it| matches!(it, '0'..='9' | '.' | '-'));
    let written =
        if bars.iter().all(|bar| bar.uncertainty.is_none()) && written.iter().all(is_decimal) {
            let decimals = |text: &String| text.split_once('.').map_or(0, |(_, after)| after.len());
            let most = written.iter().map(decimals).max().unwrap_or(0);
            bars.iter().map(|bar| format!("{:.most$}", bar.value)).collect()
        } else {
            written
        };
    written.iter().map(|text| with_minus(text)).collect()
}

/// A figure as pages show it, with the sign of mathematics.
pub(super) fn with_minus(figure: &str) -> String {
    figure.replace('-', "−")
}

/// The value stands at the end of the row, above the rail; below the label where rows are tall.
fn draw_bar(svg: &mut String, scale: &Scale, (bar, value): (&Bar, &str), top: f64, row: f64) {
    let (x, y) = (place(scale, bar.value), top + row - 10.0);
    let _ = write!(
        svg,
        "<text class=\"label\" x=\"0\" y=\"{}\">{}</text>\
         <text class=\"value\" x=\"100%\" y=\"{}\" text-anchor=\"end\">{}</text>\
         <line class=\"rail\" x1=\"{LEFT}%\" x2=\"{RIGHT}%\" y1=\"{y}\" y2=\"{y}\"/>",
        top + 15.0,
        escape(&bar.label),
        y - 13.0,
        value,
    );
    if let Some(uncertainty) = bar.uncertainty.filter(|size| size.is_finite() && *size > 0.0) {
        let (low, high) =
            (place(scale, bar.value - uncertainty), place(scale, bar.value + uncertainty));
        let (above, below) = (y - 5.0, y + 5.0);
        let _ = write!(
            svg,
            "<line class=\"error\" x1=\"{low:.2}%\" x2=\"{high:.2}%\" y1=\"{y}\" y2=\"{y}\"/>\
             <line class=\"error\" x1=\"{low:.2}%\" x2=\"{low:.2}%\" y1=\"{above}\" y2=\"{below}\"/>\
             <line class=\"error\" x1=\"{high:.2}%\" x2=\"{high:.2}%\" y1=\"{above}\" y2=\"{below}\"/>"
        );
    }
    let _ = write!(svg, "<circle class=\"dot\" cx=\"{x:.2}%\" cy=\"{y}\" r=\"4.5\"/>");
}

/// Where a value stands, in percent of the width.
fn place(scale: &Scale, value: f64) -> f64 {
    LEFT + scale.share(value) * (RIGHT - LEFT)
}
