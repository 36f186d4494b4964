//! Which items of a control set the page shows, and their numbers.

use std::collections::{BTreeMap, BTreeSet};

use faircat_inference::metrics::Truth;
use faircat_inference::signature::Signature;
use faircat_inference::tensor::Tensor;
use faircat_inference::verification::ControlSet;
use serde::Serialize;

use super::answers::{Scores, errors, scores};
use super::arrays::{Array, Number, numbers};

/// Examples of a classifier, at most.
const OF_CLASSIFIER: usize = 12;
/// Examples of a regression of each kind, at most.
const OF_REGRESSION: usize = 4;
/// Numbers of all inputs together, at most: about a megabyte of JSON.
const MOST_NUMBERS: usize = 100_000;

/// Why an item was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Answered rightly, with confidence.
    Easy,
    /// An ordinary one, where there is no right and wrong.
    Typical,
    /// Close to the threshold, or far from the target.
    Hard,
    /// Answered wrongly.
    Wrong,
}

/// One item.
#[derive(Serialize)]
pub struct Example {
    /// Place in the control set, from 0.
    pub row: usize,
    pub kind: Kind,
    /// The true class.
    pub label: Option<usize>,
    /// The true values, in the units of the output.
    pub target: Option<Vec<f64>>,
    /// By name; the first axis of each is 1.
    pub inputs: BTreeMap<String, Array>,
    /// What the model must answer, by output.
    pub reference: BTreeMap<String, Vec<Number>>,
}

/// The examples of a control set, sorted by kind and row: the order says nothing of the truth.
pub(super) fn of(signature: &Signature, control: &ControlSet) -> Vec<Example> {
    let mut choices = match (scores(signature, control), errors(signature, control)) {
        (Some(scores), _) => of_classifier(&scores),
        (None, Some(errors)) => of_regression(&errors.values),
        (None, None) => spread(control.items()),
    };
    let width: usize = control.inputs.iter().map(Tensor::item_len).sum();
    choices.truncate(MOST_NUMBERS / width.max(1));
    choices.sort_unstable();
    choices.into_iter().filter_map(|(kind, row)| example(signature, control, kind, row)).collect()
}

type Choice = (Kind, usize);

/// Of each class some that are easy, some close to the threshold and some wrong.
fn of_classifier(scores: &Scores) -> Vec<Choice> {
    let mut classes: Vec<(Vec<Ranked>, Vec<Ranked>)> = vec![Default::default(); scores.width];
    for (row, scores_of_row) in scores.values.chunks_exact(scores.width).enumerate() {
        let best = largest(scores_of_row);
        let label = scores.labels.map_or(best, |labels| labels[row]);
        let margin = margin(scores_of_row, label);
        let (right, wrong) = &mut classes[label];
        if margin.is_finite() {
            (if margin > 0.0 { right } else { wrong }).push((margin, row));
        }
    }
    for (right, wrong) in &mut classes {
        for ranked in [right, wrong] {
            ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        }
    }
    let each = (4 / scores.width).max(1);
    let mut chosen = Vec::new();
    let mut taken = BTreeSet::new();
    for turn in 0..each {
        for kind in [Kind::Easy, Kind::Hard, Kind::Wrong] {
            for (right, wrong) in &classes {
                let row = match (kind, turn) {
                    (Kind::Easy, 0) => at(right, 0.5),
                    (Kind::Easy, _) => at(right, 0.9),
                    (Kind::Hard, turn) => right.get(turn).map(|ranked| ranked.1),
                    // The most confident mistake, then an ordinary one.
                    (_, 0) => at(wrong, 0.0),
                    (_, _) => at(wrong, 0.5),
                };
                chosen.extend(row.filter(|row| taken.insert(*row)).map(|row| (kind, row)));
            }
        }
    }
    chosen.truncate(OF_CLASSIFIER);
    chosen
}

/// How far the true class is above all others, and the row.
type Ranked = (f64, usize);

fn largest(scores: &[f64]) -> usize {
    let better = |best: usize, next: usize| if scores[next] > scores[best] { next } else { best };
    (0..scores.len()).fold(0, better)
}

/// Score of the class `label` above the best other one.
fn margin(scores: &[f64], label: usize) -> f64 {
    let others = scores.iter().enumerate().filter(|(class, _)| *class != label);
    scores[label] - others.map(|(_, score)| *score).fold(f64::NEG_INFINITY, f64::max)
}

/// The row at the quantile `share` of those ranked.
fn at(ranked: &[Ranked], share: f64) -> Option<usize> {
    let place = (ranked.len().checked_sub(1)? as f64 * share).round() as usize;
    ranked.get(place).map(|ranked| ranked.1)
}

/// Ordinary errors and the largest ones.
fn of_regression(errors: &[f64]) -> Vec<Choice> {
    let rows = errors.iter().enumerate().filter(|(_, error)| error.is_finite());
    let mut ranked: Vec<Ranked> = rows.map(|(row, error)| (*error, row)).collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let hard = ranked.iter().rev().take(OF_REGRESSION).map(|ranked| (Kind::Hard, ranked.1));
    let typical = (1..=OF_REGRESSION).filter_map(|place| {
        let share = place as f64 / (OF_REGRESSION + 1) as f64;
        Some((Kind::Typical, at(&ranked, share)?))
    });
    let mut taken = BTreeSet::new();
    typical.chain(hard).filter(|(_, row)| taken.insert(*row)).collect()
}

/// Items at even distances, where nothing tells them apart.
fn spread(items: usize) -> Vec<Choice> {
    let count = items.min(2 * OF_REGRESSION);
    (0..count).map(|place| (Kind::Typical, place * items / count)).collect()
}

fn example(signature: &Signature, control: &ControlSet, kind: Kind, row: usize) -> Option<Example> {
    let mut inputs = BTreeMap::new();
    for (declared, tensor) in signature.inputs.iter().zip(&control.inputs) {
        inputs.insert(declared.name.clone(), Array::of(&tensor.slice(row..row + 1))?);
    }
    let mut reference = BTreeMap::new();
    for (name, tensor) in &control.references {
        reference.insert(name.clone(), numbers(&tensor.slice(row..row + 1))?);
    }
    let (label, target) = match &control.truth {
        Some(Truth::Labels(labels)) => (labels.get(row).copied(), None),
        Some(Truth::Targets { width, values }) => {
            (None, values.get(row * width..(row + 1) * width).map(<[f64]>::to_vec))
        }
        None => (None, None),
    };
    Some(Example { row, kind, label, target, inputs, reference })
}
