//! Everything that the files of one record depend on, in 32 bytes.
//!
//! A record's files show other records too: whom it names, who names it, and its lineage. What
//! they show of another record is its [`crate::catalog::Summary`] and whom that one names in turn;
//! of models that stand beside one, all of their figures.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use super::Input;
use super::statements::Standings;
use crate::assessment::Outcome;
use crate::catalog::{Entry, Target};
use crate::outside_world::local_files;
use crate::pages::shown_beside;
use crate::record::Kind;
use crate::record::references::LinkRole;

/// A BLAKE3 digest.
pub(super) type Fingerprint = [u8; 32];

/// Steps of lineage that a page can show, with one to spare.
const LINEAGE: usize = 5;

/// The fingerprint of every entry, by [`Entry::index`].
pub(super) fn of_entries(input: &Input, standings: &Standings) -> Vec<Fingerprint> {
    let entries = &input.catalog.entries;
    let shown: Vec<Fingerprint> = entries.par_iter().map(shown).collect();
    entries
        .par_iter()
        .map(|entry| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(&entry.digest);
            // That of many records leaves some out, and more of what others have.
            hasher.update(&[u8::from(input.site.is_large)]);
            for format in &input.site.config.formats.without {
                hasher.update(format.as_bytes());
            }
            add_belief(entry, &mut hasher);
            for index in neighbours(input, entry) {
                hasher.update(&(index as u64).to_le_bytes());
                hasher.update(&shown[index]);
            }
            for version in input.catalog.versions(entry).entries {
                hasher.update(&version.digest);
            }
            if entry.kind == Kind::Model {
                add_training_data(input, entry, standings, &mut hasher);
                add_shown_beside(input, entry, &mut hasher);
            }
            add_files(input.root, entry, &mut hasher);
            *hasher.finalize().as_bytes()
        })
        .collect()
}

/// What other records' pages can show of `entry`.
fn shown(entry: &Entry) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    hasher.update(entry.id().as_bytes());
    let summary = serde_json::to_vec(&entry.summary).unwrap_or_default();
    hasher.update(&summary);
    for (role, text) in &entry.links {
        hasher.update(format!("{role:?}").as_bytes());
        hasher.update(text.as_bytes());
    }
    // A model that cannot be run names one that was.
    hasher.update(&[u8::from(entry.evidence.current().is_some())]);
    *hasher.finalize().as_bytes()
}

/// The records that the page of `entry` can show something of.
fn neighbours(input: &Input, entry: &Entry) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for index in named(input, entry) {
        found.insert(index);
        let near = &input.catalog.entries[index];
        // An author's affiliation, a parent of an organization.
        found.extend(named(input, near));
        if near.kind == Kind::Model {
            // Variants of a model that has the same relative.
            found.extend(input.catalog.backlinks(near).iter().map(|link| link.source as usize));
        }
    }
    for link in input.catalog.backlinks(entry) {
        let source = link.source as usize;
        found.insert(source);
        if entry.kind.is_agent() {
            found.extend(named(input, &input.catalog.entries[source]));
        }
    }
    lineage(input, entry, &mut found);
    found
}

fn named<'a>(input: &Input<'a>, entry: &'a Entry) -> impl Iterator<Item = usize> + use<'a> {
    let catalog = input.catalog;
    entry.links.iter().filter_map(move |(role, text)| match catalog.resolve(text, *role) {
        Target::Entry(target) => Some(target.index),
        Target::External(_) | Target::Name(_) => None,
    })
}

/// Adds what lies up to [`LINEAGE`] steps upstream, and downstream, of `entry`.
fn lineage(input: &Input, entry: &Entry, found: &mut BTreeSet<usize>) {
    let entries = &input.catalog.entries;
    let upstream = |index: usize| -> Vec<usize> {
        let links = entries[index].links.iter().filter(|(role, _)| role.is_lineage());
        links
            .filter_map(|(role, text)| match input.catalog.resolve(text, *role) {
                Target::Entry(target) => Some(target.index),
                Target::External(_) | Target::Name(_) => None,
            })
            .collect()
    };
    let downstream = |index: usize| -> Vec<usize> {
        let links = input.catalog.backlinks(&entries[index]).iter();
        links.filter(|link| link.role.is_lineage()).map(|link| link.source as usize).collect()
    };
    for step in [&upstream as &dyn Fn(usize) -> Vec<usize>, &downstream] {
        let mut reached = BTreeSet::from([entry.index]);
        let mut front = vec![entry.index];
        for _ in 0..LINEAGE {
            front =
                front.into_iter().flat_map(step).filter(|&index| reached.insert(index)).collect();
        }
        found.extend(reached);
    }
}

/// A model's scorecard asks for those of its training data.
fn add_training_data(
    input: &Input,
    entry: &Entry,
    standings: &Standings,
    hasher: &mut blake3::Hasher,
) {
    for (role, text) in &entry.links {
        if *role != LinkRole::TrainedOn {
            continue;
        }
        if let Target::Entry(dataset) = input.catalog.resolve(text, *role) {
            let standing = standings(&input.site.iri(&dataset.page()));
            let outcomes = standing.map(|standing| standing.outcomes).unwrap_or_default();
            hasher.update(&outcomes.iter().map(|outcome| code(*outcome)).collect::<Vec<u8>>());
        }
    }
}

/// A model's figures stand beside those of the model of which it is a variant, from record and
/// evidence.
fn add_shown_beside(input: &Input, entry: &Entry, hasher: &mut blake3::Hasher) {
    for other in shown_beside(input.catalog, entry) {
        hasher.update(&other.digest);
        add_belief(other, hasher);
        add_files(input.root, other, hasher);
    }
}

/// How far the evidence was believed, which depends on the day and on the site's keys too.
fn add_belief(entry: &Entry, hasher: &mut blake3::Hasher) {
    let evidence = &entry.evidence;
    let told = [
        evidence.facts.len(),
        usize::from(evidence.throughput.is_some()),
        usize::from(evidence.comparison.is_some()),
        usize::from(evidence.explanation.is_some()),
    ];
    let origins = (&evidence.verified_by, &evidence.measured_by, &evidence.explained_by);
    let belief = format!("{told:?}{origins:?}{:?}{:?}", evidence.refused, evidence.outdated);
    hasher.update(belief.as_bytes());
}

/// Local artifacts, as far as their size and time of change tell.
fn add_files(root: &Path, entry: &Entry, hasher: &mut blake3::Hasher) {
    let Some(folder) = &entry.folder else { return };
    for (path, size, time) in local_files::stamps(&root.join(folder)) {
        hasher.update(path.as_bytes());
        hasher.update(&size.to_le_bytes());
        hasher.update(&time.to_le_bytes());
    }
}

/// An outcome as one byte.
pub(super) fn code(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Pass => 0,
        Outcome::Fail => 1,
        Outcome::NotApplicable => 2,
        Outcome::Unknown => 3,
    }
}

/// The outcome that [`code`] made `byte` of.
pub(super) fn outcome(byte: u8) -> Outcome {
    match byte {
        0 => Outcome::Pass,
        1 => Outcome::Fail,
        2 => Outcome::NotApplicable,
        _ => Outcome::Unknown,
    }
}
