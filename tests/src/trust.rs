//! Evidence is believed only as far as it contradicts neither itself nor the record, and it is said
//! who computed it.

mod attestation;
mod figures;
mod others;
mod speed;
mod unread;

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use faircat::diagnostic::Diagnostic;
use faircat::evidence::Evidence;
use faircat::evidence::attestation::TrustedKey;
use faircat::evidence::contradictions::Grounds;
use faircat::loading::load_knowing;
use serde_json::{Value, json};

use crate::copies::copy_of_good;
use crate::program::repository;
use attestation::run;

const ID: &str = "models/good";

/// A catalogue with a copy of the fixture `good` alone.
struct Copy {
    root: tempfile::TempDir,
    folder: PathBuf,
}

impl Copy {
    fn new() -> Copy {
        let (root, folder) = copy_of_good();
        Copy { root, folder }
    }

    fn evidence(&self, name: &str) -> PathBuf {
        self.folder.join("evidence").join(name)
    }

    /// Changes values of the evidence `name` by JSON pointer; null takes away.
    fn forge(&self, name: &str, changes: &[(&str, Value)]) {
        let text = fs::read_to_string(self.evidence(name)).unwrap();
        let mut evidence: Value = serde_json::from_str(&text).unwrap();
        for (pointer, value) in changes {
            let place = evidence.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}"));
            *place = value.clone();
        }
        fs::write(self.evidence(name), evidence.to_string()).unwrap();
    }

    fn load(&self, keys: &[TrustedKey]) -> (Evidence, Vec<Diagnostic>) {
        let today = Some("2026-12-01".parse().unwrap());
        let grounds = Grounds { today, keys: keys.to_vec() };
        let (catalog, problems) = load_knowing(self.root.path(), &HashMap::new(), &grounds);
        let entry = catalog.entries.iter().find(|entry| entry.id() == ID);
        (entry.expect("the record is sound").evidence.clone(), problems)
    }

    /// What is said of the evidence `name`.
    fn said(&self, name: &str) -> Vec<String> {
        let about = |one: &&Diagnostic| {
            one.location.as_ref().is_some_and(|place| place.file.ends_with(name))
        };
        let (_, problems) = self.load(&[]);
        problems.iter().filter(about).map(|one| format!("{}: {}", one.code, one.message)).collect()
    }
}

/// Forgeries of a verification, with a part of what is said of each.
fn forged_verifications() -> Vec<(Vec<(&'static str, Value)>, &'static str)> {
    let run = |place: usize| {
        let folder = repository().join("tests/fixtures/verified/catalog/models/good");
        let text = fs::read_to_string(folder.join("evidence/verification.json")).unwrap();
        let evidence: Value = serde_json::from_str(&text).unwrap();
        evidence["runs"][place].clone()
    };
    let other = "0".repeat(64);
    vec![
        (vec![("/date", json!("2099-01-01"))], "is in the future"),
        (vec![("/date", json!("20261121"))], "is not written as a day"),
        (vec![("/date", json!("yesterday"))], "is no day"),
        (vec![("/faircat", json!("9.9.9"))], "newer than this one"),
        (vec![("/faircat", json!("best"))], "is no version of faircat"),
        (vec![("/runs/0/engine", json!("oracle"))], "the engine `oracle`, which is not known"),
        (vec![("/runs/0/device", json!("quantum"))], "the device `quantum`, which is not known"),
        (vec![("/runs/0/version", json!("latest"))], "is no version of tract"),
        (
            vec![("/runs/0/version", json!("1.31.1; recomputed by this site's own workflow"))],
            "is no version of tract",
        ),
        (vec![("/runs/1/version", json!("1.31.1<script>"))], "is no version of onnxruntime"),
        (vec![("/faircat", json!("0.1.0-recomputed by this site"))], "is no version of faircat"),
        (vec![("/faircat", json!("0.0.9"))], "which wrote no evidence"),
        (vec![("/date", json!("1900-01-01"))], "before there was a program to write it"),
        (
            vec![("/machine/processor", json!("CPU, recomputed by this site"))],
            "is no name of a processor",
        ),
        (vec![("/machine/system", json!("linux x86_64, signed"))], "is no operating system"),
        (vec![("/machine/accelerators", json!(["<b>GPU</b>"]))], "is no name of a GPU"),
        (vec![("/runs/0/device", json!("cuda"))], "on `cuda`, which it cannot"),
        (vec![("/runs/1/device", json!("cuda"))], "no GPU is named"),
        (vec![("/runs/0/engine", json!("native"))], "no interaction network"),
        (
            vec![("/runs/0/metrics/0/uncertainty", json!(1e6))],
            "`accuracy` cannot be 0.95 with an uncertainty of 1000000",
        ),
        (vec![("/runs/0/metrics/2/uncertainty", json!(0.9))], "`log loss` cannot be"),
        (vec![("/runs/0/metrics/0/recomputed", json!(0.5))], "its numbers give `fails`"),
        (vec![("/runs/0/metrics/0/verdict", json!("fails"))], "its numbers give `holds`"),
        (vec![("/runs/0/metrics/0/tolerance", json!(-1.0))], "cannot be"),
        (vec![("/runs/0/metrics/0/tolerance", json!(null))], "its numbers give `not-checked`"),
        (vec![("/runs/0/metrics/0/recomputed", json!(null))], "its numbers give `not-checked`"),
        (vec![("/runs/0/metrics/0/uncertainty", json!(-0.1))], "cannot be"),
        (vec![("/runs/0/metrics/1", run(0)["metrics"][0].clone())], "is told twice"),
        (vec![("/runs/0/outputs/0/shape", json!([39, 2]))], "not 40 rows"),
        (vec![("/runs/0/outputs/0/shape", json!([40, 3]))], "its numbers give `fails`"),
        (vec![("/runs/0/outputs/0/shape", json!([]))], "not 40 rows"),
        (vec![("/runs/0/outputs/0/largest_difference", json!(-1.0))], "cannot be"),
        (vec![("/runs/0/outputs/0/largest_difference", json!(1e9))], "cannot lie"),
        (vec![("/runs/0/outputs/0/name", json!("probabilities"))], "is told twice"),
        (vec![("/runs/0/outputs", json!([]))], "gave no output"),
        (vec![("/runs/0/items", json!(39))], "ran 39 of 40 items"),
        (vec![("/control_set/items", json!(41))], "ran 40 of 41 items"),
        (vec![("/control_set/declared_items", json!(41))], "its numbers give `fails`"),
        (vec![("/control_set/tolerance", json!(-1.0))], "cannot be"),
        (vec![("/runs/1", run(0))], "is told twice"),
        (
            vec![("/runs/0/failure", json!("it stopped"))],
            "to have failed and to have given outputs",
        ),
        (vec![("/agreement", json!([]))], "2 comparisons of engines are missing"),
        (vec![("/agreement/0/runs", json!([0, 7]))], "runs that did not give it"),
        (vec![("/agreement/0/runs", json!([0, 0]))], "with itself"),
        (vec![("/agreement/0/largest_difference", json!(0.5))], "cannot lie"),
        (vec![("/runs/0/sha256", json!(other))], "two SHA-256"),
        (vec![("/files/0/sha256", json!("abc"))], "64 hexadecimal digits"),
        (vec![("/files/0/size", json!(1))], "its numbers give `fails`"),
        (vec![("/files/0/file", json!("control/control-set.npz"))], "two SHA-256"),
        (vec![("/verdict", json!("fails"))], "the verdict on the whole"),
        (vec![("/signature_differences", json!(["x"]))], "the verdict on the whole"),
    ]
}

#[test]
fn a_verification_that_contradicts_itself_is_refused_with_the_reason() {
    assert_eq!(Copy::new().said("verification.json"), [""; 0], "the true one is believed");
    for (changes, reason) in forged_verifications() {
        let copy = Copy::new();
        copy.forge("verification.json", &changes);
        let said = copy.said("verification.json");
        let refused = |one: &String| one.starts_with("refused-evidence: ") && one.contains(reason);
        assert!(said.iter().any(refused), "{changes:?}: {said:?}");
        let (evidence, _) = copy.load(&[]);
        assert!(evidence.current().is_none(), "{changes:?}");
    }
}

#[test]
fn a_verification_of_other_claims_or_files_is_not_used() {
    for (old, new, reason) in [
        ("value: 0.95\n", "value: 0.96\n", "no longer claims"),
        ("tolerance: 1e-5", "tolerance: 1e-7", "the tolerance of the outputs is now"),
        ("items: 40", "items: 41", "41 items"),
    ] {
        let copy = Copy::new();
        let file = copy.folder.join("record.yaml");
        let yaml = fs::read_to_string(&file).unwrap();
        assert!(yaml.contains(old), "{old}");
        fs::write(&file, yaml.replace(old, new)).unwrap();
        let said = copy.said("verification.json");
        assert!(said.iter().any(|one| one.contains(reason)), "{new}: {said:?}");
        assert!(copy.load(&[]).0.current().is_none());
    }
    // Evidence that leaves a file of the record out.
    let copy = Copy::new();
    copy.forge("verification.json", &[("/files", json!([]))]);
    let said = copy.said("verification.json");
    assert!(said.iter().any(|one| one.contains("was not among the files checked")), "{said:?}");
    // The control set was used, though the record did not describe it then.
    let copy = Copy::new();
    let text = fs::read_to_string(copy.evidence("verification.json")).unwrap();
    let evidence: Value = serde_json::from_str(&text).unwrap();
    let mut files = evidence["files"].as_array().unwrap().clone();
    files.retain(|it| it["file"] != "control/control-set.npz");
    copy.forge("verification.json", &[("/files", json!(files))]);
    let said = copy.said("verification.json");
    assert!(!said.iter().any(|one| one.contains("was not among the files checked")), "{said:?}");
    // A control set that another file took the place of.
    let copy = Copy::new();
    let folder = &copy.folder;
    fs::write(folder.join("control/other.npz"), b"other").unwrap();
    copy.forge("verification.json", &[("/control_set/file", json!("control/other.npz"))]);
    let said = copy.said("verification.json");
    assert!(said.iter().any(|one| one.contains("`control/other.npz` has changed")), "{said:?}");
}

#[test]
fn a_run_of_before_the_model_was_made_is_refused() {
    for (created, date, is_before) in [
        ("2026-11-20", "2026-11-19", true),
        ("2026-11", "2026-10-31", true),
        ("2026", "2025-12-31", true),
        ("2026-11-20", "2026-11-20", false),
        ("2026", "2026-11-20", false),
    ] {
        let copy = Copy::new();
        let file = copy.folder.join("record.yaml");
        let yaml = fs::read_to_string(&file).unwrap();
        fs::write(&file, format!("date_created: \"{created}\"\n{yaml}")).unwrap();
        for name in ["verification.json", "throughput.json"] {
            copy.forge(name, &[("/date", json!(date))]);
            let said = copy.said(name);
            let told = said.iter().any(|one| one.contains("is before the model was made"));
            assert_eq!(told, is_before, "{created} {name}: {said:?}");
        }
    }
}

/// A copy whose log loss has the uncertainty `declared` in the record and `found` in the evidence,
/// with `tolerance`.
fn with_uncertainty(declared: f64, found: impl Into<Option<f64>>, tolerance: f64) -> Copy {
    let found = found.into();
    let copy = Copy::new();
    let file = copy.folder.join("record.yaml");
    let yaml = fs::read_to_string(&file).unwrap();
    let old = "value: 0.303\n      tolerance: 0.0005\n";
    assert!(yaml.contains(old));
    let new =
        format!("value: 0.303\n      uncertainty: {declared}\n      tolerance: {tolerance}\n");
    fs::write(&file, yaml.replace(old, &new)).unwrap();
    let text = fs::read_to_string(copy.evidence("verification.json")).unwrap();
    let mut evidence: Value = serde_json::from_str(&text).unwrap();
    evidence["stated"]["evaluations"][2]["uncertainty"] = json!(declared);
    evidence["stated"]["evaluations"][2]["tolerance"] = json!(tolerance);
    for run in evidence["runs"].as_array_mut().unwrap() {
        run["metrics"][2]["declared_uncertainty"] = json!(declared);
        run["metrics"][2]["uncertainty"] = json!(found);
        run["metrics"][2]["tolerance"] = json!(tolerance);
    }
    fs::write(copy.evidence("verification.json"), evidence.to_string()).unwrap();
    copy
}

#[test]
fn an_uncertainty_makes_no_tolerance_wider_than_the_record_and_the_data_both_do() {
    assert_eq!(with_uncertainty(0.01, 0.012, 0.0005).said("verification.json"), [""; 0]);
    let said = with_uncertainty(0.00143, 0.2, 0.0005).said("verification.json");
    assert!(said.iter().any(|one| one.contains("more than a factor of 10")), "{said:?}");
    for (found, refusal) in [(Some(0.0), "with an uncertainty of 0"), (None, "is left out")] {
        let said = with_uncertainty(0.01, found, 0.0005).said("verification.json");
        assert!(said.iter().any(|one| one.contains(refusal)), "{said:?}");
    }
    // The tolerance fits what is declared, and not what was found.
    let copy = with_uncertainty(0.09, 0.012, 0.008);
    let (evidence, problems) = copy.load(&[]);
    assert!(evidence.current().is_some(), "{problems:?}");
    let wide = problems.iter().filter(|one| one.code == "tolerance");
    let wide: Vec<&str> = wide.map(|one| &*one.message).collect();
    assert_eq!(wide.len(), 1, "{problems:?}");
    assert!(wide[0].contains("`log loss`") && wide[0].contains("wider than 0.0012"));
}
