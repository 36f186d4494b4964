//! Which models' figures stand beside each other.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use faircat_catalog::{Catalog, Entry, Target};
use faircat_record::references::LinkRole;
use faircat_record::{Kind, RelationType};

const VARIANT: LinkRole = LinkRole::Related(RelationType::IsVariantFormOf);

/// A published model, and its variant on the data of the page's model, where there is one.
pub(super) struct Pair<'a> {
    pub theirs: &'a Entry,
    pub ours: Option<&'a Entry>,
}

/// The models of whose figures the page of `entry` shows some beside its own.
pub fn shown_beside<'a>(catalog: &'a Catalog, entry: &'a Entry) -> Vec<&'a Entry> {
    let Some(theirs) = published(catalog, entry) else { return Vec::new() };
    let pairs = pairs(catalog, entry, theirs);
    pairs.into_iter().flat_map(|it| [Some(it.theirs), it.ours]).flatten().collect()
}

/// The model of which `entry` is a variant, where it was trained on other data.
pub(super) fn published<'a>(catalog: &'a Catalog, entry: &'a Entry) -> Option<&'a Entry> {
    let theirs = original(catalog, entry)?;
    let (own, other) = (training_data(catalog, entry), training_data(catalog, theirs));
    let differ = !own.is_empty() && !other.is_empty() && own.is_disjoint(&other);
    differ.then_some(theirs)
}

/// The model of which `theirs` is a variant, or `theirs` itself, then its variants on the same
/// data, those with most parameters first; each with its variant on the data of `entry`.
pub(super) fn pairs<'a>(
    catalog: &'a Catalog,
    entry: &'a Entry,
    theirs: &'a Entry,
) -> Vec<Pair<'a>> {
    let first = original(catalog, theirs).unwrap_or(theirs);
    let mut smaller = variants(catalog, first, &training_data(catalog, first));
    smaller.sort_by_key(|it| Reverse(it.summary.model.as_deref().and_then(|it| it.parameters)));
    let own = training_data(catalog, entry);
    let pair =
        |theirs: &'a Entry| Pair { theirs, ours: variants(catalog, theirs, &own).first().copied() };
    std::iter::once(first).chain(smaller).map(pair).collect()
}

/// The model of which `entry` says that it is a variant.
fn original<'a>(catalog: &'a Catalog, entry: &'a Entry) -> Option<&'a Entry> {
    let (_, target) = entry.links.iter().find(|(role, _)| *role == VARIANT)?;
    match catalog.resolve(target, VARIANT) {
        Target::Entry(other) if other.kind == Kind::Model => Some(other),
        _ => None,
    }
}

/// The models that say that they are variants of `entry`, and were trained on some of `data`.
fn variants<'a>(catalog: &'a Catalog, entry: &'a Entry, data: &BTreeSet<usize>) -> Vec<&'a Entry> {
    let links = catalog.backlinks(entry).iter().filter(|link| link.role == VARIANT);
    links
        .filter_map(|link| catalog.entries.get(link.source as usize))
        .filter(|it| it.kind == Kind::Model && !training_data(catalog, it).is_disjoint(data))
        .collect()
}

/// The datasets of the catalogue that a model was trained on, by their places there.
fn training_data(catalog: &Catalog, entry: &Entry) -> BTreeSet<usize> {
    let links = entry.links.iter().filter(|(role, _)| *role == LinkRole::TrainedOn);
    links
        .filter_map(|(role, text)| match catalog.resolve(text, *role) {
            Target::Entry(dataset) => Some(dataset.index),
            Target::External(_) | Target::Name(_) => None,
        })
        .collect()
}
