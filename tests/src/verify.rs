//! `faircat verify`: claims that hold, and claims that do not.

mod defaults;
mod linear;
mod other_data;

use std::fs;
use std::path::Path;
use std::process::Output;

use faircat::conversion::interaction_network::{Form, convert};
use faircat::evidence::verification::{Verdict, Verification};
use faircat::outside_world::checksum;
use faircat_inference::engine::{Engine, Options};
use faircat_inference::engines::tract::Tract;
use faircat_inference::formats::npz;
use faircat_inference::metrics::{Answers, Metric, Truth};
use faircat_inference::tensor::{Data, Tensor};
use tempfile::TempDir;

use crate::program::{faircat, repository};
use crate::small_networks::{SIZES, SplitMix, legacy};
use linear::{apart_from_the_references, two_engines};

const JETS: usize = 40;

/// A catalogue with one model, whose record is a fixture with its figures put in.
struct Catalog {
    root: TempDir,
    /// What the network really reaches.
    auc: f64,
}

impl Catalog {
    fn with(record: &str) -> Catalog {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("catalog/models/small");
        fs::create_dir_all(folder.join("control")).unwrap();
        let onnx = convert(&legacy(&SIZES.shapes()), Form::Factorised).unwrap().onnx;
        fs::write(folder.join("model.onnx"), &onnx).unwrap();
        let (set, auc) = control_set(&onnx);
        fs::write(folder.join("control/control-set.npz"), set).unwrap();
        let record = repository().join("tests/fixtures/verification").join(record);
        let record = fs::read_to_string(record).unwrap();
        let sha256 = checksum::of_bytes(&onnx);
        let record = record.replace("MODEL_SHA256", &sha256).replace("TRUE_AUC", &auc.to_string());
        fs::write(folder.join("record.yaml"), record).unwrap();
        Catalog { root, auc }
    }

    fn verify(&self, arguments: &[&str]) -> Output {
        let mut command = faircat();
        command.arg("verify").args(arguments).arg("--root").arg(self.root.path());
        command.output().unwrap()
    }

    fn evidence(&self) -> Verification {
        let file = self.root.path().join("catalog/models/small/evidence/verification.json");
        serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
    }
}

/// Jets with labels that agree with the network for two in three.
fn control_set(onnx: &[u8]) -> (Vec<u8>, f64) {
    let mut numbers = SplitMix(7);
    let mut random = |shape: [usize; 3]| {
        let values = (0..shape.iter().product()).map(|_| numbers.float()).collect();
        Tensor::new(shape.to_vec(), Data::Float32(values)).unwrap()
    };
    let inputs = [random([JETS, 3, 60]), random([JETS, 2, 5])];
    let mut session = Tract.load(onnx, &Options { batch: JETS, ..Options::default() }).unwrap();
    let outputs = session.run(&inputs).unwrap();
    let probabilities = outputs[1].as_f32().unwrap();
    let mut order: Vec<usize> = (0..JETS).collect();
    order.sort_by(|a, b| probabilities[2 * a + 1].total_cmp(&probabilities[2 * b + 1]));
    let mut labels = vec![0; JETS];
    for (rank, jet) in order.into_iter().enumerate() {
        labels[jet] = i64::from((rank >= JETS / 2) != (rank % 3 == 0));
    }
    let answers = Answers {
        width: 2,
        values: probabilities.iter().map(|&value| f64::from(value)).collect(),
        reference: None,
    };
    let truth = Truth::Labels(labels.iter().map(|&label| label as usize).collect());
    let auc = Metric::RocAuc.compute(&truth, &answers).unwrap();
    let labels = Tensor::new(vec![JETS], Data::Int64(labels)).unwrap();
    let arrays = [
        ("tracks", &inputs[0]),
        ("vertices", &inputs[1]),
        ("label", &labels),
        ("reference_logits", &outputs[0]),
        ("reference_probabilities", &outputs[1]),
    ];
    (npz::write(&arrays).unwrap(), auc)
}

#[test]
fn claims_that_hold_are_published_with_their_evidence() {
    let catalog = Catalog::with("right.yaml");
    let output = catalog.verify(&[]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.starts_with("models/small: holds"), "{said}");
    let evidence = catalog.evidence();
    assert_eq!(evidence.verdict, Verdict::Holds);
    assert!(evidence.signature_differences.is_empty());
    assert_eq!(evidence.control_set.items, JETS);
    assert!(evidence.runs.iter().any(|run| run.engine == "tract"));
    for run in &evidence.runs {
        assert_eq!((run.items, run.failure.as_ref()), (JETS, None));
        let [auc] = run.metrics.as_slice() else { panic!("{:?}", run.metrics) };
        assert!((auc.value.unwrap() - catalog.auc).abs() < 1e-3);
        assert!(auc.uncertainty.unwrap() > 0.0);
        assert!(run.outputs.iter().all(|output| output.found.row.unwrap() < JETS));
        assert!(run.outputs.iter().all(|output| output.found.largest.unwrap() < 1e-4));
    }
    assert_eq!(evidence.files[0].verdict, Verdict::Holds);
    // The next build takes it over.
    let (loaded, _) = faircat::loading::load(catalog.root.path());
    let entry = &loaded.entries[0];
    let mut published = evidence.clone();
    published.quote();
    assert_eq!(entry.evidence.verification.as_deref(), Some(&published));
}

#[test]
fn a_wrong_claim_fails() {
    let catalog = Catalog::with("wrong-claim.yaml");
    let output = catalog.verify(&["small", "--engine", "tract"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.starts_with("models/small: FAILS"), "{said}");
    let evidence = catalog.evidence();
    assert_eq!(evidence.verdict, Verdict::Fails);
    let metric = &evidence.runs[0].metrics[0];
    assert_eq!((metric.claim.value, metric.holds), (0.999, Some(false)));
    assert!((metric.value.unwrap() - catalog.auc).abs() < 1e-3);
}

#[test]
fn another_file_than_the_record_describes_fails() {
    let catalog = Catalog::with("right.yaml");
    let folder = catalog.root.path().join("catalog/models/small");
    let mut state = SIZES.shapes();
    state.rotate_left(2);
    let other = convert(&legacy(&state), Form::Factorised).unwrap().onnx;
    fs::write(folder.join("model.onnx"), other).unwrap();
    let output = catalog.verify(&["--engine", "tract"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("`model.onnx` is not the one that the record describes"), "{said}");
    let run = &catalog.evidence().runs[0];
    assert!(run.outputs.iter().all(|output| output.found.holds == Some(false)));
}

#[test]
fn a_damaged_control_set_is_an_error() {
    let catalog = Catalog::with("right.yaml");
    let set = catalog.root.path().join("catalog/models/small/control/control-set.npz");
    let bytes = fs::read(&set).unwrap();
    fs::write(&set, &bytes[..bytes.len() / 2]).unwrap();
    let output = catalog.verify(&[]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("error[control-set]: the control set cannot be used: "), "{said}");
    assert!(!Path::new(&catalog.root.path().join("catalog/models/small/evidence")).exists());
}

#[test]
fn evidence_that_todays_rules_do_not_give_is_replaced() {
    let linear = apart_from_the_references(0.9);
    assert_eq!(linear.verify(&["--engine", "tract"]).0, Some(3));
    let found = || -> Verification {
        serde_json::from_slice(&fs::read(linear.evidence()).unwrap()).unwrap()
    };
    let mut older = found();
    older.verdict = Verdict::Holds;
    older.reasons.clear();
    older.runs[0].verdict = Verdict::Holds;
    for output in &mut older.runs[0].outputs {
        let found = &mut output.found;
        (found.largest, found.holds, found.reason) = (Some(0.0), Some(true), None);
    }
    let text = |evidence: &Verification| serde_json::to_string_pretty(evidence).unwrap();
    fs::write(linear.evidence(), text(&older)).unwrap();
    let (code, said) = linear.verify(&["--engine", "tract"]);
    assert_eq!(code, Some(3), "{said}");
    assert_eq!(found().verdict, Verdict::NotChecked, "{said}");
    // What the control set refutes keeps no place by having run on one engine more.
    older.runs[0].outputs[0].found.tolerance = Some(100.0);
    two_engines(&linear, &text(&older));
    let (code, said) = linear.verify(&["--engine", "tract"]);
    assert_eq!(code, Some(3), "{said}");
    assert_eq!((found().verdict, found().runs.len()), (Verdict::NotChecked, 1), "{said}");
}

#[test]
fn an_unknown_model_is_a_usage_error() {
    let output = Catalog::with("right.yaml").verify(&["smal"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("did you mean `models/small`?"), "{said}");
}
