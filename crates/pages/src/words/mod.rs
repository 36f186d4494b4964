//! The theme's own words, in the language of the site.
//!
//! They stand in files of [Project Fluent](https://projectfluent.org/), `words/<language>.ftl` of
//! the theme. A site's own theme, and `site/words/<language>.ftl`, may say single messages
//! otherwise, or all of them in a language that the program does not know. A message that the
//! site's language lacks is said in English.
//!
//! Files are read once, into patterns that templates, page code and this crate fill
//! ([`pattern`]).

mod dates;
mod decimals;
mod given;
pub mod names;
mod page_code;
mod pattern;
mod plural;
mod reading;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use faircat_outside_world::theme_folder::ThemeFile;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::shape::nearest;
use faircat_text::listed;

pub use given::Given;
pub(super) use page_code::modules;
pub use pattern::Pattern;

/// The language in which every message is there.
pub const ENGLISH: &str = "en";
/// Names that tell of a language that lacks more.
const MOST_NAMED: usize = 20;

/// All messages of a site, in its language where it has them.
pub struct Words {
    language: String,
    messages: BTreeMap<String, Pattern>,
    /// Messages that the language lacks, in order.
    missing: Vec<String>,
    /// What is hardly meant in the site's own files.
    problems: Vec<Diagnostic>,
}

impl Words {
    /// The messages for `language` of `files`: those of the built-in theme, then of the site's own
    /// theme, then of the site, all as `words/<language>.ftl` below a folder. Later ones count.
    pub fn load(language: &str, files: &[(String, ThemeFile)]) -> Result<Words, Diagnostic> {
        let mut messages = BTreeMap::new();
        let mut problems = Vec::new();
        let mut known = BTreeSet::new();
        for wanted in chain(language) {
            for (place, file) in files.iter().filter(|(_, file)| language_of(&file.path) == wanted)
            {
                let text = String::from_utf8_lossy(&file.content);
                let found = reading::messages(place, &text)?;
                if wanted == ENGLISH && place == BUILT_IN {
                    messages.extend(found);
                    continue;
                }
                problems.extend(reading::odd(place, &text, &found, &messages));
                for (id, pattern) in found {
                    if let Some(message) = messages.get_mut(&id) {
                        *message = pattern;
                        // The site's own English is not its language.
                        if wanted != ENGLISH {
                            known.insert(id);
                        }
                    }
                }
            }
        }
        let is_english = primary(language) == ENGLISH;
        let lacking = messages.keys().filter(|id| !is_english && !known.contains(*id));
        let missing = lacking.cloned().collect();
        Ok(Words { language: language.to_owned(), messages, missing, problems })
    }

    /// The language of most messages, which is that of a page: the site's, or English where it lacks
    /// more than half of them.
    pub fn language(&self) -> &str {
        if self.is_mostly_english() { ENGLISH } else { &self.language }
    }

    fn is_mostly_english(&self) -> bool {
        self.missing.len() * 2 > self.messages.len()
    }

    /// The language in which the message `id` is said, by which it has its plural forms.
    fn language_of(&self, id: &str) -> &str {
        let is_missing = self.missing.binary_search_by(|it| it.as_str().cmp(id)).is_ok();
        if is_missing { ENGLISH } else { &self.language }
    }

    /// The message `id` as plain text. A message or value that is missing shows its name; the tests
    /// hold that none is.
    pub fn say(&self, id: &str, values: &[(&str, Given)]) -> String {
        let find =
            |name: &str| values.iter().find(|(known, _)| *known == name).map(|it| it.1.clone());
        let language = self.language_of(id);
        let said = self.messages.get(id).map(|it| pattern::plain(it, &find, language));
        said.unwrap_or_else(|| id.to_owned())
    }

    /// A message without values.
    pub fn word(&self, id: &str) -> String {
        self.say(id, &[])
    }

    /// The message `id`, where there is one.
    pub fn known(&self, id: &str) -> Option<String> {
        self.messages.contains_key(id).then(|| self.word(id))
    }

    /// All messages, by their names.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Pattern)> {
        self.messages.iter().map(|(id, pattern)| (id.as_str(), pattern))
    }

    /// The message `id` as HTML: what it says and the texts among its values are escaped.
    ///
    /// Errors: what is missing, in words.
    pub(super) fn html(
        &self,
        id: &str,
        find: &dyn Fn(&str) -> Option<Given>,
    ) -> Result<String, String> {
        let Some(message) = self.messages.get(id) else { return Err(self.unknown(id)) };
        pattern::html(message, find, self.language_of(id))
            .map_err(|lacking| format!("the message `{id}` needs the value `{lacking}`"))
    }

    fn unknown(&self, id: &str) -> String {
        let like = nearest(id, self.messages.keys().map(String::as_str));
        let hint = like.map_or_else(
            || "`faircat theme words/en.ftl` copies the file of all messages".to_owned(),
            |it| format!("did you mean `{it}`?"),
        );
        format!("there is no message `{id}`; {hint}")
    }

    /// What `faircat check` tells of the words: what is hardly meant, and what is missing.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let mut found = self.problems.clone();
        found.extend(self.lacking());
        found
    }

    fn lacking(&self) -> Option<Diagnostic> {
        let count = self.missing.len();
        if count == 0 {
            return None;
        }
        let language = &self.language;
        let message = match count == self.messages.len() {
            true => format!(
                "no message of pages is there in the language `{language}`, so they speak English"
            ),
            false => {
                let named = self.missing.iter().map(|id| format!("`{id}`"));
                let (all, named) = (self.messages.len(), listed(named, MOST_NAMED));
                let pages = match self.is_mostly_english() {
                    true => ", which pages name as their language",
                    false => "",
                };
                format!(
                    "{count} of {all} messages are not there in `{language}`, and are said in \
                     English{pages}: {named}"
                )
            }
        };
        let hint = format!(
            "write them into `site/words/{language}.ftl`; `faircat theme words/en.ftl` copies the \
             English ones"
        );
        Some(Diagnostic::warning("words", message).in_file("site/site.yaml").hint(hint))
    }
}

/// The program's own words in English.
#[cfg(test)]
pub(crate) fn english() -> Words {
    let content = include_bytes!("../../../../themes/default/words/en.ftl").to_vec();
    let file = ThemeFile { path: "words/en.ftl".to_owned(), content };
    Words::load(ENGLISH, &[(BUILT_IN.to_owned(), file)])
        .unwrap_or_else(|problem| panic!("{}", problem.message))
}

/// The place of the program's own files, in diagnostics.
pub const BUILT_IN: &str = "the program's own theme";

/// English, the language without its region, and the language: later ones count.
fn chain(language: &str) -> Vec<String> {
    let mut chain = vec![ENGLISH.to_owned()];
    let lower = language.to_lowercase();
    for wanted in [primary(&lower).to_owned(), lower] {
        if !chain.contains(&wanted) {
            chain.push(wanted);
        }
    }
    chain
}

/// `de` of `de-CH`.
fn primary(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or(language)
}

/// `de` of `words/de.ftl`; empty for what is no file of words.
fn language_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".ftl").unwrap_or_default().to_lowercase()
}
