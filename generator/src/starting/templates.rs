//! The files with which something begins. A template whose name ends in `.j2` is filled in; `dot-`
//! stands for the dot of a hidden file, which tools that pack the program leave out.

#![allow(
    clippy::disallowed_methods,
    reason = "what `Embed` derives reads files where the program is not optimised"
)]

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use rust_embed::Embed;
use serde::Serialize;

use super::markdown;
use crate::record::yaml_scalar;

#[derive(Embed)]
#[folder = "templates/catalog/"]
struct Catalog;

#[derive(Embed)]
#[folder = "templates/project/"]
struct Project;

#[derive(Embed)]
#[folder = "templates/licences/"]
struct Licences;

/// A file that was made.
pub(super) struct File {
    /// Below the new folder, with `/`.
    pub(super) path: String,
    pub(super) content: Vec<u8>,
}

/// The files of a new catalogue, in the order of their paths.
pub(super) fn catalog(answers: &impl Serialize) -> Result<Vec<File>, String> {
    made::<Catalog>(|_| true, answers)
}

/// The files of a catalogue for GitHub and GitLab, in the order of their paths. Their workflows install
/// `version` of the program.
pub(super) fn workflows(version: &str) -> Result<Vec<File>, String> {
    let of_hosts = |path: &str| path.starts_with("dot-github/") || path == "dot-gitlab-ci.yml";
    made::<Catalog>(of_hosts, &BTreeMap::from([("version", version)]))
}

/// The files of a new project but its licence, in the order of their paths; those that `wanted` does
/// not want are left out.
pub(super) fn project(
    wanted: impl Fn(&str) -> bool,
    answers: &impl Serialize,
) -> Result<Vec<File>, String> {
    made::<Project>(wanted, answers)
}

/// The text of a licence, as SPDX has it, by the name of its file.
pub(super) fn licence(name: &str) -> Option<String> {
    let found = Licences::get(&format!("{name}.txt"))?;
    Some(String::from_utf8_lossy(&found.data).into_owned())
}

fn made<Folder: Embed>(
    wanted: impl Fn(&str) -> bool,
    answers: &impl Serialize,
) -> Result<Vec<File>, String> {
    let environment = environment();
    let mut files = Vec::new();
    // What Python leaves where somebody tries a template is no part of it.
    let ours = |name: &str| !name.contains("__pycache__");
    for name in Folder::iter().filter(|name| ours(name) && wanted(name)) {
        let Some(found) = Folder::get(&name) else { continue };
        let path = name.replace("dot-", ".");
        files.push(match path.strip_suffix(".j2") {
            Some(path) => {
                let template = String::from_utf8_lossy(&found.data);
                let text = environment.render_str(&template, Serde(answers));
                let text = text.map_err(|error| format!("`{name}`: {error:#}"))?;
                // The last line break of a template is no part of what it gives.
                File { path: path.to_owned(), content: (text + "\n").into_bytes() }
            }
            None => File { path, content: found.data.into_owned() },
        });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // A text that is one value in `[…]` is one anywhere.
    environment.add_filter("yaml", |text: String| yaml_scalar::flow(&text));
    // What YAML takes in double quotes, TOML and JSON take too: the escapes of a text without control
    // characters are the same.
    environment.add_filter("quoted", |text: String| yaml_scalar::quoted(&text));
    environment.add_filter("markdown", |text: String| markdown::escaped(&text));
    environment
}
