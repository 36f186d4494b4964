//! Three dense layers with ReLU, forwards and backwards, on one row at a time.

use super::layer::{Gamma, Layer, Sums};
use crate::native::network::Dense;

/// Three layers, each taking what the one before gives.
pub(super) struct Mlp<'a> {
    layers: [Layer<'a>; 3],
}

/// What one row was in each layer, and what it shared out.
pub(super) struct Trace {
    sums: [Sums; 3],
    factors: [Vec<f32>; 2],
    shares: [Vec<f32>; 3],
}

impl Trace {
    /// The sums of the first layer, to be set before [`Mlp::forward`].
    pub(super) fn first(&mut self) -> &mut Sums {
        &mut self.sums[0]
    }

    /// The activations of the last layer, after [`Mlp::forward`].
    pub(super) fn outputs(&self) -> &[f32] {
        self.sums[2].total()
    }

    /// The shares of the first layer, after [`Mlp::backward`].
    pub(super) fn shares(&self) -> &[f32] {
        &self.shares[0]
    }
}

impl<'a> Mlp<'a> {
    pub(super) fn new(layers: &'a [Dense; 3], gamma: Gamma) -> Mlp<'a> {
        Mlp { layers: layers.each_ref().map(|dense| Layer::new(dense, gamma)) }
    }

    pub(super) fn first(&self) -> &Layer<'a> {
        &self.layers[0]
    }

    pub(super) fn outputs(&self) -> usize {
        self.layers[2].outputs()
    }

    pub(super) fn trace(&self) -> Trace {
        let outputs = self.layers.each_ref().map(Layer::outputs);
        Trace {
            sums: outputs.map(Sums::new),
            factors: [outputs[0], outputs[1]].map(|count| vec![0.0; count]),
            shares: outputs.map(|count| vec![0.0; count]),
        }
    }

    /// From the sums of the first layer to the activations of the last.
    pub(super) fn forward(&self, trace: &mut Trace) {
        let [_, second, third] = &self.layers;
        let [first_sums, second_sums, third_sums] = &mut trace.sums;
        first_sums.rectify();
        second.begin(second_sums);
        second.contribute(0, first_sums.total(), second_sums);
        second_sums.rectify();
        third.begin(third_sums);
        third.contribute(0, second_sums.total(), third_sums);
        third_sums.rectify();
    }

    /// From the factors of the outputs to the shares of the first layer; `weight` is how many equal
    /// rows this one stands for. Returns what the biases of all three layers absorb.
    pub(super) fn backward(&self, trace: &mut Trace, factors: &[f32], weight: f32) -> f64 {
        let [first, second, third] = &self.layers;
        let [first_factors, second_factors] = &mut trace.factors;
        let [first_shares, second_shares, third_shares] = &mut trace.shares;
        third.shares(&trace.sums[2], factors, weight, third_shares);
        third.factors(0..second.outputs(), third_shares, second_factors);
        second.shares(&trace.sums[1], second_factors, 1.0, second_shares);
        second.factors(0..first.outputs(), second_shares, first_factors);
        first.shares(&trace.sums[0], first_factors, 1.0, first_shares);
        first.bias(first_shares) + second.bias(second_shares) + third.bias(third_shares)
    }
}
