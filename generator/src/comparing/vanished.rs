//! Addresses that a release had, and the catalogue has not any more.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use faircat_review::{Address, AddressKind, addresses_of};

use super::loaded::own_pages;
use crate::catalog::{Catalog, Entry, OldName, RecordFile};
use crate::diagnostic::Diagnostic;
use crate::outside_world::{catalog_folder, git_revision};
use crate::record::{Kind, Record, Status, reading};

/// Code of the warnings.
pub const VANISHED: &str = "vanished-address";

/// The addresses of records' pages as a site has them, without their final slash: `folder/slug`.
type Ids = BTreeSet<String>;

/// Warnings about what `revision` of the catalogue below `root` had and `catalog` has not: pages that
/// lead nowhere, and files and identifiers that no record has.
///
/// # Errors
/// No Git, no repository, or no such revision.
pub fn since(
    root: &Path,
    revision: &str,
    catalog: &Catalog,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let folder = git_revision::pages_of(root, revision)?;
    let now = Now::of(root, catalog);
    let (files, _) = catalog_folder::list_records(folder.path());
    let then: Ids = files.iter().map(|file| id(file.kind, &file.slug)).collect();
    let mut found = Vec::new();
    for file in &files {
        // What could not be read had no page.
        let text = catalog_folder::read_text(folder.path(), &file.file).ok();
        let record = text.and_then(|text| reading::read_record(file.kind, &text).ok());
        let Some(record) = record.filter(|it| it.status() != Status::Draft) else { continue };
        let gone = gone(file, &record, &now);
        let has_page = !gone.iter().any(|it| it.id == id(file.kind, &file.slug));
        found.extend(gone.into_iter().map(|page| now.told(&page, &record, revision, &then)));
        // With its page all else is gone.
        if has_page {
            found.extend(now.lost(file, &record).map(|it| lost(&it, file, revision)));
        }
    }
    let present = own_pages(root);
    let old = own_pages(folder.path()).into_iter().filter(|(page, _)| !present.contains_key(page));
    found.extend(old.map(|(page, file)| {
        let message = format!("`{page}` was published in {revision}, and leads nowhere now");
        let problem = Diagnostic::warning(VANISHED, message).in_file(file);
        problem.hint("put the page back, or one that says where its content is now")
    }));
    Ok(found)
}

/// The warning about an address of the record in `file` that it has not any more.
fn lost(address: &Address, file: &RecordFile, revision: &str) -> Diagnostic {
    let Address { kind, address } = address;
    let message = match kind {
        AddressKind::File => {
            format!("the file `{address}` was published in {revision}, and is gone")
        }
        _ => format!(
            "the {} `{address}` was given in {revision}, and no record has it",
            kind.words()
        ),
    };
    let hint = match kind {
        AddressKind::File => "put it back, or keep it beside the file that is in its place",
        _ => "write it under `identifiers`, or into the version under `versions` that it names",
    };
    Diagnostic::warning(VANISHED, message).in_file(&file.file).hint(hint)
}

/// The catalogue as it is now.
struct Now<'a> {
    catalog: &'a Catalog,
    /// What has a page, or would have one but for errors that are told of.
    there: Ids,
    /// The keys of all addresses.
    addresses: BTreeSet<(bool, String)>,
}

/// An address that leads nowhere.
struct Gone {
    id: String,
    /// The record's file at the release.
    file: PathBuf,
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
        let published = catalog.entries.iter().filter(|entry| !entry.is_draft());
        let addresses = published.flat_map(|it| addresses_of(&it.id(), &it.record()));
        let addresses = addresses.map(|it| it.key()).collect();
        Now { catalog, there, addresses }
    }

    /// The files and identifiers that `record` had, of a page that is still there, and nothing has now.
    fn lost(&self, file: &RecordFile, record: &Record) -> impl Iterator<Item = Address> {
        let id = id(file.kind, &file.slug);
        let was = |it: &&Entry| it.old_names.iter().any(|old| old.id() == id);
        let moved = || self.catalog.entries.iter().find(was);
        // Of a record that cannot be read, nothing is known here; a withdrawn work has no files.
        let entry = self.catalog.get(file.kind, &file.slug).or_else(moved);
        let has_files = entry.is_some_and(|it| it.record().status() != Status::Withdrawn);
        let all = addresses_of(&id, record).into_iter();
        all.filter(move |it| match it.kind {
            AddressKind::File => has_files,
            AddressKind::Identifier => entry.is_some(),
            AddressKind::Page | AddressKind::Artifact | AddressKind::Link => false,
        })
        .filter(|it| !self.addresses.contains(&it.key()))
    }

    fn told(&self, gone: &Gone, record: &Record, revision: &str, then: &Ids) -> Diagnostic {
        let is_it =
            |it: &&Entry| it.id() == gone.id || it.old_names.iter().any(|old| old.id() == gone.id);
        let draft = self.catalog.entries.iter().filter(|it| it.is_draft()).find(is_it);
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
