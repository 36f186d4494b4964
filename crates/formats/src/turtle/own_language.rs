//! In which language a node speaks: its statements have no order, so none of its names is the
//! first.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// Puts texts in the language of a node before others, where all of them have a language: the first
/// name tells the language of the work.
pub(super) fn first(fields: &mut Map<String, Value>) {
    let Some(own) = own(fields) else { return };
    for values in fields.values_mut().filter_map(Value::as_array_mut) {
        if values.iter().all(|it| language(it).is_some()) {
            values.sort_by_key(|it| language(it) != Some(own.as_str()));
        }
    }
}

/// The language in which most properties have a text, be it one that stands elsewhere without its
/// language; of several as common English, or else the first by its tag.
fn own(fields: &Map<String, Value>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut tagged: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for values in fields.values().filter_map(Value::as_array) {
        let found: BTreeSet<&str> = values.iter().filter_map(language).collect();
        found.into_iter().for_each(|it| *counts.entry(it).or_default() += 1);
        for (text, tag) in values.iter().filter_map(|it| Some((text(it)?, language(it)?))) {
            tagged.entry(text).or_default().insert(tag);
        }
    }
    let all = fields.values().filter_map(Value::as_array).flatten();
    for found in all.filter(|it| language(it).is_none()).filter_map(text) {
        let tags = tagged.get(found).filter(|tags| tags.len() == 1);
        for tag in tags.into_iter().flatten() {
            *counts.entry(*tag).or_default() += 1;
        }
    }
    // Of equals the last is taken, so the tags run back.
    let ranked = counts.into_iter().rev();
    let most = ranked.max_by_key(|(tag, count)| (*count, tag.starts_with("en")));
    most.map(|(tag, _)| tag.to_owned())
}

fn language(value: &Value) -> Option<&str> {
    value.get("@language")?.as_str()
}

fn text(value: &Value) -> Option<&str> {
    value.get("@value")?.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::first;

    fn name_of(mut node: Value) -> Value {
        first(node.as_object_mut().unwrap());
        node["name"][0]["@value"].clone()
    }

    #[test]
    fn a_work_speaks_the_language_of_most_of_its_texts() {
        let text = |text: &str, tag: &str| json!({"@value": text, "@language": tag});
        let in_both = |de: &str, en: &str| json!([text(en, "en"), text(de, "de")]);
        let name = in_both("Kuchen", "Cakes");
        assert_eq!(name_of(json!({"name": name})), "Cakes");
        let german = json!([text("Von Kuchen.", "de")]);
        assert_eq!(name_of(json!({"name": name, "description": german})), "Kuchen");
        // What stands without a language beside is the author's own.
        let keywords = in_both("Zucker", "sugar");
        let plain = json!([{"@value": "Zucker"}]);
        let node = json!({"name": name, "keywords": keywords, "dcat": plain});
        assert_eq!(name_of(node), "Kuchen");
    }
}
