//! A model's claims, recomputed: `evidence/verification.json`, which `faircat verify` writes.

pub use faircat_inference::verification::Verdict;
use faircat_inference::verification::{OutputDifference, Recomputed};
use serde::{Deserialize, Serialize};

use super::explanation::ComputedAgain;
use super::written;

/// What one run of `faircat verify` found out about one model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// ISO 8601 date of the run.
    pub date: String,
    /// Version of faircat that ran.
    pub faircat: String,
    pub machine: Machine,
    /// `holds` where at least one claim was recomputed, every claim that names the control set
    /// was, and all agree; `fails` where anything below fails.
    pub verdict: Verdict,
    /// Why the verdict is neither, in sentences without a full stop.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// What the record stated of what was run, as `evidence::stated` makes it. Without it evidence
    /// is of no record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<serde_json::Value>,
    pub control_set: ControlSetUsed,
    /// The record's own files, each against the size and SHA-256 that the record declares.
    pub files: Vec<FileCheck>,
    /// Where the record's signature differs from that of the model's file; empty where it agrees.
    pub signature_differences: Vec<String>,
    /// One run for each engine, device and file: the engines on the preferred file in the order
    /// `tract`, `onnxruntime`, `native`, then one of them on each other file.
    pub runs: Vec<EngineRun>,
    /// How far the engines' outputs lie apart: every pair of `runs`, for every output.
    pub agreement: Vec<Agreement>,
    /// What became of the explanation beside the record, of which parts were computed again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<ComputedAgain>,
}

/// The computer of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// As the processor names itself.
    pub processor: String,
    /// Those of its instruction sets that decide how fast models run, as `AVX2`.
    #[serde(default)]
    pub instruction_sets: Vec<String>,
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
    /// As the record declares it; [`OutputDifference::tolerance`] is what was applied.
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
    /// Why the engine did not run the model to its end; then there are no outputs and no metrics,
    /// and nothing was checked.
    pub failure: Option<String>,
    pub outputs: Vec<OutputCheck>,
    /// The declared evaluations that name the control set, as the record states them then.
    #[serde(with = "written::metrics")]
    pub metrics: Vec<Recomputed>,
    pub verdict: Verdict,
}

/// One output against the reference that the control set holds, and against the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "written::Output", into = "written::Output")]
pub struct OutputCheck {
    /// Its shape is that of the output for the whole control set, and it fails where that or the
    /// type is not the declared one.
    pub found: OutputDifference,
    /// Shape that the record's signature promises, as `[batch, 2]`.
    pub declared_shape: Option<Vec<String>>,
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
    /// As it was applied.
    pub tolerance: Option<f64>,
    pub verdict: Verdict,
}
