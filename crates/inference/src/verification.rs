//! The claims of a model, recomputed on its control set.
//!
//! A control set is one npz file: the inputs under the signature's names, `label` (class index)
//! or `target` (values in the units of the output), and for each output NAME the array
//! `reference_NAME`, which another program computed.

mod choice;
mod comparing;
mod control_set;
mod labelled;
mod recomputing;
mod shown;
mod tolerance;
mod verdict;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::batching::{Division, dependent};
use crate::contract::ContractError;
use crate::engine::{EngineError, Session};
use crate::formats::FormatError;
use crate::signature::Signature;
use crate::tensor::Tensor;

pub use choice::Outputs;
use comparing::difference;
pub use comparing::{
    Compared, NO_ONE_SCALE, WIDEST_OUTPUT_TOLERANCE, agrees, applied_tolerance, compared, decided,
    has_one_scale, largest_difference,
};
pub use control_set::ControlSet;
pub use labelled::{Measures, is_truth, measures, truth_of};
pub use recomputing::{Judged, judged_by, probabilities, unit_factor};
use recomputing::{confusion, recompute};
pub use shown::{ShownClaim, ShownOutput, Told, ToldRun};
pub use tolerance::{ENGINE_ROUNDING, FEWEST_ITEMS, repeated_tolerance, smaller, widest_tolerance};
pub use verdict::Verdict;

/// Why a control set cannot be run.
#[derive(Debug, Error)]
pub enum VerificationError {
    #[error(transparent)]
    Format(#[from] FormatError),
    #[error(transparent)]
    Contract(#[from] ContractError),
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error("it holds no items")]
    Empty,
    #[error("`{name}` of the control set {reason}")]
    Array { name: String, reason: String },
    #[error("the engine gave {given} outputs; the signature has {declared}")]
    Outputs { given: usize, declared: usize },
    #[error(
        "the rows of output {place} depend on the others of their block, and all {items} items do \
         not run at once: {reason}"
    )]
    Together { place: usize, items: usize, reason: String },
    #[error("output `{name}` has {given} items for {wanted} of the input")]
    Items { name: String, given: usize, wanted: usize },
}

/// One declared evaluation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Name of the metric as the record writes it.
    pub metric: String,
    /// Variant that the record tells it from others by.
    #[serde(default)]
    pub condition: Option<String>,
    /// Output that the metric is of; `None` where the metric chooses it.
    #[serde(default)]
    pub output: Option<String>,
    pub value: f64,
    /// As declared: one standard deviation, in the unit of the value.
    #[serde(default)]
    pub uncertainty: Option<f64>,
    /// Unit of the value, where it has one.
    pub unit: Option<String>,
    /// Largest difference at which the claim holds, in the unit of the value.
    pub tolerance: Option<f64>,
}

/// A claim with what became of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Recomputed {
    pub claim: Claim,
    /// The output that the metric was computed from.
    pub output: Option<String>,
    /// In the unit of the claim; `None` where `reason` says why not.
    pub value: Option<f64>,
    /// Standard deviation of `value` over bootstrap samples.
    pub uncertainty: Option<f64>,
    /// In its place where few items were counted: the interval of 68.3 %.
    pub interval: Option<[f64; 2]>,
    /// In place of a value where the items are too few for one: it is above this at a confidence
    /// of 95 %. Such a claim is not checked.
    pub limit: Option<f64>,
    /// Whether the value lies within the tolerance of the claim; `None` where `reason` says why
    /// that is not decided.
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
    /// The largest difference that was allowed, as it was applied to this output.
    pub tolerance: Option<f64>,
    /// Whether the difference is within the tolerance; `None` where `reason` says why that is not
    /// decided.
    pub holds: Option<bool>,
    pub reason: Option<String>,
}

/// What one engine made of a control set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ControlSetRun {
    pub items: usize,
    pub outputs: Vec<OutputDifference>,
    pub claims: Vec<Recomputed>,
    /// Rows of true classes, columns of most probable ones; empty for a regression.
    pub confusion: Vec<Vec<u64>>,
}

impl OutputDifference {
    /// The same as `holds`.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.holds.into()
    }

    /// Whether it is said that no one scale describes its references.
    #[must_use]
    pub fn has_no_scale(&self) -> bool {
        self.tolerance.is_none() && self.reason.as_deref() == Some(NO_ONE_SCALE)
    }

    /// Whether it was compared within a tolerance that decides nothing, or that would have been.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.holds.is_none() && (self.tolerance.is_some() || self.has_no_scale())
    }
}

impl ControlSetRun {
    /// Whether all that the record claims was recomputed and agrees: `None` where nothing is
    /// claimed, a claim was not decided, or an output was compared and not decided; `false` where
    /// a claim or an output differs.
    #[must_use]
    pub fn holds(&self) -> Option<bool> {
        let claims = self.claims.iter().map(|it| it.holds);
        let mut all = claims.clone().chain(self.outputs.iter().map(|it| it.holds));
        if all.any(|it| it == Some(false)) {
            return Some(false);
        }
        let decided = !self.claims.is_empty() && claims.clone().all(|it| it.is_some());
        (decided && !self.outputs.iter().any(OutputDifference::is_open)).then_some(true)
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

/// As [`run`], in the blocks of `division`, or all at once where an output's rows depend on the
/// others of their block; also how many items were run at once.
///
/// # Errors
/// As of [`run`], and that all at once are too many for the engine.
pub fn run_together(
    control: &ControlSet,
    session: &mut dyn Session,
    division: Division,
) -> Result<(Vec<Tensor>, usize), VerificationError> {
    let (items, size) = (control.items(), division.size);
    let outputs = run(control, session, size)?;
    let is_by_item = outputs.iter().all(|it| it.shape().first() == Some(&items));
    if !division.is_doubtful || items <= size || !is_by_item {
        return Ok((outputs, size));
    }
    let first = |all: &[Tensor]| all.iter().map(|it| it.slice(0..size)).collect::<Vec<_>>();
    let Some(place) = dependent(session, &first(&control.inputs), &first(&outputs))? else {
        return Ok((outputs, size));
    };
    match run(control, session, items) {
        Ok(outputs) => Ok((outputs, items)),
        Err(VerificationError::Engine(
            error @ (EngineError::Failed { .. } | EngineError::Unsupported { .. }),
        )) => Err(VerificationError::Together { place, items, reason: error.to_string() }),
        Err(error) => Err(error),
    }
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
) -> Result<ControlSetRun, VerificationError> {
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
) -> Result<ControlSetRun, VerificationError> {
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
    let all = Outputs { signature, tensors: outputs, control: Some(control) };
    Ok(ControlSetRun {
        items: control.items(),
        outputs: differences.collect(),
        claims: claims.iter().map(|claim| recompute(claim, all)).collect(),
        confusion: confusion(all),
    })
}
