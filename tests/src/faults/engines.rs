//! Models that an engine computed otherwise than the specification says, or that asked for more
//! memory than there is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use faircat_inference::formats::{Limit, npz};
use faircat_inference::tensor::Tensor;

use super::folder;
use crate::program::faircat;

#[test]
fn tree_ensembles_give_the_labels_of_the_specification() {
    let Some(samples) = folder("01-tree-binary-label") else { return };
    gives(&samples, "model.onnx", "in.npz", "ref.npz", &["--engine", "tract"]);
}

#[test]
fn recurrent_layers_keep_to_their_attributes() {
    let Some(samples) = folder("02-rnn-attributes-ignored") else { return };
    let kinds = [
        "gru_relu",
        "lstm_clip",
        "lstm_hardsigmoid",
        "lstm_input_forget",
        "lstm_reverse",
        "rnn_relu",
    ];
    for kind in kinds {
        let [model, input, reference] =
            ["model.onnx", "in.npz", "ref.npz"].map(|end| format!("{kind}_{end}"));
        gives(&samples, &model, &input, &reference, &[]);
    }
    for case in ["test_spacetodepth_crd_mode_example", "test_swiglu_alpha_expanded"] {
        let [model, input, reference] =
            [".onnx", ".npz", "_ref.npz"].map(|end| format!("{case}{end}"));
        gives(&samples, &model, &input, &reference, &[]);
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let Some(samples) = folder("09-threads-change-numbers") else { return };
    for threads in ["1", "2", "3", "7"] {
        gives(&samples, "model.onnx", "in.npz", "ref.npz", &["--threads", threads]);
    }
}

#[test]
fn an_index_counted_from_the_end_is_no_panic() {
    let Some(samples) = folder("14-panics") else { return };
    gives(&samples, "onehot.onnx", "onehot_in.npz", "onehot_ref.npz", &[]);
}

#[test]
fn what_is_no_number_stays_so() {
    let Some(samples) = folder("23-nan-hidden") else { return };
    gives(&samples, "model.onnx", "in.npz", "ref.npz", &["--engine", "tract"]);
}

#[test]
fn small_files_that_grow_are_refused() {
    let Some(samples) = folder("hostile/onnx") else { return };
    let mut engines = vec!["tract"];
    if std::env::var_os("ORT_DYLIB_PATH").is_some() {
        engines.push("onnxruntime");
    }
    for engine in engines {
        for model in ["m6g-cosmul.onnx", "range-float.onnx"] {
            let output = run(&samples, model, "in.npz", &["--engine", engine]);
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(1), "{model} on {engine}: {text}");
            assert!(text.contains("would "), "{model} on {engine}: {text}");
        }
    }
}

fn run(samples: &Path, model: &str, input: &str, options: &[&str]) -> Output {
    let mut command = faircat();
    command.arg("run").arg(samples.join(model)).arg(samples.join(input)).args(options);
    command.output().expect("the program is there")
}

/// Runs a model and compares its outputs with the reference, whose arrays have the outputs' names
/// or, where there is one, any.
fn gives(samples: &Path, model: &str, input: &str, reference: &str, options: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    let file: PathBuf = folder.path().join("out.npz");
    let mut options = options.to_vec();
    let named = file.to_string_lossy().into_owned();
    options.extend(["--out", &named]);
    let output = run(samples, model, input, &options);
    assert!(output.status.success(), "{model}: {}", String::from_utf8_lossy(&output.stderr));
    let read = |path: &Path| npz::read(&fs::read(path).expect("a file"), Limit::default());
    let found = read(&file).expect("arrays");
    let expected = read(&samples.join(reference)).expect("arrays");
    assert_eq!(found.len(), expected.len(), "{model}");
    for (name, expected) in &expected {
        let found = if name == "arr_0" { found.values().next() } else { found.get(name) };
        let found = found.unwrap_or_else(|| panic!("{model}: there is no `{name}`"));
        assert!(is_close(found, expected), "{model}: {found:?} is not {expected:?}");
    }
}

fn is_close(a: &Tensor, b: &Tensor) -> bool {
    let near = |(a, b): (&f64, &f64)| {
        a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= 1e-5 + 1e-4 * b.abs()
    };
    a.shape() == b.shape() && a.data().to_f64().iter().zip(&b.data().to_f64()).all(near)
}
