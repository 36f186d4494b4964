//! The files by which MONAI and MLflow know a model.

use std::path::Path;

use super::{holds, read, record, refusal};

#[test]
fn a_monai_bundle_becomes_a_model() {
    insta::assert_snapshot!(record("monai", "metadata.json"));
    holds("monai", &["metadata.json"]);
}

#[test]
fn an_older_bundle_is_called_after_its_task() {
    let text = br#"{"monai_version": "0.9", "task": "Toy task"}"#;
    let text = read("monai", Path::new("metadata.json"), text).0.unwrap();
    assert!(text.contains("title: Toy task\n") && text.contains("import-no-title"), "{text}");
    let problem = refusal("monai", "metadata.json", br#"{"monai_version": "0.9", "task": ""}"#);
    assert!(problem.contains("neither `name` nor `task`"), "{problem}");
}

#[test]
fn an_mlflow_model_becomes_a_model() {
    insta::assert_snapshot!(record("mlflow", "MLmodel"));
    holds("mlflow", &["MLmodel"]);
}

#[test]
fn an_mlflow_model_without_a_name_is_called_after_its_folder() {
    let text = b"flavors: {python_function: {loader_module: x}}\nmlflow_version: 2.8.1\n";
    let found = read("mlflow", Path::new("runs/forest/MLmodel"), text).0.unwrap();
    assert!(found.contains("title: forest\n") && found.contains("import-no-title"), "{found}");
    let problem = refusal("mlflow", "MLmodel", text);
    assert!(problem.contains("does not say what the model is called"), "{problem}");
}

#[test]
fn lists_in_columns_are_axes_that_vary() {
    let text = "artifact_path: a\nmlflow_version: 2\nflavors: {}\nsignature:\n  \
        inputs: '[{\"type\": \"double\", \"name\": \"pt\"}, {\"type\": \"array\", \"name\": \"hits\", \
        \"items\": {\"type\": \"array\", \"items\": {\"type\": \"long\"}}}]'\n  \
        outputs: '[{\"type\": \"string\"}]'\n";
    let found = read("mlflow", Path::new("MLmodel"), text.as_bytes()).0.unwrap();
    let hits = found.split_once("- name: hits\n").unwrap().1;
    assert!(hits.starts_with("        dtype: int64\n"), "{found}");
    for size in ["- batch\n", "- size2\n", "- size3\n"] {
        assert!(hits.contains(size), "{found}");
    }
}

/// Columns of objects, and lists that do not say of what, are no arrays; the signature stays as it is.
#[test]
fn a_signature_that_is_none_of_arrays_is_kept() {
    let text = "artifact_path: a\nmlflow_version: 2\nflavors: {}\nsignature:\n  inputs: '[{\"type\": \"array\"}]'\n  outputs: '[{\"type\": \"string\"}]'\n";
    let found = read("mlflow", Path::new("MLmodel"), text.as_bytes()).0.unwrap();
    assert!(found.contains("line 4 import-not-understood: `signature` is neither"), "{found}");
    assert!(found.contains("kept signature.inputs"), "{found}");
}
