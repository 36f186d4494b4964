//! How fast a model runs: measurements as a chart and as a table.

use serde::Serialize;

use super::box_plot::{Panel, Plot, Series, Summary, plot};
use super::verification::{OriginView, name};
use crate::evidence::Evidence;
use crate::evidence::throughput::{Measurement, Throughput};
use crate::evidence::verification::Machine;
use crate::pages::filters;

/// The measurements of a model.
#[derive(Serialize)]
pub(super) struct ThroughputView<'a> {
    pub date: &'a str,
    pub faircat: &'a str,
    pub machine: &'a Machine,
    /// Who measured.
    pub origin: OriginView,
    /// Whether it is known which file was measured.
    pub names_file: bool,
    /// The command that measures the model.
    pub command: String,
    /// Engines with their versions, each once.
    pub engines: Vec<String>,
    /// Repeats of each measurement, where all have the same number.
    pub repeats: Option<usize>,
    pub fastest: Option<FastestView<'a>>,
    pub plot: Option<Plot>,
    pub rows: Vec<RowView<'a>>,
    pub has_memory: bool,
    pub has_utilisation: bool,
}

/// The measurement with the highest median.
#[derive(Serialize)]
pub(super) struct FastestView<'a> {
    pub rate: String,
    pub engine: &'static str,
    pub measurement: &'a Measurement,
}

/// One measurement, in the digits that people read.
#[derive(Serialize)]
pub(super) struct RowView<'a> {
    pub engine: &'static str,
    pub measurement: &'a Measurement,
    pub median: String,
    pub quartiles: String,
    pub extremes: String,
    pub latency_median: String,
    pub latency_quantile_95: String,
    pub utilisation: Option<String>,
}

/// `None` where nothing was measured.
pub(super) fn view<'a>(evidence: &'a Evidence, slug: &str) -> Option<ThroughputView<'a>> {
    let throughput: Option<&Throughput> = evidence.throughput.as_deref();
    let throughput = throughput.filter(|it| !it.measurements.is_empty())?;
    let measured = &throughput.measurements;
    let mut engines: Vec<String> = Vec::new();
    for one in measured {
        let line = format!("{} {}", name(&one.engine), one.version);
        if !engines.contains(&line) {
            engines.push(line);
        }
    }
    let repeats = measured[0].repeats;
    Some(ThroughputView {
        date: &throughput.date,
        faircat: &throughput.faircat,
        machine: &throughput.machine,
        origin: OriginView {
            name: evidence.measured_by.name(),
            words: evidence.measured_by.of_measurements(&throughput.date),
        },
        names_file: measured.iter().all(|one| one.sha256.is_some()),
        command: format!("faircat bench {slug}"),
        engines,
        repeats: measured.iter().all(|one| one.repeats == repeats).then_some(repeats),
        fastest: fastest(measured),
        plot: plot(&panels(measured)),
        rows: measured.iter().map(row).collect(),
        has_memory: measured.iter().any(|one| one.peak_memory.is_some()),
        has_utilisation: measured.iter().any(|one| one.device_utilisation.is_some()),
    })
}

fn fastest(measured: &[Measurement]) -> Option<FastestView<'_>> {
    let best =
        measured.iter().max_by(|a, b| a.throughput_median.total_cmp(&b.throughput_median))?;
    Some(FastestView {
        rate: rate(best.throughput_median),
        engine: name(&best.engine),
        measurement: best,
    })
}

fn row(one: &Measurement) -> RowView<'_> {
    RowView {
        engine: name(&one.engine),
        measurement: one,
        median: rate(one.throughput_median),
        quartiles: between(one.throughput_quartile_1, one.throughput_quartile_3),
        extremes: between(one.throughput_minimum, one.throughput_maximum),
        latency_median: time(one.latency_median),
        latency_quantile_95: time(one.latency_quantile_95),
        utilisation: one.device_utilisation.map(|share| format!("{share:.0} %")),
    }
}

fn between(low: f64, high: f64) -> String {
    format!("{} to {}", rate(low), rate(high))
}

/// Items per second, in about four digits.
fn rate(value: f64) -> String {
    match value {
        value if value >= 1000.0 => filters::number(value.round() as u64),
        value if value >= 100.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

/// Seconds in the unit that fits.
fn time(seconds: f64) -> String {
    match seconds {
        seconds if seconds >= 1.0 => format!("{seconds:.2}\u{a0}s"),
        seconds if seconds >= 1e-3 => format!("{:.2}\u{a0}ms", seconds * 1e3),
        seconds => format!("{:.1}\u{a0}µs", seconds * 1e6),
    }
}

/// A panel for each device and number of threads.
fn panels(measured: &[Measurement]) -> Vec<Panel> {
    let kinds = kinds(measured);
    let mut panels: Vec<(String, Panel)> = Vec::new();
    for one in measured {
        let threads = if one.threads == 1 { "thread" } else { "threads" };
        let device = if one.device == "cuda" { "GPU (CUDA)" } else { "CPU" };
        let title = format!("{device}, {} {threads}", one.threads);
        let place = match panels.iter().position(|(known, _)| *known == title) {
            Some(place) => place,
            None => {
                let panel = Panel { title: title.clone(), series: Vec::new() };
                panels.push((title, panel));
                panels.len() - 1
            }
        };
        add(&mut panels[place].1, &kinds, one);
    }
    panels.into_iter().map(|(_, panel)| panel).collect()
}

/// Engine and form of every measurement, each once, so that they look alike in every panel.
fn kinds(measured: &[Measurement]) -> Vec<(&str, Option<&str>)> {
    let mut kinds: Vec<(&str, Option<&str>)> =
        measured.iter().map(|one| (one.engine.as_str(), one.form.as_deref())).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn add(panel: &mut Panel, kinds: &[(&str, Option<&str>)], one: &Measurement) {
    let kind = (one.engine.as_str(), one.form.as_deref());
    let look = kinds.iter().position(|known| *known == kind).unwrap_or_default();
    let place = match panel.series.iter().position(|series| series.look == look) {
        Some(place) => place,
        None => {
            let form = one.form.as_deref().map(|form| format!(", {form}"));
            let label = format!("{}{}", name(&one.engine), form.unwrap_or_default());
            panel.series.push(Series { look, label, boxes: Vec::new() });
            panel.series.len() - 1
        }
    };
    panel.series[place].boxes.push(Summary {
        batch: one.batch,
        minimum: one.throughput_minimum,
        quartile_1: one.throughput_quartile_1,
        median: one.throughput_median,
        quartile_3: one.throughput_quartile_3,
        maximum: one.throughput_maximum,
    });
}
