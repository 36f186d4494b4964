//! Which features of which tracks and vertices made the network's score: layer-wise relevance
//! propagation with the γ rule (LRP-γ), as Duarte et al. (2023), section 3.4.1, equations 2–6, use
//! it for the interaction network.
//!
//! The logit of one class is its relevance. It is shared out backwards, layer by layer, among what
//! made it, until it lies on the inputs; nothing is lost or added on the way:
//!
//! `logit = Σ tracks + Σ vertices + bias`, up to rounding.
//!
//! # Rules
//! A neuron k is made of contributions `c_jk = x_j w_jk`, one for each input j, and of its bias,
//! the contribution of an input that is always 1. It shares its relevance `R_k` in proportion to
//! them, the positive ones `1 + γ` times as much as the negative ones (Montavon et al., 2019,
//! section 10.2.1):
//!
//! `R_j = Σ_k (c_jk + γ c_jk⁺) / Σ_i (c_ik + γ c_ik⁺) R_k`
//!
//! - γ = 0 is LRP-0, which for this network is gradient × input; γ = ∞ lets only positive
//!   contributions share (the z⁺ rule). The authors' notebook takes [`GAMMA`].
//! - Montavon et al. write `w_jk⁺` for inputs that are never negative, as activations are. Features
//!   can be negative, so the sign of the contribution decides here (the generalised rule of
//!   Andéol et al., 2021, arXiv:2106.04923); between hidden layers it is the same.
//! - A class with a negative logit is explained as the negative of the opposite logit, so that the
//!   contributions that speak for the sign of the logit are favoured.
//! - Sums over tracks (equation 5) and over the edges of a track (equation 6) share relevance in
//!   proportion to their terms. A concatenation passes on what each part received, and what a track
//!   or vertex received in several places, as itself, as receiver and as sender, is added up.
//! - What a bias receives stays there; [`Relevance::bias`] is the sum. The authors' notebook leaves
//!   biases out of the denominators instead, which shares their part among the inputs.
//!
//! No denominator needs a stabiliser ε: a neuron has relevance only where its activation, the sum
//! of its contributions, is positive, and there the denominator is at least `1 + γ` times as large.
//!
//! # Padding
//! A padded track or vertex contributes nothing, as its features are 0, and receives nothing; what
//! its edges and its object receive is absorbed by biases. As in the engine `native`, padded tracks
//! are computed once and counted.
//!
//! - `layer`: the rule for a dense layer; `mlp`: for three of them; `edges`: for an edge network;
//! - `jet`: the whole network on one jet; `items`: the different tracks or vertices of a jet.

mod edges;
mod items;
mod jet;
mod layer;
mod mlp;

use crate::engine::EngineError;
use crate::native::network::InteractionNetwork;
use layer::Gamma;

/// γ of the authors' notebook 4.0 (github.com/FAIR4HEP/hbb_interaction_network); the paper gives
/// none. Their code (`weight_modifier` in `src/utils/xAITools.py`) multiplies each positive weight
/// by 1 + γ, whatever the sign of its input; here the sign of the contribution decides.
pub const GAMMA: f32 = 2.0;

/// The logit of a class of one jet, shared out among the inputs; all in units of the logit.
#[derive(Clone, Debug, PartialEq)]
pub struct Relevance {
    /// The logit that was shared out.
    pub logit: f32,
    /// Of each feature of each track, in the layout of the input: [track features, tracks].
    pub tracks: Vec<f32>,
    /// Of each feature of each vertex: [vertex features, vertices].
    pub vertices: Vec<f32>,
    /// What the biases of all layers absorb.
    pub bias: f32,
    /// Tracks of a jet, padding included.
    pub track_places: usize,
    /// Vertices of a jet, padding included.
    pub vertex_places: usize,
}

impl Relevance {
    /// Of each track: the sum over its features. Divided by the logit and averaged over jets it is
    /// drawn in the lower half of the paper's figure 6.
    #[must_use]
    pub fn by_track(&self) -> Vec<f32> {
        by_place(&self.tracks, self.track_places)
    }

    /// Of each vertex: the sum over its features.
    #[must_use]
    pub fn by_vertex(&self) -> Vec<f32> {
        by_place(&self.vertices, self.vertex_places)
    }

    /// Of each feature of the tracks: the sum over the tracks, as in the upper half of figure 6.
    #[must_use]
    pub fn by_track_feature(&self) -> Vec<f32> {
        by_feature(&self.tracks, self.track_places)
    }

    /// Of each feature of the vertices: the sum over the vertices.
    #[must_use]
    pub fn by_vertex_feature(&self) -> Vec<f32> {
        by_feature(&self.vertices, self.vertex_places)
    }

    /// Of all tracks and vertices together.
    #[must_use]
    pub fn of_inputs(&self) -> f32 {
        self.tracks.iter().chain(&self.vertices).sum()
    }
}

fn by_place(values: &[f32], places: usize) -> Vec<f32> {
    let mut sums = vec![0.0; places];
    for feature in values.chunks_exact(places) {
        sums.iter_mut().zip(feature).for_each(|(sum, value)| *sum += value);
    }
    sums
}

fn by_feature(values: &[f32], places: usize) -> Vec<f32> {
    values.chunks_exact(places).map(|feature| feature.iter().sum()).collect()
}

/// Shares out the logit of `class` of one jet with the rule LRP-γ.
///
/// `tracks` is [track features, tracks] and `vertices` [vertex features, vertices], padded with
/// zeros; `class` is an index; `gamma` is at least 0, and infinite for the z⁺ rule.
///
/// # Errors
/// [`EngineError::BadInput`] for inputs that do not fit the network or are not finite, for a class
/// that is not there and a `gamma` below 0; [`EngineError::Failed`] where a number grows beyond
/// float32.
pub fn relevance(
    network: &InteractionNetwork,
    tracks: &[f32],
    vertices: &[f32],
    class: usize,
    gamma: f32,
) -> Result<Relevance, EngineError> {
    check("tracks", tracks, network.track_elements())?;
    check("vertices", vertices, network.vertex_elements())?;
    if class >= network.classes() {
        return refuse(format!("there is no class {class}; there are {}", network.classes()));
    }
    let Some(gamma) = Gamma::new(gamma) else {
        return refuse(format!("γ is {gamma}; it must be at least 0"));
    };
    let relevance = jet::share(network, tracks, vertices, class, gamma);
    let values = relevance.tracks.iter().chain(&relevance.vertices);
    if values.chain([&relevance.logit, &relevance.bias]).all(|value| value.is_finite()) {
        return Ok(relevance);
    }
    let reason = "this jet's values leave the range of float32 in the network".to_owned();
    Err(EngineError::Failed { engine: "relevance propagation", reason })
}

fn refuse<T>(message: String) -> Result<T, EngineError> {
    Err(EngineError::BadInput(message))
}

fn check(name: &str, values: &[f32], elements: usize) -> Result<(), EngineError> {
    if values.len() != elements {
        return refuse(format!("`{name}` has {} values, not {elements}", values.len()));
    }
    match values.iter().position(|value| !value.is_finite()) {
        Some(at) => refuse(format!("`{name}` holds {} at place {at}", values[at])),
        None => Ok(()),
    }
}
