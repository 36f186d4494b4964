//! The claims of a model, recomputed on its control set.
//!
//! A control set is one npz file: the inputs under the signature's names, `label` (class index)
//! or `target` (values in the units of the output), and for each output NAME the array
//! `reference_NAME`, which another program computed.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::contract::{self, ContractError};
use crate::engine::{EngineError, Session};
use crate::formats::{FormatError, Limit, RawData, npz};
use crate::metrics::{Answers, Metric, MetricError, Truth, metric_by_name, uncertainty};
use crate::signature::{Conversion, Declared, Signature};
use crate::tensor::{Data, Tensor};

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
        let prepared = contract::prepare(signature, RawData::of_tensors(arrays), 0)?;
        let items = prepared.tensors.first().map_or(0, Tensor::items);
        let truth = match (label, target) {
            (Some(label), _) => Some(Truth::Labels(labels(&label)?)),
            (None, Some(target)) => Some(targets(&target)),
            (None, None) => None,
        };
        if let Some(truth) = &truth {
            check_items("label or target", truth.items(), items)?;
        }
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

    fn reference(&self, name: &str) -> Option<&Tensor> {
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

fn labels(tensor: &Tensor) -> Result<Vec<usize>, VerificationError> {
    let bad = |reason: &str| VerificationError::Array {
        name: "label".to_owned(),
        reason: reason.to_owned(),
    };
    if matches!(tensor.data(), Data::Float32(_) | Data::Float64(_)) || tensor.shape().len() != 1 {
        return Err(bad("is not a list of integers"));
    }
    let values = tensor.data().to_f64();
    let label = |value: f64| (0.0..65536.0).contains(&value).then_some(value as usize);
    let labels = values
        .into_iter()
        .map(|value| label(value).ok_or_else(|| bad("holds a number that is no class")));
    labels.collect()
}

fn targets(tensor: &Tensor) -> Truth {
    Truth::Targets { width: tensor.item_len().max(1), values: tensor.data().to_f64() }
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
/// model's graph ([`Signature::in_order_of`]). `tolerance` is the largest absolute difference
/// from a reference output that still agrees. Errors: as [`run`].
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
    let within = |tolerance: f64| match (reference, found) {
        (None, _) => None,
        // A reference of another shape contradicts the output.
        (Some(_), None) => Some(false),
        (Some(_), Some((largest, _))) => Some(largest <= tolerance),
    };
    OutputDifference {
        name: name.to_owned(),
        dtype: output.dtype().to_owned(),
        shape: output.shape().to_vec(),
        largest: found.map(|(largest, _)| largest),
        row: found.map(|(_, row)| row),
        holds: tolerance.and_then(within),
    }
}

/// The output that metrics judge: the last with classes, so that probabilities come before
/// the logits they are made of; without classes the first.
fn judged_output<'a>(
    signature: &'a Signature,
    outputs: &'a [Tensor],
) -> Option<(&'a Declared, &'a Tensor)> {
    let mut pairs = signature.outputs.iter().zip(outputs);
    let classes = pairs.clone().rfind(|(declared, _)| !declared.classes.is_empty());
    classes.or_else(|| pairs.next())
}

fn answers(declared: &Declared, output: &Tensor, control: &ControlSet) -> Answers {
    let width = output.item_len().max(1);
    let is_classifier = !declared.classes.is_empty();
    let values = |tensor: &Tensor| {
        let values = tensor.data().to_f64();
        if is_classifier { probabilities(values, width) } else { values }
    };
    let reference = control.reference(&declared.name).filter(|it| it.shape() == output.shape());
    Answers { width, values: values(output), reference: reference.map(values) }
}

/// The rows as they are where each is a probability distribution, else their softmax.
fn probabilities(values: Vec<f64>, width: usize) -> Vec<f64> {
    let sums_to_one = |row: &[f64]| {
        let within = row.iter().all(|value| (0.0..=1.0).contains(value));
        within && (row.iter().sum::<f64>() - 1.0).abs() < 1e-3
    };
    if values.chunks_exact(width).all(sums_to_one) {
        return values;
    }
    let softmax = |row: &[f64]| {
        let largest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let powers: Vec<f64> = row.iter().map(|value| (value - largest).exp()).collect();
        let total: f64 = powers.iter().sum();
        powers.into_iter().map(move |power| power / total).collect::<Vec<f64>>()
    };
    values.chunks_exact(width).flat_map(softmax).collect()
}

fn recompute(
    claim: &Claim,
    control: &ControlSet,
    answers: Option<&Answers>,
    conversion: Option<&Conversion>,
) -> Recomputed {
    let mut recomputed = Recomputed {
        claim: claim.clone(),
        value: None,
        uncertainty: None,
        holds: None,
        reason: None,
    };
    match value(claim, control, answers, conversion) {
        Ok((value, uncertainty)) => {
            let holds = |tolerance: f64| (value - claim.value).abs() <= tolerance;
            recomputed.value = Some(value);
            recomputed.uncertainty = uncertainty;
            recomputed.holds = claim.tolerance.map(holds);
        }
        Err(reason) => recomputed.reason = Some(reason),
    }
    recomputed
}

/// The metric and its uncertainty in the unit of the claim, or why there is none.
fn value(
    claim: &Claim,
    control: &ControlSet,
    answers: Option<&Answers>,
    conversion: Option<&Conversion>,
) -> Result<(f64, Option<f64>), String> {
    let metric = metric_by_name(&claim.metric)
        .ok_or_else(|| format!("`{}` is no metric that can be recomputed", claim.metric))?;
    let answers = answers.ok_or("the model has no output")?;
    let truth = control.truth.as_ref().ok_or("the control set has neither labels nor targets")?;
    let factor = factor(metric, claim, conversion)?;
    let failed = |it: MetricError| it.to_string();
    let value = metric.compute(truth, answers).map_err(failed)?;
    let spread = uncertainty(metric, truth, answers).map_err(failed)?;
    Ok((value * factor, spread.map(|it| it * factor.abs())))
}

/// What turns the metric into the unit of the claim.
fn factor(metric: Metric, claim: &Claim, conversion: Option<&Conversion>) -> Result<f64, String> {
    match (claim.unit.as_deref(), conversion) {
        (Some("%" | "percent"), _) if !metric.has_unit_of_output() => Ok(100.0),
        (Some(unit), Some(conversion))
            if metric.has_unit_of_output() && conversion.unit == unit =>
        {
            Ok(conversion.factor)
        }
        (None | Some("1"), _) => Ok(1.0),
        (Some(unit), _) => Err(format!("the record does not say how the output becomes {unit}")),
    }
}

fn confusion(control: &ControlSet, answers: Option<&Answers>) -> Vec<Vec<u64>> {
    match (&control.truth, answers) {
        (Some(Truth::Labels(labels)), Some(answers)) => {
            crate::metrics::confusion_matrix(labels, &answers.values, answers.width)
        }
        _ => Vec::new(),
    }
}
