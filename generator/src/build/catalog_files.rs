//! The files that are not of one record: pages about the catalogue, its formats, the theme's own.

use std::sync::Mutex;

use faircat_inference::engines::list::listed;

use super::groups::Made;
use super::page_documents::PageDocuments;
use super::{Scope, Shared};
use crate::assessment::{Rubric, indicators};
use crate::diagnostic::Diagnostic;
use crate::dossier::OutputFile;
use crate::formats::site::{CatalogView, tests_of, write_files_of_pages, write_site_files};
use crate::outside_world::site_folder::read_folder;
use crate::pages::site::{Query, SiteInput, site_pages};
use crate::record::Kind;

/// Writes them. Pages that cannot be made are reported and left out. With `same_theme` the theme's
/// files are those of the last build.
pub(super) fn write(
    shared: &Shared,
    documents: &PageDocuments,
    made: &Made,
    same_theme: bool,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let has_models = shared.catalog.entries.iter().any(|entry| entry.kind == Kind::Model);
    for file in shared.theme.static_files() {
        if !has_models && runs_models(&file.path) {
            continue;
        }
        if !(same_theme && shared.writer.keep(&file.path)?) {
            shared.writer.write(&file.path, &file.content.bytes()?)?;
        }
    }
    let (pages, mut diagnostics) = write_pages(shared, documents, made)?;
    let view = CatalogView {
        site: shared.site,
        catalog: shared.catalog,
        standings: &made.standings,
        counts: &made.counts,
        pages: &pages,
        companion: &|entry, name| shared.writer.read(&format!("{}{name}", entry.page())),
    };
    let write_files = match shared.scope {
        Scope::Everything => write_site_files,
        Scope::Pages => write_files_of_pages,
    };
    write_files(&view, &|file| shared.writer.write(&file.path, &file.content))?;
    if shared.scope == Scope::Everything {
        for rubric in Rubric::ALL {
            let file = tests_of(shared.site, rubric, indicators(rubric));
            shared.writer.write(&file.path, &file.content)?;
        }
    }
    diagnostics.sort_by(|a, b| a.message.cmp(&b.message));
    Ok(diagnostics)
}

/// Whether a file of the theme is of those that run models in the page: more than half of all its bytes,
/// which no page of a site without models asks for.
fn runs_models(path: &str) -> bool {
    // What engines ask for: data files that are read, and what is made of inputs and outputs.
    let beside = ["hdf5", "page"];
    let name = path.strip_prefix("static/wasm/").and_then(|name| name.split(['.', '_']).next());
    path.starts_with("static/run/")
        || name.is_some_and(|name| listed(name).is_some() || beside.contains(&name))
}

/// Writes the pages about the catalogue. Returns the addresses of those that a sitemap names.
fn write_pages(
    shared: &Shared,
    documents: &PageDocuments,
    made: &Made,
) -> Result<(Vec<String>, Vec<Diagnostic>), Diagnostic> {
    let (queries, mut diagnostics) = read_folder(shared.root, "site/queries", "rq");
    let queries: Vec<Query> =
        queries.into_iter().map(|file| Query::new(&file.path, file.text)).collect();
    diagnostics.extend_from_slice(&shared.own.problems);
    let input = SiteInput {
        indicators,
        site: shared.site,
        catalog: shared.catalog,
        standings: &made.standings,
        queries: &queries,
        pages: &shared.own.pages,
        notebooks: &shared.own.notebooks,
        documents,
        dump: (shared.scope == Scope::Everything).then_some(&made.dump),
        federation: shared.federation.map(|it| it.view()),
        command: shared.command,
    };
    let written = Mutex::new(Vec::new());
    let failure = Mutex::new(None);
    let emit = |file: OutputFile| {
        if let Err(problem) = shared.writer.write(&file.path, &file.content) {
            *failure.lock().unwrap_or_else(|error| error.into_inner()) = Some(problem);
        } else if let Some(folder) = file.path.strip_suffix("index.html") {
            written.lock().unwrap_or_else(|error| error.into_inner()).push(folder.to_owned());
        }
    };
    diagnostics.extend(site_pages(shared.theme, &input, &emit));
    if let Some(problem) = failure.into_inner().unwrap_or_else(|error| error.into_inner()) {
        return Err(problem);
    }
    let mut written = written.into_inner().unwrap_or_else(|error| error.into_inner());
    written.sort();
    Ok((written, diagnostics))
}
