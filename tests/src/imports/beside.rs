//! Files that lie around a description, and come with it.

use std::fs;
use std::path::Path;

use super::sources::run;
use crate::build::write;
use crate::program::says;

/// Writes `files` into the folder `source`.
fn put(home: &Path, files: &[(&str, &str)]) {
    files.iter().for_each(|(path, text)| write(&home.join("source"), path, *text));
}

/// The record that the folder `source` with these files becomes, and the folder of its own files.
fn record_of(home: &Path, files: &[(&str, &str)], record: &str) -> String {
    put(home, files);
    let ran = run(home, &["source"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    fs::read_to_string(home.join("catalog/models").join(record)).unwrap()
}

#[test]
fn a_model_of_mlflow_brings_its_file() {
    let home = tempfile::tempdir().unwrap();
    let description = "name: toys\nmodel_uuid: abcd1234\nmlflow_version: 2.9.2\nflavors:\n  onnx: \
                       {data: model.onnx}\n  python_function: {env: conda.yaml}\n";
    let files = [("MLmodel", description), ("model.onnx", "bytes"), ("conda.yaml", "name: a\n")];
    let record = record_of(home.path(), &files, "mlflow-toys-abcd1234.yaml");
    says(&record, "path: model.onnx\n");
    says(&record, "size: 5\n");
    let own = home.path().join("catalog/models/mlflow-toys-abcd1234");
    assert_eq!(fs::read(own.join("model.onnx")).unwrap(), b"bytes");
    assert!(!own.join("conda.yaml").exists());
}

#[test]
fn a_bundle_of_monai_brings_its_weights() {
    let home = tempfile::tempdir().unwrap();
    let metadata = r#"{"name": "toys", "version": "1.0", "monai_version": "1.3", "task": "Toys"}"#;
    let files = [("configs/metadata.json", metadata), ("models/model.pt", "bytes")];
    let record = record_of(home.path(), &files, "monai-toys.yaml");
    says(&record, "path: models/model.pt\n");
    assert!(home.path().join("catalog/models/monai-toys/models/model.pt").exists());
}

#[test]
fn a_card_brings_the_weights_beside_it() {
    let home = tempfile::tempdir().unwrap();
    let files = [
        ("README.md", "---\npipeline_tag: image-classification\n---\n# Toys\n\nFor toys.\n"),
        ("onnx/model.onnx", "bytes"),
        ("other/README.md", "---\npipeline_tag: text-classification\n---\n# Tools\n\nFor tools.\n"),
        ("other/model.safetensors", "others"),
    ];
    let record = record_of(home.path(), &files, "hf-toys.yaml");
    says(&record, "path: onnx/model.onnx\n");
    assert!(!record.contains("safetensors"), "{record}");
}

#[test]
fn a_model_of_the_zoo_brings_weights_and_test_tensors() {
    let home = tempfile::tempdir().unwrap();
    let description = "type: model\nformat_version: 0.5.3\nname: Toy network\ndescription: Finds toys.\n\
                       authors: [{name: Ada Toy}]\ncite: []\ndocumentation: README.md\n\
                       inputs:\n- id: raw\n  axes: [{type: batch}, {id: x, type: space, size: 4}]\n  \
                       test_tensor: {source: in.npy}\nweights:\n  onnx: {source: weights.onnx, \
                       opset_version: 17, sha256: 0000000000000000000000000000000000000000000000000000000000000000}\n";
    let files = [
        ("rdf.yaml", description),
        ("weights.onnx", "bytes"),
        ("in.npy", "tensor"),
        ("README.md", "# Toys\n"),
    ];
    let record = record_of(home.path(), &files, "bioimageio-toy-network.yaml");
    for wanted in ["path: weights.onnx\n", "opset: 17\n", "path: in.npy\n", "role: control-set\n"] {
        says(&record, wanted);
    }
    assert!(!record.contains("sha256: 0000"), "its own is another: {record}");
    assert!(home.path().join("catalog/models/bioimageio-toy-network/in.npy").exists());
}

/// The model of the catalogue as a package of the zoo, which comes in again with its test.
#[test]
fn test_tensors_of_the_zoo_are_a_control_set_that_is_verified() {
    let home = tempfile::tempdir().unwrap();
    let package = home.path().join("zoo");
    let root = crate::program::repository();
    let mut export = crate::program::faircat();
    export.args(["export", "digits-dense", "--as", "bioimageio", "--out"]).arg(&package);
    let done = export.arg("--root").arg(&root).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let ran = run(home.path(), &["zoo"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    assert!(!ran.told.contains("no control set"), "{}", ran.told);
    let models = home.path().join("catalog/models");
    let slug = super::sources::files(&home.path().join("catalog"), "models")
        .into_iter()
        .find_map(|it| it.strip_suffix(".yaml").map(str::to_owned))
        .unwrap();
    let record = fs::read_to_string(models.join(format!("{slug}.yaml"))).unwrap();
    says(&record, "    data: control-set.npz\n");
    assert!(models.join(&slug).join("control-set.npz").exists());
    assert!(!record.contains(".npy"), "{record}");
    fs::write(home.path().join("site.yaml"), "title: Zoo\n").unwrap();
    let mut verify = crate::program::faircat();
    let done = verify.args(["verify", &slug, "--root"]).arg(home.path()).output().unwrap();
    let said = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
    says(&said, "output `probabilities`");
    says(&said, "holds");
}

#[test]
fn a_croissant_file_brings_the_files_beside_it() {
    let home = tempfile::tempdir().unwrap();
    let description = r#"{"@context": {"@vocab": "https://schema.org/", "cr": "http://mlcommons.org/croissant/"},
        "@type": "Dataset", "conformsTo": "http://mlcommons.org/croissant/1.0", "name": "Toys",
        "description": "Tables of toys.", "license": "https://spdx.org/licenses/CC0-1.0",
        "url": "https://example.org/toys", "distribution": [
        {"@type": "cr:FileObject", "@id": "toys", "contentUrl": "data/toys.csv", "encodingFormat": "text/csv", "md5": "00000000000000000000000000000000"},
        {"@type": "cr:FileObject", "@id": "gone", "contentUrl": "data/gone.csv", "encodingFormat": "text/csv"},
        {"@type": "cr:FileObject", "@id": "inner", "contentUrl": "data/toys.csv", "containedIn": {"@id": "toys"}}]}"#;
    let files = [("croissant.json", description), ("data/toys.csv", "a\n1\n")];
    put(home.path(), &files);
    let ran = run(home.path(), &["source"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.told, "croissant.json:6");
    says(&ran.told, "`data/gone.csv` is not in the folder or archive of the description");
    let record = home.path().join("catalog/datasets/croissant-toys.yaml");
    let record = fs::read_to_string(record).unwrap();
    assert_eq!(record.matches("path: data/toys.csv\n").count(), 1, "{record}");
    says(&record, "size: 4\n");
    assert!(home.path().join("catalog/datasets/croissant-toys/data/toys.csv").exists());
}

#[test]
fn a_description_in_schema_org_brings_the_files_beside_it() {
    let home = tempfile::tempdir().unwrap();
    let description = r#"{"@context": "https://schema.org/", "@type": "Dataset", "name": "Toys",
        "description": "Tables of toys.", "distribution":
        {"@type": "DataDownload", "name": "All toys", "contentUrl": "toys.csv"}}"#;
    let files = [("dataset.jsonld", description), ("toys.csv", "a\n1\n")];
    put(home.path(), &files);
    let ran = run(home.path(), &["source"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    let record = home.path().join("catalog/datasets/schema-org-toys.yaml");
    let record = fs::read_to_string(record).unwrap();
    for wanted in ["path: toys.csv\n", "name: All toys\n", "size: 4\n"] {
        says(&record, wanted);
    }
    assert!(home.path().join("catalog/datasets/schema-org-toys/toys.csv").exists());
}
