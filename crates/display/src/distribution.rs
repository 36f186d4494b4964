//! How a score, or an error, is distributed over a control set.
//!
//! Places across are percentages of the width, so that the picture fills any width while its
//! texts keep their size.

use faircat_text::Escaped;

use crate::svg::{Digits, Place, add, round_up};

/// Height of the whole, and of what stands above the axis, in pixels.
const HEIGHT: f64 = 190.0;
const FLOOR: f64 = 160.0;
/// Room above the highest bar.
const TOP: f64 = 14.0;
/// Where the lowest and the highest value stand, in percent of the width; counts of four digits find
/// room beside the highest on a phone.
const LEFT: f64 = 4.0;
const RIGHT: f64 = 86.0;

/// Counts in bins, for one class or several.
#[derive(Clone, Copy, Debug)]
pub struct Histogram<'a> {
    /// What is counted by, as `Probability of Hbb`.
    pub quantity: &'a str,
    /// Edges of the bins, ascending; one more than there are bins.
    pub edges: &'a [f64],
    pub series: &'a [Series<'a>],
    /// Where the decision falls.
    pub threshold: Option<f64>,
}

/// The counts of one class.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    pub name: &'a str,
    pub counts: &'a [u64],
}

/// Draws one outline a class, with the counts on a logarithmic scale.
///
/// A page that wants to mark the value `v` sets `x1` and `x2` of the hidden line `.marker` to
/// `left + (v - low) / (high - low) * (right - left)` percent, where the four are the `data-`
/// attributes of the picture, and takes its `visibility` away.
#[must_use]
pub fn score_distribution(histogram: &Histogram) -> String {
    let edges = histogram.edges;
    let (low, high) = match (edges.first(), edges.last()) {
        (Some(&low), Some(&high)) if low.is_finite() && high.is_finite() => (low, high),
        _ => (0.0, 1.0),
    };
    let most = histogram.series.iter().flat_map(|it| it.counts).copied().max().unwrap_or(0).max(1);
    let mut svg = String::with_capacity(2400);
    add!(
        svg,
        "<svg class=\"chart histogram\" width=\"100%\" height=\"{HEIGHT}\" role=\"img\" \
         aria-label=\"{}\" data-low=\"{low}\" data-high=\"{high}\" data-left=\"{LEFT}\" \
         data-right=\"{RIGHT}\">",
        Escaped(&spoken(histogram, low, high))
    );
    grid(&mut svg, low, high, most);
    // A drawing of its own, stretched to the width: lines keep theirs.
    add!(
        svg,
        "<svg x=\"{LEFT}%\" y=\"{TOP}\" width=\"{}%\" height=\"{}\" viewBox=\"0 0 1000 1000\" \
         preserveAspectRatio=\"none\" overflow=\"visible\">",
        RIGHT - LEFT,
        FLOOR - TOP
    );
    for (index, series) in histogram.series.iter().enumerate() {
        outline(&mut svg, index, edges, series.counts, most);
    }
    svg.push_str("</svg>");
    if let Some(threshold) = histogram.threshold {
        let x = across(threshold, low, high);
        add!(
            svg,
            "<line class=\"threshold\" x1=\"{x}%\" x2=\"{x}%\" y1=\"{TOP}\" y2=\"{FLOOR}\"/>\
             <text class=\"tick\" x=\"{x}%\" y=\"10\" text-anchor=\"middle\">threshold {}</text>",
            Digits(threshold)
        );
    }
    add!(
        svg,
        "<line class=\"marker\" x1=\"0%\" x2=\"0%\" y1=\"{}\" y2=\"{}\" visibility=\"hidden\"/></svg>",
        TOP - 4.0,
        FLOOR + 4.0
    );
    svg
}

fn spoken(histogram: &Histogram, low: f64, high: f64) -> String {
    let mut text = format!("{} from {} to {}:", histogram.quantity, Digits(low), Digits(high));
    for series in histogram.series {
        add!(text, " {} {} items", series.name, sum(series.counts.iter()));
        if let Some(threshold) = histogram.threshold {
            let bins = histogram.edges.iter().zip(series.counts);
            let above = bins.filter(|(edge, _)| **edge >= threshold - 1e-9).map(|(_, count)| count);
            add!(text, ", {} at or above {}", sum(above), Digits(threshold));
        }
        text.push(';');
    }
    text.pop();
    text.push('.');
    text
}

fn sum<'a>(counts: impl Iterator<Item = &'a u64>) -> u64 {
    counts.fold(0, |all, count| all.saturating_add(*count))
}

fn across(value: f64, low: f64, high: f64) -> Place {
    Place(LEFT + (value - low) / (high - low) * (RIGHT - LEFT))
}

/// Share of the height at which a count stands; none is on the floor and one just above it.
fn height(count: u64, most: u64) -> f64 {
    (1.0 + count as f64).ln() / (1.0 + most as f64).ln()
}

fn grid(svg: &mut String, low: f64, high: f64, most: u64) {
    let mut count = 1u64;
    while count <= most {
        let y = FLOOR - height(count, most) * (FLOOR - TOP);
        add!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}%\" x2=\"{RIGHT}%\" y1=\"{y}\" y2=\"{y}\"/>\
             <text class=\"tick\" x=\"{RIGHT}%\" dx=\"4\" y=\"{}\">{count}</text>",
            Place(y + 4.0),
            y = Place(y)
        );
        count = count.saturating_mul(10);
    }
    let step = round_up((high - low) / 5.0);
    let ticks = ((high - low) / step + 1e-9).floor().clamp(0.0, 10.0) as usize;
    for tick in (0..=ticks).map(|index| low + index as f64 * step) {
        add!(
            svg,
            "<text class=\"tick\" x=\"{}%\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            across(tick, low, high),
            FLOOR + 18.0,
            Digits((tick / step).round() * step)
        );
    }
}

fn outline(svg: &mut String, index: usize, edges: &[f64], counts: &[u64], most: u64) {
    let bins = counts.len().min(edges.len().saturating_sub(1)).max(1) as f64;
    let mut steps = String::from("M0 1000");
    for (bin, &count) in counts.iter().enumerate() {
        let y = 1000.0 - 1000.0 * height(count, most);
        add!(steps, "V{}H{}", Place(y), Place(1000.0 * (bin as f64 + 1.0) / bins));
    }
    steps.push_str("V1000");
    // The area and its outline: colour alone does not tell the classes apart.
    add!(
        svg,
        "<path class=\"area look-{look}\" d=\"{steps}Z\"/>\
         <path class=\"outline look-{look}\" d=\"{steps}\" vector-effect=\"non-scaling-stroke\"/>",
        look = index % 6 + 1
    );
}
