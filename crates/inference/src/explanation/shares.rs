//! Relevance on average over the items of a class (Duarte et al., 2023, figure 6).

use serde::{Deserialize, Serialize};

use crate::engine::{Cancel, EngineError};
use crate::metrics::quantile;
use crate::native::network::InteractionNetwork;
use crate::relevance::{GAMMA, Relevance, relevance};

/// Mean relevance of features and items, by class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// γ of the rule LRP-γ.
    pub gamma: f64,
    /// Largest difference between the logit of an item and all that shares it, biases included, over
    /// the sum of their sizes.
    pub residual: f64,
    pub classes: Vec<ClassShares>,
}

/// The logit of a class, shared out on the items of that class.
///
/// A share is the sum of a relevance over the items, divided by the sum of their logits, so that all
/// shares and that of the biases add up to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassShares {
    pub class: String,
    pub items: usize,
    /// Mean of the logit of this class over these items.
    pub logit: f64,
    /// Of each feature of the tracks, in the order of the signature.
    pub track_features: Vec<f64>,
    /// Of the track at each place.
    pub tracks: Vec<f64>,
    pub vertex_features: Vec<f64>,
    pub vertices: Vec<f64>,
    /// What the biases of all layers absorb.
    pub biases: f64,
    /// Median, over the items, of the biases' share of the item's own logit.
    pub median_biases: f64,
}

/// The shares of the items at the indices `rows`, of the class `class` with the name `name`; also
/// the residual. `tracks` and `vertices` are the values of all items; `cancel` ends it between two.
/// `None` where the logits add up to nothing that could be shared.
///
/// # Errors
/// As [`relevance`], and [`EngineError::Stopped`].
pub fn shares(
    network: &InteractionNetwork,
    (tracks, vertices): (&[f32], &[f32]),
    rows: &[usize],
    (class, name): (usize, &str),
    cancel: &Cancel,
) -> Result<Option<(ClassShares, f64)>, EngineError> {
    let mut sums = Sums::default();
    for &row in rows {
        if cancel.is_set() {
            return Err(EngineError::Stopped);
        }
        let of = |values: &[f32], width: usize| values[row * width..(row + 1) * width].to_vec();
        let tracks = of(tracks, network.track_elements());
        let vertices = of(vertices, network.vertex_elements());
        sums.add(&relevance(network, &tracks, &vertices, class, GAMMA)?);
    }
    Ok(sums.shares(name, rows.len()))
}

#[derive(Default)]
struct Sums {
    logit: f64,
    bias: f64,
    track_features: Vec<f64>,
    tracks: Vec<f64>,
    vertex_features: Vec<f64>,
    vertices: Vec<f64>,
    bias_shares: Vec<f64>,
    residual: f64,
}

impl Sums {
    fn add(&mut self, of: &Relevance) {
        let (logit, bias) = (f64::from(of.logit), f64::from(of.bias));
        self.logit += logit;
        self.bias += bias;
        add(&mut self.track_features, &of.by_track_feature());
        add(&mut self.tracks, &of.by_track());
        add(&mut self.vertex_features, &of.by_vertex_feature());
        add(&mut self.vertices, &of.by_vertex());
        self.bias_shares.push(bias / logit);
        let values = of.tracks.iter().chain(&of.vertices).map(|&it| f64::from(it));
        let (sum, size) =
            values.fold((bias, bias.abs()), |(sum, size), value| (sum + value, size + value.abs()));
        if size > 0.0 {
            self.residual = self.residual.max((sum - logit).abs() / size);
        }
    }

    fn shares(self, class: &str, items: usize) -> Option<(ClassShares, f64)> {
        let total = self.logit;
        if items == 0 || !total.is_normal() {
            return None;
        }
        let share = |values: Vec<f64>| values.into_iter().map(|it| rounded(it / total)).collect();
        let of_class = ClassShares {
            class: class.to_owned(),
            items,
            logit: rounded(total / items as f64),
            track_features: share(self.track_features),
            tracks: share(self.tracks),
            vertex_features: share(self.vertex_features),
            vertices: share(self.vertices),
            biases: rounded(self.bias / total),
            median_biases: rounded(quantile(&self.bias_shares, 0.5)),
        };
        Some((of_class, self.residual))
    }
}

impl ClassShares {
    /// All shares together, which is 1 up to rounding.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.track_features.iter().chain(&self.vertex_features).sum::<f64>() + self.biases
    }
}

fn add(sums: &mut Vec<f64>, values: &[f32]) {
    sums.resize(values.len(), 0.0);
    sums.iter_mut().zip(values).for_each(|(sum, &value)| *sum += f64::from(value));
}

/// Eight decimals.
fn rounded(value: f64) -> f64 {
    (value * 1e8).round() / 1e8
}
