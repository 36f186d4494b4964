//! Whom works name, and what they say of them.

use std::collections::{BTreeSet, HashMap};

use super::keys::{Mention, plain};
use super::parties::Party;
use crate::record::{AgentRef, InlineAgent, Work};

/// Everybody whom works name.
#[derive(Debug, Default)]
pub(in super::super) struct Mentions {
    /// In the order in which they were met.
    all: Vec<Said>,
    numbers: HashMap<Mention, usize>,
}

/// Somebody as one or several places name them.
#[derive(Debug)]
pub(super) struct Said {
    pub mention: Mention,
    pub agent: InlineAgent,
    /// How many of works that are imported.
    pub places: usize,
}

impl Mentions {
    /// Takes note of somebody whom a work names in place.
    pub(in super::super) fn learn(&mut self, agent: &InlineAgent) {
        self.note(agent, 1);
    }

    /// Takes note of somebody whom a work of the catalogue names that is not imported: that stays
    /// as it is, and may say more of one of the others.
    pub(super) fn learn_beside(&mut self, agent: &InlineAgent) {
        self.note(agent, 0);
    }

    fn note(&mut self, agent: &InlineAgent, places: usize) {
        let Some(mention) = Mention::of(agent) else { return };
        if let Some(said) = self.numbers.get(&mention).and_then(|it| self.all.get_mut(*it)) {
            complete(&mut said.agent, agent);
            said.places += places;
            return;
        }
        self.numbers.insert(mention.clone(), self.all.len());
        self.all.push(Said { mention, agent: agent.clone(), places });
    }

    pub(super) fn number(&self, agent: &InlineAgent) -> Option<usize> {
        self.numbers.get(&Mention::of(agent)?).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, number: usize) -> Option<&Said> {
        self.all.get(number)
    }

    /// Those of `party`, in the order in which they were met.
    pub(super) fn of<'m>(&'m self, party: &'m Party) -> impl Iterator<Item = &'m InlineAgent> {
        party.mentions.iter().filter_map(|it| self.all.get(*it)).map(|it| &it.agent)
    }

    /// As [`Mentions::of`], where works name them that are imported.
    pub(super) fn imported<'m>(
        &'m self,
        party: &'m Party,
    ) -> impl Iterator<Item = &'m InlineAgent> {
        let said = party.mentions.iter().filter_map(|it| self.all.get(*it));
        said.filter(|it| it.places > 0).map(|it| &it.agent)
    }

    /// The numbers of those that are organizations, or not: those with the surest keys first.
    pub(super) fn in_order(&self, organizations: bool) -> Vec<usize> {
        let is_wanted = |it: &usize| {
            self.all.get(*it).is_some_and(|it| it.agent.is_organization() == organizations)
        };
        let mut found: Vec<usize> = (0..self.all.len()).filter(is_wanted).collect();
        found.sort_by_key(|it| self.all.get(*it).map(|it| it.mention.unsureness()));
        found
    }

    /// All that the works say of `party`, and the other names that an organization has beside one of its
    /// identifiers.
    pub(super) fn said(&self, party: &Party) -> (InlineAgent, BTreeSet<String>) {
        let mut mentions = self.of(party);
        let Some(first) = mentions.next() else {
            return (InlineAgent::default(), BTreeSet::new());
        };
        let (mut said, mut other_names) = (first.clone(), BTreeSet::new());
        for other in mentions {
            complete(&mut said, other);
            if party.organization && plain(&other.name) != plain(&said.name) {
                other_names.insert(other.name.clone());
            }
            // Initials say less than names.
            if !party.organization && other.name.chars().count() > said.name.chars().count() {
                said.name.clone_from(&other.name);
                said.given_name.clone_from(&other.given_name);
                said.family_name.clone_from(&other.family_name);
            }
        }
        (said, other_names)
    }
}

/// Adds to `known` what another work says of the same.
fn complete(known: &mut InlineAgent, other: &InlineAgent) {
    let InlineAgent { orcid, ror, url, affiliations, identifiers, .. } = other;
    if known.family_name.is_none() && known.name == other.name {
        known.given_name.clone_from(&other.given_name);
        known.family_name.clone_from(&other.family_name);
    }
    known.orcid = known.orcid.take().or_else(|| orcid.clone());
    known.ror = known.ror.take().or_else(|| ror.clone());
    known.url = known.url.take().or_else(|| url.clone());
    for (all, more) in
        [(&mut known.affiliations, affiliations), (&mut known.identifiers, identifiers)]
    {
        more.iter().for_each(|it| {
            if !all.contains(it) {
                all.push(it.clone());
            }
        });
    }
}

/// Everybody whom `work` names in place.
pub(in super::super) fn named_in(work: &mut Work) -> Vec<InlineAgent> {
    let mut found = Vec::new();
    each(work, &mut |agent| {
        if let AgentRef::Inline(agent) = agent {
            found.push(agent.clone());
        }
    });
    found
}

/// Every place of `work` that names somebody.
pub(super) fn each(work: &mut Work, visit: &mut dyn FnMut(&mut AgentRef)) {
    for agent in work.authors.iter_mut().chain(&mut work.maintainers) {
        visit(agent);
    }
    work.contributors.iter_mut().for_each(|it| visit(&mut it.agent));
    work.funding.iter_mut().for_each(|it| visit(&mut it.funder));
    let single = [&mut work.publisher, &mut work.copyright_holder, &mut work.shared_by];
    for agent in single.into_iter().flatten() {
        visit(agent);
    }
}
