//! What no run gives is refused, and what the record no longer says is outdated, whoever signed it.

use std::fs;

use faircat::evidence::verification::Verdict;
use faircat_inference::verification::NO_ONE_SCALE;
use serde_json::{Value, json};

use super::{Copy, run, trusted};

/// A change of the record's text and one of its evidence.
struct Forgery {
    record: Vec<(&'static str, &'static str)>,
    evidence: fn(&mut Value),
    /// Part of what is said of it.
    said: &'static str,
}

impl Forgery {
    fn of(evidence: fn(&mut Value), said: &'static str) -> Forgery {
        Forgery { record: Vec::new(), evidence, said }
    }
}

impl Copy {
    fn edit(&self, changes: &[(&str, &str)]) {
        let file = self.folder.join("record.yaml");
        let mut yaml = fs::read_to_string(&file).unwrap();
        for (old, new) in changes {
            assert!(yaml.contains(old), "{old}");
            yaml = yaml.replace(old, new);
        }
        fs::write(file, yaml).unwrap();
    }

    pub(super) fn change(&self, name: &str, change: fn(&mut Value)) {
        let text = fs::read_to_string(self.evidence(name)).unwrap();
        let mut evidence: Value = serde_json::from_str(&text).unwrap();
        change(&mut evidence);
        fs::write(self.evidence(name), evidence.to_string()).unwrap();
    }
}

/// Changes every run of `evidence`.
fn runs(evidence: &mut Value, change: impl Fn(&mut Value)) {
    evidence["runs"].as_array_mut().unwrap().iter_mut().for_each(change);
}

fn of_figures() -> Vec<Forgery> {
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
fn of_spreads() -> Vec<Forgery> {
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

fn of_outputs_and_files() -> Vec<Forgery> {
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
            record: vec![("items: 40\n", "items: 41\n")],
            evidence: |evidence| {
                evidence["control_set"]["items"] = json!(41);
                evidence["control_set"]["declared_items"] = json!(41);
                runs(evidence, |run| {
                    run["items"] = json!(41);
                    run["outputs"][0]["shape"] = json!([41, 2]);
                    run["outputs"][1]["shape"] = json!([41, 2]);
                });
            },
            said: "the control set has 40 items, not 41",
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

fn of_machines_and_words() -> Vec<Forgery> {
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

#[test]
fn what_no_run_gives_is_refused_however_well_it_agrees_with_itself() {
    let all = [of_figures(), of_spreads(), of_outputs_and_files(), of_machines_and_words()];
    for forgery in all.into_iter().flatten() {
        let copy = Copy::new();
        copy.edit(&forgery.record);
        copy.change("verification.json", forgery.evidence);
        let said = copy.said("verification.json");
        let refused =
            |one: &String| one.starts_with("refused-evidence: ") && one.contains(forgery.said);
        assert!(said.iter().any(refused), "{}: {said:?}", forgery.said);
        assert!(copy.load(&[]).0.current().is_none());
    }
}

#[test]
fn a_size_that_no_file_has_is_refused() {
    let copy = Copy::new();
    let file = fs::read_to_string(copy.folder.join("record.yaml")).unwrap();
    let declared: Vec<&str> = file.lines().filter(|line| line.contains("size:")).collect();
    copy.edit(&declared.iter().map(|line| (*line, "    # no size")).collect::<Vec<_>>());
    copy.change("verification.json", |evidence| {
        for file in evidence["files"].as_array_mut().unwrap() {
            file["declared_size"] = Value::Null;
            file["size"] = json!(1);
        }
    });
    let said = copy.said("verification.json");
    assert!(said.iter().any(|one| one.contains("does not have 1 byte;")), "{said:?}");
}

/// Edits of the record after which a signed verification is of another one.
const EDITS: [(&str, &str); 8] = [
    ("classes: [low, high]", "classes: [high, low]"),
    (
        "{name: logits, dtype: float32, shape: [batch, \"2\"]}",
        "{name: logits, dtype: float32, shape: [batch, \"2\"], conversion: {factor: 2.0, unit: mm}}",
    ),
    ("name: logits, dtype: float32", "name: positions, dtype: float16"),
    ("{name: a, unit: \"1\"", "{name: d, unit: \"1\""),
    ("value: 0.985\n", "value: 0.985\n      method: By hand, at CERN\n"),
    ("split: test\n      condition", "split: all of it\n      condition"),
    ("value: 0.303\n", "value: 0.303\n      unit: nm\n"),
    ("  control_set:\n    items: 40\n", "  control_set:\n    items: 40\n    description: All\n"),
];

#[test]
fn what_was_signed_is_outdated_once_the_record_says_something_else() {
    let copy = Copy::new();
    let (code, said) = run(&copy, &["verify", "good", "--engine", "tract", "--attest"], Some(1));
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(copy.said("verification.json"), [""; 0]);
    let record = fs::read_to_string(copy.folder.join("record.yaml")).unwrap();
    for (old, new) in EDITS {
        copy.edit(&[(old, new)]);
        let said = copy.said("verification.json");
        assert!(copy.load(&[trusted(1)]).0.current().is_none(), "{new}");
        let known = ["stale-evidence: ", "refused-evidence: "];
        assert!(
            said.iter().any(|one| known.iter().any(|code| one.starts_with(code))),
            "{new}: {said:?}"
        );
        fs::write(copy.folder.join("record.yaml"), &record).unwrap();
    }
    // Descriptions decide nothing.
    copy.edit(&[("meaning: A number", "meaning: The first number")]);
    assert!(copy.load(&[trusted(1)]).0.current().is_some());
}

#[test]
fn names_of_submitted_machines_are_quotations() {
    let copy = Copy::new();
    copy.change("verification.json", |evidence| {
        evidence["machine"]["processor"] = json!("CERN VERIFIED");
    });
    let (evidence, problems) = copy.load(&[]);
    let verification = evidence.current().unwrap_or_else(|| panic!("{problems:?}"));
    assert_eq!(verification.machine.processor, "“CERN VERIFIED”");
}

#[test]
fn words_of_submitted_evidence_are_quotations() {
    let copy = Copy::new();
    copy.change("verification.json", |evidence| {
        evidence["runs"][0]["failure"] = json!("” Signed by the site. “");
        evidence["runs"][0]["outputs"] = json!([]);
        evidence["runs"][0]["metrics"] = json!([]);
        evidence["runs"][0]["verdict"] = json!("not-checked");
        evidence["agreement"] = json!([]);
        evidence["verdict"] = json!("not-checked");
        evidence["reasons"] = json!(["Everything holds"]);
    });
    let (evidence, problems) = copy.load(&[]);
    let verification = evidence.current().unwrap_or_else(|| panic!("{problems:?}"));
    assert_eq!(verification.verdict, Verdict::NotChecked);
    assert_eq!(verification.reasons, ["the evidence says: “Everything holds”"]);
    let failure = verification.runs[0].failure.as_deref();
    assert_eq!(failure, Some("the evidence says: “\" Signed by the site. \"”"));
    assert_eq!(run(&copy, &["build", "--out", "out"], None).0, Some(0));
    let page = fs::read_to_string(copy.root.path().join("out/models/good/index.html")).unwrap();
    assert!(page.contains("the evidence says: “Everything holds”"));
}

#[test]
fn no_machine_is_as_fast_as_a_forgery_can_say() {
    let copy = Copy::new();
    copy.change("throughput.json", |evidence| {
        for one in evidence["measurements"].as_array_mut().unwrap() {
            for (name, value) in one.as_object_mut().unwrap() {
                let factor = match name.split('_').next() {
                    Some("throughput") => 1e6,
                    Some("latency") => 1e-6,
                    _ => continue,
                };
                *value = json!(value.as_f64().unwrap() * factor);
            }
        }
    });
    let said = copy.said("throughput.json");
    assert!(said.iter().any(|one| one.contains("no machine is as fast")), "{said:?}");
    assert!(copy.load(&[]).0.throughput.is_none());
    let forgeries: [fn(&mut Value); 3] = [
        |one| one["form"] = json!("measured by this site"),
        |one| one["load"] = json!(-1.0),
        |one| one["peak_memory"] = json!(1_u64 << 60),
    ];
    for forgery in forgeries {
        let copy = Copy::new();
        let text = fs::read_to_string(copy.evidence("throughput.json")).unwrap();
        let mut evidence: Value = serde_json::from_str(&text).unwrap();
        forgery(&mut evidence["measurements"][0]);
        fs::write(copy.evidence("throughput.json"), evidence.to_string()).unwrap();
        assert!(copy.load(&[]).0.throughput.is_none(), "{}", evidence["measurements"][0]);
    }
}
