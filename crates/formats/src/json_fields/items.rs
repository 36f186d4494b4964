//! Fields that hold one thing or a list of things, each written as an object or as a mere text.

use serde_json::{Map, Value};

use super::{JsonFields, is_empty};

/// The key under which an item that is no object is read.
pub(crate) const TEXT: &str = "#text";

impl<'n> JsonFields<'n> {
    /// Takes what is at `key`, one item or a list of them, apart with `read`. An item that is no
    /// object is read as one with the key [`TEXT`]. What is left stays.
    pub(crate) fn items<T>(
        &mut self,
        key: &str,
        mut read: impl FnMut(&mut JsonFields<'n>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.fields.shift_remove(key) else { return Vec::new() };
        let (items, is_list) = match value {
            Value::Array(items) => (items, true),
            Value::Null => return Vec::new(),
            other => (vec![other], false),
        };
        let mut results = Vec::with_capacity(items.len());
        let mut rests = Vec::with_capacity(items.len());
        let mut is_opened = false;
        for (index, item) in items.into_iter().enumerate() {
            let path = match is_list {
                true => format!("{}{key}[{index}].", self.path),
                false => format!("{}{key}.", self.path),
            };
            let mut inner = JsonFields { fields: opened(item), path, notes: self.notes };
            let before = inner.fields.len();
            let result = read(&mut inner);
            is_opened |= inner.concluded(before, result.is_none());
            results.extend(result);
            let rest = inner.into_rest();
            rests.push(closed(rest));
        }
        if !rests.iter().all(is_empty) {
            if is_list && is_opened {
                self.notes.open(self.path_of(key));
            }
            let rest = if is_list { Value::Array(rests) } else { rests.swap_remove(0) };
            self.keep(key, rest);
        }
        results
    }

    /// The first of [`JsonFields::items`]; others stay whole.
    pub(crate) fn first_item<T>(
        &mut self,
        key: &str,
        mut read: impl FnMut(&mut JsonFields<'n>) -> Option<T>,
    ) -> Option<T> {
        let mut found = None;
        self.items(key, |item| {
            if found.is_none() {
                found = read(item);
            } else {
                let why = "a record has one of them; the first is taken";
                item.notes.reason(&item.path_of(TEXT), why);
            }
            None::<()>
        });
        found
    }

    /// What `read` makes of the text at `key`; else it stays. What is no text stays without a word.
    pub(crate) fn text_if<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let is_text = self.fields.get(key).is_some_and(|it| it.is_string() || it.is_number());
        is_text.then(|| self.taken_if(key, read)).flatten()
    }

    /// The first of [`JsonFields::text_if`] among `keys`.
    pub(crate) fn any_text_if<T>(
        &mut self,
        keys: &[&str],
        mut read: impl FnMut(&str) -> Option<T>,
    ) -> Option<T> {
        keys.iter().find_map(|key| self.text_if(key, &mut read))
    }

    /// The first text that says something among those at `keys`.
    pub(crate) fn said_at(&mut self, keys: &[&str]) -> Option<String> {
        let is_text =
            |key: &&&str| self.fields.get(**key).is_some_and(|it| it.is_string() || it.is_number());
        let keys: Vec<&&str> = keys.iter().filter(is_text).collect();
        keys.into_iter().find_map(|key| self.said(key))
    }
}

fn opened(item: Value) -> Map<String, Value> {
    match item {
        Value::Object(fields) => fields,
        other => Map::from_iter([(TEXT.to_owned(), other)]),
    }
}

fn closed(mut rest: Map<String, Value>) -> Value {
    if rest.len() == 1
        && let Some(text) = rest.shift_remove(TEXT)
    {
        return text;
    }
    Value::Object(rest)
}
