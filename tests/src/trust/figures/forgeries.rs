//! Evidence that says what no run gives, each with what is said of it.

use faircat_inference::verification::NO_ONE_SCALE;
use serde_json::{Value, json};

/// A change of the record's text and one of its evidence.
pub(super) struct Forgery {
    pub(super) record: Vec<(&'static str, &'static str)>,
    pub(super) evidence: fn(&mut Value),
    /// Part of what is said of it.
    pub(super) said: &'static str,
}

impl Forgery {
    pub(super) fn of(evidence: fn(&mut Value), said: &'static str) -> Forgery {
        Forgery { record: Vec::new(), evidence, said }
    }
}

/// Changes every run of `evidence`.
pub(super) fn runs(evidence: &mut Value, change: impl Fn(&mut Value)) {
    evidence["runs"].as_array_mut().unwrap().iter_mut().for_each(change);
}

pub(super) fn of_figures() -> Vec<Forgery> {
    let auc = |evidence: &mut Value| {
        runs(evidence, |run| {
            run["metrics"][1]["declared"] = json!(1.5);
            run["metrics"][1]["recomputed"] = json!(1.5);
        });
    };
    let grandness = |evidence: &mut Value| {
        runs(evidence, |run| run["metrics"][1]["metric"] = json!("my grandness"));
    };
    let loss = |evidence: &mut Value| {
        runs(evidence, |run| {
            run["metrics"][2]["declared"] = json!(-5.0);
            run["metrics"][2]["recomputed"] = json!(-5.0);
        });
    };
    let unit = |evidence: &mut Value| {
        runs(evidence, |run| run["metrics"][2]["unit"] = json!("GeV"));
    };
    vec![
        Forgery {
            record: vec![("value: 0.985", "value: 1.5")],
            evidence: auc,
            said: "`ROC AUC` is said to be 1.5, which it cannot be",
        },
        Forgery {
            record: vec![("metric: ROC AUC", "metric: my grandness")],
            evidence: grandness,
            said: "no metric of faircat",
        },
        Forgery {
            record: vec![("value: 0.303", "value: -5.0")],
            evidence: loss,
            said: "`log loss` is said to be -5, which it cannot be",
        },
        Forgery {
            record: vec![("value: 0.303\n", "value: 0.303\n      unit: GeV\n")],
            evidence: unit,
            said: "is said to be in `GeV`",
        },
        Forgery::of(
            |evidence| runs(evidence, |run| run["metrics"][0]["output"] = json!("ghost")),
            "`ghost`, which is not its output",
        ),
        Forgery::of(
            |evidence| runs(evidence, |run| run["metrics"][0]["reason"] = json!("It is so")),
            "`accuracy` holds, and a reason is given",
        ),
    ]
}

/// What is said of the spread of an accuracy, which its value and the number of items give.
pub(super) fn of_spreads() -> Vec<Forgery> {
    vec![
        Forgery::of(
            |evidence| runs(evidence, |run| run["metrics"][0]["uncertainty"] = json!(1e-7)),
            "with an uncertainty of 0.0000001",
        ),
        Forgery::of(
            |evidence| runs(evidence, |run| run["metrics"][0]["interval"] = json!([0.1, 1.0])),
            "both an uncertainty and an interval",
        ),
        Forgery::of(
            |evidence| runs(evidence, |run| run["metrics"][0]["uncertainty"] = Value::Null),
            "the uncertainty of `accuracy` is left out",
        ),
    ]
}

pub(super) fn of_outputs_and_files() -> Vec<Forgery> {
    vec![
        Forgery::of(
            |evidence| {
                runs(evidence, |run| run["outputs"][0]["name"] = json!("ghost"));
                evidence["agreement"][0]["output"] = json!("ghost");
            },
            "the record declares no output `ghost`",
        ),
        Forgery::of(
            |evidence| {
                runs(evidence, |run| {
                    run["outputs"][0]["shape"] = json!([40, 7]);
                    run["outputs"][0]["declared_shape"] = Value::Null;
                });
            },
            "its numbers give `fails`",
        ),
        Forgery::of(
            |evidence| runs(evidence, |run| run["outputs"][0]["dtype"] = json!("signed by us")),
            "is no element type",
        ),
        Forgery::of(
            |evidence| runs(evidence, |run| run["outputs"][1]["tolerance"] = json!(1e9)),
            "the tolerance of output `probabilities` is 0.00001 by its reference",
        ),
        Forgery::of(
            |evidence| {
                runs(evidence, |run| {
                    run["outputs"][1]["largest_difference"] = Value::Null;
                    run["outputs"][1]["tolerance"] = Value::Null;
                    run["outputs"][1]["verdict"] = json!("not-checked");
                    run["outputs"][1]["reason"] = json!("equal");
                });
            },
            "the tolerance of output `probabilities` is 0.00001 by its reference",
        ),
        Forgery::of(
            |evidence| {
                runs(evidence, |run| {
                    run["outputs"][1]["tolerance"] = Value::Null;
                    run["outputs"][1]["verdict"] = json!("not-checked");
                    run["outputs"][1]["reason"] = json!(NO_ONE_SCALE);
                    run["verdict"] = json!("not-checked");
                });
                evidence["verdict"] = json!("not-checked");
            },
            "the tolerance of output `probabilities` is 0.00001 by its reference",
        ),
        Forgery::of(
            |evidence| evidence["agreement"][0]["tolerance"] = json!(1e9),
            "the tolerance of the agreement in `logits`",
        ),
        Forgery {
            record: vec![("items: 40\n", "items: 80\n")],
            evidence: |evidence| {
                evidence["control_set"]["items"] = json!(80);
                evidence["control_set"]["declared_items"] = json!(80);
                runs(evidence, |run| {
                    run["items"] = json!(80);
                    run["outputs"][0]["shape"] = json!([80, 2]);
                    run["outputs"][1]["shape"] = json!([80, 2]);
                });
            },
            said: "the control set has 40 items, not 80",
        },
        Forgery::of(
            |evidence| {
                let set = evidence["control_set"].clone();
                runs(evidence, |run| {
                    run["file"] = set["file"].clone();
                    run["sha256"] = set["sha256"].clone();
                });
            },
            "which is no ONNX model",
        ),
        Forgery::of(
            |evidence| {
                let mut file = evidence["files"][0].clone();
                file["file"] = json!("record.yaml");
                evidence["files"].as_array_mut().unwrap().push(file);
            },
            "`record.yaml` is no file that the record describes",
        ),
    ]
}

pub(super) fn of_machines_and_words() -> Vec<Forgery> {
    vec![
        Forgery::of(
            |evidence| evidence["runs"][0]["version"] = json!("99999.0.0"),
            "no version of tract",
        ),
        Forgery::of(
            |evidence| evidence["runs"][0]["version"] = json!("0.0.0"),
            "no version of tract",
        ),
        Forgery::of(
            |evidence| evidence["runs"][1]["version"] = json!("99999.0.0"),
            "no version of onnxruntime",
        ),
        Forgery::of(
            |evidence| {
                evidence["machine"]["system"] = json!("linux aarch64");
                evidence["machine"]["instruction_sets"] = json!(["AVX2"]);
            },
            "`AVX2` is no instruction set of aarch64",
        ),
        Forgery::of(|evidence| evidence["machine"]["memory"] = json!(1), "bytes of memory"),
        Forgery::of(
            |evidence| evidence["machine"]["logical_processors"] = json!(10_u64.pow(18)),
            "so many or so few processors",
        ),
        Forgery::of(
            |evidence| evidence["runs"][0]["form"] = json!("recomputed by this site's workflow"),
            "is no form of a network",
        ),
        Forgery::of(
            |evidence| evidence["reasons"] = json!(["All was recomputed by this site"]),
            "it holds, and gives reasons",
        ),
        Forgery::of(
            |evidence| evidence["runs"][0]["outputs"][0]["reason"] = json!("It is so"),
            "output `logits` holds, and a reason is given",
        ),
    ]
}
