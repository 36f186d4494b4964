//! Drafts among the records that were loaded.

use std::path::Path;

use faircat_catalog::{Catalog, Entry, checks};
use faircat_record::diagnostic::Diagnostic;

/// The catalogue as it is published, with how many drafts it lacks, and warnings about records that
/// name them.
pub fn left_out(root: &Path, catalog: Catalog) -> (Catalog, usize, Vec<Diagnostic>) {
    let warnings = named(root, &catalog);
    let (published, drafts) = catalog.without_drafts();
    (published, drafts, warnings)
}

/// Warnings about published records of `catalog` that name drafts.
pub fn named(root: &Path, catalog: &Catalog) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    super::place(root, catalog, checks::of_drafts(catalog), &mut warnings);
    warnings
}

/// Whether `problem` is about a file of a draft.
pub fn is_about_one(catalog: &Catalog, problem: &Diagnostic) -> bool {
    let Some(place) = &problem.location else { return false };
    let is_its_own = |entry: &Entry| {
        let folder = entry.folder.as_ref();
        place.file == entry.file || folder.is_some_and(|folder| place.file.starts_with(folder))
    };
    catalog.entries.iter().filter(|entry| entry.is_draft()).any(is_its_own)
}
