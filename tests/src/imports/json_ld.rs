//! JSON-LD in the words of schema.org.

use super::{records, refusal};

#[test]
fn works_of_a_graph_find_their_fields() {
    insta::assert_snapshot!(records("json-ld", "page.json"));
}

#[test]
fn a_page_without_works_is_refused() {
    let json = br#"{"@context": "https://schema.org", "@type": "WebPage", "name": "P"}"#;
    assert!(refusal("json-ld", "a.json", json).contains("there is no dataset"));
}

#[test]
fn relative_addresses_are_those_of_the_page() {
    let text = br#"{"@context": "https://schema.org", "@type": "Dataset", "name": "D",
        "url": "https://example.org/d/", "description": "Long text.", "abstract": "Short text.",
        "creator": {"@type": "Person", "@id": "https://example.org/d/#agent-A", "name": "A B"},
        "distribution": {"@type": "DataDownload", "contentUrl": "files/a.zip"}}"#;
    let place = std::path::Path::new("https://example.org/d/index.html");
    let (record, _) = super::read("json-ld", place, text);
    let record = record.unwrap();
    assert!(record.contains("url: https://example.org/d/files/a.zip"), "{record}");
    assert!(!record.contains("#agent-A"), "{record}");
    assert!(record.contains("summary: Short text.\n"), "{record}");
    assert!(record.contains("description: Long text.\n"), "{record}");
}

#[test]
fn the_term_of_a_variable_is_no_name_of_a_table() {
    let text = br#"{"@context": "https://schema.org", "@type": "Dataset", "name": "D",
        "variableMeasured": [
            {"@type": "PropertyValue", "name": "Temperature",
             "propertyID": "http://qudt.org/vocab/quantitykind/Temperature"},
            {"@type": "PropertyValue", "name": "depth", "propertyID": "tides/depth"}]}"#;
    let (record, _) = super::read("json-ld", std::path::Path::new("a.json"), text);
    let record = record.unwrap();
    assert!(record.contains("  - name: Temperature\n"), "{record}");
    assert!(record.contains("    - name: depth\n      group: tides\n"), "{record}");
    assert!(!record.contains("group: http"), "{record}");
    let kept = "# kept variableMeasured[0].propertyID: \"http://qudt.org/vocab";
    assert!(record.contains(kept), "{record}");
}

/// The record of a dataset with these fields under the context `context`.
fn under(context: &str, fields: &str) -> String {
    let text = format!(r#"{{"@context": {context}, "@type": "Dataset", {fields}}}"#);
    super::read("json-ld", std::path::Path::new("a.json"), text.as_bytes()).0.unwrap()
}

#[test]
fn the_language_of_a_context_is_that_of_the_texts() {
    let texts = r#""name": "Meereis", "description": "Vom Zucker.", "keywords": ["Zucker"]"#;
    for context in [
        r#"{"@vocab": "https://schema.org/", "@language": "de"}"#,
        r#"["https://schema.org", {"@language": "de"}]"#,
    ] {
        let record = under(context, texts);
        assert!(record.contains("description: Vom Zucker.\ntext_language: de\n"), "{record}");
    }
    // Also where the context gives names of its own.
    let context = r#"{"w": "http://schema.org/", "Dataset": "w:Dataset", "titel": "w:name",
        "@language": "de"}"#;
    let record = under(context, r#""titel": "Meereis", "w:description": "Vom Zucker.""#);
    assert!(record.contains("text_language: de\n"), "{record}");
    // The last context decides, and a text that states its language has that.
    let none = under(r#"["https://schema.org", {"@language": "de"}, {"@language": null}]"#, texts);
    assert!(!none.contains("text_language"), "{none}");
    let record = under(
        r#"["https://schema.org", {"@language": "en"}]"#,
        r#""name": {"@value": "Meereis", "@language": "de"}, "description": "Of ice.""#,
    );
    assert!(record.contains("title: Meereis\ntext_language: de\n"), "{record}");
    assert!(record.contains("  - language: en\n    description: Of ice.\n"), "{record}");
}

#[test]
fn names_of_others_are_read_in_any_language() {
    let fields = r#""name": {"@value": "Zucker", "@language": "de"},
        "creator": {"@type": "Person", "name": {"@value": "Ada Toy", "@language": "de"}},
        "publisher": {"@type": "Organization", "name": [{"@value": "Office", "@language": "en"},
            {"@value": "Amt", "@language": "de"}]},
        "variableMeasured": {"@type": "PropertyValue",
            "name": {"@value": "depth", "@language": "en"}}"#;
    let record = under("\"https://schema.org\"", fields);
    for said in [
        "authors:\n  - name: Ada Toy\n",
        "publisher:\n  name: Amt\n",
        "  - name: depth\n",
        "# kept publisher.name@en: [\"Office\"]\n",
        "name.@language: \"en\"\n",
    ] {
        assert!(record.contains(said), "{said} is not in\n{record}");
    }
    // In Turtle too.
    let text = "@prefix s: <https://schema.org/> .\n\
        <https://example.org/d> a s:Dataset ; s:name \"Ice\"@en ;\n\
        s:creator [ a s:Organization ; s:name \"Amt\"@de, \"Office\"@en ] .\n";
    let record = super::read("turtle", std::path::Path::new("a.ttl"), text.as_bytes()).0.unwrap();
    assert!(record.contains("authors:\n  - name: Office\n"), "{record}");
    assert!(record.contains("name@de: [\"Amt\"]\n"), "{record}");
}

#[test]
fn of_several_licences_of_a_file_none_is_chosen() {
    let file = |licence: &str| {
        let fields = format!(
            r#""name": "D", "distribution": {{"@type": "DataDownload",
            "contentUrl": "https://example.org/a.csv", "license": {licence}}}"#
        );
        under("\"https://schema.org\"", &fields)
    };
    let record = file(r#"["MIT", "ISC"]"#);
    assert!(!record.contains("\n    license:"), "{record}");
    assert!(record.contains("names several licences"), "{record}");
    let record = file(r#"["MIT", "https://spdx.org/licenses/MIT"]"#);
    assert!(record.contains("    license: MIT\n"), "{record}");
}

#[test]
fn a_grant_in_the_place_of_its_giver_is_a_grant() {
    let grant = r#""name": "D", "funder": {"@type": "Grant", "name": "G", "identifier": "77",
        "funder": {"@type": "Organization", "name": "CERN"}}"#;
    let record = under("\"https://schema.org\"", grant);
    assert!(record.contains("  - funder:\n      name: CERN\n"), "{record}");
    assert!(record.contains("award: \"77\"\n") && record.contains("title: G\n"), "{record}");
    let record = under(
        "\"https://schema.org\"",
        r#""name": "D", "funder": {"@type": "Grant", "name": "G"}"#,
    );
    assert!(!record.contains("funding:"), "{record}");
}

#[test]
fn the_first_of_several_names_is_the_name() {
    let fields = r#""name": "D", "creator": {"@type": "Person", "name": ["Ada Toy", "A. T."]}"#;
    let record = under("\"https://schema.org\"", fields);
    assert!(record.contains("authors:\n  - name: Ada Toy\n"), "{record}");
    assert!(record.contains("A. T."), "{record}");
}

/// The record of a dataset or model that an activity `name` made, which used `used`.
fn made(class: &str, name: &str, used: &str) -> String {
    let text = format!(
        r#"{{"@context": {{"@vocab": "http://schema.org/", "prov": "http://www.w3.org/ns/prov#",
        "fair4ml": "https://w3id.org/fair4ml#"}}, "@type": "{class}", "name": "W",
        "fair4ml:trainedOn": {{"@id": "https://example.org/data", "name": "Data"}},
        "prov:wasGeneratedBy": {{"@type": "prov:Activity", "name": "{name}",
        "prov:wasAssociatedWith": {{"@type": "Person", "name": "Ada Toy"}},
        "prov:used": {used}}}}}"#
    );
    super::read("json-ld", std::path::Path::new("a.json"), text.as_bytes()).0.unwrap()
}

#[test]
fn what_an_activity_used_is_a_program_where_it_says_so() {
    let used = r##"[{"@id": "https://example.org/raw", "@type": "Dataset", "name": "Raw"},
        {"@id": "https://example.org/tool", "@type": "SoftwareSourceCode", "name": "Tool"},
        {"@id": "#thing-sort", "name": "sort"}, {"@type": "Dataset", "name": "Nowhere"}]"##;
    let record = made("Dataset", "Cleaning", used);
    let software = "    software:\n      - https://example.org/tool\n      - sort\n";
    for said in [software, "    inputs:\n      - https://example.org/raw\n", "\"Raw\"", "Nowhere"] {
        assert!(record.contains(said), "{said} is not in\n{record}");
    }
}

#[test]
fn the_code_of_a_training_is_none_of_its_data_and_the_rest_stays() {
    let used = r#"[{"@id": "https://example.org/data", "name": "Data"}, "PyTorch 2.0",
        {"@id": "https://example.org/one"}, {"@id": "https://example.org/two"}]"#;
    let record = made("fair4ml:MLModel", "Training", used);
    assert!(record.contains("    code: https://example.org/one\n"), "{record}");
    for kept in ["PyTorch 2.0", "https://example.org/two", "Ada Toy"] {
        assert!(record.contains(kept), "{kept} is not in\n{record}");
    }
    let used = r#"{"@id": "https://example.org/data", "name": "Data"}"#;
    let record = made("fair4ml:MLModel", "Training", used);
    assert!(!record.contains("code:"), "{record}");
}

#[test]
fn of_two_summaries_the_other_stays() {
    let fields = r#""name": "D", "abstract": "In short.", "description": "At length.",
        "disambiguatingDescription": "One of two.""#;
    let record = under("\"https://schema.org\"", fields);
    assert!(record.contains("summary: One of two.\ndescription: At length.\n"), "{record}");
    assert!(record.contains("# kept abstract: \"In short.\""), "{record}");
}
