//! What stands at the addresses that a record had before.

use super::{Scope, Shared};
use crate::catalog::OldName;
use crate::diagnostic::Diagnostic;
use crate::dossier::{Dossier, OutputFile};
use crate::formats::json_ld;
use crate::linked_data::moved_document;
use crate::pages;

/// Writes a page that leads on for each old name of the record, and a document for programs. Adds
/// the paths to `written`; a page that cannot be made is reported and left out.
pub(super) fn write(
    shared: &Shared,
    dossier: &Dossier,
    written: &mut Vec<String>,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let mut problems = Vec::new();
    let linked_data = (shared.scope == Scope::Everything).then_some(&json_ld::FORMAT);
    for old in &dossier.source.entry.old_names {
        match pages::moved_page(shared.theme, dossier, old, linked_data) {
            Ok(page) => write_file(shared, &page, written)?,
            Err(problem) => problems.push(problem),
        }
        if linked_data.is_some() {
            write_file(shared, &document(dossier, old), written)?;
        }
    }
    Ok(problems)
}

fn document(dossier: &Dossier, old: &OldName) -> OutputFile {
    let path = format!("{}{}", old.page(), json_ld::FORMAT.file_name());
    let old_iri = dossier.source.site.iri(&old.page());
    let content = moved_document(&dossier.source.iri(), &old_iri).to_string().into_bytes();
    OutputFile { path, content }
}

fn write_file(
    shared: &Shared,
    file: &OutputFile,
    written: &mut Vec<String>,
) -> Result<(), Diagnostic> {
    shared.writer.write(&file.path, &file.content)?;
    written.push(file.path.clone());
    Ok(())
}
