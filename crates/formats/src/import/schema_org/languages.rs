//! Texts in several languages, as JSON-LD gives them: `{"@value": "…", "@language": "de"}`.

use std::collections::BTreeMap;

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
    let tag = own.map(str::to_owned);
    let names = work.get("name").map(|it| it.get(0).unwrap_or(it));
    let of_name = names.and_then(|it| language(it.get(LANGUAGE)?.as_str()?));
    let usual = of_name.or_else(|| language(tag.as_deref()?)).unwrap_or_default();
    work.values_mut().for_each(|it| simplify(it, &usual));
    work.extend(tag.map(|it| (LANGUAGE.to_owned(), it.into())));
}

/// Leaves in the nodes within `value` one text at each key that has texts with tags, in the
/// language `usual` where there is one in that. What else is said of languages stands beside it:
/// the texts in another one at the key with its tag, as `name@de`, and another language itself at
/// `name.@language`.
fn simplify(value: &mut Value, usual: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| simplify(it, usual)),
        Value::Object(fields) if tagged(fields).is_none() => {
            let mut beside = Map::new();
            for (key, value) in fields.iter_mut().filter(|(key, _)| *key != "@context") {
                match one_language(key, value, usual, &mut beside) {
                    Some(text) => *value = text,
                    None => simplify(value, usual),
                }
            }
            fields.extend(beside);
        }
        _ => {}
    }
}

/// The texts in one language of those at `key`; `None` where these are no texts with tags.
fn one_language(
    key: &str,
    value: &Value,
    usual: &str,
    beside: &mut Map<String, Value>,
) -> Option<Value> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let texts: Option<Vec<_>> = items.iter().map(|it| tagged(it.as_object()?)).collect();
    let texts = texts.filter(|it| !it.is_empty())?;
    let is_usual = |tag: &str| tag.eq_ignore_ascii_case(usual);
    let (first, _) = texts.iter().find(|(tag, _)| is_usual(tag)).or(texts.first())?;
    let (mut own, mut others) = (Vec::new(), BTreeMap::<&str, Vec<Value>>::new());
    for (tag, text) in &texts {
        let of = if tag == first { &mut own } else { others.entry(&**tag).or_default() };
        of.push(Value::from(*text));
    }
    if !is_usual(first) {
        beside.insert(format!("{key}.{LANGUAGE}"), first.as_str().into());
    }
    beside.extend(others.into_iter().map(|(tag, it)| (format!("{key}@{tag}"), Value::Array(it))));
    Some(if own.len() == 1 { own.swap_remove(0) } else { Value::Array(own) })
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
    // A summary that stands where a description is missing is none.
    for it in work.translations.iter_mut().filter(|it| it.description.is_some()) {
        if it.description == it.summary.as_deref().and_then(|text| markdown(text, "")) {
            it.description = None;
        }
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

/// `item` where it is no text of a translation: without its tag, where that is `own`. Texts without
/// one are in the language `plain`, where that is another.
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
