//! Inputs that do not fit the network.

use faircat_inference::engine::Session;
use faircat_inference::native::Instructions;
use faircat_inference::tensor::{Data, Tensor};

use crate::support::{jets, network};
use crate::{SMALL, refusal, session};

fn message(inputs: &[Tensor]) -> String {
    refusal(session(network(SMALL, 1), Instructions::best(), 1).run(inputs))
}

#[test]
fn the_number_of_inputs_is_checked() {
    let [tracks, _] = jets(SMALL, 1, 2);
    assert_eq!(message(&[tracks]), "1 inputs where the model has two, tracks and vertices");
}

#[test]
fn the_element_type_is_checked() {
    let [tracks, vertices] = jets(SMALL, 1, 2);
    let wide = tracks.as_f32().unwrap().iter().map(|&value| f64::from(value)).collect();
    let wide = Tensor::new(tracks.shape().to_vec(), Data::Float64(wide)).unwrap();
    assert_eq!(message(&[wide, vertices]), "the input `tracks` is float64; it must be float32");
}

#[test]
fn the_shape_is_checked() {
    let [tracks, _] = jets(SMALL, 2, 2);
    let [_, vertices] = jets(SMALL, 3, 2);
    assert_eq!(
        message(&[vertices.clone(), tracks.clone()]),
        "the input `tracks` has the shape [3, 4, 3], not [3, 5, 7]"
    );
    assert_eq!(
        message(&[tracks, vertices]),
        "the input `vertices` has the shape [3, 4, 3], not [2, 4, 3]"
    );
}

#[test]
fn an_empty_batch_is_refused() {
    let [tracks, vertices] = jets(SMALL, 0, 2);
    assert_eq!(message(&[tracks, vertices]), "the input `tracks` has no items");
}

#[test]
fn a_value_that_is_not_finite_is_named() {
    let [tracks, vertices] = jets(SMALL, 40, 2);
    let mut values = tracks.as_f32().unwrap().to_vec();
    values[33 * 35 + 4 * 7 + 2] = f32::NAN;
    let tracks = Tensor::new(tracks.shape().to_vec(), Data::Float32(values)).unwrap();
    assert_eq!(message(&[tracks, vertices]), "`tracks`[33, 4, 2] is NaN, not a finite number");
}
