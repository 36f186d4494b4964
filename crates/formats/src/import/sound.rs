//! What a check of the catalogue refuses in a record is kept aside, not published.

use std::collections::HashMap;

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
    for Fault { pointer, diagnostic } in faults {
        let Some(taken) = taken(&mut value, &pointer) else { continue };
        let message = format!("`{}` is left out: {}", &pointer[1..], diagnostic.message);
        notes.reason(&format!("{REFUSED}.{pointer}"), &diagnostic.message);
        let warning = Diagnostic::warning("import-refused", message);
        notes.tell(
            "",
            match diagnostic.hint {
                Some(hint) => warning.hint(hint),
                None => warning,
            },
        );
        refused.insert(pointer, taken);
    }
    serde_json::from_value(value).ok()
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
