//! Evidence of other checks than a verification: throughput, and what servers answered.

use std::fs;

use serde_json::{Value, json};

use super::Copy;

#[test]
fn throughput_that_was_not_measured_is_refused() {
    assert_eq!(Copy::new().said("throughput.json"), [""; 0], "the true one is believed");
    let first = "/measurements/0";
    let at = |field: &str| format!("{first}/{field}");
    for (field, value, reason) in [
        ("/date".to_owned(), json!("2099-01-01"), "is in the future"),
        ("/faircat".to_owned(), json!("9.9.9"), "newer than this one"),
        (at("engine"), json!("oracle"), "which is not known"),
        (at("device"), json!("quantum"), "which is not known"),
        (at("throughput_median"), json!(1e12), "not in order"),
        (at("throughput_minimum"), json!(-1.0), "cannot be"),
        (at("latency_median"), json!(1e-12), "contradict each other"),
        (at("items"), json!(0), "cannot be"),
        (at("threads"), json!(0), "cannot be"),
        (at("peak_memory"), json!(1), "cannot be"),
        (at("device_utilisation"), json!(101.0), "cannot be"),
    ] {
        let copy = Copy::new();
        copy.forge("throughput.json", &[(field.as_str(), value.clone())]);
        let said = copy.said("throughput.json");
        assert!(said.iter().any(|one| one.contains(reason)), "{field} {value}: {said:?}");
        assert!(copy.load(&[]).0.throughput.is_none());
    }
    let copy = Copy::new();
    let text = fs::read_to_string(copy.evidence("throughput.json")).unwrap();
    let mut evidence: Value = serde_json::from_str(&text).unwrap();
    let twice = evidence["measurements"][0].clone();
    evidence["measurements"].as_array_mut().unwrap().push(twice);
    fs::write(copy.evidence("throughput.json"), evidence.to_string()).unwrap();
    assert!(copy.said("throughput.json").iter().any(|one| one.contains("is measured twice")));
    let copy = Copy::new();
    let mut many = evidence["measurements"][0].clone();
    many["different_items"] = json!(1_000_000_000);
    copy.forge("throughput.json", &[("/measurements/0", many)]);
    let said = copy.said("throughput.json");
    assert!(said.iter().any(|one| one.contains("more items than the control set has")), "{said:?}");
    for (field, value, reason) in [
        ("sha256", Value::Null, "does not tell which file was measured"),
        ("file", Value::Null, "does not tell which file was measured"),
    ] {
        let copy = Copy::new();
        copy.forge("throughput.json", &[(at(field).as_str(), value)]);
        let said = copy.said("throughput.json");
        assert!(said.iter().any(|one| one.contains(reason)), "{field}: {said:?}");
    }
    for field in ["sha256", "file"] {
        let copy = Copy::new();
        copy.forge("throughput.json", &[(at(field).as_str(), Value::Null)]);
        let said = copy.said("throughput.json");
        let reason = "does not tell which file was measured";
        assert!(said.iter().any(|one| one.contains(reason)), "{field}: {said:?}");
    }
    let copy = Copy::new();
    let native =
        [(at("engine"), json!("native")), (at("version"), json!(env!("CARGO_PKG_VERSION")))];
    let native: Vec<(&str, Value)> = native.iter().map(|(at, it)| (&**at, it.clone())).collect();
    copy.forge("throughput.json", &native);
    let said = copy.said("throughput.json");
    assert!(said.iter().any(|it| it.contains("native does not run such a network")), "{said:?}");
    let copy = Copy::new();
    let other = json!("0".repeat(64));
    copy.forge(
        "throughput.json",
        &[("/measurements/0", {
            let mut one: Value = evidence["measurements"][0].clone();
            one["file"] = json!("model.onnx");
            one["sha256"] = other;
            one
        })],
    );
    assert!(copy.said("throughput.json").iter().any(|one| one.contains("has changed since")));
}

#[test]
fn an_answer_that_no_server_gave_is_refused() {
    let fact = |change: (&str, Value)| {
        let mut fact = json!({
            "check": "link-answers", "url": "https://example.org/training-code",
            "date": "2026-11-20", "holds": true, "detail": "the server answers with status 200",
            "status": 200, "size": null, "media_type": null,
        });
        fact[change.0] = change.1;
        fact
    };
    for (facts, reason) in [
        (vec![fact(("status", json!(200)))], ""),
        (vec![fact(("date", json!("2099-01-01")))], "is in the future"),
        (vec![fact(("status", json!(404)))], "it is said that this holds"),
        (vec![fact(("status", json!(null)))], "it is said that this holds"),
        (vec![fact(("holds", json!(false)))], "it is said that this does not hold"),
        (vec![fact(("detail", json!("checked by CERN")))], "it is said that this holds"),
        (vec![fact(("status", json!(200))), fact(("status", json!(200)))], "it is told twice"),
    ] {
        let copy = Copy::new();
        let file = copy.folder.join("record.yaml");
        let yaml = fs::read_to_string(&file).unwrap();
        let url = "url: https://example.org/training-code\n";
        fs::write(&file, format!("{url}{yaml}")).unwrap();
        fs::write(copy.evidence("online.json"), json!({"facts": facts}).to_string()).unwrap();
        let said = copy.said("online.json");
        match reason {
            "" => assert_eq!(said, [""; 0]),
            _ => assert!(said.iter().any(|one| one.contains(reason)), "{facts:?}: {said:?}"),
        }
        assert_eq!(copy.load(&[]).0.facts.is_empty(), !reason.is_empty());
    }
}
