//! What is said of a mistake is so, and doing what is said mends it.

mod data;
mod records;
mod site;
mod writing;

use std::path::Path;

use crate::program::faircat;

/// What `faircat` says below `root`, in one line.
fn said(root: &Path, arguments: &[&str]) -> String {
    let output = faircat().args(arguments).arg("--root").arg(root).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn has(said: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(said.contains(wanted), "`{wanted}` is not in\n{said}");
    }
}
