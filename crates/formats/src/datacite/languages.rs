//! The languages of titles, descriptions and keywords.

use faircat_record::{Translation, Work};

use crate::import::languages::language;
use crate::json_fields::JsonFields;

/// Takes the language of a text of the record itself: that of the first is the record's, and later
/// ones must be in it.
pub(super) fn own(it: &mut JsonFields<'_>, own: &mut Option<String>) {
    it.taken_if("lang", |text| {
        let tag = language(text)?;
        let first = own.get_or_insert_with(|| tag.clone());
        first.eq_ignore_ascii_case(&tag).then_some(())
    });
}

/// The translation of `work` to which the text `it` belongs, whose language is taken. None where
/// the language of the record itself is not told, or is this one.
pub(super) fn translation<'a>(
    it: &mut JsonFields<'_>,
    work: &'a mut Work,
    is_free: impl Fn(&Translation) -> bool,
) -> Option<&'a mut Translation> {
    let own = work.text_language.clone()?;
    let known = &work.translations;
    let tag = it.taken_if("lang", |text| {
        let tag = language(text).filter(|tag| !own.eq_ignore_ascii_case(tag))?;
        let before = known.iter().find(|one| one.is_in(&tag));
        before.is_none_or(is_free).then_some(tag)
    })?;
    Some(work.translation_into(&tag))
}
