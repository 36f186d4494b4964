//! Which fields of a record change.

use std::collections::{HashMap, VecDeque};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::excerpt;

/// A field that changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// As `model.evaluations[0].value`, by the place in the new list or, where only the old has the
    /// item, in the old.
    pub field: String,
    /// What tells the item of the list from others, as `ROC AUC, test`; absent for other fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// What it said; absent where it is new. Long texts are cut to what differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    /// What it says; absent where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
}

/// Longest text of a value, in characters.
const LONGEST: usize = 500;

/// `record` without what says nothing: nulls, empty lists and empty objects.
pub(crate) fn telling(record: Value) -> Value {
    match record {
        Value::Object(fields) => {
            let kept = fields.into_iter().map(|(name, value)| (name, telling(value)));
            Value::Object(kept.filter(|(_, value)| !is_empty(value)).collect())
        }
        // Places in a list are kept.
        Value::Array(items) => Value::Array(items.into_iter().map(telling).collect()),
        other => other,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// The fields in which `old` and `new`, of one record, differ.
pub(crate) fn changes(old: &Value, new: &Value) -> Vec<FieldChange> {
    let mut found = Vec::new();
    walk(&Place::default(), old, new, &mut found);
    found
}

/// A place within a record.
#[derive(Clone, Default)]
struct Place {
    field: String,
    item: Option<String>,
}

impl Place {
    fn member(&self, name: &str) -> Place {
        let dot = if self.field.is_empty() { "" } else { "." };
        Place { field: format!("{}{dot}{name}", self.field), item: self.item.clone() }
    }

    fn element(&self, index: usize, value: &Value) -> Place {
        let item = label(value).or_else(|| self.item.clone());
        Place { field: format!("{}[{index}]", self.field), item }
    }
}

fn walk(place: &Place, old: &Value, new: &Value, found: &mut Vec<FieldChange>) {
    match (old, new) {
        (old, new) if old == new => {}
        (Value::Object(old), Value::Object(new)) => walk_members(place, old, new, found),
        (Value::Array(old), Value::Array(new)) => walk_items(place, old, new, found),
        (old, new) => add(place, Some(old), Some(new), found),
    }
}

fn walk_members(
    place: &Place,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    found: &mut Vec<FieldChange>,
) {
    for (name, was) in old {
        match new.get(name) {
            Some(is) => walk(&place.member(name), was, is, found),
            None => add(&place.member(name), Some(was), None, found),
        }
    }
    for (name, is) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
        add(&place.member(name), None, Some(is), found);
    }
}

fn walk_items(place: &Place, old: &[Value], new: &[Value], found: &mut Vec<FieldChange>) {
    let before = found.len();
    let pairs = aligned(old, new);
    for (was, is) in &pairs {
        match (was, is) {
            (Some(was), Some(is)) => {
                walk(&place.element(*is, &new[*is]), &old[*was], &new[*is], found);
            }
            (Some(was), None) => {
                add(&place.element(*was, &old[*was]), Some(&old[*was]), None, found);
            }
            (None, Some(is)) => add(&place.element(*is, &new[*is]), None, Some(&new[*is]), found),
            (None, None) => {}
        }
    }
    // The same items in another order.
    if found.len() == before {
        let [old, new] = [old, new].map(|items| Value::Array(items.to_vec()));
        add(place, Some(&old), Some(&new), found);
    }
}

/// The items of two lists that are about the same, by their places; each place stands once.
fn aligned(old: &[Value], new: &[Value]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let mut free: Vec<bool> = vec![true; old.len()];
    let by_text = |value: &Value| Some(value.to_string());
    for key in [&by_text as &dyn Fn(&Value) -> Option<String>, &identity] {
        let mut known: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (was, value) in old.iter().enumerate().filter(|(was, _)| free[*was]) {
            if let Some(key) = key(value) {
                known.entry(key).or_default().push_back(was);
            }
        }
        for (is, value) in
            new.iter().enumerate().filter(|(is, _)| partner[*is].is_none()).collect::<Vec<_>>()
        {
            let Some(was) = key(value).and_then(|key| known.get_mut(&key)?.pop_front()) else {
                continue;
            };
            partner[is] = Some(was);
            free[was] = false;
        }
    }
    // An item in the place of another, where both say the same sort of thing.
    for (is, partner) in partner.iter_mut().enumerate() {
        let both_objects = old.get(is).is_some_and(Value::is_object) && new[is].is_object();
        if partner.is_none() && both_objects && free[is] {
            *partner = Some(is);
            free[is] = false;
        }
    }
    let gone = free.iter().enumerate().filter(|(_, free)| **free).map(|(was, _)| (Some(was), None));
    let kept = partner.into_iter().enumerate().map(|(is, was)| (was, Some(is)));
    gone.chain(kept).collect()
}

/// Members that tell an item from others of its list, the first that are there.
const TELLING: [&[&str]; 8] = [
    &["metric", "split", "condition", "dataset", "output"],
    &["dataset", "split"],
    &["path"],
    &["url"],
    &["name"],
    &["title"],
    &["term"],
    &["version"],
];

/// What stays the same of an item of a list while others of its members change.
fn identity(item: &Value) -> Option<String> {
    let names = TELLING.into_iter().find(|names| item.get(names[0]).is_some())?;
    let values: Vec<String> = names
        .iter()
        .map(|name| item.get(*name).map(Value::to_string).unwrap_or_default())
        .collect();
    Some(format!("{}\n{}", names[0], values.join("\n")))
}

/// The same in words.
fn label(item: &Value) -> Option<String> {
    let names = TELLING.into_iter().find(|names| item.get(names[0]).is_some())?;
    let values: Vec<&str> =
        names.iter().filter_map(|name| item.get(*name)?.as_str()).take(3).collect();
    (!values.is_empty()).then(|| faircat_text::beginning(&values.join(", "), 80).into_owned())
}

fn add(place: &Place, old: Option<&Value>, new: Option<&Value>, found: &mut Vec<FieldChange>) {
    let (old, new) = match (old.map(text), new.map(text)) {
        (Some(Some(was)), Some(Some(is))) => {
            let [was, is] = excerpt::both(&was, &is, LONGEST);
            (Some(was.into_owned().into()), Some(is.into_owned().into()))
        }
        _ => (old.map(shortened), new.map(shortened)),
    };
    found.push(FieldChange { field: place.field.clone(), item: place.item.clone(), old, new });
}

/// The text of a value that is long enough to be cut.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// `value`, as a text where it is longer than a reader wants it.
fn shortened(value: &Value) -> Value {
    match value {
        Value::String(text) => faircat_text::beginning(text, LONGEST).into_owned().into(),
        Value::Array(_) | Value::Object(_) => {
            let text = value.to_string();
            if text.len() <= LONGEST {
                value.clone()
            } else {
                faircat_text::beginning(&text, LONGEST).into_owned().into()
            }
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{changes, telling};

    fn told(old: &Value, new: &Value) -> Vec<String> {
        let line = |it: super::FieldChange| {
            let value = |it: Option<Value>| it.map_or("-".to_owned(), |it| it.to_string());
            format!("{}: {} > {}", it.field, value(it.old), value(it.new))
        };
        changes(old, new).into_iter().map(line).collect()
    }

    #[test]
    fn an_item_that_comes_first_changes_no_other() {
        let one = json!({"metric": "AUC", "value": 0.9});
        let other = json!({"metric": "accuracy", "value": 0.8});
        let old = json!({"evaluations": [one]});
        let new = json!({"evaluations": [other, one]});
        assert_eq!(
            told(&old, &new),
            ["evaluations[0]: - > {\"metric\":\"accuracy\",\"value\":0.8}"]
        );
        assert_eq!(
            told(&new, &old),
            ["evaluations[0]: {\"metric\":\"accuracy\",\"value\":0.8} > -"]
        );
    }

    #[test]
    fn an_item_is_known_by_what_tells_it_from_others() {
        let old = json!({"artifacts": [{"path": "a", "size": 1}, {"path": "b", "size": 2}]});
        let new = json!({"artifacts": [{"path": "b", "size": 3}, {"path": "a", "size": 1}]});
        let found = changes(&old, &new);
        assert_eq!(told(&old, &new), ["artifacts[0].size: 2 > 3"]);
        assert_eq!(found[0].item.as_deref(), Some("b"));
    }

    #[test]
    fn an_order_that_changes_is_one_change() {
        let (old, new) = (json!({"authors": ["ada", "bob"]}), json!({"authors": ["bob", "ada"]}));
        assert_eq!(told(&old, &new), ["authors: [\"ada\",\"bob\"] > [\"bob\",\"ada\"]"]);
    }

    #[test]
    fn words_of_lists_come_and_go() {
        let (old, new) = (json!({"keywords": ["a", "b", "b"]}), json!({"keywords": ["b", "c"]}));
        let said = ["keywords[0]: \"a\" > -", "keywords[2]: \"b\" > -", "keywords[1]: - > \"c\""];
        assert_eq!(told(&old, &new), said);
    }

    #[test]
    fn what_says_nothing_is_no_field() {
        let record = json!({"title": "T", "url": null, "authors": [], "model": {"task": []}});
        assert_eq!(telling(record), json!({"title": "T"}));
    }

    #[test]
    fn long_values_are_cut() {
        let old = json!({"description": "a".repeat(9000)});
        let new = json!({"description": format!("{}b", "a".repeat(9000))});
        let found = changes(&old, &new);
        assert!(found[0].new.as_ref().unwrap().as_str().unwrap().ends_with("ab"));
        assert!(found[0].new.as_ref().unwrap().as_str().unwrap().len() < 600);
    }
}
