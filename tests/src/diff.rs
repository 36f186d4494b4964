//! `faircat diff`: what a change does to a catalogue.

mod evidence;
mod hostile;
mod sides;
mod sites;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::build::write;
use crate::copies::copy_of_good;
use crate::program::{run, says};

/// A Git repository with the fixture `good` and its dataset, committed once.
struct Repository {
    root: TempDir,
    folder: PathBuf,
}

impl Repository {
    fn new() -> Repository {
        let (root, folder) = copy_of_good();
        let repository = Repository { root, folder };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.commit();
        repository
    }

    fn path(&self) -> &Path {
        self.root.path()
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.arg("-C").arg(self.path()).args(arguments);
        // The tests say what they need; a machine's own settings change nothing.
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let output = git.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        let user = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
        self.git(&[&user[..], &["commit", "--quiet", "--message", "A change"]].concat());
    }

    fn write(&self, path: &str, text: &str) {
        write(self.path(), path, text);
    }

    /// Replaces the one place of `old` in the record `good`.
    #[track_caller]
    fn edit(&self, old: &str, new: &str) {
        let file = self.folder.join("record.yaml");
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(text.matches(old).count(), 1, "`{old}` stands once");
        fs::write(file, text.replace(old, new)).unwrap();
    }

    fn diff(&self, arguments: &[&str]) -> Output {
        run(self.path(), &[&["diff"], arguments].concat())
    }

    /// What `faircat diff HEAD .` says of what is not committed yet, in the form that is asked for.
    fn review(&self, format: &str) -> String {
        let here = self.path().to_str().unwrap();
        let output = self.diff(&["HEAD", here, "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.review("json")).unwrap()
    }

    /// Exit code and standard error where `policy` decides.
    fn under(&self, policy: &str) -> (Option<i32>, String) {
        let here = self.path().to_str().unwrap();
        let output = self.diff(&["HEAD", here, "--fail-on", policy]);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }
}

/// The review of the record `id`.
#[track_caller]
fn of<'a>(review: &'a Value, id: &str) -> &'a Value {
    let records = review["records"].as_array().unwrap();
    records.iter().find(|it| it["id"] == id).unwrap_or_else(|| panic!("no {id} in {review:#}"))
}

fn dataset(title: &str) -> String {
    format!("kind: dataset\ntitle: {title}\nsummary: A few numbers.\nlicense: CC0-1.0\n")
}

#[test]
fn nothing_changes_between_a_revision_and_itself() {
    let repository = Repository::new();
    let output = repository.diff(&["main", "HEAD"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text, "`main` → `HEAD`: no record changes.\nNothing gets worse.\n");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(repository.json()["records"], Value::Array(Vec::new()));
    // A comment in a record says nothing.
    repository.edit("kind: model\n", "# A comment.\nkind: model\n");
    assert_eq!(repository.json()["records"], Value::Array(Vec::new()));
}

#[test]
fn records_come_change_and_go() {
    let repository = Repository::new();
    repository.write("catalog/datasets/old.yaml", &dataset("Old"));
    repository.write("catalog/datasets/withdrawn.yaml", &dataset("Wrong"));
    repository.commit();
    fs::remove_file(repository.path().join("catalog/datasets/old.yaml")).unwrap();
    let withdrawn = "status: withdrawn\nwithdrawn: {date: \"2026-11-20\", reason: Wrong}\n";
    repository.write("catalog/datasets/withdrawn.yaml", &(dataset("Wrong") + withdrawn));
    repository.write("catalog/datasets/new.yaml", &dataset("New"));
    repository.edit("title: Linear classifier", "title: Linear classifier of numbers");
    let review = repository.json();
    for (id, change) in [
        ("datasets/new", "added"),
        ("datasets/old", "removed"),
        ("datasets/withdrawn", "withdrawn"),
        ("models/good", "changed"),
    ] {
        assert_eq!(of(&review, id)["change"], change, "{id}");
        assert_eq!(review["counts"][change], 1, "{change}");
    }
    let title = &of(&review, "models/good")["fields"][0];
    assert_eq!(title["field"], "title");
    assert_eq!(title["old"], "Linear classifier");
    assert_eq!(title["new"], "Linear classifier of numbers");
    let text = repository.review("human");
    says(&text, ": 1 record added, 1 changed, 1 withdrawn, 1 removed.");
    says(&text, "`title`: `Linear classifier` → `Linear classifier of numbers`");
}

#[test]
fn scores_turn_with_their_reasons_and_may_be_refused() {
    let repository = Repository::new();
    repository.edit("license: CC0-1.0\n", "");
    let review = repository.json();
    let record = of(&review, "models/good");
    let turns = record["indicators"].as_array().unwrap();
    let licence = turns.iter().find(|it| it["indicator"] == "model-R1.1-licence").unwrap();
    assert_eq!(
        (licence["before"].as_str(), licence["after"].as_str()),
        (Some("pass"), Some("fail"))
    );
    assert!(licence["because"].is_string() && licence["remedy"].is_string(), "{licence}");
    let reusable = record["scores"].as_array().unwrap().iter().find(|it| it["letter"] == "R");
    let [before, after] = ["before", "after"].map(|it| reusable.unwrap()[it]["pass"].as_u64());
    assert!(after < before, "{before:?} {after:?}");
    assert_eq!(record["licences"][0]["old"], "CC0-1.0");
    let (code, said) = repository.under("worse-score,broken-claim");
    assert_eq!((code, said.as_str()), (Some(1), "refused by --fail-on: worse-score\n"));
    assert_eq!(repository.under("changed-licence").0, Some(1));
    assert_eq!(repository.under("vanished-address").0, Some(0));
    // The other way round it gets better.
    let here = repository.path().to_str().unwrap();
    let output = repository.diff(&[here, "HEAD", "--fail-on", "worse-score"]);
    assert_eq!(output.status.code(), Some(0));
}

/// A work's scorecard asks for what its authors' records say.
#[test]
fn a_record_changes_with_what_it_names() {
    let repository = Repository::new();
    let person = "kind: person\nname: Ada Example\n";
    repository.write("catalog/people/ada.yaml", &format!("{person}orcid: 0000-0002-1825-0097\n"));
    repository.edit("authors:\n  - name: A. Person\n", "authors: [people/ada]\n");
    repository.commit();
    repository.write("catalog/people/ada.yaml", person);
    let review = repository.json();
    let model = of(&review, "models/good");
    assert_eq!(model["fields"], Value::Array(Vec::new()));
    says(&model["indicators"].to_string(), "identified by ORCID");
    assert_eq!(model["concerns"], serde_json::json!(["worse-score"]));
    says(&of(&review, "people/ada")["vanished"].to_string(), "0000-0002-1825-0097");
}

#[test]
fn identifiers_and_addresses_vanish() {
    let repository = Repository::new();
    let identifiers = "identifiers: [\"doi:10.5281/zenodo.3633408\", \"doi:10.5281/zenodo.2\"]\n";
    let files = "artifacts: [{role: data, url: \"https://example.org/a.h5\"}]\n";
    let versions = "versions: [{version: \"1\", identifier: \"doi:10.5281/zenodo.3\"}]\n";
    let record = dataset("Old") + identifiers + files + versions;
    repository.write("catalog/datasets/old.yaml", &record);
    repository.commit();
    // A DOI in another form is the same.
    let now = record
        .replace("doi:10.5281/zenodo.3633408", "https://doi.org/10.5281/ZENODO.3633408")
        .replace(", \"doi:10.5281/zenodo.2\"", "")
        .replace("a.h5", "b.h5")
        .replace("zenodo.3\"", "zenodo.4\"");
    repository.write("catalog/datasets/old.yaml", &now);
    fs::remove_file(repository.folder.join("training.json")).unwrap();
    repository.edit(
        "  - role: configuration\n    path: training.json\n    format: JSON\n    \
         media_type: application/json\n",
        "",
    );
    let review = repository.json();
    let vanished = |id: &str| -> Vec<String> {
        let all = of(&review, id)["vanished"].as_array().unwrap();
        all.iter().map(|it| format!("{} {}", it["kind"], it["address"]).replace('"', "")).collect()
    };
    assert_eq!(
        vanished("datasets/old"),
        [
            "artifact https://example.org/a.h5",
            "identifier doi:10.5281/zenodo.2",
            "identifier doi:10.5281/zenodo.3"
        ]
    );
    assert_eq!(vanished("models/good"), ["file models/good/files/training.json"]);
    assert_eq!(repository.under("vanished-address").0, Some(1));
    repository.commit();
    fs::remove_file(repository.path().join("catalog/datasets/old.yaml")).unwrap();
    let review = repository.json();
    let gone = of(&review, "datasets/old")["vanished"].to_string();
    assert!(gone.contains("\"datasets/old/\"") && gone.contains("ZENODO.3633408"), "{gone}");
}

#[test]
fn formats_do_not_carry_all_that_is_new() {
    let repository = Repository::new();
    repository.edit("license: CC0-1.0\n", "license: CC0-1.0\nalternate_titles: [Classifier]\n");
    let review = repository.json();
    let losses = of(&review, "models/good")["losses"].as_array().unwrap();
    let cff = losses.iter().find(|it| it["format"] == "cff").unwrap();
    assert_eq!(cff["lost"], serde_json::json!(["alternate_titles"]));
    assert_eq!(cff["of"], 1);
    assert!(losses.iter().all(|it| it["format"] != "json-ld"), "{losses:?}");
}

#[test]
fn a_site_moves_and_loses_pages_of_its_own() {
    let repository = Repository::new();
    repository.write("site/site.yaml", "title: T\nbase_url: https://example.org/one\n");
    repository.write("site/pages/help.md", "# Help\n\nWords.\n");
    repository.write("site/pages/about.md", "# About\n\nWords.\n");
    repository.commit();
    fs::remove_dir_all(repository.path().join("site/pages")).unwrap();
    let review = repository.json();
    let page = serde_json::json!([{"kind": "page", "address": "help/"}]);
    assert_eq!(review["site"]["vanished"], page);
    assert_eq!(repository.under("vanished-address").0, Some(1));
    repository.commit();
    let without = "title: T\nbase_url: https://example.org/one\nformats: {without: [cff]}\n";
    repository.write("site/site.yaml", without);
    let file = serde_json::json!([{"kind": "file", "address": "*/*/CITATION.cff"}]);
    assert_eq!(repository.json()["site"]["vanished"], file);
    repository.write("site/site.yaml", "title: T\nbase_url: https://example.org/two\n");
    let review = repository.json();
    assert_eq!(review["site"]["oldAddress"], "https://example.org/one/");
    assert_eq!(review["records"], Value::Array(Vec::new()));
    assert_eq!(repository.under("vanished-address").0, Some(1));
    says(&repository.review("human"), "which is `https://example.org/two/` now");
    repository.commit();
    let licensed = "title: T\nbase_url: https://example.org/two\nlicense: CC-BY-4.0\n";
    repository.write("site/site.yaml", licensed);
    assert_eq!(repository.under("changed-licence").0, Some(1));
    says(&repository.review("human"), "the descriptions: ");
}

#[test]
fn of_a_new_record_is_told_what_fails() {
    let repository = Repository::new();
    repository.write("catalog/datasets/new.yaml", "kind: dataset\ntitle: New\n");
    let review = repository.json();
    let failing = of(&review, "datasets/new")["indicators"].as_array().unwrap();
    assert!(!failing.is_empty() && failing.iter().all(|it| it["after"] == "fail"));
    assert_eq!(of(&review, "datasets/new")["concerns"], Value::Array(Vec::new()));
    says(&repository.review("markdown"), "✗ `dataset-R1.1-");
}

/// Names of the members of objects in `value`.
fn members(value: &Value, found: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Object(all) => {
            for (name, inner) in all {
                found.insert(name.clone());
                members(inner, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|it| members(it, found)),
        _ => {}
    }
}

#[test]
fn the_manual_names_every_member_of_the_json() {
    let repository = Repository::new();
    repository.write("catalog/datasets/broken.yaml", "kind: dataset\n");
    repository.edit("license: CC0-1.0\n", "license: MIT\nalternate_titles: [Classifier]\n");
    repository.edit("value: 0.95\n", "value: 0.96\n");
    fs::write(repository.folder.join("training.json"), "{}\n").unwrap();
    fs::remove_file(repository.folder.join("evidence/throughput.json")).unwrap();
    let mut review = repository.json();
    // Their members are those of another command.
    for problem in review["problems"].as_array_mut().unwrap() {
        *problem = serde_json::json!({"side": problem["side"]});
    }
    let mut found = std::collections::BTreeSet::new();
    members(&review, &mut found);
    let manual = crate::program::repository().join("crates/pages/src/site/manual/review.md");
    let manual = fs::read_to_string(manual).unwrap();
    let untold: Vec<&String> =
        found.iter().filter(|it| !manual.contains(&format!("`{it}`"))).collect();
    assert!(untold.is_empty(), "{untold:?}");
}

#[test]
fn a_licence_where_there_was_none_is_told_and_not_refused() {
    let repository = Repository::new();
    repository.write("catalog/datasets/d.yaml", &dataset("D").replace("license: CC0-1.0\n", ""));
    repository.commit();
    repository.write("catalog/datasets/d.yaml", &dataset("D"));
    let review = repository.json();
    assert_eq!(of(&review, "datasets/d")["licences"][0]["new"], "CC0-1.0");
    assert_eq!(repository.under("changed-licence").0, Some(0));
    repository.edit("    path: model.onnx\n", "    path: model.onnx\n    license: MIT\n");
    assert_eq!(repository.under("changed-licence").0, Some(1));
}
