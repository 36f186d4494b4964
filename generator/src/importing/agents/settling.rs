//! Settles who is meant in each mention, and what everybody is called.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use super::keys::Key;
use super::mentions::Mentions;
use super::parties::{Doubt, Parties, Party};
use super::there::{self, Closed};
use super::{kind_of, told};
use crate::catalog::checks::plain_slug;
use crate::diagnostic::Diagnostic;
use crate::importing::header::digest;
use crate::record::InlineAgent;

/// Longest beginning of the name of a record, in bytes: a number may follow.
const LONGEST_SLUG: usize = 92;

/// What is to be looked at, each once by what it is about.
pub(super) type Told = BTreeMap<(String, String), Diagnostic>;

/// Parties as they are found.
#[derive(Default)]
pub(super) struct Settling {
    pub parties: Parties,
    closed: Closed,
    /// By the number of the mention.
    meant: BTreeMap<usize, Result<usize, Doubt>>,
}

impl Settling {
    /// Who is one among `mentions` and those of the folder `catalog`.
    pub(super) fn of(mentions: &Mentions, catalog: &Path) -> Settling {
        let mut settling = Settling::default();
        there::learn_organizations(catalog, &mut settling.parties, &mut settling.closed);
        settling.place(mentions, true);
        there::learn_people(catalog, &mut settling.parties, &mut settling.closed);
        settling.place(mentions, false);
        settling
    }

    /// Finds who is meant in each mention of an organization, or of a person.
    fn place(&mut self, mentions: &Mentions, organizations: bool) {
        if self.closed.kinds.iter().any(|(kind, _)| *kind == kind_of(organizations)) {
            return;
        }
        for number in mentions.in_order(organizations) {
            let Some(said) = mentions.get(number) else { continue };
            let keys = said.mention.keys.iter();
            let keys: Vec<Key> = keys.map(|it| there::placed(&self.parties, it.clone())).collect();
            let found = self.parties.place(number, &said.agent, &keys, said.places);
            self.meant.insert(number, found);
        }
    }

    /// The party that is meant in the mention `number`.
    pub(super) fn meant(&self, number: usize) -> Option<usize> {
        let party = self.meant.get(&number)?.as_ref().ok()?;
        Some(self.parties.root(*party))
    }

    /// What each party is called: those that are there as they are, others by their names in the order
    /// in which works name them. Who has a record that cannot be read may be just that one, and has
    /// none.
    pub(super) fn slugs(&self, mentions: &Mentions, told: &mut Told) -> BTreeMap<usize, String> {
        let there = |(at, party): (usize, &Party)| Some((at, party.slug()?.to_owned()));
        let mut slugs: BTreeMap<usize, String> = self.parties.iter().filter_map(there).collect();
        let unread = self.closed.unread.keys().cloned();
        let mut free = Free::of(slugs.values().cloned().chain(unread).collect());
        let mut new: Vec<_> = self.parties.iter().filter(|(_, it)| it.there.is_none()).collect();
        new.sort_by_key(|(_, party)| party.mentions.first().copied());
        for (at, party) in new {
            let name = mentions.said(party).0.name;
            let plain = plain_slug(&name);
            match self.closed.unread.get(&plain) {
                Some(problem) => drop(told.insert((plain, String::new()), problem.clone())),
                None => drop(slugs.insert(at, free.slug(&name))),
            }
        }
        slugs
    }

    /// Adds to `told` what keeps people and organizations from having records.
    pub(super) fn tell(
        &self,
        mentions: &Mentions,
        slugs: &BTreeMap<usize, String>,
        told: &mut Told,
    ) {
        for (kind, problem) in &self.closed.kinds {
            told.insert((kind.folder().to_owned(), String::new()), problem.clone());
        }
        for (number, doubt) in
            self.meant.iter().filter_map(|(at, it)| Some((at, it.as_ref().err()?)))
        {
            let Some(said) = mentions.get(*number).filter(|it| it.places > 0) else { continue };
            if let Some((about, problem)) = self.doubtful(&said.agent, doubt, slugs) {
                told.insert((about, said.agent.name.clone()), problem);
            }
        }
    }

    /// Why the name of `agent` stays in place, and about which record that is.
    fn doubtful(
        &self,
        agent: &InlineAgent,
        doubt: &Doubt,
        slugs: &BTreeMap<usize, String>,
    ) -> Option<(String, Diagnostic)> {
        let slug = |party: &usize| slugs.get(&self.parties.root(*party));
        match doubt {
            Doubt::Another(owner) => {
                let (known, slug) = (self.parties.get(*owner)?, slug(owner)?);
                Some((slug.clone(), told::another(agent, &known.name, slug)))
            }
            Doubt::Several(found) => {
                let found = found.iter().filter_map(slug).map(String::as_str);
                let slugs: BTreeSet<&str> = found.collect();
                let first = (*slugs.first()?).to_owned();
                Some((first, told::several(agent, &slugs)))
            }
        }
    }
}

/// Slugs that nobody has.
struct Free {
    taken: BTreeSet<String>,
    /// The last number that was tried after a name.
    numbers: HashMap<String, usize>,
}

impl Free {
    fn of(taken: BTreeSet<String>) -> Free {
        Free { taken, numbers: HashMap::new() }
    }

    fn slug(&mut self, name: &str) -> String {
        let plain = match plain_slug(name) {
            // Nothing of it is Latin.
            none if none.is_empty() => format!("agent-{}", digest(name)),
            plain => plain.get(..LONGEST_SLUG).unwrap_or(&plain).trim_end_matches('-').to_owned(),
        };
        let number = self.numbers.entry(plain.clone()).or_insert(0);
        loop {
            *number += 1;
            let slug = match *number {
                1 => plain.clone(),
                number => format!("{plain}-{number}"),
            };
            if self.taken.insert(slug.clone()) {
                return slug;
            }
        }
    }
}
