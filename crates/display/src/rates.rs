//! Box plots of throughput against batch size, both axes logarithmic.
//!
//! A box spans the quartiles, the line across it is the median, the whiskers reach the slowest and
//! the fastest repeat. Horizontal places are percentages, so that a panel fills any width while
//! its text keeps its size. Each series has a look of its own, by colour and by the dashes of the
//! line between its medians.

use faircat_text::Escaped;

use crate::svg::add;

/// Height of the field, and of the axis below it, in pixels.
const FIELD: f64 = 280.0;
const AXIS: f64 = 28.0;
const TOP: f64 = 12.0;
/// Where the smallest and the largest batch stand, in percent of the width; a panel with many
/// series begins and ends further in, for the boxes at one batch stand beside each other.
const LEFT: f64 = 16.0;
const RIGHT: f64 = 95.0;
/// Largest distance between neighbouring boxes, and what the ticks of the rates take, in percent.
const STEP: f64 = 3.6;
const TICKS: f64 = 8.0;
/// Looks that the style sheet knows.
const LOOKS: usize = 6;

/// Repeats of one measurement, in items per second.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Items in one batch.
    pub batch: usize,
    pub minimum: f64,
    pub quartile_1: f64,
    pub median: f64,
    pub quartile_3: f64,
    pub maximum: f64,
}

/// One engine and form.
#[derive(Clone, Debug)]
pub struct Series {
    /// The same number looks the same in every panel.
    pub look: usize,
    pub label: String,
    pub boxes: Vec<Summary>,
}

/// One device with one number of threads.
#[derive(Clone, Debug)]
pub struct Panel {
    pub title: String,
    pub series: Vec<Series>,
}

/// The panels, drawn to the same scales.
#[derive(Clone, Debug)]
pub struct Plot {
    pub panels: Vec<Drawing>,
    /// Class and label of each look.
    pub legend: Vec<(String, String)>,
}

/// One panel as it is drawn.
#[derive(Clone, Debug)]
pub struct Drawing {
    pub title: String,
    pub svg: String,
}

/// Draws `panels`; `None` where there is nothing that a logarithmic axis could show.
#[must_use]
pub fn plot(panels: &[Panel]) -> Option<Plot> {
    let scales = Scales::of(panels)?;
    let mut looks: Vec<(usize, String)> = panels
        .iter()
        .flat_map(|panel| &panel.series)
        .map(|series| (series.look, series.label.clone()))
        .collect();
    looks.sort();
    looks.dedup();
    let drawings = panels
        .iter()
        .map(|panel| Drawing { title: panel.title.clone(), svg: draw(panel, &scales) })
        .collect();
    let legend = looks.into_iter().map(|(look, label)| (class(look), label)).collect();
    Some(Plot { panels: drawings, legend })
}

fn class(look: usize) -> String {
    format!("look-{}", look % LOOKS + 1)
}

fn draw(panel: &Panel, scales: &Scales) -> String {
    let height = TOP + FIELD + AXIS;
    let mut svg = String::with_capacity(8000);
    add!(
        svg,
        "<svg class=\"chart boxes\" width=\"100%\" height=\"{height}\" role=\"img\" aria-label=\"{}\">",
        Escaped(&spoken(panel))
    );
    draw_axes(&mut svg, scales);
    let step = scales.step(panel.series.len());
    for (index, series) in panel.series.iter().enumerate() {
        let shift = (index as f64 - (panel.series.len() - 1) as f64 / 2.0) * step;
        draw_series(&mut svg, scales, series, shift, step * 0.8);
    }
    svg.push_str("</svg>");
    svg
}

/// The panel in sentences, for those who do not see it.
fn spoken(panel: &Panel) -> String {
    let mut text = format!("Items per second against batch size, {}.", panel.title);
    for series in &panel.series {
        add!(text, " {}:", series.label);
        for one in &series.boxes {
            add!(text, " {:.0} at batch {},", one.median, one.batch);
        }
        text.pop();
        text.push('.');
    }
    text
}

fn draw_axes(svg: &mut String, scales: &Scales) {
    let bottom = TOP + FIELD;
    for tick in &scales.rates {
        let y = scales.y(*tick);
        add!(
            svg,
            "<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text class=\"tick\" x=\"0\" y=\"{:.1}\">{}</text>",
            y - 4.0,
            short(*tick)
        );
    }
    let mut last = f64::NEG_INFINITY;
    for batch in &scales.batches {
        let x = scales.x(*batch);
        add!(
            svg,
            "<line class=\"notch\" x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"{bottom}\" y2=\"{}\"/>",
            bottom + 5.0
        );
        // Labels that would run into each other are left out.
        if x - last >= 8.0 {
            last = x;
            add!(
                svg,
                "<text class=\"tick\" x=\"{x:.2}%\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                bottom + 19.0,
                batch
            );
        }
    }
}

fn draw_series(svg: &mut String, scales: &Scales, series: &Series, shift: f64, width: f64) {
    add!(svg, "<g class=\"{}\">", class(series.look));
    for pair in series.boxes.windows(2) {
        add!(
            svg,
            "<line class=\"path\" x1=\"{:.2}%\" x2=\"{:.2}%\" y1=\"{:.1}\" y2=\"{:.1}\"/>",
            scales.x(pair[0].batch) + shift,
            scales.x(pair[1].batch) + shift,
            scales.y(pair[0].median),
            scales.y(pair[1].median)
        );
    }
    for one in &series.boxes {
        draw_box(svg, scales, one, scales.x(one.batch) + shift, width);
    }
    svg.push_str("</g>");
}

fn draw_box(svg: &mut String, scales: &Scales, one: &Summary, x: f64, width: f64) {
    let (left, right) = (x - width / 2.0, x + width / 2.0);
    let (low, high) = (scales.y(one.minimum), scales.y(one.maximum));
    let (bottom, top) = (scales.y(one.quartile_1), scales.y(one.quartile_3));
    let median = scales.y(one.median);
    let cap = width / 4.0;
    add!(
        svg,
        "<line class=\"whisker\" x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"{high:.1}\" y2=\"{low:.1}\"/>\
         <line class=\"whisker\" x1=\"{a:.2}%\" x2=\"{b:.2}%\" y1=\"{high:.1}\" y2=\"{high:.1}\"/>\
         <line class=\"whisker\" x1=\"{a:.2}%\" x2=\"{b:.2}%\" y1=\"{low:.1}\" y2=\"{low:.1}\"/>\
         <rect class=\"box\" x=\"{left:.2}%\" width=\"{width:.2}%\" y=\"{top:.1}\" height=\"{:.1}\"/>\
         <line class=\"median\" x1=\"{left:.2}%\" x2=\"{right:.2}%\" y1=\"{median:.1}\" y2=\"{median:.1}\"/>",
        (bottom - top).max(1.0),
        a = x - cap,
        b = x + cap,
    );
}

/// From batches and rates to places.
struct Scales {
    batches: Vec<usize>,
    /// Places of the first and the last batch.
    left: f64,
    right: f64,
    /// The ticks, the first and the last of which bound the field.
    rates: Vec<f64>,
}

impl Scales {
    fn of(panels: &[Panel]) -> Option<Scales> {
        let boxes = || panels.iter().flat_map(|panel| &panel.series).flat_map(|it| &it.boxes);
        let numbers = boxes()
            .flat_map(|it| [it.minimum, it.quartile_1, it.median, it.quartile_3, it.maximum]);
        let (mut low, mut high) = (f64::INFINITY, 0.0f64);
        for number in numbers {
            if !number.is_normal() || number < 0.0 {
                return None;
            }
            (low, high) = (low.min(number), high.max(number));
        }
        let mut batches: Vec<usize> = boxes().map(|one| one.batch).collect();
        batches.sort_unstable();
        batches.dedup();
        let first = batches.first().copied()?;
        let rates = ticks(low, high);
        let series = panels.iter().map(|panel| panel.series.len()).max().unwrap_or(1);
        let half = STEP * series.min(12) as f64 / 2.0;
        let (left, right) = (LEFT.max(TICKS + half), RIGHT.min(100.0 - half));
        (first > 0 && rates.len() >= 2).then_some(Scales { batches, left, right, rates })
    }

    /// Place of a batch in percent of the width.
    fn x(&self, batch: usize) -> f64 {
        let log = |batch: usize| (batch as f64).ln();
        let (first, last) = (self.batches[0], self.batches[self.batches.len() - 1]);
        if first == last {
            return (self.left + self.right) / 2.0;
        }
        let share = (log(batch) - log(first)) / (log(last) - log(first));
        self.left + share * (self.right - self.left)
    }

    /// Place of a rate in pixels from the top.
    fn y(&self, rate: f64) -> f64 {
        let (low, high) = (self.rates[0].ln(), self.rates[self.rates.len() - 1].ln());
        TOP + (high - rate.ln()) / (high - low) * FIELD
    }

    /// Distance in percent between the boxes of neighbouring series at one batch.
    fn step(&self, series: usize) -> f64 {
        let places: Vec<f64> = self.batches.iter().map(|batch| self.x(*batch)).collect();
        let gap = places.windows(2).map(|pair| pair[1] - pair[0]).fold(20.0, f64::min);
        (gap * 0.8 / series.max(1) as f64).min(STEP)
    }
}

/// Round numbers from the last at or below `low` to the first at or above `high`: powers of ten,
/// with their doubles and halves where few powers are between.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let decades = high.log10() - low.log10();
    let factors: &[f64] = if decades > 2.5 { &[1.0] } else { &[1.0, 2.0, 5.0] };
    let first = low.log10().floor() as i32;
    let last = high.log10().ceil() as i32;
    let round: Vec<f64> = (first..=last)
        .flat_map(|power| factors.iter().map(move |factor| factor * 10f64.powi(power)))
        .collect();
    let from = round.iter().rposition(|tick| *tick <= low).unwrap_or(0);
    let to = round.iter().position(|tick| *tick >= high).unwrap_or(round.len() - 1);
    round[from..=to.max(from)].to_vec()
}

/// `2k` for 2000.
fn short(tick: f64) -> String {
    match tick {
        tick if tick >= 1e6 => format!("{}M", tick / 1e6),
        tick if tick >= 1e3 => format!("{}k", tick / 1e3),
        tick => format!("{}", (tick * 1e6).round() / 1e6),
    }
}

#[cfg(test)]
mod tests;
