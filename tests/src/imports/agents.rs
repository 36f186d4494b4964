//! Persons and organizations of several works.

use std::fs;
use std::path::Path;

use super::read;
use super::sources::{files, run};
use crate::program::{faircat, says};

fn funded(doi: &str, funder: &str) -> String {
    format!(
        r#"{{"doi": "10.1234/{doi}", "titles": [{{"title": "Toys of {doi}"}}], "publicationYear": "2020",
        "creators": [{{"name": "Toy, Ada", "nameType": "Personal"}}],
        "types": {{"resourceTypeGeneral": "Dataset"}},
        "descriptions": [{{"description": "A table of toys.", "descriptionType": "Abstract"}}],
        "fundingReferences": [{{"funderName": "{funder}",
            "funderIdentifier": "https://doi.org/10.13039/501100000780",
            "funderIdentifierType": "Crossref Funder ID"}}]}}"#
    )
}

#[test]
fn an_organization_of_one_identifier_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source");
    fs::create_dir(&source).unwrap();
    fs::write(source.join("a.json"), funded("a", "Toy Commission")).unwrap();
    fs::write(source.join("b.json"), funded("b", "Toy Union")).unwrap();
    let ran = run(folder.path(), &["source", "--agents"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.told, "`Toy Commission` is called `Toy Union` too");
    let catalog = folder.path().join("catalog");
    assert_eq!(files(&catalog, "organizations"), ["toy-commission.yaml"]);
    let text = fs::read_to_string(catalog.join("organizations/toy-commission.yaml")).unwrap();
    says(&text, "alternate_names:\n  - Toy Union\n");
    // A later import finds it by its identifier too.
    fs::write(source.join("c.json"), funded("c", "The Union of Toys")).unwrap();
    let ran = run(folder.path(), &["source", "--agents"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    assert_eq!(files(&catalog, "organizations").len(), 1);
    fs::write(folder.path().join("site.yaml"), "title: Imported\n").unwrap();
    let checked = faircat().args(["check", "--root"]).arg(folder.path()).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn a_record_of_another_format_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.json"), funded("a", "Toy Commission")).unwrap();
    let xml = "<resource xmlns=\"http://datacite.org/schema/kernel-4\">\
        <identifier identifierType=\"DOI\">10.1234/a</identifier>\
        <creators><creator><creatorName>Toy, Ada</creatorName></creator></creators>\
        <titles><title>Toys of a</title></titles><publicationYear>2020</publicationYear>\
        <resourceType resourceTypeGeneral=\"Dataset\"/></resource>";
    fs::write(folder.path().join("a.xml"), xml).unwrap();
    run(folder.path(), &["a.json"], b"");
    let ran = run(folder.path(), &["a.xml"], b"");
    assert_eq!(ran.code, Some(1));
    says(&ran.told, "it was imported from datacite-json, not datacite-xml");
}

#[test]
fn a_text_of_several_names_is_no_person() {
    let of = |authors: &str| {
        let text = format!(
            r#"{{"@context": "https://schema.org", "@type": "Dataset", "name": "Toys", "author": {authors}}}"#
        );
        let (record, problems) = read("json-ld", Path::new("a.json"), text.as_bytes());
        (record.unwrap(), problems.join("\n"))
    };
    let (record, _) = of(r#""Toy, A.C., Test, B., and Probe, C.""#);
    says(&record, "authors:\n  - name: A.C. Toy\n  - name: B. Test\n  - name: C. Probe\n");
    let (record, _) = of(r#"{"@type": "Person", "name": "Ada Toy and Bo Test"}"#);
    says(&record, "authors:\n  - name: Ada Toy\n  - name: Bo Test\n");
    let (record, problems) = of(r#""Toy, Test, Probe""#);
    assert!(!record.contains("authors:"), "{record}");
    says(&problems, "may name several, and nothing says where one name ends");
}

#[test]
fn the_page_of_an_author_is_the_one_that_is_named() {
    let text = br#"{"@context": "https://doi.org/10.5063/schema/codemeta-2.0", "name": "toy",
        "author": {"@id": "https://tools.example.org/person/ada", "@type": "Person", "name": "Ada Toy",
        "url": "https://ada.example.org", "affiliation": [{"@id": "https://a.example.org/1", "name": "Lab"},
        {"@id": "https://a.example.org/2", "name": "Lab"}]}}"#;
    let record = read("codemeta", Path::new("codemeta.json"), text).0.unwrap();
    says(&record, "url: https://ada.example.org\n");
    assert_eq!(record.matches("- Lab\n").count(), 1, "{record}");
}
