//! The languages of titles, descriptions and keywords.

use faircat_record::{Translation, Work};

use crate::import::languages::{language, translatable};
use crate::json_fields::JsonFields;

/// The language of the title, which is that of the record's own texts.
pub(super) fn of_title(it: &mut JsonFields<'_>) -> Option<String> {
    it.taken_if("lang", language)
}

/// Takes the language of another text of the record itself, where it is `own`, that of the title. Else
/// it stays: of a title that states none, no other text tells the language.
pub(super) fn of_text(it: &mut JsonFields<'_>, own: Option<&str>) {
    it.taken_if("lang", |text| {
        let tag = language(text)?;
        own.is_some_and(|own| own.eq_ignore_ascii_case(&tag)).then_some(())
    });
    if it.has("lang") {
        it.notes.reason(&it.path_of("lang"), "the title does not say that it is in this language");
    }
}

/// The translation of `work` to which the text `it` belongs, whose language is taken. None where
/// the language of the record itself is not told, or is this one.
pub(super) fn translation<'a>(
    it: &mut JsonFields<'_>,
    work: &'a mut Work,
    is_free: impl Fn(&Translation) -> bool,
) -> Option<&'a mut Translation> {
    work.text_language.as_ref()?;
    let tag = it.taken_if("lang", |text| translatable(work, language(text)?, is_free))?;
    Some(work.translation_into(&tag))
}
