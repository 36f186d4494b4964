//! What shows that an output was not given, or not compared so.

use faircat_inference::figures::noun;
use faircat_inference::tensor::DTYPES;
use faircat_record::{ModelSection, Tensor};

use super::short;
use super::verification::{SLACK, cannot_be, wrong_verdict};
use crate::evidence::verification::{OutputCheck, Verdict, Verification};

/// What is wrong with `output` of a run of `verification`, in phrases.
pub(super) fn of_output(
    output: &OutputCheck,
    verification: &Verification,
    section: Option<&ModelSection>,
) -> Vec<String> {
    let (name, set) = (short(&output.found.name), &verification.control_set);
    let signature = section.and_then(|section| section.signature.as_ref());
    let declared =
        signature.and_then(|it| it.outputs.iter().find(|known| known.name == output.found.name));
    let derived = derived(output, set.tolerance, declared);
    let mut found = Vec::new();
    // A file may have outputs that the record leaves out; then the signatures are said to differ.
    if signature.is_some() && declared.is_none() && verification.signature_differences.is_empty() {
        found.push(format!("the record declares no output `{name}`"));
    }
    if !DTYPES.contains(&output.found.dtype.as_str()) {
        found.push(format!("`{}` is no element type of an output", short(&output.found.dtype)));
    }
    if output.found.shape.first() != Some(&set.items) {
        let (shape, items) = (&output.found.shape, set.items);
        found.push(format!(
            "output `{name}` has the shape {shape:?}, not {items} {}",
            noun(items as u64, "row", "rows")
        ));
    }
    if output.found.largest.is_some_and(cannot_be) {
        found.push(format!("the difference of output `{name}` cannot be"));
    }
    if output.found.row.is_some_and(|row| row >= set.items) {
        found.push(format!("the difference of output `{name}` is said to be in no row that ran"));
    }
    let dropped = set.tolerance.is_some()
        && output.found.tolerance.is_none()
        && !output.found.has_no_scale()
        && output.found.largest.is_some();
    if dropped || !is_applied(set.tolerance, output.found.tolerance) {
        found.push(format!("the tolerance of output `{name}` is not the declared one, applied"));
    }
    if output.found.verdict() != derived {
        found.push(wrong_verdict(&format!("output `{name}`"), output.found.verdict(), derived));
    }
    if output.found.verdict() == Verdict::Holds && output.found.reason.is_some() {
        found.push(format!("output `{name}` holds, and a reason is given why it does not"));
    }
    found
}

/// The verdict by the shape and type that the record declares.
fn derived(output: &OutputCheck, tolerance: Option<f64>, declared: Option<&Tensor>) -> Verdict {
    let declared_shape = declared.map(|it| it.shape.clone()).or(output.declared_shape.clone());
    let output = OutputCheck { declared_shape, ..output.clone() };
    output.derived(tolerance, declared.map(|it| it.dtype.as_str()))
}

/// Whether `applied` can be what an engine made of the tolerance `declared`: never less.
fn is_applied(declared: Option<f64>, applied: Option<f64>) -> bool {
    match (declared, applied) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(declared), Some(applied)) => {
            applied.is_finite() && applied >= declared * (1.0 - SLACK)
        }
    }
}
