//! Who is one and who is another, among all whom works name.

use std::collections::{BTreeSet, HashMap};

use super::keys::{Key, plain, words};
use crate::record::InlineAgent;

/// Most that are looked at by one name: of so many, a name alone tells none.
const MOST_NAMESAKES: usize = 32;

/// Somebody, with all that names them.
#[derive(Debug)]
pub(super) struct Party {
    pub name: String,
    pub organization: bool,
    /// The ORCID iD or ROR identifier.
    pub id: Option<String>,
    /// Other identifiers.
    others: BTreeSet<String>,
    /// The record that the catalogue has.
    pub there: Option<There>,
    /// Numbers of the mentions.
    pub mentions: BTreeSet<usize>,
    /// In how many places a name without identifier was taken to mean this one.
    pub by_name: usize,
}

/// A record that the catalogue has.
#[derive(Debug)]
pub(super) struct There {
    pub slug: String,
    /// Where the person is: plain names, and `#` with the numbers of organizations.
    places: BTreeSet<String>,
    /// Whether the record says the ORCID iD or ROR identifier.
    has_id: bool,
    /// The plain names that the record has.
    names: BTreeSet<String>,
}

/// Why it stays open who is meant.
#[derive(Clone, Debug)]
pub(super) enum Doubt {
    /// This one has the identifier and quite another name: a copied identifier makes nobody its owner.
    Another(usize),
    /// It may be any of these.
    Several(Vec<usize>),
}

/// Everybody.
#[derive(Debug, Default)]
pub(super) struct Parties {
    /// None in the place of one who turned out to be another.
    all: Vec<Option<Party>>,
    /// Who each is now.
    now: Vec<usize>,
    by_key: HashMap<Key, BTreeSet<usize>>,
}

impl Parties {
    pub(super) fn get(&self, party: usize) -> Option<&Party> {
        self.all.get(self.root(party))?.as_ref()
    }

    /// Each with its number.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Party)> {
        self.all.iter().enumerate().filter_map(|(at, it)| Some((at, it.as_ref()?)))
    }

    pub(super) fn root(&self, party: usize) -> usize {
        let mut at = party;
        while let Some(next) = self.now.get(at).filter(|it| **it != at) {
            at = *next;
        }
        at
    }

    /// Those known by `key`.
    pub(super) fn known(&self, key: &Key) -> BTreeSet<usize> {
        self.by_key.get(key).into_iter().flatten().map(|it| self.root(*it)).collect()
    }

    /// Adds somebody who has a record, `there`, or is only mentioned.
    pub(super) fn add(
        &mut self,
        agent: &InlineAgent,
        keys: &[Key],
        there: Option<String>,
    ) -> usize {
        let at = self.all.len();
        let place = |key: &Key| match key {
            Key::Member { place, .. } => Some(place.clone()),
            _ => None,
        };
        let there = there.map(|slug| There {
            slug,
            places: keys.iter().filter_map(place).collect(),
            has_id: keys.iter().any(|key| matches!(key, Key::Id(_))),
            names: BTreeSet::from([plain(&agent.name)]),
        });
        let party = Party {
            name: agent.name.clone(),
            organization: agent.is_organization(),
            id: None,
            others: BTreeSet::new(),
            there,
            mentions: BTreeSet::new(),
            by_name: 0,
        };
        self.all.push(Some(party));
        self.now.push(at);
        self.learn(at, keys);
        at
    }

    /// Makes `party` known by `keys` too.
    fn learn(&mut self, party: usize, keys: &[Key]) {
        for key in keys {
            let known = self.by_key.entry(key.clone()).or_default();
            if key.is_identifier() || known.len() < MOST_NAMESAKES {
                known.insert(party);
            }
            let Some(Some(known)) = self.all.get_mut(party) else { continue };
            match key {
                Key::Id(id) => known.id = known.id.take().or_else(|| Some(id.clone())),
                Key::Other { identifier, .. } => drop(known.others.insert(identifier.clone())),
                Key::Member { .. } | Key::Organization(_) => {}
            }
        }
    }

    /// Adds another name by which the record of an organization calls it.
    pub(super) fn call(&mut self, party: usize, name: &str) {
        let name = plain(name);
        if let Some(Some(Party { there: Some(there), .. })) = self.all.get_mut(party) {
            there.names.insert(name.clone());
        }
        self.learn(party, &[Key::Organization(name)]);
    }

    /// Finds who is meant in the mention `number`, in `places` places, or makes somebody new.
    pub(super) fn place(
        &mut self,
        number: usize,
        agent: &InlineAgent,
        keys: &[Key],
        places: usize,
    ) -> Result<usize, Doubt> {
        let is_id = |key: &&Key| matches!(key, Key::Id(_));
        let by_id = self.fitting(keys.iter().filter(is_id), keys);
        if let Some(owner) = by_id.iter().find(|it| self.is_unlike(**it, agent)) {
            return Err(Doubt::Another(*owner));
        }
        let others = keys.iter().filter(|it| it.is_identifier() && !is_id(it));
        let by_other = self.fitting(others, keys);
        let by_name = self.fitting(keys.iter().filter(|it| !it.is_identifier()), keys);
        let surest = [&by_id, &by_other, &by_name].into_iter().find(|it| !it.is_empty());
        let home = match surest {
            Some(found) => self.only(found)?,
            None => self.add(agent, keys, None),
        };
        let is_by_name = by_id.is_empty() && by_other.is_empty() && !by_name.is_empty();
        let has_no_identifier = !keys.iter().any(Key::is_identifier);
        self.learn(home, keys);
        let of_record = self.get(home).is_some_and(|it| it.there.is_some());
        if let Some(Some(party)) = self.all.get_mut(home) {
            party.mentions.insert(number);
            if has_no_identifier || is_by_name && of_record {
                party.by_name += places;
            }
        }
        let same = by_other.into_iter().chain(by_name);
        Ok(same.fold(home, |home, other| self.join(home, other)))
    }

    /// Those known by one of `found` who may be the one that has `keys`: two identifiers are never one.
    fn fitting<'k>(&self, found: impl Iterator<Item = &'k Key>, keys: &[Key]) -> BTreeSet<usize> {
        let known = found.flat_map(|key| self.known(key));
        known.filter(|it| self.get(*it).is_some_and(|it| it.may_have(keys))).collect()
    }

    /// Whether `party` has no word of its name in common with `agent`, who is a person.
    fn is_unlike(&self, party: usize, agent: &InlineAgent) -> bool {
        let disjoint = |it: &Party| words(&it.name).is_disjoint(&words(&agent.name));
        !agent.is_organization() && self.get(party).is_some_and(disjoint)
    }

    /// Of `found`, the one that is meant: one with an identifier or a record, if it is alone in that.
    fn only(&self, found: &BTreeSet<usize>) -> Result<usize, Doubt> {
        let is_firm =
            |it: &&usize| self.get(**it).is_some_and(|it| it.id.is_some() || it.there.is_some());
        let firm: Vec<usize> = found.iter().filter(is_firm).copied().collect();
        match firm.as_slice() {
            [] => found.first().copied().ok_or(Doubt::Several(Vec::new())),
            [one] => Ok(*one),
            several => Err(Doubt::Several(several.to_vec())),
        }
    }

    /// Makes `one` and `other` the same, if they may be, and gives it: a record that is there stays.
    fn join(&mut self, one: usize, other: usize) -> usize {
        let (one, other) = (self.root(one), self.root(other));
        let (Some(left), Some(right)) = (self.get(one), self.get(other)) else { return one };
        let are_records = left.there.is_some() && right.there.is_some();
        if one == other || are_records || !left.may_be(right) {
            return one;
        }
        let (home, gone) = if right.there.is_some() { (other, one) } else { (one, other) };
        let Some(left) = self.all.get_mut(gone).and_then(Option::take) else { return one };
        if let Some(slot) = self.now.get_mut(gone) {
            *slot = home;
        }
        if let Some(Some(party)) = self.all.get_mut(home) {
            party.id = party.id.take().or(left.id);
            party.others.extend(left.others);
            party.mentions.extend(left.mentions);
            party.by_name += left.by_name;
        }
        home
    }
}

impl Party {
    /// That of its record, where it has one.
    pub(super) fn slug(&self) -> Option<&str> {
        self.there.as_ref().map(|it| &*it.slug)
    }

    /// Whether its record says that it is at the place of this plain name, or at that organization.
    pub(super) fn is_at(&self, place: &str, organization: Option<usize>) -> bool {
        let numbered = organization.map(|it| format!("#{it}"));
        let is_said = |it: &str| self.there.as_ref().is_some_and(|there| there.places.contains(it));
        is_said(place) || numbered.is_some_and(|it| is_said(&it))
    }

    /// Whether `other` adds nothing to the name `own` of its record: an organization's has all.
    pub(super) fn is_called(&self, other: &str, own: &str) -> bool {
        if other == own {
            return true;
        }
        if self.organization {
            let is_said = |it: &There| it.names.contains(&plain(other));
            return self.there.as_ref().is_none_or(is_said);
        }
        let own = words(own);
        let is_said = |word: &String| {
            let is_initial = word.chars().count() == 1;
            own.iter().any(|it| it == word || is_initial && it.starts_with(word.as_str()))
        };
        words(other).iter().all(is_said)
    }

    /// The ORCID iD or ROR identifier of `agent`, who is this one, where its record has none.
    pub(super) fn lacks<'a>(&self, agent: &'a InlineAgent) -> Option<&'a str> {
        let id = if self.organization { &agent.ror } else { &agent.orcid };
        id.as_deref().filter(|_| self.there.as_ref().is_some_and(|it| !it.has_id))
    }

    /// In how many places a name alone was taken to mean somebody whom another place names: where
    /// `is_new`, one of those without identifier tells who that is.
    pub(super) fn guesses(&self, is_new: bool) -> usize {
        let is_first = is_new && self.id.is_none() && self.others.is_empty();
        self.by_name.saturating_sub(usize::from(is_first))
    }

    /// Whether nothing in `keys` says that this is another.
    fn may_have(&self, keys: &[Key]) -> bool {
        let of = |pick: fn(&Key) -> Option<&String>| keys.iter().filter_map(pick).collect();
        let ids: Vec<&String> = of(|key| match key {
            Key::Id(id) => Some(id),
            _ => None,
        });
        let others: Vec<&String> = of(|key| match key {
            Key::Other { identifier, .. } => Some(identifier),
            _ => None,
        });
        self.agrees(ids.first().copied(), &others)
    }

    fn may_be(&self, other: &Party) -> bool {
        self.agrees(other.id.as_ref(), &other.others.iter().collect::<Vec<_>>())
    }

    /// One has an identifier of each scheme; organizations have several of some.
    fn agrees(&self, id: Option<&String>, others: &[&String]) -> bool {
        if let (Some(own), Some(theirs)) = (&self.id, id) {
            return own == theirs;
        }
        let differ = |own: &String| {
            let of_scheme = |it: &&&String| scheme(it) == scheme(own);
            others.iter().any(|it| of_scheme(&it)) && !others.contains(&own)
        };
        self.organization || !self.others.iter().any(differ)
    }
}

/// What says of which kind an identifier is: `inspire`, or the site of an address.
fn scheme(identifier: &str) -> &str {
    let after = identifier.split_once("://").map_or(identifier, |(_, rest)| rest);
    after.split(['/', ':']).next().unwrap_or(after)
}
