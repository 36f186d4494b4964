//! Pages of other sites.

use faircat_assessment::foreign::{self, Foreign, ForeignError};
use faircat_assessment::{Outcome, Rubric, Signposting, indicators};
use serde_json::json;

use crate::foreign_card::assess_foreign;
use crate::indicators::outcome_of;

#[test]
fn the_main_entity_of_a_foreign_page_is_found() {
    let html = r#"<html><head><link rel="canonical" href="https://x.org/d">
        <link rel="describedby" type="text/turtle" href="d.ttl"><link rel="linkset" href="l">
        <script type="application/ld+json">{"@context": "https://schema.org/", "@type": "WebSite",
          "name": "Site", "url": "https://x.org", "description": "x", "publisher": "y"}</script>
        <script type="application/ld+json; charset=utf-8">{"@context": "http://schema.org",
          "@id": "https://x.org/d", "@type": "Dataset", "name": "D",
          "license": "https://creativecommons.org/publicdomain/zero/1.0/"}</script></head></html>"#;
    let page = foreign::read_html(html, None).unwrap();
    assert_eq!(page.root.to_string(), "<https://x.org/d>");
    assert_eq!(page.rubric, Rubric::Dataset);
    assert_eq!(page.published.signposting, Some(Signposting::Level2));
    assert_eq!(page.published.formats, ["text/html", "application/ld+json", "text/turtle"]);
    let scorecard = assess_foreign(&page);
    assert_eq!(outcome_of(&scorecard, "dataset-R1.1-standard-licence"), Outcome::Pass);
    assert_eq!(outcome_of(&scorecard, "dataset-F4-sitemap"), Outcome::Unknown);
}

#[test]
fn both_namespaces_of_schema_org_are_one() {
    let text = r#"{"@context": {"@vocab": "https://schema.org/"}, "@id": "https://x.org/s",
        "@type": "SoftwareSourceCode", "name": "S", "license": "MIT"}"#;
    let page = foreign::read_json_ld(text, None).unwrap();
    assert_eq!(page.rubric, Rubric::Software);
    let scorecard = assess_foreign(&page);
    assert_eq!(outcome_of(&scorecard, "software-R1.1-standard-licence"), Outcome::Pass);
    assert_eq!(outcome_of(&scorecard, "software-R1.1-machine-readable-licence"), Outcome::Fail);
}

#[test]
fn a_page_that_cannot_be_assessed_says_why() {
    let message = |result: Result<Foreign, ForeignError>| result.unwrap_err().to_string();
    assert_eq!(
        message(foreign::read_html("<p>x", None)),
        "the page holds no script element of type application/ld+json"
    );
    assert_eq!(
        message(foreign::read_json_ld("{}", None)),
        "the JSON-LD makes no statement about anything"
    );
    let remote = r#"{"@context": "https://evil.example/context", "name": "x"}"#;
    let refused = message(foreign::read_json_ld(remote, None));
    assert!(refused.starts_with("the JSON-LD cannot be read: "), "{refused}");
    assert!(refused.contains("https://evil.example/context"), "{refused}");
    assert!(message(foreign::read_json_ld("[", None)).starts_with("the JSON-LD cannot be read: "));
}

#[test]
fn a_broken_block_is_told_by_the_lines_of_its_page() {
    let page = |block: &str, body: &str| {
        format!("<p>\n<script type=\"application/ld+json\">{block}</script>\n{body}")
    };
    let said = r#"<script type="application/ld+json">
        {"@context": "https://schema.org", "@type": "Dataset", "name": "D"}</script>"#;
    let read = foreign::read_html(&page("\n{\"name\":\n \"x\",}", said), None).unwrap();
    assert_eq!(
        read.left_out,
        ["block 1 of the JSON-LD is left out: the JSON-LD cannot be read: trailing comma at \
             line 4 column 6"]
    );
    let two = format!("<p>\n{said}\n{}", page("{", ""));
    let read = foreign::read_html(&two, None).unwrap();
    assert!(read.left_out[0].ends_with("parsing an object at line 5 column 36"), "{read:?}");

    let microdata = "<div itemscope itemtype=\"https://schema.org/Dataset\"></div>";
    for (body, name) in [(microdata, "microdata"), ("<div typeof=\"Dataset\"></div>", "RDFa")] {
        let refused = foreign::read_html(&page("{", body), None).unwrap_err();
        assert_eq!(refused.line(), Some(2));
        let end = format!("; the page describes itself in {name}, too, which is not read");
        assert!(refused.to_string().ends_with(&end), "{refused}");
    }
}

#[test]
fn a_page_whose_node_has_no_iri_is_known_by_its_address() {
    let text = r#"{"@context": "https://schema.org", "@type": "Dataset", "name": "D",
        "url": "https://x.org/d"}"#;
    let page = foreign::read_json_ld(text, None).unwrap();
    assert_eq!(page.published.page.as_deref(), Some("https://x.org/d"));
    let scorecard = assess_foreign(&page);
    assert_eq!(outcome_of(&scorecard, "dataset-F1-unique-identifier"), Outcome::Pass);
    assert_eq!(outcome_of(&scorecard, "dataset-F1-persistent-identifier"), Outcome::Fail);
    // Nobody asked the address of a page that was read from a file.
    assert_eq!(outcome_of(&scorecard, "dataset-A1-metadata-retrievable"), Outcome::Unknown);
    assert_eq!(outcome_of(&scorecard, "dataset-A1.1-metadata-protocol"), Outcome::Unknown);
    let fetched = assess_foreign(&foreign::read_json_ld(text, Some("https://x.org/d")).unwrap());
    assert_eq!(outcome_of(&fetched, "dataset-A1-metadata-retrievable"), Outcome::Pass);
    assert_eq!(outcome_of(&fetched, "dataset-A1.1-metadata-protocol"), Outcome::Pass);
}

proptest::proptest! {
    #[test]
    fn any_page_is_assessed_or_refused(
        name in ".*", value in "\\PC{0,20}", rest in "[\\[\\]{}\",:@a-z0-9 ]{0,60}"
    ) {
        let node = json!({"@context": "https://schema.org", "@type": "Dataset", "name": name,
            "license": value, "identifier": value, "url": value, "keywords": value,
            "distribution": {"contentUrl": value, "encodingFormat": value}});
        let script = node.to_string().replace('<', "\\u003c");
        let html = format!("<script type='application/ld+json'>{script}</script>{rest}");
        if let Ok(page) = foreign::read_html(&html, None) {
            proptest::prop_assert_eq!(assess_foreign(&page).findings.len(),
                indicators(page.rubric).len());
        }
        drop(foreign::read_json_ld(&rest, None));
        drop(foreign::read_html(&rest, Some(&value)));
    }
}
