//! The metrics of a model's outputs, in the units of the claims.

use super::{Claim, ControlSet, Recomputed};
use crate::metrics::{
    Answers, Metric, MetricError, Truth, confusion_matrix, metric_by_name, uncertainty,
};
use crate::signature::{Conversion, Declared, Signature};
use crate::tensor::Tensor;

/// The output that metrics judge: the last with classes, so that probabilities come before
/// the logits they are made of; without classes the first.
pub(super) fn judged_output<'a>(
    signature: &'a Signature,
    outputs: &'a [Tensor],
) -> Option<(&'a Declared, &'a Tensor)> {
    let mut pairs = signature.outputs.iter().zip(outputs);
    let classes = pairs.clone().rfind(|(declared, _)| !declared.classes.is_empty());
    classes.or_else(|| pairs.next())
}

pub(super) fn answers(declared: &Declared, output: &Tensor, control: &ControlSet) -> Answers {
    let width = output.item_len().max(1);
    let is_classifier = !declared.classes.is_empty();
    let values = |tensor: &Tensor| {
        let values = tensor.data().to_f64();
        if is_classifier { probabilities(values, width) } else { values }
    };
    let reference = control.reference(&declared.name).filter(|it| it.shape() == output.shape());
    Answers { width, values: values(output), reference: reference.map(values) }
}

/// The rows of `width` values as they are where each is a probability distribution, else their
/// softmax.
#[must_use]
pub fn probabilities(values: Vec<f64>, width: usize) -> Vec<f64> {
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

pub(super) fn recompute(
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

pub(super) fn confusion(control: &ControlSet, answers: Option<&Answers>) -> Vec<Vec<u64>> {
    match (&control.truth, answers) {
        (Some(Truth::Labels(labels)), Some(answers)) => {
            confusion_matrix(labels, &answers.values, answers.width)
        }
        _ => Vec::new(),
    }
}
