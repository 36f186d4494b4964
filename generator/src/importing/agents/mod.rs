//! Persons and organizations of imported works as records of their own, each once.
//!
//! First all are learned whom the works name, then it is settled who is one: those with identifiers
//! before those with a name alone, and organizations before the people who belong to them, so that
//! nothing hangs on the order of the files.

mod keys;
mod mentions;
mod parties;
mod records;
mod settling;
mod there;
mod told;
mod unsaid;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use self::keys::plain;
pub(super) use self::mentions::{Mentions, named_in};
use self::parties::{Parties, Party};
use self::settling::{Settling, Told};
pub(super) use self::there::learn_works;
use self::unsaid::Unsaid;
use super::Target;
use crate::diagnostic::Diagnostic;
use crate::formats::reader::Loss;
use crate::outside_world::imported_records as disk;
use crate::record::{AgentRef, InlineAgent, Kind, Work, reading};

/// Everybody with a record, and what the works say of them.
#[derive(Debug)]
pub(super) struct Agents {
    mentions: Mentions,
    parties: Parties,
    /// By the number of the party.
    slugs: BTreeMap<usize, String>,
    /// By the number of the mention.
    meant: Vec<Option<usize>>,
    /// By the number of the party, whether a work refers to it.
    used: BTreeMap<usize, AtomicBool>,
    /// By the number of the party, whether an imported work referred to its record before.
    former: BTreeMap<usize, AtomicBool>,
    told: Told,
    unsaid: Unsaid,
}

/// Whose records a work refers to.
#[derive(Debug, Default)]
pub(super) struct Referred {
    /// Their numbers.
    pub parties: BTreeSet<usize>,
    /// What the work says of them, and their records do not.
    pub losses: Vec<Loss>,
}

/// How many records of people and organizations were written or are just so, and what is told.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub written: usize,
    pub unchanged: usize,
    pub diagnostics: Vec<Diagnostic>,
}

impl Agents {
    /// Settles who is one among `mentions` and those of the catalogue.
    pub(super) fn settled(mentions: Mentions, target: Target<'_>) -> Agents {
        let settling = Settling::of(&mentions, target.catalog);
        let mut told = Told::new();
        let slugs = settling.slugs(&mentions, &mut told);
        settling.tell(&mentions, &slugs, &mut told);
        let meant: Vec<_> = (0..mentions.len()).map(|it| settling.meant(it)).collect();
        let none = || -> BTreeMap<usize, AtomicBool> {
            slugs.keys().map(|it| (*it, AtomicBool::new(false))).collect()
        };
        let (used, former) = (none(), none());
        let parties = settling.parties;
        let unsaid = unsaid::of(&mentions, &parties, (&slugs, &meant), target);
        Agents { mentions, parties, slugs, meant, used, former, told, unsaid }
    }

    /// The record that is about `agent`, with the number of the mention.
    fn party(&self, agent: &InlineAgent) -> Option<(usize, usize, &String)> {
        let number = self.mentions.number(agent)?;
        let party = self.meant.get(number).copied().flatten()?;
        Some((number, party, self.slugs.get(&party)?))
    }

    /// What [`Agents::party`] gives of those of `authors` who refer to records, by their places.
    /// Several may fit one record, of whom one is meant at most: an identifier tells better who
    /// that is than a name.
    fn surest(&self, authors: &[AgentRef]) -> BTreeMap<usize, (usize, usize, &String)> {
        let mut found: BTreeMap<usize, (u8, usize, usize, &String)> = BTreeMap::new();
        for (at, author) in authors.iter().enumerate() {
            let AgentRef::Inline(agent) = author else { continue };
            let Some((number, party, slug)) = self.party(agent) else { continue };
            let Some(said) = self.mentions.get(number) else { continue };
            let this = (said.mention.unsureness(), at, number, slug);
            let best = found.entry(party).or_insert(this);
            *best = this.min(*best);
        }
        let places = found.into_iter();
        places.map(|(party, (_, at, number, slug))| (at, (number, party, slug))).collect()
    }

    /// Lets `work` refer to the records of those whom it names. Two authors are never one.
    pub(super) fn refer(&self, work: &mut Work) -> Referred {
        let Referred { parties: mut taken, mut losses } = Referred::default();
        let lost = |number: usize, place: &str| {
            let unsaid = self.unsaid.get(&number).map(Vec::as_slice).unwrap_or_default();
            unsaid::losses(unsaid, place)
        };
        for (at, (number, party, slug)) in self.surest(&work.authors) {
            taken.insert(party);
            losses.extend(lost(number, &format!("authors[{at}]")));
            work.authors[at] = AgentRef::Slug(slug.clone());
        }
        let authors = std::mem::take(&mut work.authors);
        mentions::each(work, &mut |found| {
            if let AgentRef::Inline(agent) = found
                && let Some((number, party, slug)) = self.party(agent)
            {
                taken.insert(party);
                // The places of others are not told apart.
                let mut more = lost(number, "agents");
                more.retain(|it| !losses.contains(it));
                losses.extend(more);
                *found = AgentRef::Slug(slug.clone());
            }
        });
        work.authors = authors;
        Referred { parties: taken, losses }
    }

    /// Notes that a work of the catalogue refers to `parties`.
    pub(super) fn need(&self, parties: &BTreeSet<usize>) {
        for used in parties.iter().filter_map(|it| self.used.get(it)) {
            used.store(true, Ordering::Relaxed);
        }
    }

    /// Notes to which records of `parties` that are known by name the work at `file` refers, as it
    /// is before it is imported again.
    pub(super) fn remember(&self, file: &Path, parties: &BTreeSet<usize>) {
        let is_by_name = |it: &Party| it.there.is_some() && it.by_name > 0;
        let is_guess = |it: &usize| self.parties.get(*it).is_some_and(is_by_name);
        let mut by_name: BTreeSet<usize> = parties.iter().copied().filter(is_guess).collect();
        if by_name.is_empty() {
            return;
        }
        let Ok(disk::Existing::Text(text)) = disk::existing(file) else { return };
        let Ok(mut work) = reading::parse::<Work>(&text) else { return };
        let mut slugs = BTreeSet::new();
        mentions::each(&mut work, &mut |agent| {
            if let AgentRef::Slug(slug) = agent {
                slugs.insert(slug.clone());
            }
        });
        by_name.retain(|it| self.slugs.get(it).is_some_and(|slug| slugs.contains(slug)));
        for former in by_name.iter().filter_map(|it| self.former.get(it)) {
            former.store(true, Ordering::Relaxed);
        }
    }

    fn is_used(&self, party: usize) -> bool {
        is_set(&self.used, party)
    }

    /// Writes the records that are new and to which a work refers.
    pub(super) fn write(&self, target: Target<'_>) -> Written {
        let mut done = Written::default();
        done.diagnostics.extend(self.told.values().cloned());
        let mut told = Told::new();
        let by_slug: BTreeMap<&String, usize> =
            self.slugs.iter().map(|(party, slug)| (slug, *party)).collect();
        for (slug, number) in by_slug {
            if let Some(party) = self.parties.get(number).filter(|_| self.is_used(number)) {
                let is_former = is_set(&self.former, number);
                self.write_one(target, (slug, is_former), party, &mut done, &mut told);
            }
        }
        done.diagnostics.extend(told.into_values());
        done
    }

    /// Writes the record `slug` of `party`, which `is_former` where a work that is imported
    /// referred to it before.
    fn write_one(
        &self,
        target: Target<'_>,
        (slug, is_former): (&str, bool),
        party: &Party,
        done: &mut Written,
        told: &mut Told,
    ) {
        let file = disk::home(target.catalog, kind_of(party.organization), slug);
        let (said, other_names) = self.mentions.said(party);
        let affiliation = |name: &str| self.organization(name);
        let text = match records::text(&said, party.organization, &other_names, affiliation) {
            Ok(text) => text,
            Err(problem) => return done.diagnostics.push(*problem),
        };
        let is_just = party.there.is_some() && records::is_just(&file, &text);
        // The place that made a record is no guess; that of a work which came later is one.
        let is_new = party.there.is_none() || is_just && is_former;
        let guesses = party.guesses(is_new);
        if guesses > 0 && !party.organization {
            let name = if party.there.is_none() { &said.name } else { &party.name };
            done.diagnostics.push(told::by_name(name, guesses).in_file(&file));
        }
        match party.there {
            Some(_) if is_just => done.unchanged += 1,
            Some(_) => {
                self.identify(target, (slug, file.as_path()), party, done, told);
                return self.tell_unsaid(slug, party, told);
            }
            None => match records::put(&file, slug, &text) {
                Ok(()) => done.written += 1,
                Err(problem) => done.diagnostics.push(*problem),
            },
        }
        if !other_names.is_empty() {
            done.diagnostics.push(told::by_identifier(&said.name, &other_names).in_file(&file));
        }
    }

    /// The record of the organization that is called `name`, where it has one.
    fn organization(&self, name: &str) -> Option<String> {
        let number = there::organization(&self.parties, &plain(name))?;
        let party = self.parties.get(number)?;
        (party.there.is_some() || self.is_used(number)).then(|| self.slugs.get(&number).cloned())?
    }

    /// Writes the identifier that works give somebody into the record, which has none, or tells it:
    /// nothing says who wrote the record, so that it is changed for whoever asks for that.
    fn identify(
        &self,
        target: Target<'_>,
        (slug, file): (&str, &Path),
        party: &Party,
        done: &mut Written,
        told: &mut Told,
    ) {
        let mut given = self.mentions.imported(party).filter_map(|it| Some((it, party.lacks(it)?)));
        let Some((agent, id)) = given.next() else { return };
        let text = target.update.then(|| records::with_id(file, party.organization, id)).flatten();
        match text.map(|text| records::replace(file, &text)) {
            Some(Ok(())) => done.written += 1,
            Some(Err(problem)) => done.diagnostics.push(*problem),
            None => {
                let about = (slug.to_owned(), id.to_owned());
                let problem = told::identifier(&agent.name, (slug, id), party.organization);
                told.insert(about, problem.in_file(file));
            }
        }
    }

    /// Tells what works say of somebody, and the record does not.
    fn tell_unsaid(&self, slug: &str, party: &Party, told: &mut Told) {
        for agent in self.mentions.imported(party) {
            for place in &agent.affiliations {
                let organization = there::organization(&self.parties, &plain(place));
                if !party.is_at(&plain(place), organization) {
                    let about = (slug.to_owned(), plain(place));
                    told.entry(about).or_insert_with(|| told::place(&agent.name, slug, place));
                }
            }
        }
    }
}

fn is_set(flags: &BTreeMap<usize, AtomicBool>, party: usize) -> bool {
    flags.get(&party).is_some_and(|it| it.load(Ordering::Relaxed))
}

fn kind_of(organization: bool) -> Kind {
    if organization { Kind::Organization } else { Kind::Person }
}
