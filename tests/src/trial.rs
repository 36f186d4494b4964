//! A model at which ONNX Runtime's library ends the process that it runs in.

use crate::copies::copy_folder;
use crate::program::{faircat, repository, run, says, skip};

const DEATH: &str = "ONNX Runtime ended by signal 8 (SIGFPE) at this model";

/// What the command said, and its exit code; `None`, with a printed reason, without ONNX Runtime.
fn asked(arguments: &[&str]) -> Option<(String, Option<i32>)> {
    let root = tempfile::tempdir().unwrap();
    copy_folder(&repository().join("tests/fixtures/native-crash"), root.path());
    let output = run(root.path(), arguments);
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    if said.contains("pip install onnxruntime") {
        skip("ONNX Runtime is not on this machine");
        return None;
    }
    Some((said, output.status.code()))
}

#[test]
fn a_library_that_dies_leaves_a_verdict() {
    let asked_of = ["verify", "crash", "--engine", "onnxruntime", "--check"];
    let Some((said, code)) = asked(&asked_of) else { return };
    says(&said, DEATH);
    says(&said, "models/crash: not checked");
    assert_eq!(code, Some(3), "{said}");
}

#[test]
fn a_library_that_dies_takes_no_run_and_no_benchmark_with_it() {
    let control = repository().join("tests/fixtures/native-crash/catalog/models/crash/control.npz");
    for arguments in [
        ["run", "crash", control.to_str().unwrap(), "--engine", "onnxruntime"],
        ["bench", "crash", "--engine", "onnxruntime", "--repeats=1"],
    ] {
        let Some((said, code)) = asked(&arguments) else { return };
        says(&said, DEATH);
        assert_eq!(code, Some(1), "{said}");
    }
}

#[test]
fn a_trial_that_nobody_asks_for_ends_and_is_in_no_help() {
    let output = faircat().arg("trial").stdin(std::process::Stdio::null()).output().unwrap();
    assert!(output.stdout.is_empty());
    let help = faircat().arg("--help").output().unwrap();
    assert!(!String::from_utf8_lossy(&help.stdout).contains("trial"));
}
