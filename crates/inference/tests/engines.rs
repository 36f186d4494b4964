//! Engines run the fixtures alike, refuse what they cannot run, and say what is missing.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails where it panics, and says what it leaves out"
)]

use std::path::PathBuf;

use faircat_inference::engine::{Device, Engine, EngineError, Options};
use faircat_inference::engines::Installed;
use faircat_inference::engines::list::engines;
use faircat_inference::engines::onnxruntime::OnnxRuntime;
use faircat_inference::engines::tract::Tract;
use faircat_inference::tensor::{Data, Tensor};

const AFFINE: &[u8] = include_bytes!("fixtures/affine.onnx");
const FUNCTIONS: &[u8] = include_bytes!("fixtures/functions.onnx");
const FIXED_BATCH: &[u8] = include_bytes!("fixtures/fixed-batch.onnx");
/// Rows of three numbers, any number of them, shaped anew into two rows.
const PAIRS: &[u8] = include_bytes!("fixtures/pairs.onnx");

/// The engines that this machine has: ONNX Runtime where ORT_DYLIB_PATH names its library.
fn present() -> Vec<Box<dyn Engine>> {
    let onnxruntime = std::env::var_os("ORT_DYLIB_PATH").map(PathBuf::from);
    if onnxruntime.is_none() {
        println!("ONNX Runtime is left out: ORT_DYLIB_PATH is not set");
    }
    let mut all = engines(&Installed { onnxruntime, ..Installed::default() });
    all.retain(|engine| engine.name() != "native" && engine.version().is_ok());
    all
}

fn f32s(shape: &[usize], values: Vec<f32>) -> Tensor {
    Tensor::new(shape.to_vec(), Data::Float32(values)).unwrap()
}

/// x W + b of the fixture `affine`.
fn expected_logits(x: &[f32]) -> Vec<f32> {
    let rows = x.chunks(3);
    rows.flat_map(|x| {
        [x[0] + 0.5 * x[1] - 2.0 * x[2] + 0.125, -x[0] + 0.25 * x[1] + 2.0 * x[2] - 0.125]
    })
    .collect()
}

#[test]
fn every_engine_gives_the_outputs_of_the_formula_for_any_batch_size() {
    let x: Vec<f32> = (0..3 * 150u16).map(|i| f32::from(i % 37) / 8.0 - 2.0).collect();
    for engine in present() {
        for threads in [1, 2] {
            let options = Options { threads, ..Options::default() };
            let mut session = engine.load(AFFINE, &options).unwrap();
            for items in [1, 2, 64, 65, 150] {
                let part = &x[..3 * items];
                let outputs = session.run(&[f32s(&[items, 3], part.to_vec())]).unwrap();
                assert_eq!(outputs.len(), 2);
                assert_eq!(outputs[0].shape(), [items, 2]);
                assert_eq!(outputs[0].as_f32().unwrap(), expected_logits(part));
                let probabilities = outputs[1].as_f32().unwrap();
                assert!(probabilities.chunks(2).all(|it| (it[0] + it[1] - 1.0).abs() < 1e-6));
            }
        }
    }
}

/// Of float32, with what the functions' own formulas give in float64.
#[test]
fn tract_keeps_the_small_differences_of_functions() {
    let x = [-30.0, -16.0, -9.0, -1e-6, 1e-20, 1e-6, 1e-3, 88.0, 100.0_f32];
    let mut session = Tract.load(FUNCTIONS, &Options::default()).unwrap();
    let outputs = session.run(&[f32s(&[x.len()], x.to_vec())]).unwrap();
    // Near 0 and far below it, where 1 is not added to what is small.
    let slope = std::f64::consts::FRAC_2_SQRT_PI;
    let expected: [fn(f64, f64) -> Option<f64>; 5] = [
        |x, _| Some(1.0 / (1.0 + (-x).exp())),
        |x, _| Some(x.tanh()),
        |x, slope| (x.abs() < 1e-3).then_some(slope * x),
        |x, _| Some(if x > 50.0 { x } else { x.exp().ln_1p() }),
        |x, _| Some(if x < 0.0 { x.exp_m1() } else { x }),
    ];
    for (output, expected) in outputs.iter().zip(expected) {
        for (&found, &x) in output.as_f32().unwrap().iter().zip(&x) {
            let Some(expected) = expected(x.into(), slope) else { continue };
            let difference = (f64::from(found) - expected).abs();
            assert!(difference <= 1e-6 * expected.abs(), "{x}: {found} is not {expected}");
        }
    }
    // −9 × Φ(−9), and log(1 / (1 + exp(30))).
    assert!((outputs[5].as_f32().unwrap()[2] / -1.015_729_1e-18 - 1.0).abs() < 1e-4);
    assert_eq!(outputs[6].as_f32().unwrap()[0], -30.0);
}

#[test]
fn a_model_of_one_batch_size_is_run_whole() {
    for engine in present() {
        let mut session = engine.load(FIXED_BATCH, &Options::default()).unwrap();
        let x = f32s(&[4, 2], vec![1.0, 2.0, 5.0, 3.0, -1.0, -2.0, 0.0, 0.5]);
        let outputs = session.run(&[x]).unwrap();
        assert_eq!(outputs[0].data(), &Data::Float32(vec![2.0, 5.0, -1.0, 0.5]));
        assert_eq!(outputs[1].data(), &Data::Int64(vec![1, 0, 0, 1]));
    }
}

#[test]
fn a_model_that_takes_no_single_item_runs_on_several() {
    let mut session = Tract.load(PAIRS, &Options::default()).unwrap();
    for rows in [2, 4, 6] {
        let values: Vec<f32> = (0..3 * rows).map(|it| it as f32).collect();
        let outputs = session.run(&[f32s(&[rows, 3], values.clone())]).unwrap();
        assert_eq!(outputs[0].shape(), [2, 3 * rows / 2]);
        assert_eq!(outputs[0].data(), &Data::Float32(values));
    }
    assert!(session.run(&[f32s(&[1, 3], vec![0.0; 3])]).is_err());
}

#[test]
fn inputs_that_do_not_fit_are_refused() {
    for engine in present() {
        let mut session = engine.load(AFFINE, &Options::default()).unwrap();
        let empty = session.run(&[f32s(&[0, 3], vec![])]).unwrap_err();
        assert_eq!(empty.to_string(), "the batch is empty: its inputs have 0 items");
        let none = session.run(&[]).unwrap_err();
        assert_eq!(none.to_string(), "the model takes 1 inputs, not 0");
        assert!(session.run(&[f32s(&[2, 4], vec![0.0; 8])]).is_err());
        let integers = Tensor::new(vec![1, 3], Data::Int64(vec![1, 2, 3])).unwrap();
        assert!(session.run(&[integers]).is_err());
        // The session still works.
        assert!(session.run(&[f32s(&[2, 3], vec![0.0; 6])]).is_ok());
    }
}

#[test]
fn a_file_that_is_no_model_is_refused() {
    for engine in present() {
        for bytes in [&b""[..], b"not a model", &AFFINE[..AFFINE.len() - 9]] {
            let error = engine.load(bytes, &Options::default()).err().unwrap();
            assert!(matches!(error, EngineError::BadModel(_)), "{error}");
        }
    }
}

#[test]
fn tract_has_no_gpu() {
    let options = Options { device: Device::Cuda, ..Options::default() };
    let error = Tract.load(AFFINE, &options).err().unwrap();
    assert_eq!(
        error.to_string(),
        "tract runs on the CPU only; the engine `onnxruntime` runs on a GPU"
    );
}

#[test]
fn tract_version_is_that_of_the_lock_file() {
    let lock = include_str!("../../../Cargo.lock");
    let entry = format!("name = \"tract-core\"\nversion = \"{}\"\n", Tract.version().unwrap());
    assert!(
        lock.contains(&entry),
        "tract-core was updated; change TRACT_VERSION in engines/list.rs"
    );
}

#[test]
fn a_missing_onnx_runtime_says_what_to_install() {
    let error = OnnxRuntime::new(&Installed::default()).version().unwrap_err();
    assert_eq!(
        error.to_string(),
        "ONNX Runtime was not found; install it with `pip install onnxruntime` in the active \
         Python environment, or set ORT_DYLIB_PATH to libonnxruntime.so"
    );
}

#[test]
fn a_library_that_is_not_onnx_runtime_is_unavailable() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let engine = OnnxRuntime::new(&Installed { onnxruntime: Some(file), ..Installed::default() });
    let error = engine.load(AFFINE, &Options::default()).err().unwrap();
    assert!(matches!(error, EngineError::Unavailable(_)));
    assert!(error.to_string().contains("Cargo.toml is not a usable ONNX Runtime"), "{error}");
}

#[test]
fn onnx_runtime_without_a_gpu_says_what_a_gpu_needs() {
    let options = Options { device: Device::Cuda, ..Options::default() };
    for engine in present().iter().filter(|engine| engine.name() == "onnxruntime") {
        if let Err(error) = engine.load(AFFINE, &options) {
            assert!(matches!(error, EngineError::Unavailable(_)), "{error}");
            assert!(error.to_string().contains("onnxruntime-gpu"), "{error}");
        }
    }
}
