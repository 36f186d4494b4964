//! The whole network on one jet, forwards to the logit and back to the inputs.

use super::Relevance;
use super::edges::{Edges, Pairs, Received};
use super::items::{Item, items, scatter};
use super::layer::{Gamma, Layer, Sums};
use super::mlp::{Mlp, Trace};
use crate::native::network::{Dense, InteractionNetwork};

/// Shares out the logit of `class`; the inputs have the network's sizes.
pub(super) fn share(
    network: &InteractionNetwork,
    tracks: &[f32],
    vertices: &[f32],
    class: usize,
    gamma: Gamma,
) -> Relevance {
    let tracks = items(tracks, network.tracks);
    let vertices = items(vertices, network.vertices);
    let near = Mlp::new(&network.track_track, gamma);
    let near = Edges::new(near, &tracks, &tracks, Pairs::Different);
    let far = Mlp::new(&network.track_vertex, gamma);
    let far = Edges::new(far, &tracks, &vertices, Pairs::All);
    let mut objects = Objects::new(network, &tracks, &near.sums(), &far.sums(), gamma);

    let classified = classify(&network.classifier, class, &objects.total(), gamma);
    let of_objects = objects.backward(&classified.factors);
    let near = near.backward(&of_objects.near);
    let far = far.backward(&of_objects.far);

    let bias = classified.bias + of_objects.bias + near.bias + far.bias;
    let Received { receivers, senders, .. } = near;
    let of_tracks = sum([of_objects.tracks, receivers, senders, far.receivers]);
    Relevance {
        logit: classified.logit,
        tracks: scatter(&tracks, &of_tracks, network.tracks),
        vertices: scatter(&vertices, &far.senders, network.vertices),
        bias: bias as f32,
        track_places: network.tracks,
        vertex_places: network.vertices,
    }
}

/// The sum of several tables of the same shape.
fn sum<const N: usize>(tables: [Vec<Vec<f32>>; N]) -> Vec<Vec<f32>> {
    let add = |mut sums: Vec<Vec<f32>>, table: Vec<Vec<f32>>| {
        let values = table.iter().flatten();
        sums.iter_mut().flatten().zip(values).for_each(|(sum, value)| *sum += value);
        sums
    };
    tables.into_iter().reduce(add).unwrap_or_default()
}

/// A logit, and what its class shares out.
struct Classified {
    logit: f32,
    /// Relevance per unit of each input of the classifier.
    factors: Vec<f32>,
    bias: f64,
}

/// The classifier on `input`, which is never negative. A negative logit is the negative of an
/// output that is positive, so that the rule holds for both.
fn classify(classifier: &Dense, class: usize, input: &[f32], gamma: Gamma) -> Classified {
    let weights = &classifier.weights[class * classifier.inputs..][..classifier.inputs];
    let terms = weights.iter().zip(input).map(|(weight, value)| weight * value);
    let logit = terms.fold(classifier.bias[class], |sum, term| sum + term);
    let sign = if logit < 0.0 { -1.0 } else { 1.0 };
    let output = Dense {
        inputs: classifier.inputs,
        outputs: 1,
        weights: weights.iter().map(|weight| sign * weight).collect(),
        bias: vec![sign * classifier.bias[class]],
    };
    let layer = Layer::new(&output, gamma);
    let (mut sums, mut shares) = (Sums::new(1), [0.0]);
    layer.begin(&mut sums);
    layer.contribute(0, input, &mut sums);
    layer.shares(&sums, &[sign], 1.0, &mut shares);
    let mut factors = vec![0.0; input.len()];
    layer.factors(0..input.len(), &shares, &mut factors);
    Classified { logit, factors, bias: layer.bias(&shares) }
}

/// The object network on the tracks of a jet.
struct Objects<'a> {
    network: Mlp<'a>,
    tracks: &'a [Item],
    /// Where the sums of the two kinds of effects begin and end in the input.
    near: std::ops::Range<usize>,
    far: std::ops::Range<usize>,
    traces: Vec<Trace>,
}

/// The relevance that goes back through the object network.
struct OfObjects {
    /// Of the features of each track.
    tracks: Vec<Vec<f32>>,
    /// Per unit of each sum of track–track effects.
    near: Vec<Vec<f32>>,
    /// Per unit of each sum of track–vertex effects.
    far: Vec<Vec<f32>>,
    bias: f64,
}

impl<'a> Objects<'a> {
    /// `near` and `far` are the sums of effects on each track.
    fn new(
        network: &'a InteractionNetwork,
        tracks: &'a [Item],
        near: &[Vec<f32>],
        far: &[Vec<f32>],
        gamma: Gamma,
    ) -> Objects<'a> {
        let layers = Mlp::new(&network.object, gamma);
        let forward = |((track, near), far): ((&Item, &Vec<f32>), &Vec<f32>)| {
            let mut trace = layers.trace();
            layers.first().begin(trace.first());
            let input = [&track.features[..], near, far].concat();
            layers.first().contribute(0, &input, trace.first());
            layers.forward(&mut trace);
            trace
        };
        let traces = tracks.iter().zip(near).zip(far).map(forward).collect();
        let near = network.track_features..network.track_features + network.track_track[2].outputs;
        let far = near.end..network.object[0].inputs;
        Objects { network: layers, tracks, near, far, traces }
    }

    /// The sum of the outputs over the tracks.
    fn total(&self) -> Vec<f32> {
        let mut total = vec![0.0; self.network.outputs()];
        for (track, trace) in self.tracks.iter().zip(&self.traces) {
            for (sum, output) in total.iter_mut().zip(trace.outputs()) {
                *sum += track.count as f32 * output;
            }
        }
        total
    }

    /// `factors` are relevance per unit of the total, which every track's output shares
    /// (equation 5).
    fn backward(&mut self, factors: &[f32]) -> OfObjects {
        let mut of = OfObjects { tracks: vec![], near: vec![], far: vec![], bias: 0.0 };
        let layer = self.network.first();
        for (track, trace) in self.tracks.iter().zip(&mut self.traces) {
            // Of one track for the effects on it, whose edges are counted where they are computed.
            let one = self.network.backward(trace, factors, 1.0);
            of.bias += track.count as f64 * one;
            of.tracks.push(layer.relevance(0, &track.features, trace.shares()));
            of.near.push(of_inputs(layer, &self.near, trace.shares()));
            of.far.push(of_inputs(layer, &self.far, trace.shares()));
        }
        of
    }
}

/// Relevance per unit of the inputs in a range.
fn of_inputs(layer: &Layer, range: &std::ops::Range<usize>, shares: &[f32]) -> Vec<f32> {
    let mut factors = vec![0.0; range.len()];
    layer.factors(range.clone(), shares, &mut factors);
    factors
}
