//! Metrics against values that scikit-learn gave, of `fixtures/metrics/make_metrics.py`: ties, absent
//! classes, shares of nothing, one class only, values of several numbers.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use std::collections::BTreeMap;

use faircat_inference::metrics::{Answers, Metric, NAMES, Truth, metric_by_name, uncertainty};
use serde::Deserialize;

#[derive(Deserialize)]
struct Known {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    labels: Option<Vec<usize>>,
    targets: Option<Vec<f64>>,
    width: usize,
    values: Vec<f64>,
    metrics: BTreeMap<String, Option<f64>>,
}

fn cases() -> Vec<Case> {
    let known = include_str!("fixtures/metrics/scikit-learn.json");
    serde_json::from_str::<Known>(known).unwrap().cases
}

fn judged(case: &Case) -> (Truth, Answers) {
    let targets = || Truth::Targets { width: case.width, values: case.targets.clone().unwrap() };
    let truth = case.labels.clone().map_or_else(targets, Truth::Labels);
    (truth, Answers { width: case.width, values: case.values.clone(), reference: None })
}

#[test]
fn metrics_are_those_of_scikit_learn() {
    let mut compared = 0;
    for case in cases() {
        let (truth, answers) = judged(&case);
        for (name, expected) in &case.metrics {
            let metric = metric_by_name(name).unwrap_or_else(|| panic!("{name} is not read"));
            let found = metric.compute(&truth, &answers);
            let Some(expected) = expected else {
                assert!(found.is_err(), "{}, {name}: {found:?}", case.name);
                continue;
            };
            let found = found.unwrap();
            let apart = (found - expected).abs() / expected.abs().max(1.0);
            assert!(apart <= 1e-12, "{}, {name}: {found} instead of {expected}", case.name);
            let (least, most) = metric.range();
            let within = least - 1e-12..=most + 1e-12;
            assert!(within.contains(&found), "{}, {name}: {found}", case.name);
            compared += 1;
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn each_has_a_spread_where_items_differ() {
    for case in cases().into_iter().filter(|case| case.values.len() > 40) {
        let (truth, answers) = judged(&case);
        for (name, expected) in case.metrics.iter().filter(|(_, it)| it.is_some()) {
            let metric = metric_by_name(name).unwrap();
            let spread = uncertainty(metric, &truth, &answers).unwrap();
            assert!(spread.is_some_and(f64::is_finite), "{}, {name}: {expected:?}", case.name);
        }
    }
}

#[test]
fn each_metric_that_is_told_of_is_read() {
    for name in NAMES {
        assert!(metric_by_name(name).is_some(), "{name}");
    }
}

#[test]
fn names_are_read_as_people_write_them() {
    for (one, other) in [
        ("F1 (macro)", "macro F1"),
        ("f1_macro", "macro F1"),
        ("macro-averaged F1 score", "macro F1"),
        ("F1, macro average", "macro F1"),
        ("precision (binary)", "precision"),
        ("Recall_Score", "recall"),
        ("F1 at threshold 30 %", "F1 at a threshold of 0.3"),
        ("roc_auc_ovr", "ROC AUC (one-vs-rest, macro)"),
        ("roc_auc_ovo_weighted", "ROC AUC, one versus one, weighted"),
        ("macro ROC AUC", "ROC AUC (ovr, macro)"),
        ("roc_auc_ovr_micro", "micro ROC AUC"),
        ("ROC-AUC", "ROC AUC"),
        ("log-loss", "log loss"),
        ("average precision (macro)", "macro average precision"),
        ("brier_score_loss", "Brier score"),
        ("ECE", "expected calibration error (15 bins)"),
        ("MAE", "mean absolute error"),
        ("RMSE", "root mean squared error"),
        ("r2", "R²"),
        ("R^2 score", "R²"),
        ("MAPE", "mean absolute percentage error"),
        ("quantile loss (alpha = 0.95)", "pinball loss, 95 % quantile"),
    ] {
        let read = metric_by_name(one);
        assert!(read.is_some() && read == metric_by_name(other), "{one} is {read:?}");
    }
    assert_eq!(metric_by_name("ROC AUC (binary)"), Some(Metric::RocAuc));
}

#[test]
fn what_a_metric_does_not_take_is_not_passed_over() {
    for name in [
        "macro accuracy",
        "macro micro F1",
        "micro ROC AUC (ovo)",
        "macro F1 at threshold 0.5",
        "F1 at threshold 1.5",
        "recall at threshold 0",
        "F1 at threshold x",
        "ROC AUC at threshold 0.5",
        "accuracy (10 bins)",
        "ECE, 0 bins",
        "ECE, 100000 bins",
        "pinball loss",
        "log loss, 95 % quantile",
        "F1 (samples)",
        "neg_mean_squared_error",
        "weighted avg precision of jets",
        "average F1",
        "F1, averaged",
        "avg recall",
        "average accuracy",
        "accuracy at",
        "F1 norm",
        "accuracy, l2 norm",
        "ECE, norm",
        "recall at 0.5",
        "macro",
        "",
    ] {
        assert_eq!(metric_by_name(name), None, "{name}");
    }
}
