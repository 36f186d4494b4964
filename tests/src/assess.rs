//! `faircat assess`, run as a user does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{faircat, repository, says};
use crate::web::{self, Answer};

const DOCUMENT: &str = r#"{
  "@context": "https://schema.org/",
  "@id": "https://example.org/data",
  "@type": "Dataset",
  "name": "Peaks",
  "license": "https://spdx.org/licenses/CC0-1.0"
}"#;

fn page() -> String {
    format!(
        "<!doctype html><title>Peaks</title>\
         <script type=\"application/ld+json\">{DOCUMENT}</script>"
    )
}

/// A folder with files that faircat did not make.
fn files() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("peaks.jsonld"), DOCUMENT).unwrap();
    fs::write(folder.path().join("peaks.html"), page()).unwrap();
    fs::write(folder.path().join("silent.html"), "<!doctype html><title>Silent</title>").unwrap();
    folder
}

fn catalogue() -> PathBuf {
    repository().join("tests/fixtures/exports")
}

fn assess(folder: &Path, arguments: &[&str]) -> Output {
    faircat().arg("assess").args(arguments).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The scorecards as JSON; there may be warnings, but no errors.
fn scorecards(folder: &Path, subjects: &[&str]) -> Vec<Value> {
    let output = assess(folder, &[&["--format", "json"], subjects].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Standard output, standard error and exit code.
fn told(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let output = assess(folder, arguments);
    (text(&output.stdout), text(&output.stderr), output.status.code().unwrap())
}

#[test]
fn a_record_has_the_scorecard_that_its_page_publishes() {
    let root = tempfile::tempdir().unwrap();
    let files = [
        "models/tagger/record.yaml",
        "datasets/jets/record.yaml",
        "software/tool.yaml",
        "people/ada.yaml",
        "organizations/institute.yaml",
    ];
    for file in files {
        let copy = root.path().join("catalog").join(file);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(catalogue().join("catalog").join(file), copy).unwrap();
    }
    fs::create_dir(root.path().join("site")).unwrap();
    let settings = "title: Tests\nbase_url: https://example.org/cat/\n";
    fs::write(root.path().join("site/site.yaml"), settings).unwrap();
    let built = faircat().arg("build").current_dir(root.path()).output().unwrap();
    assert!(built.status.success(), "{}", text(&built.stderr));
    let published = fs::read(root.path().join("_site/models/tagger/scorecard.json")).unwrap();
    let published: Value = serde_json::from_slice(&published).unwrap();
    for name in ["tagger", "models/tagger"] {
        let mut found = scorecards(root.path(), &[name]);
        assert_eq!(found.len(), 1);
        let title = found[0].as_object_mut().unwrap().remove("name").unwrap();
        assert_eq!(title, "Tagger {of} jets & </script> \\ 100 %");
        assert_eq!(found[0]["counts"], published["counts"]);
        assert_eq!(verdicts(&found[0]), verdicts(&published));
    }
}

/// What a scorecard says of each indicator.
fn verdicts(scorecard: &Value) -> Vec<[Value; 4]> {
    let principles = scorecard["principles"].as_array().unwrap();
    let rows = principles.iter().flat_map(|it| it["indicators"].as_array().unwrap());
    let said = |row: &Value| ["id", "verdict", "evidence", "remedy"].map(|key| row[key].clone());
    rows.map(said).collect()
}

#[test]
fn without_a_name_every_work_is_assessed() {
    let all = scorecards(&catalogue(), &[]);
    let records: Vec<&str> = all.iter().map(|one| one["record"].as_str().unwrap()).collect();
    let ends = ["models/tagger/", "datasets/jets/", "software/tool/"];
    assert_eq!(records.len(), ends.len());
    assert!(records.iter().zip(ends).all(|(record, end)| record.ends_with(end)), "{records:?}");
}

#[test]
fn files_and_pages_of_others_are_assessed_alike() {
    let folder = files();
    let base = web::serve(|path| match path {
        "/page" => Answer::file("text/html; charset=utf-8", &page()),
        "/data" => Answer::file("application/ld+json", DOCUMENT),
        _ => Answer::bare("302 Found\r\nLocation: /page"),
    });
    let addresses = [format!("{base}/page"), format!("{base}/data"), format!("{base}/moved")];
    let mut subjects = vec!["peaks.jsonld", "peaks.html"];
    subjects.extend(addresses.iter().map(String::as_str));
    let found = scorecards(folder.path(), &subjects);
    let names: Vec<&str> = found.iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, subjects);
    for one in &found {
        assert_eq!(one["record"], "https://example.org/data", "{}", one["name"]);
        assert_eq!(one["rubric"], "dataset", "{}", one["name"]);
        let verdicts = one["principles"].as_array().unwrap().iter();
        let licence = verdicts.into_iter().find(|it| it["id"] == "R1.1").unwrap();
        assert_eq!(licence["verdict"], "pass", "{}", one["name"]);
    }
}

#[test]
fn people_read_a_table_with_evidence_and_remedies() {
    let (table, complaints, code) = told(files().path(), &["peaks.html"]);
    assert_eq!((complaints.as_str(), code), ("", 0));
    insta::assert_snapshot!(table);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_assessed() {
    let base = web::serve(|_| Answer::bare("404 Not Found"));
    let gone = format!("{base}/gone");
    let (table, complaints, code) =
        told(files().path(), &["silent.html", "missing.jsonld", &gone, "peaks.jsonld"]);
    assert!(table.starts_with("peaks.jsonld\nhttps://example.org/data\n"), "{table}");
    let expected = format!(
        "error[no-statements]: the page holds no script element of type application/ld+json
--> silent.html
 = help: a page is assessed on the JSON-LD that its HTML holds

error[unreadable]: there is no such file
--> missing.jsonld
 = help: check the path

error[unreachable]: the page cannot be fetched: HTTP status client error (404 Not Found) for url \
({gone})
--> {gone}

"
    );
    assert_eq!((complaints, code), (expected, 1));
}

#[test]
fn a_name_that_no_record_has_is_a_problem() {
    let (table, complaints, code) = told(&catalogue(), &["tager"]);
    assert_eq!((table.as_str(), code), ("", 1));
    assert!(complaints.contains("error[unknown-record]: no work is called `tager`\n"));
}

#[test]
fn a_wrong_command_line_has_an_exit_code_of_its_own() {
    let (table, complaints, code) = told(&catalogue(), &["--format", "xml"]);
    assert_eq!((table.as_str(), code), ("", 2));
    assert!(complaints.contains("[possible values: human, json, ftr]"), "{complaints}");
}

#[test]
fn the_same_page_has_the_same_card() {
    let folder = tempfile::tempdir().unwrap();
    let creators: Vec<Value> =
        (0..50).map(|number| json!({"@type": "Person", "name": format!("P {number}")})).collect();
    let node = json!({"@context": "https://schema.org", "@type": "Dataset", "name": "D",
        "creator": creators});
    fs::write(folder.path().join("d.jsonld"), node.to_string()).unwrap();
    let card = || {
        let mut command = faircat();
        let output = command.args(["assess", "d.jsonld"]).current_dir(folder.path()).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let first = card();
    assert!(first.contains("not so: P 0, P 1, P 2 and 47 more"), "{first}");
    assert_eq!(first, card());
}

#[test]
fn files_of_other_formats_are_assessed_with_remedies_in_their_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let card = "---\npipeline_tag: image-classification\n---\n# Jets\n";
    let record = json!({"conceptrecid": "1", "id": 2, "links": {"self_html": "https://zenodo.org/records/2"},
        "doi": "10.5281/zenodo.2", "metadata": {"title": "Jets", "resource_type": {"type": "dataset"}}});
    fs::write(folder.path().join("README.md"), card).unwrap();
    fs::write(folder.path().join("record.json"), record.to_string()).unwrap();
    let found = scorecards(folder.path(), &["README.md", "record.json"]);
    let rubrics: Vec<&Value> = found.iter().map(|one| &one["rubric"]).collect();
    assert_eq!(rubrics, ["model", "dataset"]);
    assert_eq!(found[1]["record"], "https://zenodo.org/records/2");
    let (table, complaints, code) = told(folder.path(), &["README.md", "record.json"]);
    assert_eq!((complaints.as_str(), code), ("", 0));
    assert!(table.contains("| license: apache-2.0\n"), "{table}");
    assert!(table.contains("| \"metadata\": {\"license\": {\"id\": \"cc-by-4.0\"}}\n"), "{table}");
    assert!(table.contains("`doi:10.5281/zenodo.2` is of a scheme that promises persistence"));
}

#[test]
fn a_page_of_the_web_may_be_a_file_of_any_format() {
    let base = web::serve(|_| {
        Answer::file(
            "text/plain",
            "cff-version: 1.2.0\nmessage: m\ntitle: T\nauthors:\n  - family-names: A\n",
        )
    });
    let (table, complaints, code) = told(files().path(), &[&format!("{base}/CITATION.cff")]);
    assert_eq!((complaints.as_str(), code), ("", 0));
    assert!(table.contains("| license: Apache-2.0\n"), "{table}");
}

/// What `--format ftr` writes.
fn test_results(folder: &Path, subjects: &[&str]) -> Value {
    let output = assess(folder, &[&["--format", "ftr"], subjects].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Titles and IRIs of what a set of results is about, and its results by the ends of their names.
fn target(set: &Value) -> (&str, &str) {
    let target = &set["assessmentTarget"];
    (target["title"].as_str().unwrap(), target["@id"].as_str().unwrap())
}

#[test]
fn results_of_tests_are_about_the_work_that_a_document_names() {
    let set = test_results(files().path(), &["peaks.jsonld"]);
    assert_eq!(set["@type"], "TestResultSet");
    assert_eq!(target(&set), ("Peaks", "https://example.org/data"));
    let results = set["hadMember"].as_array().unwrap();
    let licence = results.iter().find(|it| it["@id"].as_str().unwrap().ends_with("R1.1-licence"));
    assert_eq!(licence.unwrap()["value"], "pass");
    let failed = results.iter().find(|it| it["value"] == "fail").unwrap();
    assert_eq!(failed["suggestion"]["title"], "Add to the document");
    assert!(set["wasGeneratedBy"]["endedAtTime"].as_str().unwrap().ends_with("T00:00:00Z"));
}

#[test]
fn a_document_without_iri_is_known_by_its_content() {
    let folder = tempfile::tempdir().unwrap();
    let card = "---\npipeline_tag: image-classification\n---\n# Jets\n";
    fs::write(folder.path().join("README.md"), card).unwrap();
    fs::write(folder.path().join("copy.md"), card).unwrap();
    let set = test_results(folder.path(), &["README.md"]);
    // The digest that `sha256sum` gives, in the alphabet of RFC 6920.
    let iri = "ni:///sha-256;sJyujFVMkqIbxemJU6cua54gLGhI5ZP4bbJ6DsH9r24#1";
    assert_eq!(target(&set), ("Jets", iri));
    assert!(set["@id"].as_str().unwrap().starts_with(iri));
    assert_eq!(test_results(folder.path(), &["copy.md"]), set);
}

#[test]
fn several_works_have_a_set_each_in_one_document() {
    let folder = files();
    let works = "@dataset{a, title = {Jets}}\n@software{b, title = {Tagger}}\n";
    fs::write(folder.path().join("works.bib"), works).unwrap();
    let found = test_results(folder.path(), &["works.bib", "peaks.jsonld"]);
    let sets = found["@graph"].as_array().unwrap();
    let titles: Vec<&str> = sets.iter().map(|set| target(set).0).collect();
    assert_eq!(titles, ["Jets", "Tagger", "Peaks"]);
    let mut names: Vec<&str> = sets.iter().map(|set| set["@id"].as_str().unwrap()).collect();
    names.dedup();
    assert_eq!(names.len(), sets.len());
    assert!(found["@context"]["ftr"].is_string());
}

#[test]
fn results_for_a_record_are_those_of_its_page() {
    let set = test_results(&catalogue(), &["datasets/jets"]);
    let iri = target(&set).1;
    assert!(iri.ends_with("/datasets/jets/"), "{iri}");
    assert_eq!(set["@id"], format!("{iri}#fair-test-results"));
}

/// What a file says of its version is looked for in the file.
#[test]
fn a_file_of_croissant_is_held_against_the_version_that_it_names() {
    let folder = tempfile::tempdir().unwrap();
    let croissant = |more: &str, file: &str| {
        format!(
            r#"{{"@context": {{"@vocab": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
            "dct": "http://purl.org/dc/terms/", "conformsTo": "dct:conformsTo"}},
            "@type": "Dataset", "name": "Toys", "description": "Counts of toys.",
            "dct:conformsTo": "http://mlcommons.org/croissant/1.0", "url": "https://example.org/t",
            "license": "https://spdx.org/licenses/CC0-1.0", {more}
            "distribution": [{{"@type": "{file}", "@id": "a.csv", "name": "a.csv",
            "contentUrl": "https://example.org/a.csv", "encodingFormat": "text/csv",
            "sha256": "{}"}}]}}"#,
            "0".repeat(64)
        )
    };
    let whole = r#""datePublished": "2024", "creator": {"@type": "Person", "name": "Ada Toy"},"#;
    fs::write(folder.path().join("whole.json"), croissant(whole, "cr:FileObject")).unwrap();
    let (said, problems, code) = told(folder.path(), &["whole.json"]);
    assert_eq!((code, problems.as_str()), (0, ""));
    says(
        &said,
        "✓ data-standard: It says that it follows Croissant 1.0, and has all 10 properties",
    );
    fs::write(folder.path().join("bad.json"), croissant(r#""isArray": true,"#, "sc:File")).unwrap();
    let (said, problems, _) = told(folder.path(), &["bad.json"]);
    says(
        &said,
        "✗ data-standard: It says that it follows Croissant 1.0, and has 8 of 10 properties",
    );
    says(&said, "missing: creator, datePublished");
    says(&said, "a fault by which it cannot be loaded");
    says(&problems, "warning[import-invalid]: `distribution[0].@type` is \"sc:File\"");
    says(&problems, "bad.json:6:");
}
