//! Drafts, and published records that name them.

use std::collections::BTreeSet;

use faircat_record::diagnostic::Diagnostic;

use super::Fault;
use super::links::references_to;
use crate::Catalog;

/// A warning for every reference of a published record to a draft, with the index of the entry that
/// it is told of.
pub fn of_drafts(catalog: &Catalog) -> Vec<(usize, Fault)> {
    let drafts: BTreeSet<usize> =
        catalog.entries.iter().filter(|entry| entry.is_draft()).map(|entry| entry.index).collect();
    match drafts.is_empty() {
        true => Vec::new(),
        false => references_to(catalog, &drafts, is_draft),
    }
}

fn is_draft(text: &str) -> Diagnostic {
    let message = format!("the record `{text}` is a draft, so its name stands here as mere text");
    Diagnostic::warning("draft-reference", message)
        .hint("take `status: draft` out of that record once it may be published")
}
