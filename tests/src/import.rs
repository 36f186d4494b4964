//! Importing records of the CERN Open Data portal.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use faircat::diagnostic::Diagnostic;
use faircat::formats::cern_opendata::FORMAT;
use faircat::formats::reader::{ForeignRecord, Found, Imported, Input, Known};
use faircat::formats::{html, yaml};
use faircat::importing::{self, Outcome};
use faircat::record::{Kind, RelationType, Work, reading};
use serde_json::Value;

use crate::program::shared;

const PORTAL: &str = "https://opendata.cern.ch";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/imports/cern-opendata").join(name)
}

/// The records of a fixture, each knowing of the others, and what could not be read.
fn import(name: &str) -> (Vec<Imported>, Vec<Diagnostic>) {
    let Found { records, diagnostics, .. } =
        read(Path::new(name), &fs::read(fixture(name)).unwrap());
    let known = known(&records);
    (records.into_iter().map(|record| record.import(&known)).collect(), diagnostics)
}

fn read(file: &Path, bytes: &[u8]) -> Found {
    (FORMAT.reader.unwrap().read)(&Input::new(file, bytes))
}

fn known(records: &[Box<dyn ForeignRecord>]) -> Known {
    records.iter().map(|record| (record.slug(), record.kind())).collect()
}

fn into(catalog: &Path, names: &[&str]) -> Outcome {
    let files: Vec<PathBuf> = names.iter().map(|name| fixture(name)).collect();
    importing::import(&FORMAT, &files, catalog, &|| {})
}

/// Diagnostics in one line each, without the folder of the fixtures.
fn lines(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|found| {
            let place = found.location.as_ref().unwrap();
            let name = place.file.file_name().unwrap().to_string_lossy().into_owned();
            let (code, message) = (&*found.code, &found.message);
            format!("{name}:{}:{} {code}: {message}", place.line, place.column)
        })
        .collect()
}

#[test]
fn every_field_of_a_portal_record_finds_its_place() {
    let (imported, diagnostics) = import("full.json");
    assert_eq!(diagnostics, []);
    insta::assert_snapshot!("full_dataset", yaml::to_yaml(&imported[0].work).unwrap());
    insta::assert_snapshot!("full_software", yaml::to_yaml(&imported[1].work).unwrap());
}

#[test]
fn what_is_not_understood_is_kept_and_reported() {
    let (imported, _) = import("full.json");
    assert_eq!(
        lines(&imported[0].diagnostics),
        [
            "full.json:0:0 import-not-understood: record 1001: `authors[1].orcid` is no ORCID iD: `unknown`",
            "full.json:0:0 import-not-understood: record 1001: `relations[2].type` is no known type of relation: `isCousinOf`",
        ]
    );
    assert_eq!(
        lines(&imported[1].diagnostics),
        [
            "full.json:0:0 import-not-understood: record 1002: `license.attribution` is no SPDX expression: `The Toy Licence`"
        ]
    );
    let kept = &imported[1].work.extensions[FORMAT.name];
    assert_eq!(kept["license"]["attribution"], "The Toy Licence");
}

#[test]
fn relations_point_into_the_catalogue_where_the_record_is_there() {
    let (imported, _) = import("full.json");
    let relations: Vec<(RelationType, &str)> = imported[0]
        .work
        .relations
        .iter()
        .map(|relation| (relation.kind, relation.target.as_str()))
        .collect();
    assert_eq!(
        relations,
        [
            (RelationType::IsDerivedFrom, "software/cern-opendata-1002"),
            (RelationType::References, "https://opendata.cern.ch/record/999"),
            (RelationType::References, "doi:10.1234/TOY.COUSIN"),
            (RelationType::References, "software/cern-opendata-1002"),
        ]
    );
}

#[test]
fn hostile_records_give_diagnostics_and_nothing_leaves_the_catalogue() {
    let (imported, diagnostics) = import("hostile.unrecognised.json");
    insta::assert_snapshot!("hostile_unread", lines(&diagnostics).join("\n"));
    assert_eq!(imported.len(), 1);
    insta::assert_snapshot!("hostile_warnings", lines(&imported[0].diagnostics).join("\n"));
    insta::assert_snapshot!("hostile_record", yaml::to_yaml(&imported[0].work).unwrap());
}

#[test]
fn malformed_json_names_its_line_and_the_other_files_are_imported() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = into(folder.path(), &["malformed.unrecognised.json", "full.json"]);
    assert_eq!(outcome.written, 2);
    let errors: Vec<Diagnostic> =
        outcome.diagnostics.into_iter().filter(Diagnostic::is_error).collect();
    assert_eq!(
        lines(&errors),
        [
            "malformed.unrecognised.json:3:1 import-malformed-json: this is not JSON: EOF while parsing a value"
        ]
    );
}

#[test]
fn deep_nesting_is_an_error_not_a_crash() {
    let deep = format!(r#"{{"recid": "1", "x": {}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let Found { records, diagnostics, .. } = read(Path::new("deep.json"), deep.as_bytes());
    assert!(records.is_empty());
    assert_eq!(diagnostics[0].message, "this is not JSON: recursion limit exceeded");

    // Not too deep for JSON, but for the reader of records.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deep.json");
    let deep = format!(r#"{{"recid": "1", "x": {}0{}}}"#, "[".repeat(100), "]".repeat(100));
    fs::write(&file, deep).unwrap();
    let outcome = importing::import(&FORMAT, &[file], &folder.path().join("catalog"), &|| {});
    assert_eq!(outcome.written, 0);
    assert!(outcome.diagnostics.iter().any(|found| found.code == "import-unwritable"));
}

#[test]
fn answers_of_the_api_and_single_records_are_read() {
    let (imported, diagnostics) = import("api.json");
    assert_eq!(diagnostics, []);
    assert_eq!(imported[0].slug, "cern-opendata-3001");
    let kept = &imported[0].work.extensions[FORMAT.name];
    assert_eq!(kept["api"]["id"], "3001");

    let single = br#"{"metadata": {"recid": "5", "title": "One"}}"#;
    assert_eq!(read(Path::new("one.json"), single).records[0].id(), "5");
    let bare = br#"{"recid": "5", "title": "One"}"#;
    assert_eq!(read(Path::new("one.json"), bare).records[0].id(), "5");
}

#[test]
fn importing_again_changes_nothing_that_somebody_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let catalog = folder.path().join("new/catalog");
    assert_eq!(into(&catalog, &["full.json"]).written, 2);
    let again = into(&catalog, &["full.json"]);
    assert_eq!((again.written, again.unchanged), (0, 2));

    let dataset = catalog.join("datasets/cern-opendata-1001.yaml");
    let text = fs::read_to_string(&dataset).unwrap();
    let edited = text.replace("title: Toy jets", "title: Better title");
    fs::write(&dataset, &edited).unwrap();
    let software = catalog.join("software/cern-opendata-1002.yaml");
    fs::write(&software, "kind: software\ntitle: Mine\n").unwrap();
    let third = into(&catalog, &["full.json"]);
    assert_eq!((third.written, third.unchanged), (0, 1));
    assert_eq!(fs::read_to_string(&dataset).unwrap(), edited);
    assert_eq!(fs::read_to_string(&software).unwrap(), "kind: software\ntitle: Mine\n");
    let error = third.diagnostics.iter().find(|found| found.is_error()).unwrap();
    assert_eq!(error.message, "`cern-opendata-1002` is there already and was not imported");
    let leftovers = fs::read_dir(catalog.join("datasets")).unwrap().count();
    assert_eq!(leftovers, 1, "no temporary file stays");
}

#[test]
fn a_record_that_comes_twice_is_imported_once() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = into(folder.path(), &["full.json", "full.json"]);
    assert_eq!(outcome.written, 2);
    let errors = outcome.diagnostics.iter().filter(|found| found.code == "import-duplicate");
    assert_eq!(errors.count(), 2);
}

#[test]
fn html_becomes_markdown() {
    let cases = [
        ("plain", "plain"),
        ("a\n  b&nbsp;&nbsp;c", "a b c"),
        ("<p>one<p>two</p>three", "one\n\ntwo\n\nthree"),
        ("one<br/>two<br><br>three", "one\\\ntwo\n\nthree"),
        ("<b> bold </b>and <i>italic</i>", "**bold** and *italic*"),
        ("<strong>never closed", "**never closed**"),
        ("<b><i>crossed</b></i>", "***crossed***"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>d", "- a\n- b\n\n  - c\n\nd"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
        ("a<blockquote>b<p>c</blockquote>d", "a\n\n> b\n>\n> c\n\nd"),
        ("<pre>x = '*'\n  y &lt; 1</pre>", "```\nx = '*'\n  y < 1\n```"),
        ("<code>a_b*`</code>", "`` a_b*` ``"),
        ("<h2>Title</h2>text", "## Title\n\ntext"),
        ("vector<float> and 1 < 2", "vector\\<float> and 1 < 2"),
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("2 * 3 _x_ a_b [c] `d`", "2 \\* 3 \\_x\\_ a_b \\[c\\] \\`d\\`"),
        ("# no heading", "\\# no heading"),
        ("1. no list", "1\\. no list"),
        ("at $\\sqrt{s}_*$ and", "at $\\sqrt{s}_*$ and"),
        ("<a href='/record/1'>one</a>", "[one](https://opendata.cern.ch/record/1)"),
        ("<a href=\"javascript:x()\">one</a>", "one (javascript:x())"),
        ("<a href='https://e.org/a(b)'>x</a>", "[x](<https://e.org/a(b)>)"),
        ("<a href='https://e.org/'>https://e.org/</a>", "<https://e.org/>"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        (
            "<table class='x'><tr><td>1<td onclick='y'>2</table>z",
            "<table>\n<tr><td>1<td>2\n</table>\n\nz",
        ),
    ];
    for (html, markdown) in cases {
        assert_eq!(html::to_markdown(html, PORTAL), markdown, "of {html}");
    }
}

#[test]
fn plain_texts_keep_the_address_of_a_link() {
    assert_eq!(
        html::to_plain_text("see <a href='/docs/x'>the &lt;docs&gt;</a>, a_b*", PORTAL),
        "see the <docs> (https://opendata.cern.ch/docs/x), a_b*"
    );
    assert_eq!(html::to_plain_text("std::vector<float>", PORTAL), "std::vector<float>");
}

#[test]
fn a_summary_ends_with_a_sentence() {
    assert_eq!(html::first_sentences("One. Two *words*. Three", 17), "One. Two words.");
    assert_eq!(html::first_sentences("unendingly many words", 14), "unendingly…");
    assert_eq!(html::first_sentences("Ünëndïnglÿ", 4), "Ünë…");
    assert_eq!(html::first_sentences("", 4), "");
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_becomes_markdown(text in "(<|>|/|p|b|a|table|pre|li|ul|\"|'|=|href|&| |\n|\\$|_|\\*|é){0,60}") {
            html::to_plain_text(&text, PORTAL);
            html::first_sentences(&html::to_markdown(&text, PORTAL), 20);
        }

        #[test]
        fn any_text_survives_as_plain_text(text in "[a-zA-Z0-9*_`\\[\\]#$~.é ]{0,40}") {
            let words: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(html::to_plain_text(&text, PORTAL), words.join(" "));
            // The same through Markdown, which must not take any of it for markup.
            let through = html::to_plain_text(&format!("<p>{text}</p>"), PORTAL);
            prop_assert_eq!(through, words.join(" "));
        }

        #[test]
        fn any_value_reads_back_as_it_was(
            text in "\\PC{0,20}".prop_filter("a title says something", |it| !it.trim().is_empty()),
            number in any::<i64>(),
        ) {
            let mut work = Work::new(Kind::Dataset, text.clone());
            work.description = Some(format!("{text}\n\n  {text}"));
            work.keywords = vec![text.clone()];
            let value = serde_json::json!({ &text: [text, number, null, true, {}] });
            work.extensions.insert("source".to_owned(), value);
            let written = yaml::to_yaml(&work).unwrap();
            prop_assert_eq!(reading::parse::<Work>(&written).unwrap(), work, "{}", written);
        }
    }
}

/// The portal's own files, where they are at hand.
fn portal_files() -> Option<Vec<PathBuf>> {
    let items = fs::read_dir(shared("data/inputs/cern-opendata")?).unwrap();
    let mut files: Vec<PathBuf> = items.map(|item| item.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    Some(files)
}

#[test]
fn the_portals_records_are_imported_and_read_back_as_they_were() {
    let Some(files) = portal_files() else { return };
    let folder = tempfile::tempdir().unwrap();
    let outcome = importing::import(&FORMAT, &files, folder.path(), &|| {});
    let errors: Vec<_> = outcome.diagnostics.iter().filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let all = |file: &PathBuf| read(file, &fs::read(file).unwrap()).records;
    let records: Vec<_> = files.iter().flat_map(all).collect();
    assert_eq!(outcome.written, records.len());
    let known = known(&records);
    for record in records {
        let imported = record.import(&known);
        let name = format!("{}/{}.yaml", imported.work.kind.folder(), imported.slug);
        let text = fs::read_to_string(folder.path().join(&name)).unwrap();
        assert!(
            reading::parse::<Work>(&text).unwrap() == imported.work,
            "{name} reads differently"
        );
    }
}

#[test]
fn no_word_of_the_portals_records_is_lost() {
    let Some(files) = portal_files() else { return };
    for file in files {
        let text = fs::read(&file).unwrap();
        let originals: Vec<Value> = serde_json::from_slice(&text).unwrap();
        let records = read(&file, &text).records;
        for (original, record) in originals.iter().zip(records) {
            let work = serde_json::to_value(record.import(&Known::new()).work).unwrap();
            let mut text_of_work = String::new();
            leaves("", &work, &mut |_, text| text_of_work.push_str(&format!("{text} ")));
            let haystack = letters(&text_of_work);
            // Most words stand there as they are; only others are looked for in what is all in one.
            let whole: HashSet<&str> = text_of_work.split(|c: char| !c.is_alphanumeric()).collect();
            leaves("", original, &mut |path, text| {
                if translated(path) {
                    return;
                }
                let is_there =
                    |word: &str| whole.contains(word) || haystack.contains(&letters(word));
                let lost: Vec<_> = words(text).filter(|word| !is_there(word)).collect();
                assert!(lost.is_empty(), "{path} of {}: {lost:?}", original["recid"]);
            });
        }
    }
}

/// Fields whose words become others of the same meaning.
fn translated(path: &str) -> bool {
    path == ".language"
        || path.starts_with(".relations.type")
        || path.starts_with(".files.type")
        || path.ends_with(".registry")
}

fn leaves(path: &str, value: &Value, visit: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::String(text) => visit(path, text),
        Value::Number(number) => visit(path, &number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| leaves(path, item, visit)),
        Value::Object(fields) => {
            fields.iter().for_each(|(key, item)| leaves(&format!("{path}.{key}"), item, visit));
        }
        _ => {}
    }
}

/// The words of a fragment of HTML: of its text, and of the addresses it links to.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(['<', '>']).enumerate().flat_map(|(index, part)| {
        let is_tag = index % 2 == 1 && text.contains("</");
        let part = match (is_tag, part.split_once("href=")) {
            (false, _) => part,
            (true, Some((_, address))) => address,
            (true, None) => "",
        };
        part.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 3 && !matches!(*word, "href" | "nbsp" | "blank" | "target"))
    })
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// By its extensions an import knows its own records, also where nothing had to be kept.
#[test]
fn a_record_of_which_nothing_is_kept_is_replaced_by_the_next_import() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.json");
    let catalog = folder.path().join("catalog");
    for title in ["One", "Two"] {
        fs::write(&file, format!(r#"{{"recid": "5", "title": "{title}"}}"#)).unwrap();
        let outcome = importing::import(&FORMAT, std::slice::from_ref(&file), &catalog, &|| {});
        assert_eq!(outcome.written, 1, "{:?}", outcome.diagnostics);
    }
}
