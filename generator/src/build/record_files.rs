//! The files of one record: its page, every other format, and its artifacts.

use super::Shared;
use super::statements::{Statements, artifacts};
use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;
use crate::dossier::Dossier;
use crate::exports::{self, Subject};
use crate::outside_world::local_files;

/// Writes everything in the record's folder of the site. A page that cannot be made is reported
/// and left out; an error means that nothing more can be written at all.
pub(super) fn write(
    shared: &Shared,
    entry: &Entry,
    said: &Statements,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let dossier = Dossier {
        site: shared.site,
        catalog: shared.catalog,
        entry,
        record: &said.record,
        evidence: &entry.evidence,
        document: &said.document,
        graph: &said.graph,
        scorecard: said.scorecard.as_ref(),
    };
    let subject = Subject::new(&dossier);
    for file in exports::record_files(&subject) {
        shared.writer.write(&file.path, &file.content)?;
    }
    copy_artifacts(shared, entry, said)?;
    Ok(Vec::new())
}

/// Local artifacts are published under `files/`; what is missing is the checks' to report.
fn copy_artifacts(shared: &Shared, entry: &Entry, said: &Statements) -> Result<(), Diagnostic> {
    let Some(folder) = &entry.folder else { return Ok(()) };
    for path in artifacts(&said.record).iter().filter_map(|artifact| artifact.path.as_deref()) {
        if let Some(source) = local_files::local_file(shared.root, folder, path) {
            shared.writer.copy(&source, &format!("{}files/{path}", entry.page()))?;
        }
    }
    Ok(())
}
