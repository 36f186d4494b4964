//! `faircat add`: records made of files, in which only what people know is left to write.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{faircat, repository, says, shared};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/add").join(name)
}

/// The command in `folder`: exit code, and all that it says.
fn add(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = faircat().arg("add").args(arguments).current_dir(folder).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

/// The record that is made of the file at `path`, without its size and digest.
fn record(path: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (code, said) = add(folder.path(), &["--dry-run", path.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!folder.path().join("catalog").exists(), "a dry run writes nothing");
    said
}

#[test]
fn datasets_have_fields_with_types_and_units() {
    insta::assert_snapshot!("hdf5", record(&fixture("events.h5")));
    insta::assert_snapshot!("parquet", record(&fixture("hits.parquet")));
    insta::assert_snapshot!("npz", record(&fixture("jets.npz")));
    insta::assert_snapshot!("root", record(&fixture("trees.root")));
}

#[test]
fn types_of_csv_are_those_of_the_values_seen() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("measure.csv");
    let header = "\u{feff}pt [GeV],n,ok,day,name,empty,mixed";
    let rows = "0.5,1,true,2024-01-31,a,,1\n1e3,-2,False,2024-02-01,\"b, c\",,x";
    fs::write(&file, format!("{header}\n{rows}\n")).unwrap();
    insta::assert_snapshot!("csv", record(&file));
    fs::write(&file, "a;b\n1;2\n").unwrap();
    says(&record(&file), "separator: semicolon");
    fs::write(&file, "1,2\n3,4\n").unwrap();
    says(&record(&file), "not known: its first line has numbers alone, so it names no columns");
}

#[test]
fn models_have_what_their_files_say() {
    let catalog = repository().join("catalog/models/braggnn-simulated");
    insta::assert_snapshot!("onnx", record(&catalog.join("model.onnx")));
    let said = record(&catalog.join("model.pt"));
    says(&said, "the architecture of these weights is none that `faircat convert` knows");
    let file = tempfile::tempdir().unwrap();
    let file = file.path().join("net.safetensors");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, safetensors(24)).unwrap();
    insta::assert_snapshot!("safetensors", record(&file));
    let Some(weights) = shared("data/fair4hep-hbb/gnn_pfeaturesdropped_0005_preload_best.pth")
    else {
        return;
    };
    let said = record(&weights);
    says(&said, "architecture: interaction-network");
    says(&said, "parameters: 23394");
    says(&said, "      - name: vertices\n");
}

/// A file of two tensors, which need 24 bytes, with `data` bytes of numbers.
fn safetensors(data: usize) -> Vec<u8> {
    let header = br#"{"__metadata__":{"format":"pt","modelspec.title":"A net","license":"mit","author":"A. Person"},"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"n":{"dtype":"I64","shape":[],"data_offsets":[16,24]}}"#;
    [&(header.len() as u64).to_le_bytes()[..], header, &vec![0; data]].concat()
}

#[test]
fn check_names_exactly_the_lines_that_are_left() {
    let folder = tempfile::tempdir().unwrap();
    let onnx = repository().join("catalog/models/braggnn-simulated/model.onnx");
    for file in [onnx, fixture("events.h5"), fixture("hits.parquet"), fixture("trees.root")] {
        let (code, said) = add(folder.path(), &[file.to_str().unwrap()]);
        assert_eq!(code, Some(0), "{said}");
        let place = said.split('`').nth(1).unwrap();
        let lines = said.lines().filter_map(|line| line.trim().strip_prefix("line "));
        let wanted: Vec<String> =
            lines.map(|it| format!("{place}:{}:", it.split(':').next().unwrap())).collect();
        let check = faircat().arg("check").current_dir(folder.path()).output().unwrap();
        let told = String::from_utf8(check.stdout).unwrap();
        let found: Vec<&str> = told
            .lines()
            .filter_map(|line| line.trim().strip_prefix("--> "))
            .filter(|line| line.starts_with(place))
            .collect();
        assert_eq!(found.len(), wanted.len(), "{told}");
        for (found, wanted) in found.iter().zip(&wanted) {
            assert!(found.starts_with(wanted), "{found} is not at {wanted}\n{told}");
        }
        let codes = told.lines().filter(|it| it.starts_with("error[") || it.starts_with("warn"));
        assert!({ codes }.all(|it| it.starts_with("error[placeholder]")), "{told}");
    }
}

#[test]
fn a_record_that_is_filled_in_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _) = add(folder.path(), &[fixture("events.h5").to_str().unwrap()]);
    assert_eq!(code, Some(0));
    let file = folder.path().join("catalog/datasets/events/record.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let what = "Simulated jets with their momenta, made to try what reads tables of HDF5.";
    let text = text
        .replace("<title of the dataset>", "Jets")
        .replace("<what the dataset is, what it is for and how it was made>", what)
        .replace("<name of an author>", "Ada Example")
        .replace("<SPDX licence expression>", "CC0-1.0")
        .replace("<how the data was collected or simulated>", "Drawn at random.");
    fs::write(&file, text).unwrap();
    let check = faircat().args(["check", "--strict"]).current_dir(folder.path()).output().unwrap();
    let told = String::from_utf8(check.stdout).unwrap();
    assert_eq!(told, "sound records: 1; no problems found\n");
    let build = faircat().args(["build", "--strict"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(build.status.code(), Some(0), "{}", String::from_utf8_lossy(&build.stderr));
}

#[test]
fn nothing_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data.csv");
    fs::write(&file, "a,b\n1,2\n").unwrap();
    let (_, said) = add(folder.path(), &["data.csv"]);
    says(&said, "`catalog/datasets/data/record.yaml` written");
    let copy = folder.path().join("catalog/datasets/data/data.csv");
    assert_eq!(fs::read(&copy).unwrap(), fs::read(&file).unwrap());
    let (_, said) = add(folder.path(), &["data.csv"]);
    says(&said, "`catalog/datasets/data/record.yaml` unchanged");
    fs::write(&file, "a,b\n1,3\n").unwrap();
    let (code, said) = add(folder.path(), &["data.csv"]);
    assert_eq!(code, Some(1));
    says(&said, "error[add-exists]: `data` is there already");
    let (code, said) = add(folder.path(), &["data.csv", "--slug", "other", "--kind", "software"]);
    assert_eq!(code, Some(0), "{said}");
    says(&said, "`catalog/software/other/record.yaml` written");
}

#[test]
fn a_published_file_is_not_copied_and_a_large_one_needs_an_address() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.npy");
    let header =
        b"\x93NUMPY\x01\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (16777216,), }";
    let mut start = header.to_vec();
    start.resize(127, b' ');
    start.push(b'\n');
    fs::write(&file, start).unwrap();
    let opened = fs::OpenOptions::new().write(true).open(&file).unwrap();
    opened.set_len(128 + (64 << 20)).unwrap();
    let (code, said) = add(folder.path(), &["large.npy"]);
    assert_eq!(code, Some(0), "{said}");
    says(&said, "<address of the file>");
    let of = |path: &str| folder.path().join("catalog/datasets/large").join(path);
    assert!(!of("large.npy").exists());
    fs::remove_file(of("record.yaml")).unwrap();
    let address = "https://example.org/large.npy";
    let (code, said) = add(folder.path(), &["large.npy", "--url", address]);
    assert_eq!(code, Some(0), "{said}");
    says(
        &fs::read_to_string(of("record.yaml")).unwrap(),
        "    url: https://example.org/large.npy\n",
    );
    let (code, said) = add(folder.path(), &["large.npy", "--slug", "b", "--url", "nowhere"]);
    assert_eq!(code, Some(1));
    says(&said, "`nowhere` is no address of a file");
}

#[test]
fn what_is_not_what_its_name_says_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let deep = vec![0x80; 100_000];
    let key = b"root\0\0\xf4\x60\0\0\0\x64\0\0\0\x50\0\0\0\0\0\0\0\0\0\0\0\x01\x7f\xff\xff\xff";
    for (name, bytes, reason) in [
        ("a.onnx", b"hello".to_vec(), "the file is not ONNX"),
        ("b.onnx", Vec::new(), "the file is not ONNX"),
        ("a.safetensors", safetensors(20), "20 bytes follow the header, not 24"),
        ("b.safetensors", vec![0xff; 64], "not the length of a header"),
        ("c.safetensors", b"abc".to_vec(), "the file cannot be read"),
        ("a.pt", b"cos\nsystem\n(S'true'\ntR.".to_vec(), "os"),
        ("a.csv", Vec::new(), "the file holds no items"),
        ("b.csv", b"a,b\n1\n".to_vec(), "the row in line 2 has 1"),
        ("c.csv", b"a,b\n\"1,2\n".to_vec(), "a quote is not closed"),
        ("d.csv", b"<html>,b\n1,2\n".to_vec(), "its bytes begin as those of a web page"),
        ("a.parquet", b"PAR1\0\0\0\0PAR1".to_vec(), "no sound Parquet file"),
        ("a.h5", b"\x89HDF\r\n\x1a\n".to_vec(), "HDF5"),
        ("a.npz", b"PK\x03\x04".to_vec(), "no npz file"),
        ("a.npy", deep, "no npy file"),
        ("a.root", b"root".to_vec(), "no sound ROOT file: it is cut short"),
        ("b.root", key.to_vec(), "no sound ROOT file: it is cut short"),
        ("c.root", b"word".to_vec(), "no sound ROOT file: it does not begin as one"),
        ("a.txt", b"text".to_vec(), "no record is made of a file with this ending"),
        ("a.npz.h5", b"PK\x03\x04....".to_vec(), "its name ends in .h5, but it is a ZIP archive"),
        ("北京.csv", b"a\n1\n".to_vec(), "no word for the record follows"),
        ("index.csv", b"a\n1\n".to_vec(), "give another with `--slug`"),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
        let (code, said) = add(folder.path(), &[name]);
        assert_eq!(code, Some(1), "{name}: {said}");
        says(&said, reason);
        says(&said, " = help: ");
        assert!(!folder.path().join("catalog").exists(), "{name} left something");
    }
    let (code, said) = add(folder.path(), &["no-such.csv"]);
    assert_eq!(code, Some(1));
    says(&said, "error[unreadable]: there is no such file\n--> no-such.csv\n");
    fs::create_dir(folder.path().join("folder.onnx")).unwrap();
    let (code, said) = add(folder.path(), &["folder.onnx"]);
    assert_eq!(code, Some(1));
    says(&said, "the file cannot be read: this is a folder, a device, a pipe or a socket\n");
    let (code, said) = add(folder.path(), &["a.csv", "b.csv", "--slug", "x"]);
    assert_eq!(code, Some(2));
    says(&said, "`--slug` and `--url` are of one file");
}

#[test]
fn names_that_nobody_sees_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("names.csv");
    fs::write(&file, "good,,b\u{202e}ad,<placeholder>\n1,2,3,4\n").unwrap();
    let said = record(&file);
    says(&said, "- name: good\n");
    says(&said, "not known: 3 of its fields have no name");
}

#[test]
fn a_model_with_numbers_in_another_file_is_both_files() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(fixture("apart.onnx"), folder.path().join("apart.onnx")).unwrap();
    let (code, said) = add(folder.path(), &["apart.onnx", "--dry-run"]);
    assert_eq!(code, Some(0), "{said}");
    says(
        &said,
        "warning[onnx-other-file]: the model keeps 1 tensor in `ext.bin`, which is no file",
    );
    says(&said, "- name: x\n");
    fs::write(folder.path().join("ext.bin"), [0; 16]).unwrap();
    says(&add(folder.path(), &["apart.onnx", "--dry-run"]).1, "which has 16 bytes and ends before");
    fs::write(folder.path().join("ext.bin"), [0; 16_384]).unwrap();
    let (code, said) = add(folder.path(), &["apart.onnx"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("warning"), "{said}");
    let home = folder.path().join("catalog/models/apart");
    let record = fs::read_to_string(home.join("record.yaml")).unwrap();
    says(
        &record,
        "    path: ext.bin\n    size: 16384\n    sha256: 4fe7b59af6de3b665b67788cc2f99892",
    );
    says(&record, "    description: Numbers of `apart.onnx`\n");
    assert_eq!(fs::metadata(home.join("ext.bin")).unwrap().len(), 16_384);
    assert!(home.join("apart.onnx").exists());
}
