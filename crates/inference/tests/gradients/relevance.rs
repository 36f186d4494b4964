//! LRP-ε and LRP-γ, against those of captum in float64 (`make_relevance.py`), what is conserved,
//! and what is refused.

use faircat_inference::gradients::{Array, Rule, propagated};
use serde_json::Value;

use super::{NETWORKS, apart, array, graph, numbers};

const RECTIFIED: [(&str, &[u8]); 3] = [
    ("layers", include_bytes!("layers.onnx")),
    ("images", include_bytes!("images.onnx")),
    ("normalised", include_bytes!("normalised.onnx")),
];

fn reference() -> Value {
    serde_json::from_str(include_str!("relevance.json")).unwrap()
}

/// captum divides by what it stabilises with 10⁻⁹ at least.
#[test]
fn relevances_are_those_of_captum() {
    let reference = reference();
    let [epsilon, gamma] = ["epsilon", "gamma"].map(|it| reference[it].as_f64().unwrap());
    let rules =
        [("epsilon", Rule { gamma: 0.0, epsilon }), ("gamma", Rule { gamma, epsilon: 0.0 })];
    let mut compared = [0, 0];
    for (name, bytes) in RECTIFIED {
        let (graph, of) = (graph(bytes), &reference[name]);
        let item = [array(of, "item")];
        for case in of["cases"].as_array().unwrap() {
            let place = case["place"].as_u64().unwrap() as usize;
            for (at, (which, rule)) in rules.into_iter().enumerate() {
                let Some(theirs) = case.get(which).map(numbers) else { continue };
                let found = propagated(&graph, &item, place, rule).unwrap();
                let apart = apart(&found.inputs[0], &theirs);
                assert!(apart < 1e-8, "{name}, value {place}, {which}: {apart}");
                compared[at] += 1;
            }
        }
    }
    assert_eq!(compared, [9, 2]);
}

/// Inputs, biases and what ε takes add up to the answer, of whatever sign and for any rule.
#[test]
fn answers_are_conserved() {
    let all = [NETWORKS[0], NETWORKS[1], RECTIFIED[0], RECTIFIED[1], RECTIFIED[2]];
    let references = [super::reference(), reference()];
    for (name, bytes) in all {
        let of = references.iter().find_map(|it| it.get(name)).unwrap();
        let (graph, item) = (graph(bytes), [array(of, "item")]);
        for (gamma, epsilon) in [(0.0, 0.0), (0.0, 0.25), (2.0, 0.0), (0.25, 1e-3)] {
            let places = of["cases"].as_array().unwrap().len();
            for place in 0..places {
                let found = propagated(&graph, &item, place, Rule { gamma, epsilon }).unwrap();
                let size: f64 = found.inputs[0].iter().map(|it| it.abs()).sum();
                let missed = found.missed().abs();
                assert!(missed < 1e-9 * size.max(1.0), "{name}, γ {gamma}, ε {epsilon}: {missed}");
                assert_eq!(found.value, graph.answer(&item).unwrap()[place]);
                assert!(found.biases != 0.0);
                assert!((epsilon > 0.0) == (found.unshared.abs() > 1e-9), "{}", found.unshared);
            }
        }
    }
}

#[test]
fn what_has_no_rule_is_refused_by_name() {
    // A gate: a layer times its sigmoid.
    let gated = graph(NETWORKS[2].1);
    let said = "the operator `Mul` has no rule of relevance here";
    assert_eq!(gated.check_rules().unwrap_err().to_string(), said);
    let item = [Array::new(vec![1, 3, 7], vec![0.5; 21]).unwrap()];
    let rule = Rule { gamma: 2.0, epsilon: 0.0 };
    assert_eq!(propagated(&gated, &item, 0, rule).unwrap_err().to_string(), said);
    assert!(graph(RECTIFIED[0].1).check_rules().is_ok());
}
