//! Fields of which only what says something is taken: placeholders stay.

use faircat_record::diagnostic::Diagnostic;
use faircat_record::partial_date::PartialDate;
use serde_json::Value;

use super::JsonFields;
use crate::import::statements::{self, says_nothing};

impl JsonFields<'_> {
    /// The text at `key`, trimmed; `None` for a placeholder, which stays.
    pub(crate) fn said(&mut self, key: &str) -> Option<String> {
        if self.fields.get(key).is_some_and(|it| it.as_str().is_some_and(says_nothing)) {
            self.notes.suppose(&self.path_of(key), super::NOTHING);
            return None;
        }
        // Truths are no texts, and no reason for a warning either.
        let text = self.text(key)?;
        Some(text.trim().to_owned())
    }

    /// The texts at `key`, a list or a single one, without placeholders.
    pub(crate) fn all_said(&mut self, key: &str) -> Vec<String> {
        self.understood_texts(key, |text| Some(text.trim().to_owned()))
    }

    /// Of the texts at `key`, a list or a single one, what `read` makes of them; what it does not
    /// understand stays.
    pub(crate) fn understood_texts<T>(
        &mut self,
        key: &str,
        mut read: impl FnMut(&str) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.fields.shift_remove(key) else { return Vec::new() };
        let items = match value {
            Value::Array(items) => items,
            Value::String(_) | Value::Number(_) => vec![value],
            Value::Null => return Vec::new(),
            other => {
                self.put_back(key, other, "a list of texts");
                return Vec::new();
            }
        };
        let (mut found, mut rest) = (Vec::new(), Vec::new());
        for item in items {
            let read = match &item {
                Value::String(text) if !says_nothing(text) => read(text.trim()),
                Value::Number(number) => read(&number.to_string()),
                _ => None,
            };
            match read {
                Some(value) => found.push(value),
                None => rest.push(item),
            }
        }
        if !rest.iter().all(super::is_empty) {
            let path = self.path_of(key);
            if !found.is_empty() {
                self.notes.reason(&path, "the record has the others of this list");
            }
            let is_said = |it: &Value| it.as_str().is_none_or(|it| !says_nothing(it));
            let why = if rest.iter().any(is_said) { super::OTHER_FORM } else { super::NOTHING };
            self.notes.suppose(&path, why);
            self.keep(key, Value::Array(rest));
        }
        found
    }

    /// The date at `key`; a time of day stays beside it.
    pub(crate) fn date(&mut self, key: &str) -> Option<String> {
        if self.fields.get(key).is_some_and(|it| it.as_str().is_some_and(says_nothing)) {
            self.notes.suppose(&self.path_of(key), super::NOTHING);
            return None;
        }
        let written = self.fields.get(key).and_then(Value::as_str).map(str::to_owned);
        let date = self.understood(key, "date", statements::date)?;
        // The day alone says less.
        if let Some(written) = written.filter(|it| PartialDate::parse(it.trim()).is_none()) {
            let why = "its day is taken; a record has no time of day";
            self.notes.reason(&self.path_of(key), why);
            self.keep(key, Value::String(written));
        }
        Some(date)
    }

    /// The value at `key`, whatever it is.
    pub(crate) fn take(&mut self, key: &str) -> Option<Value> {
        self.fields.shift_remove(key)
    }

    /// The value at `key`, which stays.
    pub(crate) fn look(&self, key: &str) -> Option<&Value> {
        self.fields.get(key)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.fields.contains_key(key)
    }

    pub(crate) fn keys(&self) -> Vec<String> {
        self.fields.keys().cloned().collect()
    }

    /// The place of `key` in the source, as `authors[1].orcid`.
    pub(crate) fn path_of(&self, key: &str) -> String {
        match key {
            super::TEXT => self.path.trim_end_matches('.').to_owned(),
            key => format!("{}{key}", self.path),
        }
    }

    /// Says that there should be a value at `key`, which the reader of the record would want.
    pub(crate) fn missing(&self, key: &str, code: &'static str, message: &str, hint: &str) {
        let path = self.path_of(key);
        let problem = Diagnostic::warning(code, format!("`{path}` {message}")).hint(hint);
        self.notes.tell(&path, problem);
    }

    /// Says of the value at `key` what is wrong with it; it stays.
    pub(crate) fn warn(&self, key: &str, code: &'static str, message: &str) {
        let path = self.path_of(key);
        let message = format!("`{path}` {message}");
        if !self.has(key) {
            self.notes.reason(&self.path_of(super::TEXT), &message);
        }
        self.notes.warn_at(&path, code, &message);
    }
}
