//! The languages of titles and descriptions. The title of a record states none, so that another of
//! the same words does, where there is one.

use faircat_record::{Translation, Work};
use serde_json::Value;

use crate::import::languages::{language, translatable};
use crate::json_fields::JsonFields;

/// The language of `title`, as that of the same title among `others` tells it.
pub(super) fn of_title(others: Option<&Value>, title: Option<&Value>) -> Option<String> {
    let others = others?.as_array()?.iter();
    others.filter(|it| it.get("title") == title).find_map(|it| tag(it.get("lang")?))
}

/// Takes the language of `it`, where that is the one of the record's own texts, and says so.
pub(super) fn take_own(it: &mut JsonFields<'_>, work: &Work) -> bool {
    let stated = it.look("lang").and_then(tag);
    let is_own = stated.is_some_and(|it| {
        work.text_language.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(&it))
    });
    if is_own {
        it.take("lang");
    }
    is_own
}

/// Whether `it` is said to be in another language than the record's own texts.
pub(super) fn is_other(it: &JsonFields<'_>, work: &Work) -> bool {
    let (own, stated) = (work.text_language.as_deref(), it.look("lang").and_then(tag));
    own.zip(stated).is_some_and(|(own, stated)| !own.eq_ignore_ascii_case(&stated))
}

/// The translation of `work` to which the text `it` belongs, whose language is taken. None where the
/// language of the record itself is not told, or is this one.
pub(super) fn translation<'a>(
    it: &mut JsonFields<'_>,
    work: &'a mut Work,
    is_free: impl Fn(&Translation) -> bool,
) -> Option<&'a mut Translation> {
    let stated = translatable(work, it.look("lang").and_then(tag)?, is_free)?;
    it.take("lang");
    Some(work.translation_into(&stated))
}

/// The tag of a term of the vocabulary of languages, or of its identifier alone.
fn tag(lang: &Value) -> Option<String> {
    language(lang.get("id").unwrap_or(lang).as_str()?)
}
