//! `faircat import`: which format a file is of.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{faircat, says};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/imports/cern-opendata").join(name)
}

const LOSSES: &str = "15 values have no field: 15 kept in `extensions`, 0 dropped; \
                      `--losses` names them\n";

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
         2 written, 0 unchanged, 3 warnings in `catalog`\n{LOSSES}"
    );
    assert_eq!(out, expected);
    let (_, named, _) = command(folder.path(), &["cern-opendata", &file, "--into", "other"]);
    assert_eq!(named, format!("2 written, 0 unchanged, 3 warnings in `other`\n{LOSSES}"));
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
    says(&told, "formats that are read: `");
    says(&told, "`cern-opendata`");
    for (arguments, reason) in [
        (&["triton", "x.txt"][..], "`triton` is written, not read"),
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
    let arguments = [&*file, "--losses", "--losses-json", "losses.json"];
    let (_, out, _) = command(folder.path(), &arguments);
    let row = out.lines().find(|it| it.contains("license.attribution")).unwrap();
    let cells: Vec<&str> = row.split("  ").map(str::trim).filter(|it| !it.is_empty()).collect();
    let why = "`license.attribution` is no SPDX expression: `The Toy Licence`";
    assert_eq!(
        cells,
        [
            "cern-opendata-1002",
            "license.attribution",
            "extensions.cern-opendata",
            why,
            "\"The Toy Licence\""
        ]
    );
    let json = fs::read(folder.path().join("losses.json")).unwrap();
    let losses: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let losses = losses.as_array().unwrap();
    assert_eq!(losses.len(), 15);
    let of_licence = losses.iter().find(|it| it["field"] == "license.attribution").unwrap();
    assert_eq!(of_licence["why"], why);
    assert_eq!(of_licence["kept_in"], "extensions.cern-opendata");
    let (_, again, _) = command(folder.path(), &arguments);
    let of_table = |text: &str| text.split("\n\n").next().unwrap_or_default().to_owned();
    assert_eq!(of_table(&again), of_table(&out));
    assert_eq!(fs::read(folder.path().join("losses.json")).unwrap(), json);
}

/// Each problem was once looked for from the beginning of the file, or of its one line.
#[test]
fn of_very_many_problems_of_a_file_a_hundred_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let entries = "@misc{a, title={x}}\n".repeat(20_000);
    let file = "{\"key\": \"f.bin\", \"size\": 3}";
    let files = format!("{file}, ").repeat(19_999) + file;
    let record = format!(
        "{{\"id\": 1, \"metadata\": {{\"title\": \"T\", \"upload_type\": \"dataset\"}}, \
         \"doi\": \"10.5281/zenodo.1\", \"files\": [{files}]}}"
    );
    for (name, text, format) in [("a.bib", entries, "bibtex"), ("a.json", record, "zenodo")] {
        fs::write(folder.path().join(name), text).unwrap();
        let (_, out, told) = command(folder.path(), &[format, name]);
        says(&told, "more problems in this file");
        let problems = told.lines().filter(|line| line.starts_with("warning[")).count();
        assert!((100..=110).contains(&problems), "{problems} of {name}");
        says(&out, " warnings");
    }
}
