//! Why values have no field, and where what is wrong stands in a page.

use std::path::Path;

use faircat::formats::list::format_named;
use faircat::formats::reader::{Input, Loss};

use super::{read, refusal};
use crate::program::says;

/// The losses of the one record of a file.
fn losses(format: &str, place: &str, text: &str) -> Vec<Loss> {
    let reader = format_named(format).unwrap().reader.unwrap();
    let found = (reader.read)(&Input::new(Path::new(place), text.as_bytes()));
    found.records.into_iter().next().unwrap().import(&Default::default()).losses
}

fn why(losses: &[Loss], field: &str) -> String {
    losses.iter().find(|it| it.field == field).unwrap().why.text().to_owned()
}

#[test]
fn losses_say_why_a_field_does_not_take_a_value() {
    let newer = std::fs::read_to_string(super::fixture("bioimageio", "newer.yaml")).unwrap();
    let changed = newer
        .replace("git_repo: https://example.org/toys.git", "git_repo: on my machine")
        .replace("version: 1.2.0", "version: TODO");
    let found = losses("bioimageio", "rdf.yaml", &changed);
    assert_eq!(why(&found, "git_repo"), "it is not in the form in which a record has it");
    assert_eq!(why(&found, "version"), "it says nothing");
    assert_eq!(why(&found, "format_version"), "a record has no such field");
    let cff = "cff-version: 1.2.0\nmessage: Cite it.\ntitle: Toys\nauthors: [{name: Lab}]\n\
               identifiers:\n  - type: other-one\n    value: x\n";
    let found = losses("cff", "CITATION.cff", cff);
    let odd = "`identifiers[0].type` is none of `doi`, `url`, `swh` and `other`";
    assert_eq!(why(&found, "identifiers"), odd);
}

#[test]
fn what_is_told_of_use_together_is_none_of_the_fields_apart() {
    let model = r#"{"@context": {"@vocab": "http://schema.org/", "f": "https://w3id.org/fair4ml#"},
        "@type": "f:MLModel", "name": "M", "f:modelRisksBiasLimitations": "Many.",
        "f:ethicalLegalSocial": "None.", "f:codeSampleSnippet": "x = 1"}"#;
    let found = losses("json-ld", "model.json", model);
    for (field, word) in [
        ("modelRisksBiasLimitations", "limitations together"),
        ("ethicalLegalSocial", "law together"),
        ("codeSampleSnippet", "a language"),
    ] {
        says(&why(&found, field), word);
    }
}

const PAGE: &str = r#"<html><title>é</title>
<p>é<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Dataset", "name": "A", "datePublished": "no"}</script>
<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "Dataset", "name": "B",
  "datePublished": "never"}</script></html>"#;

#[test]
fn what_is_wrong_in_a_page_has_its_place_there() {
    let reader = format_named("json-ld").unwrap().reader.unwrap();
    let found = (reader.read)(&Input::new(Path::new("a.html"), PAGE.as_bytes()));
    let imported = found.records.into_iter().map(|it| it.import(&Default::default()));
    let told: Vec<_> = imported.flat_map(|it| it.diagnostics).collect();
    let place = |message: &str| {
        let found = told.iter().find(|it| it.message.contains(message)).unwrap();
        let place = found.location.as_ref().unwrap();
        (place.line, place.column)
    };
    assert_eq!(place("`no`"), (2, 125));
    assert_eq!(place("`never`"), (5, 20));
    let broken = PAGE.replace("\"never\"", "\"never\",, 1");
    let found = (reader.read)(&Input::new(Path::new("a.html"), broken.as_bytes()));
    assert_eq!(found.records.len(), 1);
    let doubled = "<script type=\"application/ld+json\">\n{\"@type\": \"Dataset\", \"name\": \"A\",\n \"name\": \"B\"}</script>";
    let told = refusal("json-ld", "a.html", doubled.as_bytes());
    says(&told, "`name` stands twice in one object");
    says(&told, "line 3");
}

#[test]
fn what_it_costs_is_said_without_who_may_have_it() {
    let text = br#"{"@context": "https://schema.org", "@type": "Dataset", "name": "Toys",
        "isAccessibleForFree": "http://schema.org/True", "conditionsOfAccess": "Ask first."}"#;
    let record = read("json-ld", Path::new("a.json"), text).0.unwrap();
    says(&record, "access:\n  conditions: Ask first.\n  free: true\n");
    assert!(!record.contains("extensions"), "{record}");
}

#[test]
fn publications_are_no_works_with_records() {
    for types in [
        r#"{"resourceTypeGeneral": "Dissertation"}"#,
        r#"{"resourceTypeGeneral": "Text", "resourceType": "PhD Thesis"}"#,
        r#"{"resourceTypeGeneral": "JournalArticle"}"#,
    ] {
        let text = format!(
            r#"{{"titles": [{{"title": "T"}}], "creators": [{{"name": "Lab"}}], "types": {types}}}"#
        );
        let told = refusal("datacite-json", "a.json", text.as_bytes());
        says(&told, "import-publication");
    }
    let zenodo = br#"{"id": 5, "metadata": {"title": "T", "resource_type": {"type": "publication", "subtype": "thesis"}}}"#;
    says(&refusal("zenodo", "a.json", zenodo), "is a publication");
}

#[test]
fn a_mark_of_the_order_of_bytes_is_no_part_of_any_file() {
    for (format, place) in [
        ("bibtex", "a.bib"),
        ("cff", "CITATION.cff"),
        ("datacite-xml", "a.xml"),
        ("json-ld", "a.html"),
        ("huggingface", "README.md"),
        ("mlflow", "MLmodel"),
    ] {
        let text = match format {
            "bibtex" => "@software{a, title = {Toys}, author = {Toy, Ada}}",
            "cff" => "cff-version: 1.2.0\nmessage: Cite it.\ntitle: Toys\nauthors: [{name: Lab}]\n",
            "datacite-xml" => {
                "<?xml version=\"1.0\"?><resource xmlns=\"http://datacite.org/schema/kernel-4\"><titles>\
                 <title>Toys</title></titles><creators/><resourceType resourceTypeGeneral=\"Dataset\"/>\
                 </resource>"
            }
            "json-ld" => {
                "<script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"Dataset\", \"name\": \"Toys\"}</script>"
            }
            "huggingface" => {
                "---\nlicense: mit\ntags: [toy]\nlibrary_name: keras\n---\n# Toys\nA model.\n"
            }
            _ => "mlflow_version: 2.8.0\nmodel_uuid: a\nflavors:\n  python_function: {}\n",
        };
        let plain = read(format, Path::new(place), text.as_bytes());
        let marked = read(format, Path::new(place), format!("\u{feff}{text}").as_bytes());
        assert!(plain.0.is_some(), "{format}");
        assert_eq!(plain, marked, "{format}");
    }
}
