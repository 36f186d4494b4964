//! Who computed evidence: signatures of the site's own workflow.

use std::fs;
use std::path::Path;

use faircat::evidence::attestation::{Envelope, SecretKey, Statement, TrustedKey};
use faircat::evidence::origin::{Origin, subject};
use faircat::outside_world::checksum;
use serde_json::json;

use super::{Copy, ID};
use crate::program::faircat;

fn secret(byte: u8) -> SecretKey {
    SecretKey::from_random([byte; 32])
}

pub(super) fn trusted(byte: u8) -> TrustedKey {
    TrustedKey::parse("nightly", &secret(byte).public_text()).unwrap()
}

/// The envelope of the key `byte` for the evidence `name` of the record `id` with `sha256`.
fn envelope(byte: u8, id: &str, name: &str, sha256: &str) -> Envelope {
    Envelope::sign(&Statement::of_run(subject(id, name, sha256), true, &[], None), &secret(byte))
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
                assert_eq!(
                    evidence.verified_by,
                    Origin::Site { key: "nightly".to_owned(), run: None }
                );
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
pub(super) fn run(copy: &Copy, arguments: &[&str], byte: Option<u8>) -> (Option<i32>, String) {
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
        ("scorecard.json", "\"computedBy\":\"site\"".to_owned()),
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
    assert_eq!(marks(&copy), ["pass"]);
    assert_eq!(run(&copy, &["build", "--out", "out"], None).0, Some(0));
    assert_eq!(marks(&copy), ["submitted"]);
    let said = fs::read_to_string(copy.root.path().join("out/models/good/index.md")).unwrap();
    assert!(said.contains(" with 1 engine: of "), "{said}");
    assert!(said.contains("hold. Evidence: submitted with the record, not recompute"), "{said}");
    let page = fs::read_to_string(copy.root.path().join("out/models/good/index.html")).unwrap();
    assert!(page.contains("recomputed, holds (submitted)"), "{page}");
}

/// How the list of models marks what came of their claims.
fn marks(copy: &Copy) -> Vec<String> {
    let list = fs::read_to_string(copy.root.path().join("out/models/index.html")).unwrap();
    let marks = list.split("<span class=\"mark ").skip(1);
    marks.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
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
    let told = String::from_utf8(again.stderr).unwrap();
    assert!(told.contains("no key was made: the file is there already"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), secret);
    // The lines are those of site.yaml.
    fs::create_dir_all(folder.path().join("site")).unwrap();
    fs::write(folder.path().join("site/site.yaml"), &lines).unwrap();
    let (site, problems) = faircat::outside_world::site_folder::read_site(folder.path(), None);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(site.unwrap().keys.len(), 1);
}
