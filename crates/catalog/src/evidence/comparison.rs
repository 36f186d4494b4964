//! A model beside others on the items of one control set: `evidence/comparison.json`, which
//! `faircat compare` writes beside each model that it compared.
//!
//! The file holds what the model gave, bit for bit, so that its figures are derived again from it
//! (`answered`); of the standard errors, which take a thousand resamplings, some of these are drawn
//! again, and what is written is held against them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use faircat_inference::metrics::{Answers, Resampled, Truth};
use faircat_inference::signature::Signature;
use faircat_inference::tensor::{Data, Tensor};
use faircat_inference::verification::ControlSet;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::verification::Machine;

/// One model's part of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// ISO 8601 date of the run.
    pub date: String,
    /// Version of faircat that ran.
    pub faircat: String,
    pub machine: Machine,
    /// `tract`, `onnxruntime` or `native`.
    pub engine: String,
    pub version: String,
    /// `cpu` or `cuda`.
    pub device: String,
    /// The model's file below the record's folder.
    pub file: String,
    pub sha256: String,
    pub control_set: ComparedOn,
    pub output: Given,
    /// The claims on the control set, as the output gives them.
    pub metrics: Vec<Figure>,
    /// The other models that answered the same items, metric by metric.
    pub pairs: Vec<Pair>,
}

/// The control set, and the items by which it is the same as those of other models.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparedOn {
    /// File below the record's folder.
    pub file: String,
    pub sha256: String,
    pub items: usize,
    /// Of inputs and truth alone, as [`items_digest`] makes it: the file also holds the reference
    /// outputs of its own model.
    pub items_sha256: String,
}

/// What the model gave for all items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    pub name: String,
    pub shape: Vec<usize>,
    /// Row-major `float32` in little-endian order, in Base64.
    pub float32: String,
}

/// A metric of one model on the items.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// As the record spells it.
    pub metric: String,
    pub unit: Option<String>,
    pub value: f64,
    /// Standard deviation over the resamplings.
    pub uncertainty: f64,
}

/// This model and another on the same items.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// `models/slug` of the other.
    pub model: String,
    /// Of the other's file that ran.
    pub sha256: String,
    /// As this record spells it.
    pub metric: String,
    /// The figure of this model less that of the other.
    pub difference: f64,
    /// Standard deviation of the difference over resamplings that drew the same items for both.
    pub standard_error: f64,
    pub items: usize,
    /// Resamplings.
    pub replicates: usize,
    /// Of the random numbers that drew the items.
    pub seed: u64,
}

/// What a model answered, for plots and item by item: derived from a comparison that is believed.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub truth: Truth,
    pub answers: Answers,
    /// Names of the classes; empty for values.
    pub classes: Vec<String>,
    /// Each figure of the comparison over the first of its resamplings.
    pub few: Vec<Resampled>,
}

impl Given {
    /// `tensor` in this form; `None` where it is not of `float32`.
    pub fn of(name: &str, tensor: &Tensor) -> Option<Given> {
        let values = tensor.as_f32()?;
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let (name, shape) = (name.to_owned(), tensor.shape().to_vec());
        Some(Given { name, shape, float32: BASE64.encode(bytes) })
    }

    /// The tensor again; `None` where the text holds none of this shape.
    pub fn tensor(&self) -> Option<Tensor> {
        let bytes = BASE64.decode(&self.float32).ok()?;
        let (four, rest) = bytes.as_chunks::<4>();
        let values = four.iter().map(|it| f32::from_le_bytes(*it)).collect();
        let tensor = Tensor::new(self.shape.clone(), Data::Float32(values)).ok()?;
        rest.is_empty().then_some(tensor)
    }
}

/// SHA-256 of the items of `control`: of inputs by name, then the truth, each with its type and
/// shape. Two control sets with this digest ask the same, whatever references they hold.
pub fn items_digest(control: &ControlSet, signature: &Signature) -> String {
    let mut hasher = Sha256::new();
    let names = signature.inputs.iter().map(|input| input.name.as_str());
    let mut inputs: Vec<(&str, &Tensor)> = names.zip(&control.inputs).collect();
    inputs.sort_by_key(|(name, _)| *name);
    for (name, tensor) in inputs {
        hasher.update(format!("{name}\n{}\n{:?}\n", tensor.dtype(), tensor.shape()));
        tensor.data().to_f64().iter().for_each(|value| hasher.update(value.to_le_bytes()));
    }
    match &control.truth {
        Some(Truth::Labels(labels)) => {
            hasher.update("label\n");
            labels.iter().for_each(|label| hasher.update((*label as u64).to_le_bytes()));
        }
        Some(Truth::Targets { width, values }) => {
            hasher.update(format!("target\n{width}\n"));
            values.iter().for_each(|value| hasher.update(value.to_le_bytes()));
        }
        None => {}
    }
    hex::encode(hasher.finalize())
}
