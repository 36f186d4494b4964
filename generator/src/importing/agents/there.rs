//! The people and organizations that a catalogue has.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use serde::de::DeserializeOwned;

use super::keys::{Key, keys, words};
use super::mentions::{Mentions, named_in};
use super::parties::Parties;
use super::records::not_ours;
use crate::catalog::checks::plain_slug;
use crate::diagnostic::Diagnostic;
use crate::formats::reader::Known;
use crate::outside_world::imported_records::{self as disk, Existing};
use crate::record::{AgentRef, InlineAgent, Kind, Organization, Person, Work, reading};

/// What cannot be read of the records of a catalogue, or be written to it.
#[derive(Debug, Default)]
pub(super) struct Closed {
    /// Records that are there and cannot be read, with what is wrong.
    pub unread: BTreeMap<String, Diagnostic>,
    /// Kinds of which no record can be put into the catalogue, with the reason.
    pub kinds: Vec<(Kind, Diagnostic)>,
}

/// Adds the organizations of the folder `catalog` to `parties`.
pub(super) fn learn_organizations(catalog: &Path, parties: &mut Parties, closed: &mut Closed) {
    closed.each(catalog, Kind::Organization, |slug, found: Organization| {
        let Organization { name, ror, identifiers, alternate_names, .. } = found;
        let organization = Some(true);
        let known = InlineAgent { name, ror, organization, identifiers, ..InlineAgent::default() };
        let keys = with_former(keys(&known), &slug, &known.name);
        let party = parties.add(&known, &keys, Some(slug));
        for name in alternate_names {
            parties.call(party, &name);
        }
    });
}

/// Adds the people, whose affiliations are among the organizations that `parties` has.
pub(super) fn learn_people(catalog: &Path, parties: &mut Parties, closed: &mut Closed) {
    let organizations: HashMap<String, String> = parties
        .iter()
        .filter_map(|(_, party)| Some((party.slug()?.to_owned(), party.name.clone())))
        .collect();
    closed.each(catalog, Kind::Person, |slug, found: Person| {
        let Person { name, orcid, identifiers, affiliations, .. } = found;
        let affiliations = affiliations.into_iter().map(|it| match it {
            AgentRef::Inline(agent) => agent.name,
            AgentRef::Slug(slug) => organizations.get(&slug).cloned().unwrap_or(slug),
        });
        let affiliations = affiliations.collect();
        let known =
            InlineAgent { name, orcid, affiliations, identifiers, ..InlineAgent::default() };
        let keys: Vec<Key> = keys(&known).into_iter().map(|it| placed(parties, it)).collect();
        let keys = with_former(keys, unnumbered(&slug), &known.name);
        parties.add(&known, &keys, Some(slug));
    });
}

/// `keys` with those of the name by which a record was made, which its `slug` keeps where somebody
/// edited the name since: sources go on to call the same so. A slug that has no word of the name in
/// common tells nothing.
fn with_former(mut keys: Vec<Key>, slug: &str, name: &str) -> Vec<Key> {
    let former = slug.replace('-', " ");
    if words(&former).is_disjoint(&words(name)) || plain_slug(name) == slug {
        return keys;
    }
    let renamed = |key: &Key| match key {
        Key::Member { place, .. } => {
            Some(Key::Member { name: former.clone(), place: place.clone() })
        }
        Key::Organization(_) => Some(Key::Organization(former.clone())),
        Key::Id(_) | Key::Other { .. } => None,
    };
    let more: Vec<Key> = keys.iter().filter_map(renamed).collect();
    keys.extend(more);
    keys
}

/// `j-smith` of `j-smith-2`, which is the second of that name.
fn unnumbered(slug: &str) -> &str {
    let (name, number) = slug.rsplit_once('-').unwrap_or((slug, ""));
    let is_number = !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit());
    if is_number { name } else { slug }
}

/// Learns whom the works of the folder `catalog` name in place, but for those that are `imported`
/// and so say it anew. `known` has the kinds of all works by their slugs.
pub(in super::super) fn learn_works(
    mentions: &mut Mentions,
    catalog: &Path,
    known: &Known,
    imported: &HashSet<String>,
) {
    let others = known.iter().filter(|(slug, _)| !imported.contains(*slug));
    let mut others: Vec<(&String, &Kind)> = others.collect();
    others.sort_by_key(|(slug, _)| *slug);
    for (slug, kind) in others {
        let text = disk::existing(&disk::home(catalog, *kind, slug));
        let Ok(Existing::Text(text)) = text else { continue };
        // What is wrong with it is told by whoever checks the catalogue.
        let Ok(mut work) = reading::parse::<Work>(&text) else { continue };
        named_in(&mut work).iter().for_each(|it| mentions.learn_beside(it));
    }
}

/// `key` with the organization that is meant in it, whatever name that has there.
pub(super) fn placed(parties: &Parties, key: Key) -> Key {
    let Key::Member { name, place } = key else { return key };
    let place = match organization(parties, &place) {
        Some(party) => format!("#{party}"),
        None => place,
    };
    Key::Member { name, place }
}

/// The one organization that is called `name`, which is plain.
pub(super) fn organization(parties: &Parties, name: &str) -> Option<usize> {
    let known = parties.known(&Key::Organization(name.to_owned()));
    known.first().copied().filter(|_| known.len() == 1)
}

impl Closed {
    /// Hands each record of `kind` to `take`. Takes note of what cannot be read, or be written to.
    fn each<T: DeserializeOwned>(
        &mut self,
        catalog: &Path,
        kind: Kind,
        mut take: impl FnMut(String, T),
    ) {
        let found = match disk::agents(catalog, kind) {
            Ok(found) => found,
            Err(problem) => return self.kinds.push((kind, problem)),
        };
        for (slug, text) in found {
            let read = text.and_then(|text| {
                let broken = |_| not_ours(&disk::home(catalog, kind, &slug), &slug);
                reading::parse::<T>(&text).map_err(broken)
            });
            match read {
                Ok(agent) => take(slug, agent),
                Err(problem) => drop(self.unread.insert(slug, problem)),
            }
        }
    }
}
