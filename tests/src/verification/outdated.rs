//! Evidence that is outdated, and models' files that contradict their records.

use std::fs;
use std::path::Path;

use faircat::evidence::currency::outdated;
use faircat::evidence::verification::{Verdict, Verification};
use faircat::record::{Kind, Record, reading};

use super::SITE;
use crate::copies::copy_of_good;
use crate::program::repository;

#[test]
fn outdated_evidence_is_reported_with_the_command() {
    let problems: Vec<String> = SITE
        .report
        .diagnostics
        .iter()
        .filter(|one| one.code == "stale-evidence")
        .map(|one| format!("{}\n{}", one.message, one.hint.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        problems,
        ["the verification of 2026-11-21 is outdated and is not used: `model.onnx` has changed \
          since\nrun `faircat verify outdated`"]
    );
}

#[test]
fn evidence_of_other_claims_is_outdated() {
    let folder = repository().join("tests/fixtures/verified/catalog/models/good");
    let yaml = fs::read_to_string(folder.join("record.yaml")).unwrap();
    let reasons = |yaml: &str| reasons(&folder, yaml);
    assert!(reasons(&yaml).is_empty());
    assert_eq!(
        reasons(&yaml.replace("value: 0.95\n", "value: 0.96\n")),
        [
            "the record no longer claims `accuracy 0.95`",
            "the claim `accuracy 0.96` was not among those checked"
        ]
    );
    assert_eq!(
        reasons(&yaml.replace("tolerance: 1e-5", "tolerance: 1e-7")),
        ["the tolerance of the outputs is now 0.0000001"]
    );
    assert_eq!(
        reasons(&yaml.replace("data: control/control-set.npz", "data: control/other.npz")),
        ["the record now names the control set `control/other.npz`"]
    );
}

/// A key that is taken away from evidence ends no comparison.
#[test]
fn evidence_that_does_not_tell_what_the_record_stated_is_outdated() {
    let folder = repository().join("tests/fixtures/verified/catalog/models/good");
    let yaml = fs::read_to_string(folder.join("record.yaml")).unwrap();
    let text = fs::read_to_string(folder.join("evidence/verification.json")).unwrap();
    let mut verification: Verification = serde_json::from_str(&text).unwrap();
    let stated = verification.stated.take().unwrap();
    assert_eq!(reasons_of(&verification, &yaml), ["it does not tell what the record stated"]);
    for (part, place) in [
        ("/signature/inputs/0/shape", "model.signature.inputs[0].shape"),
        ("/evaluations/0/split", "model.evaluations[0].split"),
        ("/control_set", "model.control_set"),
    ] {
        let mut less = stated.clone();
        let (of, key) = part.rsplit_once('/').unwrap();
        less.pointer_mut(of).unwrap().as_object_mut().unwrap().remove(key);
        verification.stated = Some(less);
        let expected = format!("the record now states another `{place}`");
        assert_eq!(reasons_of(&verification, &yaml), [expected]);
    }
}

#[test]
fn a_true_checksum_that_is_declared_later_does_not_outdate_evidence() {
    let folder = repository().join("tests/fixtures/verified/catalog/models/good");
    let yaml = fs::read_to_string(folder.join("record.yaml")).unwrap();
    let sha256 = "f141b51695ffe71804563195c26cc58b664137504c5639af2772fcb1fcf05e9d";
    let without = yaml.replace(&format!("    sha256: {sha256}\n"), "");
    assert_ne!(without, yaml);
    // Evidence with the checksum declared and the record without it, and the other way round.
    assert!(reasons(&folder, &without).is_empty());
    let text = fs::read_to_string(folder.join("evidence/verification.json")).unwrap();
    let mut verification: Verification = serde_json::from_str(&text).unwrap();
    let file = verification.files.iter_mut().find(|it| it.sha256 == sha256).unwrap();
    (file.declared_sha256, file.declared_size) = (None, None);
    file.verdict = file.derived();
    assert!(reasons_of(&verification, &yaml).is_empty());
    let other = yaml.replace(sha256, &"0".repeat(64));
    assert_eq!(
        reasons_of(&verification, &other),
        ["the record now declares another size or SHA-256 of `model.onnx`"]
    );
    // A build says of the file what the record declares now.
    let (root, folder) = copy_of_good();
    let text = serde_json::to_string(&verification).unwrap();
    fs::write(folder.join("evidence/verification.json"), text).unwrap();
    let (catalog, _) = faircat::loading::load(root.path());
    let entry = catalog.entries.iter().find(|it| it.slug == "good").unwrap();
    let loaded = entry.evidence.verification.as_ref().unwrap();
    let file = loaded.files.iter().find(|it| it.sha256 == sha256).unwrap();
    assert_eq!(file.declared_sha256.as_deref(), Some(sha256));
    assert_eq!(file.verdict, Verdict::Holds);
}

fn reasons(folder: &Path, yaml: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.join("evidence/verification.json")).unwrap();
    reasons_of(&serde_json::from_str(&text).unwrap(), yaml)
}

fn reasons_of(verification: &Verification, yaml: &str) -> Vec<String> {
    let Ok(Record::Work(work)) = reading::read_record(Kind::Model, yaml) else {
        panic!("the record is sound")
    };
    let known = |path: &str| {
        let file = verification.files.iter().find(|file| file.file == path)?;
        Some(file.sha256.clone())
    };
    outdated(verification, Some(work.as_ref()), &known)
}

/// What `faircat check` says of `good` with `old` in its record replaced by `new`.
fn problems_with(old: &str, new: &str) -> Vec<String> {
    let (root, folder) = copy_of_good();
    let file = folder.join("record.yaml");
    let yaml = fs::read_to_string(&file).unwrap();
    assert!(yaml.contains(old));
    fs::write(&file, yaml.replace(old, new)).unwrap();
    problems(root.path())
}

fn problems(root: &Path) -> Vec<String> {
    let (_, problems) = faircat::loading::load(root);
    let about_file = |code: &str| ["signature", "onnx", "opset"].contains(&code);
    problems.iter().filter(|one| about_file(&one.code)).map(|one| one.message.clone()).collect()
}

#[test]
fn a_signature_that_is_not_the_files_is_reported() {
    assert!(problems_with("opset: 17", "opset: 17").is_empty());
    assert_eq!(
        problems_with("name: x\n        dtype: float32", "name: x\n        dtype: float64"),
        ["`model.onnx`: `x` is declared as float64, but is float32 in the file"]
    );
    assert_eq!(
        problems_with("{name: logits,", "{name: scores,"),
        [
            "`model.onnx`: the file has the output `logits`, which the record does not declare",
            "`model.onnx`: the record declares the output `scores`, which the file does not have; \
             it has `logits`, `probabilities`",
        ]
    );
    assert_eq!(
        problems_with("opset: 17", "opset: 13"),
        ["`model.onnx` uses operator set 17, not 13"]
    );
}

#[test]
fn a_broken_model_is_a_diagnostic() {
    let (root, folder) = copy_of_good();
    let whole = fs::read(folder.join("model.onnx")).unwrap();
    fs::write(folder.join("model.onnx"), &whole[..whole.len() / 2]).unwrap();
    // Size and checksum tell first that the file is another one.
    let yaml = fs::read_to_string(folder.join("record.yaml")).unwrap();
    let kept = |line: &&str| !line.starts_with("    size:") && !line.starts_with("    sha256:");
    let yaml: Vec<&str> = yaml.lines().filter(kept).collect();
    fs::write(folder.join("record.yaml"), yaml.join("\n")).unwrap();
    let found = problems(root.path());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("`model.onnx` cannot be used: "), "{found:?}");
}
