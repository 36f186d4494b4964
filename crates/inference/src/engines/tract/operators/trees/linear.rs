//! Linear models and what prepares their inputs.

use tract_core::internal::{DatumType, OutletId, TVec, Tensor, TractResult, bail, tensor1, tvec};

use super::super::{Axes, Kernel, Node};
use super::ensemble::{rows, table};
use super::scores::{Transform, best, labels};

/// Coefficients [targets, features] and intercepts [targets].
struct Linear {
    coefficients: Vec<f32>,
    intercepts: Vec<f32>,
    features: usize,
}

impl Linear {
    fn read(node: &Node, targets: usize, features: usize) -> TractResult<Linear> {
        let coefficients = node.numbers("coefficients").unwrap_or_default().to_vec();
        let mut intercepts = node.numbers("intercepts").unwrap_or_default().to_vec();
        if intercepts.is_empty() {
            intercepts = vec![0.0; targets];
        }
        if coefficients.len() != targets * features || intercepts.len() != targets {
            bail!("its coefficients are not those of {targets} targets and {features} features");
        }
        Ok(Linear { coefficients, intercepts, features })
    }

    fn scores(&self, row: &[f32]) -> Vec<f32> {
        let lines = self.coefficients.chunks_exact(self.features.max(1));
        let score = |(line, intercept): (&[f32], &f32)| {
            line.iter().zip(row).map(|(a, b)| a * b).sum::<f32>() + intercept
        };
        lines.zip(&self.intercepts).map(score).collect()
    }
}

pub(super) fn classifier(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, count, features) = table(node)?;
    let labels = labels(node, "classlabels_ints", "classlabels_strings")?;
    // Whether the scores were trained together, which they are computed without.
    node.pass_over("multi_class");
    let classes = labels.len();
    let linear = Linear::read(node, classes, features)?;
    let transform = Transform::of(node)?;
    let outputs = tvec!((DatumType::I64, tvec!(count)), (DatumType::F32, tvec!(count, classes)));
    let kernel = Kernel::new(node.operator(), outputs, Axes::Rows, move |inputs| {
        let (mut answers, mut values) = (Vec::new(), Vec::new());
        for row in rows(&inputs[0], features)? {
            let mut scores = linear.scores(&row);
            answers.push(labels[best(&scores)]);
            transform.apply(&mut scores);
            values.extend(scores);
        }
        Ok(tvec!(tensor1(&answers), Tensor::from_shape(&[count, classes], &values)?))
    });
    node.add(kernel, &[x])
}

pub(super) fn regressor(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let targets = usize::try_from(node.integer("targets").unwrap_or(1))?;
    let (x, count, features) = table(node)?;
    let linear = Linear::read(node, targets, features)?;
    let transform = Transform::of(node)?;
    if targets == 1 && transform != Transform::None {
        bail!("its scores of one target have a `post_transform`");
    }
    by_row(node, x, [count, features, targets], move |row| {
        let mut scores = linear.scores(row);
        transform.apply(&mut scores);
        scores
    })
}

/// (x − offset) × scale, each of them one number or one for each feature.
pub(super) fn scaler(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, count, features) = table(node)?;
    let read = |name: &str| -> TractResult<Vec<f32>> {
        match node.numbers(name).unwrap_or_default() {
            &[one] => Ok(vec![one; features]),
            each if each.len() == features => Ok(each.to_vec()),
            other => bail!("its `{name}` has {} numbers for {features} features", other.len()),
        }
    };
    let (offset, scale) = (read("offset")?, read("scale")?);
    by_row(node, x, [count, features, features], move |row| {
        let each = row.iter().zip(&offset).zip(&scale);
        each.map(|((x, offset), scale)| (x - offset) * scale).collect()
    })
}

/// Each row over its norm; a row of zeros stays.
pub(super) fn normaliser(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, count, features) = table(node)?;
    let squares = match node.text("norm") {
        Some("L1") => false,
        Some("L2") => true,
        other => bail!("its `norm` is `{}`", other.unwrap_or("MAX")),
    };
    by_row(node, x, [count, features, features], move |row| {
        let norm = if squares {
            row.iter().map(|x| x * x).sum::<f32>().sqrt()
        } else {
            row.iter().map(|x| x.abs()).sum()
        };
        row.iter().map(|x| if norm == 0.0 { *x } else { x / norm }).collect()
    })
}

fn by_row(
    node: &mut Node,
    x: OutletId,
    [count, features, width]: [usize; 3],
    compute: impl Fn(&[f32]) -> Vec<f32> + Send + Sync + 'static,
) -> TractResult<TVec<OutletId>> {
    let outputs = tvec!((DatumType::F32, tvec!(count, width)));
    let kernel = Kernel::new(node.operator(), outputs, Axes::Rows, move |inputs| {
        let values: Vec<f32> =
            rows(&inputs[0], features)?.iter().flat_map(|row| compute(row)).collect();
        Ok(tvec!(Tensor::from_shape(&[count, width], &values)?))
    });
    node.add(kernel, &[x])
}
