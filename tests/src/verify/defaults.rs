//! A control set that holds an input which has a default in the model.

use std::fs;

use faircat_inference::formats::{Limit, npz};
use faircat_inference::tensor::{Data, Tensor};

use super::linear::Linear;
use crate::program::repository;

/// The classifier with a `shift` of its logits, which is 0 by default, in its control set.
fn shifted(shift: [f32; 2]) -> (Option<i32>, String) {
    let linear = Linear::new();
    linear.forget_digests();
    let model = repository().join("tests/fixtures/data/shifted.onnx");
    fs::copy(model, linear.folder().join("model.onnx")).unwrap();
    let file = linear.folder().join("control/control-set.npz");
    let mut arrays = npz::read(&fs::read(&file).unwrap(), Limit::default()).unwrap();
    let items = arrays["x"].items();
    let shifts = Tensor::new(vec![items, 2], Data::Float32(shift.repeat(items))).unwrap();
    arrays.insert("shift".to_owned(), shifts);
    let arrays: Vec<(&str, &Tensor)> =
        arrays.iter().map(|(name, it)| (name.as_str(), it)).collect();
    fs::write(&file, npz::write(&arrays).unwrap()).unwrap();
    linear.verify(&["--engine", "tract"])
}

#[test]
fn claims_are_recomputed_of_what_the_control_set_holds() {
    let (code, said) = shifted([0.0, 0.0]);
    assert_eq!(code, Some(0), "{said}");
    // Every item is of the first class now.
    let (code, said) = shifted([100.0, 0.0]);
    assert_eq!(code, Some(1), "{said}");
}
