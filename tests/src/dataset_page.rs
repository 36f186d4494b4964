//! What the page of a dataset shows of its files: sketches of fields, first values, whole rows.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use scraper::{Html, Selector};

use crate::program::{repository, run, says};

/// Builds a catalogue of one dataset, whose record ends with `record`, and gives page and messages.
fn page(folder: &Path, file: &str, content: &[u8], record: &str) -> (Html, String) {
    let dataset = folder.join("catalog/datasets/some");
    fs::create_dir_all(&dataset).unwrap();
    fs::write(dataset.join(file), content).unwrap();
    let record = format!(
        "kind: dataset\ntitle: Some data\nsummary: Some data.\nlicense: CC0-1.0\n\
         artifacts:\n  - role: data\n    path: {file}\n{record}"
    );
    fs::write(dataset.join("record.yaml"), record).unwrap();
    let out = folder.join("out");
    let done = run(folder, &["build", "--out", out.to_str().unwrap()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = fs::read_to_string(out.join("datasets/some/index.html")).unwrap();
    (Html::parse_document(&text), String::from_utf8_lossy(&done.stderr).into_owned())
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let found = Selector::parse(selector).unwrap();
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    page.select(&found).map(|it| words(it.text().collect())).collect()
}

#[test]
fn a_table_shows_its_first_rows_and_a_sketch_of_each_field() {
    let folder = tempfile::tempdir().unwrap();
    let mut table = "kind,pt [GeV],note\n".to_owned();
    for row in 0..300 {
        let kind = ["<b>beam</b>", "dump"][row % 2];
        writeln!(table, "{kind},{}.5,note {row}", 20 + row).unwrap();
    }
    let record = "dataset:\n  fields:\n    - name: kind\n    - name: pt\n      unit: GeV\n    \
                  - name: note\n    - name: absent\n";
    let (page, _) = page(folder.path(), "table.csv", table.as_bytes(), record);
    assert_eq!(texts(&page, ".sample th"), ["kind", "pt", "note"]);
    assert_eq!(texts(&page, ".sample tbody tr").len(), 5);
    assert_eq!(texts(&page, ".sample tbody tr")[0], "<b>beam</b>20.5note 0");
    let drawn = texts(&page, ".fields .drawn");
    assert_eq!(drawn, ["<b>beam</b> (150), dump (150)", "20.5320", "300 different texts", ""]);
    assert_eq!(texts(&page, ".fields .first-values")[1], "20.5, 21.5, 22.5");
    assert_eq!(texts(&page, ".fields svg").len(), 2);
    says(&texts(&page, "#data p").join(" "), "all 300 rows of table.csv");
}

#[test]
fn lists_of_items_are_taken_apart_by_the_fields_of_their_group() {
    let folder = tempfile::tempdir().unwrap();
    let sample = fs::read(repository().join("catalog/datasets/hbb-jets-pythia/sample.h5")).unwrap();
    let mut record = "dataset:\n  fields:\n    - name: label\n".to_owned();
    for place in 0..30 {
        write!(record, "    - name: f{place}\n      group: tracks\n").unwrap();
    }
    let (page, _) = page(folder.path(), "sample.h5", &sample, &record);
    assert_eq!(texts(&page, ".fields .drawn svg").len(), 31);
    // Labels are 0 and 1; a track's first feature is its share of the momentum, and what only
    // fills a list up, which is 0, is no track.
    assert_eq!(texts(&page, ".fields .ends")[0], "01");
    assert_eq!(texts(&page, ".fields .ends")[1], "0.0006760.539");
    assert_eq!(texts(&page, ".sample").len(), 0);
    assert_eq!(texts(&page, "form[data-narrow] input").len(), 1);
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_costs_only_the_sketches() {
    let folder = tempfile::tempdir().unwrap();
    let record = "dataset:\n  fields:\n    - name: x\n";
    let (page, told) = page(folder.path(), "table.csv", b"x,y\n1,2\n3\n", record);
    says(&told, "warning[sample]");
    says(&told, "`table.csv` cannot be shown on the page");
    assert_eq!(texts(&page, ".fields tbody th"), ["x"]);
    assert_eq!(texts(&page, ".drawn").len(), 0);
}
