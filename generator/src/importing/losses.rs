//! What an import tells of the values that no field of a record says.

use serde::Serialize;

use faircat_text::beginning;

use crate::formats::reader::Loss;

/// How much of a value people are shown, in characters.
const SHOWN: usize = 60;

/// A value of a source that no field of the record says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lost {
    /// Slug of the record.
    pub record: String,
    pub format: &'static str,
    /// Its place in the source, as `methodology.steps`.
    pub field: String,
    /// Its value, or the beginning of it.
    pub value: String,
    pub why: String,
    /// Where the record keeps it, as `extensions.zenodo`; none where it is dropped.
    pub kept_in: Option<String>,
}

impl Lost {
    pub(super) fn new(record: &str, format: &'static str, loss: Loss) -> Lost {
        let Loss { field, value, kept, why } = loss;
        let why = why.text().to_owned();
        let kept_in = kept.then(|| format!("extensions.{format}"));
        Lost { record: record.to_owned(), format, field, value, why, kept_in }
    }

    /// The beginning of the value.
    pub fn shown(&self) -> String {
        beginning(&self.value, SHOWN).into_owned()
    }

    /// The same with no more of the value than people are shown.
    pub(super) fn shortened(self) -> Lost {
        Lost { value: self.shown(), ..self }
    }

    /// Where it is, in a word.
    pub fn fate(&self) -> &str {
        self.kept_in.as_deref().unwrap_or("dropped")
    }

    pub(super) fn fate_in_words(&self) -> String {
        self.kept_in.as_ref().map_or("dropped".to_owned(), |place| format!("kept in `{place}`"))
    }
}
