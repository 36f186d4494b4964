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
