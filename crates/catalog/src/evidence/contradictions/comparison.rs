//! What shows that a comparison was not made.

use faircat_inference::metrics::{PAIRED_RESAMPLINGS, Resampled, SEED, resampled_over};
use faircat_inference::verification::{Claim, ControlSet, Judged, Outputs, compared, judged_by};
use faircat_record::{ModelSection, Work};

use super::{Grounds, of_run, short};
use crate::evidence::comparison::{Answered, Comparison, Figure, Pair, items_digest};
use crate::evidence::contract;

/// Resamplings that are drawn again to hold a standard error against them; of many items fewer, so that
/// not more than [`MOST_DRAWN`] are drawn.
const FEW: usize = 100;
const LEAST: usize = 20;
const MOST_DRAWN: usize = 2_000_000;

/// How far a standard deviation over so few resamplings may be from that over all, as a factor.
const NEAR: f64 = 2.0;

/// Share of a figure that computing it elsewhere may change.
const ROUNDING: f64 = 1e-9;

/// What is wrong with `comparison` of the model `work`, of itself, in phrases; empty where nothing is.
pub fn of_comparison(
    comparison: &Comparison,
    work: Option<&Work>,
    grounds: &Grounds,
) -> Vec<String> {
    let Comparison { date, faircat, machine, .. } = comparison;
    let engine = (&*comparison.engine, &*comparison.version, &*comparison.device);
    let mut found = of_run(date, faircat, machine, engine, work, grounds);
    for figure in &comparison.metrics {
        if !(figure.value.is_finite() && is_width(figure.uncertainty)) {
            found.push(format!("the figure of {} cannot be", short(&figure.metric)));
        }
    }
    found.extend(comparison.pairs.iter().filter_map(|pair| of_pair(comparison, pair)));
    found.dedup();
    found
}

fn is_width(value: f64) -> bool {
    value.is_finite() && value >= 0.0
}

fn of_pair(comparison: &Comparison, pair: &Pair) -> Option<String> {
    let title = || format!("{} against {}", short(&pair.metric), short(&pair.model));
    let figure = comparison.metrics.iter().find(|it| it.metric == pair.metric);
    if figure.is_none() {
        return Some(format!("{} is of no figure that was computed", title()));
    }
    let drawn = (pair.items, pair.replicates, pair.seed);
    if drawn != (comparison.control_set.items, PAIRED_RESAMPLINGS, SEED) {
        return Some(format!("{} was not drawn as faircat draws", title()));
    }
    let is_sound = pair.difference.is_finite() && is_width(pair.standard_error);
    (!is_sound).then(|| format!("the difference of {} cannot be", title()))
}

/// Whether `own` and `other`, of two models, can have the standard error and the difference of
/// `pair`: over the same resamplings, standard deviations obey the triangle inequality.
pub fn can_be_pair(own: &Figure, other: &Figure, pair: &Pair) -> bool {
    let slack = ROUNDING * (own.uncertainty + other.uncertainty);
    let least = (own.uncertainty - other.uncertainty).abs();
    let most = own.uncertainty + other.uncertainty;
    let size = own.value.abs().max(other.value.abs());
    (pair.difference - (own.value - other.value)).abs() <= ROUNDING * size
        && (least - slack..=most + slack).contains(&pair.standard_error)
}

/// Whether the standard error of `pair` is about that of the resamplings that were drawn again of both.
pub fn is_near_drawn(own: &Resampled, other: &Resampled, pair: &Pair) -> bool {
    own.standard_error(other).is_some_and(|drawn| is_near(pair.standard_error, drawn))
}

fn is_near(stated: f64, drawn: f64) -> bool {
    (drawn / NEAR..=drawn * NEAR).contains(&stated)
}

/// What the control set at hand shows to be wrong with `comparison`; else what the model answered.
///
/// Errors: in phrases.
pub fn answered(
    comparison: &Comparison,
    model: &ModelSection,
    control: &ControlSet,
) -> Result<Option<Answered>, Vec<String>> {
    let Some(declared) = &model.signature else {
        return Err(vec!["the record declares no signature".to_owned()]);
    };
    let signature = contract::signature(declared);
    if items_digest(control, &signature) != comparison.control_set.items_sha256 {
        return Err(vec!["its items are not those of the control set".to_owned()]);
    }
    let name = &comparison.output.name;
    let place = signature.outputs.iter().position(|it| it.name == *name);
    let tensor = comparison.output.tensor().filter(|it| it.items() == control.items());
    let (Some(place), Some(tensor)) = (place, tensor) else {
        return Err(vec![format!("it holds no output `{}` of the control set", short(name))]);
    };
    let tolerance = model.control_set.as_ref().and_then(|set| set.tolerance);
    if let Some(reference) = control.reference(name)
        && compared(&tensor, reference, tolerance).holds == Some(false)
    {
        return Err(vec![format!("the output `{}` is not that of the model", short(name))]);
    }
    // Only the output that was kept is looked at.
    let declared = signature.outputs[place].clone();
    let classes = declared.classes.clone();
    let signature = faircat_inference::signature::Signature {
        inputs: signature.inputs,
        outputs: vec![declared],
    };
    let tensors = [tensor];
    let outputs = Outputs { signature: &signature, tensors: &tensors, control: Some(control) };
    let mut wrong = Vec::new();
    let mut answered = None;
    let mut few = Vec::new();
    let count = (MOST_DRAWN / control.items().max(1)).clamp(LEAST, FEW);
    for figure in &comparison.metrics {
        let Some(judged) = judged_again(figure, outputs, &mut wrong) else { continue };
        few.extend(drawn_again(figure, &judged, count, &mut wrong));
        if answered.is_none() {
            answered = Some((judged.truth, judged.answers, classes.clone()));
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(answered.map(|(truth, answers, classes)| Answered { truth, answers, classes, few }))
}

/// What `figure` is judged by; `wrong` tells where that gives another.
fn judged_again(figure: &Figure, outputs: Outputs, wrong: &mut Vec<String>) -> Option<Judged> {
    let claim =
        Claim { metric: figure.metric.clone(), unit: figure.unit.clone(), ..Claim::default() };
    let judged = judged_by(&claim, outputs).ok();
    let value = judged.as_ref().and_then(Judged::value);
    let is_so =
        value.is_some_and(|value| (value - figure.value).abs() <= ROUNDING * value.abs().max(1e-9));
    if !is_so {
        wrong.push(format!("{} is not what its output gives", short(&figure.metric)));
    }
    judged
}

/// `count` resamplings of what `figure` is `judged` by; `wrong` tells where they spread otherwise.
fn drawn_again(
    figure: &Figure,
    judged: &Judged,
    count: usize,
    wrong: &mut Vec<String>,
) -> Option<Resampled> {
    let title = || short(&figure.metric);
    let drawn = resampled_over(count, judged.metric, &judged.truth, &judged.answers);
    let Ok(drawn) = drawn else {
        wrong.push(format!("{} cannot be resampled", title()));
        return None;
    };
    let drawn = drawn.scaled(judged.factor);
    let is_so = drawn.uncertainty().is_some_and(|it| is_near(figure.uncertainty, it));
    if !is_so {
        wrong.push(format!("the uncertainty of {} is not what its output gives", title()));
    }
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use faircat_inference::metrics::{Answers, Metric, Truth, resampled, resampled_over};

    use super::{FEW, is_near_drawn};
    use crate::evidence::comparison::Pair;

    /// The scores of a model that is wrong in every `wrong`-th item.
    fn answers(wrong: usize) -> Answers {
        let score = |item: usize| {
            let right = 0.5 + 0.4 * ((item * 7919 % 101) as f64 / 101.0);
            let right = if item.is_multiple_of(wrong) { 1.0 - right } else { right };
            if item % 2 == 1 { right } else { 1.0 - right }
        };
        let values = (0..400_usize).map(score).flat_map(|it| [1.0 - it, it]).collect();
        Answers { width: 2, values, reference: None }
    }

    #[test]
    fn a_standard_error_that_no_resampling_gives_is_not_believed() {
        let truth = Truth::Labels((0..400).map(|item| item % 2).collect());
        let over_all = |wrong| resampled(Metric::RocAuc, &truth, &answers(wrong)).unwrap();
        let over_few =
            |wrong| resampled_over(FEW, Metric::RocAuc, &truth, &answers(wrong)).unwrap();
        let standard_error = over_all(5).standard_error(&over_all(9)).unwrap();
        let pair = |standard_error| Pair {
            model: String::new(),
            sha256: String::new(),
            metric: String::new(),
            difference: 0.0,
            standard_error,
            items: 400,
            replicates: 1000,
            seed: 0,
        };
        let (one, other) = (over_few(5), over_few(9));
        assert!(is_near_drawn(&one, &other, &pair(standard_error)));
        for factor in [0.02, 0.3, 3.0, f64::NAN] {
            assert!(!is_near_drawn(&one, &other, &pair(standard_error * factor)), "{factor}");
        }
    }
}
