//! The versions of one work that have records of their own, as relations tie them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use faircat_record::RelationType;
use faircat_record::references::LinkRole;

use super::{Catalog, Entry, Target};

/// Versions of one work that are followed, at most.
const MOST: usize = 200;

/// A relation between two versions: the record that states it is the newer, or the older.
const NEWER: LinkRole = LinkRole::Related(RelationType::IsNewVersionOf);
const OLDER: LinkRole = LinkRole::Related(RelationType::IsPreviousVersionOf);

/// Versions of a work.
#[derive(Debug)]
pub struct Versions<'a> {
    /// From the oldest to the newest. Where relations do not say, dates and names decide.
    pub entries: Vec<&'a Entry>,
    /// From an older one to one that comes right after it, by [`Entry::index`].
    after: BTreeSet<(usize, usize)>,
}

impl<'a> Versions<'a> {
    /// The versions that come right before `entry`.
    pub fn before(&self, entry: &Entry) -> Vec<&'a Entry> {
        let is_before = |it: &&&Entry| self.after.contains(&(it.index, entry.index));
        self.entries.iter().filter(is_before).copied().collect()
    }

    /// The versions that come right after `entry`.
    pub fn after(&self, entry: &Entry) -> Vec<&'a Entry> {
        let is_after = |it: &&&Entry| self.after.contains(&(entry.index, it.index));
        self.entries.iter().filter(is_after).copied().collect()
    }
}

impl Catalog {
    /// The versions of the work of `entry`, itself among them.
    pub fn versions<'a>(&'a self, entry: &'a Entry) -> Versions<'a> {
        let mut after = BTreeSet::new();
        let mut known = BTreeSet::from([entry.index]);
        let mut open = VecDeque::from([entry]);
        while let Some(next) = open.pop_front() {
            for (older, newer) in self.steps(next) {
                for one in [older, newer] {
                    if known.len() < MOST && known.insert(one) {
                        open.push_back(&self.entries[one]);
                    }
                }
                if known.contains(&older) && known.contains(&newer) {
                    after.insert((older, newer));
                }
            }
        }
        Versions { entries: self.in_order(known, &after), after }
    }

    /// What ties `entry` to other versions: older and newer, by their indices.
    fn steps(&self, entry: &Entry) -> Vec<(usize, usize)> {
        let own = entry.links.iter().filter_map(|(role, text)| {
            let Target::Entry(other) = self.resolve(text, *role) else { return None };
            Some((*role, entry, other))
        });
        let of_others = self.backlinks(entry).iter().map(|link| {
            let source = &self.entries[link.source as usize];
            (link.role, source, entry)
        });
        let steps = own.chain(of_others).filter_map(|(role, stating, other)| match role {
            NEWER => Some((other, stating)),
            OLDER => Some((stating, other)),
            _ => None,
        });
        steps
            .filter(|(older, newer)| older.kind == newer.kind && older.index != newer.index)
            .map(|(older, newer)| (older.index, newer.index))
            .collect()
    }

    /// `all`, each behind those that it comes after. Where relations run in a circle, the oldest by its
    /// date goes first.
    fn in_order(&self, all: BTreeSet<usize>, after: &BTreeSet<(usize, usize)>) -> Vec<&Entry> {
        let age = |index: usize| {
            let entry = &self.entries[index];
            (&entry.summary.date, numbers(entry.summary.version.as_deref()), &entry.slug)
        };
        let mut waiting: BTreeMap<_, usize> = all.iter().map(|it| (age(*it), *it)).collect();
        let mut ordered = Vec::with_capacity(all.len());
        while !waiting.is_empty() {
            let is_free = |index: usize| {
                let mut older = after.iter().filter(|(_, newer)| *newer == index);
                older.all(|(older, _)| !waiting.values().any(|it| it == older))
            };
            let free = waiting.iter().find(|(_, index)| is_free(**index));
            let next = free.or_else(|| waiting.iter().next()).map(|(age, _)| age.clone());
            let Some(index) = next.and_then(|age| waiting.remove(&age)) else { break };
            ordered.push(&self.entries[index]);
        }
        ordered
    }
}

/// The numbers in a version, so that 1.10 comes after 1.9.
fn numbers(version: Option<&str>) -> Vec<u64> {
    let parts = version.unwrap_or_default().split(|it: char| !it.is_ascii_digit());
    parts.filter_map(|part| part.parse().ok()).collect()
}
