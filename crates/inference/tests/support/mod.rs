//! Networks and jets from a counter, the same on every machine and in every language.

use faircat_inference::native::network::{Array, InteractionNetwork, StateDict};
use faircat_inference::tensor::{Data, Tensor};

/// Sizes that determine an interaction network.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub(crate) tracks: usize,
    pub(crate) track_features: usize,
    pub(crate) vertices: usize,
    pub(crate) vertex_features: usize,
    pub(crate) hidden: usize,
    pub(crate) effects: usize,
    pub(crate) objects: usize,
    pub(crate) classes: usize,
}

/// The network of the paper's table 2: 25,554 parameters.
pub(crate) const BASELINE: Sizes = Sizes {
    tracks: 60,
    track_features: 30,
    vertices: 5,
    vertex_features: 14,
    hidden: 60,
    effects: 20,
    objects: 24,
    classes: 2,
};

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub(crate) struct Generator(pub(crate) u64);

impl Generator {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From −1 (inclusive) to 1 (exclusive), in steps that float32 holds exactly.
    pub(crate) fn symmetric(&mut self) -> f32 {
        (self.next() >> 40) as f32 / 8_388_608.0 - 1.0
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() >> 32) as usize % bound
    }
}

/// A state dict with uniform weights up to about √(3 / inputs) and biases up to 0.25, in the
/// order of the published class.
pub(crate) fn state_dict(sizes: Sizes, seed: u64) -> StateDict {
    let Sizes { track_features: p, vertex_features: s, hidden: h, effects: e, .. } = sizes;
    let layers = [
        ("fr1", h, 2 * p),
        ("fr2", h, h),
        ("fr3", e, h),
        ("fr1_pv", h, p + s),
        ("fr2_pv", h, h),
        ("fr3_pv", e, h),
        ("fo1", h, p + 2 * e),
        ("fo2", h, h),
        ("fo3", sizes.objects, h),
        ("fc_fixed", sizes.classes, sizes.objects),
    ];
    let mut generator = Generator(seed);
    let mut state = StateDict::new();
    for (name, outputs, inputs) in layers {
        // What follows a sum over the tracks is made small, so that logits are of order 1.
        let summed = if ["fo1", "fc_fixed"].contains(&name) { sizes.tracks } else { 1 };
        let scale = (3.0 / inputs as f32).sqrt() / summed as f32;
        let weights = (0..outputs * inputs).map(|_| generator.symmetric() * scale).collect();
        let bias = (0..outputs).map(|_| generator.symmetric() * 0.25).collect();
        let weights = Array { shape: vec![outputs, inputs], values: weights };
        state.insert(format!("{name}.weight"), weights);
        state.insert(format!("{name}.bias"), Array { shape: vec![outputs], values: bias });
    }
    state
}

pub(crate) fn network(sizes: Sizes, seed: u64) -> InteractionNetwork {
    InteractionNetwork::new(&state_dict(sizes, seed), sizes.tracks, sizes.vertices).unwrap()
}

/// One input [items, features, places], where item i has `counts[i]` places with values, then
/// zeros.
pub(crate) fn padded(
    generator: &mut Generator,
    counts: &[usize],
    features: usize,
    places: usize,
) -> Tensor {
    let mut values = vec![0.0; counts.len() * features * places];
    for (item, &count) in values.chunks_exact_mut(features * places).zip(counts) {
        for feature in item.chunks_exact_mut(places) {
            feature[..count].iter_mut().for_each(|value| *value = generator.symmetric());
        }
    }
    Tensor::new(vec![counts.len(), features, places], Data::Float32(values)).unwrap()
}

/// Jets with 0 to 48 tracks (at most `sizes.tracks`), 24 on average, and 0 to 2 vertices: the
/// inputs `tracks` and `vertices`.
pub(crate) fn jets(sizes: Sizes, items: usize, seed: u64) -> [Tensor; 2] {
    let mut generator = Generator(seed);
    let mut count = || (0..6).map(|_| generator.below(9)).sum::<usize>().min(sizes.tracks);
    let tracks: Vec<usize> = (0..items).map(|_| count()).collect();
    let vertices: Vec<usize> = (0..items).map(|_| generator.below(3)).collect();
    [
        padded(&mut generator, &tracks, sizes.track_features, sizes.tracks),
        padded(&mut generator, &vertices, sizes.vertex_features, sizes.vertices),
    ]
}
