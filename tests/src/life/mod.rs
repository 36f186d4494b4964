//! The life of a record, as a user runs it: draft, renamed, withdrawn, in versions.

mod drafts;
mod languages;
mod large_files;
mod menus;
mod renames;
mod vanished;
mod versions;
mod withdrawn;

use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::build::{Tree, build_well, write};
use crate::program::run;

/// A dataset that stands by itself, with `more` lines.
fn dataset(title: &str, more: &str) -> String {
    format!("kind: dataset\ntitle: {title}\nsummary: A dataset for tests.\n{more}")
}

/// A catalogue of these files.
fn catalogue(files: &[(&str, String)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(root.path(), path, text);
    }
    root
}

/// The site of `root`, built into a folder beside it.
fn site(root: &Path) -> Tree {
    build_well(root, &root.join("out"))
}

/// The text of a file of the site.
#[track_caller]
fn text<'a>(site: &'a Tree, path: &str) -> &'a str {
    let bytes = site.get(path).unwrap_or_else(|| panic!("there is no `{path}`"));
    std::str::from_utf8(bytes).unwrap()
}

fn check(root: &Path, arguments: &[&str]) -> Output {
    run(root, &[&["check"], arguments].concat())
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}
