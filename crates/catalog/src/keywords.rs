//! Which keywords are one tag, and which of these a reader may hold for two.

use unicode_normalization::UnicodeNormalization;

/// What keywords of one tag share: `label` in small letters, each character in one form, with one
/// hyphen between words. A keyword of one letter is kept in its case, as `B` is a meson and `b` a
/// quark, and one of hyphens alone is kept as it is.
pub fn tag(label: &str) -> String {
    let lower: String = label.nfc().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = words(&lower).collect();
    if words.is_empty() {
        return label.trim().nfc().collect();
    }
    match lone_letter(label) {
        Some(letter) => letter.to_string(),
        None => words.join("-"),
    }
}

/// `label` with what a reader sees of it: as [`tag`], with the capitals of words of one or two
/// letters, and the hyphen at the end that may be a charge, as of `W-`.
pub fn spelling(label: &str) -> String {
    let label: String = label.nfc().collect();
    let mut spelling = words(&label).map(without_capitals).collect::<Vec<_>>().join("-");
    if label.trim_end().ends_with(is_hyphen) {
        spelling.push('-');
    }
    spelling
}

fn without_capitals(word: &str) -> String {
    match word.chars().filter(|it| it.is_alphabetic()).count() {
        0..3 => word.to_owned(),
        _ => word.chars().flat_map(char::to_lowercase).collect(),
    }
}

/// The letter of which `label` consists.
fn lone_letter(label: &str) -> Option<char> {
    let mut characters = label.nfc().filter(|it| !is_separator(*it));
    let letter = characters.next().filter(|it| it.is_alphabetic())?;
    characters.next().is_none().then_some(letter)
}

fn words(label: &str) -> impl Iterator<Item = &str> {
    label.split(is_separator).filter(|word| !word.is_empty())
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || character.is_control() || character == '_' || is_hyphen(character)
}

fn is_hyphen(character: char) -> bool {
    "-‐‑‒–—".contains(character)
}

#[cfg(test)]
mod tests {
    use super::{spelling, tag};

    #[test]
    fn letters_are_told_apart_and_words_are_not() {
        for (a, b) in [("B", "b"), ("τ", "Τ"), ("-", "--"), ("C", "c"), ("D", "D*")] {
            assert_ne!(tag(a), tag(b), "{a} {b}");
        }
        for (a, b) in [("Higgs boson", "higgs-Boson"), ("ML", "ml"), ("W-", "W"), (" B_", "B")] {
            assert_eq!(tag(a), tag(b), "{a} {b}");
        }
    }

    #[test]
    fn a_reader_sees_capitals_of_short_words() {
        assert_eq!(spelling("Higgs boson"), spelling("higgs-Boson"));
        for (a, b) in [("ML", "ml"), ("W-", "W"), ("b jets", "B jets")] {
            assert_ne!(spelling(a), spelling(b), "{a} {b}");
        }
    }
}
