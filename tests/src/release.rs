//! What `scripts/release.sh` and the workflow that calls it agree on.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::program::{repository, says};

fn workflow() -> Value {
    let file = repository().join(".github/workflows/release.yml");
    serde_saphyr::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// All scripts of the workflow's steps.
fn scripts(workflow: &Value) -> Vec<&str> {
    let jobs = workflow["jobs"].as_object().unwrap().values();
    let steps = jobs.flat_map(|job| job["steps"].as_array().unwrap());
    steps.filter_map(|step| step["run"].as_str()).collect()
}

/// The script in a folder of its own, which has a version and nothing made.
fn release(folder: &Path, arguments: &[&str]) -> Output {
    fs::create_dir_all(folder.join("scripts")).unwrap();
    fs::create_dir_all(folder.join("dist/crates")).unwrap();
    fs::copy(repository().join("scripts/release.sh"), folder.join("scripts/release.sh")).unwrap();
    fs::write(folder.join("Cargo.toml"), "[workspace.package]\nversion = \"1.2.3\"\n").unwrap();
    let mut bash = Command::new("bash");
    bash.arg(folder.join("scripts/release.sh")).args(arguments).output().unwrap()
}

#[test]
fn a_downloaded_release_has_the_files_of_its_sums() {
    let folder = tempfile::tempdir().unwrap();
    assert!(!release(folder.path(), &["sums"]).status.success());
    let dist = folder.path().join("dist");
    let released = ["faircat-1.2.3-abi3.whl", "faircat-1.2.3-x86_64-linux.tar.gz"];
    let others = ["faircat-1.2.3-x86_64-image.tar", "crates/faircat-1.2.3.crate"];
    for name in released.iter().chain(&others) {
        fs::write(dist.join(name), name).unwrap();
    }
    assert!(release(folder.path(), &["sums"]).status.success());
    for name in others {
        fs::remove_file(dist.join(name)).unwrap();
    }
    let mut check = Command::new("sha256sum");
    let checked = check.args(["--check", "SHA256SUMS"]).current_dir(&dist).output().unwrap();
    let told = String::from_utf8_lossy(&checked.stdout);
    assert!(checked.status.success(), "{told}");
    released.iter().for_each(|name| says(&told, name));
    let workflow = workflow();
    let made = scripts(&workflow).into_iter().find(|it| it.contains("gh release create"));
    says(made.unwrap(), "dist/SHA256SUMS dist/*.whl dist/*.tar.gz");
}

#[test]
fn only_the_tag_of_the_version_is_released() {
    let folder = tempfile::tempdir().unwrap();
    assert!(release(folder.path(), &["tag", "v1.2.3"]).status.success());
    for tag in ["v1.2.4", "1.2.3", "v1.2.3-rc1", ""] {
        let refused = release(folder.path(), &["tag", tag]);
        assert!(!refused.status.success(), "{tag}");
        says(&String::from_utf8_lossy(&refused.stderr), "tag v1.2.3");
    }
    // Before anything is compiled, in the job that all others wait for.
    let workflow = workflow();
    let steps = workflow["jobs"]["browser"]["steps"].as_array().unwrap();
    says(steps[1]["run"].as_str().unwrap(), "scripts/release.sh tag");
}

/// What root makes in a container, the runner's user could not write into.
#[test]
fn containers_compile_outside_of_the_checkout() {
    let workflow = workflow();
    let scripts = scripts(&workflow);
    let mut containers = scripts.iter().filter(|it| it.contains("docker run")).peekable();
    assert!(containers.peek().is_some());
    for script in containers {
        says(script, "--volume \"$PWD:/work\"");
        says(script, "--env CARGO_TARGET_DIR=/tmp/");
    }
}
