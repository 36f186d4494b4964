//! `faircat export --as bagit --minid-service` against a registry of minids.

use std::fs;
use std::process::Output;

use serde_json::{Value, json};

use super::server::Whim;
use super::{Catalog, RECORD, TOKEN};
use crate::program::{faircat, says};

impl Catalog {
    /// Exports the record as a bag into a new folder, with a minid.
    fn bag(&self, out: &str, more: &[&str]) -> Output {
        let mut command = faircat();
        command.args(["export", "peaks", "--as", "bagit", "--base-url", "https://example.org/"]);
        command.arg("--root").arg(self.root.path()).arg("--out").arg(self.root.path().join(out));
        command.args(["--minid-service", &self.server.base]).args(more);
        let output = command.env("MINID_TOKEN", TOKEN).output().unwrap();
        let told = [&output.stdout[..], &output.stderr].concat();
        let told = String::from_utf8(told).unwrap() + &self.record();
        assert!(!told.contains(TOKEN), "the token is told:\n{told}");
        output
    }

    fn bag_well(&self, out: &str, more: &[&str]) -> String {
        let output = self.bag(out, more);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{told}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn file(&self, path: &str) -> String {
        fs::read_to_string(self.root.path().join(path)).unwrap()
    }
}

const WITH_MINID: &str = "  - urn:nbn:de:1234-5 # never changes\n  - minid:m1\n";

#[test]
fn a_bag_is_registered_once_and_the_record_says_its_minid() {
    let catalog = Catalog::new();
    says(&catalog.bag_well("a", &[]), "minid:m1 registered at");
    let wanted = RECORD.replace("  - urn:nbn:de:1234-5 # never changes\n", WITH_MINID);
    assert_eq!(catalog.record(), wanted);
    let about: Value = serde_json::from_str(&catalog.file("a/metadata/minid.json")).unwrap();
    {
        let state = catalog.server.state.lock().unwrap();
        let entry = &state.minids[0];
        assert_eq!(entry["checksums"], about["checksums"]);
        assert_eq!(entry["location"], json!(["https://example.org/datasets/peaks/"]));
        assert_eq!(entry["metadata"]["title"], "Peaks");
        assert_eq!(entry["visible_to"], json!(["public"]));
        assert!(state.secrets.iter().all(|it| *it == format!("Bearer {TOKEN}")));
    }
    says(&catalog.file("a/bag-info.txt"), "External-Identifier: minid:m1\n");

    // With its minid the bag is the same one.
    says(&catalog.bag_well("b", &[]), "minid:m1 is registered for this bag already");
    assert_eq!(catalog.file("a/manifest-sha256.txt"), catalog.file("b/manifest-sha256.txt"));
    assert_eq!(catalog.record(), wanted);
    assert_eq!(catalog.server.asked("POST"), 1);
}

#[test]
fn a_bag_without_a_date_is_registered_once_too() {
    let catalog = Catalog::new();
    catalog.write("record.yaml", &RECORD.replace("date_published: \"2024-05-01\"\n", ""));
    catalog.bag_well("a", &[]);
    assert!(catalog.root.path().join("a/data/record.jsonld").exists());
    says(&catalog.bag_well("b", &[]), "minid:m1 is registered for this bag already");
}

#[test]
fn other_files_are_another_bag() {
    let catalog = Catalog::new();
    catalog.bag_well("a", &[]);
    catalog.write("a.csv", "x,y\n3,4\n");
    let output = catalog.bag("b", &[]);
    says(&String::from_utf8(output.stdout).unwrap(), "minid:m2 registered at");
    says(&String::from_utf8(output.stderr).unwrap(), "minid:m1 too, which is not of this bag");
    says(&catalog.record(), "minid:m1\n  - minid:m2\n");
}

#[test]
fn an_answer_that_did_not_come_is_looked_up() {
    let catalog = Catalog::new();
    catalog.server.will("POST", Whim::CutAfter);
    says(&catalog.bag_well("a", &[]), "minid:m1");
    assert_eq!(catalog.server.asked("POST"), 1);
    assert_eq!(catalog.server.state.lock().unwrap().minids.len(), 1);
}

#[test]
fn a_minid_for_tests_is_told_of_only() {
    let catalog = Catalog::new();
    let said = catalog.bag_well("a", &["--sandbox"]);
    says(&said, "minid.test:m1 registered at");
    assert_eq!(catalog.record(), RECORD);
    assert_eq!(catalog.server.asked("POST /namespace/minid-test/identifier"), 1);
}

#[test]
fn a_dry_run_shows_the_requests_and_asks_and_writes_nothing() {
    let catalog = Catalog::new();
    let said = catalog.bag_well("a", &["--dry-run"]);
    says(&said, "/checksum/");
    says(&said, "/namespace/minid/identifier\nAuthorization: Bearer $MINID_TOKEN\n");
    says(&said, "\"title\": \"Peaks\"");
    assert_eq!(catalog.server.asked(""), 0);
    assert_eq!(catalog.record(), RECORD);
    assert!(!catalog.root.path().join("a").exists());
}

#[test]
fn what_is_refused_or_odd_writes_nothing() {
    let catalog = Catalog::new();
    let fails = |whim: Whim, words: &str| {
        catalog.server.will("POST", whim);
        let output = catalog.bag("a", &[]);
        assert_eq!(output.status.code(), Some(1));
        says(&String::from_utf8(output.stderr).unwrap(), words);
        assert_eq!(catalog.record(), RECORD);
        assert!(!catalog.root.path().join("a").exists());
    };
    let message = json!({ "message": format!("{TOKEN} may not") });
    fails(Whim::Refuse(403, "", message), "`MINID_TOKEN` holds a token of Globus");
    for identifier in ["hdl:10.1/other", "minid:a\nb", "hdl:20.500.12582/"] {
        let body = json!({ "identifier": identifier }).to_string();
        fails(Whim::Say(201, body), "what it registers is no minid");
    }
    fails(Whim::Say(200, "<html>log in</html>".to_owned()), "what it registers is no minid");
    fails(Whim::Refuse(302, "Location: http://localhost:1/\r\n", Value::Null), "leads elsewhere");
}

#[test]
fn a_minid_is_of_a_bag_and_of_a_work_that_is_there() {
    let catalog = Catalog::new();
    let mut command = faircat();
    command.args(["export", "peaks", "--as", "bibtex", "--minid-service", "https://example.org"]);
    let output = command.arg("--root").arg(catalog.root.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    says(&String::from_utf8(output.stderr).unwrap(), "a minid is registered for a bag");
    let withdrawn = "status: withdrawn\nwithdrawn: {date: \"2025-01-01\", reason: It was wrong.}\n";
    catalog.write("record.yaml", &(RECORD.to_owned() + withdrawn));
    let output = catalog.bag("a", &[]);
    says(&String::from_utf8(output.stderr).unwrap(), "withdrawn, so no minid");
    assert_eq!(catalog.server.asked(""), 0);
}

#[test]
fn nothing_is_registered_where_the_bag_cannot_be_written() {
    let catalog = Catalog::new();
    let mine = catalog.root.path().join("mine");
    fs::create_dir(&mine).unwrap();
    fs::write(mine.join("notes.txt"), "mine").unwrap();
    fs::write(catalog.root.path().join("mine.zip"), "mine").unwrap();
    for (out, reason) in [("mine", "there are files in the folder"), ("mine.zip", "of this name")] {
        let refused = catalog.bag(out, &[]);
        assert!(!refused.status.success());
        says(&String::from_utf8(refused.stderr).unwrap(), reason);
    }
    assert!(catalog.server.state.lock().unwrap().minids.is_empty());
    assert_eq!(catalog.record(), RECORD);
}
