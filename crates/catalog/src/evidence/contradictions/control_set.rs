//! What the control set at hand shows of a verification on it.

use faircat_inference::figures::noun;
use faircat_inference::metrics::{Metric, metric_by_name};
use faircat_inference::signature::Signature;
use faircat_inference::tensor::Tensor;
use faircat_inference::verification::{
    ControlSet, Outputs, Recomputed, applied_tolerance, has_one_scale, judged_by, widest_tolerance,
};

use super::short;
use super::verification::SLACK;
use crate::evidence::verification::{EngineRun, OutputCheck, Verdict, Verification};

/// What is wrong with `verification`, which is of the control set `control`, in phrases.
pub fn of_control_set(
    verification: &Verification,
    control: &ControlSet,
    signature: &Signature,
) -> Vec<String> {
    let (said, items) = (verification.control_set.items, control.items());
    if said != items {
        return vec![format!(
            "the control set has {items} {}, not {said}",
            noun(items as u64, "item", "items")
        )];
    }
    let outputs = verification.runs.iter().flat_map(|run| &run.outputs);
    let declared = verification.control_set.tolerance;
    let mut found: Vec<String> =
        outputs.filter_map(|output| of_reference(output, declared, control)).collect();
    found.extend(of_claims(verification, control, signature));
    found.dedup();
    found
}

/// What contradicts the metrics of runs whose outputs are said to be the references: of these the
/// metrics can be computed here.
fn of_claims(
    verification: &Verification,
    control: &ControlSet,
    signature: &Signature,
) -> Vec<String> {
    let references = signature.outputs.iter().map(|it| control.reference(&it.name).cloned());
    let Some(references) = references.collect::<Option<Vec<Tensor>>>() else { return Vec::new() };
    let outputs = Outputs { signature, tensors: &references, control: Some(control) };
    let are_references = |run: &&EngineRun| {
        let agrees = |it: &OutputCheck| it.found.verdict() == Verdict::Holds;
        !run.outputs.is_empty() && run.outputs.iter().all(agrees)
    };
    let checks = verification.runs.iter().filter(are_references).flat_map(|run| &run.metrics);
    let mut known: Vec<(&Recomputed, Option<f64>)> = Vec::new();
    let mut found = Vec::new();
    for check in checks {
        let Some(said) = check.value else { continue };
        let same = known.iter().find(|(it, _)| it.claim == check.claim).map(|(_, value)| *value);
        let value = same.unwrap_or_else(|| of_references(check, outputs));
        known.push((check, value));
        let Some(value) = value else { continue };
        if (said - value).abs() > allowance(check, value, control.items()) {
            found.push(format!(
                "`{}` of the references is {value}, and is said to be {said} of outputs that agree \
                 with them",
                short(&check.claim.metric)
            ));
        }
    }
    found
}

/// The metric of `check`, in the unit of its claim, of the references as outputs.
fn of_references(check: &Recomputed, outputs: Outputs) -> Option<f64> {
    judged_by(&check.claim, outputs).ok()?.value().filter(|it| it.is_finite())
}

/// How far a metric may lie from that of the references where the outputs agree: by what a tolerance
/// may be at most, or by one item that is decided otherwise.
fn allowance(check: &Recomputed, value: f64, items: usize) -> f64 {
    let widest = widest_tolerance(value, check.spread());
    let items = items.max(1) as f64;
    let of_an_item = match metric_by_name(&check.claim.metric) {
        Some(Metric::BackgroundRejection { .. }) => value * value / items,
        Some(metric) if metric.is_share() => check.claim.scale() / items,
        _ => 0.0,
    };
    widest.max(of_an_item) * (1.0 + SLACK)
}

/// What contradicts the reference of `output`, or that it has none.
fn of_reference(
    output: &OutputCheck,
    declared: Option<f64>,
    control: &ControlSet,
) -> Option<String> {
    let name = short(&output.found.name);
    let Some(reference) = control.reference(&output.found.name) else {
        let is_compared = output.found.largest.is_some() || output.found.tolerance.is_some();
        return is_compared.then(|| {
            format!("output `{name}` is said to be compared, but the control set has no reference")
        });
    };
    if output.found.largest.is_some() && reference.shape() != output.found.shape {
        return Some(format!("output `{name}` and its reference have other shapes"));
    }
    let fails = output.found.verdict() == Verdict::Fails;
    let has_scale = fails || declared.is_none_or(|it| has_one_scale(reference, it));
    let applied = declared.filter(|_| has_scale);
    let applied = applied.map(|declared| applied_tolerance(reference, declared));
    // That it is not below the declared one is known without the data.
    let can_be = match (output.found.tolerance, applied) {
        (Some(said), Some(applied)) => said <= applied * (1.0 + SLACK),
        (said, applied) => said.is_none() && applied.is_none(),
    };
    (!can_be).then(|| {
        let applied = applied.map_or_else(|| "none".to_owned(), |it| it.to_string());
        format!("the tolerance of output `{name}` is {applied} by its reference")
    })
}
