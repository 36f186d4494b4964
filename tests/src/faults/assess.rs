//! What `assess` once read wrongly of other people's pages, and what an import wrote.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::folder;
use crate::program::faircat;

/// The verdict on `indicator` of the page `file`.
fn verdict(file: &Path, indicator: &str) -> String {
    let mut command = faircat();
    let output = command.args(["assess", "--format", "json"]).arg(file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let cards: Value = serde_json::from_slice(&output.stdout).unwrap();
    let principles = cards[0]["principles"].as_array().unwrap();
    let findings = principles.iter().flat_map(|it| it["indicators"].as_array().unwrap());
    let found = findings.into_iter().find(|it| it["id"] == indicator);
    found.unwrap_or_else(|| panic!("{indicator}"))["verdict"].as_str().unwrap().to_owned()
}

#[test]
fn licences_are_read_in_the_forms_that_people_write() {
    let Some(samples) = folder("06-assess-licence") else { return };
    for entry in fs::read_dir(samples).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_none_or(|ending| ending != "html") {
            continue;
        }
        let wanted = if file.ends_with("lic_noassert.html") { "fail" } else { "pass" };
        for indicator in ["dataset-R1.1-standard-licence", "dataset-R1.1-machine-readable-licence"]
        {
            assert_eq!(verdict(&file, indicator), wanted, "{indicator} of {}", file.display());
        }
    }
}

#[test]
fn a_checksum_has_the_form_of_one() {
    let Some(samples) = folder("07-assess-checksum") else { return };
    assert_eq!(verdict(&samples.join("sha_url.html"), "dataset-R1-checksums"), "fail");
}

#[test]
fn creators_in_a_list_are_found() {
    let Some(samples) = folder("08-assess-creator-list") else { return };
    let file = samples.join("creator_list.html");
    assert_eq!(verdict(&file, "dataset-F2-creators-identified"), "pass");
}

#[test]
fn a_broken_block_does_not_hide_a_sound_one() {
    let Some(samples) = folder("10-assess-broken-block") else { return };
    let file = samples.join("broken_first.html");
    assert_eq!(verdict(&file, "dataset-F1-persistent-identifier"), "pass");
}

#[test]
fn identifiers_are_persistent_that_others_count_so() {
    let Some(samples) = folder("20-assess-identifier") else { return };
    for name in ["doi_bare", "doi_www", "ident_org", "w3id"] {
        let file = samples.join(format!("ident_{name}.html"));
        for indicator in ["dataset-F1-persistent-identifier", "dataset-F3-identifier-stated"] {
            assert_eq!(verdict(&file, indicator), "pass", "{indicator} of {name}");
        }
    }
}

#[test]
fn an_imported_record_is_sound() {
    let Some(samples) = folder("18-import-invalid-orcid") else { return };
    let root = tempfile::tempdir().unwrap();
    let catalog = root.path().join("catalog");
    let source = samples.join("odd2.json");
    let mut command = faircat();
    let imported =
        command.args(["import", "cern-opendata"]).arg(source).arg("--into").arg(&catalog);
    let imported = imported.output().unwrap();
    let words = String::from_utf8_lossy(&imported.stderr).into_owned();
    assert!(imported.status.success() && words.contains("is no ORCID iD"), "{words}");
    let checked = faircat().arg("check").current_dir(root.path()).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}
