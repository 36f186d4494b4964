//! Files that are no interaction network, or a broken one.

use faircat_inference::engine::{Device, Engine, Options};
use faircat_inference::native::network::{InteractionNetwork, StateDict};
use faircat_inference::native::{Native, from_onnx, from_safetensors};

use crate::support::{network, state_dict};
use crate::{SMALL, refusal};

const SMALL_ONNX: &[u8] = include_bytes!("small.onnx");

/// The ONNX file with every `from` replaced by `to`, which has the same length.
fn edited(from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = SMALL_ONNX.to_vec();
    let places: Vec<usize> = bytes
        .windows(from.len())
        .enumerate()
        .filter(|(_, it)| *it == from.as_bytes())
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty(), "{from}");
    places.into_iter().for_each(|at| bytes[at..][..to.len()].copy_from_slice(to.as_bytes()));
    bytes
}

#[test]
fn another_architecture_is_not_run() {
    assert_eq!(
        refusal(from_onnx(&edited("interaction-network", "interaction-nothing"))),
        "native cannot run this model: its architecture is `interaction-nothing`"
    );
    assert_eq!(
        refusal(from_onnx(&edited("architecture", "architektura"))),
        "native cannot run this model: its metadata names no `architecture`"
    );
}

#[test]
fn a_graph_with_other_operators_is_not_run() {
    assert_eq!(
        refusal(from_onnx(&edited("Relu", "Tanh"))),
        "native cannot run this model: an interaction network has no operator `Tanh`"
    );
}

#[test]
fn other_inputs_and_outputs_are_not_run() {
    assert_eq!(
        refusal(from_onnx(&edited("tracks", "muons_"))),
        "native cannot run this model: it has the input `muons_` where `tracks` belongs"
    );
    assert_eq!(
        refusal(from_onnx(&edited("logits", "energy"))),
        "native cannot run this model: it has the output `energy`"
    );
}

#[test]
fn a_file_without_the_weights_names_the_missing_array() {
    assert_eq!(
        refusal(from_onnx(&edited("fr2_pv.bias", "fr2_sv.bias"))),
        "the model cannot be read: the array `fr2_pv.bias` of an interaction network is missing"
    );
}

#[test]
fn a_file_cut_short_is_refused() {
    for length in (0..SMALL_ONNX.len()).step_by(97) {
        refusal(from_onnx(&SMALL_ONNX[..length]));
    }
}

#[test]
fn only_the_cpu_is_known() {
    let options = Options { device: Device::Cuda, ..Options::default() };
    assert_eq!(
        refusal(Native::new().load(SMALL_ONNX, &options)),
        "native cannot run this model: it computes on the CPU only; choose the device `cpu`"
    );
}

/// Safetensors of a state dict.
fn safetensors(state: &StateDict) -> Vec<u8> {
    let bytes: Vec<(&String, &[usize], Vec<u8>)> = state
        .iter()
        .map(|(name, it)| {
            (name, it.shape.as_slice(), it.values.iter().flat_map(|v| v.to_le_bytes()).collect())
        })
        .collect();
    let views = bytes.iter().map(|(name, shape, data)| {
        (
            *name,
            safetensors::tensor::TensorView::new(safetensors::Dtype::F32, shape.to_vec(), data)
                .unwrap(),
        )
    });
    safetensors::serialize(views, None).unwrap()
}

#[test]
fn safetensors_and_onnx_hold_the_same_network() {
    let bytes = safetensors(&state_dict(SMALL, 1));
    let (of_onnx, _) = from_onnx(SMALL_ONNX).unwrap();
    let of_safetensors = from_safetensors(&bytes, SMALL.tracks, SMALL.vertices).unwrap();
    assert_eq!(of_safetensors, of_onnx);
    assert_eq!(of_safetensors, network(SMALL, 1));
}

#[test]
fn safetensors_cut_short_are_refused() {
    let bytes = safetensors(&state_dict(SMALL, 1));
    for length in (0..bytes.len()).step_by(97) {
        refusal(from_safetensors(&bytes[..length], 7, 3));
    }
}

/// The refusal of a state dict after a change.
fn changed(change: impl FnOnce(&mut StateDict)) -> String {
    let mut state = state_dict(SMALL, 1);
    change(&mut state);
    refusal(InteractionNetwork::new(&state, 7, 3))
}

#[test]
fn arrays_must_fit_each_other() {
    let fewer = changed(|state| {
        let weights = state.get_mut("fr3.weight").unwrap();
        weights.shape = vec![3, 8];
        weights.values.truncate(24);
    });
    assert_eq!(
        fewer,
        "the model cannot be read: `fr3.weight` has 8 columns; the layers before give 9"
    );
    let bias = changed(|state| state.get_mut("fo1.bias").unwrap().shape = vec![3, 3]);
    assert_eq!(bias, "the model cannot be read: `fo1.bias` has the shape [3, 3], not [9]");
    let axes = changed(|state| state.get_mut("fo1.weight").unwrap().shape = vec![99]);
    assert_eq!(axes, "the model cannot be read: `fo1.weight` has the shape [99], not two axes");
    let huge = changed(|state| state.get_mut("fo1.weight").unwrap().shape = vec![usize::MAX, 2]);
    assert!(huge.contains("do not fill"), "{huge}");
}

#[test]
fn weights_must_be_finite() {
    let nan = changed(|state| state.get_mut("fo2.weight").unwrap().values[5] = f32::NAN);
    assert_eq!(nan, "the model cannot be read: `fo2.weight` holds NaN at place 5");
    let infinite =
        changed(|state| state.get_mut("fc_fixed.bias").unwrap().values[1] = f32::INFINITY);
    assert_eq!(infinite, "the model cannot be read: `fc_fixed.bias` holds inf at place 1");
}
