//! Inputs and biases receive the whole logit, and nothing else.

use faircat_inference::native::network::InteractionNetwork;
use faircat_inference::relevance::GAMMA;
use faircat_inference::tensor::{Data, Tensor};
use proptest::prelude::*;

use crate::any_sizes::sizes_up_to;
use crate::support::{BASELINE, Generator, Sizes, jets, padded, state_dict};
use crate::{each, lost, network, of, support};

/// Largest sizes of the networks.
const MOST: Sizes = Sizes {
    tracks: 8,
    track_features: 6,
    vertices: 4,
    vertex_features: 6,
    hidden: 29,
    effects: 11,
    objects: 11,
    classes: 3,
};

/// A network and how many tracks and vertices of a jet are not padding.
fn cases() -> impl Strategy<Value = (Sizes, usize, usize)> {
    sizes_up_to(MOST).prop_flat_map(|sizes| (Just(sizes), 0..=sizes.tracks, 0..=sizes.vertices))
}

fn gammas() -> impl Strategy<Value = f32> {
    prop_oneof![Just(0.0), Just(f32::INFINITY), Just(1e30), 0.0..10.0f32]
}

fn jet(sizes: Sizes, tracks: usize, vertices: usize, seed: u64) -> [Tensor; 2] {
    let mut generator = Generator(seed);
    [
        padded(&mut generator, &[tracks], sizes.track_features, sizes.tracks),
        padded(&mut generator, &[vertices], sizes.vertex_features, sizes.vertices),
    ]
}

/// Rounded to −1, 0 or 1, so that sums cancel exactly.
fn coarse(value: f32) -> f32 {
    (value * 1.5).round().clamp(-1.0, 1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn nothing_is_lost((sizes, tracks, vertices) in cases(), gamma in gammas(), seed: u64) {
        let network = network(sizes, seed, |_| ());
        let jet = jet(sizes, tracks, vertices, seed ^ 1);
        for class in 0..sizes.classes {
            let found = of(&network, &jet, 0, class, gamma);
            prop_assert!(lost(&found) < 1e-5, "{} of {found:?}", lost(&found));
        }
    }

    #[test]
    fn without_biases_the_inputs_receive_all(
        (sizes, tracks, vertices) in cases(),
        gamma in gammas(),
        seed: u64,
    ) {
        let network = network(sizes, seed, |state| each(state, "bias", |_| 0.0));
        let jet = jet(sizes, tracks, vertices, seed ^ 1);
        for class in 0..sizes.classes {
            let found = of(&network, &jet, 0, class, gamma);
            prop_assert_eq!(found.bias, 0.0);
            prop_assert!(lost(&found) < 1e-5, "{} of {found:?}", lost(&found));
        }
    }

    #[test]
    fn sums_that_cancel_exactly_divide_nothing_by_zero(
        (sizes, tracks, vertices) in cases(),
        gamma in gammas(),
        seed: u64,
    ) {
        let mut state = state_dict(sizes, seed);
        each(&mut state, "weight", |weight| coarse(weight * sizes.tracks as f32));
        each(&mut state, "bias", |bias| coarse(bias * 4.0));
        let network = InteractionNetwork::new(&state, sizes.tracks, sizes.vertices).unwrap();
        let coarse = jet(sizes, tracks, vertices, seed ^ 1).map(|input| {
            let values = input.as_f32().unwrap().iter().map(|&value| coarse(value)).collect();
            Tensor::new(input.shape().to_vec(), Data::Float32(values)).unwrap()
        });
        for class in 0..sizes.classes {
            // Values that are not finite are an error, which `of` does not let pass.
            let found = of(&network, &coarse, 0, class, gamma);
            prop_assert!(found.logit == 0.0 || lost(&found) < 1e-5, "{found:?}");
            let nothing = found.tracks.iter().chain(&found.vertices).all(|&it| it == 0.0);
            prop_assert!(found.logit != 0.0 || (nothing && found.bias == 0.0), "{found:?}");
        }
    }
}

#[test]
fn nothing_is_lost_in_the_published_sizes() {
    let network = support::network(BASELINE, 3);
    let inputs = jets(BASELINE, 3, 4);
    for item in 0..3 {
        let found = of(&network, &inputs, item, 1, GAMMA);
        assert!(lost(&found) < 1e-5, "{}", lost(&found));
    }
}

#[test]
fn nothing_but_zeros_has_no_relevance() {
    let network = network(BASELINE, 3, |state| each(state, "", |_| 0.0));
    let found = of(&network, &jet(BASELINE, 3, 1, 1), 0, 0, GAMMA);
    assert_eq!((found.logit, found.bias), (0.0, 0.0));
    assert!(found.tracks.iter().chain(&found.vertices).all(|&value| value == 0.0));
}
