//! The files of one record: its page, every other format, and its artifacts.

use super::statements::{Statements, artifacts};
use super::{Scope, Shared, redirects, samples};
use crate::catalog::{Entry, OldName};
use crate::diagnostic::Diagnostic;
use crate::dossier::OutputFile;
use crate::formats::companions::{companion_files, formats_of};
use crate::formats::format::Format;
use crate::formats::view::RecordView;
use crate::outside_world::local_files::{self, Unread};
use crate::pages::{self, CitationText, Held};
use crate::try_it;

/// Writes everything in the record's folder of the site and adds the paths to `written`. A page that cannot be made is reported
/// and left out; an error means that nothing more can be written at all.
pub(super) fn write(
    shared: &Shared,
    entry: &Entry,
    said: &Statements,
    written: &mut Vec<String>,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let input = shared.input();
    let dossier = said.dossier(&input, entry);
    let view = RecordView::new(&dossier);
    if shared.scope == Scope::Everything {
        for file in companion_files(&view) {
            shared.writer.write(&file.path, &file.content)?;
            written.push(file.path);
        }
    }
    for file in pages::compared_files(&dossier, shared.theme.words()) {
        shared.writer.write(&file.path, &file.content)?;
        written.push(file.path);
    }
    copy_artifacts(shared, entry, said, written)?;
    let (facts, mut diagnostics) = try_it::make(&dossier, &|path, largest| match &entry.folder {
        Some(folder) => local_files::read(shared.root, folder, path, largest),
        None => Err(Unread::Absent),
    });
    if let Some(facts) = &facts {
        let path = facts.file();
        shared.writer.write(&path, &facts.to_json())?;
        written.push(path);
    }
    if let Some(explanation) = &dossier.evidence.explanation {
        let path = format!("{}{}", entry.page(), pages::EXPLANATION);
        shared.writer.write(&path, &explanation.to_json())?;
        written.push(path);
    }
    let (sample, unread) = samples::of_dataset(shared.root, entry, &said.record);
    diagnostics.extend(unread);
    let history = samples::history(shared.root, entry, &said.record);
    let held = Held { facts: facts.as_ref(), sample: sample.as_ref(), history: history.as_ref() };
    match record_pages(shared, &view, held) {
        Ok(pages) => {
            for file in pages {
                shared.writer.write(&file.path, &file.content)?;
                written.push(file.path);
            }
        }
        Err(problem) => diagnostics.push(problem),
    }
    diagnostics.extend(redirects::write(shared, &dossier, written)?);
    Ok(diagnostics)
}

/// The page, with the files beside it and the citations that it offers, and that of a model's figures.
fn record_pages(
    shared: &Shared,
    view: &RecordView,
    held: Held,
) -> Result<Vec<OutputFile>, Diagnostic> {
    let formats = formats_of(view);
    let linked: &[Format] = match shared.scope {
        Scope::Everything => &formats,
        Scope::Pages => &[],
    };
    let texts = citations(view, &formats);
    let citations: Vec<CitationText> = texts
        .iter()
        .map(|(title, file_name, text)| {
            let file_name = file_name.filter(|_| shared.scope == Scope::Everything);
            let is_left_to_file = shared.site.is_large && file_name.is_some();
            CitationText { title, file_name, text: (!is_left_to_file).then_some(text.as_str()) }
        })
        .collect();
    pages::record_pages(shared.theme, view.dossier, linked, &citations, held)
}

/// Title, file and text of each way to cite the work of `view`: in words, and then those of
/// `formats` that are for it, by title.
fn citations(
    view: &RecordView,
    formats: &[Format],
) -> Vec<(&'static str, Option<&'static str>, String)> {
    let Some(work) = &view.work else { return Vec::new() };
    let mut written: Vec<_> = formats
        .iter()
        .filter_map(|format| {
            let companion = format.companion.as_ref()?;
            let title = companion.citation?;
            let text = String::from_utf8(companion.write(view)).ok()?;
            Some((title, Some(companion.file_name), text))
        })
        .collect();
    written.sort_unstable();
    written.insert(0, ("Text", None, work.citation()));
    written
}

/// Local artifacts are published under `files/`, of the old addresses of the record too, as a host of
/// files cannot lead on from one to another; what is missing, or cannot be published, is the checks'
/// to report.
fn copy_artifacts(
    shared: &Shared,
    entry: &Entry,
    said: &Statements,
    written: &mut Vec<String>,
) -> Result<(), Diagnostic> {
    let Some(folder) = &entry.folder else { return Ok(()) };
    for path in artifacts(&said.record).iter().filter_map(|artifact| artifact.path.as_deref()) {
        for page in std::iter::once(entry.page()).chain(entry.old_names.iter().map(OldName::page)) {
            let target = format!("{page}files/{path}");
            // Two artifacts may name one file.
            if written.contains(&target) {
                continue;
            }
            if let Some(source) = local_files::publishable(shared.root, folder, path) {
                shared.writer.copy(source, &target)?;
                written.push(target);
            }
        }
    }
    Ok(())
}
