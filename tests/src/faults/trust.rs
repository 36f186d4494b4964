//! `hostile/forged`: evidence written by hand beside a changed claim.

use std::fs;
use std::process::Output;

use super::folder;
use crate::copies::copy_folder;
use crate::program::{faircat, repository};

/// The catalogue, with the claim and the evidence of the sample beside BraggNN.
fn forged() -> Option<tempfile::TempDir> {
    let sample = folder("hostile/forged")?;
    let root = tempfile::tempdir().unwrap();
    copy_folder(&repository().join("catalog"), &root.path().join("catalog"));
    let own = root.path().join("catalog/models/braggnn-simulated");
    let yaml = fs::read_to_string(own.join("record.yaml")).unwrap();
    let claim = "metric: mean Euclidean error\n      value: 0.08888";
    assert!(yaml.contains(claim));
    let changed = yaml.replace(claim, "metric: mean Euclidean error\n      value: 0.00001");
    fs::write(own.join("record.yaml"), changed).unwrap();
    for file in ["verification.json", "throughput.json"] {
        fs::copy(sample.join(file), own.join("evidence").join(file)).unwrap();
    }
    Some(root)
}

fn run(root: &tempfile::TempDir, arguments: &[&str]) -> Output {
    faircat().args(arguments).current_dir(root.path()).output().unwrap()
}

#[test]
fn evidence_by_hand_is_neither_believed_nor_shown() {
    let Some(root) = forged() else { return };
    let check = run(&root, &["check", "--strict"]);
    let said = String::from_utf8_lossy(&check.stdout).into_owned();
    assert_eq!(check.status.code(), Some(1), "{said}");
    for reason in [
        "evidence/verification.json",
        "its date, 2099-01-01, is in the future",
        "faircat 9.9.9 is said to have written it",
        "its numbers give `fails`",
    ] {
        assert!(said.contains(reason), "{reason}: {said}");
    }
    let build = run(&root, &["build", "--out", "out"]);
    assert!(build.status.success(), "{build:?}");
    let read = |file: &str| {
        fs::read_to_string(root.path().join("out/models/braggnn-simulated").join(file)).unwrap()
    };
    for file in ["index.html", "record.jsonld", "scorecard.json", "try.json"] {
        let text = read(file);
        for forged in ["9.9.9", "2099", "Claims checked"] {
            assert!(!text.contains(forged), "{file} shows {forged}");
        }
    }
    let scorecard: serde_json::Value = serde_json::from_str(&read("scorecard.json")).unwrap();
    let principles = scorecard["principles"].as_array().unwrap();
    let mut findings = principles.iter().flat_map(|it| it["indicators"].as_array().unwrap());
    let claims = findings.find(|it| it["id"] == "model-R1-claims-hold").unwrap();
    assert_eq!(claims["verdict"], "unknown");
}
