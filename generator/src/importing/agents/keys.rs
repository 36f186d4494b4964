//! By what somebody is known.

use std::collections::BTreeSet;

use crate::catalog::checks::{plain_slug, uncut_slug};
use crate::record::InlineAgent;

/// By what somebody is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    /// An ORCID iD or a ROR identifier.
    Id(String),
    /// Another identifier, as that of a registry of funders; of a person with the name, for some
    /// sources give people those of where they work.
    Other { identifier: String, name: Option<String> },
    /// Plain name of a person and of an organization where that is.
    Member { name: String, place: String },
    /// Plain name of an organization.
    Organization(String),
}

impl Key {
    /// Whether it is one by which somebody is known whatever the name.
    pub(super) fn is_identifier(&self) -> bool {
        matches!(self, Key::Id(_) | Key::Other { .. })
    }
}

/// Somebody as works name them: of two that are equal no more is told apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Mention {
    name: String,
    pub keys: Vec<Key>,
}

impl Mention {
    /// None of a person without identifier and affiliation, of whom nothing tells whether another of
    /// that name is the same.
    pub(super) fn of(agent: &InlineAgent) -> Option<Mention> {
        let keys = keys(agent);
        (!keys.is_empty()).then(|| Mention { name: agent.name.clone(), keys })
    }

    /// The less, the surer is who is meant.
    pub(super) fn unsureness(&self) -> u8 {
        match self.keys.first() {
            Some(Key::Id(_)) => 0,
            Some(Key::Other { .. }) => 1,
            _ => 2,
        }
    }
}

/// By what `agent` is known, the surest first.
pub(super) fn keys(agent: &InlineAgent) -> Vec<Key> {
    let name = plain(&agent.name);
    let is_organization = agent.is_organization();
    let id = if is_organization { &agent.ror } else { &agent.orcid };
    let mut keys: Vec<Key> = id.iter().map(|it| Key::Id(it.to_lowercase())).collect();
    let others: BTreeSet<String> = agent.identifiers.iter().map(|it| it.to_lowercase()).collect();
    let of_person = (!is_organization).then_some(&name);
    keys.extend(
        others.into_iter().map(|identifier| Key::Other { identifier, name: of_person.cloned() }),
    );
    if is_organization {
        keys.push(Key::Organization(name));
    } else {
        let places: BTreeSet<String> = agent.affiliations.iter().map(|it| plain(it)).collect();
        keys.extend(places.into_iter().map(|place| Key::Member { name: name.clone(), place }));
    }
    keys
}

/// A name without what one source writes and another does not: case, accents, points and commas.
pub(super) fn plain(name: &str) -> String {
    let is_between = |c: char| c.is_whitespace() || ".,;:'\"()-_\u{2010}\u{2019}".contains(c);
    let words = name.split(is_between).filter(|word| !word.is_empty());
    words.map(plain_word).collect::<Vec<_>>().join(" ")
}

/// In letters that catalogues sort by, if all of them are.
fn plain_word(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
    let (slug, has_signs) = (uncut_slug(word), word.chars().any(|c| c.is_ascii_punctuation()));
    match slug.len() >= letters && letters > 0 && !has_signs {
        true => slug,
        false => word.to_lowercase(),
    }
}

/// The words of a name, in letters that catalogues sort by.
pub(super) fn words(name: &str) -> BTreeSet<String> {
    let plain = plain_slug(name);
    match plain.is_empty() {
        true => name.split_whitespace().map(str::to_lowercase).collect(),
        false => plain.split('-').map(str::to_owned).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_are_one_however_they_are_set() {
        assert_eq!(plain("Ada B. Toy-Müller"), plain("ADA B TOY MU\u{308}LLER"));
        assert_eq!(plain("Toy Lab, Inc."), plain("toy lab Inc"));
        assert_ne!(plain("C++ Group"), plain("C Group"));
        assert_ne!(plain("李 Wei"), plain("王 Wei"));
    }
}
