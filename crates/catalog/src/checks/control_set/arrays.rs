//! Which arrays a control set has: all that its claims need, and none that nothing reads.

use faircat_inference::metrics::{Needs, metric_by_name};
use faircat_record::shape::nearest;
use faircat_record::{Evaluation, ModelSection, Tensor};

use super::super::{Arrays, Fault};
use super::warn;

/// Most arrays without a reader that are named.
const MOST_NAMED: usize = 5;

pub(super) fn check(data: &str, model: &ModelSection, arrays: &Arrays, found: &mut Vec<Fault>) {
    let Some(signature) = &model.signature else { return };
    let mut known = vec!["label".to_owned(), "target".to_owned()];
    for input in &signature.inputs {
        known.push(input.name.clone());
        known.extend(input.features.iter().map(|it| it.name.clone()));
    }
    known.extend(signature.outputs.iter().map(|it| format!("reference_{}", it.name)));
    let has = |name: &str| arrays.iter().any(|(it, _)| it == name);
    if !has("label")
        && !has("target")
        && let Some(claim) = model.evaluations.iter().find(|it| needs_truth(it))
    {
        let message = format!(
            "`{data}` has neither `label` nor `target`, without which {} is not recomputed",
            claim.metric
        );
        let hint = "name the array of the classes `label`, that of target values `target`";
        warn("data", message, hint.to_owned(), found);
    }
    for (name, _) in arrays.iter().filter(|(it, _)| !known.contains(it)).take(MOST_NAMED) {
        let free = known.iter().map(String::as_str).filter(|it| !has(it));
        let hint = match nearest(name, free) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "name it as one of the model's inputs, `label`, `target` or `reference_NAME` of an \
                     output, or leave it out"
                    .to_owned()
            }
        };
        warn("data", format!("nothing reads the array `{name}` in `{data}`"), hint, found);
    }
    for output in &signature.outputs {
        let name = format!("reference_{}", output.name);
        let reference = arrays.iter().find(|(it, _)| *it == name);
        if let Some((_, header)) = reference.filter(|(_, it)| !fits(&it.shape, output)) {
            let message = format!(
                "`{name}` in `{data}` has the shape {:?}, the output [{}]",
                header.shape,
                output.shape.join(", ")
            );
            let hint = "write what the model made of each item, one row for each";
            warn("data", message, hint.to_owned(), found);
        }
    }
}

/// Whether `evaluation` is to be recomputed from labels or targets.
fn needs_truth(evaluation: &Evaluation) -> bool {
    let metric = metric_by_name(&evaluation.metric);
    evaluation.control_set && metric.is_some_and(|it| it.needs() != Needs::References)
}

/// Whether an array of the shape `has` may be a reference of `output`: sizes that are named vary.
fn fits(has: &[usize], output: &Tensor) -> bool {
    let agrees = |(size, declared): (&usize, &String)| {
        declared.parse::<usize>().map_or(true, |declared| *size == declared)
    };
    has.len() == output.shape.len() && has.iter().zip(&output.shape).skip(1).all(agrees)
}
