//! What is written of a record says, read again, the same in the fields that the format has.

use std::path::Path;

use faircat::formats::zenodo;
use faircat::record::{Kind, Work, reading};

use super::read;
use crate::program::{faircat, says};
use crate::subjects::Fixture;

/// The software of the fixture that has every field, written as `format` and read again.
fn returned(format: &str) -> Work {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/every-field");
    let mut command = faircat();
    command.args(["export", "software/full", "--as", format, "--root"]).arg(root);
    let written = command.output().unwrap();
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    let (text, problems) = read(format, Path::new("record"), &written.stdout);
    let text = text.unwrap_or_else(|| panic!("{problems:?}"));
    reading::parse(&text).unwrap()
}

fn original() -> Work {
    let file = "fixtures/every-field/catalog/software/full/record.yaml";
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file));
    reading::parse(&text.unwrap()).unwrap()
}

#[test]
fn what_every_format_has_comes_back() {
    let wanted = original();
    for format in ["datacite-json", "datacite-xml", "codemeta", "cff", "bibtex"] {
        let found = returned(format);
        assert_eq!(found.kind, wanted.kind, "{format}");
        assert_eq!(found.title, wanted.title, "{format}");
        assert_eq!(found.version, wanted.version, "{format}");
        assert_eq!(found.identifiers, wanted.identifiers, "{format}");
        assert_eq!(found.authors.len(), wanted.authors.len(), "{format}");
    }
}

#[test]
fn datacite_says_it_all_again() {
    let wanted = original();
    for format in ["datacite-json", "datacite-xml"] {
        let found = returned(format);
        assert_eq!(found.alternate_titles, wanted.alternate_titles);
        assert_eq!(found.description, wanted.description);
        assert_eq!(found.date_created, wanted.date_created);
        assert_eq!(found.date_published, wanted.date_published);
        assert_eq!(found.date_modified, wanted.date_modified);
        assert_eq!(found.contributors, wanted.contributors);
        assert_eq!(found.publisher, wanted.publisher);
        assert_eq!(found.funding, wanted.funding);
        assert_eq!(found.license, wanted.license);
        assert_eq!(found.subjects, wanted.subjects);
        assert_eq!(found.language, wanted.language);
        let embargo = |work: &Work| work.access.as_ref().map(|it| it.embargo_until.clone());
        assert_eq!(embargo(&found), embargo(&wanted));
    }
}

#[test]
fn codemeta_and_citation_files_say_again_what_they_have() {
    let wanted = original();
    let found = returned("codemeta");
    assert_eq!(found.maintainers, wanted.maintainers);
    assert_eq!(found.license, wanted.license);
    assert_eq!(found.copyright_year, wanted.copyright_year);
    let code = |work: &Work| {
        work.code.clone().map(|it| (it.repository, it.issue_tracker, it.development_status))
    };
    assert_eq!(code(&found), code(&wanted));
    let found = returned("cff");
    assert_eq!(found.license, wanted.license);
    assert_eq!(found.keywords, wanted.keywords);
    assert_eq!(found.date_published, wanted.date_published);
}

/// A dataset with `lines` beside its title, written as `format`.
fn written(lines: &str, format: &str) -> Vec<u8> {
    exported(&format!("kind: dataset\ntitle: D\ndate_published: \"2024\"\n{lines}"), format)
}

/// The dataset that `record` is, written as `format`.
fn exported(record: &str, format: &str) -> Vec<u8> {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("catalog/datasets");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("d.yaml"), record).unwrap();
    let mut command = faircat();
    command.args(["export", "d", "--as", format, "--root"]).arg(root.path());
    let written = command.output().unwrap();
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    written.stdout
}

/// As [`written`], and what it says when it is read again.
fn with(lines: &str, format: &str) -> (String, Work) {
    let bytes = written(lines, format);
    let (text, problems) = read(format, Path::new("record"), &bytes);
    let text = text.unwrap_or_else(|| panic!("{problems:?}"));
    (String::from_utf8(bytes).unwrap(), reading::parse(&text).unwrap())
}

#[test]
fn numbers_in_titles_stay_whole() {
    let title = "Jets, 25\u{202f}554, at 5\u{202f}GeV";
    let record = format!(
        "kind: dataset\ntitle: {title}\nauthors: [{{name: Ada Example}}]\ndate_published: \"2024\"\n"
    );
    for format in ["datacite-json", "datacite-xml", "cff", "bibtex", "json-ld"] {
        let bytes = exported(&record, format);
        let (text, problems) = read(format, Path::new("record"), &bytes);
        let text = text.unwrap_or_else(|| panic!("{problems:?}"));
        assert_eq!(reading::parse::<Work>(&text).unwrap().title, title, "{format}");
    }
}

#[test]
fn a_work_in_german_stays_in_german() {
    let german = "kind: dataset\ntitle: Kuchen\ntext_language: de\nsummary: Von Kuchen.\n\
        date_published: \"2024\"\nkeywords: [Zucker]\ntranslations:\n  - {language: en, \
        title: Cakes, summary: Of cakes., keywords: [sugar]}\n";
    let wanted = reading::parse::<Work>(german).unwrap();
    for format in ["turtle", "json-ld"] {
        let bytes = exported(german, format);
        let (text, problems) = read(format, Path::new("record"), &bytes);
        let found = reading::parse::<Work>(&text.unwrap_or_else(|| panic!("{problems:?}")));
        let found = found.unwrap();
        assert_eq!((&found.title, &found.keywords), (&wanted.title, &wanted.keywords), "{format}");
        assert_eq!(found.text_language, wanted.text_language, "{format}");
        // A summary stands where a description is missing.
        assert_eq!((&found.summary, &found.description), (&wanted.summary, &None), "{format}");
        let title = |work: &Work| work.translations.first().and_then(|it| it.title.clone());
        assert_eq!(title(&found), title(&wanted), "{format}");
    }
}

#[test]
fn families_of_people_come_back() {
    let lines = "authors:\n  - {name: Gabriel García Márquez, given_name: Gabriel, family_name: \
        García Márquez}\n  - {name: Jürgen Schröder Jr.}\n";
    let authors = reading::parse::<Work>(&format!("kind: dataset\ntitle: D\n{lines}"));
    let authors = authors.unwrap().authors;
    for format in ["datacite-json", "datacite-xml", "cff", "bibtex", "json-ld"] {
        let (written, found) = with(lines, format);
        assert!(written.contains("García Márquez"), "{format}: {written}");
        assert_eq!(found.authors, authors, "{format}: {written}");
    }
    let text = with(lines, "cff").0;
    assert!(text.contains("name-suffix: \"Jr.\"") || text.contains("name-suffix: Jr."), "{text}");
    assert!(with(lines, "bibtex").0.contains("Schröder, Jr., Jürgen"));
    let csl = String::from_utf8(written(lines, "csl")).unwrap();
    assert!(csl.contains("\"suffix\": \"Jr.\""), "{csl}");
}

#[test]
fn identifiers_of_funders_and_people_come_back() {
    let lines = "authors:\n  - {name: Ada Lovelace, identifiers: [\"gnd:118529579\"]}\n\
        funding:\n  - funder: {name: EC, organization: true, identifiers: \
        [\"doi:10.13039/501100000780\"]}\n    award: \"7\"\n";
    for format in ["datacite-json", "datacite-xml"] {
        let (written, found) = with(lines, format);
        assert!(written.contains("Crossref Funder ID"), "{written}");
        let wanted = reading::parse::<Work>(&format!("kind: dataset\ntitle: D\n{lines}")).unwrap();
        assert_eq!(found.funding, wanted.funding, "{format}");
        assert_eq!(found.authors, wanted.authors, "{format}");
    }
}

#[test]
fn a_choice_of_licences_comes_back() {
    for format in ["datacite-json", "datacite-xml", "json-ld"] {
        let (written, found) = with("license: MIT OR Apache-2.0\n", format);
        assert_eq!(found.license.as_deref(), Some("MIT OR Apache-2.0"), "{format}: {written}");
    }
}

#[test]
fn statements_of_responsible_ai_come_back_as_what_they_were() {
    let (written, _) = with("dataset: {temporal_coverage: \"2020\"}\n", "croissant");
    assert!(
        written.contains("\"conformsTo\": \"http://mlcommons.org/croissant/1.1\""),
        "{written}"
    );
    let lines = "dataset:\n  preparation: |-\n    Sorted.\n\n    **Annotations of an item:** 3\n\n    \
        **Programs that annotated:**\n\n    - One\n    - Two\n";
    let (written, found) = with(lines, "croissant");
    let document: serde_json::Value = serde_json::from_str(&written).unwrap();
    assert_eq!(document["conformsTo"][1], "http://mlcommons.org/croissant/RAI/1.0");
    assert_eq!(document["rai:dataPreprocessingProtocol"], "Sorted.");
    assert_eq!(document["rai:annotationsPerItem"], "3");
    assert_eq!(document["rai:machineAnnotationTools"], serde_json::json!(["One", "Two"]));
    let preparation = found.dataset.and_then(|it| it.preparation).unwrap_or_default();
    assert!(preparation.contains("**Programs that annotated:**\n\n- One\n- Two"), "{preparation}");
    assert!(found.conforms_to.is_empty(), "{:?}", found.conforms_to);
}

/// A draft of an InvenioRDM repository, as it is sent and as a repository gives it back.
#[test]
fn a_draft_says_it_all_again() {
    let (fixture, wanted) = (Fixture::named("every-field"), original());
    let entry = fixture.catalog.get(Kind::Software, "full").unwrap();
    let mut draft = fixture.one(&entry.id(), |view| {
        zenodo::record(view, view.work.as_ref().unwrap(), Some("2026-01-01"), true)
    });
    draft["id"] = "abcde-12345".into();
    let bytes = serde_json::to_vec(&draft).unwrap();
    let (text, problems) = read("zenodo", Path::new("draft.json"), &bytes);
    let found: Work = reading::parse(&text.unwrap_or_else(|| panic!("{problems:?}"))).unwrap();
    assert_eq!((found.kind, &found.title), (wanted.kind, &wanted.title));
    assert_eq!(found.alternate_titles, wanted.alternate_titles);
    assert_eq!(found.description, wanted.description);
    assert_eq!(found.version, wanted.version);
    assert_eq!(found.date_published, wanted.date_published);
    assert_eq!(found.date_created, wanted.date_created);
    assert_eq!(found.license, wanted.license);
    assert_eq!(found.language, wanted.language);
    let people = |work: &Work| serde_json::json!([work.authors, work.contributors]);
    let named = |work: &Work| people(work).to_string().matches("\"name\"").count();
    assert_eq!(named(&found), named(&wanted));
    assert_eq!(found.authors.len(), wanted.authors.len());
    assert_eq!(found.funding.len(), wanted.funding.len());
    let embargo = |work: &Work| work.access.as_ref().map(|it| it.embargo_until.clone());
    assert_eq!(embargo(&found), embargo(&wanted));
    assert!(found.keywords.contains(&wanted.keywords[0]));
}

#[test]
fn training_data_with_a_translated_title_is_called_by_it() {
    let root = tempfile::tempdir().unwrap();
    let german = "kind: dataset\ntitle: Kuchen\ntext_language: de\ndate_published: \"2024\"\n\
        translations:\n  - {language: en, title: Cakes}\n";
    let model = "kind: model\ntitle: Baker\nmodel:\n  training:\n    datasets:\n      \
        - dataset: datasets/cakes\n";
    for (file, record) in [("datasets/cakes.yaml", german), ("models/baker.yaml", model)] {
        let file = root.path().join("catalog").join(file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, record).unwrap();
    }
    let mut command = faircat();
    command.args(["export", "baker", "--as", "cyclonedx", "--root"]).arg(root.path());
    let written = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(written.contains("\"name\": \"Cakes\""), "{written}");
}

/// A crate names each of its entities.
#[test]
fn what_has_no_title_gets_none_in_a_crate() {
    let lines = "funding:\n- {funder: {name: Fund}, award: \"246686\"}\nrelations:\n\
        - {type: references, target: \"arxiv:2401.01234\"}\n";
    let (written, work) = with(lines, "ro-crate");
    says(&written, "\"name\": \"246686\"");
    assert_eq!((&work.funding[0].award, &work.funding[0].title), (&Some("246686".into()), &None));
    assert_eq!(work.relations[0].target, "arxiv:2401.01234");
    assert_eq!(work.relations[0].title, None);
}
