//! What a change of the inputs does to a metric and to the answers.

use serde::{Deserialize, Serialize};

use super::masking::{Masked, Replacement};
use super::values::Values;
use super::{Cumulative, FeatureName};
use crate::engine::Session;
use crate::metrics::{
    Answers, Metric, MetricError, Needs, RESAMPLINGS, Resampled, SEED, fidelity, is_significant,
    metric_by_name, resampled_over,
};
use crate::signature::Signature;
use crate::tensor::Tensor;
use crate::verification::{self, Claim, ControlSet, Judged, Outputs, VerificationError, judged_by};

/// A metric after a change of the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The metric with the change.
    pub value: f64,
    /// `value` less the metric on the control set as it is.
    pub change: f64,
    /// Standard deviation of `change` over bootstrap samples, of which each has the same items with
    /// and without the change; `None` where it has none.
    pub uncertainty: Option<f64>,
    /// Of the answers to those without the change (equation 1); `None` where they are not the scores
    /// of two classes.
    pub fidelity: Option<f64>,
}

impl Change {
    /// Whether the change is larger than chance would make it, by the rule of comparisons.
    #[must_use]
    pub fn is_significant(&self) -> bool {
        self.uncertainty.is_some_and(|uncertainty| is_significant(self.change, uncertainty))
    }
}

/// A control set as it is, with the answers that changes are compared with.
pub struct Baseline<'a> {
    pub signature: &'a Signature,
    pub control: &'a ControlSet,
    /// Of each input; `None` where its features cannot be masked.
    pub values: Vec<Option<Values>>,
    pub metric: Metric,
    pub claim: Claim,
    /// Place of the output that the metric is computed from.
    pub output: usize,
    pub value: f64,
    /// What turns the metric into the unit of the claim.
    factor: f64,
    answers: Answers,
    tensor: Tensor,
    resampled: Resampled,
}

impl<'a> Baseline<'a> {
    /// The metric of the first of `claims` that ranks two classes, else of the first that can be
    /// computed, on the `outputs` for `control`.
    ///
    /// # Errors
    /// Why there is no metric.
    pub fn new(
        signature: &'a Signature,
        control: &'a ControlSet,
        values: Vec<Option<Values>>,
        outputs: &[Tensor],
        claims: &[Claim],
    ) -> Result<Baseline<'a>, String> {
        let (claim, metric) = main_claim(claims)?;
        let all = Outputs { signature, tensors: outputs, control: Some(control) };
        let judged = judged_by(claim, all)?;
        let resampled = resampled(&judged).map_err(|error| error.to_string())?;
        let tensor = outputs.get(judged.place).cloned().ok_or("the model has no output")?;
        let claim = claim.clone();
        Ok(Baseline {
            signature,
            control,
            values,
            metric,
            claim,
            output: judged.place,
            value: resampled.value,
            factor: judged.factor,
            answers: judged.answers,
            tensor,
            resampled,
        })
    }

    /// Standard deviation of the metric over bootstrap samples.
    #[must_use]
    pub fn uncertainty(&self) -> Option<f64> {
        self.resampled.uncertainty()
    }

    /// Number and seed of the bootstrap samples.
    #[must_use]
    pub fn bootstrap() -> (usize, u64) {
        (RESAMPLINGS, SEED)
    }

    /// The metric after `masked`.
    ///
    /// # Errors
    /// The engine's, and why the metric has no value any more.
    pub fn change(
        &self,
        masked: &Masked,
        session: &mut dyn Session,
        batch: usize,
    ) -> Result<Change, VerificationError> {
        let (control, outputs) = self.run(masked, session, batch)?;
        let all = Outputs { signature: self.signature, tensors: &outputs, control: Some(&control) };
        let judged = judged_by(&self.claim, all).map_err(|it| self.lost(it))?;
        let resampled = resampled(&judged).map_err(|error| self.lost(error.to_string()))?;
        Ok(Change {
            value: resampled.value,
            change: resampled.difference(&self.resampled),
            uncertainty: resampled.standard_error(&self.resampled),
            fidelity: self.fidelity(&judged.answers),
        })
    }

    /// Largest difference of the output after `masked`.
    ///
    /// # Errors
    /// The engine's.
    pub fn difference(
        &self,
        masked: &Masked,
        session: &mut dyn Session,
        batch: usize,
    ) -> Result<f64, VerificationError> {
        let (_, outputs) = self.run(masked, session, batch)?;
        let (before, after) = (self.tensor.data().to_f64(), outputs[self.output].data().to_f64());
        Ok(before.iter().zip(&after).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max))
    }

    /// The features whose `changes`, replaced by 0 one at a time, are smaller than `threshold`.
    #[must_use]
    pub fn below(&self, threshold: f64, changes: &[((usize, usize), Change)]) -> Masked {
        let scale = if self.metric.is_share() { self.factor } else { self.value.abs() };
        let small = changes.iter().filter(|(_, it)| it.change.abs() < threshold * scale);
        Masked::Features(small.map(|(feature, _)| *feature).collect(), Replacement::Zero)
    }

    /// What became of `masked`, the features [below](Baseline::below) `threshold`.
    #[must_use]
    pub fn cumulative(&self, threshold: f64, masked: &Masked, change: Change) -> Cumulative {
        let features = match masked {
            Masked::Features(features, _) => features.as_slice(),
            _ => &[],
        };
        let masked = features.iter().map(|&it| FeatureName::of(self.signature, it)).collect();
        Cumulative { threshold, masked, change }
    }

    fn run(
        &self,
        masked: &Masked,
        session: &mut dyn Session,
        batch: usize,
    ) -> Result<(ControlSet, Vec<Tensor>), VerificationError> {
        let inputs = masked.apply(&self.control.inputs, &self.values, SEED);
        let control = ControlSet {
            inputs,
            truth: self.control.truth.clone(),
            references: self.control.references.clone(),
            notes: Vec::new(),
        };
        let outputs = verification::run(&control, session, batch)?;
        let (given, declared) = (outputs.len(), self.signature.outputs.len());
        if given == declared {
            Ok((control, outputs))
        } else {
            Err(VerificationError::Outputs { given, declared })
        }
    }

    fn fidelity(&self, answers: &Answers) -> Option<f64> {
        let of_classes = matches!(self.metric.needs(), Needs::Classes | Needs::Probabilities);
        let value = || fidelity(&answers.values, &self.answers.values, answers.width);
        let of_two = answers.width == 2 && self.answers.width == 2;
        (of_classes && of_two).then(value)
    }

    fn lost(&self, reason: String) -> VerificationError {
        let name = self.signature.outputs[self.output].name.clone();
        VerificationError::Array { name: format!("the masked `{name}`"), reason }
    }
}

/// The metric in the unit of its claim, over the resamplings.
fn resampled(judged: &Judged) -> Result<Resampled, MetricError> {
    let Judged { metric, truth, answers, factor, .. } = judged;
    Ok(resampled_over(RESAMPLINGS, *metric, truth, answers)?.scaled(*factor))
}

fn main_claim(claims: &[Claim]) -> Result<(&Claim, Metric), String> {
    let known = claims.iter().filter_map(|claim| Some((claim, metric_by_name(&claim.metric)?)));
    let known: Vec<(&Claim, Metric)> = known
        .filter(|(_, metric)| {
            !matches!(metric, Metric::Fidelity | Metric::BackgroundRejection { .. })
        })
        .collect();
    let ranks = |metric: Metric| matches!(metric, Metric::RocAuc | Metric::RocAucOfSeveral { .. });
    let best = known.iter().find(|(_, metric)| ranks(*metric)).or_else(|| known.first());
    best.copied().ok_or_else(|| {
        "the record has no claim on its control set that masking could change".to_owned()
    })
}
