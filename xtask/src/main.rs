//! Commands of faircat's developers: `cargo xtask wasm`, `clippy-wasm` and `licences`.

#![allow(
    clippy::disallowed_methods,
    reason = "it runs compilers, and writes what belongs to the theme"
)]

mod licences;
mod packages;
mod sources;
mod toolchain;
mod tree;
mod wasm;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use crate::tree::Compiled;

const USAGE: &str = "\
usage: cargo xtask wasm [MODULE…] | clippy-wasm | licences TARGET

wasm         builds what runs in the visitor's browser into themes/default/static/wasm/, and tells
             its sizes; what did not change is not built again. With names of modules, only those
clippy-wasm  runs Clippy on that code as it is compiled for the browser
licences     prints the licences of all that the program holds when it is compiled for TARGET";

/// What went wrong, as a sentence.
type Result<T> = std::result::Result<T, String>;

#[expect(clippy::print_stderr, reason = "this is the program")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["wasm", only @ ..] => wasm::build(&root(), only),
        ["clippy-wasm"] => wasm::lint(&root()),
        ["licences", target] => print_licences(target),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "this is the program")]
fn print_licences(target: &str) -> Result<()> {
    print!("{}", licences::of(&root(), Compiled { package: "faircat", features: &[], target })?);
    Ok(())
}

/// The root of the checkout for which Cargo runs this. Asked when it runs, as checkouts that share their
/// build folder share this program.
fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| "xtask".into(), PathBuf::from);
    here.parent().map_or_else(PathBuf::new, Path::to_owned)
}

/// Runs a command to its end.
fn run(command: &mut Command) -> Result<()> {
    let name = format!("{command:?}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} ended with {status}")),
        Err(problem) => Err(format!("{name}: {problem}")),
    }
}

/// Runs a command to its end; returns what it prints.
fn output(command: &mut Command) -> Result<String> {
    let name = format!("{command:?}");
    let output = command.stderr(Stdio::inherit()).output().map_err(|it| format!("{name}: {it}"))?;
    if !output.status.success() {
        return Err(format!("{name} ended with {}", output.status));
    }
    String::from_utf8(output.stdout).map_err(|problem| format!("{name}: {problem}"))
}

/// Reads a file.
fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|problem| format!("{}: {problem}", path.display()))
}

/// Writes a file, where its content is new.
fn write(path: &Path, content: &[u8]) -> Result<()> {
    if std::fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, content))
        .map_err(|problem| format!("{}: {problem}", path.display()))
}

/// Copies a file, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        return write(to, &read(from)?);
    }
    let entries =
        std::fs::read_dir(from).map_err(|problem| format!("{}: {problem}", from.display()))?;
    for entry in entries.flatten() {
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}
