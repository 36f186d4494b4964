//! What `check` tells people about bad input: whole messages, from fixtures.

use std::fs;
use std::path::{Path, PathBuf};

use faircat::cli::printer::{self, ProblemFormat};
use faircat::loading;

use crate::program::writes_anew;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn messages(root: &Path, format: ProblemFormat) -> String {
    let (_, diagnostics) = loading::load(root);
    let mut out = Vec::new();
    printer::print(&diagnostics, format, root, false, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Each folder of `fixtures/invalid` holds a catalogue and the messages in `expected.txt`, which
/// `INSTA_UPDATE=always` writes anew, as it does snapshots.
#[test]
fn invalid_records_give_these_messages() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for folder in fs::read_dir(fixtures().join("invalid")).unwrap() {
        let root = folder.unwrap().path();
        let actual = messages(&root, ProblemFormat::Human);
        let file = root.join("expected.txt");
        if writes_anew() {
            fs::write(&file, &actual).unwrap();
        }
        seen += 1;
        if fs::read_to_string(&file).unwrap_or_default() != actual {
            wrong.push(format!("{}:\n{actual}", root.display()));
        }
    }
    assert!(seen > 10);
    assert!(wrong.is_empty(), "other messages than expected:\n{}", wrong.join("\n"));
}

/// Letters that stand alone have pages of their own.
#[test]
fn keywords_that_share_a_page_and_may_mean_two_things_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let datasets = folder.path().join("catalog/datasets");
    fs::create_dir_all(&datasets).unwrap();
    let record = |keywords: &str| format!("kind: dataset\ntitle: Jets\nkeywords: {keywords}\n");
    fs::write(datasets.join("a.yaml"), record("[ML, B, Higgs boson]")).unwrap();
    fs::write(datasets.join("b.yaml"), record("[ml, b, higgs-boson]")).unwrap();
    let said = messages(folder.path(), ProblemFormat::Human);
    assert!(said.contains("[keyword]: `ml` has one page with `ML` of `datasets/a`"), "{said}");
    assert_eq!(said.matches("[keyword]").count(), 1, "{said}");
}

/// Files that no repository should hold, written on the spot.
#[test]
fn files_that_are_no_text_give_these_messages() {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("catalog/models");
    fs::create_dir_all(&models).unwrap();
    fs::write(models.join("latin.yaml"), b"kind: model\nname: Z\xfcrich net\n").unwrap();
    let huge = fs::File::create(models.join("huge.yaml")).unwrap();
    huge.set_len(16 * 1024 * 1024 + 1).unwrap();
    let expected = "\
error[too-large]: the file has 16777217 bytes; at most 16777216 are read
--> catalog/models/huge.yaml
 = help: keep data in artifacts, beside the record

error[not-utf8]: the file is not valid UTF-8 from line 2 on
--> catalog/models/latin.yaml
 = help: save the file as UTF-8

";
    assert_eq!(messages(folder.path(), ProblemFormat::Human), expected);
}

#[test]
fn valid_records_give_no_message() {
    assert_eq!(messages(&fixtures().join("valid"), ProblemFormat::Human), "");
}

#[test]
fn the_catalogue_of_this_repository_is_sound() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    assert_eq!(messages(&root, ProblemFormat::Human), "");
}

#[test]
fn github_annotations_are_escaped() {
    let text = messages(&fixtures().join("invalid/unknown-field"), ProblemFormat::Github);
    let first = text.lines().next().unwrap();
    assert_eq!(
        first,
        "::error file=catalog/models/net.yaml,line=3,col=1,title=unknown-field::the record has no \
         field `licence`%0Ahelp: did you mean `license`?"
    );
}

#[test]
fn json_lists_objects_with_places() {
    let text = messages(&fixtures().join("invalid/unknown-field"), ProblemFormat::Json);
    let list: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(list[0]["code"], "unknown-field");
    assert_eq!(list[0]["line"], 3);
}

#[test]
fn what_is_wrong_in_the_settings_has_a_remedy() {
    for (text, expected) in [
        ("titel: x\n", "did you mean `title`?"),
        ("title: [a]\n", "write `a` without the list"),
        ("- title: x\n", "the file must be a mapping, not a list"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("catalog")).unwrap();
        fs::create_dir(folder.path().join("site")).unwrap();
        fs::write(folder.path().join("site/site.yaml"), text).unwrap();
        let checked = crate::program::faircat().arg("check").current_dir(folder.path()).output();
        let checked = checked.unwrap();
        let said = [checked.stdout, checked.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        assert!(said.contains(expected) && said.contains("site/site.yaml:1"), "{said}");
    }
}
