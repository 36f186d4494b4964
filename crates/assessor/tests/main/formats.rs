//! Remedies are in the words of the document's format.

use std::path::Path;

use faircat_assessor::{Assessment, Document, Wish, assess_document};

fn assessed(name: &str, text: &str) -> Assessment {
    let document =
        Document { place: Path::new(name), bytes: text.as_bytes(), address: None, is_html: None };
    assess_document(document, Wish::default())
}

/// The remedy for the indicator that ends so.
fn remedy(name: &str, text: &str, indicator: &str) -> String {
    let found = assessed(name, text);
    assert_eq!(found.cards.len(), 1, "{:?}", found.diagnostics);
    let mut findings = found.cards[0].scorecard.findings.iter();
    let finding = findings.find(|it| it.indicator.ends_with(indicator)).unwrap();
    finding.remedy.clone().unwrap_or_else(|| panic!("{finding:?}"))
}

#[test]
fn each_format_says_licence_in_its_own_way() {
    let card = "---\npipeline_tag: image-classification\n---\n# Jets\n";
    assert_eq!(
        remedy("README.md", card, "-R1.1-licence"),
        "In the front matter:\nlicense: apache-2.0"
    );
    let datacite = r#"{"titles": [{"title": "Jets"}], "creators": [],
        "types": {"resourceTypeGeneral": "Dataset"}}"#;
    assert!(remedy("d.json", datacite, "-R1.1-licence").starts_with("\"rightsList\": [{"));
    let zenodo = r#"{"conceptrecid": "1", "id": 2, "metadata": {"title": "Jets",
        "resource_type": {"type": "dataset"}}}"#;
    // No object has two of one name.
    let licence = "\"metadata\": {\"license\": {\"id\": \"cc-by-4.0\"}}\n\
                   Where `metadata` is there already, add to it.";
    assert_eq!(remedy("z.json", zenodo, "-R1.1-licence"), licence);
    let invenio = r#"{"id": "a1-b2", "pids": {}, "access": {"record": "public"},
        "metadata": {"title": "Jets", "resource_type": {"id": "dataset"}}}"#;
    let licence = remedy("z.json", invenio, "-R1.1-licence");
    assert!(licence.starts_with("\"metadata\": {\"rights\": [{"), "{licence}");
    let turtle = "@prefix s: <https://schema.org/> .\n\
                  <https://example.org/d> a s:Dataset ; s:name \"Jets\" .\n";
    let licence = remedy("d.ttl", turtle, "-R1.1-licence");
    assert!(licence.contains("\nschema:license <https://"), "{licence}");
    let dcat = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n\
        <https://example.org/d> a dcat:Dataset ; <http://purl.org/dc/terms/title> \"Jets\" .\n";
    let licence = remedy("d.ttl", dcat, "-R1.1-licence");
    assert!(licence.starts_with("In the description of the dataset, where `dcat:`"), "{licence}");
    assert!(licence.contains(":\ndct:license <https://spdx.org/licenses/"), "{licence}");
    let croissant = include_str!("../fixtures/croissant.json");
    assert!(remedy("c.json", croissant, "-R1.1-licence").starts_with("\"license\": \"https://"));
}

#[test]
fn dcat_is_told_in_its_own_terms_in_turtle_and_json_ld() {
    let model = "<https://example.org/m> a <http://data.europa.eu/it6/MachineLearningModel> ;\n\
        <http://purl.org/dc/terms/title> \"Jets\" .\n";
    let told = remedy("m.ttl", model, "-R1-usage");
    assert!(told.ends_with(":\nit6:howToUse \"HOW TO RUN IT\" ;"), "{told}");
    let dataset = r#"{"@context": {"dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/"}, "@id": "https://example.org/d",
        "@type": "dcat:Dataset", "dct:title": "Jets"}"#;
    let told = remedy("d.jsonld", dataset, "-creators-identified");
    assert!(told.contains(":\n\"dct:creator\": [{\"@id\": \"https://orcid.org/<"), "{told}");
    let told = remedy("d.jsonld", dataset, "-controlled-terms");
    assert!(told.contains(":\n\"dcat:theme\": {\"@id\": "), "{told}");
    for (name, text) in [("m.ttl", model), ("d.jsonld", dataset)] {
        let said = format!("{:?}", assessed(name, text).cards[0].scorecard);
        assert!(!said.contains("no linked data") && !said.contains("\"Dataset."), "{said}");
    }
}

#[test]
fn statements_in_turtle_are_looked_at_themselves() {
    let text = "@prefix s: <https://schema.org/> .\n\
        <https://example.org/d> a s:Dataset ; s:name \"Jets\" ;\n\
        s:includedInDataCatalog [ a s:DataCatalog ; s:name \"Zenodo\" ] .\n";
    let found = assessed("d.ttl", text);
    let findings = &found.cards[0].scorecard.findings;
    for end in ["-F4-catalogue", "-I1-formal-metadata"] {
        let finding = findings.iter().find(|it| it.indicator.ends_with(end)).unwrap();
        assert_eq!(finding.outcome, faircat_assessment::Outcome::Pass, "{finding:?}");
    }
    assert_eq!(found.cards[0].iri.as_deref(), Some("https://example.org/d"));
}

#[test]
fn how_dcat_is_written_is_told_by_its_own_statements() {
    let turtle = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n\
        <https://example.org/d> a dcat:Dataset ; <http://purl.org/dc/terms/title> \"Jets\" .\n";
    let json = r#"{"@context": {"dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/"}, "@id": "https://example.org/d",
        "@type": "dcat:Dataset", "dct:title": "Jets"}"#;
    for (name, text) in [("d.ttl", turtle), ("d.jsonld", json)] {
        let found = assessed(name, text);
        let findings = &found.cards[0].scorecard.findings;
        for end in ["-I1-formal-metadata", "-I2-vocabularies", "-R1.3-metadata-standard"] {
            let finding = findings.iter().find(|it| it.indicator.ends_with(end)).unwrap();
            assert_eq!(finding.outcome, faircat_assessment::Outcome::Pass, "{finding:?}");
        }
        let missing = findings.iter().filter(|it| it.evidence.contains("hold no `dct:identifier`"));
        assert_eq!(missing.count(), 1);
        assert!(findings.iter().all(|it| !it.evidence.contains("without `schema:")));
    }
}

#[test]
fn where_a_format_has_no_word_another_is_named() {
    let card = "---\npipeline_tag: image-classification\n---\n# Jets\n";
    let told = remedy("README.md", card, "-I1-signature");
    assert!(told.starts_with(
        "In Hugging Face model and dataset cards there is no field for inputs and outputs; in \
         JSON-LD (schema.org, FAIR4ML, DCAT):\n\"additionalProperty\": ["
    ));
    let told = remedy("README.md", card, "-R1-control-set");
    assert!(told.ends_with("; a record of faircat has `model.control_set`."), "{told}");
}

#[test]
fn nothing_of_ours_stands_in_a_card_of_others() {
    let found = assessed(
        "CITATION.cff",
        "cff-version: 1.2.0\nmessage: m\ntitle: Jets\n\
        authors:\n  - family-names: Lovelace\n",
    );
    let said = format!("{:?}", found.cards[0].scorecard);
    assert!(!said.contains("localhost") && !said.contains("Catalogue of AI models"), "{said}");
    assert_eq!(found.cards[0].iri, None);
    let passed: Vec<&str> = found.cards[0]
        .scorecard
        .findings
        .iter()
        .filter(|it| it.outcome == faircat_assessment::Outcome::Pass)
        .map(|it| it.indicator)
        .collect();
    assert_eq!(passed, [""; 0]);
}

#[test]
fn the_address_that_a_record_would_have_here_is_no_identifier() {
    let zenodo = r#"{"conceptrecid": "1", "id": 2, "links": {"self_html": "https://example.com/2"},
        "metadata": {"title": "Jets", "resource_type": {"type": "dataset"}}}"#;
    assert_eq!(
        remedy("z.json", zenodo, "-F3-identifier-stated"),
        "\"doi\": \"<DOI, which Zenodo reserves for every record>\""
    );
    let found = assessed("z.json", zenodo);
    assert_eq!(found.cards[0].iri.as_deref(), Some("https://example.com/2"));
    let said = format!("{:?}", found.cards[0].scorecard);
    assert!(!said.contains("#identifier") && !said.contains("localhost"), "{said}");
}

#[test]
fn hostile_documents_end_in_a_diagnostic() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let wide = format!("{{\"a\": [{}1]}}", "{\"b\": 1},".repeat(300_000));
    let yaml = "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nflavors: {a: 1}\n";
    for text in
        [&deep, &wide, yaml, "", "\u{0}\u{1}", "<", "{", "---\nlicense: [\n---\n", "PK\u{3}\u{4}"]
    {
        let found = assessed("x", text);
        assert!(found.cards.is_empty() && !found.diagnostics.is_empty());
    }
    let cyclic = r#"{"@context": "https://schema.org", "@id": "a:a", "@type": "Dataset",
        "name": "<script>", "isPartOf": {"@id": "a:a", "isPartOf": {"@id": "a:a"}}}"#;
    assert_eq!(assessed("x.jsonld", cyclic).cards.len(), 1);
}

#[test]
fn only_the_address_that_was_asked_answers() {
    let text = "@misc{a, title={Drill cores}, author={Muster, Erika and Doe, John}, year=2024, \
        howpublished={Data set}, url={https://example.com/cores}}";
    let document = Document {
        place: Path::new("refs.bib"),
        bytes: text.as_bytes(),
        address: Some("http://example.org/refs.bib"),
        is_html: None,
    };
    let found = assess_document(document, Wish::default());
    let findings = &found.cards[0].scorecard.findings;
    let said = |end: &str| {
        let finding = findings.iter().find(|it| it.indicator.ends_with(end));
        finding.map(|it| it.evidence.clone()).unwrap()
    };
    let retrievable = said("-metadata-retrievable");
    assert!(retrievable.starts_with("`http://example.org/refs.bib` gives"), "{retrievable}");
    assert!(said("-metadata-protocol").contains("http://example.org/refs.bib"));
    assert_eq!(said("-machine-metadata"), "Offered as application/x-bibtex.");
    assert!(said("-creators-identified").starts_with("0 of 2 creators"));
    assert_eq!(found.cards[0].iri.as_deref(), Some("https://example.com/cores"));
}

#[test]
fn a_document_is_offered_in_the_notation_that_it_has() {
    let said = |name: &str, text: &str, indicator: &str| {
        let found = assessed(name, text);
        assert_eq!(found.cards.len(), 1, "{:?}", found.diagnostics);
        let mut findings = found.cards[0].scorecard.findings.iter();
        findings.find(|it| it.indicator.ends_with(indicator)).unwrap().evidence.clone()
    };
    let turtle = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n\
        <https://example.org/d> a dcat:Dataset ; <http://purl.org/dc/terms/title> \"Jets\" .\n";
    assert_eq!(said("d.ttl", turtle, "-machine-metadata"), "Offered as text/turtle.");
    let xml = "<oml:data_set_description xmlns:oml=\"http://openml.org/openml\"><oml:id>1</oml:id>\
        <oml:name>jets</oml:name><oml:url>https://example.org/jets.arff</oml:url>\
        </oml:data_set_description>";
    assert_eq!(said("d.xml", xml, "-machine-metadata"), "Offered as application/xml.");
    for indicator in ["-described-fields", "-open-format"] {
        let evidence = said("d.xml", xml, indicator);
        assert!(evidence.contains("is in a"), "{evidence}");
    }
}
