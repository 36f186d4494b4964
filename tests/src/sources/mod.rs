//! What the catalogue says stands in its sources: `docs/sources.md` names source and place of every
//! figure, and is compared with the records, with their own files, and with the papers.

mod figures;
mod own_works;
mod places;
mod table;
mod texts;

use std::collections::BTreeMap;

use crate::program::{repository, shared};
use figures::Figure;
use table::Row;

fn rows() -> Vec<Row> {
    let rows = table::read(&repository().join("docs/sources.md"));
    assert!(!rows.is_empty(), "the table has lines");
    rows
}

#[test]
fn every_figure_of_the_records_stands_in_the_table_and_no_other() {
    let mut wrong = Vec::new();
    let mut listed: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for row in rows() {
        listed.entry((row.record, row.figure)).or_default().push(row.value);
    }
    for Figure { record, name, value } in figures::of_catalogue(&repository().join("catalog")) {
        match listed.remove(&(record.clone(), name.clone())).as_deref() {
            Some([found]) if *found == value => {}
            Some([found]) => wrong.push(format!("{record}, {name}: {value}, not {found}")),
            Some(_) => wrong.push(format!("{record}, {name} stands in the table twice")),
            None => wrong.push(format!("{record}, {name}: {value} has no line")),
        }
    }
    wrong.extend(listed.into_keys().map(|(record, name)| format!("{record} has no {name}")));
    assert!(wrong.is_empty(), "docs/sources.md:\n{}", wrong.join("\n"));
}

#[test]
fn figures_from_files_of_a_record_are_those_of_the_files() {
    let folder = repository().join("catalog");
    let rows: Vec<Row> = rows().into_iter().filter(|row| row.source == "file").collect();
    let results = rows.iter().map(|row| places::in_file(&folder.join(&row.record), row));
    let wrong: Vec<String> = results.filter_map(Result::err).collect();
    assert!(rows.len() > 60 && wrong.is_empty(), "{} lines:\n{}", rows.len(), wrong.join("\n"));
}

#[test]
fn figures_from_a_paper_stand_at_the_place_that_is_named() {
    let Some(folder) = shared("papers") else { return };
    let papers = places::papers(&folder);
    let rows: Vec<Row> =
        rows().into_iter().filter(|row| papers.contains_key(row.source.as_str())).collect();
    let results = rows.iter().map(|row| places::in_paper(&papers[row.source.as_str()], row));
    let wrong: Vec<String> = results.filter_map(Result::err).collect();
    assert!(rows.len() > 100 && wrong.is_empty(), "{} lines:\n{}", rows.len(), wrong.join("\n"));
}

#[test]
fn sizes_of_published_weights_are_those_of_the_files() {
    let Some(folder) = shared("data/fair4hep-hbb") else { return };
    let published = |row: &Row| row.source == "FAIR4HEP/hbb_interaction_network";
    let sizes = rows().into_iter().filter(|row| published(row) && row.there == "length in bytes");
    let wrong: Vec<String> = sizes.filter_map(|row| places::length(&folder, &row).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn figures_of_the_portal_stand_in_its_record() {
    let Some(folder) = shared("data/inputs/cern-opendata") else { return };
    let record = places::portal_record(&folder.join("cms-derived-Run2-datascience.json"), "12102");
    let missing: Vec<String> = rows()
        .into_iter()
        .filter(|row| row.source == "CERN Open Data 12102")
        .filter(|row| !places::holds_number(&record, &row.there))
        .map(|row| format!("{}: {}", row.figure, row.there))
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn no_record_repeats_twelve_words_in_a_row_of_a_paper() {
    let Some(folder) = shared("papers") else { return };
    let copied = texts::copied(&repository().join("catalog"), &places::papers(&folder));
    assert!(copied.is_empty(), "{}", copied.join("\n"));
}
