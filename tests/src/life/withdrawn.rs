//! Works that were withdrawn: their page stays, their files mostly do not.

use std::fs;

use tempfile::TempDir;

use super::{catalogue, check, dataset, out, site, text};
use crate::build::{said, write};
use crate::copies::copy_folder;
use crate::program::{repository, run, says};

const BYTES: &str = "a,b\n1,2\n";
const SHA256: &str = "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470";

/// A dataset with a file, which was withdrawn with `more` to say of that.
fn withdrawn(more: &str) -> TempDir {
    let root = catalogue(&[(
        "catalog/datasets/gone/record.yaml",
        dataset(
            "Gone",
            &format!(
                "date_published: \"2020-01-01\"\nlicense: CC0-1.0\nauthors: [{{name: Ada Example}}]\n\
                 artifacts: [{{role: data, path: data.csv, sha256: {SHA256}, size: 8}}]\n\
                 status: withdrawn\n\
                 withdrawn: {{date: \"2024-01-01\", reason: It was wrong{more}}}\n"
            ),
        ),
    )]);
    write(root.path(), "catalog/datasets/gone/data.csv", BYTES);
    root
}

#[test]
fn files_go_and_what_they_were_stays() {
    let root = withdrawn("");
    let site = site(root.path());
    assert!(!site.contains_key("datasets/gone/files/data.csv"));
    let address = "datasets/gone/files/";
    for (path, bytes) in &site {
        assert!(!String::from_utf8_lossy(bytes).contains(address), "{path} has the address");
    }
    let page = text(&site, "datasets/gone/index.html");
    says(page, "They are not published any more");
    says(page, "data.csv");
    says(page, SHA256);
    let record = text(&site, "datasets/gone/record.jsonld");
    says(record, SHA256);
    // A crate has as parts what can be had only.
    let folder: serde_json::Value =
        serde_json::from_str(text(&site, "datasets/gone/ro-crate-metadata.json")).unwrap();
    let entities = folder["@graph"].as_array().unwrap();
    assert!(entities.iter().all(|it| it["@type"] != "File"), "{folder}");
    let root = entities.iter().find(|it| it["@id"] == "./").unwrap();
    assert!(root.get("hasPart").is_none(), "{root}");
    let file = entities.iter().find(|it| it["@id"] == "#files/data.csv").unwrap();
    assert_eq!((&file["@type"], &file["sha256"]), (&"CreativeWork".into(), &SHA256.into()));
}

#[test]
fn a_file_without_a_checksum_is_told_of_before_it_is_gone() {
    let file = "artifacts: [{role: data, path: data.csv, media_type: text/csv}]\n";
    let more = "status: withdrawn\nwithdrawn: {date: 2024-01-01, reason: It was wrong}\n";
    let record = dataset("Gone", &format!("{file}{more}"));
    let root = catalogue(&[("catalog/datasets/gone/record.yaml", record)]);
    write(root.path(), "catalog/datasets/gone/data.csv", BYTES);
    says(&out(&check(root.path(), &[])), "nobody will know a copy of `data.csv` again");
}

#[test]
fn files_stay_where_the_record_says_so() {
    let root = withdrawn(", keep_files: true");
    let site = site(root.path());
    assert_eq!(text(&site, "datasets/gone/files/data.csv"), BYTES);
    let page = text(&site, "datasets/gone/index.html");
    says(page, "<a href=\"https://example.org/cat/datasets/gone/files/data.csv\">data.csv</a>");
    says(text(&site, "datasets/gone/record.jsonld"), "datasets/gone/files/data.csv");
    says(text(&site, "datasets/gone/linkset.json"), "datasets/gone/files/data.csv");
}

#[test]
fn a_package_has_the_files_that_the_site_has() {
    for (more, has_file) in [("", false), (", keep_files: true", true)] {
        let root = withdrawn(more);
        let folder = root.path().join("bag");
        let output = run(
            root.path(),
            &["export", "gone", "--as", "bagit", "--out", folder.to_str().unwrap()],
        );
        assert!(output.status.success(), "{}", said(&output));
        let packed = crate::build::tree(&folder);
        assert_eq!(packed.keys().any(|it| it.ends_with("data.csv")), has_file, "{packed:?}");
        if !has_file {
            says(&said(&output), "the work was withdrawn, and its files with it");
        }
    }
}

#[test]
fn a_withdrawn_model_is_packed_for_no_service() {
    let root = tempfile::tempdir().unwrap();
    copy_folder(&repository().join("tests/fixtures/verified"), root.path());
    let record = root.path().join("catalog/models/good/record.yaml");
    let text = fs::read_to_string(&record).unwrap();
    let more = "status: withdrawn\nwithdrawn: {date: 2026-01-01, reason: Wrong}\n";
    fs::write(&record, text + more).unwrap();
    for format in ["triton", "coffea", "bioimageio", "huggingface"] {
        let folder = root.path().join(format);
        let out = folder.to_str().unwrap();
        let output = run(root.path(), &["export", "good", "--as", format, "--out", out]);
        assert_eq!(output.status.code(), Some(1), "{format}: {}", said(&output));
        says(&said(&output), "Withdrawn on 2026-01-01: Wrong. Nobody should publish it anew.");
        assert!(!folder.exists(), "{format}");
    }
}

#[test]
fn what_replaces_itself_leads_nobody_on() {
    let gone = |by: &str| {
        let more = "status: withdrawn\nwithdrawn: {date: 2026-01-01, reason: Wrong, replaced_by: ";
        dataset("Gone", &format!("{more}{by}}}\n"))
    };
    let root = catalogue(&[
        ("catalog/datasets/a.yaml", gone("datasets/a")),
        ("catalog/datasets/b.yaml", gone("datasets/c")),
        ("catalog/datasets/c.yaml", gone("datasets/b")),
    ]);
    let told = out(&check(root.path(), &[]));
    says(&told, "the references run in a circle: datasets/a → datasets/a");
    says(&told, "the references run in a circle: datasets/b → datasets/c → datasets/b");
}
