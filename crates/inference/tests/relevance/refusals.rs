use faircat_inference::relevance::relevance;

use crate::{SMALL, each, network};

fn message(tracks: &[f32], vertices: &[f32], class: usize, gamma: f32) -> String {
    let network = network(SMALL, 6, |_| ());
    relevance(&network, tracks, vertices, class, gamma).unwrap_err().to_string()
}

#[test]
fn what_does_not_fit_is_named() {
    let (tracks, vertices) = ([0.5; 35], [0.5; 12]);
    assert_eq!(message(&tracks[1..], &vertices, 0, 1.0), "`tracks` has 34 values, not 35");
    assert_eq!(message(&tracks, &vertices[2..], 0, 1.0), "`vertices` has 10 values, not 12");
    assert_eq!(message(&tracks, &vertices, 2, 1.0), "there is no class 2; there are 2");
    assert_eq!(message(&tracks, &vertices, 0, -0.5), "γ is -0.5; it must be at least 0");
    assert_eq!(message(&tracks, &vertices, 0, f32::NAN), "γ is NaN; it must be at least 0");
    let mut broken = tracks;
    broken[8] = f32::INFINITY;
    assert_eq!(message(&broken, &vertices, 0, 1.0), "`tracks` holds inf at place 8");
}

#[test]
fn numbers_beyond_float32_are_an_error() {
    let network = network(SMALL, 6, |state| each(state, "weight", |weight| weight.abs() * 1e15));
    let error = relevance(&network, &[0.5; 35], &[0.5; 12], 0, 1.0).unwrap_err();
    assert_eq!(
        error.to_string(),
        "relevance propagation failed: this jet's values leave the range of float32 in the network"
    );
}
