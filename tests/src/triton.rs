//! Model repositories for Triton.

use std::fs;

use faircat::conversion::interaction_network::{Form, convert};
use faircat::formats::package::PackedModel;
use faircat::formats::triton;
use faircat::record::{Signature, Tensor};
use faircat_inference::onnx;

use crate::program::faircat;
use crate::small_networks::{SIZES, legacy};

const CONFIG: &str = r#"name: "a\"b\\c\303\251"
backend: "onnxruntime"
max_batch_size: 1024
input [
  {
    name: "tracks"
    data_type: TYPE_FP32
    dims: [ 3, 60 ]
  }
]
input [
  {
    name: "vertices"
    data_type: TYPE_FP32
    dims: [ 2, 5 ]
  }
]
output [
  {
    name: "logits"
    data_type: TYPE_FP32
    dims: [ 2 ]
  }
]
output [
  {
    name: "probabilities"
    data_type: TYPE_FP32
    dims: [ 2 ]
    label_filename: "probabilities_labels.txt"
  }
]
dynamic_batching {
  preferred_batch_size: [ 64, 256, 1024 ]
  max_queue_delay_microseconds: 2000
}
instance_group [
  {
    kind: KIND_AUTO
    count: 1
  }
]
version_policy {
  latest {
    num_versions: 1
  }
}
"#;

#[test]
fn the_configuration_is_made_from_the_model_and_strings_are_escaped() {
    let onnx = convert(&legacy(&SIZES.shapes()), Form::Factorised).unwrap().onnx;
    let file = onnx::describe(&onnx).unwrap();
    let probabilities = Tensor {
        name: "probabilities".to_owned(),
        classes: vec!["QCD".to_owned(), "H\nbb".to_owned()],
        ..Tensor::default()
    };
    let signature = Signature { outputs: vec![probabilities], ..Signature::default() };
    let files = triton::repository(&PackedModel {
        slug: "a\"b\\cé",
        bytes: &onnx,
        onnx: &file,
        signature: Some(&signature),
    })
    .unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.path.rsplit_once('é').unwrap().1).collect();
    assert_eq!(names, ["/probabilities_labels.txt", "/config.pbtxt", "/1/model.onnx"]);
    assert_eq!(files[0].content, b"QCD\nH bb\n");
    assert_eq!(String::from_utf8(files[1].content.clone()).unwrap(), CONFIG);
    assert_eq!(files[2].content, onnx);
}

#[test]
fn the_command_writes_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    let onnx = convert(&legacy(&SIZES.shapes()), Form::Factorised).unwrap().onnx;
    let model = folder.path().join("small.onnx");
    fs::write(&model, &onnx).unwrap();
    let out = folder.path().join("models");
    let mut command = faircat();
    let output = command.arg("export").arg(&model).args(["--as", "triton", "--out"]).arg(&out);
    assert!(output.output().unwrap().status.success());
    assert_eq!(fs::read(out.join("small/1/model.onnx")).unwrap(), onnx);
    let config = fs::read_to_string(out.join("small/config.pbtxt")).unwrap();
    assert!(config.starts_with("name: \"small\"\n"), "{config}");
}

#[test]
fn what_is_in_the_repository_already_stays_unless_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let onnx = convert(&legacy(&SIZES.shapes()), Form::Factorised).unwrap().onnx;
    let model = folder.path().join("small.onnx");
    fs::write(&model, &onnx).unwrap();
    let export = |out: &str, more: &[&str]| {
        let mut command = faircat();
        command.arg("export").arg(&model).args(["--as", "triton", "--out", out]).args(more);
        command.current_dir(folder.path()).output().unwrap().status.success()
    };
    let config = folder.path().join("models/small/config.pbtxt");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    fs::write(&config, "mine").unwrap();
    assert!(!export("models", &[]));
    assert_eq!(fs::read(&config).unwrap(), b"mine");
    assert!(export("models", &["--force"]));
    assert_ne!(fs::read(&config).unwrap(), b"mine");
    // Another model beside it.
    fs::rename(folder.path().join("models/small"), folder.path().join("models/other")).unwrap();
    assert!(export("models", &[]));
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir_all(&elsewhere).unwrap();
    fs::create_dir_all(folder.path().join("linked")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder.path().join("linked/small")).unwrap();
    assert!(!export("linked", &[]) && !export("linked", &["--force"]));
    assert_eq!(fs::read_dir(elsewhere).unwrap().count(), 0);
}
