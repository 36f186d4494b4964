//! The network on one jet at a time. Two exact savings against the published form:
//!
//! - the first layer of an edge is linear in the pair, `W [x_i; x_j] = W_r x_i + W_s x_j`, so its
//!   two parts are computed once for each track and vertex and added for each edge;
//! - all padded (all-zero) tracks are equal, so one of them is computed and counted as many times
//!   as there are; the same for vertices.
//!
//! Edges pass through all their layers a tile at a time, so that nothing between two layers leaves
//! the first-level cache.

use std::sync::Arc;

use super::layers::{Activation, Edge, Layer, Rows, TILE, gather, join};
use super::network::{Dense, InteractionNetwork};
use crate::simd::Simd;

/// Evaluates jets one after another, without allocating.
pub(super) trait Evaluate: Send {
    /// From the values of one item of `tracks` and one of `vertices` to its logits. All three
    /// must have the sizes of the network.
    fn evaluate(&mut self, tracks: &[f32], vertices: &[f32], logits: &mut [f32]);
}

/// The layers in packed form, shared by all threads.
pub(super) struct Packed<S: Simd> {
    simd: S,
    network: Arc<InteractionNetwork>,
    track_track: EdgeLayers<S>,
    track_vertex: EdgeLayers<S>,
    object: [Layer<S>; 3],
}

/// The layers of an edge network, its first split into receiver and sender.
struct EdgeLayers<S: Simd> {
    receiver: Layer<S>,
    sender: Layer<S>,
    second: Layer<S>,
    third: Layer<S>,
}

impl<S: Simd> EdgeLayers<S> {
    /// `features` of the receiver come first.
    fn new(simd: S, layers: &[Dense; 3], features: usize) -> EdgeLayers<S> {
        let [first, second, third] = layers;
        let bias = first.bias.clone();
        let receiver = Dense { bias, ..first.columns(0..features) };
        let sender = first.columns(features..first.inputs);
        EdgeLayers {
            receiver: Layer::new(simd, &receiver, Activation::Linear),
            sender: Layer::new(simd, &sender, Activation::Linear),
            second: Layer::new(simd, second, Activation::Relu),
            third: Layer::new(simd, third, Activation::Relu),
        }
    }
}

impl<S: Simd> Packed<S> {
    pub(super) fn new(simd: S, network: Arc<InteractionNetwork>) -> Packed<S> {
        let features = network.track_features;
        Packed {
            simd,
            track_track: EdgeLayers::new(simd, &network.track_track, features),
            track_vertex: EdgeLayers::new(simd, &network.track_vertex, features),
            object: network.object.each_ref().map(|d| Layer::new(simd, d, Activation::Relu)),
            network,
        }
    }
}

/// The different items of one kind in a jet: the real ones, and one for all the padded.
struct Slots<S: Simd> {
    /// How many items of the jet each slot stands for.
    counts: Vec<usize>,
    /// The features of each slot.
    features: Rows<S>,
    /// The bits of the largest magnitude of each item of the jet: 0 where it is padded.
    magnitudes: Vec<u32>,
}

impl<S: Simd> Slots<S> {
    fn new(simd: S, items: usize, features: usize) -> Slots<S> {
        Slots {
            counts: Vec::with_capacity(items),
            features: Rows::new(simd, items, features),
            magnitudes: vec![0; items],
        }
    }

    /// Reads one jet: for each feature, its values of all items.
    fn read(&mut self, values: &[f32]) {
        let items = self.magnitudes.len();
        self.magnitudes.fill(0);
        for feature in values.chunks_exact(items) {
            for (largest, value) in self.magnitudes.iter_mut().zip(feature) {
                // Without their sign, bits of floats are ordered as their magnitudes.
                *largest = (*largest).max(value.abs().to_bits());
            }
        }
        self.counts.clear();
        for item in 0..items {
            if self.magnitudes[item] > 0 {
                self.add(values, item, 1);
            }
        }
        let padded = items - self.counts.len();
        if let Some(item) = self.magnitudes.iter().position(|&largest| largest == 0) {
            self.add(values, item, padded);
        }
    }

    fn add(&mut self, values: &[f32], item: usize, count: usize) {
        let column = values[item..].iter().step_by(self.magnitudes.len());
        let row = self.features.values_mut(self.counts.len());
        for (place, value) in row.iter_mut().zip(column) {
            *place = *value;
        }
        self.counts.push(count);
    }

    fn len(&self) -> usize {
        self.counts.len()
    }
}

/// What one thread needs to evaluate jets.
pub(super) struct Evaluator<S: Simd> {
    packed: Arc<Packed<S>>,
    tracks: Slots<S>,
    vertices: Slots<S>,
    track_track: EdgeBuffers<S>,
    track_vertex: EdgeBuffers<S>,
    object: [Rows<S>; 4],
    total: Rows<S>,
    edges: Vec<Edge>,
}

/// The buffers of one edge network.
struct EdgeBuffers<S: Simd> {
    /// First-layer parts of all slots.
    receivers: Rows<S>,
    senders: Rows<S>,
    /// Activations of one tile, layer by layer.
    first: Rows<S>,
    second: Rows<S>,
    effects: Rows<S>,
    /// Summed effects of each receiver.
    sums: Rows<S>,
}

impl<S: Simd> EdgeBuffers<S> {
    fn new(simd: S, layers: &EdgeLayers<S>, receivers: usize, senders: usize) -> EdgeBuffers<S> {
        EdgeBuffers {
            receivers: Rows::new(simd, receivers, layers.receiver.outputs()),
            senders: Rows::new(simd, senders, layers.sender.outputs()),
            first: Rows::new(simd, TILE, layers.receiver.outputs()),
            second: Rows::new(simd, TILE, layers.second.outputs()),
            effects: Rows::new(simd, TILE, layers.third.outputs()),
            sums: Rows::new(simd, receivers, layers.third.outputs()),
        }
    }

    /// Computes the first-layer parts of both sides and sets the sums to 0.
    fn prepare(&mut self, layers: &EdgeLayers<S>, receivers: &Slots<S>, senders: &Slots<S>) {
        layers.receiver.apply(&receivers.features, receivers.len(), &mut self.receivers);
        layers.sender.apply(&senders.features, senders.len(), &mut self.senders);
        self.sums.clear(receivers.len());
    }

    /// Adds the effects of at most [`TILE`] edges to their receivers' sums.
    fn tile(&mut self, layers: &EdgeLayers<S>, edges: &[Edge]) {
        join(edges, &self.receivers, &self.senders, &mut self.first);
        layers.second.apply(&self.first, edges.len(), &mut self.second);
        layers.third.apply(&self.second, edges.len(), &mut self.effects);
        gather(edges, &self.effects, &mut self.sums);
    }
}

impl<S: Simd> Evaluator<S> {
    pub(super) fn new(packed: Arc<Packed<S>>) -> Evaluator<S> {
        let (simd, network) = (packed.simd, &packed.network);
        let rows = |columns| Rows::new(simd, network.tracks, columns);
        let [first, second, third] = network.object.each_ref().map(|layer| layer.outputs);
        Evaluator {
            tracks: Slots::new(simd, network.tracks, network.track_features),
            vertices: Slots::new(simd, network.vertices, network.vertex_features),
            track_track: EdgeBuffers::new(
                simd,
                &packed.track_track,
                network.tracks,
                network.tracks,
            ),
            track_vertex: EdgeBuffers::new(
                simd,
                &packed.track_vertex,
                network.tracks,
                network.vertices,
            ),
            object: [rows(network.object[0].inputs), rows(first), rows(second), rows(third)],
            total: Rows::new(simd, 1, third),
            edges: Vec::with_capacity(network.tracks.max(TILE)),
            packed,
        }
    }

    /// Effects of all ordered pairs of different tracks.
    fn track_track(&mut self) {
        let layers = &self.packed.track_track;
        self.track_track.prepare(layers, &self.tracks, &self.tracks);
        self.edges.clear();
        for receiver in 0..self.tracks.len() {
            for (sender, &count) in self.tracks.counts.iter().enumerate() {
                // A track does not send to itself, but padded ones do to each other.
                let count = if sender == receiver { count - 1 } else { count };
                if count > 0 {
                    self.edges.push(Edge { receiver, sender, count: count as f32 });
                }
                if self.edges.len() == TILE {
                    self.track_track.tile(layers, &self.edges);
                    self.edges.clear();
                }
            }
        }
        self.track_track.tile(layers, &self.edges);
    }

    /// Effects of all pairs of a track and a vertex.
    fn track_vertex(&mut self) {
        let layers = &self.packed.track_vertex;
        self.track_vertex.prepare(layers, &self.tracks, &self.vertices);
        self.edges.clear();
        for receiver in 0..self.tracks.len() {
            for (sender, &count) in self.vertices.counts.iter().enumerate() {
                self.edges.push(Edge { receiver, sender, count: count as f32 });
                if self.edges.len() == TILE {
                    self.track_vertex.tile(layers, &self.edges);
                    self.edges.clear();
                }
            }
        }
        self.track_vertex.tile(layers, &self.edges);
    }

    /// The object network on each track, summed over the tracks.
    fn objects(&mut self) {
        let network = &self.packed.network;
        let features = network.track_features;
        let (near, far) = (network.track_track[2].outputs, network.track_vertex[2].outputs);
        let count = self.tracks.len();
        let [input, first, second, third] = &mut self.object;
        for slot in 0..count {
            let (own, effects) = input.values_mut(slot).split_at_mut(features);
            own.copy_from_slice(&self.tracks.features.values(slot)[..features]);
            effects[..near].copy_from_slice(&self.track_track.sums.values(slot)[..near]);
            effects[near..][..far].copy_from_slice(&self.track_vertex.sums.values(slot)[..far]);
        }
        let [fo1, fo2, fo3] = &self.packed.object;
        fo1.apply(input, count, first);
        fo2.apply(first, count, second);
        fo3.apply(second, count, third);
        let counts = self.tracks.counts.iter().enumerate();
        self.edges.clear();
        self.edges.extend(counts.map(|(sender, &count)| Edge {
            receiver: 0,
            sender,
            count: count as f32,
        }));
        self.total.clear(1);
        gather(&self.edges, third, &mut self.total);
    }
}

impl<S: Simd> Evaluate for Evaluator<S> {
    fn evaluate(&mut self, tracks: &[f32], vertices: &[f32], logits: &mut [f32]) {
        self.tracks.read(tracks);
        self.vertices.read(vertices);
        self.track_track();
        self.track_vertex();
        self.objects();
        let classifier = &self.packed.network.classifier;
        let rows = classifier.weights.chunks_exact(classifier.inputs);
        for ((logit, weights), bias) in logits.iter_mut().zip(rows).zip(&classifier.bias) {
            let terms = weights.iter().zip(self.total.values(0)).map(|(w, x)| w * x);
            *logit = terms.fold(*bias, |sum, term| sum + term);
        }
    }
}
