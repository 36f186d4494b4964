//! Texts of a record in all of its languages.

use faircat_catalog::Entry;
use faircat_record::language::is_tag;
use faircat_record::{Translation, Work};
use serde_json::{Value, json};

use super::plain_text::{LONGEST_DESCRIPTION, plain_text};

/// `text` in `language`; without one, as it is.
pub fn tagged(text: &str, language: Option<&str>) -> Value {
    match language.filter(|tag| is_tag(tag)) {
        // RDF compares tags without regard to case; in one case they are one everywhere.
        Some(tag) => json!({"@language": tag.to_ascii_lowercase(), "@value": text}),
        None => Value::from(text),
    }
}

/// The title of `entry`, as lists have it.
pub fn title_of(entry: &Entry) -> Value {
    let languages = entry.summary.languages.as_deref();
    tagged(&entry.summary.title, languages.map(|it| it.title.as_str()))
}

/// The record's own `texts`, and what `of` finds in its translations.
pub(super) fn in_all<'a>(
    work: &'a Work,
    texts: impl IntoIterator<Item = &'a str>,
    of: impl Fn(&'a Translation) -> Vec<String>,
) -> Value {
    let filled = |text: &&str| !text.is_empty();
    let own = texts.into_iter().filter(filled);
    let own = own.map(|text| tagged(text, work.text_language.as_deref()));
    let others = work.translations.iter().flat_map(|one| {
        let texts = of(one).into_iter().filter(|text| !text.is_empty());
        texts.map(|text| tagged(&text, Some(&one.language))).collect::<Vec<_>>()
    });
    own.chain(others).collect()
}

pub(super) fn title(of: &Translation) -> Vec<String> {
    of.title.iter().cloned().collect()
}

pub(super) fn summary(of: &Translation) -> Vec<String> {
    of.summary.iter().cloned().collect()
}

pub(super) fn keywords(of: &Translation) -> Vec<String> {
    of.keywords.clone()
}

/// The description as plain text.
pub(super) fn description(of: &Translation) -> Vec<String> {
    of.description.iter().map(|markdown| plain_text(markdown, LONGEST_DESCRIPTION)).collect()
}

/// The description as plain text, or else the summary.
pub(super) fn description_or_summary(of: &Translation) -> Vec<String> {
    let whole = description(of);
    if whole.is_empty() { summary(of) } else { whole }
}

/// The summary, or else the beginning of the description.
pub(super) fn short_description(of: &Translation) -> Vec<String> {
    let begin = of.description.iter().map(|markdown| plain_text(markdown, 300));
    of.summary.iter().cloned().chain(begin).take(1).collect()
}
