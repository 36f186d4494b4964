//! What shows that a metric was not computed.

use faircat_inference::metrics::{Metric, metric_by_name};
use faircat_inference::verification::{Recomputed, unit_factor};
use faircat_record::ModelSection;

use super::short;
use super::verification::{cannot_be, wrong_verdict};
use crate::evidence::contract;
use crate::evidence::verification::{EngineRun, Verdict};

/// How far rounding may carry a figure beyond its metric's range.
const SLACK: f64 = 1e-9;

/// What is wrong with `check` of `run` on `items`, in phrases.
pub(super) fn of_metric(
    check: &Recomputed,
    run: &EngineRun,
    items: usize,
    section: Option<&ModelSection>,
) -> Vec<String> {
    let name = short(&check.claim.metric);
    let mut found: Vec<String> = of_figures(check, section).into_iter().collect();
    if let Some(output) = &check.output {
        let is_named = check.claim.output.as_ref().is_none_or(|declared| declared == output);
        if !is_named || run.outputs.iter().all(|it| it.found.name != *output) {
            let output = short(output);
            found.push(format!("`{name}` is said to be of `{output}`, which is not its output"));
        }
    }
    let widths = [check.claim.tolerance, check.uncertainty];
    if widths.into_iter().flatten().any(cannot_be) {
        found.push(format!("the tolerance or uncertainty of `{name}` cannot be"));
    }
    if !can_be_counted(check, items) {
        found.push(format!("no number of {items} items gives `{name}` its value"));
    }
    if !is_in_its_interval(check) {
        found.push(format!("the value of `{name}` is not in its interval"));
    }
    let derived = Verdict::from(check.decided(items));
    if check.verdict() != derived {
        let numbers = match (check.value, check.claim.tolerance) {
            (Some(value), Some(tolerance)) => {
                format!(" ({} against {value}, tolerance {tolerance})", check.claim.value)
            }
            _ => String::new(),
        };
        let what = format!("`{name}`{numbers}");
        found.push(wrong_verdict(&what, check.verdict(), derived));
    }
    if check.verdict() == Verdict::Holds && check.reason.is_some() {
        found.push(format!("`{name}` holds, and a reason is given why it does not"));
    }
    found
}

/// What is wrong with the figures as such: of a metric that is not known, in a unit that it cannot
/// be in, or outside its range.
fn of_figures(check: &Recomputed, section: Option<&ModelSection>) -> Option<String> {
    let name = short(&check.claim.metric);
    let interval = check.interval.into_iter().flatten();
    let figures = check.value.into_iter().chain(check.limit).chain(interval);
    let figures: Vec<f64> = figures.collect();
    if figures.is_empty() {
        return None;
    }
    let Some(metric) = metric_by_name(&check.claim.metric) else {
        return Some(format!("`{name}` is said to be recomputed, which is no metric of faircat"));
    };
    let signature = section.and_then(|section| section.signature.as_ref()).map(contract::signature);
    let outputs = signature.iter().flat_map(|it| &it.outputs);
    let output = outputs.into_iter().find(|it| Some(&it.name) == check.output.as_ref());
    let Ok(factor) = unit_factor(metric, &check.claim, output) else {
        let unit = short(check.claim.unit.as_deref().unwrap_or_default());
        return Some(format!("`{name}` is said to be in `{unit}`, in which nothing gives it"));
    };
    let (low, high) = metric.range();
    let (low, high) = (low * factor, high * factor);
    let slack = SLACK * factor.abs();
    let outside =
        |figure: &&f64| **figure < low.min(high) - slack || **figure > low.max(high) + slack;
    let outside = figures.iter().find(outside)?;
    Some(format!("`{name}` is said to be {outside}, which it cannot be"))
}

/// Whether the value, where it is a share of the items, is that of a whole number of them.
fn can_be_counted(check: &Recomputed, items: usize) -> bool {
    let (Some(Metric::Accuracy), Some(value)) = (metric_by_name(&check.claim.metric), check.value)
    else {
        return true;
    };
    let right = value * items as f64 / check.claim.scale();
    (right - right.round()).abs() <= SLACK * items.max(1) as f64
}

fn is_in_its_interval(check: &Recomputed) -> bool {
    match (check.value, check.interval) {
        (Some(value), Some([low, high])) => low <= value && value <= high,
        _ => true,
    }
}
