//! The engine `native` against a plain evaluation in float64, against reference outputs of the
//! published form, and on files and inputs that it must refuse.

#![allow(clippy::unwrap_used, reason = "a failure ends the test")]

#[path = "../support/any_sizes.rs"]
mod any_sizes;
mod files;
mod inputs;
mod plain;
mod properties;
mod reference;
#[path = "../support/mod.rs"]
mod support;

use faircat_inference::engine::{EngineError, Options, Session};
use faircat_inference::native::network::InteractionNetwork;
use faircat_inference::native::{Instructions, Native, NativeSession, Output};
use faircat_inference::tensor::Tensor;
use support::Sizes;

/// Small sizes, none a multiple of a vector's width; those of `small.onnx`.
const SMALL: Sizes = Sizes {
    tracks: 7,
    track_features: 5,
    vertices: 3,
    vertex_features: 4,
    hidden: 9,
    effects: 3,
    objects: 4,
    classes: 2,
};

/// A session that gives logits and probabilities.
fn session(
    network: InteractionNetwork,
    instructions: Instructions,
    threads: usize,
) -> NativeSession {
    let options = Options { threads, ..Options::default() };
    let outputs = vec![Output::Logits, Output::Probabilities];
    Native::with(instructions).prepare(network, outputs, &options).unwrap()
}

/// The outputs' values.
fn run(session: &mut dyn Session, inputs: &[Tensor]) -> [Vec<f32>; 2] {
    let outputs = session.run(inputs).unwrap();
    let [logits, probabilities] = outputs.as_slice() else {
        panic!("{} outputs", outputs.len());
    };
    [logits.as_f32().unwrap().to_vec(), probabilities.as_f32().unwrap().to_vec()]
}

/// The largest difference between two lists of the same length.
fn difference(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// The message of a refusal.
fn refusal<T>(result: Result<T, EngineError>) -> String {
    match result {
        Ok(_) => panic!("it was accepted"),
        Err(error) => error.to_string(),
    }
}
