//! `faircat import`: which format a file is of.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{faircat, says};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/imports/cern-opendata").join(name)
}

/// The command without a folder of its own: `--into` is `catalog`.
fn command(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = faircat().arg("import").args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_file_is_known_by_what_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = fixture("full.json").display().to_string();
    let (code, out, _) = command(folder.path(), &[&file]);
    assert_eq!(code, Some(0));
    let expected = format!(
        "`{file}`: cern-opendata (JSON of the CERN Open Data portal)\n\
         2 written, 0 unchanged, 3 warnings in `catalog`\n"
    );
    assert_eq!(out, expected);
    let (_, named, _) = command(folder.path(), &["cern-opendata", &file, "--into", "other"]);
    assert_eq!(named, "2 written, 0 unchanged, 3 warnings in `other`\n");
    let same = "datasets/cern-opendata-1001.yaml";
    let text = |catalog: &str| fs::read(folder.path().join(catalog).join(same)).unwrap();
    assert_eq!(text("catalog"), text("other"));
}

#[test]
fn what_is_of_no_format_is_refused_and_the_rest_imported() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notes.txt"), "no record").unwrap();
    let file = fixture("full.json").display().to_string();
    let (code, out, told) = command(folder.path(), &["notes.txt", &file]);
    assert_eq!(code, Some(1));
    says(&out, "2 written, 0 unchanged, 1 error and 3 warnings in `catalog`");
    says(&told, "no format has what is in this file");
    says(&told, "formats that are read: `cern-opendata`, ");
    for (arguments, reason) in [
        (&["bibtex", "x.bib"][..], "`bibtex` is written, not read"),
        (&["cern-opendata"][..], "no file is named after the format `cern-opendata`"),
        (&["no-format", "x.json"][..], "`no-format` is neither a format nor a file"),
    ] {
        let (code, _, told) = command(folder.path(), arguments);
        assert_eq!(code, Some(2), "{arguments:?}");
        says(&told, reason);
    }
}

#[test]
fn losses_are_named_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = fixture("full.json").display().to_string();
    let (_, out, _) = command(folder.path(), &[&file, "--losses"]);
    says(&out, "cern-opendata-1001: `type.primary` is kept: \"Dataset\"\n");
    let fields = |text: &str| text.lines().filter(|line| line.contains(" is kept: ")).count();
    let (_, again, _) = command(folder.path(), &[&file, "--losses"]);
    assert!(fields(&out) > 2 && fields(&out) == fields(&again), "{out}");
}
