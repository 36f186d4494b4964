//! Data become the arrays that a signature declares, or an error names feature and row.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use faircat_inference::contract::{Prepared, explanation, prepare, prepare_whole};
use faircat_inference::formats::{Limit, Raw, RawData, csv, json};
use faircat_inference::number::Number;
use faircat_inference::signature::{
    Declared, Direction, Feature, Items, Longer, NonFinite, Order, Signature,
};
use faircat_inference::tensor::{Data, Tensor};

fn features(names: &[(&str, &str)]) -> Vec<Feature> {
    let feature = |(name, unit): &(&str, &str)| Feature {
        name: (*name).to_owned(),
        unit: Some((*unit).to_owned()),
        ..Feature::default()
    };
    names.iter().map(feature).collect()
}

fn input(name: &str, dtype: &str, shape: &[&str]) -> Declared {
    Declared {
        name: name.to_owned(),
        dtype: dtype.to_owned(),
        shape: shape.iter().map(|it| (*it).to_owned()).collect(),
        ..Declared::default()
    }
}

/// Up to three tracks of two features, the features first, ordered by pt, the largest first.
fn tracks() -> Declared {
    Declared {
        features: features(&[("pt", "GeV"), ("eta", "1")]),
        items: Some(Items {
            fill: 0.0,
            longer: Longer::Cut,
            order: Some(Order { by: "pt".to_owned(), direction: Direction::Descending }),
        }),
        ..input("tracks", "float32", &["batch", "2", "3"])
    }
}

fn of(inputs: Vec<Declared>) -> Signature {
    Signature { inputs, outputs: Vec::new() }
}

fn from_json(signature: &Signature, text: &str) -> Result<Prepared, String> {
    let data = json::read(text.as_bytes(), Limit::default()).unwrap();
    prepare(signature, data, 0).map_err(|it| it.to_string())
}

fn f32s(shape: &[usize], values: &[f32]) -> Tensor {
    Tensor::new(shape.to_vec(), Data::Float32(values.to_vec())).unwrap()
}

fn binary(name: &str, tensor: Tensor) -> RawData {
    RawData::of_tensors([(name.to_owned(), tensor)])
}

#[test]
fn named_items_are_put_in_order_cut_and_filled_up() {
    let text = "{\"tracks\": [
        [{\"eta\": -1, \"pt\": 2}, {\"pt\": 5, \"eta\": 0.5}],
        [{\"pt\": 1, \"eta\": 1}, {\"pt\": 2, \"eta\": 2}, {\"pt\": 4, \"eta\": 4}, {\"pt\": 3, \"eta\": 3}],
        []
    ]}";
    let prepared = from_json(&of(vec![tracks()]), text).unwrap();
    let expected = [
        5.0, 2.0, 0.0, 0.5, -1.0, 0.0, // pt, then eta, of the first row
        4.0, 3.0, 2.0, 4.0, 3.0, 2.0, //
        0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
    ];
    assert_eq!(prepared.tensors, [f32s(&[3, 2, 3], &expected)]);
    assert_eq!(
        prepared.notes,
        ["`tracks`: 1 rows have more than 3 items, whose last are left out; the first is row 1"]
    );
}

#[test]
fn unnamed_lists_and_lists_per_feature_are_the_same_items() {
    let signature = of(vec![tracks()]);
    let ragged = from_json(&signature, "{\"tracks\": [[[5, 2], [0.5, -1]], [[1], [2]]]}").unwrap();
    let per_feature = "[{\"tracks\": {\"pt\": [5, 2], \"eta\": [0.5, -1]}},
                        {\"tracks\": {\"pt\": [1], \"eta\": [2]}}]";
    assert_eq!(from_json(&signature, per_feature).unwrap(), ragged);
    let expected = [5.0, 2.0, 0.0, 0.5, -1.0, 0.0, 1.0, 0.0, 0.0, 2.0, 0.0, 0.0];
    assert_eq!(ragged.tensors, [f32s(&[2, 2, 3], &expected)]);
}

#[test]
fn arrays_named_as_features_make_up_an_input() {
    let flat = Declared {
        features: features(&[("pt", "GeV"), ("eta", "1")]),
        ..input("x", "float32", &["batch", "2"])
    };
    let table = csv::read(b"eta,pt [GeV],other\n1,2,9\n3,4,9\n", Limit::default()).unwrap();
    let prepared = prepare(&of(vec![flat.clone()]), table, 0).unwrap();
    assert_eq!(prepared.tensors, [f32s(&[2, 2], &[2.0, 1.0, 4.0, 3.0])]);

    let wrong_unit = csv::read(b"eta,pt [MeV]\n1,2\n", Limit::default()).unwrap();
    assert_eq!(
        prepare(&of(vec![flat.clone()]), wrong_unit, 0).unwrap_err().to_string(),
        "`pt` of `x` is in MeV, but the model takes GeV"
    );
    let incomplete = csv::read(b"pt,phi\n1,2\n", Limit::default()).unwrap();
    assert_eq!(
        prepare(&of(vec![flat]), incomplete, 0).unwrap_err().to_string(),
        "the data have no `x`, and of its features `eta` is missing; they have `phi`, `pt`"
    );
    // Two items per row, as HDF5 files keep them: an array [rows, items] per feature.
    let columns = RawData::of_tensors([
        ("pt".to_owned(), f32s(&[1, 2], &[4.0, 3.0])),
        ("eta".to_owned(), f32s(&[1, 2], &[0.25, 0.5])),
    ]);
    let prepared = prepare(&of(vec![tracks()]), columns, 0).unwrap();
    assert_eq!(prepared.tensors, [f32s(&[1, 2, 3], &[4.0, 3.0, 0.0, 0.25, 0.5, 0.0])]);
}

#[test]
fn without_a_rule_no_item_is_left_out_or_made_up() {
    let strict = Declared { items: None, ..tracks() };
    let error = from_json(&of(vec![strict]), "{\"tracks\": [[[1], [2]]]}").unwrap_err();
    assert_eq!(
        error,
        "row 0 of `tracks` has 1 items; the model takes 3, and its record does not say how to \
         fill up"
    );
    let mut refusing = tracks();
    refusing.items = Some(Items::default());
    let four = "{\"tracks\": [[[1, 2, 3, 4], [1, 2, 3, 4]], [[1], [1]]]}";
    assert_eq!(
        from_json(&of(vec![refusing]), four).unwrap_err(),
        "row 0 of `tracks` has 4 items; the model takes 3, and its record does not allow to \
         leave any out"
    );
}

#[test]
fn a_record_cannot_ask_for_any_amount_of_memory() {
    let mut vast = tracks();
    vast.shape[2] = "9223372036854775807".to_owned();
    assert_eq!(
        from_json(&of(vec![vast]), "{\"tracks\": [[[1], [2]]]}").unwrap_err(),
        "`tracks`: filled up it would have the shape [1, 2, 9223372036854775807], which is too \
         large"
    );
}

#[test]
fn numbers_that_are_not_finite_are_named() {
    let mut values = [0.0; 12];
    values[6 + 4] = f32::NAN;
    let data = || binary("tracks", f32s(&[2, 2, 3], &values));
    assert_eq!(
        prepare(&of(vec![tracks()]), data(), 100).unwrap_err().to_string(),
        "row 101, feature `eta`, item 1 of `tracks` is NaN, or has no value; the model takes only finite numbers"
    );
    let allowed = Declared { non_finite: NonFinite::Allowed, ..tracks() };
    assert!(prepare(&of(vec![allowed]), data(), 0).is_ok());
}

#[test]
fn floating_point_numbers_become_the_nearest_and_that_is_said() {
    let x = of(vec![input("x", "float32", &["batch"])]);
    let doubles = |values: &[f64]| {
        let tensor = Tensor::new(vec![values.len()], Data::Float64(values.to_vec())).unwrap();
        prepare(&x, binary("x", tensor), 0)
    };
    let exact = doubles(&[0.5, -3.0, f64::from(f32::MAX)]).unwrap();
    assert_eq!(exact.tensors, [f32s(&[3], &[0.5, -3.0, f32::MAX])]);
    assert_eq!(exact.notes, [""; 0]);
    let rounded = doubles(&[0.5, 0.1]).unwrap();
    assert_eq!(rounded.tensors, [f32s(&[2], &[0.5, 0.1])]);
    assert_eq!(rounded.notes, ["`x`: float64 numbers became the nearest float32"]);
    assert_eq!(
        doubles(&[0.5, 1e39]).unwrap_err().to_string(),
        "`x` is float64 and cannot become float32 exactly: row 1 is \
         1000000000000000000000000000000000000000"
    );
    // Decimal text has no precision of its own, but integers have.
    assert_eq!(from_json(&x, "{\"x\": [0.1]}").unwrap().tensors, [f32s(&[1], &[0.1])]);
    assert_eq!(from_json(&x, "{\"x\": [0.1]}").unwrap().notes, [""; 0]);
    let large = from_json(&x, "{\"x\": [16777217]}").unwrap();
    assert_eq!(large.notes, ["`x`: decimal numbers became the nearest float32"]);
}

#[test]
fn integers_and_truth_values_are_exact_or_refused() {
    let count = input("n", "uint8", &["batch"]);
    assert_eq!(
        from_json(&of(vec![count.clone()]), "{\"n\": [255, 1.0]}").unwrap().tensors[0].data(),
        &Data::Uint8(vec![255, 1])
    );
    for text in ["256", "-1", "0.5"] {
        let error = from_json(&of(vec![count.clone()]), &format!("{{\"n\": [{text}]}}"));
        assert!(error.unwrap_err().contains("cannot become uint8 exactly: row 0 is"), "{text}");
    }
    let error = from_json(&of(vec![count.clone()]), "{\"n\": [null]}").unwrap_err();
    assert!(error.contains("row 0 of `n` has no value, or NaN"), "{error}");
    let wide = of(vec![input("n", "int64", &["batch"])]);
    let text = "{\"n\": [9007199254740993, -9223372036854775808]}";
    assert_eq!(
        from_json(&wide, text).unwrap().tensors[0].data(),
        &Data::Int64(vec![9_007_199_254_740_993, i64::MIN])
    );
    // It was read in double precision, so nobody knows which integer it is.
    for text in ["9007199254740993.0", "1e17"] {
        assert!(from_json(&wide, &format!("{{\"n\": [{text}]}}")).is_err(), "{text}");
    }
    let unsigned = Tensor::new(vec![1], Data::Uint64(vec![u64::MAX])).unwrap();
    let same = of(vec![input("n", "uint64", &["batch"])]);
    assert_eq!(
        prepare(&same, binary("n", unsigned.clone()), 0).unwrap().tensors,
        std::slice::from_ref(&unsigned)
    );
    assert!(prepare(&wide, binary("n", unsigned), 0).is_err());
    let truth = of(vec![input("b", "bool", &["batch"])]);
    let bytes = Tensor::new(vec![2], Data::Uint8(vec![0, 1])).unwrap();
    let prepared = prepare(&truth, binary("b", bytes), 0).unwrap();
    assert_eq!(prepared.tensors[0].data(), &Data::Bool(vec![false, true]));
    assert_eq!(from_json(&truth, "{\"b\": [false, true]}").unwrap(), prepared);
    assert!(from_json(&truth, "{\"b\": [2]}").is_err());
}

#[test]
fn axes_of_one_entry_may_be_left_out_and_rows_may_be_flat() {
    let values: Vec<f32> = (0..12u8).map(f32::from).collect();
    let fits = |declared: &[&str], shape: &[usize], becomes: &[usize]| {
        let signature = of(vec![input("x", "float32", declared)]);
        let given = f32s(shape, &values[..shape.iter().product()]);
        let prepared = prepare(&signature, binary("x", given), 0).unwrap();
        assert_eq!(prepared.tensors, [f32s(becomes, &values[..shape.iter().product()])]);
    };
    fits(&["batch", "1"], &[3], &[3, 1]);
    fits(&["batch"], &[3, 1], &[3]);
    fits(&["batch", "1", "2", "n"], &[2, 2, 3], &[2, 1, 2, 3]);
    fits(&["batch", "2", "3"], &[2, 6], &[2, 2, 3]);
    // The number of rows is free, also where the model takes a fixed one.
    fits(&["4", "3"], &[2, 3], &[2, 3]);
    let swapped = prepare(
        &of(vec![input("x", "float32", &["batch", "2", "3"])]),
        binary("x", f32s(&[2, 3, 2], &values)),
        0,
    );
    assert!(swapped.is_err());
}

#[test]
fn a_full_row_is_taken_as_it_is_whatever_the_others_have() {
    let full = "[[1, 5, 2], [1, 1, 1]]";
    let alone = from_json(&of(vec![tracks()]), &format!("{{\"tracks\": [{full}]}}")).unwrap();
    let mixed = format!("{{\"tracks\": [{full}, [[1, 2], [0, 0]]]}}");
    let mixed = from_json(&of(vec![tracks()]), &mixed).unwrap();
    assert_eq!(mixed.tensors[0].slice(0..1), alone.tensors[0]);
    let short = from_json(&of(vec![tracks()]), "{\"tracks\": [[[1, 2], [0, 0]]]}").unwrap();
    assert_eq!(mixed.tensors[0].slice(1..2), short.tensors[0]);
}

#[test]
fn a_model_without_rows_takes_whole_arrays() {
    let signature = of(vec![input("x", "float32", &["n", "2"]), input("t", "float32", &[])]);
    let data = RawData::of_tensors([
        ("x".to_owned(), f32s(&[3, 2], &[0.0; 6])),
        ("t".to_owned(), f32s(&[1], &[7.0])),
    ]);
    let prepared = prepare_whole(&signature, data).unwrap();
    assert_eq!(prepared.tensors[1], f32s(&[], &[7.0]));
    let fixed = of(vec![input("x", "float32", &["2", "2"])]);
    let data = binary("x", f32s(&[3, 2], &[0.0; 6]));
    assert_eq!(
        prepare_whole(&fixed, data).unwrap_err().to_string(),
        "`x` must have the shape [2, 2], but has [3, 2]"
    );
}

#[test]
fn shapes_and_rows_must_agree() {
    let signature = of(vec![
        input("a", "float32", &["batch", "2"]),
        input("b", "float32", &["batch", "points"]),
        input("c", "float32", &["batch", "points"]),
    ]);
    let run = |a: &[usize], b: &[usize], c: &[usize]| {
        let zeros = |shape: &[usize]| f32s(shape, &vec![0.0; shape.iter().product()]);
        let named = [("a", zeros(a)), ("b", zeros(b)), ("c", zeros(c))];
        let data = RawData::of_tensors(named.map(|(name, it)| (name.to_owned(), it)));
        prepare(&signature, data, 0).map(|it| it.tensors.len()).map_err(|it| it.to_string())
    };
    assert_eq!(run(&[4, 2], &[4, 7], &[4, 7]), Ok(3));
    assert_eq!(
        run(&[4, 3], &[4, 7], &[4, 7]).unwrap_err(),
        "`a` must have the shape [batch, 2], but has [4, 3]"
    );
    assert_eq!(run(&[4, 2], &[5, 7], &[5, 7]).unwrap_err(), "`b` has 5 rows, but `a` has 4");
    assert_eq!(
        run(&[4, 2], &[4, 7], &[4, 8]).unwrap_err(),
        "the size points is 8 in `c`, but 7 in `b`"
    );
    assert_eq!(run(&[0, 2], &[0, 7], &[0, 7]).unwrap_err(), "the data have no rows");
}

#[test]
fn the_only_array_of_a_file_without_names_is_the_only_input() {
    let x = of(vec![input("x", "float32", &["batch", "1"])]);
    assert_eq!(from_json(&x, "[[1], [2]]").unwrap().tensors, [f32s(&[2, 1], &[1.0, 2.0])]);
    let error = from_json(&x, "{\"y\": [1]}").unwrap_err();
    assert_eq!(error, "the data have no `x`; they have `y`");
}

#[test]
fn items_of_an_array_out_of_order_are_noted() {
    let rows = f32s(&[2, 2, 3], &[3.0, 2.0, 0.0, 1.0, 1.0, 0.0, 1.0, 2.0, 0.0, 1.0, 1.0, 0.0]);
    let prepared = prepare(&of(vec![tracks()]), binary("tracks", rows.clone()), 10).unwrap();
    assert_eq!(prepared.tensors, [rows]);
    assert_eq!(
        prepared.notes,
        ["`tracks`: 1 rows have items that are not ordered by `pt`; the first is row 11"]
    );
}

#[test]
fn a_signature_explains_what_it_asks() {
    assert_eq!(
        explanation(&of(vec![tracks()])),
        ["`tracks`: float32 [batch, 2, 3]; pt [GeV], eta [1]"]
    );
    let rows = vec![vec![vec![Number::Int(1)]]];
    let raw = Raw::Named { features: vec!["pt".to_owned()], rows };
    let mut data = RawData::default();
    data.arrays.insert("tracks".to_owned(), raw);
    assert_eq!(
        prepare(&of(vec![tracks()]), data, 0).unwrap_err().to_string(),
        "`tracks`: its items have no feature `eta`"
    );
}
