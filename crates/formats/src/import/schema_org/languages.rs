//! Texts in several languages, as JSON-LD gives them: `{"@value": "…", "@language": "de"}`.

use faircat_json_ld::customary::language_of_texts;
use faircat_record::Work;
use serde_json::{Map, Value};

use crate::import::languages::language;
use crate::import::statements::says_nothing;
use crate::import::texts::markdown;
use crate::json_fields::JsonFields;

/// Properties whose texts a translation has.
const KEYS: [&str; 4] = ["name", "description", "abstract", "keywords"];

/// Where readers put the language that a document gives to texts that state none.
pub(crate) const LANGUAGE: &str = "@language";

/// Puts into `work`, a node of a document, the language that its own `@context` or else that of the
/// `document` gives to its texts.
pub(crate) fn tell(work: &mut Map<String, Value>, document: Option<&Value>) {
    let own = work.get("@context").or(document).and_then(language_of_texts);
    if let Some(tag) = own.map(Value::from) {
        work.insert(LANGUAGE.to_owned(), tag);
    }
}

/// Leaves in `source` the texts of one language, as plain ones, and gives `work` the others as
/// translations. The one language is that of the first name; where that tells none, all stays.
pub(crate) fn divide(source: &mut JsonFields<'_>, work: &mut Work) {
    let of_all = source.taken_if(LANGUAGE, language);
    let first = source.look("name").and_then(|it| it.get(0).unwrap_or(it).as_object());
    let of_name = first.and_then(tagged).map(|(tag, _)| tag);
    let Some(own) = of_name.or_else(|| of_all.clone()) else { return };
    work.text_language = Some(own.clone());
    let plain = of_all.filter(|it| !it.eq_ignore_ascii_case(&own));
    for key in KEYS {
        let Some(value) = source.take(key) else { continue };
        let items = match value {
            Value::Array(items) => items,
            one => vec![one],
        };
        let of_own = |it| of_own(it, (&own, plain.as_deref()), key, work);
        let mut left: Vec<Value> = items.into_iter().filter_map(of_own).collect();
        let value = if left.len() == 1 { left.swap_remove(0) } else { Value::Array(left) };
        source.keep(key, value);
    }
}

/// Language and text of a value that has both.
fn tagged(fields: &Map<String, Value>) -> Option<(String, &str)> {
    let tag = language(fields.get("@language")?.as_str()?)?;
    let text = fields.get("@value")?.as_str().filter(|it| !says_nothing(it))?;
    (fields.len() == 2).then_some((tag, text))
}

/// Language and text of `item`, whose language is `plain` where it states none.
fn said<'i>(item: &'i Value, plain: Option<&str>) -> Option<(String, &'i str)> {
    match item {
        Value::String(text) if !says_nothing(text) => Some((plain?.to_owned(), text)),
        Value::Object(fields) => tagged(fields),
        _ => None,
    }
}

/// `item` where it is no text of a translation: without its tag, where that is `own`. Texts without one
/// are in the language `plain`, where that is another.
fn of_own(
    item: Value,
    (own, plain): (&str, Option<&str>),
    key: &str,
    work: &mut Work,
) -> Option<Value> {
    let Some((tag, text)) = said(&item, plain) else { return Some(item) };
    if tag.eq_ignore_ascii_case(own) {
        return Some(Value::from(text));
    }
    let other = work.translation_into(&tag);
    let slot = match key {
        "keywords" => {
            other.keywords.push(text.to_owned());
            return None;
        }
        "name" => &mut other.title,
        "abstract" => &mut other.summary,
        _ => &mut other.description,
    };
    if slot.is_some() {
        return Some(item);
    }
    let text = if key == "description" { markdown(text, "") } else { Some(text.to_owned()) };
    *slot = text;
    None
}
