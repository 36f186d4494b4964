//! What the search page knows besides the full text: the words with which names begin, so that a word
//! can be completed while it is typed, and the words that mean the same.

use std::collections::BTreeSet;

use super::SIGNS;
use crate::build::Shared;
use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;
use crate::outside_world::site_folder;
use crate::pages::site::PageText;

/// Shortest word that is worth completing to, in characters.
const SHORTEST: usize = 3;
/// Longest word that anybody would type.
const LONGEST: usize = 60;

/// Writes `search/words.txt`, a word a line, and `search/synonyms.json`, a list of lists.
pub(in crate::build) fn write(
    shared: &Shared,
    pages: &[PageText],
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let mut words = BTreeSet::new();
    pages.iter().for_each(|page| add_text(&page.title, &mut words));
    shared.catalog.entries.iter().for_each(|entry| add_words(entry, &mut words));
    let mut text = String::new();
    for word in words {
        text.push_str(&word);
        text.push('\n');
    }
    shared.writer.write("search/words.txt", text.as_bytes())?;
    let (synonyms, diagnostics) = site_folder::read_synonyms(shared.root);
    let json = serde_json::to_vec(&synonyms).unwrap_or_default();
    shared.writer.write("search/synonyms.json", &json)?;
    Ok(diagnostics)
}

/// The words of `texts`, one a line, as a file of words that can be completed.
pub(in crate::build) fn words_of<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut words = BTreeSet::new();
    texts.flat_map(str::split_whitespace).for_each(|word| add(word, &mut words));
    words.iter().map(|word| format!("{word}\n")).collect()
}

/// The words of what identifies a record, not of its prose.
fn add_words(entry: &Entry, words: &mut BTreeSet<String>) {
    let summary = &entry.summary;
    let lists = [
        &summary.keywords,
        &summary.experiments,
        &summary.tasks,
        &summary.frameworks,
        &summary.authors,
    ];
    let single = [Some(&summary.title), summary.license.as_ref(), summary.identifier.as_ref()];
    let texts = lists.into_iter().flatten().chain(single.into_iter().flatten());
    texts.map(String::as_str).chain([entry.slug.as_str()]).for_each(|text| add_text(text, words));
}

/// The words of `text`, whole and in their parts.
fn add_text(text: &str, words: &mut BTreeSet<String>) {
    for word in text.split_whitespace() {
        add(word, words);
        word.split(|character: char| !character.is_alphanumeric())
            .for_each(|part| add(part, words));
    }
}

fn add(word: &str, words: &mut BTreeSet<String>) {
    let is_part = |character: char| character.is_alphanumeric() || SIGNS.contains(character);
    let word = word.trim_matches(|character: char| !is_part(character)).to_lowercase();
    let length = word.chars().count();
    if (SHORTEST..=LONGEST).contains(&length) && word.chars().any(char::is_alphabetic) {
        words.insert(word);
    }
}
