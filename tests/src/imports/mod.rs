//! Importing files of other formats: each fixture of `fixtures/imports/<format>` is a record in a
//! snapshot, or is refused with a reason that a test holds.

mod agents;
mod beside;
mod bibtex;
mod bioimageio;
mod broken;
mod cff;
mod codemeta;
mod croissant;
mod datacite;
mod huggingface;
mod json_ld;
mod kinds;
mod meaning;
mod missing_files;
mod model_files;
mod owned_files;
mod particulars;
mod places;
mod reasons;
mod recognition;
mod repositories;
mod ro_crate;
mod ro_crate_files;
mod round_trip;
mod sources;
mod told;
mod turtle;
mod updating;
mod zenodo;

use std::fs;
use std::path::{Path, PathBuf};

use faircat::diagnostic::Diagnostic;
use faircat::formats::list::format_named;
use faircat::formats::reader::{Imported, Input};
use faircat::formats::yaml;
use faircat::importing::{self, Outcome};
use faircat_text::beginning;

/// The file `name` among the fixtures of a format.
fn fixture(format: &str, name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/imports").join(format).join(name)
}

/// The only record of a fixture as YAML, after it the warnings and losses, one a line.
fn record(format: &str, name: &str) -> String {
    let (text, problems) = read(format, Path::new(name), &fs::read(fixture(format, name)).unwrap());
    text.unwrap_or_else(|| panic!("{problems:?}"))
}

/// All records of a fixture as [`record`] shows one, after what is wrong with the file.
fn records(format: &str, name: &str) -> String {
    let path = fixture(format, name);
    let bytes = fs::read(&path).unwrap();
    let reader = format_named(format).unwrap().reader.unwrap();
    let found = (reader.read)(&Input::new(Path::new(name), &bytes));
    let mut text: String = lines(&found.diagnostics).iter().map(|it| format!("# {it}\n")).collect();
    let known = found.records.iter().map(|it| (it.slug(), it.kind())).collect();
    for record in found.records {
        text.push_str(&shown(&record.import(&known), &[]));
    }
    text
}

/// As [`record`], of `bytes` said to lie at `place`; without a record, what is wrong.
fn read(format: &str, place: &Path, bytes: &[u8]) -> (Option<String>, Vec<String>) {
    let format = format_named(format).unwrap();
    let found = (format.reader.unwrap().read)(&Input::new(place, bytes));
    let mut problems = found.diagnostics;
    let known = found.records.iter().map(|it| (it.slug(), it.kind())).collect();
    let Some(record) = found.records.into_iter().next() else { return (None, lines(&problems)) };
    let imported = record.import(&known);
    let text = shown(&imported, &problems);
    problems.extend(imported.diagnostics);
    (Some(text), lines(&problems))
}

/// A record as YAML, after it `problems` of its file, its own and its losses, one a line.
fn shown(imported: &Imported, problems: &[Diagnostic]) -> String {
    let mut text = format!("# {}\n{}", imported.slug, yaml::to_yaml(&imported.work).unwrap());
    let problems = [problems, imported.diagnostics.as_slice()].concat();
    lines(&problems).iter().for_each(|line| text.push_str(&format!("# {line}\n")));
    for loss in &imported.losses {
        let fate = if loss.kept { "kept" } else { "dropped" };
        let value = beginning(&loss.value, 60);
        text.push_str(&format!("# {fate} {}: {value}\n", loss.field));
    }
    text
}

/// Why nothing is made of `bytes`, said to lie at `place`.
fn refusal(format: &str, place: &str, bytes: &[u8]) -> String {
    let (record, problems) = read(format, Path::new(place), bytes);
    assert_eq!(record, None);
    problems.join("\n")
}

fn lines(diagnostics: &[Diagnostic]) -> Vec<String> {
    let line = |found: &Diagnostic| {
        let line = found.location.as_ref().map_or(0, |it| it.line);
        format!("line {line} {}: {}", found.code, found.message)
    };
    diagnostics.iter().map(line).collect()
}

/// Imports the fixtures `names` into an empty catalogue twice: nothing changes, and a check of the
/// catalogue finds no error.
fn holds(format: &str, names: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let catalog = folder.path().join("catalog");
    let files: Vec<PathBuf> = names.iter().map(|name| fixture(format, name)).collect();
    let import = || importing::import(format_named(format).unwrap(), &files, &catalog, &|| {});
    let Outcome { written, unchanged, .. } = import();
    assert_eq!((written, unchanged), (names.len(), 0));
    let Outcome { written, unchanged, .. } = import();
    assert_eq!((written, unchanged), (0, names.len()), "imported twice");
    fs::write(folder.path().join("site.yaml"), "title: Imported\n").unwrap();
    let checked = crate::program::faircat()
        .args(["check", "--format", "json", "--root"])
        .arg(folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8(checked.stdout).unwrap();
    assert!(!text.contains(r#""severity":"error""#) && checked.status.success(), "{text}");
}
