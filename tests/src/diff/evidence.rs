//! Claims that no longer hold, and evidence that came with a change.

use std::fs;

use faircat::evidence::attestation::SecretKey;
use serde_json::Value;

use super::{Repository, of};
use crate::program::{faircat, says};

fn claim<'a>(review: &'a Value, name: &str) -> &'a Value {
    let claims = of(review, "models/good")["claims"].as_array().unwrap();
    claims.iter().find(|it| it["claim"].as_str().unwrap().starts_with(name)).unwrap()
}

#[test]
fn a_claim_whose_value_changes_is_not_what_was_recomputed() {
    let repository = Repository::new();
    repository.edit("value: 0.95\n", "value: 0.96\n");
    let review = repository.json();
    let changed = claim(&review, "accuracy, test split, control set");
    assert_eq!(
        (changed["before"].as_str(), changed["after"].as_str()),
        (Some("holds"), Some("outdated"))
    );
    assert_eq!(changed["broken"], true);
    says(changed["because"].as_str().unwrap(), "the record no longer claims `accuracy 0.95`");
    assert_eq!(repository.under("broken-claim").0, Some(1));
    says(&repository.review("human"), "held, and has outdated evidence");
}

#[test]
fn a_model_with_other_bytes_is_not_the_one_that_was_verified() {
    let repository = Repository::new();
    fs::write(repository.folder.join("training.json"), "{\"epochs\": 2}\n").unwrap();
    let review = repository.json();
    assert_eq!(of(&review, "models/good")["files"][0]["file"], "training.json");
    assert_eq!(of(&review, "models/good")["files"][0]["change"], "changed");
    assert_eq!(claim(&review, "ROC AUC")["after"], "outdated");
}

#[test]
fn claims_without_their_evidence_are_not_recomputed_and_may_be_taken_back() {
    let repository = Repository::new();
    fs::remove_file(repository.folder.join("evidence/verification.json")).unwrap();
    let review = repository.json();
    assert_eq!(claim(&review, "ROC AUC")["after"], "not-recomputed");
    assert_eq!(of(&review, "models/good")["evidence"][0]["change"], "removed");
    assert_eq!(repository.under("broken-claim").0, Some(1));
    // A record that is removed claims nothing.
    fs::remove_dir_all(&repository.folder).unwrap();
    assert_eq!(repository.under("broken-claim").0, Some(0));
    says(&repository.review("human"), "held; the record is removed");
}

#[test]
fn a_new_claim_that_fails_is_told() {
    let repository = Repository::new();
    let fixture = crate::program::repository().join("tests/fixtures/verified/catalog/models");
    let folder = repository.path().join("catalog/models/wrong-claim");
    crate::copies::copy_folder(&fixture.join("wrong-claim"), &folder);
    let review = repository.json();
    let claims = of(&review, "models/wrong-claim")["claims"].as_array().unwrap();
    assert!(claims.iter().any(|it| it["after"] == "fails" && it["broken"] == true), "{claims:?}");
    assert_eq!(repository.under("broken-claim").0, Some(1));
}

#[test]
fn evidence_that_came_with_the_change_is_submitted() {
    let repository = Repository::new();
    let file = repository.folder.join("evidence/verification.json");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}\n")).unwrap();
    let review = repository.json();
    let evidence = &of(&review, "models/good")["evidence"][0];
    assert_eq!(evidence["file"], "verification.json");
    assert_eq!(
        (evidence["change"].as_str(), evidence["computedBy"].as_str()),
        (Some("changed"), Some("submitted"))
    );
    assert_eq!(repository.under("unattested-evidence").0, Some(1));
    let text = repository.review("markdown");
    says(
        &text,
        "changes: submitted, not signed by the site's workflow; 3 claims rest on it, of which 3 hold",
    );
}

/// Signs the verification of `good` anew with `key`, which the settings name.
fn signed(repository: &Repository, key: &SecretKey) {
    let settings =
        format!("attestation_keys:\n  - name: nightly\n    key: {}\n", key.public_text());
    repository.write("site/site.yaml", &settings);
    let mut program = faircat();
    program
        .env("FAIRCAT_ATTESTATION_KEY", key.secret_text())
        .env("SOURCE_DATE_EPOCH", "1795651200");
    program.args(["verify", "good", "--engine", "tract", "--attest", "--overwrite", "--root"]);
    let output = program.arg(repository.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_key_that_came_with_the_change_attests_to_nothing() {
    let repository = Repository::new();
    let key = SecretKey::from_random([7; 32]);
    signed(&repository, &key);
    let review = repository.json();
    assert_eq!(review["site"]["keys"][0]["change"], "added");
    assert_eq!(of(&review, "models/good")["evidence"][0]["computedBy"], "submitted");
    assert_eq!(repository.under("unattested-evidence").0, Some(1));
    // Once the key is known, what it signs is the site's own.
    let attestation = repository.folder.join("evidence/verification.attestation.json");
    let kept = fs::read(&attestation).unwrap();
    fs::remove_file(&attestation).unwrap();
    repository.commit();
    fs::write(&attestation, kept).unwrap();
    let review = repository.json();
    let evidence = &of(&review, "models/good")["evidence"][0];
    assert_eq!(
        (evidence["change"].as_str(), evidence["key"].as_str()),
        (Some("same"), Some("nightly"))
    );
    assert_eq!(repository.under("unattested-evidence").0, Some(0));
}

/// What a workflow does: it recomputes in its copy, and compares the commits.
#[test]
fn evidence_is_told_as_the_commits_have_it_and_claims_as_they_were_recomputed() {
    let repository = Repository::new();
    repository.edit("title: Linear classifier", "title: Linear classifier of numbers");
    repository.commit();
    let here = repository.path().to_str().unwrap();
    let review = |expected: i32| -> Value {
        let policy = ["--fail-on", "broken-claim,unattested-evidence"];
        let of = ["HEAD~1", "HEAD", "--recomputed", here, "--format", "json"];
        let output = repository.diff(&[&of[..], &policy[..]].concat());
        assert_eq!(output.status.code(), Some(expected));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    // Other bytes of what the workflow wrote came with no commit.
    let file = repository.folder.join("evidence/verification.json");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text + "\n").unwrap();
    let found = review(0);
    assert_eq!(of(&found, "models/good")["evidence"], serde_json::json!([]));
    assert_eq!(of(&found, "models/good")["claims"], serde_json::json!([]));
    // A claim that does not come out again is broken, whatever the commits say.
    fs::remove_file(&file).unwrap();
    let found = review(1);
    assert_eq!(claim(&found, "ROC AUC")["after"], "not-recomputed");
    assert_eq!(of(&found, "models/good")["evidence"], serde_json::json!([]));
    // The record need not have changed for that.
    // The evidence stays away.
    repository.git(&["checkout", "--quiet", "HEAD~1"]);
    let output = repository.diff(&["HEAD", "HEAD", "--recomputed", here, "--format", "json"]);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(claim(&found, "ROC AUC")["broken"], true);
    let output = repository.diff(&["HEAD", "HEAD", "--recomputed", "HEAD"]);
    assert_eq!(output.status.code(), Some(2));
}
