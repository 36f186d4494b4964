//! Addresses that a release had, and the catalogue has not any more.

use std::collections::BTreeSet;
use std::path::Path;

use crate::catalog::{Catalog, Entry, OldName, RecordFile};
use crate::diagnostic::Diagnostic;
use crate::outside_world::{catalog_folder, git_revision};
use crate::record::{Kind, Record, Status, reading};

/// Code of the warnings.
pub const VANISHED: &str = "vanished-address";

/// The addresses of records' pages as a site has them, without their final slash: `folder/slug`.
type Ids = BTreeSet<String>;

/// Warnings about pages of `revision` of the catalogue below `root` that lead nowhere in `catalog`.
///
/// # Errors
/// No Git, no repository, or no such revision.
pub fn since(
    root: &Path,
    revision: &str,
    catalog: &Catalog,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let folder = git_revision::records_of(root, revision)?;
    let now = Now::of(root, catalog);
    let (files, _) = catalog_folder::list_records(folder.path());
    let then: Ids = files.iter().map(|file| id(file.kind, &file.slug)).collect();
    let mut found = Vec::new();
    for file in &files {
        // What could not be read had no page.
        let text = catalog_folder::read_text(folder.path(), &file.file).ok();
        let record = text.and_then(|text| reading::read_record(file.kind, &text).ok());
        if let Some(record) = record.filter(|it| it.status() != Status::Draft) {
            let gone = gone(file, &record, &now);
            found.extend(gone.into_iter().map(|page| now.told(&page, &record, revision, &then)));
        }
    }
    Ok(found)
}

/// The catalogue as it is now.
struct Now<'a> {
    catalog: &'a Catalog,
    /// What has a page, or would have one but for errors that are told of.
    there: Ids,
}

/// An address that leads nowhere.
struct Gone {
    id: String,
    /// The record's file at the release.
    file: std::path::PathBuf,
}

fn id(kind: Kind, slug: &str) -> String {
    format!("{}/{slug}", kind.folder())
}

fn gone(file: &RecordFile, record: &Record, now: &Now) -> Vec<Gone> {
    let old = record.moved_from().iter().filter_map(|text| OldName::parse(file.kind, text));
    let all = std::iter::once(id(file.kind, &file.slug)).chain(old.map(|old| old.id()));
    all.filter(|id| !now.there.contains(id))
        .map(|id| Gone { id, file: file.file.clone() })
        .collect()
}

impl<'a> Now<'a> {
    fn of(root: &Path, catalog: &'a Catalog) -> Now<'a> {
        let listed = catalog_folder::list_records(root).0;
        let broken = listed.iter().filter(|file| catalog.get(file.kind, &file.slug).is_none());
        let mut there: Ids = broken.map(|file| id(file.kind, &file.slug)).collect();
        for entry in catalog.entries.iter().filter(|entry| !entry.is_draft()) {
            there.insert(entry.id());
            there.extend(entry.old_names.iter().map(OldName::id));
        }
        Now { catalog, there }
    }

    fn told(&self, gone: &Gone, record: &Record, revision: &str, then: &Ids) -> Diagnostic {
        let draft = self.catalog.entries.iter().find(|it| it.is_draft() && it.id() == gone.id);
        if let Some(entry) = draft {
            let message = format!("`{}/` was published in {revision}, and is a draft now", gone.id);
            return Diagnostic::warning(VANISHED, message)
                .in_file(entry.file.as_ref())
                .hint("take out `status: draft`, or write `status: withdrawn` with a reason");
        }
        let message = format!("`{}/` was published in {revision}, and leads nowhere now", gone.id);
        let problem = Diagnostic::warning(VANISHED, message).in_file(&gone.file);
        problem.hint(match self.likely(record, then) {
            Some(entry) => format!(
                "`{}` looks like it: write `moved_from: [{}]` there",
                entry.id(),
                self.name_for(gone, entry)
            ),
            None => "write `moved_from` into the record that it is now, or put the record back \
                     with `status: withdrawn` and a reason"
                .to_owned(),
        })
    }

    /// A record that was not there `then` and is called as `record` was.
    fn likely(&self, record: &Record, then: &Ids) -> Option<&'a Entry> {
        let entries = self.catalog.entries.iter().filter(|it| !then.contains(&it.id()));
        let same_title = |it: &&Entry| it.summary.title == record.title();
        entries.filter(|it| it.kind.is_agent() == record.kind().is_agent()).find(same_title)
    }

    /// How `moved_from` of `entry` names the address.
    fn name_for(&self, gone: &Gone, entry: &Entry) -> String {
        match gone.id.split_once('/') {
            Some((folder, slug)) if folder == entry.kind.folder() => slug.to_owned(),
            _ => gone.id.clone(),
        }
    }
}
