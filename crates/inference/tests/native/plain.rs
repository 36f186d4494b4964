//! The network as the papers write it, in float64, edge by edge over all tracks with padding.

use faircat_inference::native::network::{Dense, InteractionNetwork};
use faircat_inference::tensor::Tensor;

fn layer(dense: &Dense, input: &[f64]) -> Vec<f64> {
    assert_eq!(input.len(), dense.inputs);
    let rows = dense.weights.chunks(dense.inputs).zip(&dense.bias);
    rows.map(|(row, &bias)| {
        f64::from(bias) + row.iter().zip(input).map(|(&w, x)| f64::from(w) * x).sum::<f64>()
    })
    .collect()
}

fn mlp(layers: &[Dense], input: Vec<f64>) -> Vec<f64> {
    layers.iter().fold(input, |input, dense| {
        layer(dense, &input).into_iter().map(|value| value.max(0.0)).collect()
    })
}

/// Item `item` of an input [items, features, places], as a list of places.
fn places(input: &Tensor, item: usize) -> Vec<Vec<f64>> {
    let &[_, features, places] = input.shape() else { panic!("{:?}", input.shape()) };
    let values = &input.as_f32().unwrap()[item * features * places..][..features * places];
    let place = |at: usize| (0..features).map(|f| f64::from(values[f * places + at])).collect();
    (0..places).map(place).collect()
}

fn add(sum: &mut [f64], values: &[f64]) {
    sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

/// Logits of all items.
pub(crate) fn logits(network: &InteractionNetwork, inputs: &[Tensor; 2]) -> Vec<f32> {
    let mut logits = Vec::new();
    for item in 0..inputs[0].items() {
        let (tracks, vertices) = (places(&inputs[0], item), places(&inputs[1], item));
        let mut total = vec![0.0; network.object[2].outputs];
        for (i, track) in tracks.iter().enumerate() {
            let mut near = vec![0.0; network.track_track[2].outputs];
            for (_, other) in tracks.iter().enumerate().filter(|(j, _)| *j != i) {
                add(&mut near, &mlp(&network.track_track, [&track[..], other].concat()));
            }
            let mut far = vec![0.0; network.track_vertex[2].outputs];
            for vertex in &vertices {
                add(&mut far, &mlp(&network.track_vertex, [&track[..], vertex].concat()));
            }
            add(&mut total, &mlp(&network.object, [&track[..], &near, &far].concat()));
        }
        logits.extend(layer(&network.classifier, &total).into_iter().map(|value| value as f32));
    }
    logits
}
