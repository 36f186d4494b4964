//! Why a model answers as it does: `evidence/explanation.json`, which `faircat explain` writes.

mod again;

use faircat_inference::explanation::{Activity, Integrated, Masking, Portrait, Shares};
use faircat_record::Work;
use serde::{Deserialize, Serialize};

use super::currency::Sha256;
use super::stated;
use super::verification::Machine;
pub use again::{ComputedAgain, PartAgain, differences, other_value};

/// What one run of `faircat explain` found out about one model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// ISO 8601 date of the run.
    pub date: String,
    /// Version of faircat that ran.
    pub faircat: String,
    pub machine: Machine,
    /// What the record stated of what was run, as `evidence::stated` makes it.
    pub stated: serde_json::Value,
    /// The model that was masked.
    pub file: FileUsed,
    /// The engine that ran it.
    pub engine: String,
    pub engine_version: String,
    pub control_set: FileUsed,
    /// Items of the control set.
    pub items: usize,
    /// Number and seed of the bootstrap samples.
    pub resamplings: usize,
    pub seed: u64,
    /// The classes of the labels; one group of all items where there are none.
    pub classes: Vec<String>,
    pub masking: Masking,
    /// Of the file in the form of the papers, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neurons: Option<Neurons>,
    /// Of an interaction network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevance: Option<Shares>,
    /// Integrated gradients, of a network whose operators are differentiated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub integrated: Option<Integrated>,
    /// The features of the control set.
    pub features: Vec<Portrait>,
    /// What was not done, and why, in sentences without a full stop.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// A file below the record's folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileUsed {
    pub file: String,
    /// 64 hexadecimal digits.
    pub sha256: String,
}

/// The neurons of one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neurons {
    pub file: FileUsed,
    pub activity: Activity,
}

impl Explanation {
    /// All of it, as it is published beside the page.
    pub fn to_json(&self) -> Vec<u8> {
        // Structs, texts and numbers always serialise; what is not finite becomes null.
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

/// Why `explanation` is not about the present files of the record `work`, in phrases; empty where
/// it is.
pub fn outdated(
    explanation: &Explanation,
    work: Option<&Work>,
    sha256: &Sha256<'_>,
) -> Vec<String> {
    let neurons = explanation.neurons.iter().map(|it| &it.file);
    let mut reasons = Vec::new();
    for used in [&explanation.file, &explanation.control_set].into_iter().chain(neurons) {
        match sha256(&used.file) {
            Some(found) if found.eq_ignore_ascii_case(&used.sha256) => {}
            Some(_) => reasons.push(format!("`{}` has changed since", used.file)),
            None => reasons.push(format!("`{}` is no longer there", used.file)),
        }
    }
    match work.and_then(|work| work.model.as_deref()) {
        Some(model) => reasons.extend(stated::changed(&explanation.stated, model)),
        None => reasons.push("the record describes no model".to_owned()),
    }
    reasons.dedup();
    reasons
}
