//! What a new project is told, and what is refused.

use std::fs;

use super::{files_below, new, ok};
use crate::program::says;

#[test]
fn every_answer_is_checked_and_nothing_is_written() {
    for (name, answer, reason) in [
        ("author_orcid", "0000-0002-1825-0098", "check"),
        ("data_doi", "zenodo.1234", "is no DOI"),
        ("code_doi", "10.5281/zenodo.XXXXXXX", "is no DOI that is registered"),
        ("license", "Apache 2", "did you mean `Apache-2.0`?"),
        ("license", "No license file", "is no SPDX licence expression"),
        ("license", "NONE", "is no SPDX licence expression"),
        ("project_name", "two\nlines", "it is a text of one line"),
        ("project_name", "a \u{202e} b", "turn the order"),
        ("author_name", "<your name>", "stands for a value and is none"),
        ("description", "", "it is a text of one line"),
        ("repo_name", "Our Showers", "`our-showers` can"),
        ("repo_name", "../x", "cannot be part of an address"),
        ("dockerfile", "perhaps", "it is `yes` or `no`"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let answers = serde_json::json!({"repo_name": "x", name: answer}).to_string();
        fs::write(folder.path().join("answers.json"), answers).unwrap();
        let output = new(folder.path(), &["new", "--yes", "--answers", "answers.json"]);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{answer}: {told}");
        says(&told, "answers.json:1");
        says(&told, &format!("`{name}`: "));
        says(&told, reason);
        assert!(!folder.path().join("new").exists(), "{answer}");
    }
}

#[test]
fn options_are_checked_and_go_before_a_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), "title: Of the file\nauthor: Ada\n").unwrap();
    ok(&new(folder.path(), &["one", "--yes", "--answers", "a.yaml", "--title", "Of the option"]));
    let told = fs::read_to_string(folder.path().join("one/config/project.toml")).unwrap();
    says(&told, "title = \"Of the option\"\nslug = \"of-the-option\"\n");
    says(&told, "author = \"Ada\"\n");
    says(&told, "organization = false\n# Sixteen digits");
    let output = new(folder.path(), &["two", "--yes", "--orcid", "0000-0002-1825-0098"]);
    assert_eq!(output.status.code(), Some(2));
    says(&String::from_utf8_lossy(&output.stderr), "--orcid: ");
    assert!(!folder.path().join("two").exists());
}

/// The records of a second project would else replace those of the first in a catalogue.
#[test]
fn without_a_title_the_folder_names_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("third")).unwrap();
    for (run_in, given, slug) in [
        (".", "our-showers", "our-showers"),
        (".", "Their Showers/", "their-showers"),
        ("third", ".", "third"),
        (".", "index", "photon-or-pion"),
    ] {
        let run_in = folder.path().join(run_in);
        ok(&new(&run_in, &[given, "--yes"]));
        let told = fs::read_to_string(run_in.join(given).join("config/project.toml")).unwrap();
        says(&told, &format!("title = \"Photon or pion\"\nslug = \"{slug}\"\n"));
    }
}

#[test]
fn a_title_of_which_no_name_follows_is_told_with_the_option_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let output = new(folder.path(), &["one", "--yes", "--title", &"long ".repeat(80)]);
    assert_eq!(output.status.code(), Some(1));
    says(&String::from_utf8_lossy(&output.stderr), "or by `--repository`");
}

#[test]
fn a_licence_without_a_text_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let said =
        |name: &str, license: &str| ok(&new(folder.path(), &[name, "--yes", "--license", license]));
    says(&said("lacks", "OSL-3.0"), "`LICENSE` there only names `OSL-3.0`: put its text");
    assert!(!said("has", "EUPL-1.2").contains("`LICENSE`"));
    says(&fs::read_to_string(folder.path().join("has/LICENSE")).unwrap(), "EUROPEAN UNION PUBLIC");
    assert!(!said("both", "mit and CC-BY-4.0").contains("`LICENSE`"));
    let told = fs::read_to_string(folder.path().join("both/codemeta.json")).unwrap();
    says(&told, "licenses/MIT\",\n    \"https://spdx.org/licenses/CC-BY-4.0\"");
    assert!(!said("with", "Apache-2.0 WITH LLVM-exception").contains("`LICENSE`"));
    let told = fs::read_to_string(folder.path().join("with/codemeta.json")).unwrap();
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["license"]["name"], "Apache-2.0 WITH LLVM-exception");
    says(&said("own", "MIT OR LicenseRef-x"), "only names `LicenseRef-x`: put its text");
}

#[test]
fn answers_that_copier_and_cookiecutter_keep_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let replay = r#"{"cookiecutter": {"project_name": "Showers", "repo_name": "showers",
        "author_name": "Ada Example", "open_source_license": "bsd-3-clause", "dockerfile": "no",
        "data_doi": "https://doi.org/10.5281/zenodo.1234", "s3_bucket": "x",
        "_template": "/t"}}"#;
    fs::write(folder.path().join("replay.json"), replay).unwrap();
    let output = new(folder.path(), &["made", "--yes", "--answers", "replay.json"]);
    ok(&output);
    let warned = String::from_utf8_lossy(&output.stderr);
    says(&warned, "`s3_bucket` is not asked for");
    assert!(!warned.contains("_template"), "{warned}");
    let told = fs::read_to_string(folder.path().join("made/config/project.toml")).unwrap();
    says(&told, "license = \"BSD-3-Clause\"\n");
    says(&told, "data_doi = \"10.5281/zenodo.1234\"\n");
}

#[test]
fn a_file_that_holds_no_answers_is_told_of() {
    for (text, told) in [
        ("- a\n- b\n", "no names with answers"),
        ("title: [a, b]\n", "`title`: it is one text"),
        ("title: a\nname: b\n", "`name` answers `project_name` a second time"),
        ("title: \"a\n", "answers.yaml"),
        ("cookiecutter: {title: ''}\n", "answers.yaml:1:"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("answers.yaml"), text).unwrap();
        let output = new(folder.path(), &["new", "--yes", "--answers", "answers.yaml"]);
        assert_eq!(output.status.code(), Some(1), "{text}");
        says(&String::from_utf8_lossy(&output.stderr), told);
    }
    let folder = tempfile::tempdir().unwrap();
    let output = new(folder.path(), &["new", "--answers", "missing.yaml"]);
    says(&String::from_utf8_lossy(&output.stderr), "missing.yaml");
}

#[test]
fn containers_are_left_out_where_nobody_wants_them() {
    let folder = tempfile::tempdir().unwrap();
    ok(&new(folder.path(), &["with", "--yes"]));
    ok(&new(folder.path(), &["without", "--yes", "--no-containers"]));
    let [with, without] =
        ["with", "without"].map(|name| files_below(&folder.path().join(name), &[]));
    let left_out: Vec<&String> = with.iter().filter(|it| !without.contains(it)).collect();
    assert_eq!(left_out, [".dockerignore", "Dockerfile", "apptainer.def"]);
    let readme = fs::read_to_string(folder.path().join("without/README.md")).unwrap();
    assert!(!readme.contains("docker") && !readme.contains("apptainer"), "{readme}");
}

#[test]
fn files_of_others_stay_and_workflows_of_a_catalogue_fit_beside() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("README.md"), "ours").unwrap();
    let output = new(folder.path(), &[".", "--yes"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(files_below(folder.path(), &[]), ["README.md"]);
    ok(&new(folder.path(), &[".", "--yes", "--force"]));
    let workflows = crate::program::faircat()
        .current_dir(folder.path())
        .args(["new", "workflows"])
        .output()
        .unwrap();
    ok(&workflows);
}

#[test]
fn numbers_are_texts_as_they_stand() {
    for (written, title) in [("1.10", "1.10"), ("1e3", "1e3"), ("007", "007"), ("\"0x1F\"", "0x1F")]
    {
        let folder = tempfile::tempdir().unwrap();
        let answers = format!("project_name: {written}\nrepo_name: ab\n");
        fs::write(folder.path().join("a.yaml"), answers).unwrap();
        ok(&new(folder.path(), &["p", "--yes", "--answers", "a.yaml"]));
        let readme = fs::read_to_string(folder.path().join("p/README.md")).unwrap();
        says(&readme, &format!("# {title}\n"));
    }
}

#[test]
fn a_doi_or_licence_that_a_citation_file_may_not_have_stands_elsewhere_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let doi = "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2";
    let options = ["p", "--yes", "--code-doi", doi, "--license", "(MIT OR Apache-2.0)"];
    ok(&new(folder.path(), &options));
    let citation = fs::read_to_string(folder.path().join("p/CITATION.cff")).unwrap();
    assert!(!citation.contains("\ndoi:"), "{citation}");
    says(&citation, "identifiers:\n  - type: url\n    value: \"https://doi.org/10.1002/");
    says(&citation, "license:\n  - MIT\n  - Apache-2.0\n");
}
