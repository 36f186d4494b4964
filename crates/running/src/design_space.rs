//! One model over engines, forms, threads and sizes of batches: what each gives and what it costs.

use faircat_catalog::evidence::throughput::Measurement;
use faircat_catalog::evidence::verification::{EngineRun, Machine, Verdict};
use faircat_inference::metrics::metric_by_name;
use faircat_inference::verification::Recomputed;
use serde::Serialize;

use crate::benchmark::Items;
use crate::model::{Model, ModelFile};
use crate::verifying::{self, VerifyOptions};

/// Share by which times and memory differ from one measurement to the next.
const NOISE: f64 = 0.05;

/// All that was measured of a model on one machine.
#[derive(Clone, Debug, Serialize)]
pub struct DesignSpace {
    /// IRI of the model, or its file where it has no record.
    pub model: String,
    /// ISO 8601 date of the measurement.
    pub date: String,
    /// Version of faircat that measured.
    pub faircat: String,
    pub machine: Machine,
    /// The metric that configurations are compared by: the first of the record's claims on its
    /// control set that was recomputed.
    pub metric: Option<String>,
    /// Fastest first.
    pub configurations: Vec<Configuration>,
}

/// One way to run a model.
#[derive(Clone, Debug, Serialize)]
pub struct Configuration {
    /// Size of the model's file in bytes.
    pub file_size: u64,
    /// Element types of its parameters, as `float32`.
    pub precision: Vec<&'static str>,
    /// Number of floating-point parameters in the file.
    pub parameters: u64,
    /// The record's claims on its control set, recomputed by this engine of this file.
    pub metrics: Vec<Recomputed>,
    /// Whether these claims hold here.
    pub verdict: Verdict,
    /// Whether no other configuration is at least as good in throughput, latency, memory, size of
    /// the file and [`DesignSpace::metric`], and better in one of them; 5 % of what is timed, and of
    /// memory, are no difference.
    pub is_pareto_optimal: bool,
    #[serde(flatten)]
    pub measured: Measurement,
}

/// The record's claims by every engine of `options` that can run it, on each of `files`; none
/// where `items` are those of no control set.
#[must_use]
pub fn claims(
    model: &Model,
    items: &Items,
    files: &[&ModelFile],
    options: &VerifyOptions,
) -> Vec<EngineRun> {
    match items {
        Items::OfControlSet(set) => verifying::every_pair(model, set, files, options),
        Items::Zeros(_) => Vec::new(),
    }
}

/// What was measured of `files`, with what `runs` found of the same engine and file.
pub fn configurations(
    files: &[&ModelFile],
    measured: Vec<Measurement>,
    runs: &[EngineRun],
) -> Vec<Configuration> {
    let mut all: Vec<Configuration> =
        measured.into_iter().filter_map(|it| configuration(files, it, runs)).collect();
    let optimal: Vec<bool> =
        all.iter().map(|it| !all.iter().any(|other| beats(other, it))).collect();
    for (configuration, is_optimal) in all.iter_mut().zip(optimal) {
        configuration.is_pareto_optimal = is_optimal;
    }
    all.sort_by(|a, b| b.measured.throughput_median.total_cmp(&a.measured.throughput_median));
    all
}

fn configuration(
    files: &[&ModelFile],
    measured: Measurement,
    runs: &[EngineRun],
) -> Option<Configuration> {
    let file = files.iter().find(|file| Some(&file.sha256) == measured.sha256.as_ref())?;
    let run = runs.iter().find(|run| run.engine == measured.engine && run.sha256 == file.sha256);
    Some(Configuration {
        file_size: file.size,
        precision: file.onnx.parameter_types(),
        parameters: file.onnx.parameters(),
        metrics: run.map(|run| run.metrics.clone()).unwrap_or_default(),
        verdict: run.map_or(Verdict::NotChecked, |run| run.verdict),
        is_pareto_optimal: false,
        measured,
    })
}

/// The metric that configurations are compared by.
pub fn metric(configurations: &[Configuration]) -> Option<&str> {
    configurations.iter().find_map(main_metric).map(|it| it.claim.metric.as_str())
}

/// The first claim that was recomputed.
pub fn main_metric(configuration: &Configuration) -> Option<&Recomputed> {
    configuration.metrics.iter().find(|it| it.value.is_some())
}

/// Whether `a` is at least as good as `b` in everything, and better in something.
fn beats(a: &Configuration, b: &Configuration) -> bool {
    let (a, b) = (goodness(a), goodness(b));
    let pairs = || a.iter().zip(&b).filter_map(|(a, b)| Some((a.as_ref()?, b.as_ref()?)));
    pairs().all(|(a, b)| a.value >= b.value - b.noise)
        && pairs().any(|(a, b)| a.value > b.value + b.noise)
}

/// A figure of a configuration, more being better.
struct Good {
    value: f64,
    /// What is not further from it is as good.
    noise: f64,
}

/// What is compared; what is not known compares with nothing.
fn goodness(it: &Configuration) -> [Option<Good>; 5] {
    let measured = &it.measured;
    let timed = |value: f64| Good { value, noise: NOISE * value.abs() };
    let exact = |value: f64| Good { value, noise: 0.0 };
    let quality = main_metric(it).and_then(|found| {
        let metric = metric_by_name(&found.claim.metric)?;
        found.value.map(|value| if metric.more_is_better() { value } else { -value })
    });
    [
        Some(timed(measured.throughput_median)),
        Some(timed(-measured.latency_median)),
        measured.peak_memory.map(|bytes| timed(-(bytes as f64))),
        Some(exact(-(it.file_size as f64))),
        quality.map(exact),
    ]
}
