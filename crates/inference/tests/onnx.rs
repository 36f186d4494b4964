//! What ONNX files say of themselves, and which are refused before an engine sees them.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use faircat_inference::onnx::{Axis, describe};
use faircat_inference::tensor::Data;

const AFFINE: &[u8] = include_bytes!("fixtures/affine.onnx");

#[test]
fn a_file_is_described() {
    let file = describe(AFFINE).unwrap();
    assert_eq!((file.opset, file.ir_version, file.producer.as_str()), (17, 8, "fixtures"));
    assert_eq!(file.metadata["architecture"], "affine");
    assert_eq!(file.operators.keys().collect::<Vec<_>>(), ["Add", "MatMul", "Softmax"]);
    assert_eq!(file.parameters(), 8);
    assert!(file.items_are_independent());
    let names = |ports: &[faircat_inference::onnx::Port]| {
        ports
            .iter()
            .map(|it| format!("{} {} {:?}", it.name, it.dtype, it.shape))
            .collect::<Vec<_>>()
    };
    let batch = Axis::Symbol("batch".to_owned());
    assert_eq!(names(&file.inputs), [format!("x float32 {:?}", Some([&batch, &Axis::Size(3)]))]);
    assert_eq!(file.outputs.len(), 2);
}

#[test]
fn initializers_are_read_by_name() {
    let file = describe(AFFINE).unwrap();
    assert_eq!(file.initializer_names().collect::<Vec<_>>(), ["W", "b"]);
    let weights = file.initializer("W").unwrap().unwrap();
    assert_eq!(weights.shape(), [3, 2]);
    assert_eq!(weights.data(), &Data::Float32(vec![1.0, -1.0, 0.5, 0.25, -2.0, 2.0]));
    assert!(file.initializer("c").is_none());
}

#[test]
fn hostile_files_are_refused_with_the_reason() {
    let cases: [(&[u8], &str); 7] = [
        (
            include_bytes!("fixtures/cycle.onnx"),
            "`b` is taken before it is made: a cycle, or nodes out of order",
        ),
        (
            include_bytes!("fixtures/undefined.onnx"),
            "`nowhere`, which node `y` takes, is made by no earlier node, input or initializer",
        ),
        (
            include_bytes!("fixtures/external.onnx"),
            "tensor `w` keeps its data in another file; save the model as one file",
        ),
        (
            include_bytes!("fixtures/huge.onnx"),
            "tensor `w` is declared with the dimensions [1099511627776, 1099511627776] but holds \
             0 elements",
        ),
        (
            include_bytes!("fixtures/growth.onnx"),
            "node `w` (ConstantOfShape) would make 1099511627776 elements of constants alone",
        ),
        (
            include_bytes!("fixtures/doubling.onnx"),
            "node `w28` (Concat) would make 536870912 elements of constants alone",
        ),
        (include_bytes!("fixtures/negative.onnx"), "axis 1 of `x` is -2"),
    ];
    for (bytes, reason) in cases {
        assert_eq!(describe(bytes).unwrap_err().to_string(), reason);
    }
}

#[test]
fn every_truncation_and_every_flipped_byte_is_answered() {
    for end in 0..AFFINE.len() {
        let _ = describe(&AFFINE[..end]);
        let mut changed = AFFINE.to_vec();
        changed[end] ^= 0xff;
        let _ = describe(&changed);
    }
    assert!(describe(&AFFINE[..AFFINE.len() / 2]).is_err());
}

#[test]
fn many_empty_messages_are_refused_before_they_are_decoded() {
    // Field 7 (graph) of a graph with a million empty nodes.
    let nodes = [0x0a, 0x00].repeat(1_000_000);
    let mut bytes = vec![0x3a];
    let mut length = nodes.len();
    while length > 0x7f {
        bytes.push(length as u8 & 0x7f | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend(nodes);
    let error = describe(&bytes).unwrap_err().to_string();
    assert_eq!(error, "the file holds more than 500000 messages");
}
