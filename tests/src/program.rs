//! The program itself, for tests that run it as a user does.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The `faircat` that `$FAIRCAT` names, or that of this checkout, built if it is not up to date.
/// A runner with a process for each test saves much by building first and naming the program.
pub(crate) fn faircat() -> Command {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    Command::new(PROGRAM.get_or_init(|| env::var_os("FAIRCAT").map_or_else(built, PathBuf::from)))
}

/// Runs the program on the catalogue in `root`, on a day on which the fixtures' evidence is there.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Output {
    let mut program = faircat();
    program.env("SOURCE_DATE_EPOCH", "1795651200").args(arguments).arg("--root").arg(root);
    program.output().unwrap()
}

/// Whether what tests expect is to be written anew, snapshots and all else, and then read.
pub(crate) fn writes_anew() -> bool {
    env::var("INSTA_UPDATE").is_ok_and(|how| how == "always")
}

/// What lies at `path` in the folder `../shared` beside the checkout, or in that which
/// `$FAIRCAT_SHARED` names: inputs that are not part of it. `None` where it is absent, which is said.
#[track_caller]
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let there = shared_root().join(path);
    if let Ok(there) = there.canonicalize() {
        return Some(there);
    }
    skip(&format!("`{}` is not there; $FAIRCAT_SHARED may name another folder", there.display()));
    None
}

fn shared_root() -> PathBuf {
    env::var_os("FAIRCAT_SHARED").map_or_else(|| repository().join("../shared"), PathBuf::from)
}

/// Says that a test does not run, which is an error in CI where all that it could want is there.
#[track_caller]
pub(crate) fn skip(reason: &str) {
    let is_complete = env::var_os("CI").is_some() && shared_root().exists();
    assert!(!is_complete, "nothing is skipped in CI: {reason}");
    println!("skipped: {reason}");
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

/// The root folder of this checkout.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
