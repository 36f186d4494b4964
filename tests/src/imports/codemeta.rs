//! CodeMeta 2 and 3.

use super::{holds, record, refusal};

#[test]
fn version_2_finds_its_fields() {
    insta::assert_snapshot!(record("codemeta", "two.json"));
}

#[test]
fn version_3_finds_its_fields() {
    insta::assert_snapshot!(record("codemeta", "three.json"));
}

#[test]
fn imported_records_are_sound_and_stay_as_they_are() {
    holds("codemeta", &["two.json", "three.json"]);
}

#[test]
fn software_without_a_name_is_refused() {
    let json = br#"{"@context": "https://w3id.org/codemeta/3.0", "version": "1"}"#;
    assert!(refusal("codemeta", "codemeta.json", json).contains("the file has no `name`"));
    assert!(refusal("codemeta", "codemeta.json", b"[]").contains("is not an object"));
}
