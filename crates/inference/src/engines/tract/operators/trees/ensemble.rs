//! `TreeEnsembleClassifier` and `TreeEnsembleRegressor`.

use tract_core::internal::{DatumType, OutletId, TVec, Tensor, TractResult, bail, tvec};

use super::super::{Axes, Kernel, Node};
use super::reading::Trees;
use super::scores::{Transform, best, labels, logistic};

/// Rows and features of the input, which must be float32.
pub(super) fn table(node: &Node) -> TractResult<(OutletId, usize, usize)> {
    let x = node.input(0)?;
    if node.dtype(x)? != DatumType::F32 {
        bail!("it is not computed with {:?}", node.dtype(x)?);
    }
    match node.shape(x)?.as_slice() {
        &[rows, features] => Ok((x, rows, features)),
        shape => bail!("its input has the shape {shape:?}, not rows of features"),
    }
}

pub(super) fn rows(x: &Tensor, features: usize) -> TractResult<Vec<Vec<f32>>> {
    let x = x.to_plain_array_view::<f32>()?;
    let values: Vec<f32> = x.iter().copied().collect();
    Ok(values.chunks_exact(features.max(1)).map(<[f32]>::to_vec).collect())
}

/// How leaves of several trees become one number.
#[derive(Clone, Copy, PartialEq)]
enum Together {
    Sum,
    Average,
    Least,
    Most,
}

pub(super) fn regressor(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, count, features) = table(node)?;
    let targets = usize::try_from(node.integer("n_targets").unwrap_or(1))?;
    let together = match node.one_of("aggregate_function", &["SUM", "AVERAGE", "MIN", "MAX"])? {
        "SUM" => Together::Sum,
        "AVERAGE" => Together::Average,
        "MIN" => Together::Least,
        _ => Together::Most,
    };
    let transform = Transform::of(node)?;
    if targets == 1 && transform != Transform::None {
        bail!("its scores of one target have a `post_transform`");
    }
    let base = base(node, targets)?;
    let trees = Trees::read(node, "target", targets, features)?;
    let work = (count as u64).saturating_mul(trees.roots.len() as u64);
    let outputs = tvec!((DatumType::F32, tvec!(count, targets)));
    let kernel = Kernel::new(node.operator(), outputs, Axes::Rows, move |inputs| {
        let mut values = Vec::with_capacity(count * targets);
        for row in rows(&inputs[0], features)? {
            let mut scores = aggregated(&trees, together, targets, &row);
            scores.iter_mut().zip(&base).for_each(|(score, base)| *score += base);
            transform.apply(&mut scores);
            values.extend(scores);
        }
        Ok(tvec!(Tensor::from_shape(&[count, targets], &values)?))
    });
    node.add(kernel.with_work(work), &[x])
}

/// What is added to the score of each target.
fn base(node: &Node, targets: usize) -> TractResult<Vec<f32>> {
    let base = node.numbers("base_values").unwrap_or_default();
    if !base.is_empty() && base.len() != targets {
        bail!("it has {} base values for {targets} targets", base.len());
    }
    Ok(base.to_vec())
}

fn aggregated(trees: &Trees, together: Together, targets: usize, row: &[f32]) -> Vec<f32> {
    let mut scores: Vec<Option<f32>> = vec![None; targets];
    for &root in &trees.roots {
        for &(target, weight) in trees.leaf(root, row) {
            scores[target] = Some(match (scores[target], together) {
                (None, _) => weight,
                (Some(score), Together::Sum | Together::Average) => score + weight,
                (Some(score), Together::Least) => score.min(weight),
                (Some(score), Together::Most) => score.max(weight),
            });
        }
    }
    let divisor = if together == Together::Average { trees.roots.len().max(1) } else { 1 };
    scores.into_iter().map(|score| score.unwrap_or(0.0) / divisor as f32).collect()
}

/// How the scores of a row become a label and numbers for each class.
#[derive(Clone, Copy)]
enum Scoring {
    /// A score for each class.
    Each,
    /// One score for both of two classes; a probability where no weight is below 0.
    One { probability: bool },
}

pub(super) fn classifier(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, count, features) = table(node)?;
    let labels = labels(node, "classlabels_int64s", "classlabels_strings")?;
    let classes = labels.len();
    let transform = Transform::of(node)?;
    let trees = Trees::read(node, "class", classes, features)?;
    let scoring = scoring(&trees, classes)?;
    let probability = matches!(scoring, Scoring::One { probability: true });
    if probability && transform != Transform::None {
        bail!("its probabilities have a `post_transform`");
    }
    let wanted = if matches!(scoring, Scoring::One { .. }) { 1 } else { classes };
    let base = base(node, wanted)?;
    let work = (count as u64).saturating_mul(trees.roots.len() as u64);
    let outputs = tvec!((DatumType::I64, tvec!(count)), (DatumType::F32, tvec!(count, classes)));
    let kernel = Kernel::new(node.operator(), outputs, Axes::Rows, move |inputs| {
        let (mut answers, mut values) = (Vec::new(), Vec::new());
        for row in rows(&inputs[0], features)? {
            let mut scores = aggregated(&trees, Together::Sum, classes, &row);
            scores.iter_mut().zip(&base).for_each(|(score, base)| *score += base);
            answers.push(labels[scoring.answer(&mut scores, transform)]);
            values.extend(scores);
        }
        Ok(tvec!(
            tract_core::internal::tensor1(&answers),
            Tensor::from_shape(&[count, classes], &values)?
        ))
    });
    node.add(kernel.with_work(work), &[x])
}

/// Errors: weights of which the specification does not say what they mean.
fn scoring(trees: &Trees, classes: usize) -> TractResult<Scoring> {
    let weights = || trees.branches.iter().flat_map(|branch| &branch.weights);
    let named = |class: usize| weights().any(|&(target, _)| target == class);
    match classes {
        0 | 1 => bail!("it has {classes} classes"),
        2 if named(0) && !named(1) => {
            Ok(Scoring::One { probability: weights().all(|&(_, weight)| weight >= 0.0) })
        }
        // ONNX Runtime answers by the sign of the second class, whatever the first one has.
        2 if named(0) && named(1) => bail!("its weights are those of both of two classes"),
        2 if !named(0) => bail!("its weights are those of the second class alone"),
        _ => Ok(Scoring::Each),
    }
}

impl Scoring {
    /// The place of the answer among the labels; the scores become what is given for each class.
    fn answer(self, scores: &mut [f32], transform: Transform) -> usize {
        match self {
            Scoring::Each => {
                let answer = best(scores);
                transform.apply(scores);
                answer
            }
            Scoring::One { probability: true } => {
                let score = scores[0];
                scores.copy_from_slice(&[1.0 - score, score]);
                usize::from(score > 0.5)
            }
            Scoring::One { probability: false } => {
                let score = scores[0];
                if transform == Transform::Logistic {
                    scores.copy_from_slice(&[logistic(-score), logistic(score)]);
                } else {
                    scores.copy_from_slice(&[-score, score]);
                    transform.apply(scores);
                }
                usize::from(score > 0.0)
            }
        }
    }
}
