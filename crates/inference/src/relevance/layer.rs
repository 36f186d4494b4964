//! LRP-γ for one dense layer followed by ReLU (Montavon et al., 2019, section 10.2.1; generalised
//! to inputs of both signs as by Andéol et al., 2021).
//!
//! Numerator and denominator of the rule are divided by `1 + γ`, which bounds them: positive
//! contributions count in full, negative ones `λ = 1 / (1 + γ)`. With `P` the sum of a neuron's
//! positive contributions and `a` its activation, the denominator is `λ a + (1 − λ) P`, which
//! cannot cancel, as `P ≥ a > 0` for every neuron that has relevance.
//!
//! Between hidden layers relevance travels as the factor `s` in `R = a s`, for an activation `a`,
//! so that nothing is divided by an activation.

use std::ops::Range;

use crate::native::network::Dense;

/// How much more positive contributions count than negative ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gamma {
    /// λ = 1 / (1 + γ), from 0 to 1.
    negative: f32,
}

impl Gamma {
    /// None where `gamma` is below 0 or not a number.
    pub(super) fn new(gamma: f32) -> Option<Gamma> {
        (gamma >= 0.0).then(|| Gamma { negative: 1.0 / (1.0 + gamma) })
    }

    /// What a contribution counts.
    #[inline]
    fn part(self, contribution: f32) -> f32 {
        // As λ ≤ 1, the larger of the two is the first exactly where the contribution is positive.
        let (all, less) = (contribution, self.negative * contribution);
        if all > less { all } else { less }
    }
}

/// For each output of a layer, the sum of the contributions to it and of the positive ones.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    total: Vec<f32>,
    positive: Vec<f32>,
}

impl Sums {
    pub(super) fn new(outputs: usize) -> Sums {
        Sums { total: vec![0.0; outputs], positive: vec![0.0; outputs] }
    }

    /// Becomes the sum of two parts of a layer.
    pub(super) fn join(&mut self, first: &Sums, second: &Sums) {
        let add = |sums: &mut [f32], a: &[f32], b: &[f32]| {
            for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
                *sum = a + b;
            }
        };
        add(&mut self.total, &first.total, &second.total);
        add(&mut self.positive, &first.positive, &second.positive);
    }

    /// Turns the sums into activations.
    pub(super) fn rectify(&mut self) {
        self.total.iter_mut().for_each(|sum| *sum = positive(*sum));
    }

    /// The sums of all contributions; the activations, once rectified.
    pub(super) fn total(&self) -> &[f32] {
        &self.total
    }
}

#[inline]
fn positive(value: f32) -> f32 {
    if value > 0.0 { value } else { 0.0 }
}

/// A dense layer and the rule.
pub(super) struct Layer<'a> {
    dense: &'a Dense,
    /// The weights of one input after another, `inputs × outputs`.
    columns: Vec<f32>,
    gamma: Gamma,
}

impl<'a> Layer<'a> {
    pub(super) fn new(dense: &'a Dense, gamma: Gamma) -> Layer<'a> {
        let column = |input: usize| dense.weights[input..].iter().step_by(dense.inputs).copied();
        Layer { dense, columns: (0..dense.inputs).flat_map(column).collect(), gamma }
    }

    pub(super) fn outputs(&self) -> usize {
        self.dense.outputs
    }

    /// Sets `sums` to the contribution of the bias.
    pub(super) fn begin(&self, sums: &mut Sums) {
        sums.total.copy_from_slice(&self.dense.bias);
        for (sum, &bias) in sums.positive.iter_mut().zip(&self.dense.bias) {
            *sum = positive(bias);
        }
    }

    /// Adds the contributions of the inputs from number `first` on, whose values are `input`.
    pub(super) fn contribute(&self, first: usize, input: &[f32], sums: &mut Sums) {
        let outputs = self.outputs();
        let columns = self.columns[first * outputs..].chunks_exact(outputs);
        for (&value, column) in input.iter().zip(columns) {
            // Most activations are 0.
            if value == 0.0 {
                continue;
            }
            let sums = sums.total.iter_mut().zip(&mut sums.positive);
            for ((total, sum), weight) in sums.zip(column) {
                let contribution = value * weight;
                *total += contribution;
                *sum += positive(contribution);
            }
        }
    }

    /// What each output shares out per unit that a contribution counts: its relevance, `weight ×
    /// factor × activation`, divided by the rule's denominator. `sums` are rectified.
    pub(super) fn shares(&self, sums: &Sums, factors: &[f32], weight: f32, shares: &mut [f32]) {
        let less = self.gamma.negative;
        let outputs = sums.total.iter().zip(&sums.positive).zip(factors);
        for (share, ((&activation, positive), factor)) in shares.iter_mut().zip(outputs) {
            *share = if activation > 0.0 {
                let denominator = less * activation + (1.0 - less) * positive;
                weight * factor * (activation / denominator)
            } else {
                0.0
            };
        }
    }

    /// The relevance of the biases.
    pub(super) fn bias(&self, shares: &[f32]) -> f64 {
        let parts = self.dense.bias.iter().zip(shares);
        parts.map(|(&bias, share)| f64::from(self.gamma.part(bias) * share)).sum()
    }

    /// The factors of `inputs`, which are activations (never negative): their relevance is
    /// activation × factor.
    pub(super) fn factors(&self, inputs: Range<usize>, shares: &[f32], factors: &mut [f32]) {
        factors.fill(0.0);
        for (row, &share) in self.dense.weights.chunks_exact(self.dense.inputs).zip(shares) {
            if share == 0.0 {
                continue;
            }
            for (factor, &weight) in factors.iter_mut().zip(&row[inputs.clone()]) {
                *factor += self.gamma.part(weight) * share;
            }
        }
    }

    /// The relevance of the inputs from number `first` on, whose values, `input`, may be negative.
    pub(super) fn relevance(&self, first: usize, input: &[f32], shares: &[f32]) -> Vec<f32> {
        let mut relevance = vec![0.0; input.len()];
        for (row, &share) in self.dense.weights.chunks_exact(self.dense.inputs).zip(shares) {
            let weights = row[first..].iter().zip(input);
            for (received, (weight, value)) in relevance.iter_mut().zip(weights) {
                *received += self.gamma.part(weight * value) * share;
            }
        }
        relevance
    }
}
