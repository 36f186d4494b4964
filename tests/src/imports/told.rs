//! What a source says twice, hides, or says of nobody: no import takes it for a fact or leaves it out
//! without a word.

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::{Value, json};

use super::owned_files::{Folder, pipe, zenodo};
use crate::program::{faircat, says};

/// An import of `source` into the catalogue of `folder`: what it says, and the record.
fn imported(folder: &Folder, source: &Value) -> (String, String) {
    folder.write("z.json", &source.to_string());
    let (_, told) = folder.import(&["zenodo", "z.json", "--into", "catalog"]);
    (told, folder.read("catalog/datasets/zenodo-1.yaml"))
}

fn by(names: &[&str]) -> Value {
    let creators: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
    zenodo("1", "10.5281/zenodo.1", &creators)
}

#[test]
fn what_is_not_looked_at_in_a_folder_is_told() {
    let folder = Folder::new();
    folder.write("f/one.json", &by(&["Lovelace, Ada"]).to_string());
    symlink("one.json", folder.path("f/link.json")).unwrap();
    pipe(&folder.path("f/pipe.json"));
    for (name, size) in [("f/big.json", 70_000_000), ("f/data.bin", 70_000_000)] {
        fs::File::create(folder.path(name)).unwrap().set_len(size).unwrap();
    }
    let told = folder.well(&["f", "--into", "catalog"]);
    says(&told, "1 symbolic link is not followed: `link.json`");
    says(&told, "1 pipe or device is not read: `pipe.json`");
    says(&told, "1 file has more than 67108864 bytes, and so is not looked at: `big.json`");
    says(&told, "1 written");
}

#[test]
fn a_name_that_stands_twice_is_an_error() {
    let folder = Folder::new();
    let text = by(&["Lovelace, Ada"]).to_string();
    let text = text.replace("\"title\":", "\n\"title\": \"Another\",\n\"title\":");
    folder.write("z.json", &text);
    let told = folder.fails(&["zenodo", "z.json", "--into", "catalog"]);
    says(&told, "error[import-duplicate-field]: `title` stands twice in one object");
    says(&told, "z.json:3");
    assert!(!folder.path("catalog").exists());
}

#[test]
fn what_nobody_sees_is_left_out() {
    let folder = Folder::new();
    let source = json!({"recid": "5", "title": "Peaks of Bragg", "experiments": ["\u{feff}"],
        "odd": "a\u{0}b", "abstract": {"description": "Peaks of Bragg that were simulated, in a long text."}});
    folder.write("one.json", &source.to_string());
    let told = folder.well(&["cern-opendata", "one.json", "--into", "catalog"]);
    says(&told, "characters of `odd` that nobody sees are left out: U+0000");
    let mut command = faircat();
    let checked = command.args(["check"]).current_dir(folder.path("")).output().unwrap();
    let told = String::from_utf8([checked.stdout, checked.stderr].concat()).unwrap();
    assert!(!told.contains("empty-text") && !told.contains("control-character"), "{told}");
}

#[test]
fn others_are_nobody() {
    let folder = Folder::new();
    let entry =
        "@misc{a, title = {Peaks of Bragg}, author = {Ada Lovelace and others}, year = 2024}";
    folder.write("a.bib", &entry.replace("@misc", "@dataset"));
    let told = folder.well(&["bibtex", "a.bib", "--into", "catalog"]);
    says(&told, "warning[import-others]");
    let record = fs::read_dir(folder.path("catalog/datasets")).unwrap().next().unwrap().unwrap();
    let record = fs::read_to_string(record.path()).unwrap();
    assert_eq!(record.matches("- name: ").count(), 1, "{record}");
}

#[test]
fn addresses_are_no_names() {
    let folder = Folder::new();
    let (told, record) = imported(
        &folder,
        &by(&[
            "https://orcid.org/0000-0002-1825-0097",
            "ada@example.org",
            "Ada Lovelace <ada@example.org>",
        ]),
    );
    says(&told, "`https://orcid.org/0000-0002-1825-0097` is an address, and nobody's name");
    says(&record, "authors:\n  - name: Ada Lovelace\n");
    assert_eq!(record.matches("- name: ").count(), 1, "{record}");
}

#[test]
fn who_has_a_family_is_no_organization() {
    let folder = Folder::new();
    let (_, record) = imported(&folder, &by(&["Institute, Paul", "Ada Lovelace, PhD"]));
    says(
        &record,
        "  - name: Paul Institute\n    organization: false\n  - name: Ada Lovelace, PhD\n",
    );
}

#[test]
fn dates_that_cannot_be_are_told() {
    let folder = Folder::new();
    let mut source = by(&["Lovelace, Ada"]);
    source["metadata"]["publication_date"] = json!("3024-01-01");
    says(&imported(&folder, &source).0, "warning[future-date]: `zenodo-1`: ");
    source["metadata"]["publication_date"] = json!("0000");
    let (told, record) = imported(&folder, &source);
    says(&told, "is no date: `0000`");
    assert!(!record.contains("\ndate_published"), "{record}");
}

#[test]
fn names_of_files_do_nothing_to_a_terminal() {
    let folder = Folder::new();
    let name = "a\u{1b}[2J\n.json";
    folder.write(name, &by(&["Lovelace, Ada"]).to_string());
    assert!(!folder.well(&[name, "--into", "catalog"]).contains('\u{1b}'));
    let mut command = faircat();
    let output = command.args(["assess", name]).current_dir(folder.path("")).output().unwrap();
    let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(!told.contains('\u{1b}'), "{told:?}");
}
