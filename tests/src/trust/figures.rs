//! What no run gives is refused, and what the record no longer says is outdated, whoever signed it.

mod forgeries;

use std::fs;

use faircat::evidence::verification::Verdict;
use serde_json::{Value, json};

use super::Copy;
use super::attestation::{run, trusted};
use forgeries::{of_figures, of_machines_and_words, of_outputs_and_files, of_spreads};

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

    /// Has the evidence tell what the record states now.
    fn restate(&self) {
        let yaml = fs::read_to_string(self.folder.join("record.yaml")).unwrap();
        let record = faircat::record::reading::read_record(faircat::record::Kind::Model, &yaml);
        let Ok(faircat::record::Record::Work(work)) = record else { panic!("no sound record") };
        let text = fs::read_to_string(self.evidence("verification.json")).unwrap();
        let mut evidence: Value = serde_json::from_str(&text).unwrap();
        evidence["stated"] = faircat::evidence::stated::of(work.model.as_deref().unwrap());
        fs::write(self.evidence("verification.json"), evidence.to_string()).unwrap();
    }

    pub(super) fn change(&self, name: &str, change: fn(&mut Value)) {
        let text = fs::read_to_string(self.evidence(name)).unwrap();
        let mut evidence: Value = serde_json::from_str(&text).unwrap();
        change(&mut evidence);
        fs::write(self.evidence(name), evidence.to_string()).unwrap();
    }
}

#[test]
fn what_no_run_gives_is_refused_however_well_it_agrees_with_itself() {
    let all = [of_figures(), of_spreads(), of_outputs_and_files(), of_machines_and_words()];
    for forgery in all.into_iter().flatten() {
        let copy = Copy::new();
        copy.edit(&forgery.record);
        copy.change("verification.json", forgery.evidence);
        copy.restate();
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
