//! Whether a file has what the version of Croissant demands that it says it follows.

use faircat_record::diagnostic::Diagnostic;
use serde_json::{Map, Value};

use super::read::PROFILES;
use super::{faults, normal_form};
use crate::import::document;
use crate::import::statements::says_nothing;
use crate::reader::Input;

/// Versions that are known here.
const VERSIONS: [&str; 2] = ["1.0", "1.1"];

/// Properties that both versions require of the dataset.
const OF_DATASET: [&str; 7] =
    ["name", "description", "license", "url", "creator", "datePublished", "conformsTo"];

/// Names that 1.0 does not have.
const NEWER: [&str; 5] = ["annotation", "arrayShape", "isArray", "readLines", "sdVersion"];

/// Names that 1.1 no longer has.
const OLDER: [&str; 2] = ["jsonQuery", "repeated"];

/// Names are looked for so deep.
const DEEPEST: usize = 20;

/// What a file has of the version of Croissant that it says it follows.
#[derive(Clone, Debug, Default)]
pub struct Conformity {
    /// The number of that version.
    pub version: String,
    pub is_known: bool,
    /// How many of the properties are there that it requires.
    pub has: usize,
    /// Those that are missing, as `license` and `distribution[0].encodingFormat`.
    pub lacks: Vec<String>,
    /// Names that stand in the file, and are of the other version.
    pub foreign: Vec<&'static str>,
    /// What a library fails at that loads the file.
    pub faults: Vec<Diagnostic>,
}

impl Conformity {
    pub fn is_whole(&self) -> bool {
        self.is_known && self.lacks.is_empty() && self.foreign.is_empty() && self.faults.is_empty()
    }
}

/// What the file has of that version; `None` of one that names none, or cannot be read.
pub fn conformity(input: &Input) -> Option<Conformity> {
    let (document, source) = document::json(input).ok()?;
    let dataset = normal_form::dataset(&document)?;
    let version = version(&dataset)?;
    let foreign: &[&str] = if version == VERSIONS[0] { &NEWER } else { &OLDER };
    let mut found = Conformity {
        is_known: VERSIONS.contains(&&*version),
        faults: source.place(faults::of(&dataset)),
        version,
        ..Conformity::default()
    };
    require("", &dataset, &OF_DATASET, &mut found);
    for (at, file) in items(&dataset, "distribution").enumerate() {
        require_of_file(&format!("distribution[{at}]."), file, &mut found);
    }
    if found.is_known {
        for key in ["distribution", "recordSet"] {
            let below = dataset.get(key).into_iter();
            below.for_each(|it| note_foreign(it, foreign, 0, &mut found.foreign));
        }
    }
    Some(found)
}

/// The number of the version that the dataset names, of several the newest.
fn version(dataset: &Map<String, Value>) -> Option<String> {
    let one = |value: &Value| {
        let text = value.as_str().or_else(|| value.get("@id")?.as_str())?;
        let text = text.replace("https:", "http:");
        let number = text.strip_prefix(PROFILES)?.trim_end_matches('/');
        let is_number = number.starts_with(|it: char| it.is_ascii_digit());
        is_number.then(|| number.to_owned())
    };
    match dataset.get("conformsTo")? {
        Value::Array(all) => all.iter().filter_map(one).max(),
        value => one(value),
    }
}

fn items<'d>(
    dataset: &'d Map<String, Value>,
    key: &str,
) -> impl Iterator<Item = &'d Map<String, Value>> {
    let list = match dataset.get(key) {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    list.iter().filter_map(Value::as_object)
}

fn require_of_file(place: &str, file: &Map<String, Value>, found: &mut Conformity) {
    let kind = file.get("@type").map(Value::to_string).unwrap_or_default();
    if kind.contains("FileSet") {
        return require(place, file, &["encodingFormat", "includes"], found);
    }
    require(place, file, &["encodingFormat"], found);
    if file.contains_key("containedIn") {
        return;
    }
    require(place, file, &["contentUrl"], found);
    match ["sha256", "md5"].iter().any(|key| is_said(file, key)) {
        true => found.has += 1,
        false => found.lacks.push(format!("{place}sha256")),
    }
}

fn require(place: &str, node: &Map<String, Value>, keys: &[&str], found: &mut Conformity) {
    for key in keys {
        match is_said(node, key) {
            true => found.has += 1,
            false => found.lacks.push(format!("{place}{key}")),
        }
    }
}

fn is_said(node: &Map<String, Value>, key: &str) -> bool {
    match node.get(key) {
        Some(Value::String(text)) => !says_nothing(text),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Null) | None => false,
        Some(_) => true,
    }
}

/// Notes which `names` stand in `value`.
fn note_foreign(
    value: &Value,
    names: &[&'static str],
    depth: usize,
    found: &mut Vec<&'static str>,
) {
    match value {
        _ if depth > DEEPEST => {}
        Value::Array(items) => {
            items.iter().for_each(|it| note_foreign(it, names, depth + 1, found));
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                if let Some(name) = names.iter().find(|it| *it == key)
                    && !found.contains(name)
                {
                    found.push(name);
                }
                note_foreign(value, names, depth + 1, found);
            }
        }
        _ => {}
    }
}
