//! The versions of one work that have records of their own, as relations tie them.

use std::collections::{BTreeMap, BTreeSet};

use faircat_record::RelationType;
use faircat_record::references::LinkRole;

use super::{Catalog, Entry, Target};

/// A relation between two versions: the record that states it is the newer, or the older.
const NEWER: LinkRole = LinkRole::Related(RelationType::IsNewVersionOf);
const OLDER: LinkRole = LinkRole::Related(RelationType::IsPreviousVersionOf);

/// Versions of a work.
#[derive(Debug)]
pub struct Versions<'a> {
    /// From the oldest to the newest. Where relations do not say, dates and names decide.
    pub entries: Vec<&'a Entry>,
    catalog: &'a Catalog,
    /// Nothing for a work in a single version.
    family: Option<&'a Family>,
}

/// Versions of one work, by [`Entry::index`].
#[derive(Debug, Default)]
struct Family {
    in_order: Vec<usize>,
    /// From an older one to one that comes right after it, and the other way round.
    after: BTreeSet<(usize, usize)>,
    before: BTreeSet<(usize, usize)>,
}

/// The works of a catalogue that have several versions: found once, as each of their pages asks.
#[derive(Debug, Default)]
pub(super) struct Families {
    /// The place in `all` of each record that has one.
    of: BTreeMap<usize, usize>,
    all: Vec<Family>,
}

impl<'a> Versions<'a> {
    /// The versions that come right before `entry`.
    pub fn before(&self, entry: &Entry) -> Vec<&'a Entry> {
        self.beside(entry, |family| &family.before)
    }

    /// The versions that come right after `entry`.
    pub fn after(&self, entry: &Entry) -> Vec<&'a Entry> {
        self.beside(entry, |family| &family.after)
    }

    fn beside(
        &self,
        entry: &Entry,
        steps: fn(&Family) -> &BTreeSet<(usize, usize)>,
    ) -> Vec<&'a Entry> {
        let of_entry = (entry.index, 0)..=(entry.index, usize::MAX);
        let found = self.family.into_iter().flat_map(|it| steps(it).range(of_entry.clone()));
        found.map(|(_, other)| &self.catalog.entries[*other]).collect()
    }
}

impl Catalog {
    /// The versions of the work of `entry`, itself among them.
    pub fn versions<'a>(&'a self, entry: &'a Entry) -> Versions<'a> {
        let families = self.families.get_or_init(|| families(self));
        let family = families.of.get(&entry.index).map(|place| &families.all[*place]);
        let entries = match family {
            Some(family) => family.in_order.iter().map(|index| &self.entries[*index]).collect(),
            None => vec![entry],
        };
        Versions { entries, catalog: self, family }
    }

    /// What `entry` states of other versions: older and newer, by their indices.
    fn steps(&self, entry: &Entry) -> impl Iterator<Item = (usize, usize)> {
        let related = entry.links.iter().filter_map(|(role, text)| {
            let (NEWER | OLDER) = *role else { return None };
            let Target::Entry(other) = self.resolve(text, *role) else { return None };
            let is_version = other.kind == entry.kind && other.index != entry.index;
            is_version.then_some((*role, other.index))
        });
        related.map(|(role, other)| match role {
            NEWER => (other, entry.index),
            _ => (entry.index, other),
        })
    }
}

fn families(catalog: &Catalog) -> Families {
    let steps: BTreeSet<(usize, usize)> =
        catalog.entries.iter().flat_map(|entry| catalog.steps(entry)).collect();
    let mut beside: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (older, newer) in &steps {
        beside.entry(*older).or_default().push(*newer);
        beside.entry(*newer).or_default().push(*older);
    }
    let mut found = Families::default();
    for first in beside.keys() {
        if found.of.contains_key(first) {
            continue;
        }
        let place = found.all.len();
        found.of.insert(*first, place);
        let (mut members, mut next) = (vec![*first], 0);
        while let Some(member) = members.get(next).copied() {
            for other in &beside[&member] {
                if found.of.insert(*other, place).is_none() {
                    members.push(*other);
                }
            }
            next += 1;
        }
        found.all.push(family(catalog, &members, &steps));
    }
    found
}

fn family(catalog: &Catalog, members: &[usize], steps: &BTreeSet<(usize, usize)>) -> Family {
    let of_member = |index: &usize| steps.range((*index, 0)..=(*index, usize::MAX)).copied();
    let after: BTreeSet<(usize, usize)> = members.iter().flat_map(of_member).collect();
    let before = after.iter().map(|(older, newer)| (*newer, *older)).collect();
    Family { in_order: in_order(catalog, members, &after), after, before }
}

/// `members`, each behind those that it comes after. Where relations run in a circle, the oldest by its
/// date goes first.
fn in_order(catalog: &Catalog, members: &[usize], after: &BTreeSet<(usize, usize)>) -> Vec<usize> {
    let age = |index: usize| {
        let entry = &catalog.entries[index];
        (&entry.summary.date, numbers(entry.summary.version.as_deref()), &entry.slug, index)
    };
    // How many older ones are still to come before each.
    let mut older: BTreeMap<usize, usize> = members.iter().map(|it| (*it, 0)).collect();
    after.iter().for_each(|(_, newer)| *older.entry(*newer).or_default() += 1);
    let mut waiting: BTreeSet<_> = members.iter().map(|it| age(*it)).collect();
    let mut free: BTreeSet<_> =
        members.iter().filter(|it| older[*it] == 0).map(|it| age(*it)).collect();
    let mut ordered = Vec::with_capacity(members.len());
    while let Some(next) = free.pop_first().or_else(|| waiting.first().cloned()) {
        waiting.remove(&next);
        let index = next.3;
        ordered.push(index);
        for (_, newer) in after.range((index, 0)..=(index, usize::MAX)) {
            let left = older.entry(*newer).or_default();
            *left = left.saturating_sub(1);
            if *left == 0 && waiting.contains(&age(*newer)) {
                free.insert(age(*newer));
            }
        }
    }
    ordered
}

/// The numbers in a version, so that 1.10 comes after 1.9.
fn numbers(version: Option<&str>) -> Vec<u64> {
    let parts = version.unwrap_or_default().split(|it: char| !it.is_ascii_digit());
    parts.filter_map(|part| part.parse().ok()).collect()
}
