//! How fast a model runs: `evidence/throughput.json`, which `faircat bench --save` writes.

use serde::{Deserialize, Serialize};

use super::verification::Machine;

/// The measurements of one model on one machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Throughput {
    /// ISO 8601 date of the measurement.
    pub date: String,
    /// Version of faircat that measured.
    pub faircat: String,
    pub machine: Machine,
    /// Sorted by device, engine, form, threads and batch.
    pub measurements: Vec<Measurement>,
}

/// One engine, one form of the network, one size of batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// `tract`, `onnxruntime` or `native`.
    pub engine: String,
    pub version: String,
    /// `published`, `factorised`, or what else the file says of itself.
    pub form: Option<String>,
    /// The model's file below the record's folder; `None` in evidence of before it was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// `cpu` or `cuda`.
    pub device: String,
    /// Items in one batch.
    pub batch: usize,
    pub threads: usize,
    pub repeats: usize,
    /// Items run in one repeat.
    pub items: usize,
    /// Items of the control set, all of which were run in turn; `None` where only its first ones
    /// were.
    #[serde(default)]
    pub different_items: Option<usize>,
    /// Processes that wanted to run on the machine as it began, on average over a minute, where
    /// the system tells.
    #[serde(default)]
    pub load: Option<f64>,
    /// Items per second: the slowest repeat.
    pub throughput_minimum: f64,
    /// Items per second: a quarter of the repeats were slower.
    pub throughput_quartile_1: f64,
    /// Items per second.
    pub throughput_median: f64,
    /// Items per second: a quarter of the repeats were faster.
    pub throughput_quartile_3: f64,
    /// Items per second: the fastest repeat.
    pub throughput_maximum: f64,
    /// Seconds for one batch, median over all batches of all repeats.
    pub latency_median: f64,
    /// Seconds for one batch that 95 in 100 stayed below.
    pub latency_quantile_95: f64,
    /// Largest resident memory of the process while this was measured, in bytes, where it can be
    /// read.
    pub peak_memory: Option<u64>,
    /// Mean use of the GPU in percent, where it can be read.
    pub device_utilisation: Option<f64>,
}

impl Throughput {
    /// Takes `new` over. Measurements of another machine give way; of the same one, those with the
    /// same device, engine, form, threads and batch.
    pub fn add(&mut self, new: Throughput) {
        let old = std::mem::replace(self, new);
        if old.machine == self.machine {
            let kept = old.measurements.into_iter().filter(|old| {
                !self.measurements.iter().any(|measurement| measurement.key() == old.key())
            });
            let kept: Vec<Measurement> = kept.collect();
            self.measurements.extend(kept);
        }
        self.measurements.sort_by(|a, b| a.key().cmp(&b.key()));
    }
}

impl Measurement {
    /// What distinguishes a measurement from others on the same machine.
    pub(super) fn key(&self) -> (&str, &str, Option<&str>, usize, usize) {
        (&self.device, &self.engine, self.form.as_deref(), self.threads, self.batch)
    }
}
