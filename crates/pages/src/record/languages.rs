//! The languages in which a record's texts are given.

use faircat_record::{Said, Work};
use schemars::JsonSchema;
use serde::Serialize;

/// What people read first of a work, in a language that is not the page's.
#[derive(JsonSchema, Serialize)]
pub(super) struct TextsView<'a> {
    /// Tag of the language.
    pub language: &'a str,
    /// What its speakers call it, or else the tag.
    pub name: &'a str,
    pub title: Option<&'a str>,
    pub summary: Option<&'a str>,
    /// Markdown.
    pub description: Option<&'a str>,
    pub keywords: &'a [String],
}

/// The tags of the languages in which a page shows a work, where its record tells them.
#[derive(JsonSchema, Serialize)]
pub(super) struct ShownIn<'a> {
    pub title: Option<&'a str>,
    pub summary: Option<&'a str>,
    pub description: Option<&'a str>,
    /// Of all other texts, which records give in one language only.
    pub other: Option<&'a str>,
}

/// Those of a page for `reader`.
pub(super) fn shown_in<'a>(work: &'a Work, reader: &str) -> ShownIn<'a> {
    ShownIn {
        title: work.title_in(reader).language,
        summary: work.summary_in(reader).and_then(|it| it.language),
        description: work.description_in(reader).and_then(|it| it.language),
        other: work.text_language.as_deref(),
    }
}

/// The keywords of the translation whose title a page for `reader` shows.
pub(super) fn keywords<'a>(work: &'a Work, reader: &str) -> &'a [String] {
    let shown = work.title_in(reader).language;
    let translation = work.translations.iter().find(|it| shown == Some(it.language.as_str()));
    translation.map_or(&[], |it| &it.keywords)
}

/// The languages of `work` of which a page for `reader` does not show all texts.
pub(super) fn others<'a>(work: &'a Work, reader: &str) -> Vec<TextsView<'a>> {
    let Some(own) = work.text_language.as_deref().filter(|_| !work.translations.is_empty()) else {
        return Vec::new();
    };
    let original = TextsView {
        language: own,
        name: autonym(own),
        title: Some(&work.title),
        summary: work.summary.as_deref(),
        description: work.description.as_deref(),
        keywords: &work.keywords,
    };
    let translations = work.translations.iter().filter(|it| !it.is_empty()).map(|it| TextsView {
        language: &it.language,
        name: autonym(&it.language),
        title: it.title.as_deref(),
        summary: it.summary.as_deref(),
        description: it.description.as_deref(),
        keywords: &it.keywords,
    });
    let all = std::iter::once(original).chain(translations);
    all.filter(|it| !is_shown(work, it, reader)).collect()
}

/// Whether a page for `reader` shows all of `texts` already.
fn is_shown(work: &Work, texts: &TextsView, reader: &str) -> bool {
    let is_in = |said: Option<Said>| said.and_then(|it| it.language) == Some(texts.language);
    (texts.title.is_none() || is_in(Some(work.title_in(reader))))
        && (texts.summary.is_none() || is_in(work.summary_in(reader)))
        && (texts.description.is_none() || is_in(work.description_in(reader)))
}

/// What the languages of most scientific texts are called by their speakers (CLDR 46), so that
/// those who look for their own find it.
const AUTONYMS: [(&str, &str); 32] = [
    ("ar", "العربية"),
    ("bg", "български"),
    ("ca", "català"),
    ("cs", "čeština"),
    ("da", "dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "español"),
    ("et", "eesti"),
    ("fa", "فارسی"),
    ("fi", "suomi"),
    ("fr", "français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "hrvatski"),
    ("hu", "magyar"),
    ("id", "Indonesia"),
    ("it", "italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("nl", "Nederlands"),
    ("no", "norsk"),
    ("pl", "polski"),
    ("pt", "português"),
    ("ro", "română"),
    ("ru", "русский"),
    ("sk", "slovenčina"),
    ("sv", "svenska"),
    ("tr", "Türkçe"),
    ("uk", "українська"),
    ("zh", "中文"),
];

/// A tag with more than a language is shown itself: the rest tells which of several it is.
fn autonym(tag: &str) -> &str {
    let known = AUTONYMS.iter().find(|(language, _)| tag.eq_ignore_ascii_case(language));
    known.map_or(tag, |(_, name)| name)
}
