//! Shapes, types and batches of data, and what is said of files that are refused: 03, 11, 12, 13,
//! 24, 25, and the hostile data files.

use std::fs;
use std::path::Path;
use std::process::Output;

use faircat_inference::formats::{Limit, npz};
use faircat_inference::tensor::Tensor;

use super::folder;
use crate::program::faircat;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    faircat().arg("run").args(arguments).current_dir(folder).output().unwrap()
}

fn prints(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refuses(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

fn arrays(file: &Path) -> Vec<(String, Tensor)> {
    npz::read(&fs::read(file).unwrap(), Limit::default()).unwrap().into_iter().collect()
}

#[test]
fn outputs_have_their_own_shapes() {
    for name in ["03-output-without-shape", "24-varying-output"] {
        let Some(folder) = folder(name) else { return };
        let out = tempfile::tempdir().unwrap();
        let file = out.path().join("o.npz");
        prints(&folder, &["model.onnx", "in.npz", "--out", file.to_str().unwrap()]);
        assert_eq!(arrays(&file), arrays(&folder.join("ref.npz")), "{name}");
    }
}

#[test]
fn integers_of_64_bits_stay_what_they_are() {
    let Some(folder) = folder("11-int64-csv-parquet") else { return };
    for input in ["q.csv", "q.parquet"] {
        assert_eq!(prints(&folder, &["i64.onnx", input]), "o_k\n9007199254740993\n", "{input}");
    }
}

#[test]
fn the_same_data_are_read_alike_in_every_format() {
    let Some(folder) = folder("12-reader-rules-differ") else { return };
    let two = "o_x,o_k\n1.5,2\n-3,4\n";
    for (model, input, expected) in [
        ("two.onnx", "two.parquet", two),
        ("two.onnx", "plain.csv", two),
        ("two.onnx", "two_rows.json", two),
        ("twor1.onnx", "two_extra_textcol.csv", two),
        ("twor1.onnx", "two_bom.json", two),
        ("twor1.onnx", "f64.parquet", "o_x,o_k\n0.1,1\n0.2,2\n0.3,3\n"),
        ("twor1.onnx", "f64.npz", "o_x,o_k\n0.1,1\n0.2,2\n0.3,3\n"),
        ("bool1.onnx", "b.npz", "o_m\ntrue\nfalse\ntrue\n"),
        ("bool1.onnx", "b.h5", "o_m\ntrue\nfalse\ntrue\n"),
        ("bool1.onnx", "b.parquet", "o_m\ntrue\nfalse\ntrue\n"),
    ] {
        assert_eq!(prints(&folder, &[model, input]), expected, "{model} {input}");
    }
}

#[test]
fn the_last_block_of_a_fixed_batch_is_filled_up() {
    let Some(folder) = folder("13-fixed-batch-rest") else { return };
    assert_eq!(prints(&folder, &["model.onnx", "in.npz"]).lines().count(), 11);
}

#[test]
fn refusals_say_what_to_do() {
    let Some(folder) = folder("25-words-of-refusals") else { return };
    assert_eq!(prints(&folder, &["external.onnx", "external_in.npz"]).lines().count(), 4);
    let fortran = prints(&folder, &["id.onnx", "fortran.npz"]);
    assert_eq!(fortran.lines().nth(1), Some("-3,-1.5,0"));
    let half = refuses(&folder, &["f16.onnx", "f16_in.npz"]);
    assert!(half.contains("`x`") && half.contains("float16"), "{half}");
    assert!(half.contains("keep_io_types=True") && !half.contains("onnxruntime"), "{half}");
    let zipmap = refuses(&folder, &["zipmap.onnx", "zipmap_in.npz"]);
    assert!(zipmap.contains("options={'zipmap': False}"), "{zipmap}");
    let converted = |weights: &str| {
        let out = tempfile::tempdir().unwrap();
        let mut command = faircat();
        command
            .arg("convert")
            .arg(folder.join(weights))
            .arg("--out")
            .arg(out.path().join("o.onnx"));
        command.args(["--architecture", "interaction-network"]).output().unwrap()
    };
    assert!(converted("dataparallel.pt").status.success());
    // Some of its numbers are infinite.
    let half = String::from_utf8(converted("half.pt").stderr).unwrap();
    assert!(half.contains("(float16) holds inf") && half.contains("model.float()"), "{half}");
}

#[test]
fn hostile_data_files_are_refused() {
    let Some(folder) = folder("hostile") else { return };
    let hdf5 = refuses(&folder, &["hdf5/relu.onnx", "hdf5/extraw.h5"]);
    assert!(hdf5.contains("error[outside-file]: `x` is stored in other files"), "{hdf5}");
    prints(&folder, &["hdf5/relu.onnx", "hdf5/ok.h5"]);
    let parquet = refuses(&folder, &["parquet/relu.onnx", "parquet/listbomb.parquet"]);
    assert!(parquet.contains("has 400000000 values in one row group"), "{parquet}");
}
