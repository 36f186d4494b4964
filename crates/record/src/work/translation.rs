//! The texts of a record in more languages than one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Work;
use crate::language::ranges;

/// What people read first of a work, in one more language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// BCP 47 tag of its language, as `de` or `pt-BR`.
    #[serde(deserialize_with = "crate::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub language: String,
    /// Name of the work in that language.
    #[serde(default, deserialize_with = "crate::scalars::optional_filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub title: Option<String>,
    /// The summary in that language.
    pub summary: Option<String>,
    /// The description in that language, as Markdown. `description.de.md` beside the record serves
    /// where absent, for German.
    pub description: Option<String>,
    /// Words by which people look for it in that language.
    #[serde(default, deserialize_with = "crate::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub keywords: Vec<String>,
}

impl Translation {
    /// Whether nothing is translated.
    pub fn is_empty(&self) -> bool {
        *self == Translation { language: self.language.clone(), ..Translation::default() }
    }

    pub fn is_in(&self, language: &str) -> bool {
        self.language.eq_ignore_ascii_case(language)
    }
}

/// A text of a record, and the tag of its language as far as the record tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    pub text: &'a str,
    pub language: Option<&'a str>,
}

impl Work {
    /// The translation into `language`; a new one, where there is none.
    pub fn translation_into(&mut self, language: &str) -> &mut Translation {
        let known = self.translations.iter().position(|it| it.is_in(language));
        let at = known.unwrap_or_else(|| {
            let language = language.to_owned();
            self.translations.push(Translation { language, ..Translation::default() });
            self.translations.len() - 1
        });
        &mut self.translations[at]
    }

    /// The title for a reader of `language`.
    pub fn title_in(&self, language: &str) -> Said<'_> {
        self.said(language, |it| it.title.as_deref())
            .unwrap_or_else(|| self.own(self.title.as_str()))
    }

    /// The summary for a reader of `language`.
    pub fn summary_in(&self, language: &str) -> Option<Said<'_>> {
        self.said(language, |it| it.summary.as_deref())
            .or_else(|| Some(self.own(self.summary.as_deref()?)))
    }

    /// The description for a reader of `language`.
    pub fn description_in(&self, language: &str) -> Option<Said<'_>> {
        self.said(language, |it| it.description.as_deref())
            .or_else(|| Some(self.own(self.description.as_deref()?)))
    }

    fn own<'a>(&'a self, text: &'a str) -> Said<'a> {
        Said { text, language: self.text_language.as_deref() }
    }

    /// What a translation says for a reader of `language`, where the record's own texts are not for
    /// that reader: the tag loses its last part until a text fits (RFC 4647, section 3.4).
    fn said<'a>(
        &'a self,
        language: &str,
        of: impl Fn(&'a Translation) -> Option<&'a str>,
    ) -> Option<Said<'a>> {
        let own = self.text_language.as_deref().filter(|_| !self.translations.is_empty())?;
        for range in ranges(language) {
            if own.eq_ignore_ascii_case(range) {
                return None;
            }
            let mut fitting = self.translations.iter().filter(|it| it.is_in(range));
            let said = fitting
                .find_map(|it| Some(Said { text: of(it)?, language: Some(it.language.as_str()) }));
            if said.is_some() {
                return said;
            }
        }
        None
    }
}
