//! Outputs of ONNX Runtime for the published form, made by `make_reference.py`.

use faircat_inference::engine::{Engine, Options};
use faircat_inference::native::{Instructions, Native};
use serde_json::Value;

use crate::support::{BASELINE, Sizes, jets, network};
use crate::{SMALL, difference, run, session};

const ITEMS: usize = 12;

/// The reference of `output` of the network `name`.
fn reference(name: &str, output: &str) -> Vec<f32> {
    let file: Value = serde_json::from_str(include_str!("reference.json")).unwrap();
    let values = file[name][output].as_array().unwrap();
    values.iter().map(|value| value.as_f64().unwrap() as f32).collect()
}

fn assert_reference(name: &str, [logits, probabilities]: [Vec<f32>; 2]) {
    assert!(difference(&logits, &reference(name, "logits")) <= 1e-5, "{name}");
    assert!(difference(&probabilities, &reference(name, "probabilities")) <= 1e-5, "{name}");
}

#[test]
fn equals_onnx_runtime_with_every_instruction_set() {
    let sizes: [(&str, Sizes); 2] = [("small", SMALL), ("baseline", BASELINE)];
    for instructions in Instructions::available() {
        for (name, sizes) in sizes {
            let mut session = session(network(sizes, 1), instructions, 1);
            assert_reference(name, run(&mut session, &jets(sizes, ITEMS, 2)));
        }
    }
}

#[test]
fn runs_an_onnx_file() {
    let bytes = include_bytes!("small.onnx");
    let mut session = Native::new().load(bytes, &Options::default()).unwrap();
    assert_reference("small", run(session.as_mut(), &jets(SMALL, ITEMS, 2)));
}
