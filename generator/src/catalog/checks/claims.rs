//! Claims that a control set is to recompute: whether it can, and whether they say something.

use faircat_inference::figures;
use faircat_inference::metrics::{FEWEST_COUNTED, Metric, metric_by_name};
use faircat_inference::verification::{WIDEST_OUTPUT_TOLERANCE, widest_tolerance};

use super::artifacts::{FileState, OwnFiles};
use super::{Finding, artifacts};
use crate::diagnostic::Diagnostic;
use crate::record::{ControlSet, Evaluation, ModelSection};

const METRICS: &str = "those that can are: accuracy, ROC AUC, log loss, background rejection at 50 % \
                       signal efficiency, fidelity, Euclidean error, 95 % quantile, mean Euclidean \
                       error, and standard deviation of the Euclidean error";

pub(super) fn check(model: &ModelSection, files: &dyn OwnFiles, found: &mut Vec<Finding>) {
    if let Some(set) = &model.control_set {
        control_set(set, files, found);
    }
    for (index, evaluation) in model.evaluations.iter().enumerate() {
        let pointer = format!("/model/evaluations/{index}");
        let metric = metric_by_name(&evaluation.metric);
        if let Some(metric) = metric {
            range(&pointer, metric, evaluation, found);
        }
        output(&pointer, model, evaluation, found);
        if evaluation.control_set {
            claim(&pointer, model, metric, evaluation, found);
            if model.evaluations[..index].iter().any(|other| is_same_claim(other, evaluation)) {
                let message =
                    format!("two evaluations of `{}` cannot be told apart", evaluation.metric);
                let hint = "give them different `condition`s, or remove one";
                warn(&pointer, "metric", "claim", message, hint, found);
            }
        }
    }
}

fn warn(
    pointer: &str,
    field: &str,
    code: &'static str,
    message: String,
    hint: &str,
    found: &mut Vec<Finding>,
) {
    let problem = Diagnostic::warning(code, message).hint(hint);
    found.push(Finding::new(format!("{pointer}/{field}"), problem));
}

/// The file is there, and the tolerance of outputs is one that rounding explains.
fn control_set(set: &ControlSet, files: &dyn OwnFiles, found: &mut Vec<Finding>) {
    let pointer = "/model/control_set";
    if let Some(data) = set.data.as_deref().filter(|data| !data.contains("://")) {
        let unusable = artifacts::unusable(data);
        let hint = match &unusable {
            Some((_, hint)) => hint.clone(),
            None => "add the file to the record's folder, or correct `data`".to_owned(),
        };
        let problem = if let Some((message, _)) = unusable {
            Some(message)
        } else {
            match files.state(data) {
                FileState::File(_) => None,
                FileState::Missing => Some(format!("there is no control set `{data}`")),
                FileState::Outside => Some(format!("`{data}` is, or lies behind, a symbolic link")),
                FileState::Unreadable => Some(format!("`{data}` cannot be read")),
                FileState::NoFile => Some(format!("`{data}` is no file")),
            }
        };
        found.extend(problem.map(|message| {
            let problem = Diagnostic::error("control-set", message).hint(hint);
            Finding::new(format!("{pointer}/data"), problem)
        }));
    }
    if let Some(tolerance) = set.tolerance.filter(|it| *it > WIDEST_OUTPUT_TOLERANCE) {
        let (tolerance, widest) =
            (figures::width(tolerance), figures::width(WIDEST_OUTPUT_TOLERANCE));
        let message = format!(
            "the tolerance {tolerance} of the outputs is wider than {widest}, the most that \
             rounding explains"
        );
        let hint = "outputs that differ by more are not said to agree";
        warn(pointer, "tolerance", "tolerance", message, hint, found);
    }
}

/// A value within what the metric can be.
fn range(pointer: &str, metric: Metric, evaluation: &Evaluation, found: &mut Vec<Finding>) {
    let is_percent = matches!(evaluation.unit.as_deref(), Some("%" | "percent"));
    let scale = if is_percent && metric.is_share() { 100.0 } else { 1.0 };
    let (low, high) = metric.range();
    let (low, high) = (low * scale, high * scale);
    let value = evaluation.value;
    if !value.is_finite() || (low..=high).contains(&value) {
        return;
    }
    let message = format!(
        "{} is {}, but lies between {} and {}",
        evaluation.metric,
        figures::plain(value),
        figures::plain(low),
        figures::plain(high)
    );
    let hint = if metric.is_share() {
        "add `unit: '%'` to a value in percent"
    } else {
        "correct the value"
    };
    warn(pointer, "value", "claim", message, hint, found);
}

fn output(pointer: &str, model: &ModelSection, evaluation: &Evaluation, found: &mut Vec<Finding>) {
    let (Some(name), Some(signature)) = (&evaluation.output, &model.signature) else { return };
    if signature.outputs.iter().any(|output| output.name == *name) {
        return;
    }
    let names: Vec<String> =
        signature.outputs.iter().map(|output| format!("`{}`", output.name)).collect();
    let message = format!("the signature has no output `{name}`");
    let hint = format!("it has {}", names.join(", "));
    let problem = Diagnostic::error("claim", message).hint(hint);
    found.push(Finding::new(format!("{pointer}/output"), problem));
}

fn claim(
    pointer: &str,
    model: &ModelSection,
    metric: Option<Metric>,
    evaluation: &Evaluation,
    found: &mut Vec<Finding>,
) {
    let name = &evaluation.metric;
    let Some(metric) = metric else {
        let message = format!("`{name}` is no metric that a control set can recompute");
        return warn(pointer, "metric", "claim", message, METRICS, found);
    };
    if model.control_set.as_ref().is_none_or(|set| set.data.is_none()) {
        let message = format!("`{name}` names the control set, but the record has none");
        let hint = "add `model.control_set.data` with the file";
        warn(pointer, "control_set", "claim", message, hint, found);
    }
    let Some(tolerance) = evaluation.tolerance else {
        let message = format!("`{name}` has no `tolerance`, so that nothing can be decided");
        let hint = "add the largest difference at which a recomputed value still agrees";
        return warn(pointer, "control_set", "claim", message, hint, found);
    };
    wide(pointer, tolerance, evaluation, found);
    let items = model.control_set.as_ref().and_then(|set| set.items);
    if let (Metric::BackgroundRejection { .. }, Some(items)) = (metric, items)
        && evaluation.value * FEWEST_COUNTED as f64 > items as f64
    {
        let value = figures::plain(evaluation.value);
        let message = format!(
            "a rejection of {value} on {items} items rests on fewer than {FEWEST_COUNTED} of them"
        );
        let hint = "it is shown as a limit and not checked: remove `control_set: true`, or take a \
                    larger control set";
        warn(pointer, "value", "claim", message, hint, found);
    }
}

fn wide(pointer: &str, tolerance: f64, evaluation: &Evaluation, found: &mut Vec<Finding>) {
    let widest = widest_tolerance(evaluation.value, evaluation.uncertainty);
    if !tolerance.is_finite() || tolerance <= widest {
        return;
    }
    let message = format!(
        "the tolerance {} of `{}` is wider than {}, the most that rounding and a tenth of the \
         statistical uncertainty explain",
        figures::width(tolerance),
        evaluation.metric,
        figures::width(widest)
    );
    let hint = match evaluation.uncertainty {
        Some(_) => "narrow it, so that no other data set's value passes for this one",
        None => "narrow it, or give the `uncertainty` of the value",
    };
    warn(pointer, "tolerance", "tolerance", message, hint, found);
}

fn is_same_claim(one: &Evaluation, other: &Evaluation) -> bool {
    one.control_set
        && one.metric == other.metric
        && one.condition == other.condition
        && one.output == other.output
}
