//! How fast a model runs: measurements as a chart and as a table.

use faircat_display::rates::{self, Panel, Series, Summary};
use faircat_inference::figures::{count, counted, duration, noun, rate, width};
use serde::Serialize;

use super::verification::{OriginView, name};
use crate::Html;
use faircat_catalog::evidence::Evidence;
use faircat_catalog::evidence::throughput::{Measurement, Throughput};
use faircat_catalog::evidence::verification::Machine;

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

/// The measurements as box plots.
#[derive(Serialize)]
pub(super) struct Plot {
    pub panels: Vec<Drawing>,
    /// Class and label of each look.
    pub legend: Vec<(String, String)>,
}

/// One device with one number of threads.
#[derive(Serialize)]
pub(super) struct Drawing {
    pub title: String,
    pub svg: Html,
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
        conditions: conditions(&throughput.machine, measured),
        repeats: measured.iter().all(|one| one.repeats == repeats).then_some(repeats),
        fastest: fastest(measured),
        plot: plot(measured),
        rows: measured.iter().map(row).collect(),
        has_memory: measured.iter().any(|one| one.peak_memory.is_some()),
        has_utilisation: measured.iter().any(|one| one.device_utilisation.is_some()),
    })
}

/// Which items were run, and how busy the machine was otherwise; what was not noted is said too,
/// as figures without it compare with few others.
fn conditions(machine: &Machine, measured: &[Measurement]) -> Vec<String> {
    let load = load_before(machine, measured);
    let mut unknown = Vec::new();
    if load.is_none() {
        unknown.push("how busy the machine was otherwise");
    }
    if machine.instruction_sets.is_empty() {
        unknown.push("the processor’s instruction sets");
    }
    let unknown = (!unknown.is_empty()).then(|| format!("Not noted: {}.", unknown.join(", ")));
    [Some(items_run(measured)), load, unknown].into_iter().flatten().collect()
}

fn items_run(measured: &[Measurement]) -> String {
    let known: Option<Vec<usize>> = measured.iter().map(|one| one.different_items).collect();
    let span = known.as_deref().and_then(|counts| span(counts.iter().copied()));
    match span {
        Some((least, most)) if least == most => {
            let items = counted(most as u64, "item", "items");
            format!("The batches take the {items} of the control set in turn.")
        }
        Some((least, most)) => format!(
            "The batches take {} to {} items of the control set in turn.",
            count(least as u64),
            count(most as u64)
        ),
        None => "Only the first items of the control set were run, again and again, which need \
                 not be like the others."
            .to_owned(),
    }
}

fn load_before(machine: &Machine, measured: &[Measurement]) -> Option<String> {
    let known: Option<Vec<f64>> = measured.iter().map(|one| one.load).collect();
    let (least, most) = span(known?.into_iter())?;
    let processors = count(machine.logical_processors as u64);
    let range =
        if least == most { width(most) } else { format!("{} to {}", width(least), width(most)) };
    Some(format!(
        "Before the measurements {range} processes wanted to run, on average over a minute, on \
         {processors} logical processors."
    ))
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
        latency_median: duration(one.latency_median),
        latency_quantile_95: duration(one.latency_quantile_95),
        utilisation: one.device_utilisation.map(|share| format!("{share:.0} %")),
    }
}

fn between(low: f64, high: f64) -> String {
    format!("{} to {}", rate(low), rate(high))
}

/// The panels to the same scales; `None` where nothing can be drawn.
fn plot(measured: &[Measurement]) -> Option<Plot> {
    let drawn = rates::plot(&panels(measured))?;
    let panels = drawn.panels.into_iter();
    Some(Plot {
        panels: panels
            .map(|it| Drawing { title: it.title, svg: Html::from_trusted(it.svg) })
            .collect(),
        legend: drawn.legend,
    })
}

/// A panel for each device and number of threads.
fn panels(measured: &[Measurement]) -> Vec<Panel> {
    let kinds = kinds(measured);
    let mut panels: Vec<(String, Panel)> = Vec::new();
    for one in measured {
        let threads = noun(one.threads as u64, "thread", "threads");
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

#[cfg(test)]
mod tests {
    use super::conditions;
    use faircat_catalog::evidence::throughput::Measurement;
    use faircat_catalog::evidence::verification::Machine;

    fn measured(items: Option<usize>, load: Option<f64>) -> Measurement {
        let json = serde_json::json!({
            "engine": "tract", "version": "0.23.9", "form": null, "device": "cpu", "batch": 1,
            "threads": 1, "repeats": 10, "items": 100, "different_items": items, "load": load,
            "throughput_minimum": 1.0, "throughput_quartile_1": 2.0, "throughput_median": 3.0,
            "throughput_quartile_3": 4.0, "throughput_maximum": 5.0, "latency_median": 0.3,
            "latency_quantile_95": 0.5, "peak_memory": null, "device_utilisation": null
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn the_conditions_of_a_measurement_are_said_or_said_to_be_unknown() {
        let machine = |sets: &[&str]| Machine {
            logical_processors: 2,
            instruction_sets: sets.iter().map(|&set| set.to_owned()).collect(),
            ..Machine::default()
        };
        let noted = [measured(Some(2618), Some(0.31)), measured(Some(2618), Some(1.74))];
        assert_eq!(
            conditions(&machine(&["AVX2"]), &noted),
            [
                "The batches take the 2618 items of the control set in turn.",
                "Before the measurements 0.31 to 1.7 processes wanted to run, on average over a \
                 minute, on 2 logical processors."
            ]
        );
        let old = [measured(Some(2618), Some(0.0)), measured(None, None)];
        assert_eq!(
            conditions(&machine(&[]), &old),
            [
                "Only the first items of the control set were run, again and again, which need \
                 not be like the others.",
                "Not noted: how busy the machine was otherwise, the processor’s instruction sets."
            ]
        );
    }
}
