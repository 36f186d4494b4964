//! What `faircat check` says of the arrays of a control set.

use std::fs::{self, File};
use std::io::Write as _;

use faircat_inference::formats::npy;
use faircat_inference::tensor::{Data, Tensor};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::program::{run, says};

const RECORD: &str = "kind: model
title: A model
summary: A model that is here for its control set, whose arrays are not all as they should be.
license: MIT
model:
  signature:
    inputs: [{name: x, dtype: float32, shape: [batch, 2]}]
    outputs: [{name: y, dtype: float32, shape: [batch, 2], classes: [a, b]}]
  control_set: {data: control.npz}
  evaluations: [{metric: accuracy, value: 0.5, tolerance: 0.01, control_set: true}]
";

/// An array of `values` as NumPy writes it.
fn array(shape: &[usize], values: Data) -> Vec<u8> {
    npy::write(&Tensor::new(shape.to_vec(), values).unwrap())
}

fn x(values: [f32; 8]) -> Vec<u8> {
    array(&[4, 2], Data::Float32(values.into()))
}

/// Texts of one letter, as `<U1`.
fn texts(count: usize) -> Vec<u8> {
    let mut header =
        format!("{{'descr': '<U1', 'fortran_order': False, 'shape': ({count},), }}").into_bytes();
    header.resize(117, b' ');
    header.push(b'\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header);
    bytes.extend((0..count).flat_map(|_| u32::from('b').to_le_bytes()));
    bytes
}

/// What is said of a control set of these arrays.
fn said_of(arrays: &[(&str, Vec<u8>)]) -> String {
    let root: TempDir = tempfile::tempdir().unwrap();
    let folder = root.path().join("catalog/models/m");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("record.yaml"), RECORD).unwrap();
    let mut archive = ZipWriter::new(File::create(folder.join("control.npz")).unwrap());
    for (name, bytes) in arrays {
        archive.start_file(format!("{name}.npy"), SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
    String::from_utf8(run(root.path(), &["check"]).stdout).unwrap()
}

#[test]
fn sound_arrays_are_not_spoken_of() {
    let labels = array(&[4], Data::Int64(vec![0, 1, 1, 0]));
    let text = said_of(&[("x", x([0.0; 8])), ("label", labels)]);
    assert!(!text.contains("control-set"), "{text}");
}

#[test]
fn arrays_that_cannot_be_used_are_named() {
    let (x, y) = (|| ("x", x([0.0; 8])), || array(&[4, 2], Data::Float32(vec![0.0; 8])));
    let labels = |values: [i64; 4]| array(&[4], Data::Int64(values.into()));
    for (arrays, message, help) in [
        (
            vec![x(), ("labels", labels([0; 4]))],
            "nothing reads the array `labels` in `control.npz`",
            "help: did you mean `label`?",
        ),
        (vec![x(), ("extra", y())], "nothing reads the array `extra`", "or leave it out"),
        (
            vec![x(), ("reference_z", y())],
            "nothing reads the array `reference_z`",
            "help: did you mean `reference_y`?",
        ),
        (
            vec![x()],
            "has neither `label` nor `target`, without which accuracy is not recomputed",
            "help: name the array of the classes `label`",
        ),
        (
            vec![x(), ("reference_y", array(&[4, 1], Data::Float32(vec![0.0; 4])))],
            "`reference_y` in `control.npz` has the shape [4, 1], the output [batch, 2]",
            "one row for each",
        ),
        (
            vec![x(), ("label", labels([1, 2, 1, 2]))],
            "holds 2 numbers that are no class of the 2 of the model",
            "of classes counted from 1, `label - 1`",
        ),
        (
            vec![x(), ("label", labels([1, -1, 1, -1]))],
            "holds 2 numbers that are no class of the 2 of the model",
            "of −1 and 1, `(label > 0).astype('int64')`",
        ),
        (
            vec![x(), ("label", texts(4))],
            "holds texts, not classes",
            "`np.array([['a', 'b'].index(name) for name in label])`",
        ),
    ] {
        let text = said_of(&arrays);
        says(&text, message);
        says(&text, help);
    }
}

#[test]
fn labels_are_classes() {
    for (labels, wanted) in [
        (texts(4), "`label` in `control.npz` holds texts, not classes"),
        (
            array(&[4], Data::Float64(vec![0.0, 1.0, 0.0, 1.0])),
            "`label` in `control.npz` holds floating-point numbers, not classes",
        ),
        (
            array(&[4], Data::Int64(vec![0, -1, 70_000, 1])),
            "`label` in `control.npz` holds 2 numbers that are no class",
        ),
    ] {
        let text = said_of(&[("x", x([0.0; 8])), ("label", labels)]);
        says(&text, wanted);
        says(&text, "warning[control-set]");
        says(&text, "the index of its class, counted from 0");
        says(&text, "catalog/models/m/record.yaml:9:");
    }
}

#[test]
fn numbers_are_finite() {
    let odd = x([0.0, f32::NAN, f32::INFINITY, 0.0, 0.0, f32::NEG_INFINITY, 0.0, 0.0]);
    let target = array(&[4], Data::Float64(vec![0.0, 1.0, f64::NAN, 1.0]));
    let text = said_of(&[("x", odd), ("target", target), ("reference_y", x([0.0; 8]))]);
    says(&text, "`x` in `control.npz` holds 3 values that are NaN or infinite");
    says(&text, "`target` in `control.npz` holds 1 value that is NaN or infinite");
    says(&text, "leave those items out, or fill the values in");
}

#[test]
fn the_numbers_behind_the_first_block_are_seen_too() {
    let mut values = vec![0.0; 200_000];
    values[199_999] = f32::NAN;
    let text = said_of(&[("x", array(&[100_000, 2], Data::Float32(values)))]);
    says(&text, "`x` in `control.npz` holds 1 value that is NaN or infinite");
}

#[test]
fn three_items_decide_nothing() {
    let few = array(&[3, 2], Data::Float32(vec![0.0; 6]));
    says(&said_of(&[("x", few)]), "`control.npz` has 3 items, too few for a claim to hold");
    let one = array(&[1, 2], Data::Float32(vec![0.0; 2]));
    says(&said_of(&[("x", one)]), "`control.npz` has 1 item, too few for a claim to hold");
}
