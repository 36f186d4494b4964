//! Importing again what was edited in the catalogue, in the source, or in both.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::program::{faircat, says};

/// A folder with a source of one record, which is imported.
struct Imported {
    folder: tempfile::TempDir,
}

/// How a run ended, and what it said.
struct Ran {
    code: Option<i32>,
    out: String,
    told: String,
}

impl Imported {
    fn new(source: &Value) -> Imported {
        let imported = Imported { folder: tempfile::tempdir().unwrap() };
        let ran = imported.again(source, &[]);
        says(&ran.out, "1 written, 0 unchanged");
        imported
    }

    fn again(&self, source: &Value, options: &[&str]) -> Ran {
        fs::write(self.folder.path().join("one.json"), source.to_string()).unwrap();
        run(self.folder.path(), &[&["cern-opendata", "one.json"], options].concat())
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("catalog/datasets/cern-opendata-5.yaml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    /// Writes `new` in the place of `old` in the record.
    fn edit(&self, old: &str, new: &str) {
        let text = self.text();
        says(&text, old);
        fs::write(self.file(), text.replacen(old, new, 1)).unwrap();
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let output = faircat().arg("import").args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), told: text(output.stderr) }
}

fn source(title: &str, keywords: &[&str]) -> Value {
    json!({"recid": "5", "title": title, "keywords": keywords, "license": {"attribution": "Own"}})
}

#[test]
fn ends_of_lines_are_no_change() {
    let source = source("One", &["jets"]);
    let imported = Imported::new(&source);
    let written = imported.text().replace('\n', "\r\n");
    fs::write(imported.file(), &written).unwrap();
    let ran = imported.again(&source, &["--update"]);
    says(&ran.out, "0 written, 1 unchanged");
    assert_eq!(imported.text(), written);
}

#[test]
fn the_comment_names_what_no_field_says_and_is_no_part_of_the_record() {
    let hostile = "x\u{2028}kind: model\u{85}\u{202e}\n#: =0";
    let with_odd = json!({"recid": "5", "title": "One", "odd": hostile, "null": null});
    let imported = Imported::new(&with_odd);
    let text = imported.text();
    let mut lines = text.lines();
    let first = "#: Imported from cern-opendata. What no field here says of its source:";
    assert_eq!(lines.next(), Some(first));
    says(&text, "#: - `odd`, kept in `extensions.cern-opendata`: a record has no such field: \"x");
    let comment = text.lines().take_while(|it| it.starts_with("#:"));
    let is_seen = |line: &str| !line.contains(['\u{2028}', '\u{85}', '\u{202e}']);
    assert!(comment.clone().all(is_seen) && comment.count() < text.lines().count());
    says(&imported.again(&with_odd, &[]).out, "0 written, 1 unchanged");
    says(&imported.again(&with_odd, &["--update"]).out, "0 written, 1 unchanged");
    assert_eq!(imported.text(), text);
}

#[test]
fn what_was_edited_is_not_replaced_silently() {
    let imported = Imported::new(&source("One", &["a"]));
    imported.edit("title: One", "title: Mine # better");
    let edited = imported.text();
    // The source has nothing new to say.
    let ran = imported.again(&source("One", &["a"]), &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.out, "0 written, 1 unchanged");
    assert_eq!(imported.text(), edited);
    let ran = imported.again(&source("One", &["a", "b"]), &[]);
    assert_eq!(ran.code, Some(1));
    says(&ran.told, "error[import-edited]");
    says(&ran.told, "was edited since it was imported (`title`), and its source has changed");
    says(&ran.told, "--update");
    assert_eq!(imported.text(), edited);
}

#[test]
fn an_update_takes_what_is_new_and_keeps_what_was_edited() {
    let imported = Imported::new(&source("One", &["a"]));
    imported.edit("title: One\n", "# Ask Ada.\ntitle: Mine # better\nsummary: Short.\n");
    let ran = imported.again(&source("One", &["a", "b"]), &["--update"]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.out, "1 written, 0 unchanged");
    let text = imported.text();
    says(&text, "# Ask Ada.\ntitle: Mine # better\nsummary: Short.\n");
    says(&text, "keywords:\n  - a\n  - b\n");
    for options in [&[][..], &["--update"]] {
        let ran = imported.again(&source("One", &["a", "b"]), options);
        assert_eq!((ran.code, &*imported.text()), (Some(0), &*text), "{}", ran.told);
    }
    // What is gone from the source goes.
    imported.again(&json!({"recid": "5", "title": "One"}), &["--update"]);
    assert!(!imported.text().contains("keywords"), "{}", imported.text());
    says(&imported.text(), "title: Mine # better\nsummary: Short.\n");
}

#[test]
fn conflicts_are_named_once_with_both_values() {
    let imported = Imported::new(&source("One", &["a"]));
    imported.edit("title: One", "title: Mine");
    let ran = imported.again(&source("Two", &["a"]), &["--update"]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.told, "warning[import-conflict]");
    says(
        &ran.told,
        "`title` of `cern-opendata-5` is `\"Mine\"` here, and its source now has `\"Two\"`",
    );
    says(&imported.text(), "title: Mine\n");
    let ran = imported.again(&source("Two", &["a"]), &["--update"]);
    assert!(!ran.told.contains("import-conflict"), "{}", ran.told);
    says(&ran.out, "0 written, 1 unchanged");
    says(&imported.text(), "title: Mine\n");
}

#[test]
fn the_comment_tells_what_somebody_edited_of_what_was_kept() {
    let odd = |word: &str| json!({"recid": "5", "title": "One", "odd": word, "other": 1});
    let imported = Imported::new(&odd("x"));
    imported.edit("odd: x\n", "odd: mine\n");
    says(&imported.again(&odd("x"), &[]).out, "0 written, 1 unchanged");
    says(&imported.again(&odd("z"), &["--update"]).told, "warning[import-conflict]");
    let text = imported.text();
    let why = "somebody edited what was kept of it, and that stays";
    says(&text, &format!("#: - `odd`, dropped: {why}: \"z\"\n"));
    says(&text, "`other`, kept in `extensions.cern-opendata`");
    says(&text, "odd: mine\n");
    says(&imported.again(&odd("z"), &["--update"]).out, "0 written, 1 unchanged");
}

#[test]
fn what_the_source_says_of_an_edited_field_is_lost_aloud() {
    let imported = Imported::new(&source("One", &["a"]));
    imported.edit("title: One", "title: Mine");
    imported.edit("keywords:\n  - a\n", "keywords:\n  - a\n  - own\n");
    let now = source("Two", &["a", "c"]);
    imported.again(&now, &["--update"]);
    let why = "dropped: somebody edited this field of the record, and that stays";
    let text = imported.text();
    says(&text, &format!("#: - `title`, {why}: \"Two\"\n"));
    says(&text, &format!("#: - `keywords`, {why}: [\"c\"]\n"));
    // It is so as long as they differ.
    for options in [&["--losses"][..], &["--losses", "--update"]] {
        let ran = imported.again(&now, options);
        says(&ran.out, "0 written, 1 unchanged");
        says(&ran.out, "somebody edited this field of the record");
        assert_eq!(imported.text(), text);
    }
}

/// Programs that write YAML anew leave comments out.
#[test]
fn without_the_comment_all_that_differs_was_edited() {
    let imported = Imported::new(&source("One", &["a"]));
    let body: String =
        imported.text().split_inclusive('\n').filter(|it| !it.starts_with("#:")).collect();
    fs::write(imported.file(), body.replace("title: One", "title: Mine")).unwrap();
    let ran = imported.again(&source("One", &["a"]), &[]);
    assert_eq!(ran.code, Some(1));
    says(&ran.told, "is not as its source has it (`title`), and its comment");
    let ran = imported.again(&source("One", &["a"]), &["--update"]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.told, "`title` of `cern-opendata-5` is `\"Mine\"` here");
    says(&imported.text(), "title: Mine\n");
}

#[test]
fn what_is_no_record_any_more_is_left() {
    let imported = Imported::new(&source("One", &["a"]));
    imported.edit("title: One", "title: [One");
    let broken = imported.text();
    let ran = imported.again(&source("Two", &["a"]), &["--update"]);
    assert_eq!(ran.code, Some(1));
    says(&ran.told, "is no record now");
    assert_eq!(imported.text(), broken);
}
