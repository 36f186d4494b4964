//! How the reference outputs of a control set are distributed.

use faircat_inference::signature::Signature;
use faircat_inference::verification::ControlSet;
use serde::Serialize;

use super::answers::{Errors, Scores, errors, scores};

/// Number of bins; even, so that the threshold ½ is an edge.
const BINS: usize = 40;

/// A histogram for each class, or one of the errors.
#[derive(Serialize)]
pub struct Distribution {
    /// Name of the output.
    pub output: String,
    /// What is counted by, as `Probability of Hbb`.
    pub quantity: String,
    pub unit: Option<String>,
    /// One more than there are bins. What lies beyond the last edge is counted in the last bin.
    pub edges: Vec<f64>,
    /// Names of the classes, or of what the only histogram is of.
    pub series: Vec<String>,
    /// For each of `series`, the number of items in each bin.
    pub counts: Vec<Vec<u64>>,
}

/// The distribution of a classifier of two classes, or of a regression's errors.
pub(super) fn of(signature: &Signature, control: &ControlSet) -> Option<Distribution> {
    match (scores(signature, control), errors(signature, control)) {
        (Some(scores), _) => of_scores(&scores),
        (None, Some(errors)) => of_errors(&errors),
        (None, None) => None,
    }
}

fn of_scores(scores: &Scores) -> Option<Distribution> {
    if scores.width != 2 {
        return None;
    }
    let positive: Vec<f64> = scores.values.chunks_exact(2).map(|row| row[1]).collect();
    let classes = &scores.output.classes;
    let of_class = |class: usize, labels: &[usize]| {
        let own = positive.iter().zip(labels).filter(|(_, label)| **label == class);
        counts(own.map(|(score, _)| *score), 1.0)
    };
    let (series, counts) = match scores.labels {
        Some(labels) => (classes.clone(), (0..2).map(|class| of_class(class, labels)).collect()),
        None => (vec!["All".to_owned()], vec![counts(positive.iter().copied(), 1.0)]),
    };
    Some(Distribution {
        output: scores.output.name.clone(),
        quantity: format!("Probability of {}", classes[1]),
        unit: None,
        edges: edges(1.0),
        series,
        counts,
    })
}

fn of_errors(errors: &Errors) -> Option<Distribution> {
    let mut sorted: Vec<f64> = errors.values.iter().copied().filter(|it| it.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    // A few large errors would squeeze all others into the first bin.
    let last = *sorted.get(sorted.len().checked_sub(1)? * 99 / 100)?;
    let high = faircat_display::round_up(last);
    if !high.is_normal() {
        return None;
    }
    Some(Distribution {
        output: errors.output.name.clone(),
        quantity: "Error".to_owned(),
        unit: errors.unit.map(str::to_owned),
        edges: edges(high),
        series: vec!["All".to_owned()],
        counts: vec![counts(sorted.into_iter(), high)],
    })
}

/// Edges of the bins from 0 to `high`.
fn edges(high: f64) -> Vec<f64> {
    // Rounded, so that 0.1 is not written with seventeen digits.
    let edge = |index: usize| high * index as f64 / BINS as f64;
    (0..=BINS).map(|index| format!("{:.6e}", edge(index)).parse().unwrap_or(0.0)).collect()
}

fn counts(values: impl Iterator<Item = f64>, high: f64) -> Vec<u64> {
    let mut counts = vec![0; BINS];
    for value in values.filter(|value| value.is_finite()) {
        let bin = (value / high * BINS as f64).floor().clamp(0.0, BINS as f64 - 1.0);
        counts[bin as usize] += 1;
    }
    counts
}
