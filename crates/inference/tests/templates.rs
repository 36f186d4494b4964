//! Templates say each number whole, and are read back as they were.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use faircat_inference::contract::prepare;
use faircat_inference::formats::{Limit, RawData, csv, json, npz};
use faircat_inference::signature::{Declared, Feature, Items, Signature};
use faircat_inference::templates::{write, zeros};
use faircat_inference::tensor::{Data, Tensor};

fn declared(name: &str, dtype: &str, shape: &[&str], features: &[&str]) -> Declared {
    let feature = |name: &&str| Feature { name: (*name).to_owned(), ..Feature::default() };
    Declared {
        name: name.to_owned(),
        dtype: dtype.to_owned(),
        shape: shape.iter().map(|it| (*it).to_owned()).collect(),
        features: features.iter().map(feature).collect(),
        ..Declared::default()
    }
}

fn of_inputs(inputs: Vec<Declared>) -> Signature {
    Signature { inputs, outputs: Vec::new() }
}

fn text(signature: &Signature, inputs: &[Tensor], ending: &str) -> String {
    String::from_utf8(write(signature, inputs, ending).unwrap()).unwrap()
}

#[test]
fn what_is_very_large_or_small_has_an_exponent() {
    let level = declared("level", "float64", &["batch", "4"], &[]);
    let numbers = Data::Float64(vec![1e300, 1e-300, f64::NAN, 1e20]);
    let tensors = [Tensor::new(vec![1, 4], numbers).unwrap()];
    let written = text(&of_inputs(vec![level]), &tensors, "json");
    assert!(written.contains("[1e300, 1e-300, null, 100000000000000000000]"), "{written}");
}

/// Two inputs of wide numbers, and an item of both.
fn wide() -> (Signature, Vec<Tensor>) {
    let count = declared("count", "int64", &["batch", "2"], &["a", "b"]);
    let level = declared("level", "float64", &["batch", "1"], &["c, d"]);
    let counts = Data::Int64(vec![9_007_199_254_740_993, 16_777_217]);
    let tensors = vec![
        Tensor::new(vec![1, 2], counts).unwrap(),
        Tensor::new(vec![1, 1], Data::Float64(vec![0.1 + 0.2])).unwrap(),
    ];
    (of_inputs(vec![count, level]), tensors)
}

#[test]
fn every_digit_is_kept() {
    let (signature, tensors) = wide();
    let expected = "{\n \"count\": [\n  [9007199254740993, 16777217]\n ],\n \
                    \"level\": [\n  [0.30000000000000004]\n ]\n}\n";
    assert_eq!(text(&signature, &tensors, "json"), expected);
    let expected = "a,b,\"c, d\"\n9007199254740993,16777217,0.30000000000000004\n";
    assert_eq!(text(&signature, &tensors, "csv"), expected);
}

#[test]
fn each_format_is_read_back_as_it_was() {
    let (signature, tensors) = wide();
    let read = |ending: &str| {
        let bytes = write(&signature, &tensors, ending).unwrap();
        match ending {
            "json" => json::read(&bytes, Limit::default()).unwrap(),
            "csv" => csv::read(&bytes, Limit::default()).unwrap(),
            _ => RawData::of_tensors(npz::read(&bytes, Limit::default()).unwrap()),
        }
    };
    for ending in ["json", "csv", "npz"] {
        let prepared = prepare(&signature, read(ending), 0).unwrap();
        assert_eq!(prepared.tensors, tensors, "{ending}");
        assert!(prepared.notes.is_empty(), "{:?}", prepared.notes);
    }
}

#[test]
fn items_that_are_there_have_their_features_by_name() {
    let items = Some(Items { fill: -0.1, ..Items::default() });
    let tracks = declared("tracks", "float32", &["batch", "2", "3"], &["pt", "eta"]);
    let signature = of_inputs(vec![Declared { items, ..tracks }]);
    let values = vec![4.5, 0.0, -0.1, 1.0, 2.0, -0.1];
    let tensors = vec![Tensor::new(vec![1, 2, 3], Data::Float32(values)).unwrap()];
    let written = text(&signature, &tensors, "json");
    let row = "[{\"pt\": 4.5, \"eta\": 1}, {\"pt\": 0, \"eta\": 2}]";
    assert_eq!(written, format!("{{\n \"tracks\": [\n  {row}\n ]\n}}\n"));
    let data = json::read(written.as_bytes(), Limit::default()).unwrap();
    assert_eq!(prepare(&signature, data, 0).unwrap().tensors, tensors);
}

#[test]
fn a_row_of_zeros_stands_for_items_that_nobody_has() {
    let open = declared("x", "int16", &["batch", "n", "2"], &[]);
    let zeros = zeros(&of_inputs(vec![open.clone()])).unwrap();
    assert_eq!(zeros, [Tensor::new(vec![1, 1, 2], Data::Int16(vec![0, 0])).unwrap()]);
    assert_eq!(text(&of_inputs(vec![open]), &zeros, "json"), "{\n \"x\": [\n  [[0, 0]]\n ]\n}\n");
}

#[test]
fn what_a_format_cannot_hold_is_refused() {
    let refused = |inputs: Vec<Declared>, ending: &str| {
        let signature = of_inputs(inputs);
        write(&signature, &zeros(&signature).unwrap(), ending).unwrap_err().to_string()
    };
    let nameless = declared("x", "float32", &["batch", "3"], &[]);
    assert_eq!(
        refused(vec![nameless.clone()], "csv"),
        "CSV: the 3 numbers of `x` have no name each"
    );
    let one = |name| declared(name, "float32", &["batch", "1"], &["a"]);
    assert_eq!(refused(vec![one("x"), one("y")], "csv"), "the column `a` stands twice");
    assert!(refused(vec![nameless], "h5").contains("`.h5`"));
}
