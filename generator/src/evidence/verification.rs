//! A model's claims, recomputed: `evidence/verification.json`, which `faircat verify` writes.

use serde::{Deserialize, Serialize};

/// What one run of `faircat verify` found out about one model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// ISO 8601 date of the run.
    pub date: String,
    /// Version of faircat that ran.
    pub faircat: String,
    pub machine: Machine,
    /// `fails` where anything below fails.
    pub verdict: Verdict,
    pub control_set: ControlSetUsed,
    /// The record's own files, each against the size and SHA-256 that the record declares.
    pub files: Vec<FileCheck>,
    /// Where the record's signature differs from that of the model's file; empty where it agrees.
    pub signature_differences: Vec<String>,
    /// One run for each engine and device, in the order `tract`, `onnxruntime`, `native`.
    pub runs: Vec<EngineRun>,
    /// How far the engines' outputs lie apart: every pair of `runs`, for every output.
    pub agreement: Vec<Agreement>,
}

/// Whether a claim holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Holds,
    Fails,
    /// The record claims something that cannot be recomputed, or claims nothing.
    NotChecked,
}

/// The computer of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// As the processor names itself.
    pub processor: String,
    /// Logical processors that the program may use.
    pub logical_processors: usize,
    /// Main memory in bytes, where the system tells.
    pub memory: Option<u64>,
    /// Operating system and architecture, as `linux x86_64`.
    pub system: String,
    /// GPUs with their drivers, as `NVIDIA H200 (driver 570.86)`.
    pub accelerators: Vec<String>,
}

/// The control set that was run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlSetUsed {
    /// File below the record's folder, as the record names it.
    pub file: String,
    pub sha256: String,
    /// Number of items in it.
    pub items: usize,
    /// Number that the record declares.
    pub declared_items: Option<u64>,
    /// Largest allowed difference from the reference outputs.
    pub tolerance: Option<f64>,
    pub verdict: Verdict,
}

/// One file of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileCheck {
    /// Path below the record's folder.
    pub file: String,
    pub size: u64,
    pub sha256: String,
    pub declared_size: Option<u64>,
    pub declared_sha256: Option<String>,
    pub verdict: Verdict,
}

/// The control set run through one engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EngineRun {
    /// `tract`, `onnxruntime` or `native`.
    pub engine: String,
    pub version: String,
    /// `cpu` or `cuda`.
    pub device: String,
    /// The model's file below the record's folder.
    pub file: String,
    pub sha256: String,
    /// Form of the network, as `factorised`, where the file says.
    pub form: Option<String>,
    /// Items that were run.
    pub items: usize,
    /// Why the engine could not run the model; then there are no outputs and no metrics.
    pub failure: Option<String>,
    pub outputs: Vec<OutputCheck>,
    pub metrics: Vec<MetricCheck>,
    pub verdict: Verdict,
}

/// One output against the reference that the control set holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputCheck {
    pub name: String,
    pub dtype: String,
    /// Shape of the output for the whole control set.
    pub shape: Vec<usize>,
    /// Shape that the record's signature promises, as `[batch, 2]`.
    pub declared_shape: Option<Vec<String>>,
    /// Largest absolute difference from the reference, where there is one.
    pub largest_difference: Option<f64>,
    pub tolerance: Option<f64>,
    pub verdict: Verdict,
}

/// One declared evaluation, recomputed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricCheck {
    /// As the record spells it.
    pub metric: String,
    pub condition: Option<String>,
    pub unit: Option<String>,
    pub declared: f64,
    /// `None` where the metric is not one that faircat knows or the data do not allow it.
    pub recomputed: Option<f64>,
    /// Standard deviation of `recomputed` over bootstrap samples of the control set.
    pub uncertainty: Option<f64>,
    /// Largest difference at which the claim holds.
    pub tolerance: Option<f64>,
    pub verdict: Verdict,
    /// Why nothing was recomputed.
    pub reason: Option<String>,
}

/// Two runs compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Places of the two in `runs`, the smaller first.
    pub runs: [usize; 2],
    pub output: String,
    /// The largest number there is where they cannot be compared.
    pub largest_difference: f64,
    pub tolerance: Option<f64>,
    pub verdict: Verdict,
}

impl Verdict {
    /// `Holds` for `true`.
    pub fn of(holds: bool) -> Verdict {
        if holds { Verdict::Holds } else { Verdict::Fails }
    }

    /// As it is written in JSON and RDF.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Fails => "fails",
            Verdict::NotChecked => "not-checked",
        }
    }

    /// One failure makes the whole fail; the whole holds where something holds.
    pub fn all(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
        let rank = |verdict: &Verdict| match verdict {
            Verdict::NotChecked => 0,
            Verdict::Holds => 1,
            Verdict::Fails => 2,
        };
        verdicts.into_iter().max_by_key(rank).unwrap_or(Verdict::NotChecked)
    }
}
