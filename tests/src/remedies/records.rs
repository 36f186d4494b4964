//! Mistakes in records and in where they lie.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{has, said};

pub(super) fn write(root: &Path, path: &str, text: &str) {
    let file = root.join("catalog").join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// A catalogue with one record, of the kind that `path` says.
pub(super) fn catalog(path: &str, text: &str) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let kind = if path.starts_with("models") { "model" } else { "dataset" };
    write(root.path(), path, &format!("kind: {kind}\ntitle: A title\n{text}"));
    root
}

pub(super) fn checked(path: &str, text: &str) -> String {
    said(catalog(path, text).path(), &["check"])
}

/// A remedy that is a piece of YAML, put in the place of what it is about, mends the record.
#[test]
fn pieces_of_yaml_can_be_put_in_place() {
    let models = "models/a.yaml";
    let datasets = "datasets/a.yaml";
    for (path, text, value, remedy) in [
        (datasets, "access: VALUE\n", "open", "{rights: open}"),
        (datasets, "publisher: VALUE\n", "CERN", "{name: CERN}"),
        (datasets, "authors: [VALUE]\n", "A. Person", "{name: A. Person}"),
        (datasets, "authors:\n  - VALUE\n", "A. Person", "{name: A. Person}"),
        (datasets, "authors: VALUE\n", "A. Person", "[{name: A. Person}]"),
        (datasets, "keywords: VALUE\n", "jets, simulation", "[jets, simulation]"),
        (datasets, "identifiers: VALUE\n", "doi:10.5281/zenodo.1", "[doi:10.5281/zenodo.1]"),
        (datasets, "identifiers: VALUE\n", "{doi: 10.5281/zenodo.1}", "[doi:10.5281/zenodo.1]"),
        (datasets, "code: VALUE\n", "https://example.org/a", "{repository: https://example.org/a}"),
        (datasets, "subjects: [VALUE]\n", "jets", "{term: jets}"),
        (datasets, "subjects: VALUE\n", "jets", "[{term: jets}]"),
        (datasets, "dataset:\n  splits: VALUE\n", "{train: 100}", "[{name: train, items: 100}]"),
        (
            datasets,
            "artifacts: VALUE\n",
            "https://example.org/a.h5",
            "[{url: https://example.org/a.h5}]",
        ),
        (models, "model:\n  task: VALUE\n", "classification", "[classification]"),
        (
            models,
            "model:\n  signature:\n    outputs: []\n    inputs:\n      - name: x\n        dtype: float32\n        \
             shape: VALUE\n",
            "(batch, 3)",
            "[batch, \"3\"]",
        ),
    ] {
        let found = checked(path, &text.replace("VALUE", value));
        has(&found, &[&format!("`{remedy}`")]);
        assert_eq!(found.matches("error[").count(), 1, "{found}");
        let mended = checked(path, &text.replace("VALUE", remedy));
        assert!(!mended.contains("error["), "{mended}");
    }
}

#[test]
fn a_shape_in_parentheses_is_one_mistake() {
    let inputs = "[{name: x, dtype: float32, shape: (batch, 3)}]";
    let found = checked(
        "models/a.yaml",
        &format!("model:\n  signature: {{inputs: {inputs}, outputs: []}}\n"),
    );
    has(&found, &["`shape` must be a list", "write the items in square brackets", "1 error"]);
}

#[test]
fn fields_of_other_formats_are_named_as_ours() {
    for (path, text, help) in [
        ("datasets/a.yaml", "date: 2026-01-05\n", "write `date_published`"),
        (
            "datasets/a.yaml",
            "artifacts: [{md5: ab}]\n",
            "`checksums: [{algorithm: md5, value: …}]`",
        ),
        ("datasets/a.yaml", "artifacts: [{filename: a}]\n", "write `path` for a file beside"),
        ("models/a.yaml", "model: {evaluations: [{name: a, value: 1}]}\n", "write `metric`"),
        ("models/a.yaml", "model: {control_set: {path: a.npz}}\n", "write `data`"),
        ("datasets/a.yaml", "artifacts: [{size: -1}]\n", "write `1` if the sign is a slip"),
        (
            "models/a.yaml",
            "model: {evaluations: [{metric: a, value: 1, tolerance: -0.1}]}\n",
            "write `tolerance: 0.1`, or remove it",
        ),
    ] {
        has(&checked(path, text), &[help]);
    }
}

#[test]
fn layout_is_blamed_on_the_line_that_is_wrong() {
    let signature = "model:\n  signature:\n   inputs:\n      - {name: x, dtype: float32, shape: \
                     [batch]}\n    outputs: []\n";
    let dedented = "model:\n  signature:\n    inputs: []\n    outputs: []\n evaluations:\n    - metric: a\n      \
                    value: 1\n  control_set:\n    items: 3\n";
    for (text, line, message, help) in [
        ("artifacts:\n  - role: weights\n\tpath: m\n", 5, "a tab stands before", "with spaces"),
        (
            signature,
            5,
            "begins in column 4, the field of line 7 in column 5",
            "begin it in column 5",
        ),
        (
            dedented,
            7,
            "begins in column 2, the field of line 4 in column 3",
            "begin it in column 3",
        ),
        ("authors:\n\u{a0} - name: A\n", 4, "a no-break space (U+00A0)", "write a plain space"),
        ("authors:\n  – name: A\n", 4, "an en dash (U+2013)", "write a hyphen, `-`,"),
        ("keywords:\n  – jets\n", 4, "an en dash (U+2013)", "write a hyphen, `-`,"),
    ] {
        let found = checked("models/a.yaml", text);
        has(&found, &[&format!("catalog/models/a.yaml:{line}:"), message, help]);
    }
}

#[test]
fn what_was_not_filled_in_is_an_error() {
    for text in [
        "subjects: [{term: \"<term>\", iri: \"<IRI of the term>\"}]\n",
        "publisher: {name: \"<organization that publishes it>\"}\n",
        "provenance: [{name: a, software: [\"<program>\"]}]\n",
        "dataset: {collection: <how the data was taken>}\n",
        "authors: [{name: \"<full name>\"}]\n",
    ] {
        has(&checked("datasets/a.yaml", text), &["error[placeholder]", "write the value in its"]);
    }
}

#[test]
fn metrics_and_values_get_the_remedy_that_fits() {
    let claim = |metric: &str, value: &str| {
        let evaluation = "control_set: true, tolerance: 0.01";
        let model = format!("metric: \"{metric}\", value: {value}, {evaluation}");
        checked("models/a.yaml", &format!("model: {{evaluations: [{{{model}}}]}}\n"))
    };
    for (metric, meant) in [
        ("ROC AUCC", "ROC AUC"),
        ("log-los", "log loss"),
        ("acuracy", "accuracy"),
        ("Euclidian error, 95% quantile", "Euclidean error, 95 % quantile"),
    ] {
        has(&claim(metric, "1"), &[&format!("did you mean `{meant}`?")]);
    }
    assert!(!claim("perplexity", "1").contains("did you mean"));
    has(&claim("perplexity", "1"), &["those that can are: accuracy; balanced accuracy;"]);
    has(&claim("ROC AUC", "1.2"), &["lies between 0 and 1", "help: correct the value"]);
    has(&claim("accuracy", "95"), &["help: add `unit: '%'` to a value in percent"]);
}

#[test]
fn folders_and_files_of_records_are_renamed_and_moved() {
    for (path, help) in [
        ("models/jet tagger/record.yaml", "rename the folder to `jet-tagger`"),
        ("models/Jet_Tagger.yaml", "rename the file to `jet-tagger.yaml`"),
        ("models/hep/jets/record.yaml", "move the folder `jets` to `catalog/models/jets`"),
    ] {
        let found = checked(path, "");
        has(&found, &["error[", help]);
        assert!(!found.contains("holds no record"), "{found}");
    }
}

#[test]
fn assess_is_given_records_by_name() {
    let root = catalog("datasets/numbers.yaml", "");
    let file = root.path().join("catalog/datasets/numbers.yaml");
    let said = |name: &str| said(root.path(), &["assess", name]);
    has(&said(file.to_str().unwrap()), &["this is YAML", "name the record, `datasets/numbers`"]);
    has(&said("numbrs"), &["no work is called `numbrs`", "did you mean `datasets/numbers`?"]);
    has(&said("catalog/datasets/numbers"), &["did you mean `datasets/numbers`?"]);
}
