//! What commands write to standard output arrives, or they say that it did not.

use std::fs::File;
use std::process::Stdio;

use crate::copies::copy_of_good;
use crate::program::{faircat, repository, says};

const COMMANDS: [&[&str]; 6] = [
    &["check"],
    &["assess", "good"],
    &["export", "good", "--as", "cff"],
    &["completions", "bash"],
    &["attest", "good"],
    &["--help"],
];

#[test]
fn a_full_disk_is_told_by_every_command() {
    let (root, _) = copy_of_good();
    for arguments in COMMANDS {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut program = faircat();
        let ended = program.args(arguments).current_dir(root.path()).stdout(full).output().unwrap();
        assert_eq!(ended.status.code(), Some(1), "{arguments:?}");
        says(&String::from_utf8_lossy(&ended.stderr), "standard output cannot be written");
    }
}

#[test]
fn a_losses_table_and_what_was_imported_are_told_of_too() {
    let root = tempfile::tempdir().unwrap();
    let source = repository().join("tests/fixtures/imports/cff/full.cff");
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut program = faircat();
    let import = ["import", source.to_str().unwrap()];
    let ended = program.args(import).current_dir(root.path()).stdout(full).output().unwrap();
    assert_eq!(ended.status.code(), Some(1), "{}", String::from_utf8_lossy(&ended.stderr));
    says(&String::from_utf8_lossy(&ended.stderr), "standard output cannot be written");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let (root, _) = copy_of_good();
    for arguments in COMMANDS {
        let mut program = faircat();
        program.args(arguments).current_dir(root.path()).stdout(Stdio::piped());
        let mut child = program.stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!(ended.status.code(), Some(0), "{arguments:?}: {said}");
        assert!(!said.contains("cannot be written"), "{arguments:?}: {said}");
    }
}
