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

/// A work of DataCite with these creators, each with an ORCID iD and the places where that is.
fn by(doi: &str, creators: &[(&str, Option<&str>, &[&str])]) -> String {
    let creator = |(name, orcid, places): &(&str, Option<&str>, &[&str])| {
        let places: Vec<_> = places.iter().map(|it| serde_json::json!({"name": it})).collect();
        let ids: Vec<_> = orcid
            .iter()
            .map(|it| serde_json::json!({"nameIdentifier": it, "nameIdentifierScheme": "ORCID"}))
            .collect();
        serde_json::json!({
            "name": name, "nameType": "Personal", "affiliation": places, "nameIdentifiers": ids
        })
    };
    let creators: Vec<_> = creators.iter().map(creator).collect();
    serde_json::json!({
        "doi": format!("10.1234/{doi}"),
        "titles": [{"title": format!("Toys of {doi}")}],
        "publicationYear": "2020",
        "creators": creators,
        "types": {"resourceTypeGeneral": "Dataset"},
        "descriptions": [{"description": "A table.", "descriptionType": "Abstract"}],
    })
    .to_string()
}

const ADA: &str = "https://orcid.org/0000-0002-1825-0097";
const OTHER: &str = "https://orcid.org/0000-0001-5109-3700";

/// All files of a catalogue with their texts, and what was told.
fn imported(folder: &Path) -> (Vec<(String, String)>, String) {
    let ran = run(folder, &["source", "--agents"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    let catalog = folder.join("catalog");
    let mut found = Vec::new();
    for kind in ["datasets", "organizations", "people", "software"] {
        for name in files(&catalog, kind) {
            let text = fs::read_to_string(catalog.join(kind).join(&name)).unwrap();
            found.push((format!("{kind}/{name}"), text));
        }
    }
    (found, ran.told)
}

#[test]
fn who_is_one_does_not_hang_on_the_order_of_files_or_their_formats() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source");
    fs::create_dir(&source).unwrap();
    let put = |name: &str, text: &str| fs::write(source.join(name), text).unwrap();
    // That Ada of the Lab is Ada of the Union, the third work tells; of Bo, the sixth.
    put("a.json", &by("a", &[("Toy, Ada", None, &["Lab"]), ("Test, Bo", None, &["Lab"])]));
    put("b.json", &by("b", &[("Toy, Ada", Some(ADA), &["Union"])]));
    put("c.json", &by("c", &[("TOY, Ada", Some(ADA), &["lab"])]));
    put("d.json", &by("d", &[("Test, Bo", None, &["Union"])]));
    put("f.json", &by("f", &[("Test, Bo", None, &["Union", "Lab"])]));
    put("g.json", &funded("g", "Union"));
    let cff = "cff-version: 1.2.0\nmessage: Cite it.\ntitle: Tool\nauthors:\n  - family-names: Toy\n    \
               given-names: Ada\n    affiliation: Union\n";
    put("CITATION.cff", cff);
    let (first, told) = imported(folder.path());
    let people: Vec<&str> =
        first.iter().filter_map(|(name, _)| name.strip_prefix("people/")).collect();
    assert_eq!(people, ["ada-toy.yaml", "bo-test.yaml"]);
    let text = |wanted: &str| &first.iter().find(|(name, _)| name == wanted).unwrap().1;
    says(text("people/ada-toy.yaml"), "orcid: 0000-0002-1825-0097");
    // One of the places has a record.
    says(
        text("people/bo-test.yaml"),
        "affiliations:\n  - name: Lab\n    organization: true\n  - union\n",
    );
    says(text("software/cff-tool.yaml"), "authors:\n  - ada-toy\n");
    says(&told, "`Ada Toy` is taken for one person, by name and affiliation alone in 2 places");
    says(&told, "`Bo Test` is taken for one person, by name and affiliation alone in 2 places");
    assert_eq!(told.matches("warning[import-agent-by-name]").count(), 2, "{told}");
    // Nothing changes, and the same is told.
    assert_eq!(imported(folder.path()), (first, told));
    fs::write(folder.path().join("site.yaml"), "title: Imported\n").unwrap();
    let checked = faircat().args(["check", "--root"]).arg(folder.path()).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn an_identifier_that_a_later_import_knows_is_told_or_written() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("a.json", &by("a", &[("Toy, Ada", None, &["Lab"])]));
    put("b.json", &by("b", &[("Toy, Ada", Some(ADA), &["Lab"])]));
    put("c.json", &by("c", &[("Toy, A.", Some(ADA), &["Other"])]));
    let import = |arguments: &[&str]| {
        let ran = run(folder.path(), arguments, b"");
        assert_eq!(ran.code, Some(0), "{}", ran.told);
        ran.told
    };
    import(&["a.json", "--agents"]);
    let told = import(&["b.json", "--agents"]);
    says(&told, "gives `Ada Toy` the ORCID iD 0000-0002-1825-0097, and the record has none");
    says(&told, "by name and affiliation alone in 1 place");
    import(&["b.json", "--agents", "--update"]);
    let catalog = folder.path().join("catalog");
    let text = fs::read_to_string(catalog.join("people/ada-toy.yaml")).unwrap();
    says(&text, "name: Ada Toy\norcid: 0000-0002-1825-0097\n");
    // By that the next one knows who is meant.
    import(&["c.json", "--agents"]);
    assert_eq!(files(&catalog, "people"), ["ada-toy.yaml"]);
}

#[test]
fn of_two_authors_of_one_name_the_one_with_the_identifier_has_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("a.json", &by("a", &[("Toy, Ada", None, &["Lab"])]));
    put("b.json", &by("b", &[("Toy, Ada", None, &["Lab"]), ("Toy, Ada", Some(ADA), &["Lab"])]));
    for arguments in [&["a.json", "--agents"][..], &["b.json", "--agents", "--update"]] {
        let ran = run(folder.path(), arguments, b"");
        assert_eq!(ran.code, Some(0), "{}", ran.told);
    }
    let catalog = folder.path().join("catalog");
    let person = fs::read_to_string(catalog.join("people/ada-toy.yaml")).unwrap();
    says(&person, "orcid: 0000-0002-1825-0097\n");
    let record = catalog.join("datasets/datacite-10-1234-b.yaml");
    let record = fs::read_to_string(record).unwrap();
    says(&record, "authors:\n  - name: Ada Toy\n");
    says(&record, "      - Lab\n  - ada-toy\n");
}

#[test]
fn a_later_work_of_the_same_name_is_told_too() {
    let folder = tempfile::tempdir().unwrap();
    for doi in ["a", "b"] {
        let work = by(doi, &[("Toy, Ada", None, &["Lab"])]);
        fs::write(folder.path().join(doi).with_extension("json"), work).unwrap();
    }
    let told = |source: &str| run(folder.path(), &[source, "--agents"], b"").told;
    let guess = "`Ada Toy` is taken for one person, by name and affiliation alone in 1 place";
    assert!(!told("a.json").contains(guess));
    says(&told("b.json"), guess);
    assert!(!told("a.json").contains(guess));
}

#[test]
fn somebody_whose_name_a_person_edited_stays_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("a.json", &by("a", &[("Toy, A.", None, &["Lab"])]));
    put("b.json", &by("b", &[("Toy, A.", Some(ADA), &["Lab"])]));
    let import = |arguments: &[&str]| {
        let ran = run(folder.path(), arguments, b"");
        assert_eq!(ran.code, Some(0), "{}", ran.told);
    };
    import(&["a.json", "--agents"]);
    let file = folder.path().join("catalog/people/a-toy.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("name: A. Toy", "name: Ada Toy")).unwrap();
    import(&["b.json", "--agents", "--update"]);
    assert_eq!(files(&folder.path().join("catalog"), "people"), ["a-toy.yaml"]);
    says(&fs::read_to_string(&file).unwrap(), "name: Ada Toy\norcid: 0000-0002-1825-0097\n");
}

#[test]
fn what_the_record_of_somebody_does_not_say_is_lost_aloud() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("a.json", &by("a", &[("Toy, Ada", Some(ADA), &["Lab"]), ("Test, Bo", None, &["Lab"])]));
    put("b.json", &by("b", &[("King, Ada", Some(ADA), &[]), ("Test, Bo", Some(OTHER), &["Lab"])]));
    let import = |arguments: &[&str]| {
        let ran = run(folder.path(), arguments, b"");
        assert_eq!(ran.code, Some(0), "{}", ran.told);
        let home = folder.path().join("catalog/datasets").join("datacite-10-1234-b.yaml");
        (ran.out, fs::read_to_string(home).unwrap_or_default())
    };
    import(&["a.json", "--agents"]);
    let (out, record) = import(&["b.json", "--agents"]);
    says(&record, "authors:\n  - ada-toy\n  - bo-test\n");
    says(&record, "`authors[0].name`");
    says(&record, "Ada King");
    says(&record, "`authors[1].orcid`");
    assert!(!record.contains("Every value of its source"), "{record}");
    says(&out, "1 written");
    says(&import(&["b.json", "--agents"]).0, "0 written");
    // What is written into a record is lost no longer.
    let (_, record) = import(&["b.json", "--agents", "--update"]);
    assert!(!record.contains("`authors[1].orcid`"), "{record}");
    says(&record, "Ada King");
}

#[test]
fn somebody_whom_a_work_of_the_catalogue_names_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("a.json", &by("a", &[("Toy, Ada", Some(ADA), &["Lab"])]));
    put("b.json", &by("b", &[("Toy, Ada", None, &["Lab"])]));
    assert_eq!(run(folder.path(), &["a.json"], b"").code, Some(0));
    for _ in 0..2 {
        let ran = run(folder.path(), &["b.json", "--agents"], b"");
        assert_eq!(ran.code, Some(0), "{}", ran.told);
        says(
            &ran.told,
            "`Ada Toy` is taken for one person, by name and affiliation alone in 1 place",
        );
        let text = fs::read_to_string(folder.path().join("catalog/people/ada-toy.yaml")).unwrap();
        says(&text, "orcid: 0000-0002-1825-0097\n");
    }
    let ran = run(folder.path(), &["a.json", "--agents"], b"");
    says(&ran.out, "1 written, 1 unchanged");
}

#[test]
fn a_name_that_two_people_have_is_neither() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source");
    fs::create_dir(&source).unwrap();
    for (doi, orcid) in [("a", ADA), ("b", OTHER)] {
        let work = by(doi, &[("Toy, Ada", Some(orcid), &["Lab"])]);
        fs::write(source.join(doi).with_extension("json"), work).unwrap();
    }
    fs::write(source.join("c.json"), by("c", &[("Toy, Ada", None, &["Lab"])])).unwrap();
    let (found, told) = imported(folder.path());
    assert_eq!(files(&folder.path().join("catalog"), "people").len(), 2);
    let record = &found.iter().find(|(name, _)| name.ends_with("-c.yaml")).unwrap().1;
    says(record, "  - name: Ada Toy\n    affiliations:\n      - Lab\n");
    says(&told, "without an identifier that tells whether `ada-toy` or `ada-toy-2` is meant");
}

#[test]
fn nobody_becomes_a_record_for_a_work_that_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("catalog/datasets")).unwrap();
    let own = "kind: dataset\ntitle: My own\n";
    fs::write(folder.path().join("catalog/datasets/datacite-10-1234-a.yaml"), own).unwrap();
    fs::write(folder.path().join("a.json"), by("a", &[("Toy, Ada", None, &["Lab"])])).unwrap();
    let ran = run(folder.path(), &["a.json", "--agents"], b"");
    assert_eq!(ran.code, Some(1), "{}", ran.told);
    assert!(!folder.path().join("catalog/people").exists());
}
