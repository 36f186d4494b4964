//! Gradients and integrated gradients of networks as ONNX, against those of PyTorch's autograd and
//! captum in float64 (`make_gradients.py`), and what is refused; `relevance`: LRP.

#![allow(clippy::unwrap_used, reason = "a failure ends the test")]

mod relevance;

use faircat_inference::engine::Cancel;
use faircat_inference::gradients::{Array, GradientError, Graph, integrated};
use faircat_inference::onnx::describe;
use serde_json::Value;

const NETWORKS: [(&str, &[u8]); 3] = [
    ("dense", include_bytes!("dense.onnx")),
    ("convolution", include_bytes!("convolution.onnx")),
    ("residual", include_bytes!("residual.onnx")),
];

fn reference() -> Value {
    serde_json::from_str(include_str!("reference.json")).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|it| it.as_f64().unwrap()).collect()
}

fn array(of: &Value, name: &str) -> Array {
    let shape = numbers(&of["shape"]).into_iter().map(|it| it as usize).collect();
    Array::new(shape, numbers(&of[name])).unwrap()
}

fn graph(bytes: &[u8]) -> Graph {
    Graph::of(&describe(bytes).unwrap(), "y").unwrap()
}

/// The largest difference of two numbers.
fn apart(ours: &[f64], theirs: &[f64]) -> f64 {
    assert_eq!(ours.len(), theirs.len());
    ours.iter().zip(theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

fn are_equal(ours: &[f64], theirs: &[f64], what: &str) {
    let apart = apart(ours, theirs);
    assert!(apart < 1e-9, "{what}: {apart}");
}

#[test]
fn figures_are_those_of_pytorch_and_captum() {
    let reference = reference();
    let steps = reference["steps"].as_u64().unwrap() as usize;
    for (name, bytes) in NETWORKS {
        let (graph, of) = (graph(bytes), &reference[name]);
        let (item, baseline) = ([array(of, "item")], [array(of, "baseline")]);
        for case in of["cases"].as_array().unwrap() {
            let place = case["place"].as_u64().unwrap() as usize;
            let what = format!("{name}, value {place}");
            let gradient = graph.gradient(&item, place).unwrap();
            are_equal(gradient[0].values(), &numbers(&case["gradient"]), &what);
            let ends = (item.as_slice(), baseline.as_slice());
            let found = integrated(&graph, ends, place, steps, &Cancel::default()).unwrap();
            are_equal(&found.inputs[0], &numbers(&case["integrated"]), &what);
            let values = [found.value, found.at_baseline];
            let theirs = ["value", "at_baseline"].map(|it| case[it].as_f64().unwrap());
            are_equal(&values, &theirs, &what);
        }
    }
}

/// The axiom: what is missed goes with the steps towards 0.
#[test]
fn contributions_add_up_to_the_difference_of_the_answers() {
    let reference = reference();
    for (name, bytes) in NETWORKS {
        let (graph, of) = (graph(bytes), &reference[name]);
        let (item, baseline) = ([array(of, "item")], [array(of, "baseline")]);
        let missed = |steps: usize| {
            let ends = (item.as_slice(), baseline.as_slice());
            integrated(&graph, ends, 0, steps, &Cancel::default()).unwrap().missed().abs()
        };
        assert!(missed(32) < 1e-2, "{name}: {}", missed(32));
        assert!(missed(2048) < 1e-4, "{name}: {}", missed(2048));
    }
}

#[test]
fn a_classifier_is_looked_at_before_its_softmax() {
    let targets = NETWORKS.map(|(_, bytes)| graph(bytes).target().to_owned());
    assert_eq!(targets, ["logits", "logits", "logit"]);
    let reference = reference();
    let item = [array(&reference["dense"], "item")];
    // 4 × 6, 6 × 5 and 5 × 3 products, and the elements of three layers between.
    assert_eq!(graph(NETWORKS[0].1).products(&item).unwrap(), 24 + 6 + 30 + 5 + 5 + 15);
}

#[test]
fn what_cannot_be_differentiated_is_refused_by_name() {
    let file = describe(NETWORKS[0].1).unwrap();
    let error = Graph::of(&file, "z").unwrap_err();
    assert_eq!(error.to_string(), "nothing makes its output `z`");
    let functions = describe(include_bytes!("../fixtures/functions.onnx")).unwrap();
    let error = Graph::of(&functions, "erf").unwrap_err();
    assert_eq!(error.to_string(), "the operator `Erf` is not differentiated here");
    assert!(Graph::of(&functions, "elu").is_ok());
    let graph = graph(NETWORKS[0].1);
    let wide = [Array::new(vec![1, 5], vec![0.0; 5]).unwrap()];
    assert_eq!(graph.answer(&wide), Err(GradientError::Shapes));
    let stopped = Cancel::default();
    stopped.set();
    let item = [Array::new(vec![1, 4], vec![0.5; 4]).unwrap()];
    let ends = (item.as_slice(), item.as_slice());
    assert_eq!(integrated(&graph, ends, 0, 8, &stopped), Err(GradientError::Stopped));
}
