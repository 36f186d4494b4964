//! Data files of every format, type and shape through small models, by the program; the models and
//! files are made by `tests/fixtures/data/make.py`.

mod refused;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float32Array, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use faircat_inference::formats::{Limit, npy, npz};
use faircat_inference::tensor::{Data, Tensor};
use parquet::arrow::ArrowWriter;
use tempfile::TempDir;

use crate::program::{faircat, repository};

fn fixture(name: &str) -> PathBuf {
    repository().join("tests/fixtures/data").join(name)
}

fn run(folder: &Path, model: &str, input: &Path, arguments: &[&str]) -> Output {
    let mut command = faircat();
    command.arg("run").arg(fixture(&format!("{model}.onnx"))).arg(input).args(arguments);
    command.current_dir(folder).output().unwrap()
}

/// What is printed.
fn prints(folder: &Path, model: &str, input: &Path, arguments: &[&str]) -> String {
    let output = run(folder, model, input, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What is said where it fails.
fn refuses(folder: &Path, model: &str, input: &Path, arguments: &[&str]) -> String {
    let output = run(folder, model, input, arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.starts_with("error[") && said.contains("= help: "), "{said}");
    said
}

fn f32s(shape: &[usize], values: impl IntoIterator<Item = u8>) -> Tensor {
    let values = values.into_iter().map(f32::from).collect();
    Tensor::new(shape.to_vec(), Data::Float32(values)).unwrap()
}

fn written(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn archive(folder: &TempDir, name: &str, arrays: &[(&str, &Tensor)]) -> PathBuf {
    written(folder, name, npz::write(arrays).unwrap())
}

fn array(file: &Path, name: &str) -> Tensor {
    npz::read(&fs::read(file).unwrap(), Limit::default()).unwrap().remove(name).unwrap()
}

const KINDS: [&str; 11] = [
    "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64",
    "bool",
];

#[test]
fn every_type_goes_in_and_out_of_every_format() {
    let folder = tempfile::tempdir().unwrap();
    for kind in KINDS {
        let model = format!("identity-{kind}");
        let shown = if kind == "bool" { ["false", "true"] } else { ["0", "1"] };
        let expected = format!("y\n{}\n{}\n", shown[0], shown[1]);
        let csv = written(&folder, "x.csv", expected.replace('y', "x"));
        assert_eq!(prints(folder.path(), &model, &csv, &[]), expected);
        for ending in ["npz", "npy", "h5", "json", "jsonl", "parquet"] {
            let out = format!("{kind}.{ending}");
            prints(folder.path(), &model, &csv, &["--out", &out]);
            // What was written as `y` is read as `x`, which only a lone array may be.
            let again = folder.path().join(&out);
            if ending == "npy" {
                assert_eq!(prints(folder.path(), &model, &again, &[]), expected, "{out}");
                continue;
            }
            let said = refuses(folder.path(), &model, &again, &[]);
            assert!(said.contains("missing-input") && said.contains("`y`"), "{said}");
        }
    }
}

#[test]
fn types_of_hdf5_and_parquet_are_read_in_either_byte_order() {
    for kind in KINDS {
        for order in ["little", "big"] {
            let name = format!("{order}/{kind}");
            assert_eq!(column("types.h5", &name, kind).unwrap(), [0.0, 1.0, 1.0], "{name}");
        }
        assert_eq!(column("types.parquet", kind, kind).unwrap(), [0.0, 1.0, 1.0], "{kind}");
    }
    for file in ["types.h5", "types.parquet"] {
        assert_eq!(column(file, "half", "float32").unwrap(), [0.5, -1.5, 65504.0]);
    }
}

/// The numbers of a dataset or column, read for an input of its name.
fn column(file: &str, name: &str, dtype: &str) -> Result<Vec<f64>, String> {
    let tensor = tensor(file, name, dtype, &["N"], false)?;
    Ok(tensor.data().to_f64())
}

fn tensor(
    file: &str,
    name: &str,
    dtype: &str,
    shape: &[&str],
    non_finite: bool,
) -> Result<Tensor, String> {
    use faircat::running::reading;
    use faircat_inference::contract::prepare;
    use faircat_inference::signature::{Declared, NonFinite, Signature};
    let input = Declared {
        name: name.to_owned(),
        dtype: dtype.to_owned(),
        shape: shape.iter().map(|size| (*size).to_owned()).collect(),
        non_finite: if non_finite { NonFinite::Allowed } else { NonFinite::Refused },
        ..Declared::default()
    };
    let signature = Signature { inputs: vec![input], outputs: Vec::new() };
    let mut source = reading::open(&fixture(file), &signature).map_err(|it| it.to_string())?;
    let data = source.read(10).map_err(|it| it.to_string())?.ok_or("nothing")?;
    let prepared = prepare(&signature, data, 0).map_err(|it| it.to_string())?;
    Ok(prepared.tensors.into_iter().next().unwrap())
}

#[test]
fn columns_of_parquet_that_are_no_numbers_are_refused_by_their_type() {
    for (name, kind) in [
        ("texts", "text"),
        ("times", "times"),
        ("decimals", "decimals"),
        ("categories", "categories"),
    ] {
        let said = column("types.parquet", name, "float32").unwrap_err();
        assert!(said.contains(&format!("`{name}` holds {kind}")), "{said}");
    }
    let said = column("types.h5", "text", "float32").unwrap_err();
    assert!(said.contains("`text` holds "), "{said}");
}

#[test]
fn missing_values_are_nan_and_missing_lists_are_refused() {
    let said = column("types.parquet", "missing_float", "float32").unwrap_err();
    assert!(said.contains("row 1 of `missing_float` is NaN"), "{said}");
    let allowed = tensor("types.parquet", "missing_float", "float32", &["N"], true).unwrap();
    let Data::Float32(values) = allowed.data() else { panic!("{allowed:?}") };
    assert!(values[1].is_nan() && values[2] == 2.5, "{values:?}");
    let said = column("types.parquet", "missing", "int64").unwrap_err();
    assert!(
        said.contains("row 1 of `missing` has no value, or NaN; int64 has no number"),
        "{said}"
    );
    let said = tensor("types.parquet", "no_list", "float32", &["N", "M"], false).unwrap_err();
    assert!(said.contains("row 1: `no_list` has no value"), "{said}");
}

#[test]
fn lists_of_parquet_keep_64_bits() {
    let lists = tensor("types.parquet", "lists", "int64", &["N", "2"], false).unwrap();
    assert_eq!(lists.data(), &Data::Int64(vec![1, 2, 3, 9_007_199_254_740_993, 5, 6]));
    assert_eq!(lists.shape(), [3, 2]);
}

#[test]
fn names_that_stand_twice_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let field = Field::new("x", DataType::Float32, false);
    let schema = Arc::new(Schema::new(vec![field.clone(), field]));
    let numbers = || Arc::new(Float32Array::from(vec![1.0, 2.0])) as ArrayRef;
    let batch = RecordBatch::try_new(Arc::clone(&schema), vec![numbers(), numbers()]).unwrap();
    let mut parquet = ArrowWriter::try_new(Vec::new(), schema, None).unwrap();
    parquet.write(&batch).unwrap();
    let file = written(&folder, "twice.parquet", parquet.into_inner().unwrap());
    let said = refuses(folder.path(), "identity-float32", &file, &[]);
    assert!(said.contains("the column `x` stands twice"), "{said}");
    assert!(said.contains("give each column a name of its own"), "{said}");
    // h5py writes no such file: of the datasets `x` and `z` of this one, `z` was renamed in its bytes.
    let said = column("twice.h5", "x", "float32").unwrap_err();
    assert!(said.contains("the dataset `x` stands twice"), "{said}");
}

#[test]
fn fixed_batches_are_filled_up_and_the_rest_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let rows = f32s(&[10, 3], 0..30);
    let input = archive(&folder, "x.npz", &[("x", &rows)]);
    for model in ["fixed", "one"] {
        for batch in ["1", "4", "6", "128"] {
            prints(folder.path(), model, &input, &["--batch", batch, "--out", "y.npz"]);
            assert_eq!(array(&folder.path().join("y.npz"), "y"), rows, "{model} {batch}");
        }
    }
}

#[test]
fn rows_that_depend_on_each_other_are_run_at_once_or_not_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let rows = f32s(&[130, 3], (0..390_u16).map(|it| (it % 251) as u8));
    let input = archive(&folder, "x.npz", &[("x", &rows)]);
    let said = refuses(folder.path(), "less-the-mean", &input, &[]);
    assert!(said.contains("the rows of `y` depend on the others"), "{said}");
    assert!(said.contains("give `--batch` the number of items"), "{said}");
    let y = folder.path().join("y.npz");
    let noted = |batch: &str| {
        let output =
            run(folder.path(), "less-the-mean", &input, &["--batch", batch, "--out", "y.npz"]);
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap().contains("were run in blocks of")
    };
    assert!(noted("64"));
    assert!(!noted("130"));
    let mean: f32 = (0..130).map(|row| rows.as_f32().unwrap()[3 * row]).sum::<f32>() / 130.0;
    let first = array(&y, "y").as_f32().unwrap()[0];
    assert!((first + mean).abs() < 1e-3, "{first} is not -{mean}");
    let said = refuses(folder.path(), "less-the-mean-of-4", &input, &[]);
    assert!(said.contains("the last 2 items do not fill one"), "{said}");
}

#[test]
fn an_input_that_has_a_default_is_taken_where_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let (x, k) = (f32s(&[2, 3], 0..6), f32s(&[2, 3], 10..16));
    let both = archive(&folder, "both.npz", &[("k", &k), ("x", &x)]);
    let text = r#"{"k": [[10, 11, 12], [13, 14, 15]], "x": [[0, 1, 2], [3, 4, 5]]}"#;
    let lines = r#"{"k": [10, 11, 12], "x": [0, 1, 2]}
{"k": [13, 14, 15], "x": [3, 4, 5]}"#;
    let json = written(&folder, "both.json", text);
    let lines = written(&folder, "both.jsonl", lines);
    for input in [&both, &json, &lines] {
        let sum = prints(folder.path(), "default", input, &[]);
        assert_eq!(sum, "y_0,y_1,y_2\n10,12,14\n16,18,20\n", "{}", input.display());
    }
    let alone = archive(&folder, "x.npz", &[("x", &x)]);
    let sum = prints(folder.path(), "default", &alone, &[]);
    assert_eq!(sum, "y_0,y_1,y_2\n0,1,2\n3,4,5\n");
    let negative = prints(folder.path(), "only-default", &both, &[]);
    assert_eq!(negative, "y_0,y_1,y_2\n-10,-11,-12\n-13,-14,-15\n");
}

#[test]
fn outputs_have_the_shapes_that_the_model_gave() {
    let folder = tempfile::tempdir().unwrap();
    let rows = f32s(&[4, 3], 0..12);
    let input = archive(&folder, "x.npz", &[("x", &rows)]);
    let gives = |model: &str, name: &str, expected: Tensor| {
        prints(folder.path(), model, &input, &["--out", "y.npz"]);
        assert_eq!(array(&folder.path().join("y.npz"), name), expected, "{model}");
        prints(folder.path(), model, &input, &["--out", "y.npy"]);
        let bytes = fs::read(folder.path().join("y.npy")).unwrap();
        assert_eq!(npy::read(&bytes, Limit::default()).unwrap(), expected, "{model}");
    };
    let floats = |shape: &[usize], values: &[f32]| {
        Tensor::new(shape.to_vec(), Data::Float32(values.to_vec())).unwrap()
    };
    gives("no-rows", "mean", floats(&[3], &[4.5, 5.5, 6.5]));
    gives("scalar", "sum", floats(&[], &[66.0]));
    gives("swapped", "y", f32s(&[3, 4], [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]));
    for model in ["no-rows", "scalar", "swapped"] {
        let said = refuses(folder.path(), model, &input, &["--batch", "3"]);
        assert!(said.contains("let --batch be at least"), "{said}");
    }
    let open = f32s(&[2, 2, 3], 0..12);
    let input = archive(&folder, "open.npz", &[("x", &open)]);
    for ending in ["npz", "json", "h5", "parquet"] {
        let out = format!("open-out.{ending}");
        prints(folder.path(), "open", &input, &["--batch", "1", "--out", &out]);
    }
    assert_eq!(array(&folder.path().join("open-out.npz"), "y"), open);
    let text = fs::read_to_string(folder.path().join("open-out.json")).unwrap();
    assert!(text.contains("{\"y\": [[0, 1, 2], [3, 4, 5]]}"), "{text}");
}

#[test]
fn models_whose_inputs_have_no_rows_are_run_once() {
    let folder = tempfile::tempdir().unwrap();
    let (x, t) = (f32s(&[2, 3], 0..6), f32s(&[], [2]));
    let input = archive(&folder, "x.npz", &[("x", &x), ("t", &t)]);
    let expected = "y_0,y_1,y_2\n0,2,4\n6,8,10\n";
    assert_eq!(prints(folder.path(), "scaled", &input, &[]), expected);
    let json = written(&folder, "x.json", "{\"x\": [[0, 1, 2], [3, 4, 5]], \"t\": 2}");
    assert_eq!(prints(folder.path(), "scaled", &json, &[]), expected);
    let (a, b) = (f32s(&[3, 1], 1..4), f32s(&[1, 2], [1, 10]));
    let input = archive(&folder, "outer.npz", &[("a", &a), ("b", &b)]);
    assert_eq!(prints(folder.path(), "outer", &input, &[]), "y_0,y_1\n1,10\n2,20\n3,30\n");
}
