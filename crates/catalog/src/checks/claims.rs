//! Claims that a control set is to recompute: whether it can.

use faircat_inference::figures;
use faircat_inference::metrics::{FEWEST_COUNTED, Metric, NAMES, metric_by_name};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Evaluation, ModelSection};

use super::Fault;

/// The metric that `name` was probably meant to be.
fn meant(name: &str) -> Option<&'static str> {
    let letters = |text: &str| -> String {
        text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let name = letters(name);
    let contains = || {
        let long = name.len() > 4;
        NAMES.into_iter().find(|known| long && letters(known).contains(&name))
    };
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(&letters(known), &name);
    contains().or_else(|| {
        let near = NAMES.into_iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
        near.filter(|known| likeness(known) >= 0.7)
    })
}

/// The metrics that can be recomputed.
fn known() -> String {
    let (last, others) = NAMES.split_last().unwrap_or((&"", &[]));
    format!("those that can are: {}, and {last}", others.join("; "))
}

pub(super) fn check(model: &ModelSection, found: &mut Vec<Fault>) {
    conversions(model, found);
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

/// Factors with which a difference stays one: an error times −1 or 0 is none.
fn conversions(model: &ModelSection, found: &mut Vec<Fault>) {
    let outputs = model.signature.iter().flat_map(|it| &it.outputs).enumerate();
    for (index, output) in outputs {
        let Some(conversion) = &output.conversion else { continue };
        if conversion.factor.is_finite() && conversion.factor > 0.0 {
            continue;
        }
        let message = format!(
            "`{}` becomes {} by the factor {}, which is not above 0",
            output.name, conversion.unit, conversion.factor
        );
        let hint = "write what its values are multiplied by, as 11 where a fraction of 11 pixels \
                    becomes pixels";
        let problem = Diagnostic::error("claim", message).hint(hint);
        let pointer = format!("/model/signature/outputs/{index}/conversion/factor");
        found.push(Fault::new(pointer, problem));
    }
}

fn warn(
    pointer: &str,
    field: &str,
    code: &'static str,
    message: String,
    hint: &str,
    found: &mut Vec<Fault>,
) {
    let problem = Diagnostic::warning(code, message).hint(hint);
    found.push(Fault::new(format!("{pointer}/{field}"), problem));
}

/// A value within what the metric can be.
fn range(pointer: &str, metric: Metric, evaluation: &Evaluation, found: &mut Vec<Fault>) {
    let is_percent = matches!(evaluation.unit.as_deref(), Some("%" | "percent"));
    let scale = if is_percent && metric.takes_percent() { 100.0 } else { 1.0 };
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
    // Nobody means hardly more than one percent.
    let may_be_percent = metric.takes_percent() && !is_percent && (2.0..=100.0).contains(&value);
    let hint =
        if may_be_percent { "add `unit: '%'` to a value in percent" } else { "correct the value" };
    warn(pointer, "value", "claim", message, hint, found);
}

fn output(pointer: &str, model: &ModelSection, evaluation: &Evaluation, found: &mut Vec<Fault>) {
    let (Some(name), Some(signature)) = (&evaluation.output, &model.signature) else { return };
    if signature.outputs.iter().any(|output| output.name == *name) {
        return;
    }
    let names: Vec<String> =
        signature.outputs.iter().map(|output| format!("`{}`", output.name)).collect();
    let message = format!("the signature has no output `{name}`");
    let hint = format!("it has {}", names.join(", "));
    let problem = Diagnostic::error("claim", message).hint(hint);
    found.push(Fault::new(format!("{pointer}/output"), problem));
}

fn claim(
    pointer: &str,
    model: &ModelSection,
    metric: Option<Metric>,
    evaluation: &Evaluation,
    found: &mut Vec<Fault>,
) {
    let name = &evaluation.metric;
    let Some(metric) = metric else {
        let message = format!("`{name}` is no metric that a control set can recompute");
        let hint = match meant(name) {
            Some(near) => format!("did you mean `{near}`? {}", known()),
            None => known(),
        };
        return warn(pointer, "metric", "claim", message, &hint, found);
    };
    if model.control_set.as_ref().is_none_or(|set| set.data.is_none()) {
        let message = format!("`{name}` names the control set, but the record has none");
        let hint = "add `model.control_set.data` with the file";
        warn(pointer, "control_set", "claim", message, hint, found);
    }
    if evaluation.tolerance.is_none() {
        let message = format!("`{name}` has no `tolerance`, so that nothing can be decided");
        let hint = "add the largest difference at which a recomputed value still agrees";
        return warn(pointer, "control_set", "claim", message, hint, found);
    }
    let items = model.control_set.as_ref().and_then(|set| set.items);
    if let (Metric::BackgroundRejection { .. }, Some(items)) = (metric, items)
        && evaluation.value * FEWEST_COUNTED as f64 > items as f64
    {
        let value = figures::plain(evaluation.value);
        let message = format!(
            "a rejection of {value} on {items} {} rests on fewer than {FEWEST_COUNTED} of \
             them",
            figures::noun(items, "item", "items")
        );
        let hint = "it is shown as a limit and not checked: remove `control_set: true`, or take a \
                    larger control set";
        warn(pointer, "value", "claim", message, hint, found);
    }
}

fn is_same_claim(one: &Evaluation, other: &Evaluation) -> bool {
    one.control_set
        && one.metric == other.metric
        && one.condition == other.condition
        && one.output == other.output
}
