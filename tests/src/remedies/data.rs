//! Files of data, of weights and of control sets.

use std::fs;
use std::path::Path;

use faircat_inference::formats::{npy, npz};
use faircat_inference::tensor::{Data, Tensor};

use super::{has, said};
use crate::copies::copy_of_good;

/// Replaces `from` in the record below `folder`.
fn edit(folder: &Path, from: &str, to: &str) {
    let file = folder.join("record.yaml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn data_files_are_told_what_is_wrong_with_them() {
    let (root, _) = copy_of_good();
    let equal = "help: give every row the same names, each once, and lists of numbers of equal";
    for (name, text, message, help) in [
        ("a.json", r#"[{"x":[1,2,3]},{"x":[1,2]}]"#, "row 1 has 2 numbers, not 3", ""),
        ("a.json", r#"{"x":[[1,2,3],[1,2]]}"#, "row 1 has 2 numbers, not 3", ""),
        ("a.jsonl", "{\"x\":[1,2,3]}\n\n{\"x\":[1,2]}\n", "row 1 has 2 numbers, not 3", ""),
        ("a.json", r#"[{"x":[1,2,3]},{"x":[1,2,[3]]}]"#, "row 1 mixes lists with", ""),
        ("a.json", r#"[{"x":[1,2,3]},{"y":[1,2,3]}]"#, "row 1 has `y`, which row 0", equal),
        ("a.csv", "A,b,c\n1,2,3\n", "`a` is missing; the file has `A`, `b`, `c`", ""),
        ("a.jsonl", r#"{"A":1,"b":2,"c":3}"#, "`a` is missing; they have `A`, `b`, `c`", ""),
        ("a.csv", "a;b;c\n1;2;3\n", "separated by semicolons", "with commas between its columns"),
        ("a.csv", "a\tb\tc\n1\t2\t3\n", "separated by tabs", "with commas between its columns"),
        (
            "a.csv",
            "a,b,c\n1,2\n",
            "the row in line 2 has 2 values, but the line of names has 3",
            "",
        ),
        (
            "a.json",
            r#"{"x":[1,2,3]}"#,
            "but has [3]",
            "a list of rows, also where there is one: `[[…]]`",
        ),
        ("a.json", r#"{"x":[[1,2,3],[1,2,null]]}"#, "is NaN, or has no value", ""),
        ("a.csv", "a,b,c,a\n1,2,3,4\n", "`a` stands twice", "give each column a name of its own"),
    ] {
        let file = root.path().join(name);
        fs::write(&file, text).unwrap();
        let said = said(root.path(), &["run", "good", file.to_str().unwrap()]);
        has(&said, &[message, help]);
        assert!(!said.contains("this is no JSON file"), "{said}");
        assert!(!said.contains("write the file again"), "{said}");
    }
}

/// Lines of different blocks are counted over the whole file.
#[test]
fn rows_of_later_blocks_keep_their_numbers() {
    let (root, _) = copy_of_good();
    let file = root.path().join("a.jsonl");
    fs::write(&file, format!("{}{{\"x\":[1]}}\n", "{\"x\":[1,2,3]}\n".repeat(5))).unwrap();
    let said = said(root.path(), &["run", "good", file.to_str().unwrap(), "--batch", "2"]);
    has(&said, &["row 5 has 1 numbers, not 3 as row 4"]);
}

#[test]
fn a_file_with_the_ending_of_another_kind_is_told_so() {
    let (root, _) = copy_of_good();
    let x = Tensor::new(vec![1, 3], Data::Float32(vec![1.0, 2.0, 3.0])).unwrap();
    let archive = npz::write(&[("x", &x)]).unwrap();
    for (name, bytes, kind) in [
        ("x.h5", &archive, "it is a ZIP archive, as .npz files are"),
        ("x.csv", &archive, "it is a ZIP archive, as .npz files are"),
        ("x.npz", &npy::write(&x), "it is a NumPy array (.npy)"),
    ] {
        let file = root.path().join(name);
        fs::write(&file, bytes).unwrap();
        let said = said(root.path(), &["run", "good", file.to_str().unwrap()]);
        has(&said, &[kind, "help: give the file the ending of its kind"]);
    }
}

#[test]
fn columns_need_the_names_of_features() {
    let (root, folder) = copy_of_good();
    let record = fs::read_to_string(folder.join("record.yaml")).unwrap();
    let (before, after) = record.split_once("        features:\n").unwrap();
    let after = &after[after.find("    outputs:").unwrap()..];
    fs::write(folder.join("record.yaml"), format!("{before}{after}")).unwrap();
    let file = root.path().join("a.csv");
    fs::write(&file, "a,b,c\n1,2,3\n").unwrap();
    let run = || said(root.path(), &["run", "good", file.to_str().unwrap()]);
    has(&run(), &["there is no `x`; the file has `a`, `b`, `c`", "its columns in `features`"]);
    edit(
        &folder,
        "    outputs:",
        "        features: [{name: a}, {name: b}, {name: c}]\n    outputs:",
    );
    let mended = run();
    assert!(!mended.contains("error"), "{mended}");
}

#[test]
fn names_that_stand_twice_are_errors() {
    let (root, folder) = copy_of_good();
    edit(&folder, "name: b, unit", "name: a, unit");
    edit(&folder, "classes: [low, high]", "classes: [low, low]");
    edit(&folder, "name: logits", "name: probabilities");
    let found = said(root.path(), &["check"]);
    has(&found, &["`features` names `a` twice", "`classes` names `low` twice"]);
    has(&found, &["`outputs` names `probabilities` twice", "give each a name of its own"]);
    let file = root.path().join("a.csv");
    fs::write(&file, "a,c\n1,2\n").unwrap();
    has(&said(root.path(), &["run", "good", file.to_str().unwrap()]), &["name `a` twice"]);
}

#[test]
fn weights_that_are_not_there_are_not_to_be_fetched() {
    for (path, message, help) in [
        ("Model.onnx", "there is no file `Model.onnx` in the folder", "add the file, or correct"),
        ("/tmp/none/model.onnx", "`/tmp/none/model.onnx` leaves the folder", "below that folder"),
    ] {
        let (root, folder) = copy_of_good();
        edit(&folder, "path: model.onnx", &format!("path: {path}"));
        let said = said(root.path(), &["verify", "good"]);
        has(&said, &[message, help]);
        assert!(!said.contains("faircat fetch"), "{said}");
    }
    let (root, folder) = copy_of_good();
    edit(&folder, "path: model.onnx", "url: https://example.org/model.onnx");
    has(&said(root.path(), &["verify", "good"]), &["run `faircat fetch models/good` first"]);
}

fn f32s(shape: &[usize]) -> Tensor {
    let count = shape.iter().product();
    Tensor::new(shape.to_vec(), Data::Float32(vec![1.0; count])).unwrap()
}

fn labels(shape: &[usize]) -> Tensor {
    Tensor::new(shape.to_vec(), Data::Int64(vec![0; shape.iter().product()])).unwrap()
}

#[test]
fn control_sets_are_told_what_is_wrong_in_them() {
    let class = "the index of its class counted from 0";
    let row = "write one row for each item into every array";
    let (x, label) = (f32s(&[40, 3]), labels(&[40]));
    for (arrays, verify, check) in [
        (
            vec![("x", &x), ("label", &labels(&[40, 2]))],
            ["is not a list of integers", class],
            ["is not one class an item", class],
        ),
        (vec![("x", &x), ("label", &f32s(&[40]))], ["is not a list of integers", class], ["", ""]),
        (
            vec![("X", &x), ("label", &label)],
            ["the data have no `x`", "name arrays or columns as the model's inputs"],
            ["has no array `x`, the model's input", "name the array of that input `x`"],
        ),
        (
            vec![("x", &x), ("label", &labels(&[39]))],
            ["has 39 items, the inputs have 40", row],
            ["`label` in `control/control-set.npz` has 39 items, but `x` has 40", row],
        ),
        (
            vec![("x", &f32s(&[3, 40])), ("label", &label)],
            ["must have the shape [batch, 3]", "prepare the data as"],
            ["`label` in `control/control-set.npz` has 40 items, but `x` has 3", row],
        ),
    ] {
        let (root, folder) = copy_of_good();
        fs::write(folder.join("control/control-set.npz"), npz::write(&arrays).unwrap()).unwrap();
        let record = fs::read_to_string(folder.join("record.yaml")).unwrap();
        let start = record.find("    size: 2400").unwrap();
        let end = record.find("  - role: configuration").unwrap();
        fs::write(folder.join("record.yaml"), [&record[..start], &record[end..]].concat()).unwrap();
        let said_by = said(root.path(), &["verify", "good"]);
        has(&said_by, &verify);
        has(&said_by, &["good/control/control-set.npz"]);
        assert!(!said_by.contains("names the .npz file below"), "{said_by}");
        has(&said(root.path(), &["check"]), &check);
    }
}

#[test]
fn a_reference_of_another_shape_is_told_so() {
    let (root, folder) = copy_of_good();
    let file = folder.join("control/control-set.npz");
    let mut arrays = npz::read(&fs::read(&file).unwrap(), Default::default()).unwrap();
    arrays.insert("reference_logits".to_owned(), f32s(&[40, 1]));
    let arrays: Vec<_> = arrays.iter().map(|(name, tensor)| (name.as_str(), tensor)).collect();
    fs::write(&file, npz::write(&arrays).unwrap()).unwrap();
    let record = fs::read_to_string(folder.join("record.yaml")).unwrap();
    let start = record.find("    size: 2400").unwrap();
    let end = record.find("  - role: configuration").unwrap();
    fs::write(folder.join("record.yaml"), [&record[..start], &record[end..]].concat()).unwrap();
    let arguments = ["verify", "good", "--engine", "tract", "--overwrite"];
    has(&said(root.path(), &arguments), &["[40, 1], not [40, 2]", "FAILS"]);
    let evidence = fs::read_to_string(folder.join("evidence/verification.json")).unwrap();
    has(&evidence, &["its reference has the shape [40, 1], not [40, 2]"]);
    let found = said(root.path(), &["check"]);
    assert!(!found.contains("contradict"), "{found}");
}
