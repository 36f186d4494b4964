//! Reading a control set.

use super::VerificationError;
use super::recomputing::{INEXACT, is_exact};
use crate::contract::{self, ContractError};
use crate::formats::{Limit, RawData, npz};
use crate::metrics::Truth;
use crate::signature::Signature;
use crate::tensor::{Data, Tensor};

/// Inputs with what the model should make of them.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlSet {
    /// In the signature's order.
    pub inputs: Vec<Tensor>,
    /// `None` where the set has neither labels nor targets.
    pub truth: Option<Truth>,
    /// Reference outputs by name, in the file's order of names.
    pub references: Vec<(String, Tensor)>,
    /// What was noted while the inputs were prepared.
    pub notes: Vec<String>,
}

impl ControlSet {
    /// Reads a control set for a model of this signature.
    ///
    /// Errors: a damaged file, inputs that break the contract, labels that are no class indices,
    /// or labels, targets or references for another number of items.
    pub fn read(
        bytes: &[u8],
        signature: &Signature,
        limit: Limit,
    ) -> Result<ControlSet, VerificationError> {
        let mut arrays = npz::read(bytes, limit)?;
        let label = arrays.remove("label");
        let target = arrays.remove("target");
        let mut references = Vec::new();
        for output in &signature.outputs {
            if let Some(tensor) = arrays.remove(&format!("reference_{}", output.name)) {
                references.push((output.name.clone(), tensor));
            }
        }
        let prepared = match contract::prepare(signature, RawData::of_tensors(arrays), 0) {
            Err(ContractError::Empty) => return Err(VerificationError::Empty),
            prepared => prepared?,
        };
        let items = prepared.tensors.first().map_or(0, Tensor::items);
        let truth = match (label, target) {
            (Some(label), _) => Some(("label", Truth::Labels(labels(&label)?))),
            (None, Some(target)) => Some(("target", targets(&target)?)),
            (None, None) => None,
        };
        if items == 0 {
            return Err(VerificationError::Empty);
        }
        if let Some((name, truth)) = &truth {
            check_items(name, truth.items(), items)?;
        }
        let truth = truth.map(|(_, truth)| truth);
        for (name, tensor) in &references {
            check_items(&format!("reference_{name}"), tensor.items(), items)?;
        }
        Ok(ControlSet { inputs: prepared.tensors, truth, references, notes: prepared.notes })
    }

    /// Number of items.
    #[must_use]
    pub fn items(&self) -> usize {
        self.inputs.first().map_or(0, Tensor::items)
    }

    /// The reference of the output `name`, where there is one.
    #[must_use]
    pub fn reference(&self, name: &str) -> Option<&Tensor> {
        self.references.iter().find(|(known, _)| known == name).map(|(_, tensor)| tensor)
    }
}

fn check_items(name: &str, has: usize, wanted: usize) -> Result<(), VerificationError> {
    if has == wanted {
        return Ok(());
    }
    let reason = format!("has {has} items, the inputs have {wanted}");
    Err(VerificationError::Array { name: name.to_owned(), reason })
}

pub(super) fn labels(tensor: &Tensor) -> Result<Vec<usize>, VerificationError> {
    let bad = |reason: &str| VerificationError::Array {
        name: "label".to_owned(),
        reason: reason.to_owned(),
    };
    let is_list = !tensor.shape().is_empty() && tensor.item_len() == 1;
    if matches!(tensor.data(), Data::Float32(_) | Data::Float64(_)) || !is_list {
        return Err(bad("is not a list of integers"));
    }
    let values = tensor.data().to_f64();
    let label = |value: f64| (0.0..65536.0).contains(&value).then_some(value as usize);
    let labels = values
        .into_iter()
        .map(|value| label(value).ok_or_else(|| bad("holds a number that is no class")));
    labels.collect()
}

pub(super) fn targets(tensor: &Tensor) -> Result<Truth, VerificationError> {
    if !is_exact(tensor.data()) {
        let reason = format!("holds integers that {INEXACT}");
        return Err(VerificationError::Array { name: "target".to_owned(), reason });
    }
    Ok(Truth::Targets { width: tensor.item_len().max(1), values: tensor.data().to_f64() })
}
