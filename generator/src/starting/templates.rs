//! The files with which a catalogue begins. A template whose name ends in `.j2` is filled in; `dot-`
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

use crate::record::yaml_scalar;

#[derive(Embed)]
#[folder = "templates/catalog/"]
struct Catalog;

/// A file that was made.
pub(super) struct File {
    /// Below the new folder, with `/`.
    pub(super) path: String,
    pub(super) content: Vec<u8>,
}

/// The files of a new catalogue, in the order of their paths.
pub(super) fn catalog(answers: &impl Serialize) -> Result<Vec<File>, String> {
    made(|_| true, answers)
}

/// The files of a catalogue for GitHub and GitLab, in the order of their paths. Their workflows install
/// `version` of the program.
pub(super) fn workflows(version: &str) -> Result<Vec<File>, String> {
    let of_hosts = |path: &str| path.starts_with("dot-github/") || path == "dot-gitlab-ci.yml";
    made(of_hosts, &BTreeMap::from([("version", version)]))
}

fn made(wanted: impl Fn(&str) -> bool, answers: &impl Serialize) -> Result<Vec<File>, String> {
    let environment = environment();
    let mut files = Vec::new();
    for name in Catalog::iter().filter(|name| wanted(name)) {
        let Some(found) = Catalog::get(&name) else { continue };
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
    environment
}
