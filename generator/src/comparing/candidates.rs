//! The records that may not be the same on both sides; only these are assessed.

use std::collections::BTreeSet;

use faircat_record::references::LinkRole;
use rayon::prelude::*;

use super::loaded::Loaded;
use crate::catalog::{Entry, Target};
use crate::outside_world::local_files;

/// The records of either side whose texts, files or evidence differ or that name one of which they
/// do, by `folder/slug`; all, where the settings differ that all depend on.
pub(super) fn between(old: &Loaded, new: &Loaded) -> BTreeSet<String> {
    let everything = settings(old) != settings(new);
    let mut names: BTreeSet<String> = new
        .catalog
        .entries
        .par_iter()
        .filter(|now| {
            let then = old.catalog.get(now.kind, &now.slug);
            everything || then.is_none_or(|then| differ((old, then), (new, now)))
        })
        .map(Entry::id)
        .collect();
    let gone = old.catalog.entries.iter();
    names.extend(gone.filter(|it| new.catalog.get(it.kind, &it.slug).is_none()).map(Entry::id));
    let named = [old, new].map(|side| {
        let naming = side.catalog.entries.par_iter().filter(|entry| names_one(side, entry, &names));
        naming.map(Entry::id).collect::<Vec<_>>()
    });
    names.extend(named.into_iter().flatten());
    names
}

/// What the scorecards of all records hang on.
fn settings(side: &Loaded) -> (String, bool, Vec<String>) {
    let site = &side.site;
    (site.base_url.to_string(), site.has_address, site.config.formats.without.clone())
}

/// Whether two states of one record differ in anything that is read.
fn differ((old, then): (&Loaded, &Entry), (new, now): (&Loaded, &Entry)) -> bool {
    then.digest != now.digest
        || then.evidence != now.evidence
        || match (&then.folder, &now.folder) {
            (Some(before), Some(after)) => {
                !local_files::are_same(&old.root.join(before), &new.root.join(after))
            }
            (before, after) => before.is_some() != after.is_some(),
        }
}

/// Whether `entry` names a record among `names`: its scorecard asks for what that says.
fn names_one(side: &Loaded, entry: &Entry, names: &BTreeSet<String>) -> bool {
    let is_among = |(role, text): &(LinkRole, Box<str>)| match side.catalog.resolve(text, *role) {
        Target::Entry(target) => names.contains(&target.id()),
        Target::External(_) | Target::Name(_) => false,
    };
    entry.links.iter().any(is_among)
}
