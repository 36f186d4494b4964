//! What is remembered of records says the same as the records themselves, and of changed ones nothing.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use faircat::catalog::{Catalog, Remembered};
use faircat::evidence::contradictions::Grounds;
use faircat::loading::{load, load_knowing};
use faircat::outside_world::file_mark;
use serde_json::{Value, json};

const NUMBERS: &str = "catalog/datasets/numbers.yaml";

type Known = HashMap<[u8; 32], Remembered>;

/// A catalogue whose records have all that an entry says of them, none with a folder.
fn catalogue() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let file = root.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write(
        NUMBERS,
        "kind: dataset\ntitle: Three numbers\nsummary: Random numbers.\ntext_language: en\n\
         moved_from: [figures]\nidentifiers: [\"doi:10.5281/zenodo.4321\"]\nauthors: [ada]\n\
         description: Of [a model](../../models/net/) and [nobody](https://example.org).\n\
         translations:\n  - {language: de, title: Drei Zahlen}\n",
    );
    write(
        "catalog/models/net.yaml",
        "kind: model\ntitle: A net\nmodel:\n  parameters: 17\n  task: [regression]\n  evaluations:\n\
         \x20   - {metric: mean error, value: 0.30000000000000004, dataset: numbers}\n",
    );
    write(
        "catalog/people/ada.yaml",
        "kind: person\nname: Ada Lovelace\naffiliations: [{name: Analytical Society}]\n",
    );
    root
}

/// What the next reading knows of `catalog`: of each record digest, record, warnings, gist and mark,
/// as far as `change` leaves them.
fn known(catalog: &Catalog, change: impl Fn(&str, &mut [Value])) -> Known {
    let records = catalog.lasting_records().map(|it| {
        let Value::Array(mut fields) = serde_json::to_value(it).unwrap() else { panic!("no list") };
        change(it.entry.map_or("", |entry| entry.slug.as_str()), &mut fields);
        let digest = serde_json::from_value(fields.remove(0)).unwrap();
        (digest, serde_json::from_value(Value::Array(fields)).unwrap())
    });
    records.collect()
}

/// All that the entries say, but for the marks, which files get once they were left alone.
fn told(catalog: &Catalog) -> String {
    let mut entries = catalog.entries.clone();
    entries.iter_mut().for_each(|it| it.mark = None);
    format!("{entries:#?}")
}

fn title_of_numbers(catalog: &Catalog) -> &str {
    let entry = catalog.entries.iter().find(|it| it.slug == "numbers");
    &entry.unwrap().summary.title
}

fn loaded(root: &Path, known: &Known) -> Catalog {
    load_knowing(root, known, &Grounds::default()).0
}

#[test]
fn entries_of_remembered_records_are_those_of_the_records() {
    let root = catalogue();
    let (first, problems) = load(root.path());
    assert_eq!(first.entries.len(), 3, "{problems:?}");
    let known = known(&first, |_, _| {});
    assert_eq!(known.len(), 3);
    let (again, same) = load_knowing(root.path(), &known, &Grounds::default());
    assert_eq!(told(&again), told(&first));
    assert_eq!(same, problems);
}

#[test]
fn a_record_that_cannot_be_read_is_refused_again_until_it_changes() {
    let root = catalogue();
    let file = root.path().join("catalog/people/bob.yaml");
    fs::write(&file, "kind: person\nname: Bob\nhat: 1\n").unwrap();
    let (first, problems) = load(root.path());
    let known = known(&first, |_, _| {});
    assert_eq!(known.values().filter(|it| it.refusal().is_some()).count(), 1);
    let (again, same) = load_knowing(root.path(), &known, &Grounds::default());
    assert_eq!(same, problems);
    assert_eq!(again.lasting_records().count(), 4);

    fs::write(&file, "kind: person\nname: Bob\n").unwrap();
    assert_eq!(loaded(root.path(), &known).entries.len(), 4);
}

#[test]
fn a_summary_told_in_one_language_is_remembered_in_that_of_the_record() {
    let root = catalogue();
    let (mut first, _) = load(root.path());
    first.speak("de");
    assert_eq!(title_of_numbers(&first), "Drei Zahlen");
    let mut again = loaded(root.path(), &known(&first, |_, _| {}));
    assert_eq!(title_of_numbers(&again), "Three numbers");
    again.speak("de");
    assert_eq!(title_of_numbers(&again), "Drei Zahlen");
}

#[test]
fn a_file_that_was_left_alone_is_not_read_and_an_edited_one_is() {
    let root = catalogue();
    let (first, _) = load(root.path());
    let file = root.path().join(NUMBERS);
    let mark = file_mark::of(root.path(), Path::new(NUMBERS)).unwrap().digest;
    // A digest that no text has tells that none was read.
    let digest = [7; 32];
    let known = known(&first, |slug, fields| {
        if slug == "numbers" {
            fields[0] = json!(digest);
            fields[4] = json!(mark);
        }
    });
    let is_known = |catalog: &Catalog| catalog.entries.iter().any(|it| it.digest == digest);
    assert!(is_known(&loaded(root.path(), &known)));

    // The same size and time, as a careless tool leaves them.
    let time = fs::metadata(&file).unwrap().modified().unwrap();
    let text = fs::read_to_string(&file).unwrap().replace("Three numbers", "Eight numbers");
    fs::write(&file, text).unwrap();
    fs::File::options().append(true).open(&file).unwrap().set_modified(time).unwrap();
    let edited = loaded(root.path(), &known);
    assert!(!is_known(&edited));
    assert_eq!(title_of_numbers(&edited), "Eight numbers");
}
