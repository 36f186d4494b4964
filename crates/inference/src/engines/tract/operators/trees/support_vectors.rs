//! `SVMRegressor` and `SVMClassifier` with probabilities, as LIBSVM defines them.
//!
//! Source: Chang and Lin, ACM Trans. Intell. Syst. Technol. 2 (2011) 27, sections 2 and 8;
//! probabilities of several classes: Wu, Lin and Weng, J. Mach. Learn. Res. 5 (2004) 975, algorithm 2.
//! Sums are taken in double precision, as scikit-learn takes them.

use tract_core::internal::{DatumType, OutletId, TVec, Tensor, TractResult, bail, tensor1, tvec};

use super::super::{Axes, Kernel, Node};
use super::ensemble::{rows, table};
use super::scores::{best, labels};

#[derive(Clone, Copy)]
enum Shape {
    Linear,
    Polynomial,
    Radial,
    Sigmoid,
}

/// How near two vectors of features are.
struct Nearness {
    shape: Shape,
    gamma: f64,
    offset: f64,
    degree: f64,
}

impl Nearness {
    fn read(node: &Node) -> TractResult<Nearness> {
        let shape = match node.one_of("kernel_type", &["LINEAR", "POLY", "RBF", "SIGMOID"])? {
            "LINEAR" => Shape::Linear,
            "POLY" => Shape::Polynomial,
            "RBF" => Shape::Radial,
            _ => Shape::Sigmoid,
        };
        let (gamma, offset, degree) = match node.numbers("kernel_params").unwrap_or_default() {
            [] => (0.0, 0.0, 0.0),
            &[gamma, offset, degree] => (gamma.into(), offset.into(), degree.into()),
            other => bail!("its `kernel_params` has {} numbers, not 3", other.len()),
        };
        Ok(Nearness { shape, gamma, offset, degree })
    }

    fn of(&self, one: &[f32], other: &[f32]) -> f64 {
        let pairs = || one.iter().zip(other).map(|(a, b)| (f64::from(*a), f64::from(*b)));
        let product = || pairs().map(|(a, b)| a * b).sum::<f64>();
        match self.shape {
            Shape::Linear => product(),
            Shape::Polynomial => (self.gamma * product() + self.offset).powf(self.degree),
            Shape::Radial => {
                (-self.gamma * pairs().map(|(a, b)| (a - b).powi(2)).sum::<f64>()).exp()
            }
            Shape::Sigmoid => (self.gamma * product() + self.offset).tanh(),
        }
    }
}

/// Vectors [count, features] and their coefficients [lists, count].
struct Vectors {
    nearness: Nearness,
    vectors: Vec<f32>,
    coefficients: Vec<f32>,
    count: usize,
    features: usize,
}

impl Vectors {
    fn read(node: &Node, features: usize, lists: usize, count: usize) -> TractResult<Vectors> {
        let vectors = node.numbers("support_vectors").unwrap_or_default().to_vec();
        let coefficients = node.numbers("coefficients").unwrap_or_default().to_vec();
        let is_whole = count.checked_mul(features) == Some(vectors.len())
            && count.checked_mul(lists) == Some(coefficients.len());
        if !is_whole {
            bail!("its coefficients are not those of {count} vectors of {features} features");
        }
        Ok(Vectors { nearness: Nearness::read(node)?, vectors, coefficients, count, features })
    }

    fn nearness(&self, row: &[f32]) -> Vec<f64> {
        let vectors = self.vectors.chunks_exact(self.features.max(1));
        vectors.map(|vector| self.nearness.of(row, vector)).collect()
    }

    /// The nearness to the vectors `range` with the coefficients of one list.
    fn sum(&self, list: usize, range: std::ops::Range<usize>, nearness: &[f64]) -> f64 {
        let coefficients = &self.coefficients[list * self.count..(list + 1) * self.count];
        let pairs = coefficients[range.clone()].iter().zip(&nearness[range]);
        pairs.map(|(coefficient, near)| f64::from(*coefficient) * near).sum()
    }
}

pub(super) fn regressor(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, count, features) = table(node)?;
    node.one_of("post_transform", &["NONE"])?;
    if node.flag("one_class", false) {
        bail!("it tells one class from all else");
    }
    let vectors = match usize::try_from(node.integer("n_supports").unwrap_or(0))? {
        // Coefficients of the features themselves: one vector.
        0 => {
            let weights = node.numbers("coefficients").unwrap_or_default().to_vec();
            if weights.len() != features || node.numbers("support_vectors").is_some() {
                bail!("it has neither vectors nor a coefficient for each feature");
            }
            let nearness = Nearness { shape: Shape::Linear, ..Nearness::read(node)? };
            Vectors { nearness, vectors: weights, coefficients: vec![1.0], count: 1, features }
        }
        supports => Vectors::read(node, features, 1, supports)?,
    };
    let rho = match node.numbers("rho").unwrap_or_default() {
        &[rho] => f64::from(rho),
        other => bail!("its `rho` has {} numbers, not 1", other.len()),
    };
    let work = (count as u64).saturating_mul(vectors.vectors.len() as u64);
    let outputs = tvec!((DatumType::F32, tvec!(count, 1)));
    let kernel = Kernel::new(node.operator(), outputs, Axes::Rows, move |inputs| {
        let rows = rows(&inputs[0], features)?;
        let value = |row: &Vec<f32>| {
            (vectors.sum(0, 0..vectors.count, &vectors.nearness(row)) + rho) as f32
        };
        let values: Vec<f32> = rows.iter().map(value).collect();
        Ok(tvec!(Tensor::from_shape(&[count, 1], &values)?))
    });
    node.add(kernel.with_work(work), &[x])
}

/// What tells each pair of classes apart, in the order of their places.
struct Pairs {
    vectors: Vectors,
    /// Where the vectors of each class begin, and where they end.
    starts: Vec<usize>,
    rho: Vec<f32>,
    /// Slope and offset of the logistic function that makes probabilities of scores.
    slopes: Vec<f32>,
    offsets: Vec<f32>,
}

impl Pairs {
    fn read(node: &Node, features: usize, classes: usize) -> TractResult<Pairs> {
        let Some(sizes) = node.sizes("vectors_per_class")? else { bail!("it has no vectors") };
        if sizes.len() != classes || classes < 2 {
            bail!("its vectors are those of {} classes, not {classes}", sizes.len());
        }
        let mut starts = vec![0usize];
        for size in &sizes {
            let Some(next) = starts.last().and_then(|last| last.checked_add(*size)) else {
                bail!("it has too many vectors");
            };
            starts.push(next);
        }
        let count = starts.last().copied().unwrap_or_default();
        let vectors = Vectors::read(node, features, classes - 1, count)?;
        let list = |name: &str| node.numbers(name).unwrap_or_default().to_vec();
        let (rho, slopes, offsets) = (list("rho"), list("prob_a"), list("prob_b"));
        if slopes.is_empty() {
            bail!("it gives decision values in place of probabilities");
        }
        let pairs = classes * (classes - 1) / 2;
        if [&rho, &slopes, &offsets].iter().any(|it| it.len() != pairs) {
            bail!("its `rho`, `prob_a` and `prob_b` are not those of {pairs} pairs of classes");
        }
        Ok(Pairs { vectors, starts, rho, slopes, offsets })
    }

    /// The class that most pairs tell, the first of those with as many, and the probability of each
    /// class: by LIBSVM they need not agree (Chang and Lin, ACM TIST 2 (2011) 27, sections 7 and 8).
    fn told(&self, row: &[f32]) -> (usize, Vec<f32>) {
        let classes = self.starts.len() - 1;
        let nearness = self.vectors.nearness(row);
        let of = |class: usize| self.starts[class]..self.starts[class + 1];
        let mut wins = vec![vec![0.0; classes]; classes];
        let mut votes = vec![0.0f32; classes];
        let pairs = (0..classes).flat_map(|one| (one + 1..classes).map(move |other| (one, other)));
        for (pair, (one, other)) in pairs.enumerate() {
            let score = self.vectors.sum(other - 1, of(one), &nearness)
                + self.vectors.sum(one, of(other), &nearness)
                + f64::from(self.rho[pair]);
            votes[if score > 0.0 { one } else { other }] += 1.0;
            let logit = score * f64::from(self.slopes[pair]) + f64::from(self.offsets[pair]);
            // LIBSVM's bounds.
            let wins_of_one = (1.0 / (1.0 + logit.exp())).clamp(1e-7, 1.0 - 1e-7);
            wins[one][other] = wins_of_one;
            wins[other][one] = 1.0 - wins_of_one;
        }
        (best(&votes), coupled(&wins).into_iter().map(|it| it as f32).collect())
    }
}

/// The probabilities of classes that best agree with those of each pair, `wins[one][other]`.
fn coupled(wins: &[Vec<f64>]) -> Vec<f64> {
    let classes = wins.len();
    let quadratic = |one: usize, other: usize| {
        if one == other {
            (0..classes).filter(|&it| it != one).map(|it| wins[it][one].powi(2)).sum()
        } else {
            -wins[other][one] * wins[one][other]
        }
    };
    let matrix: Vec<Vec<f64>> =
        (0..classes).map(|one| (0..classes).map(|other| quadratic(one, other)).collect()).collect();
    let mut found = vec![1.0 / classes as f64; classes];
    for _ in 0..classes.max(100) {
        let mut product: Vec<f64> = matrix.iter().map(|row| dot(row, &found)).collect();
        let mut whole = dot(&found, &product);
        let furthest = product.iter().map(|it| (it - whole).abs()).fold(0.0, f64::max);
        if furthest < 0.005 / classes as f64 {
            break;
        }
        for class in 0..classes {
            let step = (whole - product[class]) / matrix[class][class];
            let grown = 1.0 + step;
            found[class] += step;
            whole = (whole + step * (step * matrix[class][class] + 2.0 * product[class]))
                / grown
                / grown;
            for other in 0..classes {
                product[other] = (product[other] + step * matrix[class][other]) / grown;
                found[other] /= grown;
            }
        }
    }
    found
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

pub(super) fn classifier(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, count, features) = table(node)?;
    let labels = labels(node, "classlabels_ints", "classlabels_strings")?;
    node.one_of("post_transform", &["NONE"])?;
    let classes = labels.len();
    let pairs = Pairs::read(node, features, classes)?;
    let work = (count as u64).saturating_mul(pairs.vectors.vectors.len() as u64);
    let outputs = tvec!((DatumType::I64, tvec!(count)), (DatumType::F32, tvec!(count, classes)));
    let kernel = Kernel::new(node.operator(), outputs, Axes::Rows, move |inputs| {
        let (mut answers, mut values) = (Vec::new(), Vec::new());
        for row in rows(&inputs[0], features)? {
            let (class, probabilities) = pairs.told(&row);
            answers.push(labels[class]);
            values.extend(probabilities);
        }
        Ok(tvec!(tensor1(&answers), Tensor::from_shape(&[count, classes], &values)?))
    });
    node.add(kernel.with_work(work), &[x])
}
