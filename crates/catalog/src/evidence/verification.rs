//! A model's claims, recomputed: `evidence/verification.json`, which `faircat verify` writes.

use faircat_inference::verification::{smaller, widest_tolerance};
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
    /// `holds` where at least one claim was recomputed, every claim that names the control set
    /// was, and all agree; `fails` where anything below fails.
    pub verdict: Verdict,
    /// Why the verdict is neither, in sentences without a full stop.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// What the record stated of what was run, as `evidence::stated` makes it; `None` in evidence
    /// of before it was noted.
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
    /// As the record declares it; [`OutputCheck::tolerance`] is what was applied.
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
    /// Largest difference at which the output agrees, as it was applied: the declared tolerance,
    /// for real numbers times the largest magnitude of the reference where that is above 1.
    pub tolerance: Option<f64>,
    pub verdict: Verdict,
    /// Why nothing was compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
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
    /// As declared: one standard deviation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_uncertainty: Option<f64>,
    /// Output that the record names for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_output: Option<String>,
    /// Output that it was computed from.
    #[serde(default)]
    pub output: Option<String>,
    /// `None` where the metric is not one that faircat knows or the data do not allow it.
    pub recomputed: Option<f64>,
    /// Standard deviation of `recomputed` over bootstrap samples of the control set.
    pub uncertainty: Option<f64>,
    /// In its place where few items were counted: the interval of 68.3 %.
    #[serde(default)]
    pub interval: Option<[f64; 2]>,
    /// In place of a value where the items are too few for one: the metric is above this at a
    /// confidence of 95 %, and the claim is not checked.
    #[serde(default)]
    pub limit: Option<f64>,
    /// Largest difference at which the claim does not fail.
    pub tolerance: Option<f64>,
    pub verdict: Verdict,
    /// Why nothing was decided.
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
    /// As it was applied.
    pub tolerance: Option<f64>,
    pub verdict: Verdict,
}

impl Verdict {
    /// `Holds` for `true`.
    pub fn of(holds: bool) -> Verdict {
        if holds { Verdict::Holds } else { Verdict::Fails }
    }

    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Fails => "does not hold",
            Verdict::NotChecked => "not checked",
        }
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
    ///
    /// For parts of which some may be missing. Of claims use [`Verdict::of_claims`].
    pub fn all(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
        let rank = |verdict: &Verdict| match verdict {
            Verdict::NotChecked => 0,
            Verdict::Holds => 1,
            Verdict::Fails => 2,
        };
        verdicts.into_iter().max_by_key(rank).unwrap_or(Verdict::NotChecked)
    }

    /// One failure makes the whole fail; the whole holds where there is a claim and every one
    /// holds.
    pub fn of_claims(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
        let verdicts: Vec<Verdict> = verdicts.into_iter().collect();
        let is = |wanted| move |verdict: &Verdict| *verdict == wanted;
        if verdicts.iter().any(is(Verdict::Fails)) {
            return Verdict::Fails;
        }
        let holds = !verdicts.is_empty() && verdicts.iter().all(is(Verdict::Holds));
        if holds { Verdict::Holds } else { Verdict::NotChecked }
    }
}

impl From<Option<bool>> for Verdict {
    fn from(holds: Option<bool>) -> Verdict {
        holds.map_or(Verdict::NotChecked, Verdict::of)
    }
}

impl MetricCheck {
    /// The statistical uncertainty of `recomputed`: its standard deviation, or half its interval.
    pub fn spread(&self) -> Option<f64> {
        let half = self.interval.map(|[low, high]| 0.5 * (high - low).abs());
        self.uncertainty.or(half)
    }

    /// The widest tolerance that says something, where `tolerance` is wider.
    pub fn exceeded_tolerance(&self) -> Option<f64> {
        let uncertainty = smaller(self.declared_uncertainty, self.spread());
        let widest = widest_tolerance(self.declared, uncertainty);
        self.tolerance.is_some_and(|tolerance| tolerance > widest).then_some(widest)
    }
}
