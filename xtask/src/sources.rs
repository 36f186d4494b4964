//! What a module is compiled of, as a digest: a fresh checkout need not compile again what lies finished
//! in the build folder that it shares.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::{Result, output, read};

/// Files of the checkout that every module is made with: versions, profiles, lints, and how it is built.
const SHARED: [&str; 5] =
    ["Cargo.lock", "Cargo.toml", ".cargo/config.toml", "rust-toolchain.toml", "xtask"];

/// The digest of all that `package` with `features` is compiled of for `target`, and of `more` that tells
/// how.
pub(crate) fn digest(
    root: &Path,
    target: &str,
    package: &str,
    features: &[&str],
    more: &[&str],
) -> Result<String> {
    let mut files = BTreeSet::new();
    for folder in folders(root, target, package, features)? {
        collect(&folder, &mut files)?;
    }
    for name in SHARED {
        collect(&root.join(name), &mut files)?;
    }
    for name in ["package.json", "package-lock.json"] {
        collect(&root.join("wasm-demo").join(name), &mut files)?;
    }
    let mut hasher = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    add(output(Command::new("rustc").arg("-vV"))?.as_bytes());
    features.iter().chain(more).for_each(|text| add(text.as_bytes()));
    for file in files {
        let name = file.strip_prefix(root).unwrap_or(&file);
        add(name.as_os_str().as_encoded_bytes());
        add(&read(&file)?);
    }
    Ok(hex(&hasher.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The folders of the crates of this checkout that it is made of, build scripts and macros among them.
fn folders(root: &Path, target: &str, package: &str, features: &[&str]) -> Result<Vec<PathBuf>> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root).args(["tree", "--locked", "--target", target, "--package", package]);
    cargo.args(["--edges", "normal,build", "--prefix", "none", "--format", "{p}"]);
    let tree = output(cargo.args(["--features", &features.join(",")]))?;
    // A crate that lies here has its folder behind its version.
    let local = tree.lines().filter_map(|line| line.split_once(" (/"));
    let folder = |(_, rest): (&str, &str)| Some(Path::new("/").join(rest.split_once(')')?.0));
    let folders: BTreeSet<PathBuf> = local.filter_map(folder).collect();
    Ok(folders.into_iter().collect())
}

/// Adds the files in `place`, a file or a folder, but for tests, of which nothing is compiled here, and
/// crates within a crate, which are there by themselves where they are used.
fn collect(place: &Path, files: &mut BTreeSet<PathBuf>) -> Result<()> {
    if place.is_file() {
        files.insert(place.to_owned());
    }
    if !place.is_dir() {
        return Ok(());
    }
    let entries =
        std::fs::read_dir(place).map_err(|problem| format!("{}: {problem}", place.display()))?;
    for path in entries.flatten().map(|it| it.path()) {
        let is_left_out = path.is_dir()
            && (path.ends_with("tests")
                || path.ends_with("target")
                || path.join("Cargo.toml").exists());
        if !is_left_out {
            collect(&path, files)?;
        }
    }
    Ok(())
}
