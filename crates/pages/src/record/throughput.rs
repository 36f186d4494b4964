//! How fast a model runs: measurements as a chart and as a table.

use faircat_display::rates::{self, Panel, Series, Summary};
use faircat_inference::figures::{count, duration, rate, width};
use schemars::JsonSchema;
use serde::Serialize;

use crate::template_variables::Anything;

use super::verification::{OriginView, name};
use crate::Html;
use crate::words::Words;
use faircat_catalog::evidence::Evidence;
use faircat_catalog::evidence::throughput::{Measurement, Throughput};
use faircat_catalog::evidence::verification::Machine;

/// The measurements of a model.
#[derive(JsonSchema, Serialize)]
pub(super) struct ThroughputView<'a> {
    pub date: &'a str,
    pub faircat: &'a str,
    #[schemars(with = "Anything")]
    pub machine: &'a Machine,
    /// Who measured.
    pub origin: OriginView,
    /// Whether it is known which file was measured.
    pub names_file: bool,
    /// The command that measures the model.
    pub command: String,
    /// Engines with their versions, each once.
    pub engines: Vec<String>,
    /// How the work was chosen and what else the machine did, in sentences.
    pub conditions: Vec<String>,
    /// Repeats of each measurement, where all have the same number.
    pub repeats: Option<usize>,
    pub fastest: Option<FastestView<'a>>,
    pub plot: Option<Plot>,
    pub rows: Vec<RowView<'a>>,
    pub has_memory: bool,
    pub has_utilisation: bool,
}

/// The measurement with the highest median.
#[derive(JsonSchema, Serialize)]
pub(super) struct FastestView<'a> {
    pub rate: String,
    pub engine: String,
    #[schemars(with = "Anything")]
    pub measurement: &'a Measurement,
}

/// One measurement, in the digits that people read.
#[derive(JsonSchema, Serialize)]
pub(super) struct RowView<'a> {
    pub engine: String,
    #[schemars(with = "Anything")]
    pub measurement: &'a Measurement,
    pub median: String,
    pub quartiles: String,
    pub extremes: String,
    pub latency_median: String,
    pub latency_quantile_95: String,
    pub utilisation: Option<String>,
}

/// The measurements as box plots.
#[derive(JsonSchema, Serialize)]
pub(super) struct Plot {
    pub panels: Vec<Drawing>,
    /// Class and label of each look.
    pub legend: Vec<(String, String)>,
}

/// One device with one number of threads.
#[derive(JsonSchema, Serialize)]
pub(super) struct Drawing {
    pub title: String,
    pub svg: Html,
}

/// `None` where nothing was measured.
pub(super) fn view<'a>(
    evidence: &'a Evidence,
    slug: &str,
    words: &Words,
) -> Option<ThroughputView<'a>> {
    let throughput: Option<&Throughput> = evidence.throughput.as_deref();
    let throughput = throughput.filter(|it| !it.measurements.is_empty())?;
    let measured = &throughput.measurements;
    let mut engines: Vec<String> = Vec::new();
    for one in measured {
        let line = format!("{} {}", name(&one.engine, words), one.version);
        if !engines.contains(&line) {
            engines.push(line);
        }
    }
    let repeats = measured[0].repeats;
    Some(ThroughputView {
        date: &throughput.date,
        faircat: &throughput.faircat,
        machine: &throughput.machine,
        origin: OriginView::of(&evidence.measured_by),
        names_file: measured.iter().all(|one| one.sha256.is_some()),
        command: format!("faircat bench {slug}"),
        engines,
        conditions: conditions(&throughput.machine, measured, words),
        repeats: measured.iter().all(|one| one.repeats == repeats).then_some(repeats),
        fastest: fastest(measured, words),
        plot: plot(measured, words),
        rows: measured.iter().map(|one| row(one, words)).collect(),
        has_memory: measured.iter().any(|one| one.peak_memory.is_some()),
        has_utilisation: measured.iter().any(|one| one.device_utilisation.is_some()),
    })
}

/// Which items were run, and how busy the machine was otherwise; what was not noted is said too,
/// as figures without it compare with few others.
fn conditions(machine: &Machine, measured: &[Measurement], words: &Words) -> Vec<String> {
    let load = load_before(machine, measured, words);
    let mut unknown = Vec::new();
    if load.is_none() {
        unknown.push(words.word("speed-unknown-load"));
    }
    if machine.instruction_sets.is_empty() {
        unknown.push(words.word("speed-unknown-sets"));
    }
    let say = |what: String| words.say("speed-unknown", &[("what", what.into())]);
    let unknown = (!unknown.is_empty()).then(|| say(unknown.join(", ")));
    [Some(items_run(measured, words)), load, unknown].into_iter().flatten().collect()
}

fn items_run(measured: &[Measurement], words: &Words) -> String {
    let known: Option<Vec<usize>> = measured.iter().map(|one| one.different_items).collect();
    let span = known.as_deref().and_then(|counts| span(counts.iter().copied()));
    match span {
        Some((least, most)) if least == most => words.say("speed-items", &[("count", most.into())]),
        Some((least, most)) => {
            words.say("speed-items-range", &[("least", least.into()), ("most", most.into())])
        }
        None => words.word("speed-items-first"),
    }
}

fn load_before(machine: &Machine, measured: &[Measurement], words: &Words) -> Option<String> {
    let known: Option<Vec<f64>> = measured.iter().map(|one| one.load).collect();
    let (least, most) = span(known?.into_iter())?;
    let processors = count(machine.logical_processors as u64);
    let range = match least == most {
        true => width(most),
        false => from_to(width(least), width(most), words),
    };
    let values = [("range", range.into()), ("processors", processors.into())];
    Some(words.say("speed-load", &values))
}

/// The smallest and the largest.
fn span<T: PartialOrd + Copy>(values: impl Iterator<Item = T>) -> Option<(T, T)> {
    values.fold(None, |span, value| match span {
        None => Some((value, value)),
        Some((low, high)) if value < low => Some((value, high)),
        Some((low, high)) if value > high => Some((low, value)),
        known => known,
    })
}

fn fastest<'a>(measured: &'a [Measurement], words: &Words) -> Option<FastestView<'a>> {
    let best =
        measured.iter().max_by(|a, b| a.throughput_median.total_cmp(&b.throughput_median))?;
    Some(FastestView {
        rate: rate(best.throughput_median),
        engine: name(&best.engine, words),
        measurement: best,
    })
}

fn row<'a>(one: &'a Measurement, words: &Words) -> RowView<'a> {
    RowView {
        engine: name(&one.engine, words),
        measurement: one,
        median: rate(one.throughput_median),
        quartiles: between(one.throughput_quartile_1, one.throughput_quartile_3, words),
        extremes: between(one.throughput_minimum, one.throughput_maximum, words),
        latency_median: duration(one.latency_median),
        latency_quantile_95: duration(one.latency_quantile_95),
        utilisation: one.device_utilisation.map(|share| format!("{share:.0} %")),
    }
}

fn between(low: f64, high: f64, words: &Words) -> String {
    from_to(rate(low), rate(high), words)
}

fn from_to(low: String, high: String, words: &Words) -> String {
    words.say("speed-to", &[("low", low.into()), ("high", high.into())])
}

/// The panels to the same scales; `None` where nothing can be drawn.
fn plot(measured: &[Measurement], words: &Words) -> Option<Plot> {
    let drawn = rates::plot(&panels(measured, words))?;
    let panels = drawn.panels.into_iter();
    Some(Plot {
        panels: panels
            .map(|it| Drawing { title: it.title, svg: Html::from_trusted(it.svg) })
            .collect(),
        legend: drawn.legend,
    })
}

/// A panel for each device and number of threads.
fn panels(measured: &[Measurement], words: &Words) -> Vec<Panel> {
    let kinds = kinds(measured);
    let mut panels: Vec<(String, Panel)> = Vec::new();
    for one in measured {
        let device = if one.device == "cuda" { "GPU (CUDA)" } else { "CPU" };
        let values = [("device", device.into()), ("count", one.threads.into())];
        let title = words.say("speed-panel", &values);
        let place = match panels.iter().position(|(known, _)| *known == title) {
            Some(place) => place,
            None => {
                let panel = Panel { title: title.clone(), series: Vec::new() };
                panels.push((title, panel));
                panels.len() - 1
            }
        };
        add(&mut panels[place].1, &kinds, one, words);
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

fn add(panel: &mut Panel, kinds: &[(&str, Option<&str>)], one: &Measurement, words: &Words) {
    let kind = (one.engine.as_str(), one.form.as_deref());
    let look = kinds.iter().position(|known| *known == kind).unwrap_or_default();
    let place = match panel.series.iter().position(|series| series.look == look) {
        Some(place) => place,
        None => {
            let form = one.form.as_deref().map(|form| format!(", {form}"));
            let label = format!("{}{}", name(&one.engine, words), form.unwrap_or_default());
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

#[cfg(test)]
mod tests;
