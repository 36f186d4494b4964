//! What a model's page offers to try: `try.json`, the still pictures, and what goes wrong.

mod jets;

use std::fs;
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use faircat::build::{BuildOptions, BuildReport, Scope, Silent, build};
use faircat::cli::Cli;
use faircat_inference::formats::{Limit, npz};
use faircat_inference::tensor::{Data, Tensor};
use scraper::{Html, Selector};
use serde_json::Value;

use crate::program::repository;
use jets::jets;

/// A catalogue with the fixture `good` alone.
fn catalog() -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let fixture = repository().join("tests/fixtures/verified/catalog");
    let good = fixture.join("models/good");
    let folder = root.path().join("catalog/models/good");
    fs::create_dir_all(root.path().join("catalog/datasets")).unwrap();
    let dataset = "datasets/numbers.yaml";
    fs::copy(fixture.join(dataset), root.path().join("catalog").join(dataset)).unwrap();
    for part in ["control", "evidence"] {
        fs::create_dir_all(folder.join(part)).unwrap();
    }
    let files = ["record.yaml", "model.onnx", "training.json", "control/control-set.npz"];
    for file in files.into_iter().chain(["evidence/verification.json"]) {
        fs::copy(good.join(file), folder.join(file)).unwrap();
    }
    (root, folder)
}

fn built(root: &Path) -> BuildReport {
    let options = BuildOptions {
        root: root.to_owned(),
        out: root.join("site"),
        base_url: Some("https://example.org/cat/".to_owned()),
        strict: false,
        scope: Scope::Everything,
        drafts: false,
        today: None,
        command: Cli::command(),
    };
    let report = build(&options, &Silent);
    assert!(report.published, "{:?}", report.diagnostics);
    report
}

fn facts(root: &Path, slug: &str) -> Value {
    let file = root.join(format!("site/models/{slug}/try.json"));
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

fn page(root: &Path, slug: &str) -> Html {
    let file = root.join(format!("site/models/{slug}/index.html"));
    Html::parse_document(&fs::read_to_string(file).unwrap())
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let words = |element: scraper::ElementRef| -> String {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&selector).map(words).collect()
}

/// What the build says about control sets.
fn said(report: &BuildReport) -> Vec<String> {
    let about = report.diagnostics.iter().filter(|one| one.code == "control-set");
    about.map(|one| one.message.clone()).collect()
}

/// Lets sizes and checksums of the record be those of any file.
fn without_checksums(folder: &Path) {
    let file = folder.join("record.yaml");
    let yaml = fs::read_to_string(&file).unwrap();
    let kept = |line: &&str| !line.starts_with("    size:") && !line.starts_with("    sha256:");
    fs::write(file, yaml.lines().filter(kept).collect::<Vec<_>>().join("\n")).unwrap();
    // Nor does the evidence then say that they were as declared.
    let file = folder.join("evidence/verification.json");
    let mut evidence: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    for check in evidence["files"].as_array_mut().unwrap() {
        check["declared_size"] = Value::Null;
        check["declared_sha256"] = Value::Null;
        check["verdict"] = "not-checked".into();
    }
    fs::write(file, evidence.to_string()).unwrap();
}

#[test]
fn the_facts_of_a_classifier() {
    let (root, _) = catalog();
    assert!(said(&built(root.path())).is_empty());
    let text = serde_json::to_string_pretty(&facts(root.path(), "good")).unwrap();
    insta::assert_snapshot!(text);
}

#[test]
fn the_page_shows_examples_without_a_script() {
    let (root, _) = catalog();
    built(root.path());
    let page = page(root.path(), "good");
    insta::assert_snapshot!(texts(&page, "#try > p, #try figure").join("\n"));
    let place = Selector::parse("#try [data-try]").unwrap();
    let place: Vec<_> = page.select(&place).collect();
    assert_eq!(place.len(), 1);
    assert_eq!(place[0].attr("data-try"), Some("/cat/models/good/try.json"));
    assert_eq!(place[0].attr("data-base"), Some("/cat/"));
    assert!(place[0].attr("hidden").is_some());
    let script = Selector::parse("head script[src^='/cat/static/run/try.js']").unwrap();
    assert_eq!(page.select(&script).count(), 1);
}

#[test]
fn examples_are_the_numbers_of_the_control_set() {
    let (root, folder) = catalog();
    built(root.path());
    let file = fs::read(folder.join("control/control-set.npz")).unwrap();
    let arrays = npz::read(&file, Limit::default()).unwrap();
    let facts = facts(root.path(), "good");
    for example in facts["examples"].as_array().unwrap() {
        let row = example["row"].as_u64().unwrap() as usize;
        let numbers = |value: &Value| -> Vec<f32> {
            value.as_array().unwrap().iter().map(|one| one.to_string().parse().unwrap()).collect()
        };
        let of = |name: &str| arrays[name].slice(row..row + 1).as_f32().unwrap().to_vec();
        assert_eq!(numbers(&example["inputs"]["x"]["values"]), of("x"));
        assert_eq!(numbers(&example["reference"]["probabilities"]), of("reference_probabilities"));
    }
}

#[test]
fn a_new_control_set_or_verification_changes_facts_and_page() {
    let (root, folder) = catalog();
    without_checksums(&folder);
    built(root.path());
    let (facts_before, page_before) = (facts(root.path(), "good"), page(root.path(), "good"));
    fs::remove_file(folder.join("evidence/verification.json")).unwrap();
    built(root.path());
    let without = facts(root.path(), "good");
    assert!(facts_before["verified"].is_object() && without["verified"].is_null());

    let file = folder.join("control/control-set.npz");
    let arrays = npz::read(&fs::read(&file).unwrap(), Limit::default()).unwrap();
    let fewer: Vec<(&str, Tensor)> =
        arrays.iter().map(|(name, tensor)| (name.as_str(), tensor.slice(0..20))).collect();
    let fewer: Vec<(&str, &Tensor)> = fewer.iter().map(|(name, it)| (*name, it)).collect();
    fs::write(&file, npz::write(&fewer).unwrap()).unwrap();
    built(root.path());
    let after = facts(root.path(), "good");
    assert_eq!(after["control_set"]["items"], 20);
    assert_ne!(without["control_set"]["sha256"], after["control_set"]["sha256"]);
    let distribution = "#try .try-distribution";
    assert_ne!(texts(&page_before, distribution), texts(&page(root.path(), "good"), distribution));
}

#[test]
fn a_broken_control_set_is_a_diagnostic_and_the_page_goes_without_examples() {
    let (root, folder) = catalog();
    without_checksums(&folder);
    let file = folder.join("control/control-set.npz");
    let whole = fs::read(&file).unwrap();
    let arrays = npz::read(&whole, Limit::default()).unwrap();
    let label = Tensor::new(vec![3], Data::Int64(vec![0, 1, 1])).unwrap();
    let uneven = [("x", &arrays["x"]), ("label", &label)];
    let broken = [
        (whole[..whole.len() / 2].to_vec(), "this is no npz file, or it is cut short"),
        (Vec::new(), "this is no npz file, or it is cut short"),
        (npz::write(&uneven).unwrap(), "`label` of the control set has 3 items"),
        (npz::write(&[("label", &label)]).unwrap(), "`x`"),
    ];
    for (bytes, reason) in broken {
        fs::write(&file, bytes).unwrap();
        let mut said = said(&built(root.path()));
        // The record's own check tells of the file too.
        said.retain(|one| one.contains("cannot be shown on the page"));
        assert_eq!(said.len(), 1, "{said:?}");
        let start = "the control set `control/control-set.npz` cannot be shown on the page: ";
        assert!(said[0].starts_with(start) && said[0].contains(reason), "{said:?}");
        let facts = facts(root.path(), "good");
        assert_eq!(facts["examples"], serde_json::json!([]));
        assert!(facts["control_set"].is_null() && facts["distribution"].is_null());
        let page = page(root.path(), "good");
        assert_eq!(texts(&page, "#try [data-try]").len(), 1);
        assert!(texts(&page, "#try figure").is_empty());
    }
}

/// Labels beyond the classes, references of another width: what is there is shown.
#[test]
fn odd_labels_and_references_are_no_reason_to_fail() {
    let (root, folder) = catalog();
    without_checksums(&folder);
    let file = folder.join("control/control-set.npz");
    let arrays = npz::read(&fs::read(&file).unwrap(), Limit::default()).unwrap();
    let label = Tensor::new(vec![40], Data::Int64(vec![7; 40])).unwrap();
    let narrow = Tensor::new(vec![40], Data::Float32(vec![f32::NAN; 40])).unwrap();
    let parts = [("x", &arrays["x"]), ("label", &label), ("reference_probabilities", &narrow)];
    fs::write(&file, npz::write(&parts).unwrap()).unwrap();
    let file = "in `control/control-set.npz`";
    let told = [
        format!("`label` {file} holds 40 numbers that are no class of the 2 of the model"),
        format!("`reference_probabilities` {file} has the shape [40], the output [batch, 2]"),
        format!("`reference_probabilities` {file} holds 40 values that are NaN or infinite"),
    ];
    assert_eq!(said(&built(root.path())), told);
    let facts = facts(root.path(), "good");
    assert_eq!(facts["control_set"]["items"], 40);
    // What is no number cannot be written, so these rows are no examples.
    assert_eq!(facts["examples"], serde_json::json!([]));
    assert!(facts["distribution"].is_null());
}

#[test]
fn without_a_local_model_there_is_nothing_to_try() {
    let (root, folder) = catalog();
    let file = folder.join("record.yaml");
    let yaml = fs::read_to_string(&file).unwrap();
    fs::write(
        file,
        yaml.replace("role: weights\n    path: model.onnx", "role: other\n    path: model.onnx"),
    )
    .unwrap();
    built(root.path());
    assert!(!root.path().join("site/models/good/try.json").exists());
    assert!(texts(&page(root.path(), "good"), "#try").is_empty());
}

#[test]
fn hostile_names_stay_texts_on_the_page() {
    let root = jets();
    built(root.path());
    let page = page(root.path(), "jets");
    let script = Selector::parse("#try script, #try iframe, #try img").unwrap();
    assert_eq!(page.select(&script).count(), 0);
    let everything = Selector::parse("#try *").unwrap();
    for element in page.select(&everything) {
        for (name, _) in element.value().attrs() {
            assert!(!name.starts_with("on") && name != "style", "{}", element.html());
        }
    }
    assert!(texts(&page, "#try figure").join(" ").contains("</svg><script>alert(1)</script>"));
    let raw = fs::read_to_string(root.path().join("site/models/jets/index.html")).unwrap();
    assert!(!raw.contains("<script>alert(1)"));
}
