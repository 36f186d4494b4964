//! What somebody begins with: a catalogue, a project, or an empty record.

mod answers;
mod blank;
mod markdown;
pub mod project;
mod templates;

use std::path::{Path, PathBuf};

pub use self::answers::{line, orcid};
use self::blank::{Blank, blank};
use crate::adding::{named_well, schema_address};
use crate::diagnostic::Diagnostic;
use crate::outside_world::atomic_file;
use crate::outside_world::fetching::Replace;
use crate::outside_world::imported_records::{self as disk, Existing};
use crate::outside_world::package_files::{self, Bytes, Part};
use crate::record::Kind;

/// What a new catalogue is told about itself.
#[derive(Clone, Debug, serde::Serialize)]
pub struct CatalogAnswers {
    pub title: String,
    /// One sentence below the title.
    pub tagline: String,
    /// Name of the person who keeps it.
    pub author: String,
    pub orcid: Option<String>,
    /// Address at which the site will be published.
    pub base_url: Option<String>,
    /// Of the program that its workflows install.
    pub version: &'static str,
}

/// Writes a new catalogue into `folder`, whole or not at all, and gives the paths of its files below
/// it. Others may be there already, as those of a repository; what has the same name is an error, or
/// replaced.
pub fn catalog(
    folder: &Path,
    answers: &CatalogAnswers,
    replace: Replace,
) -> Result<Vec<String>, Diagnostic> {
    write(folder, templates::catalog(answers), replace)
}

/// As [`catalog`], of the files alone by which GitHub and GitLab check changes and publish the site.
pub fn workflows(
    folder: &Path,
    version: &str,
    replace: Replace,
) -> Result<Vec<String>, Diagnostic> {
    write(folder, templates::workflows(version), replace)
}

/// Writes what was made of templates.
fn write(
    folder: &Path,
    files: Result<Vec<templates::File>, String>,
    replace: Replace,
) -> Result<Vec<String>, Diagnostic> {
    let files = files.map_err(|reason| {
        Diagnostic::error("template", format!("the files cannot be made: {reason}"))
    })?;
    let parts: Vec<Part> = files
        .iter()
        .map(|file| Part { path: &file.path, bytes: Bytes::Made(&file.content) })
        .collect();
    package_files::add_to_folder(folder, &parts, replace)?;
    Ok(files.into_iter().map(|file| file.path).collect())
}

/// Where a new record goes.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The folder of the catalogue; made where missing.
    pub catalog: &'a Path,
    pub kind: Kind,
    pub slug: &'a str,
}

/// A record to fill in.
#[derive(Debug)]
pub struct Made {
    pub file: PathBuf,
    pub text: String,
}

/// Makes a record to fill in, of a work with `name` as its title or an agent of that name, and writes
/// it unless `dry_run`.
pub fn record(
    place: Place<'_>,
    name: Option<&str>,
    dry_run: bool,
) -> Result<Made, Box<Diagnostic>> {
    let Place { catalog, kind, slug } = place;
    named_well(slug)?;
    let folder = catalog.join(kind.folder());
    // Beside a work's record there is room for its files.
    let (file, depth) = match Kind::WORKS.contains(&kind) {
        true => (folder.join(slug).join("record.yaml"), 2),
        false => (folder.join(format!("{slug}.yaml")), 1),
    };
    let there = disk::home(catalog, kind, slug);
    for place in [&there, &file] {
        if !matches!(disk::existing(place)?, Existing::Nothing) {
            let problem = Diagnostic::error("record-exists", format!("`{slug}` is there already"));
            let problem = problem.in_file(place);
            return Err(Box::new(problem.hint("choose another word, or edit that record")));
        }
    }
    let schema = schema_address(catalog, kind, depth);
    let text = blank(&Blank { kind, name, schema: &schema });
    if !dry_run {
        atomic_file::write(&file, text.as_bytes())?;
    }
    Ok(Made { file, text })
}
