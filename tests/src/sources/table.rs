//! The lines of `docs/sources.md`.

use std::fs;
use std::path::Path;

/// One line of the table: a figure of a record and where it comes from.
pub(super) struct Row {
    /// Kind and slug, as `models/tagger`.
    pub(super) record: String,
    pub(super) figure: String,
    /// The value as the record has it, with `±` before an uncertainty.
    pub(super) value: String,
    pub(super) source: String,
    pub(super) place: String,
    /// The figure as the place has it, or how it follows from the place.
    pub(super) there: String,
}

/// The lines below the headings, each of which is the name of a record.
pub(super) fn read(file: &Path) -> Vec<Row> {
    let text = fs::read_to_string(file).unwrap();
    let mut record = String::new();
    let mut rows = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            name.clone_into(&mut record);
        } else if let Some(row) = row(&record, line) {
            rows.push(row);
        }
    }
    rows
}

fn row(record: &str, line: &str) -> Option<Row> {
    let cells = line.strip_prefix("| ")?.strip_suffix(" |")?;
    let [figure, value, source, place, there]: [&str; 5] =
        cells.split(" | ").collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("{line}"));
    (value != "value" && value != "---").then(|| Row {
        record: record.to_owned(),
        figure: figure.to_owned(),
        value: value.to_owned(),
        source: source.to_owned(),
        place: place.to_owned(),
        there: there.to_owned(),
    })
}
