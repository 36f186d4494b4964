//! Evidence is believed only as far as it contradicts neither itself nor the record, and it is said
//! who computed it.

mod figures;
mod unread;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use faircat::diagnostic::Diagnostic;
use faircat::evidence::Evidence;
use faircat::evidence::attestation::{Envelope, SecretKey, Statement, TrustedKey};
use faircat::evidence::contradictions::Grounds;
use faircat::evidence::origin::{Origin, subject};
use faircat::loading::load_knowing;
use faircat::outside_world::checksum;
use serde_json::{Value, json};

use crate::copies::copy_of_good;
use crate::program::{faircat, repository};

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

#[test]
fn throughput_that_was_not_measured_is_refused() {
    assert_eq!(Copy::new().said("throughput.json"), [""; 0], "the true one is believed");
    let first = "/measurements/0";
    let at = |field: &str| format!("{first}/{field}");
    for (field, value, reason) in [
        ("/date".to_owned(), json!("2099-01-01"), "is in the future"),
        ("/faircat".to_owned(), json!("9.9.9"), "newer than this one"),
        (at("engine"), json!("oracle"), "which is not known"),
        (at("device"), json!("quantum"), "which is not known"),
        (at("throughput_median"), json!(1e12), "not in order"),
        (at("throughput_minimum"), json!(-1.0), "cannot be"),
        (at("latency_median"), json!(1e-12), "contradict each other"),
        (at("items"), json!(0), "cannot be"),
        (at("threads"), json!(0), "cannot be"),
        (at("device_utilisation"), json!(101.0), "cannot be"),
    ] {
        let copy = Copy::new();
        copy.forge("throughput.json", &[(field.as_str(), value.clone())]);
        let said = copy.said("throughput.json");
        assert!(said.iter().any(|one| one.contains(reason)), "{field} {value}: {said:?}");
        assert!(copy.load(&[]).0.throughput.is_none());
    }
    let copy = Copy::new();
    let text = fs::read_to_string(copy.evidence("throughput.json")).unwrap();
    let mut evidence: Value = serde_json::from_str(&text).unwrap();
    let twice = evidence["measurements"][0].clone();
    evidence["measurements"].as_array_mut().unwrap().push(twice);
    fs::write(copy.evidence("throughput.json"), evidence.to_string()).unwrap();
    assert!(copy.said("throughput.json").iter().any(|one| one.contains("is measured twice")));
    let copy = Copy::new();
    let other = json!("0".repeat(64));
    copy.forge(
        "throughput.json",
        &[("/measurements/0", {
            let mut one: Value = evidence["measurements"][0].clone();
            one["file"] = json!("model.onnx");
            one["sha256"] = other;
            one
        })],
    );
    assert!(copy.said("throughput.json").iter().any(|one| one.contains("has changed since")));
}

#[test]
fn an_answer_that_no_server_gave_is_refused() {
    let fact = |change: (&str, Value)| {
        let mut fact = json!({
            "check": "link-answers", "url": "https://example.org/training-code",
            "date": "2026-11-20", "holds": true, "detail": "the server answers with status 200",
            "status": 200, "size": null, "media_type": null,
        });
        fact[change.0] = change.1;
        fact
    };
    for (facts, reason) in [
        (vec![fact(("status", json!(200)))], ""),
        (vec![fact(("date", json!("2099-01-01")))], "is in the future"),
        (vec![fact(("status", json!(404)))], "it is said that this holds"),
        (vec![fact(("status", json!(null)))], "it is said that this holds"),
        (vec![fact(("holds", json!(false)))], "it is said that this does not hold"),
        (vec![fact(("detail", json!("checked by CERN")))], "it is said that this holds"),
        (vec![fact(("status", json!(200))), fact(("status", json!(200)))], "it is told twice"),
    ] {
        let copy = Copy::new();
        let file = copy.folder.join("record.yaml");
        let yaml = fs::read_to_string(&file).unwrap();
        let url = "url: https://example.org/training-code\n";
        fs::write(&file, format!("{url}{yaml}")).unwrap();
        fs::write(copy.evidence("online.json"), json!({"facts": facts}).to_string()).unwrap();
        let said = copy.said("online.json");
        match reason {
            "" => assert_eq!(said, [""; 0]),
            _ => assert!(said.iter().any(|one| one.contains(reason)), "{facts:?}: {said:?}"),
        }
        assert_eq!(copy.load(&[]).0.facts.is_empty(), !reason.is_empty());
    }
}

fn secret(byte: u8) -> SecretKey {
    SecretKey::from_random([byte; 32])
}

fn trusted(byte: u8) -> TrustedKey {
    TrustedKey::parse("nightly", &secret(byte).public_text()).unwrap()
}

/// The envelope of the key `byte` for the evidence `name` of the record `id` with `sha256`.
fn envelope(byte: u8, id: &str, name: &str, sha256: &str) -> Envelope {
    Envelope::sign(&Statement::of_run(subject(id, name, sha256), true, &[]), &secret(byte))
}

fn digest(file: &Path) -> String {
    checksum::of_bytes(&fs::read(file).unwrap())
}

#[test]
fn only_a_signature_of_the_sites_own_key_over_these_bytes_attests() {
    let own = digest(&Copy::new().evidence("verification.json"));
    let good = envelope(1, ID, "verification.json", &own);
    let mut wrong = good.clone();
    wrong.signatures[0].sig = envelope(2, ID, "verification.json", &own).signatures[0].sig.clone();
    let mut tampered = good.clone();
    tampered.payload = envelope(1, "models/other", "verification.json", &own).payload;
    let mut unsigned = good.clone();
    unsigned.signatures.clear();
    let text = |envelope: &Envelope| serde_json::to_string(envelope).unwrap();
    for (attestation, reason) in [
        (text(&good), ""),
        (text(&envelope(2, ID, "verification.json", &own)), "none of the site's keys"),
        (text(&wrong), "is not one of the site's key `nightly`"),
        (text(&tampered), "is not one of the site's key `nightly`"),
        (text(&unsigned), "none of the site's keys"),
        (text(&envelope(1, "models/other", "verification.json", &own)), "is about `models/other"),
        (text(&envelope(1, ID, "throughput.json", &own)), "is about `models/good/evidence/through"),
        (text(&envelope(1, ID, "verification.json", &"0".repeat(64))), "has changed since"),
        ("{}".to_owned(), "cannot be read"),
        ("signed, CERN".to_owned(), "cannot be read"),
    ] {
        let copy = Copy::new();
        fs::write(copy.evidence("verification.attestation.json"), &attestation).unwrap();
        let (evidence, problems) = copy.load(&[trusted(1)]);
        let said: Vec<&str> = problems
            .iter()
            .filter(|one| one.code == "attestation")
            .map(|one| &*one.message)
            .collect();
        assert!(evidence.current().is_some(), "it is used in any case");
        match reason {
            "" => {
                assert!(said.is_empty(), "{said:?}");
                assert_eq!(evidence.verified_by, Origin::Site { key: "nightly".to_owned() });
            }
            _ => {
                assert!(said.iter().any(|one| one.contains(reason)), "{reason}: {said:?}");
                assert_eq!(evidence.verified_by, Origin::Submitted);
            }
        }
    }
}

#[test]
fn a_signature_without_keys_or_without_truth_counts_for_nothing() {
    let copy = Copy::new();
    copy.forge("verification.json", &[("/runs/0/metrics/0/recomputed", json!(0.5))]);
    let own = digest(&copy.evidence("verification.json"));
    let signed = serde_json::to_string(&envelope(1, ID, "verification.json", &own)).unwrap();
    fs::write(copy.evidence("verification.attestation.json"), signed).unwrap();
    let (evidence, _) = copy.load(&[trusted(1)]);
    assert!(evidence.current().is_none(), "a contradiction is one whoever signs it");
    assert_eq!(evidence.verified_by, Origin::Submitted);
    assert_eq!(copy.load(&[]).0.verified_by, Origin::Submitted);
}

#[test]
fn keys_are_read_as_they_are_written() {
    let key = secret(3);
    assert!(SecretKey::parse(&format!("{}\n", key.secret_text())).is_some());
    assert!(SecretKey::parse(&key.public_text()).is_none());
    assert_eq!(format!("{key:?}"), "SecretKey");
    let error = |text: &str| TrustedKey::parse("k", text).unwrap_err();
    assert!(error(&key.secret_text()).contains("it is a secret key"));
    assert!(error("ed25519:AAAA").contains("32 bytes"));
    // The point of order one: every signature of zeros is good for it.
    let weak = "ed25519:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    assert!(error(weak).contains("anybody can sign"));
}

/// What the program says in the folder of `copy`, with the secret key of `byte` where there is one.
fn run(copy: &Copy, arguments: &[&str], byte: Option<u8>) -> (Option<i32>, String) {
    let mut program = faircat();
    program.args(arguments).current_dir(copy.root.path()).env_remove("FAIRCAT_ATTESTATION_KEY");
    if let Some(byte) = byte {
        program.env("FAIRCAT_ATTESTATION_KEY", secret(byte).secret_text());
    }
    let output = program.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

#[test]
fn what_the_sites_workflow_computed_says_so_everywhere() {
    let copy = Copy::new();
    let key = secret(1).public_text();
    let site = format!("attestation_keys:\n  - name: nightly\n    key: {key}\n");
    fs::create_dir_all(copy.root.path().join("site")).unwrap();
    fs::write(copy.root.path().join("site/site.yaml"), site).unwrap();
    let verify = ["verify", "good", "--engine", "tract", "--attest"];
    let (code, said) = run(&copy, &verify, None);
    assert_eq!(code, Some(2), "without a key nothing is signed: {said}");
    let (code, said) = run(&copy, &verify, Some(1));
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains(&secret(1).secret_text()));
    assert_eq!(run(&copy, &["build", "--out", "out"], None).0, Some(0));
    let words = "recomputed by this site's own workflow (key nightly, ";
    for (file, words) in [
        ("index.html", words.replace('\'', "&#39;")),
        ("record.jsonld", words.to_owned()),
        ("record.jsonld", "\"prov:wasAttributedTo\"".to_owned()),
        ("try.json", words.to_owned()),
        ("scorecard.json", "\"computedBy\": \"site\"".to_owned()),
        ("badge.svg", "claims recomputed by the site's own workflow (key nightly)".to_owned()),
    ] {
        let text = fs::read_to_string(copy.root.path().join("out/models/good").join(file)).unwrap();
        assert!(text.contains(&words), "{file} does not say {words}");
    }
    // Evidence that somebody computed anew without the key is as submitted.
    assert_eq!(run(&copy, &["verify", "good", "--engine", "tract"], None).0, Some(0));
    assert!(!copy.evidence("verification.attestation.json").exists());
    let (_, said) = run(&copy, &["attest", "good"], None);
    assert!(said.contains("claims: submitted with the record"), "{said}");
}

#[test]
fn a_key_pair_is_made_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("site.key");
    let make = || faircat().args(["attest", "--new-key"]).arg(&file).output().unwrap();
    let made = make();
    assert!(made.status.success(), "{made:?}");
    let lines = String::from_utf8(made.stdout).unwrap();
    let secret = fs::read_to_string(&file).unwrap();
    assert!(SecretKey::parse(&secret).is_some());
    assert!(!lines.contains(secret.trim()));
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let again = make();
    assert_eq!(again.status.code(), Some(1), "a key is not overwritten");
    assert_eq!(fs::read_to_string(&file).unwrap(), secret);
    // The lines are those of site.yaml.
    fs::create_dir_all(folder.path().join("site")).unwrap();
    fs::write(folder.path().join("site/site.yaml"), &lines).unwrap();
    let (site, problems) = faircat::outside_world::site_folder::read_site(folder.path(), None);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(site.unwrap().keys.len(), 1);
}
