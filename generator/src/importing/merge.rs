//! Three-way merge of a record: as it was imported last, as its source has it now, and as it is.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::comments;
use super::header::{Digests, digest_of_value};
use crate::formats::yaml;
use crate::record::{Work, reading};

/// A field of a record, or one of a section, as `model` and `task`. Lists are merged whole.
pub(super) type Key = (String, Option<String>);

/// The fields that say something.
pub(super) type Fields = BTreeMap<Key, Value>;

/// A field that was edited here and has changed in the source.
#[derive(Debug)]
pub(super) struct Conflict {
    pub field: Key,
    pub here: Option<Value>,
    pub now: Option<Value>,
}

/// What came of a merge.
pub(super) struct Merged {
    pub work: Work,
    /// Fields that a person has edited.
    pub edited: Vec<Key>,
    /// In all of these, what is in the record stays.
    pub conflicts: Vec<Conflict>,
    /// Of what a person has edited, what the source says and the record does not.
    pub outdone: Vec<(Key, Value)>,
}

pub(super) fn fields(work: &Work) -> Fields {
    let Ok(Value::Object(record)) = serde_json::to_value(work) else { return Fields::new() };
    let mut fields = Fields::new();
    for (top, value) in record {
        match value {
            Value::Object(section) => {
                let said = section.into_iter().filter(|(_, it)| !is_empty(it));
                fields.extend(said.map(|(key, it)| ((top.clone(), Some(key)), it)));
            }
            value if is_empty(&value) => {}
            value => drop(fields.insert((top, None), value)),
        }
    }
    fields
}

/// An empty object says whence an extension is, so it counts.
fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// The name of a field for people.
pub(super) fn name((top, inner): &Key) -> String {
    inner.as_ref().map_or_else(|| top.clone(), |inner| format!("{top}.{inner}"))
}

/// What was edited in `here` since the import with the digests `last` stays; else what the source
/// has `now` is taken. Without `last`, whatever differs was edited. An error says why the parts make
/// no record.
pub(super) fn merge(last: Option<&Digests>, now: &Work, here: &Work) -> Result<Merged, String> {
    let (of_now, of_here) = (fields(now), fields(here));
    let mut merged = serde_json::to_value(here).map_err(|error| error.to_string())?;
    let (mut edited, mut conflicts, mut taken) = (Vec::new(), Vec::new(), Vec::new());
    let mut outdone = Vec::new();
    let keys: BTreeSet<&Key> = of_now.keys().chain(of_here.keys()).collect();
    for key in keys {
        let (new, own) = (of_now.get(key), of_here.get(key));
        let digest = |value: Option<&Value>| value.map(digest_of_value);
        let was = |value| last.is_some_and(|last| last.get(key) == digest(value).as_ref());
        if new == own {
            continue;
        }
        if was(own) {
            taken.push((key, new));
            continue;
        }
        edited.push(key.clone());
        outdone.extend(new.and_then(|new| beyond(new, own)).map(|it| (key.clone(), it)));
        if !was(new) {
            let (here, now) = (own.cloned(), new.cloned());
            conflicts.push(Conflict { field: key.clone(), here, now });
        }
    }
    let record = merged.as_object_mut().ok_or("it is no mapping")?;
    // What goes first, as it may make room for a section.
    taken.sort_by_key(|(_, new)| new.is_some());
    taken.into_iter().for_each(|(key, new)| put(record, key, new));
    let work = serde_json::from_value(merged).map_err(|error| error.to_string())?;
    Ok(Merged { work, edited, conflicts, outdone })
}

/// What the source has `now` and is not `here`, of lists item by item.
fn beyond(now: &Value, here: Option<&Value>) -> Option<Value> {
    let (Value::Array(now), Some(Value::Array(here))) = (now, here) else {
        return Some(now.clone());
    };
    let others: Vec<Value> = now.iter().filter(|it| !here.contains(it)).cloned().collect();
    (!others.is_empty()).then_some(Value::Array(others))
}

/// Sets a field, or removes it where there is no value.
fn put(record: &mut Map<String, Value>, (top, inner): &Key, value: Option<&Value>) {
    match (inner, value) {
        (None, Some(value)) => drop(record.insert(top.clone(), value.clone())),
        (None, None) => drop(record.shift_remove(top)),
        (Some(inner), Some(value)) => {
            let section = record.entry(top.clone()).or_insert(Value::Null);
            if section.is_null() {
                *section = Value::Object(Map::new());
            }
            if let Value::Object(section) = section {
                section.insert(inner.clone(), value.clone());
            }
        }
        (Some(inner), None) => {
            if let Some(Value::Object(section)) = record.get_mut(top) {
                section.shift_remove(inner);
                if section.is_empty() {
                    record.shift_remove(top);
                }
            }
        }
    }
}

/// `body`, the YAML of `here`, with only those of its fields rewritten that differ in `merged`, so
/// that the order of fields stays, and comments: those within a field that is rewritten stand above it
/// then, and those of a field that goes above the next. `None` where it is not written as that needs.
pub(crate) fn rewritten(body: &str, here: &Work, merged: &Work) -> Option<String> {
    if here == merged {
        return Some(body.to_owned());
    }
    let new = yaml::to_yaml(merged).ok()?;
    let (of_here, of_merged) =
        (serde_json::to_value(here).ok()?, serde_json::to_value(merged).ok()?);
    let is_same = |key: &str| of_here.get(key) == of_merged.get(key);
    let new_blocks = blocks(&new);
    let mut kept = without_gone(blocks(body), &new_blocks, body, here);
    let mut before = "";
    for block in &new_blocks {
        match kept.iter_mut().find(|it| it.key == block.key) {
            Some(_) if is_same(block.key) => {}
            Some(old) => {
                old.above =
                    (old.above.to_string() + &comments::within(old.text, body, here)).into();
                old.text = block.text;
            }
            None => {
                let place = kept.iter().position(|it| it.key == before).map_or(0, |it| it + 1);
                kept.insert(place, block.clone());
            }
        }
        before = block.key;
    }
    let text: String = kept.iter().flat_map(|it| [&*it.above, it.text]).collect();
    let is_right = reading::parse::<Work>(&text).is_ok_and(|read| read == *merged);
    is_right.then_some(text)
}

/// The blocks of `body` that have a field in `new`, with the comments of the others.
fn without_gone<'a>(
    old: Vec<Block<'a>>,
    new: &[Block<'_>],
    body: &str,
    here: &Work,
) -> Vec<Block<'a>> {
    let mut kept: Vec<Block<'a>> = Vec::with_capacity(old.len());
    let mut of_gone = String::new();
    for mut block in old {
        if block.key.is_empty() || new.iter().any(|it| it.key == block.key) {
            block.above = (std::mem::take(&mut of_gone) + &block.above).into();
            kept.push(block);
        } else {
            of_gone += &block.above;
            of_gone += &comments::within(block.text, body, here);
        }
    }
    if !of_gone.is_empty() {
        kept.push(Block { key: "", above: of_gone.into(), text: "" });
    }
    kept
}

/// The lines of one field, below comments.
#[derive(Clone)]
struct Block<'a> {
    /// Empty before the first field, and below the last.
    key: &'a str,
    above: Cow<'a, str>,
    text: &'a str,
}

fn blocks(body: &str) -> Vec<Block<'_>> {
    let mut starts = Vec::new();
    let (mut at, mut above) = (0, 0);
    for line in body.split_inclusive('\n') {
        let is_remark = line.starts_with('#') || line.trim().is_empty();
        let key = line.split_once(':').map(|it| it.0).filter(|it| is_key(it));
        if let Some(key) = key {
            starts.push((key, above, at));
        }
        at += line.len();
        if !is_remark {
            above = at;
        }
    }
    let ends = starts.iter().skip(1).map(|it| it.1).chain([body.len()]);
    let first = starts.first().map_or(body.len(), |it| it.1);
    let head = Block { key: "", above: "".into(), text: &body[..first] };
    let of_keys = starts.iter().zip(ends).map(|(&(key, above, at), end)| Block {
        key,
        above: body[above..at].into(),
        text: &body[at..end],
    });
    std::iter::once(head).chain(of_keys).collect()
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_lowercase() || it == b'_')
}
