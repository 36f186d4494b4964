//! Relevance propagation: the sums that must hold on every network and jet, reference values in
//! float64, and what is refused.

#![allow(clippy::unwrap_used, reason = "a failure ends the test")]

#[path = "../support/any_sizes.rs"]
mod any_sizes;
mod conservation;
mod padding;
mod reference;
mod refusals;
mod rule;
#[path = "../support/mod.rs"]
mod support;

use faircat_inference::native::network::{InteractionNetwork, StateDict};
use faircat_inference::relevance::{Relevance, relevance};
use faircat_inference::tensor::Tensor;
use support::{Sizes, state_dict};

/// The sizes of `reference.json`.
const SMALL: Sizes = Sizes {
    tracks: 7,
    track_features: 5,
    vertices: 3,
    vertex_features: 4,
    hidden: 9,
    effects: 3,
    objects: 4,
    classes: 2,
};

/// A network in which tracks matter: what follows a sum over them is not made small.
fn network(sizes: Sizes, seed: u64, change: impl Fn(&mut StateDict)) -> InteractionNetwork {
    let mut state = state_dict(sizes, seed);
    for name in ["fo1.weight", "fc_fixed.weight"] {
        let weights = &mut state.get_mut(name).unwrap().values;
        weights.iter_mut().for_each(|weight| *weight *= sizes.tracks as f32);
    }
    change(&mut state);
    InteractionNetwork::new(&state, sizes.tracks, sizes.vertices).unwrap()
}

/// Applies `change` to every value of the arrays whose names end with `suffix`.
fn each(state: &mut StateDict, suffix: &str, change: impl Fn(f32) -> f32) {
    for (_, array) in state.iter_mut().filter(|(name, _)| name.ends_with(suffix)) {
        array.values.iter_mut().for_each(|value| *value = change(*value));
    }
}

/// The relevances of item `item` of the inputs.
fn of(
    network: &InteractionNetwork,
    inputs: &[Tensor; 2],
    item: usize,
    class: usize,
    gamma: f32,
) -> Relevance {
    let [tracks, vertices] = inputs.each_ref().map(|it| it.slice(item..item + 1));
    relevance(network, tracks.as_f32().unwrap(), vertices.as_f32().unwrap(), class, gamma).unwrap()
}

/// How far the parts are from the whole, beside the sum of their magnitudes.
fn lost(of: &Relevance) -> f64 {
    let parts = || of.tracks.iter().chain(&of.vertices).chain([&of.bias]).map(|&it| f64::from(it));
    let magnitude: f64 = parts().map(f64::abs).sum();
    // Sums within the network are of order one and cancel in a small logit; their rounding stays.
    (parts().sum::<f64>() - f64::from(of.logit)).abs() / magnitude.max(0.01)
}

/// The largest difference between two lists of the same length.
fn difference(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}
