//! A rate that nobody can have measured is refused, by what the measured file takes.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::copies::copy_folder;
use crate::program::{repository, run, says};

/// What `faircat check` says of the measurements of `model`, a record of the catalogue, after
/// `forgery` of each.
fn said(model: &str, forgery: &dyn Fn(&mut Value)) -> String {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("catalog/models").join(model);
    copy_folder(&repository().join("catalog/models").join(model), &folder);
    let file = folder.join("evidence/throughput.json");
    let mut evidence: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    evidence["measurements"].as_array_mut().unwrap().iter_mut().for_each(forgery);
    fs::write(&file, evidence.to_string()).unwrap();
    let told = run(root.path(), &["check"]);
    let told = String::from_utf8([told.stdout, told.stderr].concat()).unwrap();
    assert!(told.contains("sound records"), "{told}");
    let of_it = |part: &&str| part.contains("throughput.json");
    told.split("\n\n").filter(of_it).collect()
}

/// Makes a measurement of `engine` faster by a `factor`, in all its figures alike.
fn faster<'a>(engine: &'a str, factor: f64) -> impl Fn(&mut Value) + 'a {
    move |one| {
        if one["engine"] != engine {
            return;
        }
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
        assert_eq!(said(model, &faster(engine, 1.0)), "", "{model}, {engine}");
        assert_eq!(said(model, &faster(engine, 2.0)), "", "{model}, {engine}");
        let refused = said(model, &faster(engine, 200.0));
        says(&refused, &format!("no machine multiplies as fast as is said of {engine}"));
    }
}

#[test]
fn an_engine_that_does_not_run_the_file_and_a_file_that_is_not_named_are_refused() {
    let refused = said("braggnn-simulated", &|one| one["engine"] = json!("native"));
    says(&refused, "native does not run such a network");
    let refused = said("braggnn-simulated", &|one| {
        one.as_object_mut().unwrap().remove("file");
    });
    says(&refused, "does not tell which file was measured");
    let missing = Path::new("evidence").join("nowhere.onnx");
    let refused = said("braggnn-simulated", &|one| one["file"] = json!(missing));
    says(&refused, "is no longer there");
}
