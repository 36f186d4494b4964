use faircat_inference::native::Instructions;
use faircat_inference::tensor::{Data, Tensor};
use proptest::prelude::*;

use crate::any_sizes::sizes_up_to;
use crate::support::{BASELINE, Generator, Sizes, jets, network, padded};
use crate::{SMALL, difference, plain, run, session};

/// Largest sizes of the networks.
const MOST: Sizes = Sizes {
    tracks: 11,
    track_features: 6,
    vertices: 5,
    vertex_features: 6,
    hidden: 69,
    effects: 39,
    objects: 39,
    classes: 3,
};

/// A network and, for each of a few jets, how many tracks and vertices are not padding.
fn cases() -> impl Strategy<Value = (Sizes, Vec<usize>, Vec<usize>)> {
    sizes_up_to(MOST).prop_flat_map(|sizes| {
        let counts = |places| prop::collection::vec(0..=places, 3);
        (Just(sizes), counts(sizes.tracks), counts(sizes.vertices))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn equals_the_plain_evaluation((sizes, tracks, vertices) in cases(), seed: u64) {
        let network = network(sizes, seed);
        let mut generator = Generator(seed ^ 1);
        let inputs = [
            padded(&mut generator, &tracks, sizes.track_features, sizes.tracks),
            padded(&mut generator, &vertices, sizes.vertex_features, sizes.vertices),
        ];
        let expected = plain::logits(&network, &inputs);
        for instructions in Instructions::available() {
            let mut session = session(network.clone(), instructions, 1);
            let [logits, _] = run(&mut session, &inputs);
            let difference = difference(&logits, &expected);
            prop_assert!(difference < 1e-5, "{instructions:?}: {difference}");
        }
    }
}

#[test]
fn equals_the_plain_evaluation_of_the_published_sizes() {
    let network = network(BASELINE, 3);
    let inputs = jets(BASELINE, 4, 4);
    let expected = plain::logits(&network, &inputs);
    for instructions in Instructions::available() {
        let [logits, _] = run(&mut session(network.clone(), instructions, 1), &inputs);
        assert!(difference(&logits, &expected) < 1e-5, "{instructions:?}");
    }
}

#[test]
fn padding_between_tracks_is_padding() {
    let network = network(SMALL, 5);
    let mut inputs = jets(SMALL, 3, 6);
    let mut values = inputs[0].as_f32().unwrap().to_vec();
    for feature in values.chunks_exact_mut(SMALL.tracks) {
        feature[1] = 0.0;
        feature[3] = -0.0;
    }
    inputs[0] = Tensor::new(inputs[0].shape().to_vec(), Data::Float32(values)).unwrap();
    let [logits, _] = run(&mut session(network.clone(), Instructions::best(), 1), &inputs);
    assert!(difference(&logits, &plain::logits(&network, &inputs)) < 1e-5);
}

#[test]
fn threads_and_batches_do_not_change_a_bit() {
    let network = network(SMALL, 7);
    let inputs = jets(SMALL, 101, 8);
    let alone = run(&mut session(network.clone(), Instructions::best(), 1), &inputs);
    for threads in [2, 3] {
        let mut session = session(network.clone(), Instructions::best(), threads);
        assert_eq!(run(&mut session, &inputs), alone);
        let last = [inputs[0].slice(100..101), inputs[1].slice(100..101)];
        assert_eq!(run(&mut session, &last)[0], alone[0][200..]);
    }
}
