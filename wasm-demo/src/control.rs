//! A control set, and what an engine makes of it.

use faircat_inference::metrics::Truth;
use faircat_inference::signature::Signature;
use faircat_inference::tensor::Tensor;
use faircat_inference::verification::{Claim, ControlSet, judge};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::batch::Batch;
use crate::thrown;

/// A control set with the outputs that were computed of it so far.
#[wasm_bindgen]
pub struct Control {
    set: ControlSet,
    signature: Signature,
    outputs: Vec<Batch>,
}

impl Control {
    pub(crate) fn new(set: ControlSet, signature: Signature) -> Control {
        Control { set, signature, outputs: Vec::new() }
    }
}

#[wasm_bindgen]
impl Control {
    /// Number of items.
    pub fn items(&self) -> usize {
        self.set.items()
    }

    /// Class of an item, where the set has classes.
    pub fn label(&self, row: usize) -> Option<usize> {
        match &self.set.truth {
            Some(Truth::Labels(labels)) => labels.get(row).copied(),
            _ => None,
        }
    }

    /// Inputs of the items from `start` up to `end`.
    pub fn inputs(&self, start: usize, end: usize) -> Batch {
        let end = end.min(self.items());
        let range = start.min(end)..end;
        Batch::of(self.set.inputs.iter().map(|it| it.slice(range.clone())).collect())
    }

    /// Keeps the outputs of the next items.
    pub fn add(&mut self, outputs: Batch) {
        self.outputs.push(outputs);
    }

    /// The claims, recomputed from all outputs that were added: both as JSON, the figures as
    /// numbers and in words.
    ///
    /// # Errors
    /// Outputs that are not those of the whole control set.
    pub fn judge(&self, claims: &str, tolerance: Option<f64>) -> Result<String, JsValue> {
        let claims: Vec<Claim> = serde_json::from_str(claims).map_err(thrown)?;
        let count = self.outputs.first().map_or(0, Batch::count);
        let whole = |index: usize| {
            let parts: Vec<&Tensor> =
                self.outputs.iter().filter_map(|batch| batch.tensors.get(index)).collect();
            Tensor::concatenate(&parts).map_err(thrown)
        };
        let outputs = (0..count).map(whole).collect::<Result<Vec<Tensor>, JsValue>>()?;
        let verification = judge(&self.set, &self.signature, &outputs, &claims, tolerance);
        serde_json::to_string(&verification.map_err(thrown)?.told()).map_err(thrown)
    }
}
