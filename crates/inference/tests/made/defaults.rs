//! Inputs that have a default, which data may replace.

use faircat_inference::engine::{Engine, Options};
use faircat_inference::engines::tract::Tract;
use faircat_inference::onnx::proto::{DataType, GraphProto};
use faircat_inference::onnx::{describe, without_defaults};
use faircat_inference::signature::{Signature, compare};
use faircat_inference::tensor::Tensor;

use crate::models::{constant, model, node, port, rows};

/// `y` = `x` + `k`, where `k` is 0 unless it is given.
fn sum() -> Vec<u8> {
    model(GraphProto {
        node: vec![node("Add", &["x", "k"], "y", None)],
        input: vec![
            port("k", DataType::Float, &["n", "2"]),
            port("x", DataType::Float, &["n", "2"]),
        ],
        output: vec![port("y", DataType::Float, &["n", "2"])],
        initializer: vec![constant("k", &[1, 2], &[0.0, 0.0])],
        ..GraphProto::default()
    })
}

fn run(bytes: &[u8], inputs: &[Tensor]) -> Vec<f64> {
    let outputs = Tract.load(bytes, &Options::default()).unwrap().run(inputs).unwrap();
    outputs[0].data().to_f64()
}

#[test]
fn a_default_stands_for_what_is_not_given_and_gives_way_to_what_is() {
    let default = describe(&sum()).unwrap();
    assert_eq!(default.defaults(), ["k"]);
    let x = rows(3);
    assert_eq!(run(&sum(), std::slice::from_ref(&x)), x.data().to_f64());
    let taken = without_defaults(&sum(), &["k"]).unwrap();
    let names: Vec<String> =
        describe(&taken).unwrap().inputs.iter().map(|it| it.name.clone()).collect();
    assert_eq!(names, ["k", "x"]);
    let twice: Vec<f64> = x.data().to_f64().iter().map(|it| 2.0 * it).collect();
    assert_eq!(run(&taken, &[x.clone(), x]), twice);
    assert_eq!(without_defaults(&sum(), &["z"]).unwrap(), sum());
}

#[test]
fn a_record_declares_an_input_with_a_default_or_not() {
    let file = describe(&sum()).unwrap();
    let without = Signature::of_file(&file);
    let with = Signature::of_file(&describe(&without_defaults(&sum(), &["k"]).unwrap()).unwrap());
    assert_eq!((without.inputs.len(), with.inputs.len()), (1, 2));
    assert!(compare(&without, &file).is_empty());
    assert!(compare(&with, &file).is_empty());
}
