use faircat_inference::native::network::InteractionNetwork;
use faircat_inference::relevance::{Relevance, relevance};

use crate::support::{Generator, padded};
use crate::{SMALL, difference, network};

/// The relevances where the jet's track i lies at place `places[i]`; its other places are padding.
fn at(network: &InteractionNetwork, tracks: &[f32], places: &[usize]) -> Relevance {
    let mut moved = vec![0.0; tracks.len()];
    for (from, to) in tracks.chunks_exact(SMALL.tracks).zip(moved.chunks_exact_mut(SMALL.tracks)) {
        places.iter().zip(from).for_each(|(&place, value)| to[place] = *value);
    }
    let vertices = padded(&mut Generator(9), &[1], SMALL.vertex_features, SMALL.vertices);
    relevance(network, &moved, vertices.as_f32().unwrap(), 0, 2.0).unwrap()
}

#[test]
fn padding_receives_nothing_wherever_it_lies() {
    let network = network(SMALL, 6, |_| ());
    let tracks = padded(&mut Generator(8), &[4], SMALL.track_features, SMALL.tracks);
    let tracks = tracks.as_f32().unwrap();
    let first = at(&network, tracks, &[0, 1, 2, 3]);
    let places = [6, 0, 3, 2];
    let moved = at(&network, tracks, &places);
    assert!((first.logit - moved.logit).abs() < 1e-6);
    assert!((first.bias - moved.bias).abs() < 1e-6);
    assert!(difference(&first.vertices, &moved.vertices) < 1e-6);
    let features = first.tracks.chunks(SMALL.tracks).zip(moved.tracks.chunks(SMALL.tracks));
    for (first, moved) in features {
        assert_eq!(first[4..], [0.0; 3]);
        assert_eq!([moved[1], moved[4], moved[5]], [0.0; 3]);
        let back = places.map(|place| moved[place]);
        assert!(difference(&first[..4], &back) < 1e-6);
    }
    assert_eq!(first.vertices.chunks(SMALL.vertices).map(|it| it[1] + it[2]).sum::<f32>(), 0.0);
    assert!(first.by_vertex()[0].abs() > 1e-3);
}

#[test]
fn a_jet_of_padding_leaves_all_to_the_biases() {
    let network = network(SMALL, 6, |_| ());
    let tracks = vec![0.0; network.track_elements()];
    let vertices = vec![-0.0; network.vertex_elements()];
    let found = relevance(&network, &tracks, &vertices, 0, 2.0).unwrap();
    assert!((found.bias - found.logit).abs() < 1e-6 * found.logit.abs());
    assert_eq!(found.by_track(), [0.0; 7]);
    assert_eq!(found.by_vertex(), [0.0; 3]);
}
