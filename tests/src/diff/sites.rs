//! Sides that are sites which were built.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use serde_json::Value;

use super::{Repository, dataset, of};
use crate::program::{run, says};
use crate::web::{Answer, serve};

/// Builds the site of `repository` at `address` into the folder `name` beside its catalogue.
fn build(repository: &Repository, name: &str, address: &str) -> String {
    let out = repository.path().join(name).to_str().unwrap().to_owned();
    let output = run(repository.path(), &["build", "--out", &out, "--base-url", address]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    out
}

fn review(repository: &Repository, old: &str, new: &str) -> Value {
    let output = repository.diff(&[old, new, "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_site_is_what_its_sources_are() {
    let repository = Repository::new();
    let site = build(&repository, "one", "https://example.org/one/");
    let here = repository.path().to_str().unwrap();
    let found = review(&repository, &site, &site);
    assert_eq!(found["records"], serde_json::json!([]));
    assert_eq!(found["old"]["form"], "site");
    // Another address of the site changes no record, but what hangs on having one.
    let other = build(&repository, "two", "https://example.org/another/");
    assert_eq!(review(&repository, &site, &other)["records"], serde_json::json!([]));
    let mut program = crate::program::faircat();
    program
        .env("SOURCE_DATE_EPOCH", "1795651200")
        .env("FAIRCAT_BASE_URL", "https://example.org/x/");
    let output = program.args(["diff", &site, here, "--format", "json"]).output().unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["records"], serde_json::json!([]), "{found:#}");
}

#[test]
fn what_changes_between_sites_is_told_by_their_pages() {
    let repository = Repository::new();
    let doi = "identifiers: [\"doi:10.5281/zenodo.3633408\"]\n";
    repository.write("catalog/datasets/old.yaml", &(dataset("Old") + doi));
    let site = build(&repository, "one", "https://example.org/one/");
    fs::remove_file(repository.path().join("catalog/datasets/old.yaml")).unwrap();
    repository.write("catalog/datasets/new.yaml", &dataset("New"));
    repository.edit("title: Linear classifier", "title: Linear classifier of numbers");
    repository.edit("\nlicense: CC0-1.0", "\nlicense: MIT");
    repository.edit("value: 0.95\n", "value: 0.96\n");
    let other = build(&repository, "two", "https://example.org/one/");
    let found = review(&repository, &site, &other);
    assert_eq!(of(&found, "datasets/new")["change"], "added");
    let gone = of(&found, "datasets/old");
    assert_eq!(gone["change"], "removed");
    let vanished = gone["vanished"].to_string();
    assert_eq!(vanished.matches("https://doi.org/10.5281/zenodo.3633408").count(), 1, "{vanished}");
    let model = of(&found, "models/good");
    says(&model["fields"].to_string(), "Linear classifier of numbers");
    assert_eq!(model["licences"][0]["new"], "MIT");
    let claims = model["claims"].as_array().unwrap();
    let broken = claims.iter().filter(|it| it["broken"] == true).count();
    assert_eq!(broken, 3, "{claims:?}");
    says(&model["indicators"].to_string(), "model-R1-claims-hold");
    assert_eq!(model["evidence"][0]["change"], "removed");
}

#[test]
fn a_text_of_another_language_is_another_text() {
    let repository = Repository::new();
    let german = "text_language: en\ntranslations: [{language: de, title: Zahlen}]\n";
    repository.write("catalog/datasets/one.yaml", &(dataset("One") + german));
    let site = build(&repository, "one", "https://example.org/one/");
    let french = german.replace("language: de", "language: fr");
    repository.write("catalog/datasets/one.yaml", &(dataset("One") + &french));
    let other = build(&repository, "two", "https://example.org/one/");
    let found = review(&repository, &site, &other);
    let fields = of(&found, "datasets/one")["fields"].to_string();
    says(&fields, r#"\"Zahlen\"@de"#);
    says(&fields, r#"\"Zahlen\"@fr"#);
}

#[test]
fn a_site_without_a_dump_that_can_be_read_is_told_of() {
    let repository = Repository::new();
    let site = repository.path().join("site-on-disk");
    fs::create_dir(&site).unwrap();
    for (content, wanted) in
        [("no statement\n", "the dump of the site cannot be read"), ("", "it holds no")]
    {
        fs::write(Path::new(&site).join("dump.nq.gz"), content).unwrap();
        let output = repository.diff(&["HEAD", site.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2));
        let text = String::from_utf8(output.stderr).unwrap();
        says(&text, "error[no-dump]");
        says(&text, wanted);
    }
    let output = repository.diff(&["http://127.0.0.1:9/", "HEAD"]);
    assert_eq!(output.status.code(), Some(2));
    says(&String::from_utf8_lossy(&output.stderr), "error[unreachable]");
}

#[test]
fn a_site_is_known_by_its_address() {
    let repository = Repository::new();
    let site = build(&repository, "one", "https://example.org/one/");
    let packed = fs::read(Path::new(&site).join("dump.nq.gz")).unwrap();
    let mut dump = String::new();
    flate2::read::MultiGzDecoder::new(&packed[..]).read_to_string(&mut dump).unwrap();
    let address = serve(move |path| match path {
        "/cat/dump.nq.gz" => Answer::file("application/n-quads", &dump),
        _ => Answer::bare("404 Not Found"),
    });
    let found = review(&repository, &format!("{address}/cat"), &site);
    assert_eq!(found["counts"], serde_json::json!({}));
    assert_eq!(found["old"]["form"], "site");
    let output = repository.diff(&[&format!("{address}/other/"), &site]);
    assert_eq!(output.status.code(), Some(2));
    says(&String::from_utf8_lossy(&output.stderr), "name the address of a site that faircat built");
}

#[test]
fn a_record_that_becomes_a_draft_vanishes_from_the_site() {
    let repository = Repository::new();
    repository.write("catalog/datasets/one.yaml", &dataset("One"));
    let site = build(&repository, "one", "https://example.org/one/");
    repository.write("catalog/datasets/one.yaml", &(dataset("One") + "status: draft\n"));
    let here = repository.path().to_str().unwrap();
    let output = repository.diff(&[&site, here, "--fail-on", "vanished-address"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{text}");
    says(&text, "datasets/one");
}

#[test]
fn a_move_keeps_files_and_evidence_between_sites() {
    let repository = Repository::new();
    let site = build(&repository, "one", "https://example.org/one/");
    repository.edit("kind: model\n", "kind: model\nmoved_from: [good]\n");
    let folder = &repository.folder;
    fs::rename(folder, folder.with_file_name("better")).unwrap();
    let other = build(&repository, "two", "https://example.org/one/");
    let arguments = [site.as_str(), other.as_str(), "--fail-on", "vanished-address"];
    let output = repository.diff(&arguments);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{text}");
    says(&text, "1 record moved.\nNothing gets worse.");
}

#[test]
fn licence_and_own_pages_of_a_site_are_compared() {
    let repository = Repository::new();
    repository.write("site/site.yaml", "title: T\nlicense: CC0-1.0\n");
    repository.write("site/pages/deep/extra.md", "# Extra\n\nWords.\n");
    let site = build(&repository, "one", "https://example.org/one/");
    fs::remove_dir_all(repository.path().join("site/pages")).unwrap();
    repository.write("site/site.yaml", "title: T\nlicense: CC-BY-4.0\n");
    let other = build(&repository, "two", "https://example.org/one/");
    let gone = serde_json::json!([{"kind": "page", "address": "deep/extra/"}]);
    for new in [other.as_str(), repository.path().to_str().unwrap()] {
        let found = review(&repository, &site, new);
        assert_eq!(found["site"]["vanished"], gone, "{new}");
        assert_eq!(found["site"]["licence"]["new"], "CC-BY-4.0", "{new}");
    }
    fs::remove_file(Path::new(&other).join("sitemap.xml")).unwrap();
    let output = repository.diff(&[&site, &other]);
    says(&String::from_utf8_lossy(&output.stderr), "warning[sitemap]");
}

#[test]
fn a_withdrawal_brings_no_evidence_between_sites() {
    let repository = Repository::new();
    let site = build(&repository, "one", "https://example.org/one/");
    let gone = "status: withdrawn\nwithdrawn: {date: \"2026-02-01\", reason: Wrong}\n";
    repository.edit("kind: model\n", &format!("kind: model\n{gone}"));
    let other = build(&repository, "two", "https://example.org/one/");
    let output = repository.diff(&[&site, &other, "--fail-on", "unattested-evidence"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{text}");
}
