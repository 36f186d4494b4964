//! What is published of a model of which another is a variant, beside the other's own figures.

use std::fs;
use std::path::Path;

use crate::copies::copy_of_good;
use crate::program::{run, says};

const RELATION: &str = "
relations:
  - type: is-variant-form-of
    target: models/published
    description: The same form on other numbers.
";

const DATA: &str = "kind: dataset
title: Other numbers
summary: Measured numbers in two classes.
license: CC0-1.0
";

/// With the ROC AUC without a condition, or at two thresholds.
fn published(title: &str, more: &str, evaluations: &[(&str, f64)]) -> String {
    let head = format!(
        "kind: model\ntitle: {title}\nsummary: Trained on other numbers.\nlicense: CC0-1.0\n\
         {more}model:\n  task: [binary classification]\n  parameters: 12\n  training:\n    \
         datasets:\n      - dataset: datasets/others\n  evaluations:\n"
    );
    let evaluation = |(condition, value): &(&str, f64)| {
        format!(
            "    - metric: ROC AUC\n      value: {value}\n      dataset: datasets/others\n      \
             {condition}\n      source: doi:10.1088/2632-2153/ad12e3\n      locator: table 9\n"
        )
    };
    head + &evaluations.iter().map(evaluation).collect::<Vec<String>>().concat()
}

fn built(root: &Path) -> String {
    let out = root.join("out");
    let built = run(root, &["build", "--out", out.to_str().unwrap()]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    fs::read_to_string(out.join("models/good/figures/index.html")).unwrap()
}

#[test]
fn published_figures_stand_beside_those_of_a_variant_and_follow_their_record() {
    let (root, folder) = copy_of_good();
    let (root, catalog) = (root.path(), root.path().join("catalog"));
    let record = folder.join("record.yaml");
    fs::write(&record, fs::read_to_string(&record).unwrap() + RELATION).unwrap();
    fs::write(catalog.join("datasets/others.yaml"), DATA).unwrap();
    let small = "relations:\n  - type: is-variant-form-of\n    target: models/published\n";
    let small = published("Small published", small, &[("split: test", 0.7891)]);
    fs::write(catalog.join("models/published-small.yaml"), small).unwrap();
    let masked = |value| {
        let none = ("condition: \"masked below 0%: no feature\"", 0.8765);
        let two = ("condition: \"masked below 1%: 2 of 3 features\"", value);
        let text = published("The published one", "", &[none, two]);
        fs::write(catalog.join("models/published.yaml"), text).unwrap();
    };
    masked(0.8123);
    assert!(run(root, &["explain", "good"]).status.success());

    let page = built(root);
    for wanted in ["id=\"beside\"", "The same form on other numbers.", "The published one"] {
        says(&page, wanted);
    }
    // Thresholds of a table, and the networks of which one has no like here.
    for wanted in ["0.8765", "0.8123", "2 of 3 features", "0.7891", "not measured"] {
        says(&page, wanted);
    }
    masked(0.8321);
    says(&built(root), "0.8321");
}

#[test]
fn variants_on_the_same_data_stand_beside_nothing() {
    let (root, folder) = copy_of_good();
    let (root, record) = (root.path(), folder.join("record.yaml"));
    fs::write(&record, fs::read_to_string(&record).unwrap() + RELATION).unwrap();
    let same = published("The published one", "", &[("split: test", 0.8765)]);
    let file = root.join("catalog/models/published.yaml");
    fs::write(file, same.replace("datasets/others", "datasets/numbers")).unwrap();
    assert!(!built(root).contains("id=\"beside\""));
}
