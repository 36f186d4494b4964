//! JSON of Zenodo and InvenioRDM.

use std::path::Path;

use super::{holds, read, record, records, refusal};
use crate::program::says;

#[test]
fn a_record_of_the_first_api_finds_its_fields() {
    insta::assert_snapshot!(record("zenodo", "old-api.json"));
}

#[test]
fn records_of_a_search_in_the_new_form_find_their_fields() {
    insta::assert_snapshot!(records("zenodo", "new-form.json"));
}

#[test]
fn a_draft_is_one() {
    insta::assert_snapshot!(record("zenodo", "draft.json"));
}

#[test]
fn imported_records_are_sound_and_stay_as_they_are() {
    holds("zenodo", &["old-api.json", "draft.json"]);
}

#[test]
fn of_several_licences_none_is_chosen() {
    let licence = |written: &str| {
        let json = format!(
            r#"{{"id": 1, "metadata": {{"title": "T", "resource_type": {{"id": "dataset"}}, {written}}}}}"#
        );
        let (text, _) = read("zenodo", Path::new("a.json"), json.as_bytes());
        let text = text.unwrap();
        let found = text.lines().find_map(|it| it.strip_prefix("license: ").map(str::to_owned));
        found.unwrap_or_default()
    };
    for (written, spdx) in [
        (r#""license": "CC-BY-4.0""#, "CC-BY-4.0"),
        (r#""license": {"id": "mit-license"}"#, "MIT"),
        (r#""license": {"id": "other-open"}"#, ""),
        (r#""rights": [{"id": "cc-by-4.0"}]"#, "CC-BY-4.0"),
        (r#""rights": [{"id": "cc-by-4.0"}, {"id": "mit"}]"#, ""),
        (r#""rights": [{"title": {"en": "House rules"}}]"#, ""),
        (r#""license": 7"#, ""),
        (r#""license": [[]]"#, ""),
    ] {
        assert_eq!(licence(written), spdx, "{written}");
    }
}

#[test]
fn texts_in_other_languages_are_translations_where_the_title_has_one() {
    let text = |own: &str| {
        let json = format!(
            r#"{{"id": 1, "metadata": {{"title": "Toys", "resource_type": {{"id": "dataset"}},
            "description": "Of cakes.", "additional_titles": [{own}
            {{"title": "Jouets", "type": {{"id": "translated-title"}}, "lang": {{"id": "fra"}}}}],
            "additional_descriptions": [{{"description": "Des gâteaux.",
            "type": {{"id": "abstract"}}, "lang": {{"id": "fra"}}}}]}}}}"#
        );
        let (text, problems) = read("zenodo", Path::new("a.json"), json.as_bytes());
        (text.unwrap(), problems.join("\n"))
    };
    let own = r#"{"title": "Toys", "type": {"id": "other"}, "lang": {"id": "eng"}},"#;
    let (record, problems) = text(own);
    says(&record, "description: Of cakes.\ntext_language: en\n");
    says(&record, "  - language: fr\n    title: Jouets\n    description: Des gâteaux.\n");
    assert!(!record.contains("# kept") && !record.contains("alternate_titles"), "{record}");
    assert_eq!(problems, "");
    let (record, problems) = text("");
    assert!(!record.contains("alternate_titles"), "{record}");
    says(&problems, "`metadata.additional_titles[0].title` is a translation");
}

#[test]
fn texts_in_another_language_that_are_no_translation_are_kept_aside() {
    let said = |text: &str, kind: &str, lang: &str| {
        format!(
            r#"{{"description": "{text}", "type": {{"id": "{kind}"}}, "lang": {{"id": "{lang}"}}}}"#
        )
    };
    let json = format!(
        r#"{{"id": 1, "metadata": {{"title": "Toys", "resource_type": {{"id": "dataset"}},
        "description": "Of cakes.",
        "additional_titles": [
            {{"title": "Toys", "type": {{"id": "other"}}, "lang": {{"id": "eng"}}}}],
        "additional_descriptions": [{}, {}, {}, {}]}}}}"#,
        said("Des gâteaux.", "abstract", "fra"),
        said("Un autre.", "abstract", "fra"),
        said("Au four.", "methods", "fra"),
        said("In an oven.", "methods", "eng"),
    );
    let (record, _) = read("zenodo", Path::new("a.json"), json.as_bytes());
    let record = record.unwrap();
    says(&record, "description: Of cakes.\ntext_language: en\n");
    says(&record, "    description: Des gâteaux.\n");
    says(&record, "collection: In an oven.\n");
    says(&record, "# kept metadata.additional_descriptions");
    assert_eq!(record.matches("description: Un autre.").count(), 1, "{record}");
}

#[test]
fn what_is_no_record_is_refused() {
    for (json, wanted) in [
        ("[]", "import-empty"),
        (r#"{"hits": {"hits": []}}"#, "import-empty"),
        ("[7]", "is not an object"),
        (r#"{"id": 1}"#, "has no `metadata`"),
        (r#"{"id": 9, "metadata": {"title": ""}}"#, "record 9 has no `title`"),
        (r#"{"id": 1, "metadata": {"title": "T", "resource_type": {"id": "event"}}}"#, "`event`"),
        ("{\n\"id\": \n", "line 3 import-malformed-json"),
        ("\u{0}", "import-malformed-json"),
    ] {
        let found = refusal("zenodo", "a.json", json.as_bytes());
        assert!(found.contains(wanted), "{json}: {found}");
    }
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(refusal("zenodo", "a.json", deep.as_bytes()).contains("recursion limit"));
}
