//! DataCite's JSON and XML.

use super::{holds, read, record, refusal};
use std::path::Path;

#[test]
fn an_answer_of_the_api_finds_its_fields() {
    insta::assert_snapshot!(record("datacite-json", "api.json"));
}

#[test]
fn what_contradicts_itself_is_told() {
    insta::assert_snapshot!(record("datacite-json", "contradictory.json"));
}

#[test]
fn xml_says_the_same_as_json() {
    insta::assert_snapshot!("kernel_4", record("datacite-xml", "kernel-4.xml"));
    insta::assert_snapshot!("kernel_3", record("datacite-xml", "kernel-3.xml"));
}

#[test]
fn imported_records_are_sound_and_stay_as_they_are() {
    holds("datacite-json", &["api.json", "contradictory.json"]);
    holds("datacite-xml", &["kernel-4.xml", "kernel-3.xml"]);
}

#[test]
fn xml_is_read_within_bounds() {
    let xml = |inner: &str| {
        format!("<resource xmlns=\"http://datacite.org/schema/kernel-4\">\n{inner}</resource>")
    };
    let bomb = "<!DOCTYPE r [<!ENTITY a \"aaaa\">]>\n<resource xmlns=\"http://datacite.org/schema/kernel-4\"/>";
    let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
    let flood = "<a/>".repeat(500_001);
    for (text, wanted) in [
        (bomb.to_owned(), "a document type is declared"),
        (xml("<titles><title>&a;</title></titles>"), "the entity `&a;` is not XML's"),
        (xml(&deep), "nested more than 64 deep"),
        (xml(&flood), "more than 500000 elements"),
        (xml("<titles>"), "line 2 import-malformed-xml"),
        (xml("<b:titles/>"), "prefix `b` has no namespace"),
        (xml(""), "has no `titles`"),
        ("text".to_owned(), "text outside the root"),
        (String::new(), "there is no element"),
    ] {
        let found = refusal("datacite-xml", "a.xml", text.as_bytes());
        assert!(found.contains(wanted), "{wanted}: {found}");
    }
}

#[test]
fn works_of_no_kind_are_refused() {
    let json = br#"{"titles": [{"title": "T"}], "creators": [], "types": {"resourceTypeGeneral": "Instrument"}}"#;
    assert!(refusal("datacite-json", "a.json", json).contains("`Instrument`"));
    let odd =
        br#"{"titles": [7, null, {"title": ["x"]}], "creators": "Ada", "dates": 3, "types": []}"#;
    assert!(refusal("datacite-json", "a.json", odd).contains("has no title"));
}

#[test]
fn odd_types_are_kept_and_told() {
    let odd = br#"{"doi": "10.1234/a", "titles": [{"title": "T"}], "creators": {"name": "Ada"}, "dates": 3, "sizes": {"a": 1}}"#;
    let (text, problems) = read("datacite-json", Path::new("a.json"), odd);
    let text = text.unwrap();
    assert!(text.contains("name: Ada"), "{text}");
    assert!(
        problems.iter().any(|it| it.contains("`sizes` is not a list of texts")),
        "{problems:?}"
    );
}

#[test]
fn an_element_that_stands_twice_is_told() {
    let xml = b"<resource xmlns=\"http://datacite.org/schema/kernel-4\">\n\
        <titles><title>T</title></titles>\n<publisher>One</publisher>\n<publisher>Two</publisher>\n\
        <version>1</version>\n<version>2</version>\n\
        <resourceType resourceTypeGeneral=\"Dataset\"/></resource>";
    let (text, problems) = read("datacite-xml", Path::new("a.xml"), xml);
    let text = text.unwrap();
    assert!(text.contains("publisher:\n  name: One\n"), "{text}");
    assert!(text.contains("# kept publisher"), "{text}");
    assert!(!text.contains("\nversion:"), "{text}");
    assert!(problems.iter().any(|it| it.contains("`version` is not a text")), "{problems:?}");
}
