//! A new project: what it is told, and the files that follow.

mod answer_file;
mod licence_file;
mod questions;

use std::path::Path;

use serde::Serialize;

pub use answer_file::read as read_answers;
pub use questions::{Answered, QUESTIONS, Question};

use super::templates::{self, File};
use crate::catalog::checks::licence;
use crate::diagnostic::Diagnostic;
use crate::formats::citation_doi::is_plain_doi;
use crate::outside_world::clock;
use crate::outside_world::fetching::Replace;
use crate::record::collective::is_of_many;
use crate::record::identifier::Identifier;

/// What templates see. Texts that there are not are empty.
#[derive(Debug, Serialize)]
struct Told {
    title: String,
    slug: String,
    author: String,
    orcid: String,
    /// Whether the author is one, or many people.
    organization: bool,
    description: String,
    license: String,
    /// The identifiers of SPDX among which `license` lets one choose; none where it says more.
    licenses: Vec<&'static str>,
    /// All that `license` names, however they go together.
    all_licenses: Vec<&'static str>,
    data_doi: String,
    data_address: String,
    code_doi: String,
    code_address: String,
    /// Whether a citation file may have `code_doi` as a DOI; else as an address.
    code_doi_is_plain: bool,
    containers: bool,
    year: i16,
    /// Of the program that its workflow installs.
    version: &'static str,
}

/// Files of containers, which somebody may not want.
const OF_CONTAINERS: [&str; 3] = ["Dockerfile", "apptainer.def", "dot-dockerignore"];

/// Writes a new project into `folder`, as [`super::catalog`] does a catalogue. Its workflow installs
/// `version` of the program.
pub fn project(
    folder: &Path,
    answers: &Answered,
    version: &'static str,
    replace: Replace,
) -> Result<Vec<String>, Diagnostic> {
    super::write(folder, files(&told(answers, version)), replace)
}

/// Licences and exceptions whose texts the program lacks, so that the file `LICENSE` only names them.
pub fn licences_to_fill_in(answers: &Answered) -> Vec<&str> {
    answers.get("license").map_or_else(Vec::new, |license| licence_file::lacking(license))
}

fn told(answers: &Answered, version: &'static str) -> Told {
    let answer = |key: &str| answers.get(key).cloned().unwrap_or_default();
    let license = answer("license");
    Told {
        title: answer("project_name"),
        slug: answer("repo_name"),
        author: answer("author_name"),
        organization: answer("author_orcid").is_empty() && is_of_many(&answer("author_name")),
        orcid: answer("author_orcid"),
        description: answer("description"),
        licenses: licence::choices(&license),
        all_licenses: licence_file::names(&license),
        license,
        data_address: address(&answer("data_doi")),
        data_doi: answer("data_doi"),
        code_address: address(&answer("code_doi")),
        code_doi: answer("code_doi"),
        code_doi_is_plain: is_plain_doi(&answer("code_doi")),
        containers: answer("dockerfile") == questions::YES,
        year: clock::today().year(),
        version,
    }
}

/// Where a DOI leads; empty where there is none.
fn address(doi: &str) -> String {
    let identifier = Identifier::parse(&format!("doi:{doi}")).ok();
    identifier.and_then(|it| it.url()).unwrap_or_default()
}

fn files(told: &Told) -> Result<Vec<File>, String> {
    let wanted = |path: &str| told.containers || !OF_CONTAINERS.contains(&path);
    let mut files = templates::project(wanted, told)?;
    let content = licence_file::text(&told.license, &told.author, told.year).into_bytes();
    files.push(File { path: "LICENSE".to_owned(), content });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
