//! Model repositories for Triton.

use std::fs;

use faircat::conversion::interaction_network::{Form, convert};
use faircat::formats::package::PackedModel;
use faircat::formats::triton;
use faircat_inference::onnx::{self, Axis};
use faircat_inference::signature::{Declared, Signature};

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
    let probabilities = Declared {
        name: "probabilities".to_owned(),
        classes: vec!["QCD".to_owned(), "H\nbb".to_owned()],
        ..Declared::default()
    };
    let declared = Signature { outputs: vec![probabilities], ..Signature::default() };
    let files = triton::repository(&PackedModel {
        slug: "a\"b\\cé",
        bytes: &onnx,
        onnx: &file,
        contract: &declared.in_order_of(&file),
    })
    .unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.path.rsplit_once('é').unwrap().1).collect();
    assert_eq!(
        names,
        [
            "/probabilities_labels.txt",
            "/config.pbtxt",
            "/1/model.onnx",
            "/deploy/supersonic-values.yaml",
            "/deploy/kserve.yaml"
        ]
    );
    assert_eq!(files[0].content, b"QCD\nH bb\n");
    assert_eq!(String::from_utf8(files[1].content.clone()).unwrap(), CONFIG);
    assert_eq!(files[2].content, onnx);
}

#[test]
fn axes_without_names_count_items_too_and_those_of_two_names_do_not() {
    let onnx = convert(&legacy(&SIZES.shapes()), Form::Factorised).unwrap().onnx;
    let largest_batch = |change: &dyn Fn(&mut onnx::OnnxFile)| {
        let mut file = onnx::describe(&onnx).unwrap();
        change(&mut file);
        let contract = Signature::of_file(&file);
        let model = PackedModel { slug: "m", bytes: &onnx, onnx: &file, contract: &contract };
        let files = triton::repository(&model).unwrap();
        let config = files.iter().find(|it| it.path == "m/config.pbtxt").unwrap();
        String::from_utf8(config.content.clone()).unwrap()
    };
    let unnamed = largest_batch(&|file| {
        for port in file.inputs.iter_mut().chain(&mut file.outputs) {
            port.shape.as_mut().unwrap()[0] = Axis::Unknown(());
        }
    });
    assert!(unnamed.contains("max_batch_size: 1024\n") && unnamed.contains("dims: [ 3, 60 ]\n"));
    assert!(unnamed.contains("dynamic_batching"));
    let two = largest_batch(&|file| {
        file.inputs[0].shape.as_mut().unwrap()[0] = Axis::Symbol("jets".to_owned());
    });
    assert!(two.contains("max_batch_size: 0\n") && two.contains("dims: [ -1, 3, 60 ]\n"));
    let fixed = largest_batch(&|file| file.outputs[0].shape.as_mut().unwrap()[0] = Axis::Size(4));
    assert!(fixed.contains("max_batch_size: 0\n") && fixed.contains("dims: [ 4, 2 ]\n"));
    let one_number = largest_batch(&|file| {
        file.outputs[0].shape.as_mut().unwrap().truncate(1);
    });
    assert!(one_number.contains("dims: [ 1 ]\n    reshape {\n      shape: [ ]\n    }\n"));
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
