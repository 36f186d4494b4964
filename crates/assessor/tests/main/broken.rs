//! What is wrong with a document is told as that, and what it states is not called missing.

use std::path::Path;

use faircat_assessor::{Assessment, Document, Wish, assess_document};

fn assessed(name: &str, bytes: &[u8]) -> Assessment {
    let document = Document { place: Path::new(name), bytes, address: None, is_html: None };
    assess_document(document, Wish::default())
}

/// The code and the line of the first problem of a document that is refused.
fn refused(name: &str, text: &str) -> (String, usize) {
    let found = assessed(name, text.as_bytes());
    assert!(found.cards.is_empty(), "{name}");
    let problem = &found.diagnostics[0];
    (problem.code.to_string(), problem.location.as_ref().map_or(0, |it| it.line))
}

/// What is found for the indicator that ends so.
fn evidence(name: &str, text: &str, indicator: &str) -> String {
    let found = assessed(name, text.as_bytes());
    assert_eq!(found.cards.len(), 1, "{:?}", found.diagnostics);
    let mut findings = found.cards[0].scorecard.findings.iter();
    findings.find(|it| it.indicator.ends_with(indicator)).unwrap().evidence.clone()
}

#[test]
fn broken_yaml_is_told_by_its_line() {
    let cff = "cff-version: 1.2.0\nmessage: m\ntitle: \"Jets\nversion: 1\n";
    for name in ["CITATION.cff", "pasted text"] {
        let (code, line) = refused(name, cff);
        assert_eq!(code, "import-malformed-yaml", "{name}");
        assert!(line > 2, "{line}");
    }
    let model = "artifact_path: model\nflavors: {a: [}\nmlflow_version: 2.1\n";
    assert_eq!(refused("MLmodel", model), ("import-malformed-yaml".to_owned(), 2));
    let zoo = "type: model\nformat_version: 0.5.3\nname: [\n";
    assert_eq!(refused("rdf.yaml", zoo).0, "import-malformed-yaml");
    assert_eq!(refused("pasted text", zoo).0, "import-malformed-yaml");
    let card = "---\nlicense: mit\n\ttags: x\n---\n# Net\n";
    assert_eq!(refused("README.md", card), ("import-malformed-yaml".to_owned(), 3));
}

#[test]
fn broken_xml_is_no_page() {
    let open = "<?xml version=\"1.0\"?>\n<resource xmlns=\"http://datacite.org/schema/kernel-4\">\n\
        <titles><title>Jets</titles>\n</resource>";
    for name in ["d.xml", "pasted text"] {
        assert_eq!(refused(name, open), ("import-malformed-xml".to_owned(), 3), "{name}");
    }
    let entities = "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"b\">]><resource \
        xmlns=\"http://datacite.org/schema/kernel-4\"><titles><title>&a;</title></titles></resource>";
    assert_ne!(refused("d.xml", entities).0, "no-statements");
    assert_eq!(refused("d.xml", "<?xml version=\"1.0\"?><a/>").0, "unknown-format");
    assert_eq!(refused("page.html", "<p>Nothing here</p>").0, "unknown-format");
    assert_eq!(refused("page.html", "<!doctype html><p>Nothing</p>").0, "no-statements");
}

#[test]
fn an_answer_with_a_stray_field_is_read() {
    let text = r#"{"data_set_description": {"id": "2", "name": "Jets"}, "licence": "CC-BY-4.0"}"#;
    let found = assessed("d.json", text.as_bytes());
    assert_eq!(found.cards.len(), 1, "{:?}", found.diagnostics);
    let told = &found.diagnostics[0];
    assert!(told.message.starts_with("`licence` stands beside `data_set_description`"), "{told:?}");
    assert_eq!(told.hint.as_deref(), Some("put it into `data_set_description`"));
}

#[test]
fn a_licence_that_spdx_does_not_list_is_stated() {
    let text = r#"{"@context": "https://semiceu.github.io/MLDCAT-AP/releases/3.1.0/context/mldcat-ap.jsonld",
        "@graph": [{"@type": "MachineLearningModel", "MachineLearningModel.name": "Net",
        "MachineLearningModel.licence": "https://example.com/own-terms"}]}"#;
    let said = evidence("m.jsonld", text, "-R1.1-licence");
    assert_eq!(said, "The licence is `https://example.com/own-terms`.");
    let said = evidence("m.jsonld", text, "-R1.1-standard-licence");
    assert_eq!(said, "`https://example.com/own-terms` is no known licence.");
    let card = "---\nlicense: our own terms\npipeline_tag: image-classification\n---\n# Net\n";
    assert_eq!(evidence("README.md", card, "-R1.1-licence"), "The licence is `our own terms`.");
}

#[test]
fn a_page_in_another_encoding_is_read() {
    let mut page = b"<!doctype html><meta charset=\"iso-8859-1\"><script \
        type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \
        \"@type\": \"Dataset\", \"name\": \"Gr"
        .to_vec();
    page.extend(b"\xfc\xdfe\"}</script>");
    assert_eq!(assessed("p.html", &page).cards[0].title, "Gr\u{fc}\u{df}e");
}

#[test]
fn an_address_with_signs_that_no_iri_holds_is_that_of_a_page() {
    let text = r#"{"@context": "https://schema.org", "@type": "Dataset", "name": "Jets"}"#;
    for address in ["https://example.org/q?a={b}|c", "https://example.org/100%/a^b"] {
        let place = Path::new("d.jsonld");
        let document =
            Document { place, bytes: text.as_bytes(), address: Some(address), is_html: None };
        let found = assess_document(document, Wish::default());
        assert_eq!(found.cards.len(), 1, "{address}: {:?}", found.diagnostics);
    }
}

#[test]
fn words_of_a_licence_are_told_as_no_address() {
    let iri = "The licence is given as the IRI `https://spdx.org/licenses/CC-BY-4.0`.";
    for (rights, wanted) in [
        (r#"[{"rights": "CC BY 4.0"}]"#, "The licence is given in words: `CC BY 4.0`."),
        (r#""CC0""#, "The licence is given in words: `CC0`."),
        (r#"[{"rightsIdentifier": "cc-by-4.0"}]"#, "The licence is given in words: `cc-by-4.0`."),
        (r#"[{"rightsIdentifier": "cc-by-4.0", "rightsIdentifierScheme": "SPDX"}]"#, iri),
        (
            r#"[{"rights": "CC BY 4.0", "rightsUri": "https://creativecommons.org/licenses/by/4.0/"}]"#,
            iri,
        ),
    ] {
        let text = format!(
            r#"{{"titles": [{{"title": "Jets"}}], "creators": [],
                "types": {{"resourceTypeGeneral": "Dataset"}}, "rightsList": {rights}}}"#
        );
        assert_eq!(evidence("d.json", &text, "-R1.1-machine-readable-licence"), wanted, "{rights}");
    }
}

#[test]
fn a_card_has_all_its_licences_and_the_address_of_its_own_terms() {
    let told = |fields: &str| {
        let card = format!("---\npipeline_tag: image-classification\n{fields}\n---\n# Jets\n");
        evidence("README.md", &card, "-R1.1-machine-readable-licence")
    };
    let several = told("license: [mit, apache-2.0]");
    for id in ["MIT", "Apache-2.0"] {
        assert!(several.contains(&format!("`https://spdx.org/licenses/{id}`")), "{several}");
    }
    let own = "license: other\nlicense_name: toy-terms\nlicense_link: https://example.org/terms";
    assert_eq!(told(own), "The licence is given as the IRI `https://example.org/terms`.");
}
