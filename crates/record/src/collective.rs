//! Words in the names of organizations.

use self::Tells::{Alone, AtTheEnd, Beside};

/// How far a word tells that a name is one of an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// As the last word, with a capital letter, it decides, for no family is called so.
    Alone,
    /// As the last word, or before what the organization is of, it makes a person unlikely.
    AtTheEnd,
    /// No person has it in the name, though organizations seldom end in it.
    Beside,
}

/// The words in small letters, in their order.
const WORDS: [(&str, Tells); 84] = [
    ("academy", Beside),
    ("agency", AtTheEnd),
    ("alliance", AtTheEnd),
    ("archive", Beside),
    ("archives", Beside),
    ("association", AtTheEnd),
    ("authors", AtTheEnd),
    ("bank", Beside),
    ("board", AtTheEnd),
    ("books", Beside),
    ("center", AtTheEnd),
    ("centre", AtTheEnd),
    ("clinic", AtTheEnd),
    ("club", AtTheEnd),
    ("co.", AtTheEnd),
    ("collaboration", Alone),
    ("collaborations", Alone),
    ("college", AtTheEnd),
    ("commission", AtTheEnd),
    ("committee", AtTheEnd),
    ("community", AtTheEnd),
    ("company", AtTheEnd),
    ("computing", Beside),
    ("consortium", Alone),
    ("contributors", AtTheEnd),
    ("corp.", AtTheEnd),
    ("corporation", AtTheEnd),
    ("council", AtTheEnd),
    ("data", Beside),
    ("department", AtTheEnd),
    ("developers", AtTheEnd),
    ("division", AtTheEnd),
    ("experiment", AtTheEnd),
    ("face", Beside),
    ("facility", AtTheEnd),
    ("federation", AtTheEnd),
    ("force", AtTheEnd),
    ("foundation", AtTheEnd),
    ("fund", Beside),
    ("gmbh", AtTheEnd),
    ("group", AtTheEnd),
    ("hub", Beside),
    ("inc", AtTheEnd),
    ("inc.", AtTheEnd),
    ("initiative", AtTheEnd),
    ("institute", Alone),
    ("institution", AtTheEnd),
    ("international", Beside),
    ("lab", AtTheEnd),
    ("laboratory", Alone),
    ("labs", AtTheEnd),
    ("library", AtTheEnd),
    ("llc", AtTheEnd),
    ("ltd", AtTheEnd),
    ("ltd.", AtTheEnd),
    ("media", Beside),
    ("ministry", AtTheEnd),
    ("museum", AtTheEnd),
    ("national", Beside),
    ("nature", Beside),
    ("network", AtTheEnd),
    ("observatory", AtTheEnd),
    ("office", AtTheEnd),
    ("open", Beside),
    ("organisation", AtTheEnd),
    ("organization", AtTheEnd),
    ("partnership", AtTheEnd),
    ("press", Beside),
    ("program", AtTheEnd),
    ("programme", AtTheEnd),
    ("project", AtTheEnd),
    ("publishers", Beside),
    ("publishing", Beside),
    ("repository", Beside),
    ("research", Beside),
    ("school", AtTheEnd),
    ("science", Beside),
    ("society", AtTheEnd),
    ("software", Beside),
    ("systems", Beside),
    ("team", AtTheEnd),
    ("technologies", Beside),
    ("university", Alone),
    ("workshop", AtTheEnd),
];

/// What `word`, in small letters, tells of a name; `None` where it tells nothing.
pub fn tells(word: &str) -> Option<Tells> {
    let place = WORDS.binary_search_by_key(&word, |(known, _)| known).ok()?;
    Some(WORDS[place].1)
}

/// Whether `name` ends in a word for many people, as no family name does.
pub(crate) fn is_collective(name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or_default();
    let mut signs = last.chars();
    let is_capital = signs.next().is_some_and(char::is_uppercase);
    is_capital && !signs.any(char::is_uppercase) && tells(&last.to_lowercase()) == Some(Alone)
}

/// Words with which a name goes on, as `Department of Physics`.
const JOINS: [&str; 7] = ["of", "for", "on", "at", "für", "de", "di"];

/// Whether `name` is that of many people: it ends in such a word, or such a word stands before what
/// it is of.
pub fn is_of_many(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_known = |word: &str| {
        let told = tells(word.trim_matches([',', ';', '(', ')']));
        told.is_some_and(|told| told != Beside)
    };
    let joined = words.windows(2).any(|pair| is_known(pair[0]) && JOINS.contains(&pair[1]));
    words.len() > 1 && (joined || words.last().is_some_and(|word| is_known(word)))
}

#[cfg(test)]
mod tests {
    use super::{Tells, WORDS, is_collective, tells};

    #[test]
    fn the_list_is_in_order_and_in_small_letters() {
        assert!(WORDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(WORDS.iter().all(|(word, _)| *word == word.to_lowercase()));
    }

    #[test]
    fn a_name_is_one_of_an_organization_by_its_last_word() {
        assert!(is_collective("CMS Collaboration"));
        assert!(is_collective("Argonne National Laboratory"));
        for name in ["CMS collaboration", "Ada Lovelace", "The Faircat Authors", ""] {
            assert!(!is_collective(name), "{name}");
        }
        assert_eq!(tells("authors"), Some(Tells::AtTheEnd));
        assert_eq!(tells("press"), Some(Tells::Beside));
        assert_eq!(tells("lovelace"), None);
    }
}
