//! What the commands say where nothing was there, or something is odd: each with what to do.

use std::fs;
use std::process::Output;

use faircat::catalog::checks::onnx::remedy;
use faircat::evidence::attestation::SecretKey;
use faircat::running::pass::Results;
use faircat::running::writing::Writer;
use faircat_inference::onnx::OnnxError;
use faircat_inference::signature::{Declared, Signature};
use faircat_inference::tensor::{Data, Tensor};
use tempfile::TempDir;

use crate::build::write;
use crate::copies::copy_of_good;
use crate::program::{faircat, run, says};

/// Exit code and all that was said.
fn said(output: &Output) -> (Option<i32>, String) {
    let text = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it).into_owned());
    (output.status.code(), text.concat())
}

/// A catalogue with the model `good` of the fixtures, without evidence.
fn model() -> TempDir {
    let (root, folder) = copy_of_good();
    fs::remove_dir_all(folder.join("evidence")).unwrap();
    root
}

#[test]
fn an_import_of_nothing_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for text in ["[]", r#"{"hits": {"hits": [], "total": 0}}"#] {
        write(folder.path(), "none.json", text);
        let mut program = faircat();
        program.args(["import", "cern-opendata"]).arg(folder.path().join("none.json"));
        let output = program.arg("--into").arg(folder.path().join("catalog")).output().unwrap();
        let (code, text) = said(&output);
        assert_eq!(code, Some(1), "{text}");
        says(&text, "error[import-empty]: there is no record in this file");
        says(&text, "= help: ask the portal again");
    }
}

#[test]
fn attest_without_evidence_says_so() {
    let root = model();
    let (code, text) = said(&run(root.path(), &["attest"]));
    assert_eq!(code, Some(0), "{text}");
    says(&text, "no record of this catalogue has evidence of a run");
    let (_, text) = said(&run(root.path(), &["attest", "good"]));
    says(&text, "models/good\n  there is no evidence of a run that is used");
}

#[test]
fn a_key_that_the_site_does_not_know_is_told_of() {
    let root = model();
    let (ours, other) = (SecretKey::from_random([7; 32]), SecretKey::from_random([8; 32]));
    let verify = || {
        let mut program = faircat();
        program.env("FAIRCAT_ATTESTATION_KEY", ours.secret_text());
        program.args(["verify", "good", "--engine", "tract", "--attest", "--root"]);
        said(&program.arg(root.path()).output().unwrap()).1
    };
    let unknown = "warning[attestation-key]: `attestation_keys` has no public key for the one in";
    says(&verify(), unknown);
    let settings = |key: &SecretKey| {
        format!("attestation_keys:\n  - name: w\n    key: {}\n", key.public_text())
    };
    write(root.path(), "site/site.yaml", &settings(&other));
    says(&verify(), unknown);
    write(root.path(), "site/site.yaml", &settings(&ours));
    let text = verify();
    assert!(!text.contains("attestation-key"), "{text}");
}

#[test]
fn settings_and_records_that_are_no_mapping_get_a_remedy() {
    for text in ["-3\n", "- a\n", "words\n"] {
        let root = model();
        write(root.path(), "site/site.yaml", text);
        let (code, said) = said(&run(root.path(), &["check"]));
        assert_eq!(code, Some(1));
        says(&said, "error[wrong-type]: the file must be a mapping");
        says(&said, "= help: write a field a line, as `title: …`");
    }
    let root = model();
    write(root.path(), "catalog/models/list.yaml", "- a\n");
    let (_, said) = said(&run(root.path(), &["check"]));
    says(&said, "= help: write a field a line, beginning with `kind: model`");
}

#[test]
fn weights_in_another_role_are_named_with_the_role_to_give() {
    let root = model();
    let file = root.path().join("catalog/models/good/record.yaml");
    let text = fs::read_to_string(&file).unwrap().replacen("role: weights", "role: other", 1);
    fs::write(file, text).unwrap();
    let (code, text) = said(&run(root.path(), &["verify", "good"]));
    assert_eq!(code, Some(1), "{text}");
    says(&text, "error[no-onnx]");
    says(&text, "= help: add `role: weights` to the artifact `model.onnx`");
}

#[test]
fn identifiers_in_schema_orgs_form_are_rewritten() {
    for identifier in [
        "{doi: 10.5281/zenodo.1}",
        "{propertyID: DOI, value: 10.5281/zenodo.1}",
        "{'@type': PropertyValue, propertyID: 'https://registry.identifiers.org/registry/doi', \
         value: 10.5281/zenodo.1}",
    ] {
        let root = model();
        let record = format!("kind: dataset\ntitle: D\nidentifiers:\n  - {identifier}\n");
        write(root.path(), "catalog/datasets/d.yaml", &record);
        let (_, text) = said(&run(root.path(), &["check"]));
        says(&text, "= help: write it as a text, `doi:10.5281/zenodo.1`");
    }
}

/// What JSON has no form for is told of; the other formats keep it.
#[test]
fn what_is_no_number_is_told_of_where_json_loses_it() {
    let declared = Declared { name: "y".to_owned(), ..Declared::default() };
    let signature = Signature { inputs: Vec::new(), outputs: vec![declared] };
    let values = vec![1.0, f32::NAN, f32::NEG_INFINITY, 2.0];
    let tensor = Tensor::new(vec![4], Data::Float32(values)).unwrap();
    let note = |mut writer: Writer, tensor: Tensor| {
        writer.add(Results::Items(&[tensor])).unwrap();
        writer.note()
    };
    let out = || Box::new(std::io::sink());
    let told = note(Writer::json(out(), &signature), tensor.clone()).unwrap();
    says(&told, "2 values of the outputs are NaN or infinite, and `null` here");
    assert_eq!(note(Writer::csv(out(), &signature), tensor.clone()), None);
    assert_eq!(note(Writer::json(out(), &signature), tensor.slice(3..4)), None);
}

#[test]
fn remedies_fit_the_cause() {
    let growth =
        OnnxError::Growth { node: "n".into(), operator: "Expand".into(), elements: 1 << 40 };
    let many = OnnxError::TooMany { what: "messages", limit: 10 };
    for error in [growth, many, OnnxError::TooLarge(1 << 40)] {
        let text = remedy(&error);
        assert!(!text.contains("SHA-256") && !text.contains("check_model"), "{error}: {text}");
    }
    assert!(remedy(&OnnxError::NotOnnx("it is cut".into())).contains("SHA-256"));
}

#[test]
fn what_json_cannot_say_is_not_called_damage() {
    let root = model();
    for (text, problem, remedy) in [
        ("{\"x\": [[1, 2, 1e400]]}", "number out of range of float64 (line 1, column ", ""),
        ("{\"x\": [[1, 2, NaN]]}", "JSON has neither NaN nor infinite numbers", "`null` for NaN"),
        ("{\"x\": [[1, 2, -Infinity]]}", "JSON has neither NaN nor infinite numbers", ""),
        ("{\"x\": [1, 2, 3]}\n{\"x\": [1, 2, 3]}\n", "something follows the first value", ".jsonl"),
        ("{\"x\": [[1, 2", "it is cut short", ""),
    ] {
        write(root.path(), "in.json", text);
        let file = root.path().join("in.json");
        let output = run(root.path(), &["run", "good", file.to_str().unwrap()]);
        let (code, text) = said(&output);
        assert_eq!(code, Some(1), "{text}");
        says(&text, problem);
        says(&text, remedy);
    }
}

#[test]
fn rows_of_different_lengths_are_led_to_files_that_hold_them() {
    let declared = Declared { name: "y".to_owned(), ..Declared::default() };
    let signature = Signature { inputs: Vec::new(), outputs: vec![declared] };
    let row =
        |length: usize| Tensor::new(vec![1, length], Data::Float32(vec![0.5; length])).unwrap();
    let mut writer = Writer::csv(Box::new(std::io::sink()), &signature);
    writer.add(Results::Items(&[row(2)])).unwrap();
    let error = writer.add(Results::Items(&[row(3)])).unwrap_err();
    says(&error.to_string(), "`y` has 3 entries along axis 1, and 2 in other rows");
    let hint = error.hint();
    assert!(!hint.contains(".csv") && !hint.contains(".npz"), "{hint}");
    says(hint, ".json or .jsonl, or with .parquet");
}
