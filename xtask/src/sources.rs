//! What a module is compiled of, as a digest: a fresh checkout need not compile again what lies finished
//! in the build folder that it shares.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};
use toml::Table;

use crate::tree::{self, Compiled};
use crate::{Result, output, read};

/// Files of the checkout that say how every module is made.
const SHARED: [&str; 6] = [
    ".cargo/config.toml",
    "rust-toolchain.toml",
    "wasm-demo/package.json",
    "wasm-demo/package-lock.json",
    "xtask/src/toolchain.rs",
    "xtask/src/wasm.rs",
];

/// The digest of all that a module is compiled of, and of `how`, which tells what else is done.
pub(crate) fn digest(root: &Path, compiled: Compiled<'_>, how: &[&str]) -> Result<String> {
    let crates: BTreeSet<String> =
        tree::lines(root, compiled, "normal,build", "{p}|{f}")?.into_iter().collect();
    let mut files = BTreeSet::new();
    for folder in crates.iter().filter_map(|line| folder(line)) {
        collect(&folder, &mut files)?;
    }
    for name in SHARED {
        collect(&root.join(name), &mut files)?;
    }
    let mut hasher = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    add(output(Command::new("rustc").arg("-vV"))?.as_bytes());
    add(profiles(root)?.as_bytes());
    how.iter().for_each(|text| add(text.as_bytes()));
    crates.iter().for_each(|line| add(without_folder(line).as_bytes()));
    for file in files {
        let name = file.strip_prefix(root).unwrap_or(&file);
        add(name.as_os_str().as_encoded_bytes());
        add(&read(&file)?);
    }
    Ok(hex::encode(hasher.finalize()))
}

/// Name, version and features of a crate, wherever it lies.
fn without_folder(line: &str) -> String {
    match (line.split_once(" (/"), line.rsplit_once('|')) {
        (Some((name, _)), Some((_, features))) => format!("{name}|{features}"),
        _ => line.to_owned(),
    }
}

/// The folder of a crate of this checkout, which stands behind its version.
fn folder(line: &str) -> Option<PathBuf> {
    let (_, rest) = line.split_once(" (/")?;
    Some(Path::new("/").join(rest.split_once(')')?.0))
}

/// What the checkout's manifest says of how modules are compiled: not of versions, which are the
/// tree's, nor of the program.
fn profiles(root: &Path) -> Result<String> {
    let text = String::from_utf8_lossy(&read(&root.join("Cargo.toml"))?).into_owned();
    let manifest: Table = text.parse().map_err(|problem| format!("Cargo.toml: {problem}"))?;
    let part = |path: [&str; 2]| {
        manifest
            .get(path[0])
            .and_then(|it| it.get(path[1]))
            .map_or_else(String::new, |it| format!("{it:?}"))
    };
    Ok([["profile", "wasm"], ["profile", "dev"], ["workspace", "package"]].map(part).join("\n"))
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
