//! Croissant, 1.0 and 1.1.

use std::path::Path;

use faircat::formats::companions::companion_files;
use faircat::formats::list::format_named;
use faircat::formats::reader::Input;
use faircat::record::Work;
use serde_json::{Value, json};

use super::{holds, record, refusal};
use crate::subjects::Fixture;

#[test]
fn a_croissant_file_becomes_a_dataset() {
    insta::assert_snapshot!(record("croissant", "jets.json"));
}

#[test]
fn an_imported_dataset_is_sound_and_stays_as_it_is() {
    holds("croissant", &["jets.json"]);
}

fn refused(change: impl FnOnce(&mut Value)) -> String {
    let mut document = json!({
        "@context": {"cr": "http://mlcommons.org/croissant/"},
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "toy",
        "distribution": [{"@type": "cr:FileObject", "@id": "a", "contentUrl": "https://x.org/a"}],
        "recordSet": [{"@type": "cr:RecordSet", "@id": "r", "field": [
            {"@type": "cr:Field", "@id": "r/f", "dataType": "sc:Text",
             "source": {"fileObject": {"@id": "a"}}}
        ]}]
    });
    change(&mut document);
    let text = serde_json::to_string_pretty(&document).unwrap();
    refusal("croissant", "toy.json", text.as_bytes())
}

#[test]
fn invalid_files_are_refused_with_place_and_reason() {
    for (problem, wanted) in [
        (
            refused(|it| it["distribution"][0]["@id"] = "a b".into()),
            "`distribution[0].@id` is `a b`, and a name has no spaces",
        ),
        (
            refused(|it| it["distribution"][0]["@type"] = "sc:Thing".into()),
            "`distribution[0].@type` is \"sc:Thing\", but must be `cr:FileObject` or `cr:FileSet`",
        ),
        (
            refused(|it| it["distribution"][0]["containedIn"] = json!({"@id": "b"})),
            "`distribution[0].containedIn` names `b`, which is nowhere in the file",
        ),
        (
            refused(|it| {
                it["recordSet"][0]["field"][0]["source"]["fileObject"]["@id"] = "b".into()
            }),
            "`recordSet[0].field[0].source.fileObject` names `b`",
        ),
        (
            refused(|it| it["recordSet"][0]["@type"] = "cr:Records".into()),
            "`recordSet[0].@type` is \"cr:Records\"",
        ),
        (refused(|it| it["name"] = "".into()), "the dataset has no `name`"),
        (refused(|it| it["@type"] = "sc:Thing".into()), "no one node of this file"),
        (refusal("croissant", "a.json", b"{\"a\": 1,\n}"), "line 2 import-malformed-json"),
    ] {
        assert!(problem.contains(wanted), "{wanted}: {problem}");
        assert!(!problem.contains("line 0 import-invalid"), "{problem}");
    }
}

/// What we write ourselves comes back the same in the fields that the format has.
#[test]
fn our_own_files_come_back() {
    let text = Fixture::named("exports").one("datasets/jets", |subject| {
        let files = companion_files(subject).into_iter();
        let file = files.into_iter().find(|it| it.path.ends_with("croissant.json"));
        String::from_utf8(file.unwrap().content).unwrap()
    });
    let reader = format_named("croissant").unwrap().reader.unwrap();
    let input = Input::new(Path::new("croissant.json"), text.as_bytes());
    let found = (reader.read)(&input);
    assert_eq!(found.diagnostics, []);
    let imported = found.records.into_iter().next().unwrap().import(&Default::default());
    assert_eq!(imported.diagnostics, []);
    let Work { title, license, keywords, identifiers, date_published, artifacts, dataset, .. } =
        imported.work;
    assert_eq!(title, "Simulated jets");
    assert_eq!(license.as_deref(), Some("CC0-1.0"));
    assert_eq!(keywords, ["jets"]);
    assert_eq!(identifiers, ["doi:10.5555/jets"]);
    assert_eq!(date_published.as_deref(), Some("2019-05"));
    let [file] = artifacts.as_slice() else { panic!("{artifacts:?}") };
    assert_eq!(file.url.as_deref(), Some("https://example.org/jets.csv"));
    assert_eq!((file.size, file.media_type.as_deref()), (Some(2048), Some("text/csv")));
    assert!(file.sha256.is_some());
    let fields: Vec<_> =
        dataset.unwrap().fields.into_iter().map(|it| (it.name, it.data_type)).collect();
    let field = |name: &str, kind: &str| (name.to_owned(), Some(kind.to_owned()));
    assert_eq!(fields, [field("pt", "float"), field("flavour", "integer")]);
}

#[test]
fn a_description_in_another_language_is_a_translation() {
    let of = |context: &str, name: &str| {
        let text = format!(
            r#"{{"@context": {{{context}"cr": "http://mlcommons.org/croissant/"}},
            "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.1",
            "name": {name}, "description": {{"@value": "Von Gästen.", "@language": "de"}}}}"#
        );
        super::read("croissant", Path::new("toy.json"), text.as_bytes()).0.unwrap()
    };
    let english = r#""@language": "en", "#;
    let record = of(english, r#""passengers""#);
    assert!(record.contains("text_language: en\n"), "{record}");
    assert!(record.contains("  - language: de\n    description: Von Gästen.\n"), "{record}");
    // Nothing tells the language of this title.
    let record = of("", r#""passengers""#);
    assert!(!record.contains("text_language"), "{record}");
    assert!(record.contains("# kept description.@language: \"de\"\n"), "{record}");
    let record = of(english, r#"{"@value": "gaeste", "@language": "de"}"#);
    assert!(record.contains("description: Von Gästen.\ntext_language: de\n"), "{record}");
}

#[test]
fn the_language_of_a_field_in_another_one_is_kept() {
    let of = |tag: &str| {
        let text = format!(
            r#"{{"@context": {{"@language": "en", "cr": "http://mlcommons.org/croissant/"}},
            "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.1",
            "name": "toy", "recordSet": [{{"@type": "cr:RecordSet", "@id": "r", "field": [
            {{"@type": "cr:Field", "@id": "r/f", "dataType": "sc:Text",
              "description": {{"@value": "Breite", "@language": "{tag}"}}}}]}}]}}"#
        );
        super::read("croissant", Path::new("toy.json"), text.as_bytes()).0.unwrap()
    };
    let record = of("de");
    assert!(record.contains("description: Breite\n"), "{record}");
    let kept = "# kept recordSet[0].field[0].description.@language: \"de\"\n";
    assert!(record.contains(kept), "{record}");
    let record = of("en");
    assert!(!record.contains("@language"), "{record}");
}

#[test]
fn what_is_personal_may_be_a_list() {
    let text = r#"{"@context": {"cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/"}, "@type": "sc:Dataset", "name": "toy",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "rai:personalSensitiveInformation": ["Names are hashed.", "Ages are rounded."]}"#;
    let (record, problems) = super::read("croissant", Path::new("toy.json"), text.as_bytes());
    let record = record.unwrap();
    assert!(!problems.join("\n").contains("import-wrong-type"), "{problems:?}");
    assert!(record.contains("- Names are hashed."), "{record}");
    assert!(!record.contains("# kept personalSensitiveInformation"), "{record}");
}
