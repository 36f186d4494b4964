//! Resize of float64, which has no kernel in other engines.

use faircat_inference::engine::{Engine, Options};
use faircat_inference::engines::tract::Tract;
use faircat_inference::onnx::proto::{DataType, GraphProto, TensorProto};
use faircat_inference::tensor::{Data, Tensor};

use crate::models::{model, node, port, text};

const X: [f64; 3] = [0.1, 0.7, -0.3];
const MADE: usize = 7;

/// Values at 7 places of a row of 3, by the middles of pixels.
fn resized(mode: &str) -> Vec<f64> {
    let bytes = model(GraphProto {
        node: vec![node("Resize", &["x", "", "", "sizes"], "y", text("mode", mode))],
        input: vec![port("x", DataType::Double, &["1", "3"])],
        output: vec![port("y", DataType::Double, &["1", "7"])],
        initializer: vec![TensorProto {
            name: "sizes".to_owned(),
            dims: vec![2],
            data_type: DataType::Int64 as i32,
            int64_data: vec![1, 7],
            ..TensorProto::default()
        }],
        ..GraphProto::default()
    });
    let x = Tensor::new(vec![1, 3], Data::Float64(X.to_vec())).unwrap();
    let outputs = Tract.load(&bytes, &Options::default()).unwrap().run(&[x]).unwrap();
    outputs[0].data().to_f64()
}

/// The sum of the neighbours of each place by `weight`, a function of how far they are from it.
fn expected(weight: impl Fn(f64) -> f64) -> Vec<f64> {
    let value = |place: usize| {
        let at = (place as f64 + 0.5) * 3.0 / 7.0 - 0.5;
        let neighbours = (-2_i32..5).map(|other| {
            let held = usize::try_from(other).unwrap_or(0).min(X.len() - 1);
            weight((at - f64::from(other)).abs()) * X[held]
        });
        neighbours.sum::<f64>()
    };
    (0..MADE).map(value).collect()
}

fn agree(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    let apart = found.iter().zip(expected).map(|(a, b)| (a - b).abs());
    assert!(apart.fold(0.0, f64::max) < 1e-14, "{found:?} is not {expected:?}");
}

#[test]
fn float64_keeps_its_digits() {
    agree(&resized("linear"), &expected(|far| (1.0 - far).max(0.0)));
    let a = -0.75;
    let keys = |far: f64| match far {
        ..1.0 => ((a + 2.0) * far - (a + 3.0)) * far * far + 1.0,
        1.0..2.0 => ((a * far - 5.0 * a) * far + 8.0 * a) * far - 4.0 * a,
        _ => 0.0,
    };
    agree(&resized("cubic"), &expected(keys));
}
