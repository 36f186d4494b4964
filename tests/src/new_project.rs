//! `faircat new project`: from answers to a verified record, with the layout of our own projects.

mod answers;
mod containers;
mod layout;
mod pipeline;
mod tools;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::program::{faircat, repository};

/// Runs `faircat new project` in `folder`.
fn new(folder: &Path, arguments: &[&str]) -> Output {
    faircat().current_dir(folder).args(["new", "project"]).args(arguments).output().unwrap()
}

/// What a command said that succeeded.
#[track_caller]
fn ok(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{errors}\n{said}");
    said
}

/// All files below `folder`, sorted, by their paths there; of folders whose name `skips` none.
fn files_below(folder: &Path, skips: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = vec![PathBuf::new()];
    while let Some(path) = left.pop() {
        for item in fs::read_dir(folder.join(&path)).unwrap() {
            let name = item.unwrap().file_name().into_string().unwrap();
            let below = path.join(&name);
            match folder.join(&below).is_dir() {
                true if skips.contains(&name.as_str()) => {}
                true => left.push(below),
                false => found.push(below.to_str().unwrap().to_owned()),
            }
        }
    }
    found.sort();
    found
}

/// The user's cache folder, in which environments are kept from one run to the next.
fn cache() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache");
    std::env::var_os("XDG_CACHE_HOME").map_or_else(home, PathBuf::from).join("faircat")
}

/// The Python environment of our own projects, or where there is none yet one beside it.
fn environment() -> PathBuf {
    let of_projects = cache().join("venv-physics");
    match of_projects.join("bin/python").exists() {
        true => of_projects,
        false => cache().join("venv-new-project"),
    }
}

fn shell(folder: &Path, script: &str, variables: &[(&str, &Path)]) -> Output {
    let mut shell = Command::new("bash");
    shell.args(["-e", "-c", script]).current_dir(folder);
    shell.envs(variables.iter().copied()).output().unwrap()
}

fn template() -> PathBuf {
    repository().join("generator/templates/project")
}
