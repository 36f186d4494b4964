//! Values of `make_relevance.py`, which applies the rule as it is written, in float64, and checks
//! LRP-0 against PyTorch's gradient × input.

use serde_json::Value;

use crate::support::{Generator, padded};
use crate::{SMALL, difference, network, of};

fn numbers(value: &Value) -> Vec<f32> {
    value.as_array().unwrap().iter().map(number).collect()
}

fn number(value: &Value) -> f32 {
    value.as_f64().unwrap() as f32
}

#[test]
fn equals_the_reference() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("reference.json")).unwrap();
    let network = network(SMALL, 6, |_| ());
    let mut generator = Generator(2);
    let inputs = [
        padded(&mut generator, &[0, 1, 3, 5, 6, 7], SMALL.track_features, SMALL.tracks),
        padded(&mut generator, &[1, 0, 2, 3, 0, 1], SMALL.vertex_features, SMALL.vertices),
    ];
    for case in &cases {
        let index = |name: &str| case[name].as_u64().unwrap() as usize;
        let gamma = number(&case["gamma"]);
        let found = of(&network, &inputs, index("item"), index("class"), gamma);
        let name = format!("item {}, class {}, γ {gamma}", case["item"], case["class"]);
        assert!((found.logit - number(&case["logit"])).abs() < 2e-6, "{name}");
        assert!((found.bias - number(&case["bias"])).abs() < 2e-6, "{name}");
        assert!(difference(&found.tracks, &numbers(&case["tracks"])) < 2e-6, "{name}");
        assert!(difference(&found.vertices, &numbers(&case["vertices"])) < 2e-6, "{name}");
    }
    assert_eq!(cases.len(), 36);
}
