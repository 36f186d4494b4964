//! One record in one format and back.

use std::path::Path;

use faircat::catalog::Entry;
use faircat::evidence::contract;
use faircat::formats::format::Format;
use faircat::formats::losses::Fate;
use faircat::formats::package::{Content, PackedWork, Packer, Tested, TestedTensor, payload_of};
use faircat::formats::reader::Input;
use faircat::formats::view::RecordView;
use faircat::record::{Record, Work};
use faircat_inference::batching::Batching;
use faircat_inference::signature::Declared;
use faircat_inference::tensor::{Data, Tensor};
use serde_json::{Value, json};

use crate::subjects::Fixture;

/// A record of the fixture that a format tells.
pub(super) struct Written<'a> {
    fixture: &'a Fixture,
    entry: &'a Entry,
    format: &'static Format,
    original: Value,
    returned: Value,
}

/// A value of a record.
struct Leaf<'a> {
    /// As `authors.orcid`.
    field: String,
    /// JSON pointer of the value.
    pointer: String,
    value: &'a Value,
}

impl<'a> Written<'a> {
    /// `None` where the format tells nothing of such records.
    pub(super) fn new(
        fixture: &'a Fixture,
        entry: &'a Entry,
        format: &'static Format,
    ) -> Option<Written<'a>> {
        let Record::Work(work) = entry.record() else { return None };
        let original = json!(work);
        let returned = returned(fixture, entry, format, *work)?;
        Some(Written { fixture, entry, format, original, returned })
    }

    /// Each field that the record has, once, with what became of it.
    pub(super) fn fates(&self) -> Vec<(String, Fate)> {
        let (leaves, back) = (leaves(&self.original), leaves(&self.returned));
        let mut fates: Vec<(String, Fate)> = Vec::new();
        for leaf in &leaves {
            if fates.iter().all(|(known, _)| *known != leaf.field) {
                let same: Vec<&Leaf> = leaves.iter().filter(|it| it.field == leaf.field).collect();
                fates.push((leaf.field.clone(), self.fate(&same, &back)));
            }
        }
        fates
    }

    /// What became of the values of one field.
    fn fate(&self, leaves: &[&Leaf], back: &[Leaf]) -> Fate {
        let comes_back = |leaf: &&&Leaf| {
            back.iter().any(|it| it.field == leaf.field && is_same(leaf.value, it.value))
        };
        let missing: Vec<&&Leaf> = leaves.iter().filter(|it| !comes_back(it)).collect();
        let extensions = &self.returned["extensions"];
        let is_there = |leaf: &&&Leaf| holds(extensions, leaf.value);
        if missing.is_empty() {
            Fate::Kept
        } else if missing.iter().all(is_there) && self.is_why(leaves) {
            Fate::InExtensions
        } else if missing.len() < leaves.len() {
            Fate::Partly
        } else {
            Fate::Lost
        }
    }

    /// Whether the extensions are others without these values, so that they are there for them. What
    /// no record can be without is there for itself.
    fn is_why(&self, leaves: &[&Leaf]) -> bool {
        let mut without = self.original.clone();
        for leaf in leaves {
            let (above, name) = leaf.pointer.rsplit_once('/').unwrap();
            match without.pointer_mut(above).unwrap() {
                Value::Object(fields) => drop(fields.shift_remove(name)),
                Value::Array(items) => items.clear(),
                _ => {}
            }
        }
        let Ok(work) = serde_json::from_value::<Work>(without) else { return true };
        let returned = returned(self.fixture, self.entry, self.format, work);
        returned.is_none_or(|it| it["extensions"] != self.returned["extensions"])
    }
}

/// `work` written and read; nothing where what is written is not read.
pub(crate) fn returned(
    fixture: &Fixture,
    entry: &Entry,
    format: &Format,
    work: Work,
) -> Option<Value> {
    let title = work.title.clone();
    let record = Record::Work(Box::new(work));
    let (name, bytes) = fixture.as_if(entry, &record, |view| written(format, view))?;
    let input = Input::new(Path::new(&name), &bytes);
    let found = (format.reader?.read)(&input);
    let known = found.records.iter().map(|it| (it.slug(), it.kind())).collect();
    let works: Vec<Work> = found.records.into_iter().map(|it| it.import(&known).work).collect();
    let work = works.iter().find(|it| it.title == title).or(works.first());
    Some(json!(work))
}

/// The file beside the page, or else that of the package by which the format is known.
pub(crate) fn written(format: &Format, view: &RecordView) -> Option<(String, Vec<u8>)> {
    if let Some(companion) = format.companion {
        return companion
            .applies(view)
            .then(|| (companion.file_name.to_owned(), companion.write(view)));
    }
    let of = view.work.as_ref()?;
    let payload = payload_of(of.work);
    let packed = PackedWork { view, of, payload: &payload };
    let made = match format.package?.packer {
        Packer::Work(pack) => pack(&packed).ok()?,
        Packer::Tested { pack, .. } => pack(&packed, &tested(of.work)?).ok()?,
        Packer::Model(_) => return None,
    };
    made.files.into_iter().find_map(|file| match file.content {
        Content::Bytes(bytes) if is_known(format, &file.path, &bytes) => Some((file.path, bytes)),
        _ => None,
    })
}

/// A test of one item, all of whose values are one.
fn tested(work: &Work) -> Option<Tested> {
    let signature = contract::signature(work.model.as_ref()?.signature.as_ref()?);
    let tensor = |declared: Declared| {
        let sizes = declared.shape.iter().map(|it| it.parse().unwrap_or(1));
        let shape: Vec<usize> = sizes.collect();
        let values = Data::Float32(vec![1.0; shape.iter().product()]);
        TestedTensor { values: Tensor::new(shape, values).unwrap(), declared }
    };
    Some(Tested {
        file: "model.onnx".to_owned(),
        bytes: Vec::new(),
        opset: 17,
        batching: Batching::Any,
        inputs: signature.inputs.into_iter().map(tensor).collect(),
        outputs: signature.outputs.into_iter().map(tensor).collect(),
        engine: "tract".to_owned(),
    })
}

fn is_known(format: &Format, path: &str, bytes: &[u8]) -> bool {
    format.reader.is_some_and(|it| (it.recognise)(&Input::new(Path::new(path), bytes)))
}

/// The values of a record that say something. What `extensions` hold counts as one.
fn leaves(record: &Value) -> Vec<Leaf<'_>> {
    let mut found = Vec::new();
    collect(record, String::new(), String::new(), &mut found);
    found
}

fn collect<'a>(value: &'a Value, field: String, pointer: String, found: &mut Vec<Leaf<'a>>) {
    match value {
        Value::Object(fields) if field != "extensions" => {
            for (name, inner) in fields {
                let dot = if field.is_empty() { "" } else { "." };
                collect(inner, format!("{field}{dot}{name}"), format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                collect(inner, field.clone(), format!("{pointer}/{at}"), found);
            }
        }
        value if says_nothing(&field, value) => {}
        value => found.push(Leaf { field, pointer, value }),
    }
}

/// What every record has of which nobody wrote the field.
fn says_nothing(field: &str, value: &Value) -> bool {
    let is_empty = |it: &serde_json::Map<String, Value>| it.is_empty();
    value.is_null()
        || *value == json!(false)
        || value.as_object().is_some_and(is_empty)
        || field == "status" && value == "active"
}

/// Whether a field is as it was; of `extensions`, whether they have all that they had.
fn is_same(one: &Value, back: &Value) -> bool {
    match (one, back) {
        (Value::Object(one), Value::Object(back)) => {
            one.iter().all(|(name, value)| back.get(name) == Some(value))
        }
        _ => one == back,
    }
}

/// Whether `value` stands somewhere in `extensions`, as itself or in a longer text.
fn holds(extensions: &Value, value: &Value) -> bool {
    match extensions {
        it if it == value => true,
        Value::Object(fields) => fields.values().any(|it| holds(it, value)),
        Value::Array(items) => items.iter().any(|it| holds(it, value)),
        Value::String(text) => match value {
            Value::String(part) => text.contains(part.as_str()),
            Value::Number(number) => *text == number.to_string(),
            _ => false,
        },
        _ => false,
    }
}
