//! Texts in several languages, as JSON-LD gives them: `{"@value": "…", "@language": "de"}`.

use faircat_record::Work;
use serde_json::{Map, Value};

use crate::import::languages::language;
use crate::import::statements::says_nothing;
use crate::import::texts::markdown;
use crate::json_fields::JsonFields;

/// Properties whose texts a translation has.
const KEYS: [&str; 4] = ["name", "description", "abstract", "keywords"];

/// Leaves in `source` the texts of one language, as plain ones, and gives `work` the others as
/// translations. The one language is that of the first name; where that tells none, all stays.
pub(super) fn divide(source: &mut JsonFields<'_>, work: &mut Work) {
    let first = source.look("name").and_then(|it| it.get(0).unwrap_or(it).as_object());
    let Some((own, _)) = first.and_then(tagged) else { return };
    work.text_language = Some(own.clone());
    for key in KEYS {
        let Some(value) = source.take(key) else { continue };
        let items = match value {
            Value::Array(items) => items,
            one => vec![one],
        };
        let mut left: Vec<Value> =
            items.into_iter().filter_map(|it| of_own(it, &own, key, work)).collect();
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

/// `item` where it is no text of a translation: without its tag, where that is `own`.
fn of_own(item: Value, own: &str, key: &str, work: &mut Work) -> Option<Value> {
    let Some((tag, text)) = item.as_object().and_then(tagged) else { return Some(item) };
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
