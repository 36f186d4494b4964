//! Data files that are refused: what is no data, what claims too much, what leads elsewhere.

use std::fs;

use faircat_inference::formats::npy;

use super::{archive, column, f32s, fixture, prints, refuses, run, tensor, written};
use crate::program::faircat;

#[test]
fn nothing_outside_an_hdf5_file_is_read() {
    for (name, how) in [
        ("soft", "a soft link; links by name are not followed"),
        ("elsewhere", "a link to another file"),
        ("virtual", "a virtual dataset"),
        ("external", "stored in other files"),
    ] {
        let said = column("links.h5", name, "float32").unwrap_err();
        assert!(said.contains(&format!("`{name}` is {how}")), "{said}");
    }
    assert_eq!(column("links.h5", "x", "float32").unwrap(), [1.0, 2.0]);
    let endless = tensor("types.h5", "cube", "float32", &["N", "M"], false).unwrap_err();
    assert!(endless.contains("`cube` has the shape"), "{endless}");
}

/// The reader of rows passes over an empty line, which in a table of one column is an empty cell.
#[test]
fn an_empty_line_between_the_rows_of_one_column_is_no_row() {
    let folder = tempfile::tempdir().unwrap();
    let whole = written(&folder, "whole.csv", "\nx\r\n1\r\n2\r\n\r\n\n");
    assert_eq!(prints(folder.path(), "identity-float32", &whole, &[]), "y\n1\n2\n");
    for text in ["x\n1\n\n2\n", "x\r\n\r\n1", "x\n1\n\n\n2"] {
        let file = written(&folder, "gap.csv", text);
        let output = run(folder.path(), "identity-float32", &file, &[]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.stdout.is_empty(), "{text:?}: rows were printed");
        assert!(said.contains("is empty, and rows follow"), "{text:?}: {said}");
    }
}

#[test]
fn chunks_that_a_file_does_not_hold_are_read_only_where_they_are_few() {
    assert_eq!(column("sparse.h5", "few", "float32").unwrap(), [5.0, 5.0, 5.0]);
    let said = tensor("sparse.h5", "endless", "float32", &["N", "2"], false).unwrap_err();
    assert!(said.contains("`endless` has the shape") && said.contains("file holds"), "{said}");
}

#[test]
fn an_array_larger_than_what_is_there_gives_no_row() {
    let folder = tempfile::tempdir().unwrap();
    let short = npy::write(&f32s(&[3], [1, 2, 3]));
    let (from, to) = (b"'shape': (3,), }      ", b"'shape': (300000000,), }");
    let from = [from.as_slice(), b"  "].concat();
    let claiming = replaced(&short, &from, to);
    let lone = written(&folder, "x.npy", &claiming);
    let array = f32s(&[3], [1, 2, 3]);
    for (name, file) in
        [("x.npy", lone), ("x.npz", written(&folder, "x.npz", stored("x.npy", &claiming)))]
    {
        let output = run(folder.path(), "identity-float32", &file, &[]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.stdout.is_empty(), "{name}: rows were printed");
        assert!(said.contains("takes 1200000128 bytes, but it has 140"), "{name}: {said}");
    }
    let whole = archive(&folder, "whole.npz", &[("x", &array)]);
    assert_eq!(prints(folder.path(), "identity-float32", &whole, &[]), "y\n1\n2\n3\n");
}

/// An archive of one file.
fn stored(name: &str, content: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn names_that_lead_out_of_a_folder_or_collide_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let input = archive(&folder, "x.npz", &[("x", &f32s(&[2], 0..2))]);
    for out in ["y.npz", "y.h5"] {
        let said = refuses(folder.path(), "names", &input, &["--out", out]);
        assert!(said.contains("`../y` is no name for an array"), "{said}");
        assert!(!folder.path().join(out).exists());
    }
    prints(folder.path(), "names", &input, &["--out", "y.json"]);
    let input = archive(&folder, "xx.npz", &[("x", &f32s(&[2, 2], 0..4))]);
    let said = refuses(folder.path(), "columns", &input, &[]);
    assert!(said.contains("two columns would be called `y_0`"), "{said}");
}

#[test]
fn numbers_beside_a_model_are_read_from_its_folder_only() {
    let folder = tempfile::tempdir().unwrap();
    let x = f32s(&[2, 2], 0..4);
    let input = archive(&folder, "x.npz", &[("x", &x)]);
    assert_eq!(prints(folder.path(), "external", &input, &[]), "y_0,y_1\n3,4\n11,16\n");
    let model = fs::read(fixture("external.onnx")).unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    let copy = folder.path().join("in/model.onnx");
    fs::write(&copy, &model).unwrap();
    let says = |expected: &str| {
        let output = faircat().arg("run").arg(&copy).arg(&input).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(said.contains(expected) && said.contains("save_as_external_data=False"), "{said}");
    };
    says("`weights.data`, which is no file in the model's folder");
    fs::copy(fixture("weights.data"), folder.path().join("weights.data")).unwrap();
    std::os::unix::fs::symlink("../weights.data", folder.path().join("in/weights.data")).unwrap();
    says("`weights.data`, which is no file in the model's folder");
    fs::remove_file(folder.path().join("in/weights.data")).unwrap();
    fs::write(folder.path().join("in/weights.data"), [0; 15]).unwrap();
    says("which has 15 bytes and ends before them");
    fs::write(&copy, replaced(&model, b"weights.data", b"../eights.da")).unwrap();
    fs::rename(folder.path().join("weights.data"), folder.path().join("eights.da")).unwrap();
    says("`../eights.da`, which is no file in the model's folder");
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = bytes.windows(from.len()).position(|it| it == from).unwrap();
    [&bytes[..at], to, &bytes[at + from.len()..]].concat()
}

#[test]
fn tables_say_what_they_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    let says = |name: &str, text: &str, expected: &str| {
        let file = written(&folder, name, text);
        let said = refuses(folder.path(), "identity-float32", &file, &[]);
        assert!(said.contains(expected), "{said}");
    };
    says("header.csv", "x\n", "the file holds no items");
    says("empty.csv", "", "there is no `x`; the file has nothing");
    says(
        "large.csv",
        "x\n1\n1e400\n",
        "row 1: `x` is `1e400`, which is no number that can be read (line 3)",
    );
    says("large.json", "{\"x\": [1e400]}", "number out of range");
    says("twice.csv", "x,x\n1,2\n", "the column `x` stands twice");
    says("text.json", "[{\"x\": \"a\"}]", "`x`: \"a\" is not a number");
    says("wide.csv", &format!("{}x\n", "a,".repeat(70_000)), "it has 70001 columns");
    says("long.csv", &format!("x,t\n1,\"{}\"\n", "a\n".repeat(9 << 20)), "a row of it is too long");
    let quoted = written(
        &folder,
        "quoted.csv",
        "\u{feff}\"x\",t\r\n\"1.5\",\"a, \"\"b\"\"\r\nc\"\r\n2,\r\n",
    );
    assert_eq!(prints(folder.path(), "identity-float32", &quoted, &[]), "y\n1.5\n2\n");
    let extra =
        written(&folder, "extra.json", "{\"x\": [1, 2], \"note\": \"text\", \"z\": {\"a\": 1}}");
    assert_eq!(prints(folder.path(), "identity-float32", &extra, &[]), "y\n1\n2\n");
}

#[test]
fn devices_pipes_and_folders_are_no_data_files() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero.csv")).unwrap();
    fs::create_dir(folder.path().join("folder.npz")).unwrap();
    let pipe = folder.path().join("pipe.json");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for name in ["zero.csv", "folder.npz", "pipe.json"] {
        let file = folder.path().join(name);
        let said = refuses(folder.path(), "identity-float32", &file, &[]);
        assert!(said.contains("this is a folder, a device or a pipe, not a file"), "{said}");
    }
    let input = archive(&folder, "x.npz", &[("x", &f32s(&[2], 0..2))]);
    let said = refuses(folder.path(), "identity-float32", &input, &["--out", "folder.npz"]);
    assert!(said.contains("not a file"), "{said}");
    let said = refuses(folder.path(), "identity-float32", &input, &["--out", "/dev/full"]);
    assert!(said.contains("`full` is no kind of data file"), "{said}");
}

#[test]
fn a_closed_pipe_and_a_full_disk_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let many: String = (0..200_000).map(|row| format!("{row}\n")).collect();
    let input = written(&folder, "many.csv", format!("x\n{many}"));
    let program = faircat().get_program().to_owned();
    let shell = |script: &str| {
        let mut command = std::process::Command::new("bash");
        command.args(["-o", "pipefail", "-c", script]).env("FAIRCAT", &program);
        command.env("MODEL", fixture("identity-float32.onnx")).env("INPUT", &input);
        command.output().unwrap()
    };
    let head = shell("\"$FAIRCAT\" run \"$MODEL\" \"$INPUT\" | head -n 2");
    assert!(head.status.success(), "{}", String::from_utf8_lossy(&head.stderr));
    assert_eq!(String::from_utf8(head.stdout).unwrap(), "y\n0\n");
    assert!(head.stderr.is_empty());
    let full = shell("\"$FAIRCAT\" run \"$MODEL\" \"$INPUT\" > /dev/full");
    assert_eq!(full.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&full.stderr).contains("the file cannot be written"));
}

/// Found by fuzzing: the header of a page lacks what its library takes for granted.
#[test]
fn a_file_on_which_its_library_panics_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let said =
        refuses(folder.path(), "identity-float32", &fixture("page-without-header.parquet"), &[]);
    assert!(said.contains("the library for its kind gave up on it"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}
