//! What is done with the scores of a row.

use tract_core::internal::{TractResult, bail};

use super::super::Node;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Transform {
    None,
    Logistic,
    Softmax,
}

impl Transform {
    pub(super) fn of(node: &Node) -> TractResult<Transform> {
        Ok(match node.one_of("post_transform", &["NONE", "LOGISTIC", "SOFTMAX"])? {
            "NONE" => Transform::None,
            "LOGISTIC" => Transform::Logistic,
            _ => Transform::Softmax,
        })
    }

    pub(super) fn apply(self, scores: &mut [f32]) {
        match self {
            Transform::None => {}
            Transform::Logistic => scores.iter_mut().for_each(|it| *it = logistic(*it)),
            Transform::Softmax => {
                let largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                scores.iter_mut().for_each(|it| *it = (*it - largest).exp());
                let sum: f32 = scores.iter().sum();
                scores.iter_mut().for_each(|it| *it /= sum);
            }
        }
    }
}

pub(super) fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// Integers that name the classes.
pub(super) fn labels(node: &Node, attribute: &str, texts: &str) -> TractResult<Vec<i64>> {
    if node.texts(texts).is_some_and(|texts| !texts.is_empty()) {
        bail!("its labels are texts");
    }
    match node.integers(attribute) {
        Some(labels) if !labels.is_empty() => Ok(labels.to_vec()),
        _ => bail!("it has no labels"),
    }
}

/// The place of the largest score, the first of equal ones.
pub(super) fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (place, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = place;
        }
    }
    best
}
