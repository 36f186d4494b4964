//! What formats cannot carry of the fields that a change brings.

use std::collections::BTreeSet;

use faircat_formats::losses::{Fate, Losses};
use serde::Serialize;
use serde_json::Value;

/// Fields that are new in a record and that a format does not carry whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// As `faircat export --as` names it.
    pub format: &'static str,
    /// Fields that do not come back from a file of the format, as `authors.orcid`.
    pub lost: Vec<String>,
    /// Fields of which some works or some values come back.
    pub partly: Vec<String>,
    /// How many fields are new in all.
    pub of: usize,
}

/// The losses of the fields that `new` has and `old` has not, in the formats of `named`.
pub(crate) fn of_new_fields(
    losses: &Losses,
    old: Option<&Value>,
    new: &Value,
    named: &[&str],
) -> Vec<Loss> {
    let before = old.map(names).unwrap_or_default();
    let added: Vec<String> = names(new).difference(&before).cloned().collect();
    let of_format = |(column, format): (usize, &&'static faircat_formats::format::Format)| {
        if !named.contains(&format.name) {
            return None;
        }
        let with = |fate: Fate| {
            let is = |name: &&String| {
                let mut rows = losses.fields.iter();
                let row = rows.find(|row| row.field == name.as_str());
                row.and_then(|row| *row.fates.get(column)?) == Some(fate)
            };
            added.iter().filter(is).cloned().collect::<Vec<_>>()
        };
        let (lost, partly) = (with(Fate::Lost), with(Fate::Partly));
        let is_any = !lost.is_empty() || !partly.is_empty();
        is_any.then_some(Loss { format: format.name, lost, partly, of: added.len() })
    };
    losses.formats.iter().enumerate().filter_map(of_format).collect()
}

/// The names of the fields of `record` as the table of losses has them.
fn names(record: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(record, "", &mut found);
    found
}

fn collect(value: &Value, field: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) if field != "extensions" => {
            for (name, inner) in members {
                let dot = if field.is_empty() { "" } else { "." };
                collect(inner, &format!("{field}{dot}{name}"), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|inner| collect(inner, field, found)),
        // What every record has of which nobody wrote the field.
        Value::Null | Value::Bool(false) => {}
        Value::String(text) if field == "status" && text == "active" => {}
        _ => drop(found.insert(field.to_owned())),
    }
}
