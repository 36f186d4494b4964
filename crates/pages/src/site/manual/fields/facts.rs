//! What is known of a field beside what its type says.
//!
//! The table beside this file is data that `tests/src/field_facts.rs` makes of records with every field
//! and of the FAIR4HEP catalogue, and holds true.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use faircat_formats::format::Format;
use faircat_formats::losses::{Fate, losses};

/// A line for each field: its name (of people and organizations behind their kind), properties, indicators, and a value that it has somewhere.
const TABLE: &str = include_str!("facts.tsv");

/// What is known of a field.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// Properties of the linked data that hold it, as `schema:name`.
    pub(super) properties: Vec<&'static str>,
    /// Indicators whose finding changes with it.
    pub(super) indicators: Vec<&'static str>,
    /// YAML on one line; empty where there is none that is short.
    pub(super) example: &'static str,
    /// What becomes of it in each format that is read and written.
    pub(super) fates: Vec<(&'static Format, Fate)>,
}

static FACTS: LazyLock<BTreeMap<&'static str, Facts>> = LazyLock::new(|| {
    let mut facts: BTreeMap<&str, Facts> =
        TABLE.lines().skip(1).filter_map(facts_of_line).collect();
    let losses = losses();
    for field in &losses.fields {
        let fates = losses.formats.iter().zip(&field.fates);
        let fates = fates.filter_map(|(format, fate)| Some((*format, (*fate)?)));
        facts.entry(field.field).or_default().fates = fates.collect();
    }
    facts
});

fn facts_of_line(line: &'static str) -> Option<(&'static str, Facts)> {
    let mut cells = line.split('\t');
    let field = cells.next()?;
    let mut list = || cells.next().unwrap_or_default().split(' ').filter(|it| !it.is_empty());
    let (properties, indicators) = (list().collect(), list().collect());
    let example = line.split('\t').nth(3).unwrap_or_default();
    Some((field, Facts { properties, indicators, example, fates: Vec::new() }))
}

/// What is known of the field at `path`, as the table has it.
pub(super) fn facts_of(path: &str) -> Facts {
    FACTS.get(path).cloned().unwrap_or_default()
}
