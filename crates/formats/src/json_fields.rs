//! Takes a JSON object apart, keeping what nobody asked for.
//!
//! Reading a field removes it, so that what is left in the end is exactly what has no place in our
//! types. A field whose type is not the expected one stays where it is, with a warning.

mod items;
mod notes;
mod said;

pub(crate) use items::TEXT;
use notes::LONGEST_VALUE;
pub(crate) use notes::{Notes, pointer};

use faircat_text::beginning;
use serde_json::{Map, Value};

use crate::import::statements::says_nothing;
use crate::reader::Loss;

/// A JSON object of the source that is being taken apart.
pub(crate) struct JsonFields<'n> {
    fields: Map<String, Value>,
    /// Its place in the record, as `methodology.steps[0].`; empty for the record.
    path: String,
    pub(crate) notes: &'n Notes,
}

impl<'n> JsonFields<'n> {
    pub(crate) fn new(fields: Map<String, Value>, notes: &'n Notes) -> Self {
        JsonFields { fields, path: String::new(), notes }
    }

    /// What nobody took, by key, for `extensions`.
    pub(crate) fn into_rest(self) -> Map<String, Value> {
        let mut rest = self.fields;
        rest.retain(|_, value| !is_empty(value));
        rest.sort_keys();
        rest
    }

    /// A text; also a number, as it is written. `None` where absent, empty or of another type.
    pub(crate) fn text(&mut self, key: &str) -> Option<String> {
        match self.fields.shift_remove(key)? {
            Value::String(text) => Some(text).filter(|text| !text.trim().is_empty()),
            Value::Number(number) => Some(number.to_string()),
            other => {
                self.put_back(key, other, "a text");
                None
            }
        }
    }

    /// The text at `key`, if `read` understands it; else it stays, with a warning that it is no
    /// `wanted`.
    pub(crate) fn understood<T>(
        &mut self,
        key: &str,
        wanted: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let mut message = None;
        let value = self.taken_if(key, |text| {
            let value = read(text);
            message = value.is_none().then(|| beginning(text, LONGEST_VALUE).into_owned());
            value
        });
        if let Some(text) = message {
            let path = self.path_of(key);
            let message = format!("`{path}` is no {wanted}: `{text}`");
            self.notes.warn_at(&path, "import-not-understood", &message);
        }
        value
    }

    /// The text at `key`, if `read` understands it; else it stays, without a warning.
    pub(crate) fn taken_if<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(key)?;
        let value = read(text.trim());
        if value.is_none() {
            self.notes.suppose(&self.path_of(key), unlike(&text));
            self.keep(key, Value::String(text));
        }
        value
    }

    /// A list of texts, or a single one.
    pub(crate) fn texts(&mut self, key: &str) -> Vec<String> {
        match self.fields.shift_remove(key) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::String(text)) if text.trim().is_empty() => Vec::new(),
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(items)) if items.iter().all(Value::is_string) => items
                .into_iter()
                .filter_map(|item| match item {
                    Value::String(text) => Some(text),
                    _ => None,
                })
                .filter(|text| !text.trim().is_empty())
                .collect(),
            Some(other) => {
                self.put_back(key, other, "a list of texts");
                Vec::new()
            }
        }
    }

    /// A whole number from 0 on, also written as a text.
    pub(crate) fn count(&mut self, key: &str) -> Option<u64> {
        let value = self.fields.shift_remove(key)?;
        let count = match &value {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        if count.is_none() {
            self.put_back(key, value, "a whole number");
        }
        count
    }

    /// Takes the object at `key` apart with `read`, where there is one.
    pub(crate) fn object<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&mut JsonFields<'n>) -> T,
    ) -> Option<T> {
        match self.fields.shift_remove(key)? {
            Value::Object(fields) => {
                let path = format!("{}{key}.", self.path);
                let mut inner = JsonFields { fields, path, notes: self.notes };
                let result = read(&mut inner);
                let rest = inner.into_rest();
                if !rest.is_empty() {
                    self.keep(key, Value::Object(rest));
                }
                Some(result)
            }
            other => {
                self.put_back(key, other, "an object");
                None
            }
        }
    }

    /// Takes each object of the list at `key` apart with `read`. If anything is left of any of
    /// them, the list stays, with `{}` for those of which nothing is left.
    pub(crate) fn objects<T>(
        &mut self,
        key: &str,
        mut read: impl FnMut(&mut JsonFields<'n>) -> Option<T>,
    ) -> Vec<T> {
        let items = match self.fields.shift_remove(key) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            Some(other) => {
                self.put_back(key, other, "a list of objects");
                return Vec::new();
            }
        };
        let mut results = Vec::with_capacity(items.len());
        let mut rests = Vec::with_capacity(items.len());
        let mut is_opened = false;
        for (index, item) in items.into_iter().enumerate() {
            let Value::Object(fields) = item else {
                self.wrong_type(&format!("{key}[{index}]"), "an object");
                rests.push(item);
                continue;
            };
            let path = format!("{}{key}[{index}].", self.path);
            let before = fields.len();
            let mut inner = JsonFields { fields, path, notes: self.notes };
            let result = read(&mut inner);
            is_opened |= inner.concluded(before, result.is_none());
            results.extend(result);
            let rest = inner.into_rest();
            rests.push(Value::Object(rest));
        }
        if rests.iter().any(|rest| !is_empty(rest)) {
            if is_opened {
                self.notes.open(self.path_of(key));
            }
            self.keep(key, Value::Array(rests));
        }
        results
    }

    /// The first of [`JsonFields::objects`]; others stay whole.
    pub(crate) fn first_object<T>(
        &mut self,
        key: &str,
        mut read: impl FnMut(&mut JsonFields<'n>) -> Option<T>,
    ) -> Option<T> {
        let mut found = None;
        self.objects(key, |item| {
            if found.is_some() {
                return None;
            }
            found = read(item);
            found.as_ref().map(drop)
        });
        found
    }

    /// Puts a value among those that have no place in our types.
    pub(crate) fn keep(&mut self, key: &str, value: Value) {
        self.fields.insert(key.to_owned(), value);
    }

    /// Whether something was taken of an item that had so many fields `before`. Of one of which nothing
    /// was, and that `is_nothing` to the reader, all stays for one reason.
    fn concluded(&self, before: usize, is_nothing: bool) -> bool {
        let left = self.fields.values().filter(|it| !is_empty(it)).count();
        if is_nothing && left > 0 && left == before {
            self.notes.suppose_all(&self.path, UNFIT);
        }
        self.fields.len() < before
    }

    fn put_back(&mut self, key: &str, value: Value, wanted: &str) {
        if value.is_null() {
            return;
        }
        self.wrong_type(key, wanted);
        self.keep(key, value);
    }

    fn wrong_type(&self, key: &str, wanted: &str) {
        let path = self.path_of(key);
        self.notes.warn_at(&path, "import-wrong-type", &format!("`{path}` is not {wanted}"));
    }
}

/// Of a value that a record has a field for, and which that does not take.
const OTHER_FORM: &str = "it is not in the form in which a record has it";

/// Of an item of a list of which nothing is taken.
const UNFIT: &str = "nothing of this item fits a field of a record";

/// Of a placeholder.
const NOTHING: &str = "it says nothing";

/// Why no field takes `text`, where nothing more is said of it.
fn unlike(text: &str) -> &'static str {
    if says_nothing(text) { NOTHING } else { OTHER_FORM }
}

/// What `rest` says, as losses that are kept. Lists of which something was taken are named by their
/// items.
pub(crate) fn kept(rest: &Map<String, Value>, notes: &Notes) -> Vec<Loss> {
    let mut losses = Vec::new();
    add_kept("", rest, notes, &mut losses);
    losses
}

fn add_kept(path: &str, rest: &Map<String, Value>, notes: &Notes, losses: &mut Vec<Loss>) {
    for (key, value) in rest {
        let field = match key.as_str() {
            TEXT => path.trim_end_matches('.').to_owned(),
            key => format!("{path}{key}"),
        };
        match value {
            Value::Object(inner) => add_kept(&format!("{field}."), inner, notes, losses),
            Value::Array(items) if notes.is_opened(&field) => {
                let numbered = items.iter().enumerate().filter(|(_, it)| !is_empty(it));
                for (at, item) in numbered {
                    match item {
                        Value::Object(inner) => {
                            add_kept(&format!("{field}[{at}]."), inner, notes, losses);
                        }
                        other => losses.push(loss(format!("{field}[{at}]"), other, notes)),
                    }
                }
            }
            other => losses.push(loss(field, other, notes)),
        }
    }
}

fn loss(field: String, value: &Value, notes: &Notes) -> Loss {
    let why = notes.why(&field);
    Loss { field, value: value.to_string(), kept: true, why }
}

/// Whether a value says nothing.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}
