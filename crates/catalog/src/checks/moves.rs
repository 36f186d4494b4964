//! Names under which records were published before: each leads to one record, and stands in nobody's
//! way.

use std::collections::{HashMap, HashSet};

use faircat_record::diagnostic::Diagnostic;
use faircat_record::references::LinkRole;
use faircat_record::{Kind, Record};

use super::Fault;
use super::slug::slug_problem;
use crate::{Catalog, Entry, OldName};

/// What is wrong with the old names of `record` by themselves.
pub(super) fn check(kind: Kind, slug: &str, record: &Record, found: &mut Vec<Fault>) {
    for (index, text) in record.moved_from().iter().enumerate() {
        let problem = match OldName::parse(kind, text) {
            None => Some(no_name(text, "its folder is none of the catalogue".to_owned())),
            Some(old) if (old.kind, &*old.slug) == (kind, slug) => Some(own_name(text)),
            Some(old) => slug_problem(&old.slug).map(|why| no_name(text, why)),
        };
        found.extend(problem.map(|it| Fault::new(format!("/moved_from/{index}"), it)));
    }
}

fn no_name(text: &str, why: String) -> Diagnostic {
    Diagnostic::error("moved-from", format!("`{text}` is no name that a record had: {why}"))
        .hint("write the slug of the old address, as `jet-tagger`, or `models/jet-tagger`")
}

fn own_name(text: &str) -> Diagnostic {
    Diagnostic::error("moved-from", format!("`{text}` is what the record is called now"))
        .hint("remove it: only earlier names stand here")
}

/// Old names of records of `catalog` at which something else is, with the index of the entry that
/// they are told of: never a published one where a draft stands in its way. `left_out` names the
/// records, as `folder/slug`, that have errors of their own.
pub(super) fn of_catalog(
    catalog: &Catalog,
    left_out: &HashSet<String>,
    found: &mut Vec<(usize, Fault)>,
) {
    let (drafts, published): (Vec<_>, Vec<_>) =
        catalog.entries.iter().partition(|it| it.is_draft());
    let mut owners: HashMap<&OldName, usize> = HashMap::new();
    for entry in published.into_iter().chain(drafts) {
        for old in &entry.old_names {
            let owner = *owners.entry(old).or_insert(entry.index);
            let problem = match catalog.get(old.kind, &old.slug) {
                Some(draft) if draft.is_draft() && !entry.is_draft() => {
                    found.push((draft.index, Fault::new("", in_the_way(old, entry))));
                    continue;
                }
                Some(_) => occupied(old),
                None if left_out.contains(&old.id()) => occupied(old),
                None if owner == entry.index => continue,
                None => claimed_twice(old, &catalog.entries[owner]),
            };
            found.push((entry.index, Fault::new(pointer_of(entry, old), problem)));
        }
    }
}

/// The record that was called `slug` before, and fits in the place of `role`.
pub(super) fn renamed<'a>(catalog: &'a Catalog, slug: &str, role: LinkRole) -> Option<&'a Entry> {
    let fits = |old: &OldName| &*old.slug == slug && role.takes().contains(&old.kind);
    catalog
        .entries
        .iter()
        .find(|entry| role.takes().contains(&entry.kind) && entry.old_names.iter().any(fits))
}

fn occupied(old: &OldName) -> Diagnostic {
    let message = format!("`{}` is a record, so its address cannot lead to another", old.id());
    Diagnostic::error("moved-from", message)
        .hint("remove it from `moved_from`, or remove that record")
}

fn in_the_way(old: &OldName, owner: &Entry) -> Diagnostic {
    let message =
        format!("the address `{}` leads to `{}`, which had it before", old.page(), owner.id());
    Diagnostic::error("moved-from", message).hint("give the draft another slug")
}

fn claimed_twice(old: &OldName, owner: &Entry) -> Diagnostic {
    let message = format!("the old address `{}` leads to `{}` already", old.page(), owner.id());
    Diagnostic::error("moved-from", message).hint("keep it in the record that was published there")
}

/// Unpacks the record of `entry`, hence for problems only.
fn pointer_of(entry: &Entry, old: &OldName) -> String {
    let record = entry.record();
    let mut names = record.moved_from().iter();
    let place = names.position(|text| OldName::parse(entry.kind, text).as_ref() == Some(old));
    place.map_or_else(|| "/moved_from".to_owned(), |index| format!("/moved_from/{index}"))
}
