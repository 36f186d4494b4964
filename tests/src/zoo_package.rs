//! `faircat export --as bioimageio`: a model with the tensors on which the zoo tests it.

use std::fs;
use std::path::Path;
use std::process::Output;

use faircat::formats::list::format_named;
use faircat::formats::reader::Input;
use faircat::outside_world::checksum;
use faircat_inference::formats::npy;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::{faircat, repository, says};

fn export(root: &Path, work: &str, out: &Path) -> Output {
    let mut command = faircat();
    command.args(["export", work, "--as", "bioimageio", "--base-url", "https://example.org/"]);
    command.arg("--root").arg(root).arg("--out").arg(out).output().unwrap()
}

/// What the program says of an export that does not succeed.
fn refused(root: &Path, work: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let output = export(root, work, &folder.path().join("out"));
    assert!(!output.status.success());
    assert!(!folder.path().join("out").exists());
    String::from_utf8(output.stderr).unwrap()
}

fn packed(root: &Path, work: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = export(root, work, folder.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

fn fixture(name: &str) -> std::path::PathBuf {
    repository().join("tests/fixtures").join(name)
}

fn described(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join("rdf.yaml")).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

#[test]
fn the_description_says_what_the_record_does_and_names_files_that_are_there() {
    let folder = packed(&fixture("verified"), "models/good");
    let rdf = described(folder.path());
    assert_eq!(rdf["name"], "Linear classifier");
    assert_eq!(rdf["license"], "CC0-1.0");
    assert_eq!(rdf["version"], "1.0");
    assert_eq!(rdf["timestamp"], "2026-11-20");
    assert_eq!(rdf["authors"][0]["name"], "A. Person");
    let axes = &rdf["inputs"][0]["axes"];
    assert_eq!(axes[0]["type"], "batch");
    assert_eq!(axes[1]["channel_names"].as_array().unwrap().len(), 3);
    assert_eq!(rdf["outputs"][0]["axes"][1]["type"], "index");
    assert_eq!(rdf["outputs"][1]["axes"][1]["channel_names"][1], "high");
    let tensors = ["inputs", "outputs"].iter().flat_map(|it| rdf[*it].as_array().unwrap());
    let tests = tensors.map(|it| &it["test_tensor"]);
    let attached = rdf["attachments"].as_array().unwrap().iter();
    let mut files = 0;
    for file in tests.chain(attached).chain([&rdf["weights"]["onnx"]]) {
        let bytes = fs::read(folder.path().join(file["source"].as_str().unwrap())).unwrap();
        assert_eq!(file["sha256"], checksum::of_bytes(&bytes), "{file}");
        files += 1;
    }
    // Three tensors, the control set, `training.json` and the weights.
    assert_eq!(files, 6);
    says(&fs::read_to_string(folder.path().join("README.md")).unwrap(), "\n## Validation\n");
}

/// The outputs are the model's own for the inputs: two of its classes sum to one.
#[test]
fn tensors_are_items_of_the_control_set_and_what_the_model_makes_of_them() {
    let folder = packed(&fixture("verified"), "models/good");
    let array = |name: &str| {
        let bytes = fs::read(folder.path().join(name)).unwrap();
        npy::read(&bytes, Default::default()).unwrap()
    };
    let (x, probabilities) = (array("test_input_x.npy"), array("test_output_probabilities.npy"));
    assert_eq!((x.shape(), probabilities.shape()), (&[4, 3][..], &[4, 2][..]));
    let values = probabilities.data().to_f64();
    assert!(values.chunks(2).all(|it| (it[0] + it[1] - 1.0).abs() < 1e-6), "{values:?}");
    let again = packed(&fixture("verified"), "models/good");
    for name in ["rdf.yaml", "test_input_x.npy", "test_output_probabilities.npy", "README.md"] {
        let bytes = |folder: &TempDir| fs::read(folder.path().join(name)).unwrap();
        assert_eq!(bytes(&folder), bytes(&again), "{name}");
    }
}

#[test]
fn axes_of_images_are_places() {
    let folder = packed(&fixture("displays"), "models/counts");
    let rdf = described(folder.path());
    let axes: Vec<String> = rdf["inputs"][0]["axes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{} {}", it["type"].as_str().unwrap(), it["id"].as_str().unwrap_or("-")))
        .collect();
    assert_eq!(axes, ["batch -", "channel channel", "space y", "space x"]);
}

/// What our own reader makes of it.
#[test]
fn the_package_is_read_again() {
    let folder = packed(&fixture("verified"), "models/good");
    let bytes = fs::read(folder.path().join("rdf.yaml")).unwrap();
    let place = Path::new("https://example.org/zoo/rdf.yaml");
    let reader = format_named("bioimageio").unwrap().reader.unwrap();
    let found = (reader.read)(&Input::new(place, &bytes));
    let imported = found.records.into_iter().next().unwrap().import(&Default::default());
    let model = imported.work.model.unwrap();
    let input = &model.signature.unwrap().inputs[0];
    assert_eq!(input.shape, ["batch", "3"]);
    let names: Vec<&str> = input.features.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c"]);
}

#[test]
fn what_cannot_be_tested_is_refused_with_the_reason() {
    says(&refused(&fixture("every-field"), "datasets/full"), "it is no model");
    says(&refused(&fixture("every-field"), "models/full"), "has no weights in ONNX format");
    says(&refused(&fixture("form"), "models/pump-wear-untried"), "names no control set");
    let catalog = tempfile::tempdir().unwrap();
    let folder = catalog.path().join("catalog/models/good");
    fs::create_dir_all(folder.join("control")).unwrap();
    let good = fixture("verified/catalog/models/good");
    for file in ["model.onnx", "control/control-set.npz", "training.json"] {
        fs::copy(good.join(file), folder.join(file)).unwrap();
    }
    let record = fs::read_to_string(good.join("record.yaml")).unwrap();
    let renamed = record.replace("title: Linear classifier", "title: \"№ 1\"");
    fs::write(folder.join("record.yaml"), renamed.replace("datasets/numbers", "doi:10.5555/a"))
        .unwrap();
    says(&refused(catalog.path(), "models/good"), "its name must have 5 letters");
}
