//! The claims of a model, recomputed on its control set.
//!
//! A control set is one npz file: the inputs under the signature's names, `label` (class index)
//! or `target` (values in the units of the output), and for each output NAME the array
//! `reference_NAME`, which another program computed.

mod control_set;
mod recomputing;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::contract::ContractError;
use crate::engine::{EngineError, Session};
use crate::formats::FormatError;
use crate::signature::Signature;
use crate::tensor::Tensor;

pub use control_set::ControlSet;
pub use recomputing::probabilities;
use recomputing::{answers, confusion, judged_output, recompute};

/// Why a control set cannot be run.
#[derive(Debug, Error)]
pub enum VerificationError {
    #[error(transparent)]
    Format(#[from] FormatError),
    #[error(transparent)]
    Contract(#[from] ContractError),
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error("`{name}` of the control set {reason}")]
    Array { name: String, reason: String },
    #[error("the engine gave {given} outputs; the signature has {declared}")]
    Outputs { given: usize, declared: usize },
    #[error("output `{name}` has {given} items for {wanted} of the input")]
    Items { name: String, given: usize, wanted: usize },
}

/// One declared evaluation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Name of the metric as the record writes it.
    pub metric: String,
    pub value: f64,
    /// Unit of the value, where it has one.
    pub unit: Option<String>,
    /// Largest difference at which the claim holds, in the unit of the value.
    pub tolerance: Option<f64>,
}

/// A claim with what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recomputed {
    pub claim: Claim,
    /// In the unit of the claim; `None` where `reason` says why not.
    pub value: Option<f64>,
    /// Standard deviation of `value` over bootstrap samples.
    pub uncertainty: Option<f64>,
    /// Whether the value lies within the tolerance of the claim; `None` where there is no value
    /// or no tolerance.
    pub holds: Option<bool>,
    pub reason: Option<String>,
}

/// One output against its reference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutputDifference {
    pub name: String,
    pub dtype: String,
    pub shape: Vec<usize>,
    /// Largest absolute difference from the reference; infinite where one of the two is not a
    /// number, `None` where there is no reference of this shape.
    pub largest: Option<f64>,
    /// Row of the largest difference.
    pub row: Option<usize>,
    /// Whether the difference is within the tolerance; `None` where one of them is missing.
    pub holds: Option<bool>,
}

/// What one engine made of a control set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verification {
    pub items: usize,
    pub outputs: Vec<OutputDifference>,
    pub claims: Vec<Recomputed>,
    /// Rows of true classes, columns of most probable ones; empty for a regression.
    pub confusion: Vec<Vec<u64>>,
}

impl Verification {
    /// Whether nothing that was checked failed.
    #[must_use]
    pub fn holds(&self) -> bool {
        let outputs = self.outputs.iter().all(|it| it.holds != Some(false));
        outputs && self.claims.iter().all(|it| it.holds != Some(false))
    }
}

/// All outputs of a control set, in the session's order.
///
/// Errors: the engine's, and outputs that are not one per item.
pub fn run(
    control: &ControlSet,
    session: &mut dyn Session,
    batch: usize,
) -> Result<Vec<Tensor>, VerificationError> {
    let items = control.items();
    let mut parts: Vec<Vec<Tensor>> = Vec::new();
    for start in (0..items).step_by(batch.max(1)) {
        let range = start..items.min(start + batch.max(1));
        let inputs: Vec<Tensor> = control.inputs.iter().map(|it| it.slice(range.clone())).collect();
        parts.push(session.run(&inputs)?);
    }
    let count = parts.first().map_or(0, Vec::len);
    let whole = |index: usize| {
        let pieces: Vec<&Tensor> = parts.iter().filter_map(|part| part.get(index)).collect();
        let joined = Tensor::concatenate(&pieces);
        joined.map_err(|it| VerificationError::Array {
            name: format!("output {index}"),
            reason: it.to_string(),
        })
    };
    (0..count).map(whole).collect()
}

/// Runs the control set in batches of `batch` and recomputes the claims.
///
/// The inputs of `control` and the inputs and outputs of `signature` must be in the order of the
/// model's graph ([`Signature::in_order_of`]). `tolerance` is that of
/// [`agrees`]. Errors: as [`run`].
pub fn verify(
    control: &ControlSet,
    signature: &Signature,
    session: &mut dyn Session,
    batch: usize,
    claims: &[Claim],
    tolerance: Option<f64>,
) -> Result<Verification, VerificationError> {
    let outputs = run(control, session, batch)?;
    judge(control, signature, &outputs, claims, tolerance)
}

/// What [`verify`] makes of outputs that [`run`] gave.
///
/// Errors: outputs that are not those of the signature.
pub fn judge(
    control: &ControlSet,
    signature: &Signature,
    outputs: &[Tensor],
    claims: &[Claim],
    tolerance: Option<f64>,
) -> Result<Verification, VerificationError> {
    if outputs.len() != signature.outputs.len() {
        let (given, declared) = (outputs.len(), signature.outputs.len());
        return Err(VerificationError::Outputs { given, declared });
    }
    for (declared, output) in signature.outputs.iter().zip(outputs) {
        if output.items() != control.items() {
            let (name, given) = (declared.name.clone(), output.items());
            return Err(VerificationError::Items { name, given, wanted: control.items() });
        }
    }
    let pairs = || signature.outputs.iter().zip(outputs);
    let differences = pairs().map(|(declared, output)| {
        difference(&declared.name, output, control.reference(&declared.name), tolerance)
    });
    let judged = judged_output(signature, outputs);
    let answers = judged.map(|(declared, output)| answers(declared, output, control));
    let conversion = judged.and_then(|(declared, _)| declared.conversion.as_ref());
    let recomputed =
        claims.iter().map(|claim| recompute(claim, control, answers.as_ref(), conversion));
    Ok(Verification {
        items: control.items(),
        outputs: differences.collect(),
        claims: recomputed.collect(),
        confusion: confusion(control, answers.as_ref()),
    })
}

/// Whether `output` agrees with `reference`: no element is further off than `tolerance`, or than
/// `tolerance` times the largest magnitude of the reference where that is above 1. Probabilities
/// are compared absolutely so, and logits in proportion to their range, because the rounding of
/// float32 goes with the size of what was summed. `false` where the shapes differ.
#[must_use]
pub fn agrees(output: &Tensor, reference: &Tensor, tolerance: f64) -> bool {
    let (left, right) = (output.data().to_f64(), reference.data().to_f64());
    let finite = right.iter().map(|value| value.abs()).filter(|value| value.is_finite());
    let most = tolerance * finite.fold(1.0, f64::max);
    let near = |(a, b): (&f64, &f64)| a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= most;
    output.shape() == reference.shape() && left.iter().zip(&right).all(near)
}

/// How far two outputs lie apart: the largest absolute difference and its row; `None` where
/// their shapes differ or nothing is in them. Infinite where only one of two numbers is one.
#[must_use]
pub fn largest_difference(a: &Tensor, b: &Tensor) -> Option<(f64, usize)> {
    if a.shape() != b.shape() {
        return None;
    }
    let (left, right) = (a.data().to_f64(), b.data().to_f64());
    let apart = |(a, b): (&f64, &f64)| match (a - b).abs() {
        _ if a == b || (a.is_nan() && b.is_nan()) => 0.0,
        apart if apart.is_nan() => f64::INFINITY,
        apart => apart,
    };
    let all = left.iter().zip(&right).map(apart).enumerate();
    let (place, largest) = all.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    Some((largest, place / a.item_len().max(1)))
}

fn difference(
    name: &str,
    output: &Tensor,
    reference: Option<&Tensor>,
    tolerance: Option<f64>,
) -> OutputDifference {
    let found = reference.and_then(|reference| largest_difference(output, reference));
    // A reference of another shape contradicts the output.
    let within = |tolerance: f64| reference.map(|reference| agrees(output, reference, tolerance));
    OutputDifference {
        name: name.to_owned(),
        dtype: output.dtype().to_owned(),
        shape: output.shape().to_vec(),
        largest: found.map(|(largest, _)| largest),
        row: found.map(|(_, row)| row),
        holds: tolerance.and_then(within),
    }
}
