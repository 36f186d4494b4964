//! What the control set at hand shows of a verification on it.

use faircat_inference::figures::noun;
use faircat_inference::verification::{ControlSet, applied_tolerance, has_one_scale};

use super::short;
use super::verification::SLACK;
use crate::evidence::verification::{OutputCheck, Verdict, Verification};

/// What is wrong with `verification`, which is of the control set `control`, in phrases.
pub fn of_control_set(verification: &Verification, control: &ControlSet) -> Vec<String> {
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
    found.dedup();
    found
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
