//! The files of one record: its page, every other format, and its artifacts.

use super::statements::{Statements, artifacts};
use super::{Scope, Shared};
use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;
use crate::dossier::{Dossier, OutputFile};
use crate::exports::{self, Subject};
use crate::linked_data::Source;
use crate::outside_world::local_files::{self, Unread};
use crate::pages::{self, CitationText};
use crate::try_it::{self, Facts};

/// Writes everything in the record's folder of the site and adds the paths to `written`. A page that cannot be made is reported
/// and left out; an error means that nothing more can be written at all.
pub(super) fn write(
    shared: &Shared,
    entry: &Entry,
    said: &Statements,
    written: &mut Vec<String>,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let dossier = Dossier {
        source: Source { site: shared.site, catalog: shared.catalog, entry, record: &said.record },
        evidence: &entry.evidence,
        document: &said.document,
        graph: &said.graph,
        scorecard: said.scorecard.as_ref(),
    };
    let subject = Subject::new(&dossier);
    if shared.scope == Scope::Everything {
        for file in exports::record_files(&subject) {
            shared.writer.write(&file.path, &file.content)?;
            written.push(file.path);
        }
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
    match page(shared, &subject, facts.as_ref()) {
        Ok(file) => {
            shared.writer.write(&file.path, &file.content)?;
            written.push(file.path);
        }
        Err(problem) => diagnostics.push(problem),
    }
    Ok(diagnostics)
}

/// The page, with the files beside it and the citations that it offers.
fn page(
    shared: &Shared,
    subject: &Subject,
    facts: Option<&Facts>,
) -> Result<OutputFile, Diagnostic> {
    let mut citations = Vec::new();
    if let Some(work) = &subject.work {
        let own = &work.citations;
        let offered = [
            ("Text", None, Some(&own.text)),
            ("BibTeX", Some("citation.bib"), Some(&own.bibtex)),
            ("CFF", Some("CITATION.cff"), own.cff.as_ref()),
            ("CSL-JSON", Some("citation.csl.json"), Some(&own.csl)),
        ];
        citations.extend(offered.into_iter().filter_map(|(title, file_name, text)| {
            let file_name = file_name.filter(|_| shared.scope == Scope::Everything);
            Some(CitationText { title, file_name, text: text?.as_str() })
        }));
    }
    let formats = match shared.scope {
        Scope::Everything => exports::formats(subject),
        Scope::Pages => Vec::new(),
    };
    pages::record_page(shared.theme, subject.dossier, &formats, &citations, facts)
}

/// Local artifacts are published under `files/`; what is missing, or cannot be published, is the
/// checks' to report.
fn copy_artifacts(
    shared: &Shared,
    entry: &Entry,
    said: &Statements,
    written: &mut Vec<String>,
) -> Result<(), Diagnostic> {
    let Some(folder) = &entry.folder else { return Ok(()) };
    for path in artifacts(&said.record).iter().filter_map(|artifact| artifact.path.as_deref()) {
        let target = format!("{}files/{path}", entry.page());
        // Two artifacts may name one file.
        if written.contains(&target) {
            continue;
        }
        if let Some(source) = local_files::publishable(shared.root, folder, path) {
            shared.writer.copy(source, &target)?;
            written.push(target);
        }
    }
    Ok(())
}
