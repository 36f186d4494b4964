//! Verdicts on a linear classifier whose three claims hold, until something is changed.

use std::fs;
use std::path::PathBuf;

use faircat::build::scorecards;
use faircat::evidence::verification::{Agreement, OutputCheck, Verdict, Verification};
use faircat_inference::formats::{Limit, npz};
use faircat_inference::tensor::{Data, Tensor};
use tempfile::TempDir;

use crate::program::{faircat, repository};

/// The linear classifier of `fixtures/verified`, whose three claims hold, without its evidence.
pub(super) struct Linear(TempDir);

impl Linear {
    pub(super) fn new() -> Linear {
        let from = repository().join("tests/fixtures/verified/catalog/models/good");
        let linear = Linear(tempfile::tempdir().unwrap());
        fs::create_dir_all(linear.folder().join("control")).unwrap();
        for file in ["record.yaml", "model.onnx", "training.json", "control/control-set.npz"] {
            fs::copy(from.join(file), linear.folder().join(file)).unwrap();
        }
        let datasets = linear.0.path().join("catalog/datasets");
        fs::create_dir_all(&datasets).unwrap();
        let numbers = from.join("../../datasets/numbers.yaml");
        fs::copy(numbers, datasets.join("numbers.yaml")).unwrap();
        linear
    }

    /// With `old` of the record replaced by `new`.
    pub(super) fn with(old: &str, new: &str) -> Linear {
        let linear = Linear::new();
        let file = linear.folder().join("record.yaml");
        let record = fs::read_to_string(&file).unwrap();
        assert!(record.contains(old));
        fs::write(&file, record.replace(old, new)).unwrap();
        linear
    }

    pub(super) fn folder(&self) -> PathBuf {
        self.0.path().join("catalog/models/good")
    }

    /// Takes the sizes and checksums of the files from the record.
    pub(super) fn forget_digests(&self) {
        let file = self.folder().join("record.yaml");
        let record = fs::read_to_string(&file).unwrap();
        let is_digest = |it: &str| it.starts_with("    size:") || it.starts_with("    sha256:");
        let kept: Vec<&str> = record.lines().filter(|line| !is_digest(line)).collect();
        fs::write(&file, kept.join("\n") + "\n").unwrap();
    }

    pub(super) fn evidence(&self) -> PathBuf {
        self.folder().join("evidence/verification.json")
    }

    /// Exit code, and what was said on both streams.
    pub(super) fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = faircat();
        command.args(arguments).arg("--root").arg(self.0.path());
        let output = command.env("ORT_DYLIB_PATH", "/nowhere/libonnxruntime.so").output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), said + &String::from_utf8_lossy(&output.stderr))
    }

    pub(super) fn verify(&self, arguments: &[&str]) -> (Option<i32>, String) {
        self.run(&[&["verify"], arguments].concat())
    }
}

#[test]
fn what_was_not_recomputed_does_not_hold() {
    let no_claim = Linear::with("control_set: true", "control_set: false");
    let (code, said) = no_claim.verify(&["--engine", "tract"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("good: not checked\n  because: no evaluation"), "{said}");
    let unknown = Linear::with("metric: log loss", "metric: perplexity");
    let (code, said) = unknown.verify(&["--engine", "tract"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("`perplexity` is no metric that can be recomputed"), "{said}");
    let (_, said) = unknown.run(&["check"]);
    assert!(said.contains("`perplexity` is no metric that a control set can recompute"), "{said}");
    let (code, said) = Linear::new().verify(&["--engine", "native"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("native cannot run `model.onnx`"), "{said}");
    assert!(said.contains("nothing was written"), "{said}");
    let (code, said) = Linear::new().verify(&["--engine", "onnxruntime"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("error[engine-missing]"), "{said}");
}

#[test]
fn a_control_set_that_is_not_there_is_said() {
    let gone = Linear::with("data: control/control-set.npz", "data: control/other.npz");
    let (code, said) = gone.verify(&[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("there is no control set `control/other.npz`"), "{said}");
    let (code, said) = gone.run(&["check"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("there is no control set `control/other.npz`"), "{said}");
    let none = Linear::with("    data: control/control-set.npz\n", "");
    let (code, said) = none.verify(&["good"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("the record names no control set"), "{said}");
    let (code, said) = none.verify(&[]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("no model of this catalogue has a control set"), "{said}");
}

#[test]
fn a_tolerance_that_says_nothing_is_a_warning_and_does_not_make_a_claim_hold() {
    let wide =
        Linear::with("value: 0.95\n      tolerance: 0.001", "value: 0.75\n      tolerance: 0.5");
    let (code, said) = wide.verify(&["--engine", "tract"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("warning: the tolerance 0.5 of `accuracy, control set`"), "{said}");
    assert!(said.contains("agrees only within a tolerance"), "{said}");
    let (_, said) = wide.run(&["check"]);
    assert!(said.contains("warning[tolerance]: the tolerance 0.5 of `accuracy` is"), "{said}");
}

/// Outputs that differ from their references by `apart`, with claims that hold.
pub(super) fn apart_from_the_references(apart: f32) -> Linear {
    let linear = Linear::with("tolerance: 1e-5\n", "tolerance: 1\n");
    linear.forget_digests();
    let file = linear.folder().join("control/control-set.npz");
    let arrays = npz::read(&fs::read(&file).unwrap(), Limit::default()).unwrap();
    let moved: Vec<(String, Tensor)> = arrays
        .into_iter()
        .map(|(name, tensor)| {
            let data = match tensor.data() {
                Data::Float32(values) if name.starts_with("reference_") => {
                    Data::Float32(values.iter().map(|value| value + apart).collect())
                }
                data => data.clone(),
            };
            let shape = tensor.shape().to_vec();
            (name, Tensor::new(shape, data).unwrap())
        })
        .collect();
    let named: Vec<(&str, &Tensor)> = moved.iter().map(|(name, it)| (name.as_str(), it)).collect();
    fs::write(file, npz::write(&named).unwrap()).unwrap();
    linear
}

#[test]
fn a_tolerance_of_outputs_that_decides_nothing_leaves_the_model_open() {
    let linear = apart_from_the_references(0.9);
    let (code, said) = linear.verify(&["--engine", "tract"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.starts_with("models/good: not checked\n"), "{said}");
    assert!(said.contains("because: output `logits`: tract differs by 0.9 from the ref"), "{said}");
    let text = fs::read_to_string(linear.evidence()).unwrap();
    let mut evidence: Verification = serde_json::from_str(&text).unwrap();
    assert_eq!(evidence.verdict, Verdict::NotChecked);
    assert_eq!(evidence.runs[0].verdict, Verdict::NotChecked);
    // Nor do evidence that says more, and a second engine that does the same.
    evidence.runs[0].verdict = Verdict::Holds;
    assert_eq!(evidence.runs[0].derived(), Verdict::NotChecked);
    assert_eq!(evidence.derived(), Verdict::NotChecked);
    let (names, root) = (["good".to_owned()], linear.0.path());
    two_engines(&linear, &text);
    let dataset = "catalog/datasets/numbers.yaml";
    fs::create_dir_all(root.join("catalog/datasets")).unwrap();
    let from = repository().join("tests/fixtures/verified").join(dataset);
    fs::copy(from, root.join(dataset)).unwrap();
    let (cards, problems) = scorecards(root, &names, None);
    let mut rows = cards[0].scorecard.rows();
    let (_, agree) = rows.find(|(it, _)| it.id.ends_with("R3-engines-agree")).unwrap();
    assert!(agree.evidence.contains("too wide to decide anything"), "{agree:?} {problems:?}");
    assert_eq!(agree.outcome.symbol(), "✗");
}

#[test]
fn of_a_record_that_check_refuses_nothing_holds() {
    let changes = [
        ("dataset: datasets/numbers\n      split: test", "dataset: datasets/numberz", "numberz"),
        ("path: model.onnx", "path: ./model.onnx", "./model.onnx"),
    ];
    for (old, new, told) in changes {
        let linear = Linear::with(old, new);
        let (code, said) = linear.verify(&["--engine", "tract"]);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("error[") && said.contains(told), "{said}");
        assert!(!said.contains("good: holds") && !linear.evidence().exists(), "{said}");
    }
}

#[test]
fn a_control_set_of_too_few_items_decides_nothing() {
    let linear = Linear::new();
    let file = linear.folder().join("control/control-set.npz");
    let whole = npz::read(&fs::read(&file).unwrap(), Limit::default()).unwrap();
    let first: Vec<(String, Tensor)> =
        whole.into_iter().map(|(name, tensor)| (name, tensor.slice(0..1))).collect();
    let named: Vec<(&str, &Tensor)> = first.iter().map(|(name, it)| (name.as_str(), it)).collect();
    fs::write(&file, npz::write(&named).unwrap()).unwrap();
    linear.forget_digests();
    let record = linear.folder().join("record.yaml");
    let text = fs::read_to_string(&record).unwrap();
    let text = text.replace("value: 0.95\n", "value: 1.0\n").replace("items: 40", "items: 1");
    let (first, others) = text.split_once("control_set: true").unwrap();
    let others = others.replace("control_set: true", "control_set: false");
    fs::write(&record, format!("{first}control_set: true{others}")).unwrap();
    let (code, said) = linear.verify(&["--engine", "tract"]);
    assert!(said.starts_with("models/good: not checked"), "{said}");
    assert!(said.contains("the control set has too few items to decide it"), "{said}");
    assert_eq!(code, Some(3), "{said}");
}

#[test]
fn a_model_that_no_engine_takes_is_not_checked() {
    let linear = Linear::new();
    let maps = repository().join("tests/fixtures/verification/zipmap.onnx");
    fs::copy(maps, linear.folder().join("model.onnx")).unwrap();
    linear.forget_digests();
    let (code, said) = linear.verify(&[]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("models/good: not checked"), "{said}");
    assert!(said.contains("`options={'zipmap': False}`"), "{said}");
    let (_, said) = linear.run(&["check"]);
    assert!(said.contains("`options={'zipmap': False}`"), "{said}");
    assert!(!said.contains("as one file"), "{said}");
}

/// Puts evidence beside the record as if ONNX Runtime gave what tract gave.
pub(super) fn two_engines(linear: &Linear, text: &str) {
    let mut evidence: Verification = serde_json::from_str(text).unwrap();
    let mut run = evidence.runs[0].clone();
    (run.engine, run.version) = ("onnxruntime".to_owned(), "1.31.1".to_owned());
    evidence.agreement = run.outputs.iter().map(same).collect();
    evidence.runs.push(run);
    fs::write(linear.evidence(), serde_json::to_vec_pretty(&evidence).unwrap()).unwrap();
}

/// Two runs of which `output` is the same.
fn same(output: &OutputCheck) -> Agreement {
    Agreement {
        runs: [0, 1],
        output: output.found.name.clone(),
        largest_difference: 0.0,
        tolerance: output.found.tolerance,
        verdict: Verdict::Holds,
    }
}

#[test]
fn worse_evidence_takes_no_better_evidences_place() {
    let linear = Linear::new();
    assert_eq!(linear.verify(&["--engine", "tract"]).0, Some(0));
    // As if ONNX Runtime had run too.
    two_engines(&linear, &fs::read_to_string(linear.evidence()).unwrap());
    let fuller = fs::read(linear.evidence()).unwrap();
    let (code, said) = linear.verify(&["--engine", "tract"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("is kept, because it ran what was not run now: onnxruntime on model.onnx"),
        "{said}"
    );
    assert_eq!(fs::read(linear.evidence()).unwrap(), fuller);
    let (_, said) = linear.verify(&["--check"]);
    assert!(said.contains("with onnxruntime on model.onnx (cpu) was not repeated"), "{said}");
    assert_eq!(linear.verify(&["--engine", "tract", "--overwrite"]).0, Some(0));
    assert_ne!(fs::read(linear.evidence()).unwrap(), fuller);
}

#[test]
fn evidence_is_compared_and_not_written() {
    let linear = Linear::new();
    let (code, said) = linear.verify(&["--check", "--engine", "tract"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("no evidence lies beside the record"), "{said}");
    assert!(!linear.evidence().exists());
    linear.verify(&["--engine", "tract"]);
    let (code, said) = linear.verify(&["--check", "--engine", "tract"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("says the same"), "{said}");
    let written = fs::read_to_string(linear.evidence()).unwrap();
    let told = written.replace("\"recomputed\": 0.95,", "\"recomputed\": 0.97,");
    assert_ne!(told, written);
    fs::write(linear.evidence(), &told).unwrap();
    let (code, said) = linear.verify(&["--check", "--engine", "tract"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("differs: accuracy with tract"), "{said}");
    assert_eq!(fs::read_to_string(linear.evidence()).unwrap(), told);
}

#[test]
fn figures_are_shown_to_their_uncertainty() {
    let digits = "value: 0.9849624060150376\n      tolerance: 0.0005";
    let linear = Linear::with("value: 0.985\n      tolerance: 0.0005", digits);
    let (code, said) = linear.verify(&["--engine", "tract"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("0.984962406"), "{said}");
    assert!(said.contains("0.95 (+0.02 −0.04)") || said.contains("0.950 ("), "{said}");
}
