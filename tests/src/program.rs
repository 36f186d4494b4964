//! The program itself, for tests that run it as a user does.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

pub(crate) use crate::inputs::{repository, shared, skip};

/// The `faircat` that `$FAIRCAT` names, or that of this checkout, built if it is not up to date.
/// A runner with a process for each test saves much by building first and naming the program.
pub(crate) fn faircat() -> Command {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    Command::new(PROGRAM.get_or_init(|| env::var_os("FAIRCAT").map_or_else(built, PathBuf::from)))
}

/// A day, in seconds since 1970, on which the fixtures' evidence is there.
pub(crate) const DAY: &str = "1795651200";

/// Runs the program on the catalogue in `root`, on that day.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Output {
    let mut program = faircat();
    program.env("SOURCE_DATE_EPOCH", DAY).args(arguments).arg("--root").arg(root);
    program.output().unwrap()
}

/// Whether what tests expect is to be written anew, snapshots and all else, and then read.
pub(crate) fn writes_anew() -> bool {
    env::var("INSTA_UPDATE").is_ok_and(|how| how == "always")
}

#[track_caller]
pub(crate) fn says(text: &str, wanted: &str) {
    assert!(text.contains(wanted), "`{wanted}` is not in\n{text}");
}

fn built() -> PathBuf {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    // Of the whole workspace, so that its crates are built with the features they have in the tests.
    command.args(["build", "--quiet", "--workspace", "--bin", "faircat"]);
    // target/<profile>/deps/<this test>
    let test = env::current_exe().unwrap();
    let folder = test.parent().and_then(|deps| deps.parent()).unwrap();
    if folder.ends_with("release") {
        command.arg("--release");
    }
    let status = command.current_dir(repository()).status().unwrap();
    assert!(status.success(), "the program does not build");
    folder.join(format!("faircat{}", env::consts::EXE_SUFFIX))
}
