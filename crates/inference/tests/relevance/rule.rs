//! What the rule means where it can be said more simply.

use faircat_inference::engine::{Options, Session};
use faircat_inference::native::network::InteractionNetwork;
use faircat_inference::native::{Native, Output};
use faircat_inference::relevance::relevance;

use crate::support::{Generator, jets, padded};
use crate::{SMALL, difference, each, network, of};

#[test]
fn the_logit_is_that_of_the_engine() {
    let network = network(SMALL, 6, |_| ());
    let inputs = jets(SMALL, 5, 7);
    let mut session =
        Native::new().prepare(network.clone(), vec![Output::Logits], &Options::default()).unwrap();
    let logits = session.run(&inputs).unwrap();
    for (at, logit) in logits[0].as_f32().unwrap().iter().enumerate() {
        let found = of(&network, &inputs, at / 2, at % 2, 0.5);
        assert!((found.logit - logit).abs() < 1e-5, "{} {logit}", found.logit);
    }
}

/// A network without negative weights or biases: linear where no feature is negative.
fn linear() -> InteractionNetwork {
    network(SMALL, 4, |state| each(state, "", f32::abs))
}

/// One jet without negative features.
fn positive_jet() -> [Vec<f32>; 2] {
    let mut generator = Generator(3);
    let jet = [
        padded(&mut generator, &[4], SMALL.track_features, SMALL.tracks),
        padded(&mut generator, &[2], SMALL.vertex_features, SMALL.vertices),
    ];
    jet.map(|input| input.as_f32().unwrap().iter().map(|value| value.abs()).collect())
}

#[test]
fn in_a_linear_network_a_feature_has_what_the_logit_loses_without_it() {
    let (network, [tracks, vertices]) = (linear(), positive_jet());
    let found = relevance(&network, &tracks, &vertices, 0, 0.0).unwrap();
    let logit = |tracks: &[f32], vertices: &[f32]| {
        relevance(&network, tracks, vertices, 0, 0.0).unwrap().logit
    };
    let without = |values: &[f32], at: usize| {
        let mut values = values.to_vec();
        values[at] = 0.0;
        values
    };
    let by_loss = |at| found.logit - logit(&without(&tracks, at), &vertices);
    let of_tracks: Vec<f32> = (0..tracks.len()).map(by_loss).collect();
    let by_loss = |at| found.logit - logit(&tracks, &without(&vertices, at));
    let of_vertices: Vec<f32> = (0..vertices.len()).map(by_loss).collect();
    let tolerance = 1e-5 * found.logit;
    assert!(difference(&found.tracks, &of_tracks) < tolerance);
    assert!(difference(&found.vertices, &of_vertices) < tolerance);
}

#[test]
fn where_nothing_is_negative_gamma_changes_nothing() {
    let (network, [tracks, vertices]) = (linear(), positive_jet());
    let none = relevance(&network, &tracks, &vertices, 1, 0.0).unwrap();
    for gamma in [0.5, 2.0, f32::INFINITY] {
        let some = relevance(&network, &tracks, &vertices, 1, gamma).unwrap();
        assert!(difference(&none.tracks, &some.tracks) < 1e-5 * none.logit);
        assert!(difference(&none.vertices, &some.vertices) < 1e-5 * none.logit);
    }
}

#[test]
fn an_infinite_gamma_gives_every_part_the_sign_of_the_logit() {
    let network = network(SMALL, 6, |_| ());
    let inputs = jets(SMALL, 5, 7);
    for (item, class) in [(0, 0), (1, 1), (2, 0), (3, 1), (4, 1)] {
        let found = of(&network, &inputs, item, class, f32::INFINITY);
        let parts = found.tracks.iter().chain(&found.vertices).chain([&found.bias]);
        assert!(parts.clone().all(|part| part * found.logit >= 0.0), "{found:?}");
    }
}

#[test]
fn parts_are_summed_by_track_vertex_and_feature() {
    let network = network(SMALL, 6, |_| ());
    let found = of(&network, &jets(SMALL, 1, 7), 0, 0, 1.0);
    let (tracks, vertices) = (&found.tracks, &found.vertices);
    let close = |a: f32, b: f32| (a - b).abs() < 1e-6;
    let third: f32 = tracks.iter().skip(2).step_by(SMALL.tracks).sum();
    assert!(close(found.by_track()[2], third));
    assert!(close(found.by_track_feature()[1], tracks[7..14].iter().sum()));
    let second: f32 = vertices.iter().skip(1).step_by(SMALL.vertices).sum();
    assert!(close(found.by_vertex()[1], second));
    assert!(close(found.by_vertex_feature()[3], vertices[9..12].iter().sum()));
    let lengths = [found.by_track(), found.by_vertex(), found.by_track_feature()];
    assert_eq!(lengths.map(|it| it.len()), [7, 3, 5]);
    assert_eq!(found.by_vertex_feature().len(), 4);
}
