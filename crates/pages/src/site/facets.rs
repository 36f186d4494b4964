//! The properties by which records are filtered, and which records have which value.

use std::collections::HashMap;

use crate::site::standing::outcomes;
use faircat_catalog::keywords::tag;
use faircat_catalog::{Catalog, Entry};
use faircat_scorecard::{Outcome, Standing};

/// A property by which records are filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    Task,
    Framework,
    License,
    Experiment,
    Keyword,
    /// A principle whose outcome is a fail.
    Failing,
}

impl Facet {
    /// Every facet, in the order in which pages show them.
    pub const ALL: [Facet; 6] = [
        Facet::Task,
        Facet::Experiment,
        Facet::Framework,
        Facet::License,
        Facet::Failing,
        Facet::Keyword,
    ];

    /// Name in addresses, and the end of its message.
    pub fn key(self) -> &'static str {
        match self {
            Facet::Task => "task",
            Facet::Framework => "framework",
            Facet::License => "license",
            Facet::Experiment => "experiment",
            Facet::Keyword => "keyword",
            Facet::Failing => "failing",
        }
    }

    /// The tag of the language of the values, where `entry` tells it; all but keywords are names.
    fn language(self, entry: &Entry) -> Option<&str> {
        match self {
            Facet::Keyword => entry.summary.own_language(),
            _ => None,
        }
    }

    /// Values that `entry` has.
    fn values(self, entry: &Entry, standing: Option<&Standing>) -> Vec<String> {
        let summary = &entry.summary;
        match self {
            Facet::Task => summary.tasks.clone(),
            Facet::Framework => summary.frameworks.clone(),
            Facet::License => summary.license.iter().cloned().collect(),
            Facet::Experiment => summary.experiments.clone(),
            Facet::Keyword => summary.keywords.clone(),
            Facet::Failing => standing.map(failing).unwrap_or_default(),
        }
    }
}

fn failing(standing: &Standing) -> Vec<String> {
    outcomes(standing)
        .filter(|(_, outcome)| *outcome == Outcome::Fail)
        .map(|(principle, _)| principle.id.to_owned())
        .collect()
}

/// One value of a facet and the records that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// Part of addresses: [`slug`] of the label.
    pub slug: String,
    /// As the first record that has it spells it.
    pub label: String,
    /// Tag of the label's language, where all records that have it tell the same.
    pub language: Option<String>,
    /// Indices of entries, in the order of the list.
    pub entries: Vec<u32>,
}

/// The values of one facet: most frequent first, principles in the order of their names.
#[derive(Clone, Debug)]
pub struct FacetValues {
    pub facet: Facet,
    pub values: Vec<FacetValue>,
}

/// Groups the records in `order` (indices of entries) by the values of `facet`.
///
/// Values that differ only in capitals, blanks, hyphens and underscores are one value; letters that
/// stand alone are told apart by their case.
pub fn collect(
    facet: Facet,
    order: &[u32],
    catalog: &Catalog,
    standings: &[Option<Standing>],
) -> FacetValues {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut values: Vec<FacetValue> = Vec::new();
    for &index in order {
        let entry = &catalog.entries[index as usize];
        let standing = standings.get(entry.index).and_then(Option::as_ref);
        let told = facet.language(entry);
        for label in facet.values(entry, standing) {
            let slug = slug(&label);
            let place = *places.entry(slug).or_insert_with_key(|slug| {
                let (slug, language) = (slug.clone(), told.map(str::to_owned));
                values.push(FacetValue { slug, label, language, entries: Vec::new() });
                values.len() - 1
            });
            let value = &mut values[place];
            if value.language.as_deref() != told {
                value.language = None;
            }
            if value.entries.last() != Some(&index) {
                value.entries.push(index);
            }
        }
    }
    match facet {
        Facet::Failing => values.sort_by(|a, b| a.label.cmp(&b.label)),
        _ => values.sort_by(|a, b| {
            b.entries.len().cmp(&a.entries.len()).then_with(|| a.slug.cmp(&b.slug))
        }),
    }
    FacetValues { facet, values }
}

/// Longest slug; longer ones are cut and closed with a hash of the whole.
const LONGEST_SLUG: usize = 80;

/// Words for the signs that often are in names; all others stand by their code point.
const SIGNS: [(char, &str); 12] = [
    ('+', "plus"),
    ('*', "star"),
    ('#', "sharp"),
    ('\'', "prime"),
    ('.', "dot"),
    ('!', "bang"),
    ('?', "query"),
    ('/', "slash"),
    (':', "colon"),
    ('&', "and"),
    ('@', "at"),
    ('%', "percent"),
];

/// The part of an address that stands for `label`: lower-case ASCII letters, digits, hyphens, the
/// point of a number, and signs in words between underscores.
///
/// Only capitals of words, blanks, hyphens and underscores make no difference ([`tag`]), so labels
/// that differ in anything else have addresses of their own: `C`, `c` and `C++`, `.NET` and `NET`.
/// No folder begins with an underscore, as some hosts leave those out, and no two differ in capitals
/// alone.
pub fn slug(label: &str) -> String {
    let words = tag(label);
    let mut slug = String::with_capacity(label.len());
    let characters: Vec<char> = words.chars().collect();
    for (place, &character) in characters.iter().enumerate() {
        match character {
            'a'..='z' | '0'..='9' | '-' => slug.push(character),
            'A'..='Z' => {
                slug.push(character.to_ascii_lowercase());
                slug.push_str("_capital");
            }
            '.' if is_point(&characters, place) => slug.push('.'),
            _ => slug.push_str(&spelt(character)),
        }
    }
    slug.truncate(slug.trim_end_matches('_').len());
    if slug.starts_with('_') || slug.is_empty() {
        slug.insert(0, '-');
    }
    if slug.len() > LONGEST_SLUG {
        let hash = blake3::hash(words.as_bytes()).to_hex();
        slug.truncate(LONGEST_SLUG - 13);
        slug = format!("{slug}_{}", &hash[..12]);
    }
    slug
}

/// Whether the point at `place` is one between digits.
fn is_point(characters: &[char], place: usize) -> bool {
    let is_digit =
        |place: usize| characters.get(place).is_some_and(|character| character.is_ascii_digit());
    place > 0 && is_digit(place - 1) && is_digit(place + 1)
}

fn spelt(sign: char) -> String {
    match SIGNS.iter().find(|(character, _)| *character == sign) {
        Some((_, word)) => format!("_{word}_"),
        None => format!("_{:x}_", u32::from(sign)),
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn signs_make_a_name_another_one() {
        let names = [
            "D",
            "D*",
            "K",
            "K*",
            "s",
            "√s",
            "W",
            "W'",
            "γγ",
            "γ γ",
            "pp",
            "p̄p",
            "p p",
            "tt",
            "t t̄",
            "t t",
            "Z→ee",
            "Z ee",
            "H->bb",
            "H→bb",
            "H→bb̄",
            "H bb",
            "C",
            "c",
            "τ",
            "Τ",
            "C++",
            "C#",
            "<x>",
            "x",
            "50%",
            "50",
            "=",
            "~",
            ".NET",
            "NET",
            "dot net",
            "v!",
            "v",
            "v !?",
            "q?",
            "q",
            "a.b",
            "a b",
            "a",
            "(a)",
            "[a]",
            "\"a\"",
            "“a”",
            "a,b",
            "a;b",
            "a:b",
            "a/b",
            "a\\b",
            "C.",
            "C plus plus",
            "D star",
            "D-star*",
            "u221as",
            "221a s",
            "W’",
            "W′",
            ".dot",
            "dot.",
            "1.5",
            "1 5",
            "1..5",
            "-",
            "--",
            "..",
            "../..",
            "e9",
            "é",
            "è",
        ];
        let mut slugs: Vec<String> = names.iter().map(|name| slug(name)).collect();
        slugs.sort();
        slugs.dedup();
        assert_eq!(slugs.len(), names.len(), "{slugs:?}");
        assert_eq!(slug("D*"), "d_star");
        assert_eq!((slug("D"), slug("d")), ("d_capital".to_owned(), "d".to_owned()));
        assert_eq!(slug(".NET"), "-_dot_net");
        // One letter, written as one character or as two.
        assert_eq!(slug("Poincar\u{e9}"), slug("Poincare\u{301}"));
        assert_eq!(slug("Higgs Boson"), slug("higgs-boson"));
    }

    #[test]
    fn slugs_keep_different_words_apart() {
        assert_eq!(slug("Higgs boson"), "higgs-boson");
        assert_eq!(slug("  H bb_"), "h-bb");
        assert_eq!(slug("C++"), "c_plus__plus");
        assert_eq!(slug("C#"), "c_sharp");
        assert_eq!(slug("CC-BY-4.0"), "cc-by-4.0");
        assert_eq!(slug("μ"), "-_3bc");
        assert_eq!(slug("index.html"), "index_dot_html");
        assert!(!slug("../..").contains(['.', '/']));
        let long = "word ".repeat(100);
        assert!(slug(&long).len() <= 80);
        assert_eq!(slug(&long), slug(&long.to_uppercase()));
        assert_ne!(slug(&long), slug(&format!("{long}!")));
    }
}
