//! A network with jets to run it on, and the answers that it must give.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use faircat::conversion::interaction_network::{Form, convert};
use faircat::running::reading;
use faircat_inference::engine::{Engine, Options};
use faircat_inference::engines::tract::Tract;
use faircat_inference::signature::Signature;
use faircat_inference::tensor::Tensor;
use faircat_inference::{contract, onnx};
use tempfile::TempDir;

use crate::program::faircat;
use crate::small_networks::{SIZES, generated_jets, legacy};

/// A folder with a model and four jets, and what the model makes of them.
pub(super) struct Case {
    pub(super) folder: TempDir,
    pub(super) jets: [Tensor; 2],
    pub(super) outputs: Vec<Tensor>,
    pub(super) signature: Signature,
}

impl Case {
    pub(super) fn new() -> Case {
        let folder = tempfile::tempdir().unwrap();
        let onnx = convert(&legacy(&SIZES.shapes()), Form::Factorised).unwrap().onnx;
        fs::write(folder.path().join("model.onnx"), &onnx).unwrap();
        let jets = generated_jets(SIZES.track_features, SIZES.vertex_features);
        let mut session = Tract.load(&onnx, &Options { batch: 4, ..Options::default() }).unwrap();
        let outputs = session.run(&jets).unwrap();
        let signature = Signature::of_file(&onnx::describe(&onnx).unwrap());
        Case { folder, jets, outputs, signature }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn arrays(&self) -> [(&str, &Tensor); 2] {
        [("tracks", &self.jets[0]), ("vertices", &self.jets[1])]
    }

    pub(super) fn run(&self, input: &Path, arguments: &[&str]) -> Output {
        let mut command = faircat();
        command.arg("run").arg(self.path("model.onnx")).arg(input).args(["--engine", "tract"]);
        command.args(arguments).current_dir(self.folder.path()).output().unwrap()
    }

    /// Runs `input` and compares what comes out with what should.
    pub(super) fn runs(&self, input: &Path) {
        let output = self.run(input, &["--batch", "3", "--out", "out.npz"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        self.gave(&self.path("out.npz"));
    }

    /// Whether `file` holds the outputs, by reading it as if another model took them.
    pub(super) fn gave(&self, file: &Path) {
        let reader = Signature { inputs: self.signature.outputs.clone(), outputs: Vec::new() };
        let mut source = reading::open(file, &reader).unwrap();
        let mut rows = 0;
        while let Some(data) = source.read(3).unwrap() {
            let tensors = contract::prepare(&reader, data, rows).unwrap().tensors;
            let count = tensors[0].items();
            for (found, expected) in tensors.iter().zip(&self.outputs) {
                let expected = expected.slice(rows..rows + count);
                let pairs = found.as_f32().unwrap().iter().zip(expected.as_f32().unwrap());
                for (a, b) in pairs {
                    assert!((a - b).abs() <= 1e-5 * b.abs().max(1.0), "{a} is not {b}");
                }
            }
            rows += count;
        }
        assert_eq!(rows, 4);
    }

    pub(super) fn fails(&self, input: &Path, code: &str, message: &str) {
        let output = self.run(input, &[]);
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(&format!("error[{code}]: {message}")), "{said}");
        assert!(said.contains("help: "), "{said}");
    }

    pub(super) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}
