//! Ensembles of trees whose lists contradict each other, or of which ONNX does not say what they
//! mean, are refused.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use faircat_inference::engine::{Engine, EngineError, Options};
use faircat_inference::engines::tract::Tract;
use faircat_inference::onnx::proto::{
    AttributeProto, AttributeType, DataType, Dimension, DimensionValue, GraphProto, ModelProto,
    NodeProto, OperatorSetIdProto, TensorShapeProto, TensorType, TypeProto, TypeValue,
    ValueInfoProto,
};
use faircat_inference::tensor::{Data, Tensor};
use prost::Message;

#[derive(Clone)]
enum Value {
    Integers(Vec<i64>),
    Numbers(Vec<f32>),
    Texts(Vec<&'static str>),
    Text(&'static str),
    Integer(i64),
}

use Value::{Integer, Integers, Numbers, Text, Texts};

type Attributes = Vec<(&'static str, Value)>;

/// One branch, `x[0] <= 0.5`, and its two leaves.
fn tree() -> Attributes {
    vec![
        ("nodes_treeids", Integers(vec![0, 0, 0])),
        ("nodes_nodeids", Integers(vec![0, 1, 2])),
        ("nodes_featureids", Integers(vec![0, 0, 0])),
        ("nodes_modes", Texts(vec!["BRANCH_LEQ", "LEAF", "LEAF"])),
        ("nodes_values", Numbers(vec![0.5, 0.0, 0.0])),
        ("nodes_truenodeids", Integers(vec![1, 0, 0])),
        ("nodes_falsenodeids", Integers(vec![2, 0, 0])),
    ]
}

fn regressor() -> Attributes {
    let mut all = tree();
    all.extend([
        ("n_targets", Integer(1)),
        ("target_treeids", Integers(vec![0, 0])),
        ("target_nodeids", Integers(vec![1, 2])),
        ("target_ids", Integers(vec![0, 0])),
        ("target_weights", Numbers(vec![-1.0, 4.0])),
    ]);
    all
}

/// Of three classes: the first leaf is of class 0, the second of class 2.
fn classifier() -> Attributes {
    let mut all = tree();
    all.extend([
        ("classlabels_int64s", Integers(vec![7, 8, 9])),
        ("class_treeids", Integers(vec![0, 0])),
        ("class_nodeids", Integers(vec![1, 2])),
        ("class_ids", Integers(vec![0, 2])),
        ("class_weights", Numbers(vec![1.0, 1.0])),
    ]);
    all
}

/// `all` with `changes` in their places, or added.
fn with(mut all: Attributes, changes: &[(&'static str, Value)]) -> Attributes {
    for (name, value) in changes {
        match all.iter_mut().find(|(known, _)| known == name) {
            Some(place) => place.1 = value.clone(),
            None => all.push((name, value.clone())),
        }
    }
    all
}

fn attribute((name, value): (&str, Value)) -> AttributeProto {
    let mut made = AttributeProto { name: name.to_owned(), ..AttributeProto::default() };
    let bytes = |text: &str| text.as_bytes().to_vec();
    let kind = match value {
        Integers(values) => {
            made.ints = values;
            AttributeType::Ints
        }
        Numbers(values) => {
            made.floats = values;
            AttributeType::Floats
        }
        Texts(values) => {
            made.strings = values.into_iter().map(bytes).collect();
            AttributeType::Strings
        }
        Text(value) => {
            made.s = bytes(value);
            AttributeType::String
        }
        Integer(value) => {
            made.i = value;
            AttributeType::Int
        }
    };
    made.r#type = kind as i32;
    made
}

fn port(name: &str, shape: &[i64], dtype: DataType) -> ValueInfoProto {
    let dim = |&size: &i64| Dimension { value: Some(DimensionValue::DimValue(size)) };
    let shape = Some(TensorShapeProto { dim: shape.iter().map(dim).collect() });
    let value = Some(TypeValue::TensorType(TensorType { elem_type: dtype as i32, shape }));
    ValueInfoProto { name: name.to_owned(), r#type: Some(TypeProto { value }) }
}

/// A model of one ensemble, of two rows of two features.
fn model(operator: &str, attributes: Attributes) -> Vec<u8> {
    let outputs = match operator {
        "TreeEnsembleRegressor" => vec![port("y", &[2, 1], DataType::Float)],
        _ => vec![port("label", &[2], DataType::Int64), port("y", &[2, 3], DataType::Float)],
    };
    let node = NodeProto {
        op_type: operator.to_owned(),
        domain: "ai.onnx.ml".to_owned(),
        input: vec!["x".to_owned()],
        output: outputs.iter().map(|it| it.name.clone()).collect(),
        attribute: attributes.into_iter().map(attribute).collect(),
        ..NodeProto::default()
    };
    let graph = GraphProto {
        name: "trees".to_owned(),
        node: vec![node],
        input: vec![port("x", &[2, 2], DataType::Float)],
        output: outputs,
        ..GraphProto::default()
    };
    let opset = |domain: &str, version| OperatorSetIdProto { domain: domain.to_owned(), version };
    ModelProto {
        ir_version: 8,
        graph: Some(graph),
        opset_import: vec![opset("", 17), opset("ai.onnx.ml", 3)],
        ..ModelProto::default()
    }
    .encode_to_vec()
}

fn outputs(bytes: &[u8]) -> Vec<Tensor> {
    let x = Tensor::new(vec![2, 2], Data::Float32(vec![0.5, 9.0, 0.6, 9.0])).unwrap();
    let mut session = Tract.load(bytes, &Options { batch: 2, ..Options::default() }).unwrap();
    session.run(&[x]).unwrap()
}

fn refusal(operator: &str, attributes: Attributes) -> String {
    match Tract.load(&model(operator, attributes), &Options { batch: 2, ..Options::default() }) {
        Err(EngineError::Unsupported { reason, .. }) => reason,
        Err(other) => other.to_string(),
        Ok(_) => panic!("{operator} was taken"),
    }
}

#[test]
fn sound_ensembles_run() {
    let y = outputs(&model("TreeEnsembleRegressor", regressor()));
    assert_eq!(y[0].as_f32().unwrap(), [-1.0, 4.0]);
    let y = outputs(&model("TreeEnsembleClassifier", classifier()));
    assert_eq!(y[0].data().to_f64(), [7.0, 9.0]);
    assert_eq!(y[1].as_f32().unwrap(), [1.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
}

#[test]
fn lists_that_contradict_each_other_are_refused() {
    let changes: [(&'static str, Value, &str); 14] = [
        ("nodes_nodeids", Integers(vec![0, 1, 1]), "a branch is there twice"),
        ("nodes_nodeids", Integers(vec![0, 1]), "lists of trees and branches differ in length"),
        ("nodes_values", Numbers(vec![0.5]), "lists of branches differ in length"),
        ("nodes_missing_value_tracks_true", Integers(vec![1]), "lists of branches differ"),
        ("nodes_truenodeids", Integers(vec![5, 0, 0]), "a branch leads to none"),
        ("nodes_falsenodeids", Integers(vec![1, 0, 0]), "two branches lead to the same"),
        ("nodes_truenodeids", Integers(vec![0, 0, 0]), "its branches go round"),
        ("nodes_featureids", Integers(vec![2, 0, 0]), "a feature that is not there"),
        ("nodes_featureids", Integers(vec![-1, 0, 0]), "a feature that is not there"),
        ("nodes_modes", Texts(vec!["BRANCH", "LEAF", "LEAF"]), "its mode `BRANCH` is not known"),
        ("target_weights", Numbers(vec![1.0]), "lists of leaves differ in length"),
        ("target_ids", Integers(vec![0, 1]), "a weight is that of no leaf or no target"),
        ("target_nodeids", Integers(vec![0, 2]), "a weight is that of a branch"),
        ("base_values", Numbers(vec![1.0, 2.0]), "2 base values for 1 targets"),
    ];
    for (name, value, reason) in changes {
        let said = refusal("TreeEnsembleRegressor", with(regressor(), &[(name, value)]));
        assert!(said.contains(reason), "{name}: {said}");
    }
}

#[test]
fn what_onnx_does_not_settle_is_refused() {
    for (name, value, reason) in [
        ("post_transform", Text("LOGISTIC"), "scores of one target have a `post_transform`"),
        ("aggregate_function", Text("MEDIAN"), "`aggregate_function`"),
        ("nodes_values_as_tensor", Integer(1), "`nodes_values_as_tensor`"),
    ] {
        let said = refusal("TreeEnsembleRegressor", with(regressor(), &[(name, value)]));
        assert!(said.contains(reason), "{name}: {said}");
    }
    let two = || with(classifier(), &[("classlabels_int64s", Integers(vec![7, 8]))]);
    for (changes, reason) in [
        (vec![("class_ids", Integers(vec![0, 1]))], "those of both of two classes"),
        (vec![("class_ids", Integers(vec![1, 1]))], "those of the second class alone"),
        (
            vec![("class_ids", Integers(vec![0, 0])), ("post_transform", Text("LOGISTIC"))],
            "its probabilities have a `post_transform`",
        ),
        (
            vec![("class_ids", Integers(vec![0, 0])), ("classlabels_int64s", Integers(vec![7]))],
            "it has 1 classes",
        ),
        (vec![("classlabels_strings", Texts(vec!["a", "b"]))], "its labels are texts"),
    ] {
        let said = refusal("TreeEnsembleClassifier", with(two(), &changes));
        assert!(said.contains(reason), "{reason}: {said}");
    }
}
