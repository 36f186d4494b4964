//! The crates that a package is made of, as `cargo tree` tells them.

use std::path::Path;
use std::process::Command;

use crate::{Result, output};

/// A package as it is compiled.
#[derive(Clone, Copy)]
pub(crate) struct Compiled<'a> {
    pub(crate) package: &'a str,
    pub(crate) features: &'a [&'a str],
    pub(crate) target: &'a str,
}

/// A line in Cargo's `format` for each crate that it has by `edges`, some of them more than once.
pub(crate) fn lines(
    root: &Path,
    compiled: Compiled<'_>,
    edges: &str,
    format: &str,
) -> Result<Vec<String>> {
    let Compiled { package, features, target } = compiled;
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root).args(["tree", "--locked", "--target", target, "--package", package]);
    cargo.args(["--edges", edges, "--prefix", "none", "--format", format]);
    let tree = output(cargo.args(["--features", &features.join(",")]))?;
    // The mark of a crate that the tree has shown before.
    Ok(tree.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect())
}
