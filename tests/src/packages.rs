//! `faircat export` of formats of several files: what is in a package, and where it may be written.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::Output;

use faircat::outside_world::checksum;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::{faircat, says};

const RECORD: &str = r#"kind: model
title: "Tagger\n---\nof </script> jets"
summary: Tells jets apart.
description: |
  ---
  license: mine
  ---
  Tells <script>alert(1)</script> *apart*.
date_published: "2021-03-04"
authors: [{name: "Ada <b>Lovelace</b>", orcid: 0000-0002-1825-0097}]
license: Apache-2.0
keywords: ["a: b", "line\nend"]
artifacts:
  - {role: weights, path: "sub/model 100%.onnx", media_type: application/octet-stream}
  - role: data
    url: https://example.org/data set.csv
    size: 4
    sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
  - {role: data, url: "https://example.org/unchecked.csv"}
  - {role: documentation, path: README.md}
model:
  task: [image classification]
  framework: [PyTorch]
  signature:
    inputs: [{name: x, dtype: float32, shape: [batch, "3"]}]
    outputs: [{name: y, dtype: float32, shape: [batch, "2"]}]
  training:
    datasets: [{dataset: "https://huggingface.co/datasets/a/jets"}]
    code: https://example.org/code
    date: "2020-07-01"
  evaluations:
    - {metric: accuracy, value: 0.5, dataset: "https://huggingface.co/datasets/a/jets", split: test}
provenance:
  - {name: Sorting, date: "2020-05", software: [sort], agent: {name: Flo Example}}
"#;

/// A catalogue of one model with two files beside it.
struct Catalog(TempDir);

impl Catalog {
    fn new() -> Catalog {
        let catalog = Catalog(tempfile::tempdir().unwrap());
        catalog.write("record.yaml", RECORD.as_bytes());
        catalog.write("sub/model 100%.onnx", b"weights");
        catalog.write("README.md", b"read me");
        catalog
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let file = self.0.path().join("catalog/models/tagger").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    fn export(&self, format: &str, out: &str, more: &[&str]) -> Output {
        let mut command = faircat();
        command.args(["export", "tagger", "--as", format, "--out"]).arg(self.0.path().join(out));
        command.arg("--root").arg(self.0.path()).args(more);
        command.args(["--base-url", "https://example.org/cat/"]).output().unwrap()
    }

    /// The files of the package in a folder.
    fn exported(&self, format: &str) -> BTreeMap<String, Vec<u8>> {
        let output = self.export(format, format, &[]);
        assert!(output.status.success(), "{format}: {}", told(&output));
        files_below(&self.0.path().join(format), "")
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn files_below(folder: &Path, prefix: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for item in fs::read_dir(folder).unwrap() {
        let item = item.unwrap().path();
        let path = format!("{prefix}{}", item.file_name().unwrap().to_str().unwrap());
        match item.is_dir() {
            true => files.extend(files_below(&item, &format!("{path}/"))),
            false => drop(files.insert(path, fs::read(&item).unwrap())),
        }
    }
    files
}

fn names(files: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    files.keys().map(String::as_str).collect()
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let bytes = files.get(path).unwrap_or_else(|| panic!("{path} is not in {:?}", names(files)));
    String::from_utf8(bytes.clone()).unwrap()
}

#[test]
fn a_crate_has_metadata_preview_and_the_files_that_are_here() {
    let files = Catalog::new().exported("ro-crate");
    let wanted = [
        "files/README.md",
        "files/sub/model 100_.onnx",
        "ro-crate-metadata.json",
        "ro-crate-preview.html",
    ];
    assert_eq!(names(&files), wanted);
    assert_eq!(files["files/sub/model 100_.onnx"], b"weights");
    let document: Value = serde_json::from_str(&text(&files, wanted[2])).unwrap();
    let graph = document["@graph"].as_array().unwrap();
    let node = |id: &str| {
        graph.iter().find(|it| it["@id"] == id).unwrap_or_else(|| panic!("{id}: {document:#}"))
    };
    let descriptor = node("ro-crate-metadata.json");
    assert_eq!(descriptor["conformsTo"]["@id"], "https://w3id.org/ro/crate/1.3");
    assert_eq!(descriptor["about"]["@id"], "./");
    let root = node("./");
    assert_eq!(root["additionalType"], "https://w3id.org/fair4ml#MLModel");
    assert_eq!(root["datePublished"], "2021-03-04");
    assert_eq!(root["license"]["@id"], "https://spdx.org/licenses/Apache-2.0");
    assert_eq!(root["hasPart"].as_array().unwrap().len(), 4);
    let weights = node("files/sub/model%20100_.onnx");
    assert_eq!(weights["sha256"], checksum::of_bytes(b"weights"));
    assert_eq!(weights["contentSize"], "7");
    assert_eq!(node("https://example.org/data%20set.csv")["contentSize"], "4");
    let training = node("#training");
    assert_eq!(training["@type"], "CreateAction");
    assert_eq!(training["object"]["@id"], "https://huggingface.co/datasets/a/jets");
    assert_eq!(training["result"]["@id"], "./");
    assert_eq!(node("#activity-1")["endTime"], "2020-05");
    let preview = text(&files, wanted[3]);
    // The metadata, which no text of a record can end.
    assert_eq!(preview.matches("<script").count(), 1, "{preview}");
    says(&preview, "<script type=\"application/ld+json\">");
    assert!(!preview.contains("<b>"), "{preview}");
    says(&preview, "Ada &lt;b&gt;Lovelace&lt;/b&gt;");
}

/// Every reference of a crate leads to an entity of it, or out of it.
#[test]
fn no_reference_of_a_crate_leads_nowhere() {
    let files = Catalog::new().exported("ro-crate");
    let document: Value = serde_json::from_str(&text(&files, "ro-crate-metadata.json")).unwrap();
    let graph = document["@graph"].as_array().unwrap();
    let known: Vec<&str> = graph.iter().filter_map(|it| it["@id"].as_str()).collect();
    let mut targets = Vec::new();
    graph.iter().for_each(|it| references(it, &mut targets));
    let lost =
        targets.iter().filter(|id| !known.contains(*id) && !id.contains("w3id.org/ro/crate"));
    assert_eq!(lost.collect::<Vec<_>>(), [""; 0].iter().collect::<Vec<_>>());
}

fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|it| references(it, found)),
        Value::Object(fields) if fields.len() == 1 => {
            found.extend(fields.get("@id").and_then(Value::as_str));
        }
        Value::Object(fields) => fields.values().for_each(|it| references(it, found)),
        _ => {}
    }
}

#[test]
fn a_crate_without_a_date_is_refused_with_the_field_to_add() {
    let catalog = Catalog::new();
    let undated = RECORD.replace("date_published: \"2021-03-04\"\n", "");
    catalog.write("record.yaml", undated.as_bytes());
    let output = catalog.export("ro-crate", "out", &[]);
    assert_eq!(output.status.code(), Some(1));
    says(&told(&output), "add `date_published`");
    assert!(!catalog.0.path().join("out").exists());
}

#[test]
fn a_bag_lists_all_its_files_with_right_checksums() {
    let catalog = Catalog::new();
    let output = catalog.export("bagit", "bag", &[]);
    assert!(output.status.success(), "{}", told(&output));
    says(&told(&output), "`unchecked.csv` is not in the bag");
    let files = files_below(&catalog.0.path().join("bag"), "");
    assert_eq!(
        text(&files, "bagit.txt"),
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    );
    let fetch = text(&files, "fetch.txt");
    assert_eq!(fetch, "https://example.org/data%20set.csv 4 data/files/data set.csv\n");
    let mut payload = 0;
    for line in text(&files, "manifest-sha256.txt").lines() {
        let (digest, path) = line.split_once("  ").unwrap();
        let path = path.replace("%25", "%");
        payload += 1;
        match files.get(&path) {
            Some(bytes) => assert_eq!(checksum::of_bytes(bytes), digest, "{path}"),
            None => assert_eq!(path, "data/files/data set.csv"),
        }
    }
    assert_eq!(payload, 5);
    for line in text(&files, "tagmanifest-sha256.txt").lines() {
        let (digest, path) = line.split_once("  ").unwrap();
        assert_eq!(checksum::of_bytes(&files[path]), digest, "{path}");
    }
    // Of the file elsewhere no other checksum is known, and a manifest lists every file or none.
    assert!(!files.contains_key("manifest-sha512.txt"));
    let info = text(&files, "bag-info.txt");
    let manifest = checksum::of_bytes(&files["manifest-sha256.txt"]);
    says(&info, &format!("External-Identifier: hash://sha256/{manifest}\n"));
    says(&info, "External-Description: Tagger --- of </script> jets\n");
    assert!(!info.contains("BagIt-Profile-Identifier"), "{info}");
    let size: usize =
        files.iter().filter(|(it, _)| it.starts_with("data/")).map(|it| it.1.len()).sum();
    says(&info, &format!("Payload-Oxum: {}.5\n", size + 4));
}

#[test]
fn a_bag_of_files_that_are_all_here_is_a_bdbag() {
    let catalog = Catalog::new();
    let without: Vec<&str> = RECORD.lines().filter(|it| !it.contains("unchecked.csv")).collect();
    let start = without.iter().position(|it| it.contains("- role: data")).unwrap();
    let record = [&without[..start], &without[start + 4..]].concat().join("\n");
    catalog.write("record.yaml", record.as_bytes());
    let files = catalog.exported("bagit");
    for algorithm in ["md5", "sha256", "sha512"] {
        let manifest = text(&files, &format!("manifest-{algorithm}.txt"));
        assert_eq!(manifest.lines().count(), 4, "{algorithm}");
    }
    assert!(!files.contains_key("fetch.txt"));
    says(&text(&files, "bag-info.txt"), "bdbag-profile.json");
}

#[test]
fn a_repository_for_the_hub_has_a_card_that_nothing_ends_early() {
    let files = Catalog::new().exported("huggingface");
    let card = text(&files, "README.md");
    let (metadata, body) =
        card.strip_prefix("---\n").and_then(|it| it.split_once("\n---\n")).unwrap();
    let metadata: Value = serde_saphyr::from_str(metadata).unwrap();
    assert_eq!(metadata["license"], "apache-2.0");
    assert_eq!(metadata["model_name"], "Tagger --- of </script> jets");
    assert_eq!(metadata["library_name"], "pytorch");
    assert_eq!(metadata["pipeline_tag"], "image-classification");
    assert_eq!(metadata["datasets"][0], "a/jets");
    let result = &metadata["model-index"][0]["results"][0];
    assert_eq!(result["dataset"]["type"], "a/jets");
    assert_eq!(result["metrics"][0]["value"], 0.5);
    says(body, "# Tagger --- of \\</script\\> jets");
    let results: Value =
        serde_saphyr::from_str(&text(&files, ".eval_results/tagger.yaml")).unwrap();
    assert_eq!(results[0]["dataset"]["id"], "a/jets");
    assert_eq!(results[0]["value"], 0.5);
    says(&text(&files, ".gitattributes"), "*.onnx filter=lfs");
    assert_eq!(files["sub/model 100_.onnx"], b"weights");
    // The record's own file of the card's name does not take its place.
    assert_eq!(files["files/README.md"], b"read me");
}

#[test]
fn hubs_get_what_they_ask_for() {
    let catalog = Catalog::new();
    let files = catalog.exported("dlhub");
    let document: Value = serde_json::from_str(&text(&files, "dlhub.json")).unwrap();
    assert_eq!(document["dlhub"]["files"]["model"], "sub/model 100_.onnx");
    assert_eq!(
        document["servable"]["methods"]["run"]["input"]["shape"],
        serde_json::json!([null, 3])
    );
    assert_eq!(document["datacite"]["creators"][0]["familyName"], "<b>Lovelace</b>");
    says(&text(&files, "predict.py"), "/ \"sub/model 100_.onnx\"");
    says(&text(&files, "PUBLISHING.md"), "1. ");
    let files = catalog.exported("zenodo");
    let draft: Value = serde_json::from_str(&text(&files, "inveniordm.json")).unwrap();
    assert_eq!(draft["metadata"]["resource_type"]["id"], "model");
    assert_eq!(draft["files"]["enabled"], true);
    assert!(files.contains_key("sub/model 100_.onnx"));
    let files = catalog.exported("garden");
    let garden: Value = serde_json::from_str(&text(&files, "garden.json")).unwrap();
    assert_eq!(garden["authors"][0], "Ada <b>Lovelace</b>");
    assert_eq!(garden["modal_functions"][0]["function_name"], "run");
}

#[test]
fn an_archive_has_the_files_of_the_folder_and_the_same_bytes_each_time() {
    let catalog = Catalog::new();
    for (format, top) in [("ro-crate", ""), ("bagit", "tagger/")] {
        let folder = catalog.exported(format);
        let names = ["a.zip", "b.zip"].map(|name| format!("{format}-{name}"));
        for name in &names {
            let output = catalog.export(format, name, &[]);
            assert!(output.status.success(), "{}", told(&output));
        }
        let [a, b] = names.map(|name| catalog.0.path().join(name));
        assert!(fs::read(&a).unwrap() == fs::read(&b).unwrap(), "{format}");
        let mut archive = zip::ZipArchive::new(File::open(&a).unwrap()).unwrap();
        assert_eq!(archive.len(), folder.len());
        for (path, wanted) in &folder {
            let mut bytes = Vec::new();
            archive.by_name(&format!("{top}{path}")).unwrap().read_to_end(&mut bytes).unwrap();
            assert!(bytes == *wanted, "{path}");
        }
    }
}

#[test]
fn nothing_is_written_over_what_is_there_unless_that_is_asked_for() {
    let catalog = Catalog::new();
    let mine = catalog.0.path().join("mine");
    fs::create_dir(&mine).unwrap();
    fs::write(mine.join("README.md"), "mine").unwrap();
    fs::write(mine.join("notes.txt"), "mine").unwrap();
    let output = catalog.export("huggingface", "mine", &[]);
    assert_eq!(output.status.code(), Some(2));
    says(&told(&output), "there are files in the folder already");
    assert_eq!(fs::read_to_string(mine.join("README.md")).unwrap(), "mine");
    assert_eq!(files_below(&mine, "").len(), 2);
    assert!(catalog.export("huggingface", "mine", &["--force"]).status.success());
    assert!(fs::read_to_string(mine.join("README.md")).unwrap().starts_with("---"));
    assert_eq!(fs::read_to_string(mine.join("notes.txt")).unwrap(), "mine");

    fs::write(catalog.0.path().join("a.zip"), "mine").unwrap();
    let output = catalog.export("ro-crate", "a.zip", &[]);
    assert!(!output.status.success());
    says(&told(&output), "--force");
}

#[test]
fn a_package_without_one_of_its_files_is_not_written() {
    let catalog = Catalog::new();
    fs::remove_file(catalog.0.path().join("catalog/models/tagger/README.md")).unwrap();
    let output = catalog.export("ro-crate", "out", &[]);
    assert_eq!(output.status.code(), Some(1));
    says(&told(&output), "README.md");
    assert!(!catalog.0.path().join("out").exists());
    let wrong = RECORD.replace("path: README.md}", "path: README.md, size: 8}");
    catalog.write("README.md", b"read me");
    catalog.write("record.yaml", wrong.as_bytes());
    let output = catalog.export("ro-crate", "out", &[]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
}
