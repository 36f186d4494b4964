//! `faircat run` and `faircat bench` on a small network, with data files of every kind.

mod case;
mod design_space;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, FixedSizeListArray, Float32Array, ListArray, RecordBatch};
use arrow_schema::{DataType, Field};
use faircat::running::reading;
use faircat_inference::contract;
use faircat_inference::formats::{json, npy, npz};
use faircat_inference::tensor::{Data, Tensor};
use parquet::arrow::ArrowWriter;

use crate::program::faircat;
use case::Case;

fn hdf5(path: &Path, arrays: &[(&str, &Tensor)]) {
    let file = rust_hdf5::H5File::create(path).unwrap();
    for (name, tensor) in arrays {
        let made = file.new_dataset::<f32>().shape(tensor.shape()).create(name).unwrap();
        made.write_raw(tensor.as_f32().unwrap()).unwrap();
    }
    file.close().unwrap();
}

fn parquet(path: &Path, arrays: &[(&str, &Tensor)]) {
    let column = |tensor: &Tensor| -> ArrayRef {
        let values = Arc::new(Float32Array::from(tensor.as_f32().unwrap().to_vec()));
        let field = Arc::new(Field::new("item", DataType::Float32, false));
        let length = i32::try_from(tensor.item_len()).unwrap();
        Arc::new(FixedSizeListArray::new(field, length, values, None))
    };
    let columns = arrays.iter().map(|(name, tensor)| (*name, column(tensor)));
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let file = fs::File::create(path).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

#[test]
fn data_files_of_every_kind_give_the_same() {
    let case = Case::new();
    case.runs(&case.write("jets.npz", npz::write(&case.arrays()).unwrap()));
    let whole = json::write(&case.arrays());
    case.runs(&case.write("jets.json", &whole));
    let whole: serde_json::Value = serde_json::from_slice(&whole).unwrap();
    let line = |jet: usize| serde_json::json!({"tracks": whole["tracks"][jet], "vertices": whole["vertices"][jet]});
    let lines: Vec<String> = (0..4).map(|jet| line(jet).to_string()).collect();
    case.runs(&case.write("jets.jsonl", lines.join("\n")));
    hdf5(&case.path("jets.h5"), &case.arrays());
    case.runs(&case.path("jets.h5"));
    parquet(&case.path("jets.parquet"), &case.arrays());
    case.runs(&case.path("jets.parquet"));
}

#[test]
fn outputs_are_written_to_files_of_every_kind() {
    let case = Case::new();
    let jets = case.write("jets.npz", npz::write(&case.arrays()).unwrap());
    for name in ["out.npz", "out.h5", "out.json", "out.jsonl", "out.parquet"] {
        let output = case.run(&jets, &["--batch", "3", "--out", name]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        case.gave(&case.path(name));
    }
    let output = case.run(&jets, &["--out", "out.npy"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("a .npy file holds one array, but the model has 2"), "{said}");
    let left = fs::read_dir(case.folder.path()).unwrap().count();
    assert_eq!(left, 7, "nothing half-written stays behind");
}

#[test]
fn without_a_file_the_outputs_go_to_standard_output() {
    let case = Case::new();
    let jets = case.write("jets.npz", npz::write(&case.arrays()).unwrap());
    let output = case.run(&jets, &["--batch", "3"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "logits_0,logits_1,probabilities_0,probabilities_1");
    assert_eq!(lines.len(), 5);
    let first: f32 = lines[1].split(',').next().unwrap().parse().unwrap();
    let expected = case.outputs[0].as_f32().unwrap()[0];
    assert!((first - expected).abs() <= 1e-5 * expected.abs().max(1.0));

    let output = case.run(&jets, &["--format", "json"]);
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 4);
    assert_eq!(list[3]["probabilities"].as_array().unwrap().len(), 2);
}

#[test]
fn data_that_do_not_fit_are_refused() {
    let case = Case::new();
    let [tracks, vertices] = &case.jets;
    let npz = |arrays: &[(&str, &Tensor)]| npz::write(arrays).unwrap();
    let only = case.write("only.npz", npz(&[("tracks", tracks), ("other", vertices)]));
    case.fails(&only, "missing-input", "there is no `vertices`; the file has ");

    let short = vertices.slice(0..3);
    let short = case.write("short.npz", npz(&[("tracks", tracks), ("vertices", &short)]));
    case.fails(&short, "input-length", "`vertices` has 3 items, but `tracks` has 4");

    let swapped = case.write("swapped.npz", npz(&[("tracks", vertices), ("vertices", tracks)]));
    case.fails(&swapped, "input-contract", "`tracks` must have the shape [batch, 3, 60]");

    let mut values = tracks.as_f32().unwrap().to_vec();
    values[3 * 60 + 2 * 60 + 5] = f32::NAN;
    let odd = Tensor::new(tracks.shape().to_vec(), Data::Float32(values)).unwrap();
    let odd = case.write("odd.npz", npz(&[("tracks", &odd), ("vertices", vertices)]));
    case.fails(&odd, "input-contract", "row 1");

    let none = case.write(
        "none.npz",
        npz(&[("tracks", &tracks.slice(0..0)), ("vertices", &vertices.slice(0..0))]),
    );
    case.fails(&none, "no-items", "the file holds no items");
    case.fails(&case.write("jets.txt", ""), "data-kind", "`jets.txt` is no kind of data file");
    case.fails(&case.path("absent.npz"), "unreadable", "the file cannot be read");
}

#[test]
fn damaged_files_are_refused() {
    let case = Case::new();
    let whole = npz::write(&case.arrays()).unwrap();
    hdf5(&case.path("whole.h5"), &case.arrays());
    parquet(&case.path("whole.parquet"), &case.arrays());
    let files = [
        ("npz", whole),
        ("h5", fs::read(case.path("whole.h5")).unwrap()),
        ("parquet", fs::read(case.path("whole.parquet")).unwrap()),
        ("json", json::write(&case.arrays())),
    ];
    for (ending, bytes) in files {
        for length in [0, 1, bytes.len() / 3, bytes.len() * 2 / 3, bytes.len() - 40] {
            let cut = case.write(&format!("cut.{ending}"), &bytes[..length]);
            let output = case.run(&cut, &[]);
            assert_eq!(output.status.code(), Some(1), "{ending} cut to {length}");
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(said.starts_with("error["), "{ending} cut to {length}: {said}");
        }
    }
}

#[test]
fn an_array_that_claims_to_be_huge_takes_no_memory() {
    let case = Case::new();
    let header = npy::header_bytes(&Data::Float32(Vec::new()), &[1 << 40, 3, 60]);
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["tracks.npy", "vertices.npy"] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, &header).unwrap();
    }
    let huge = case.write("huge.npz", writer.finish().unwrap().into_inner());
    case.fails(&huge, "data-format", "this is no sound NumPy file: it is cut short");
}

#[test]
fn lists_of_a_parquet_column_for_each_feature_are_rows_of_items() {
    let case = Case::new();
    let mut reader = case.signature.clone();
    reader.inputs.truncate(1);
    reader.inputs[0].features = ["a", "b", "c"]
        .map(|name| faircat_inference::signature::Feature {
            name: name.into(),
            ..Default::default()
        })
        .into();
    reader.inputs[0].items = Some(faircat_inference::signature::Items::default());
    let lists = |scale: f32| -> ArrayRef {
        let rows = [vec![1.0, 2.0], vec![3.0]].map(|row: Vec<f32>| {
            Some(row.into_iter().map(|value| Some(value * scale)).collect::<Vec<_>>())
        });
        Arc::new(ListArray::from_iter_primitive::<arrow_array::types::Float32Type, _, _>(rows))
    };
    let columns = [("a", lists(1.0)), ("b", lists(10.0)), ("c", lists(100.0))];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let path = case.path("lists.parquet");
    let file = fs::File::create(&path).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let data = reading::open(&path, &reader).unwrap().read(8).unwrap().unwrap();
    let tensor = &contract::prepare(&reader, data, 0).unwrap().tensors[0];
    assert_eq!(tensor.shape(), [2, 3, 60]);
    let values = tensor.as_f32().unwrap();
    assert_eq!(
        [values[0], values[1], values[2], values[60], values[121]],
        [1.0, 2.0, 0.0, 10.0, 200.0]
    );
    assert_eq!(values[180], 3.0);
}

#[test]
fn a_model_that_is_not_here_is_a_usage_error() {
    let case = Case::new();
    let mut command = faircat();
    let output = command.args(["run", "nothing", "jets.npz", "--root"]).arg(case.folder.path());
    let output = output.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    fs::create_dir_all(case.path("catalog/models")).unwrap();
    let mut command = faircat();
    let output = command.args(["run", "nothing", "jets.npz", "--root"]).arg(case.folder.path());
    let output = output.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("there is no model `nothing`"));
}

#[test]
fn a_missing_library_says_what_to_install() {
    let case = Case::new();
    let jets = case.write("jets.npz", npz::write(&case.arrays()).unwrap());
    let mut command = faircat();
    command.arg("run").arg(case.path("model.onnx")).arg(&jets).args(["--engine", "onnxruntime"]);
    let output = command.env("ORT_DYLIB_PATH", "/nowhere/libonnxruntime.so").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("pip install onnxruntime"), "{said}");
}

#[test]
fn throughput_is_measured() {
    let case = Case::new();
    let mut command = faircat();
    command.args(["bench", "--engine", "tract", "--batch", "1,4", "--repeats", "2"]);
    command.args(["--format", "json"]).arg(case.path("model.onnx"));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 2);
    for (measurement, batch) in list.iter().zip([1, 4]) {
        assert_eq!(measurement["batch"], batch);
        assert_eq!(measurement["engine"], "tract");
        assert_eq!(measurement["form"], "factorised");
        let number = |name: &str| measurement[name].as_f64().unwrap();
        assert!(number("throughput_quartile_1") <= number("throughput_median"));
        assert!(number("throughput_median") <= number("throughput_quartile_3"));
        // Both medians are of the same runs; a busy machine pulls them apart.
        let product = number("throughput_median") * number("latency_median") / f64::from(batch);
        assert!((0.02..50.0).contains(&product), "{product}");
    }
}
