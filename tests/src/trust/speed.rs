//! A rate that nobody can have measured is refused, by what the measured file takes.

use std::fs;

use serde_json::{Value, json};

use crate::copies::copy_folder;
use crate::program::{repository, run, says};

/// What `faircat check` says of the measurements of `model`, a record of the catalogue, after a
/// `forgery`.
fn said(model: &str, forgery: &dyn Fn(&mut Vec<Value>)) -> String {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("catalog/models").join(model);
    copy_folder(&repository().join("catalog/models").join(model), &folder);
    let file = folder.join("evidence/throughput.json");
    let mut evidence: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    forgery(evidence["measurements"].as_array_mut().unwrap());
    fs::write(&file, evidence.to_string()).unwrap();
    let told = run(root.path(), &["check"]);
    let told = String::from_utf8([told.stdout, told.stderr].concat()).unwrap();
    assert!(told.contains("sound records"), "{told}");
    let of_it = |part: &&str| part.contains("throughput.json");
    told.split("\n\n").filter(of_it).collect()
}

/// Makes measurements of `engine` faster by a `factor`, in all figures alike.
fn faster(all: &mut [Value], engine: &str, factor: f64) {
    for one in all.iter_mut().filter(|it| it["engine"] == engine) {
        for (name, value) in one.as_object_mut().unwrap() {
            let by = match name.split('_').next() {
                Some("throughput") => factor,
                Some("latency") => 1.0 / factor,
                _ => continue,
            };
            *value = json!(value.as_f64().unwrap() * by);
        }
    }
}

#[test]
fn a_rate_is_bounded_by_the_products_that_an_item_takes() {
    for (model, engine) in [
        ("braggnn-simulated", "tract"),
        ("braggnn-simulated", "onnxruntime"),
        ("hbb-in-pythia-2842", "tract"),
        ("hbb-in-pythia-2842", "native"),
    ] {
        for factor in [1.0, 2.0] {
            assert_eq!(said(model, &|all| faster(all, engine, factor)), "", "{model}, {engine}");
        }
        let refused = said(model, &|all| faster(all, engine, 100.0));
        says(&refused, &format!("no machine multiplies as fast as is said of {engine}"));
    }
}

#[test]
fn an_engine_that_does_not_run_the_file_and_a_file_that_is_not_named_are_refused() {
    let of = |forgery: &dyn Fn(&mut Value)| {
        said("braggnn-simulated", &|all| {
            all.truncate(1);
            forgery(&mut all[0]);
        })
    };
    let refused = of(&|one| {
        one["engine"] = json!("native");
        one["version"] = json!("0.1.0");
    });
    says(&refused, "native does not run such a network");
    let refused = of(&|one| {
        one.as_object_mut().unwrap().remove("file");
    });
    says(&refused, "does not tell which file was measured");
    says(&of(&|one| one["file"] = json!("nowhere.onnx")), "`nowhere.onnx` is no longer there");
}
