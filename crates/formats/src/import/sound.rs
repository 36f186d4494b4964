//! What a check of the catalogue refuses in a record is kept aside, not published.

use std::collections::{HashMap, HashSet};

use faircat_catalog::checks::{self, Fault, FileState, OwnFiles, placeholders};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::json_pointer;
use faircat_record::{Artifact, Record, Work};
use serde_json::{Map, Value};

use super::names;
use crate::json_fields::Notes;
use crate::yaml;

/// Where refused values are kept, by their JSON pointers in the record.
const REFUSED: &str = "refused";

/// Faults come to light behind others: how often they are looked for.
const ROUNDS: usize = 6;

/// `work` without the values that a check refuses; these move to `rest`, with a warning for each. A
/// title that is refused stays: without one there is no record.
pub(super) fn settled(
    work: Work,
    slug: &str,
    rest: &mut Map<String, Value>,
    notes: &Notes,
) -> Work {
    let mut work = work;
    let mut refused = Map::new();
    for _ in 0..ROUNDS {
        let mut faults = faults(&work, slug);
        faults.retain(|it| it.pointer.len() > 1 && !matches!(&*it.pointer, "/title" | "/kind"));
        if faults.is_empty() {
            break;
        }
        let Some(next) = without(&work, faults, &mut refused, notes) else { break };
        work = next;
    }
    if !refused.is_empty() {
        rest.insert(REFUSED.to_owned(), Value::Object(refused));
    }
    work
}

fn faults(work: &Work, slug: &str) -> Vec<Fault> {
    let mut faults = yaml::to_yaml(work).map_or(Vec::new(), |text| placeholders::of_text(&text));
    let record = Record::Work(Box::new(work.clone()));
    let brought = Brought::of(&work.artifacts);
    faults.extend(checks::of_record(work.kind, slug, &record, &brought, None));
    faults.retain(|it| it.diagnostic.is_error());
    faults.extend(names::faults(work));
    faults
}

/// The files that lie around the source, which the program brings along: the record has their sizes and
/// checksums. What they hold is looked at where they are.
struct Brought<'a>(HashMap<&'a str, &'a Artifact>);

impl<'a> Brought<'a> {
    /// By their paths; of two with the same, the first.
    fn of(artifacts: &'a [Artifact]) -> Brought<'a> {
        let of_path = |it: &'a Artifact| Some((it.path.as_deref()?, it));
        Brought(artifacts.iter().rev().filter_map(of_path).collect())
    }

    fn named(&self, path: &str) -> Option<&'a Artifact> {
        self.0.get(path).copied()
    }
}

impl OwnFiles for Brought<'_> {
    fn state(&self, path: &str) -> FileState {
        let size = self.named(path).and_then(|it| it.size);
        size.map_or(FileState::Missing, FileState::File)
    }

    fn checksum(&self, path: &str, algorithm: &str) -> Option<String> {
        self.named(path)?.sha256.clone().filter(|_| algorithm == "sha256")
    }
}

fn without(
    work: &Work,
    mut faults: Vec<Fault>,
    refused: &mut Map<String, Value>,
    notes: &Notes,
) -> Option<Work> {
    let mut value = serde_json::to_value(work).ok()?;
    // From behind, so that what is taken out of a list moves nothing that is still to be found.
    faults.sort_by(|a, b| order(&b.pointer).cmp(&order(&a.pointer)));
    faults.dedup_by(|a, b| a.pointer == b.pointer);
    let mut left_out = Vec::new();
    for Fault { pointer, diagnostic } in faults {
        let Some(taken) = taken(&mut value, &pointer) else { continue };
        let message = format!("`{}` is left out: {}", &pointer[1..], diagnostic.message);
        notes.reason(&format!("{REFUSED}.{pointer}"), &diagnostic.message);
        let warning = Diagnostic::warning("import-refused", message);
        let warning = match diagnostic.hint {
            Some(hint) => warning.hint(hint),
            None => warning,
        };
        left_out.push((first_text(&taken), pointer.clone(), warning));
        refused.insert(pointer, taken);
    }
    tell(left_out, notes);
    serde_json::from_value(value).ok()
}

/// Tells what was left out, each with a text of it and its pointer in the record: where the source has
/// that text tells the place.
fn tell(left_out: Vec<(Option<String>, String, Diagnostic)>, notes: &Notes) {
    let wanted: HashSet<String> = left_out.iter().filter_map(|(text, ..)| text.clone()).collect();
    let known = notes.pointers_of(&wanted);
    let known: HashMap<&str, (&str, usize)> =
        known.iter().filter_map(|(text, places)| Some((text.as_str(), last(places)?))).collect();
    for (text, pointer, warning) in left_out {
        let is_item = pointer.rsplit('/').next().is_some_and(|it| it.parse::<usize>().is_ok());
        let place = text.and_then(|it| known.get(it.as_str()).copied());
        // What stands in one list twice is left out for the later time.
        let place = place.filter(|(_, times)| *times == 1 || is_item);
        notes.tell_at(place.map_or_else(String::new, |(place, _)| place.to_owned()), warning);
    }
}

/// The last of `places`, and how many these are; none where they are in several lists.
fn last(places: &[String]) -> Option<(&str, usize)> {
    let shape = |pointer: &str| -> Vec<Option<String>> {
        let name = |token: &str| token.parse::<usize>().is_err().then(|| token.to_owned());
        pointer.split('/').map(name).collect()
    };
    let last = places.last()?;
    let wanted = shape(last);
    places.iter().all(|it| shape(it) == wanted).then_some((last.as_str(), places.len()))
}

/// The first text or number within `value`.
fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => items.iter().find_map(first_text),
        Value::Object(fields) => fields.values().find_map(first_text),
        Value::Null | Value::Bool(_) => None,
    }
}

/// Lists in the order of their items.
fn order(pointer: &str) -> Vec<(usize, &str)> {
    pointer.split('/').map(|it| (it.parse().unwrap_or_default(), it)).collect()
}

/// The value at `pointer`, taken out of `from`.
fn taken(from: &mut Value, pointer: &str) -> Option<Value> {
    let (parent, last) = pointer.rsplit_once('/')?;
    match from.pointer_mut(parent)? {
        Value::Object(fields) => {
            let value = fields.get_mut(&json_pointer::unescape(last))?;
            Some(value.take()).filter(|it| !it.is_null())
        }
        Value::Array(items) => {
            let index = last.parse().ok().filter(|at| *at < items.len())?;
            Some(items.remove(index))
        }
        _ => None,
    }
}
