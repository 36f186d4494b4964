//! What an import tells of the values that no field of a record says.

use serde::Serialize;
use serde_json::Value;

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

    /// What the source has for `field` of a record, in which somebody edited that.
    pub(super) fn edited(record: &str, format: &'static str, field: String, value: &Value) -> Lost {
        let (record, value, why) = (record.to_owned(), value.to_string(), EDITED_FIELD.to_owned());
        Lost { record, format, field, value, why, kept_in: None }
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

/// Why a record has not what an import would keep there.
const EDITED: &str = "somebody edited what was kept of it, and that stays";

/// Why a field of a record is not what an import would make it.
const EDITED_FIELD: &str = "somebody edited this field of the record, and that stays";

/// Makes `losses` those of a record that has the extension `here`, where the import would keep
/// `now`.
pub(super) fn after_edits(losses: &mut [Lost], now: Option<&Value>, here: Option<&Value>) {
    for lost in losses.iter_mut().filter(|it| it.kept_in.is_some()) {
        let value = now.and_then(|it| at(it, &lost.field));
        if value.is_some() && value != here.and_then(|it| at(it, &lost.field)) {
            lost.kept_in = None;
            EDITED.clone_into(&mut lost.why);
        }
    }
}

/// What stands at `path` within `value`, as `methodology.steps[0].name`. Names may have points too.
fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    if path.is_empty() {
        return Some(value);
    }
    if let Value::Array(items) = value {
        let (number, rest) = path.strip_prefix('[')?.split_once(']')?;
        return at(items.get(number.parse::<usize>().ok()?)?, rest);
    }
    let fields = value.as_object()?;
    let paths = std::iter::once(path).chain(path.strip_prefix('.'));
    let within = paths.flat_map(|path| {
        fields.iter().filter_map(move |(key, inner)| {
            let rest = path.strip_prefix(key.as_str())?;
            let is_whole = rest.is_empty() || rest.starts_with(['.', '[']);
            is_whole.then_some((key.len(), inner, rest))
        })
    });
    let (_, inner, rest) = within.max_by_key(|it| it.0)?;
    at(inner, rest)
}
