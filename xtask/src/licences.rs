//! The licences of what the program or a WebAssembly module holds, which ask to be published with it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::tree::{self, Compiled};
use crate::{Result, output, read};

/// Name and version of a crate, as `cargo tree` writes them.
type Crate = String;

/// Every licence of what a package holds when it is compiled, once, after the crates that are under it. Crates of this workspace are not listed; their licence is the program's.
pub(crate) fn of(root: &Path, compiled: Compiled<'_>) -> Result<String> {
    let folders = folders(root)?;
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in tree::lines(root, compiled, "normal,no-proc-macro", "{p}|{l}")? {
        let Some((name, licence)) = line.split_once('|') else { continue };
        let Some(folder) = folders.get(name) else { continue };
        let title = format!("{name}, {licence}");
        let text = text(folder, licence)?;
        let crates = texts.entry(text).or_default();
        if !crates.contains(&title) {
            crates.push(title);
        }
    }
    let parts: Vec<String> = texts
        .into_iter()
        .map(|(text, crates)| format!("{}\n\n{text}\n", crates.join("\n")))
        .collect();
    Ok(parts.join(&format!("\n{}\n\n", "-".repeat(72))))
}

/// Where the crates from registries lie on this machine.
fn folders(root: &Path) -> Result<BTreeMap<Crate, PathBuf>> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root).args(["metadata", "--locked", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&output(&mut cargo)?)
        .map_err(|problem| format!("cargo metadata: {problem}"))?;
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    Ok(packages.iter().filter(|it| !it["source"].is_null()).filter_map(folder).collect())
}

fn folder(package: &Value) -> Option<(Crate, PathBuf)> {
    let name = format!("{} v{}", package["name"].as_str()?, package["version"].as_str()?);
    Some((name, Path::new(package["manifest_path"].as_str()?).parent()?.to_owned()))
}

/// The licence of the crate in `folder`: MIT's where that may be chosen, else all that is there.
fn text(folder: &Path, licence: &str) -> Result<String> {
    let entries =
        std::fs::read_dir(folder).map_err(|problem| format!("{}: {problem}", folder.display()))?;
    let mut files: Vec<PathBuf> =
        entries.flatten().map(|it| it.path()).filter(|it| is_licence(it)).collect();
    files.sort();
    let may_choose = !licence.contains("AND");
    if let Some(mit) = files.iter().find(|it| may_choose && name(it).contains("MIT")) {
        files = vec![mit.clone()];
    }
    let texts: Vec<String> = files.iter().map(|file| plain(file)).collect::<Result<_>>()?;
    Ok(match texts.is_empty() {
        // Some crates come without it; the name of the licence is then all there is to say.
        true => format!("The crate comes without a text of its licence, {licence}."),
        false => texts.join("\n\n"),
    })
}

fn plain(file: &Path) -> Result<String> {
    let text = String::from_utf8_lossy(&read(file)?).replace('\r', "");
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    Ok(lines.join("\n"))
}

fn is_licence(file: &Path) -> bool {
    let name = name(file);
    let begins = ["LICENSE", "LICENCE", "COPYING", "UNLICENSE", "NOTICE"];
    file.is_file() && begins.iter().any(|it| name.starts_with(it))
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().to_uppercase()
}
