//! Turtle in the words of schema.org and FAIR4ML.

use std::path::Path;

use super::{read, records, refusal};
use crate::program::says;

#[test]
fn statements_become_the_record_of_what_they_are_about() {
    insta::assert_snapshot!(records("turtle", "model.ttl"));
}

#[test]
fn broken_turtle_is_told_of_with_its_line() {
    let text = b"@prefix s: <https://schema.org/> .\n<https://a.example/> a s:Dataset ; s:name .\n";
    let told = refusal("turtle", "a.ttl", text);
    assert!(told.contains("line 2 import-malformed-turtle"), "{told}");
}

#[test]
fn texts_in_several_languages_are_of_the_work_and_of_its_translations() {
    let text = br#"@prefix s: <http://schema.org/> .
<https://example.org/d> a s:Dataset ; s:name "Kuchen"@de, "Cakes"@en ;
    s:description "Von Kuchen."@de, "Of cakes."@en ; s:keywords "sugar"@en, "Zucker"@de ;
    s:creator [ a s:Person ; s:name "Ada Toy"@en ] ."#;
    let (record, problems) = read("turtle", Path::new("a.ttl"), text);
    let record = record.unwrap_or_else(|| panic!("{problems:?}"));
    says(&record, "title: Cakes\nsummary: Of cakes.\ndescription: Of cakes.\ntext_language: en\n");
    let german = "  - language: de\n    title: Kuchen\n    description: Von Kuchen.\n";
    says(&record, &format!("{german}    keywords:\n      - Zucker\n"));
    says(&record, "\nkeywords:\n  - sugar\n");
    says(&record, "  - name: Ada Toy\n");
    assert!(!record.contains("# kept"), "{record}");
}

#[test]
fn what_no_field_says_stands_under_the_name_of_the_format() {
    let text = b"@prefix s: <http://schema.org/> .\n<https://example.org/d> a s:Dataset ; \
        s:name \"Cakes\" ; <https://example.org/terms#colour> \"red\" .\n";
    let (record, problems) = read("turtle", Path::new("a.ttl"), text);
    let record = record.unwrap_or_else(|| panic!("{problems:?}"));
    says(&record, "extensions:\n  turtle:\n    \"https://example.org/terms#colour\": red\n");
}

#[test]
fn what_prov_and_dublin_core_say_of_a_work_is_read() {
    let text = b"@prefix s: <http://schema.org/> .\n@prefix prov: <http://www.w3.org/ns/prov#> .\n\
        <https://example.org/d> a s:Dataset ; s:name \"Cakes\" ;\n\
        prov:wasGeneratedBy [ a prov:Activity ; s:name \"Baking\" ; s:description \"Hot.\" ;\n\
        prov:startedAtTime \"2024-05-01\" ] ;\n\
        <http://purl.org/dc/terms/accessRights> <http://purl.org/coar/access_right/c_abf2> .\n";
    let (record, problems) = read("turtle", Path::new("a.ttl"), text);
    let record = record.unwrap_or_else(|| panic!("{problems:?}"));
    says(&record, "access:\n  rights: open\n");
    says(&record, "provenance:\n  - name: Baking\n    description: Hot.\n");
    says(&record, "2024-05-01");
    assert!(!record.contains("extensions:"), "{record}");
}

#[test]
fn models_are_known_by_the_name_that_mlentory_writes_too() {
    let text = b"@prefix s: <http://schema.org/> .\n@prefix f4: <https://w3id.org/fair4ml/> .\n\
        <https://example.org/m> a f4:MLModel ; s:name \"Net\" ; s:hasPart <https://example.org/d> .\n\
        <https://example.org/d> a s:Dataset ; s:name \"Cakes\" .\n";
    let (record, problems) = read("turtle", Path::new("a.ttl"), text);
    let record = record.unwrap_or_else(|| panic!("{problems:?}"));
    says(&record, "kind: model\ntitle: Net\n");
}

#[test]
fn nodes_that_no_work_refers_to_are_kept_beside_the_first() {
    let text = b"@prefix s: <http://schema.org/> .\n\
        <https://example.org/d> a s:Dataset ; s:name \"Cakes\" ; s:creator <https://example.org/a> .\n\
        <https://example.org/a> a s:Person ; s:name \"Ada Toy\" .\n\
        <https://example.org/o> a s:Organization ; s:name \"Toy Lab\" .\n\
        [] <https://example.org/terms#says> \"left\" .\n";
    let (record, problems) = read("turtle", Path::new("a.ttl"), text);
    let record = record.unwrap_or_else(|| panic!("{problems:?}"));
    says(&record, "extensions:\n  turtle:\n    entities:\n");
    says(&record, "name: Toy Lab\n");
    says(&record, "\"https://example.org/terms#says\": left\n");
    assert_eq!(record.matches("Ada Toy").count(), 1, "{record}");
}
