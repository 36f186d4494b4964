//! A classifier as scikit-learn exports it, labels first, with claims put into its record.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use super::folder;
use crate::program::{faircat, skip};

const EVALUATIONS: &str = "  evaluations:
    - {metric: accuracy, value: 1.0, tolerance: 0.001, control_set: true}
    - {metric: ROC AUC, value: 1.0, tolerance: 0.001, control_set: true}
    - {metric: accuracy, value: 1.0, tolerance: 0.001, condition: of probabilities, output: prob, \
       control_set: true}
";

/// A copy of the sample with `evaluations` in its record.
fn sample(evaluations: &str) -> Option<TempDir> {
    let from = folder("01-tree-binary-label")?.join("catalog/models/m");
    let root = tempfile::tempdir().unwrap();
    let to = root.path().join("catalog/models/m");
    fs::create_dir_all(to.join("control")).unwrap();
    for file in ["model.onnx", "control/c.npz"] {
        fs::copy(from.join(file), to.join(file)).unwrap();
    }
    let record = fs::read_to_string(from.join("record.yaml")).unwrap();
    let record = record.replace("  control_set: {", &format!("{evaluations}  control_set: {{"));
    fs::write(to.join("record.yaml"), record).unwrap();
    Some(root)
}

/// Exit code and what was said; `None`, with a printed reason, without ONNX Runtime.
fn verify(root: &Path) -> Option<(Option<i32>, String)> {
    let mut command = faircat();
    command.args(["verify", "--engine", "onnxruntime", "--root"]).arg(root);
    let Output { status, stdout, stderr } = command.output().unwrap();
    let said = String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr);
    if said.contains("error[engine-missing]") {
        skip("ONNX Runtime is not on this machine");
        return None;
    }
    Some((status.code(), said))
}

#[test]
fn a_record_that_claims_nothing_is_not_checked() {
    let Some(root) = sample("") else { return };
    let Some((code, said)) = verify(root.path()) else { return };
    assert_eq!(code, Some(3), "{said}");
    assert!(said.starts_with("models/m: not checked\n"), "{said}");
    assert!(said.contains("no evaluation of the record has `control_set: true`"), "{said}");
}

#[test]
fn labels_and_probabilities_each_have_their_metrics() {
    let Some(root) = sample(EVALUATIONS) else { return };
    let Some((code, said)) = verify(root.path()) else { return };
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("models/m: holds\n"), "{said}");
}

#[test]
fn one_claim_that_cannot_be_recomputed_leaves_the_whole_open() {
    let more = format!(
        "{EVALUATIONS}    - {{metric: perplexity, value: 1.0, tolerance: 0.001, control_set: true}}\n"
    );
    let Some(root) = sample(&more) else { return };
    let Some((code, said)) = verify(root.path()) else { return };
    assert_eq!(code, Some(3), "{said}");
    assert!(
        said.contains("because: perplexity: `perplexity` is no metric that can be recomputed"),
        "{said}"
    );
}
