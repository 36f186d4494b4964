//! The address of a site: who gives it, and what a site is without one.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::program::faircat;

const VARIABLE: &str = "FAIRCAT_BASE_URL";

fn catalog(settings: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("catalog/datasets/one");
    fs::create_dir_all(&folder).unwrap();
    fs::create_dir_all(root.path().join("site")).unwrap();
    let record = "kind: dataset\ntitle: One\nartifacts: [{role: data, path: a.csv}]\n";
    fs::write(folder.join("record.yaml"), record).unwrap();
    fs::write(folder.join("a.csv"), "a\n1\n").unwrap();
    fs::write(root.path().join("site/site.yaml"), settings).unwrap();
    root
}

fn build(root: &Path, variable: &str, arguments: &[&str]) -> Output {
    let mut command = faircat();
    command.arg("build").arg("--root").arg(root).args(arguments).env(VARIABLE, variable);
    command.output().unwrap()
}

/// What the scorecard of the dataset says of an indicator.
fn finding(root: &Path, indicator: &str) -> Value {
    let file = root.join("_site/datasets/one/scorecard.json");
    let scorecard: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let id = format!("dataset-{indicator}");
    let principles = scorecard["principles"].as_array().unwrap();
    let mut findings = principles.iter().flat_map(|it| it["indicators"].as_array().unwrap());
    findings.find(|it| it["id"] == id.as_str()).unwrap().clone()
}

fn page(root: &Path) -> String {
    fs::read_to_string(root.join("_site/datasets/one/index.html")).unwrap()
}

#[test]
fn the_option_counts_before_the_variable_and_that_before_the_file() {
    let root = catalog("base_url: https://file.example/a/\n");
    let canonical = |variable: &str, arguments: &[&str]| {
        assert!(build(root.path(), variable, arguments).status.success());
        let page = page(root.path());
        let link = page.split("<link rel=\"canonical\" href=\"").nth(1).unwrap();
        link.split('"').next().unwrap().to_owned()
    };
    assert_eq!(canonical("", &[]), "https://file.example/a/datasets/one/");
    assert_eq!(
        canonical("https://variable.example/b", &[]),
        "https://variable.example/b/datasets/one/"
    );
    let option = ["--base-url", "https://option.example/"];
    assert_eq!(
        canonical("https://variable.example/b", &option),
        "https://option.example/datasets/one/"
    );
    let output = build(root.path(), "no address", &[]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("base-url"));
}

#[test]
fn a_site_without_an_address_says_so_and_gives_none_to_cite() {
    let root = catalog("title: Tests\n");
    let output = build(root.path(), "", &[]);
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-base-url"));
    let page = page(root.path());
    assert!(page.contains("built without the address at which it is published"));
    assert!(!page.contains("rel=\"canonical\"") && !page.contains("og:url"));
    assert!(page.contains("href=\"/datasets/\"") && page.contains("href=\"/static/site.css"));
    let file_link = "href=\"/datasets/one/files/a.csv\"";
    assert!(page.contains(file_link) && !page.contains("href=\"http://localhost"), "{page}");
    assert!(!page.contains("rel=\"cite-as\""));
    for indicator in [
        "F1-unique-identifier",
        "F3-content-stated",
        "A1-metadata-retrievable",
        "A1.1-metadata-protocol",
    ] {
        let said = finding(root.path(), indicator);
        assert_eq!(said["verdict"], "unknown", "{said}");
        let evidence = said["evidence"].as_str().unwrap();
        assert!(evidence.contains("`base_url` in `site/site.yaml`"), "{evidence}");
    }
    let file =
        |name: &str| fs::read_to_string(root.path().join("_site/datasets/one").join(name)).unwrap();
    assert!(!file("citation.bib").contains("url =") && !file("citation.csl.json").contains("URL"));
    assert!(file("record.jsonld").contains("\"http://localhost:8000/datasets/one/\""));
}
