//! The program `faircat`, for the command that the wheel installs.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use faircat::outside_world::this_program;
use faircat::running::{engines, trial};
use pyo3::prelude::*;

/// Says which command starts the program, its first word Python, which file holds it, and in which
/// folders Python has packages. Models for a library of others are tried in a child process that is
/// started so, and those libraries are looked for in Python's own environment first.
#[pyfunction]
pub(crate) fn started_by(command: Vec<OsString>, file: PathBuf, packages: Vec<PathBuf>) {
    this_program::is(file);
    engines::is_part_of(command.first().map(PathBuf::from), packages);
    if let Some((program, arguments)) = command.split_first() {
        trial::allow_by(program.into(), arguments.to_vec());
    }
}

/// Runs the command line `arguments`, the name of the program first; its exit code.
#[pyfunction]
pub(crate) fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| {
        let ended = faircat::cli::run(faircat::cli::parse_from(arguments));
        (0..=u8::MAX).find(|&code| ExitCode::from(code) == ended).unwrap_or(u8::MAX)
    })
}
