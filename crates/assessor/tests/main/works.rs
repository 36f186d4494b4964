//! Of several works in a document, those that have no card are named, and can be wished for.

use std::path::Path;

use faircat_assessor::{Assessment, Document, Wish, assess_document};

const PAGE: &str = r#"{"@context": "https://schema.org", "@graph": [
    {"@type": "Dataset", "@id": "https://example.org/a", "name": "A", "license": "MIT", "version": "1"},
    {"@type": "Dataset", "@id": "https://example.org/b"},
    {"@type": "Dataset", "name": "C"},
    {"@type": "Dataset"}
]}"#;

/// Titles of cards, and of other works with that by which they are wished for.
fn works(name: &str, text: &str, work: Option<&str>) -> (Vec<String>, Vec<(String, String)>) {
    let wish = Wish { work, most: Some(1), today: None };
    let Assessment { cards, others, .. } =
        assess_document(Document::file(Path::new(name), text.as_bytes()), wish);
    let others = others.into_iter().map(|it| (it.wanted, it.title)).collect();
    (cards.into_iter().map(|it| it.title).collect(), others)
}

fn pairs(texts: &[(&str, &str)]) -> Vec<(String, String)> {
    texts.iter().map(|(wanted, title)| ((*wanted).to_owned(), (*title).to_owned())).collect()
}

#[test]
fn works_of_a_page_beside_the_main_one_are_named_where_they_can_be_wished_for() {
    let (cards, others) = works("a.jsonld", PAGE, None);
    assert_eq!(cards, ["A"]);
    let b = ("https://example.org/b", "https://example.org/b");
    assert_eq!(others, pairs(&[b, ("C", "C")]));
    let (cards, others) = works("a.jsonld", PAGE, Some("C"));
    assert_eq!(cards, ["C"]);
    assert_eq!(others, pairs(&[("https://example.org/a", "A"), b]));
}

#[test]
fn an_archive_is_told_by_name() {
    let found =
        assess_document(Document::file(Path::new("a.zip"), b"PK\x03\x04 a"), Wish::default());
    assert_eq!(found.diagnostics[0].message, "this is a zip archive");
}

/// `number` datasets in BibTeX.
fn datasets(number: usize) -> String {
    (1..=number).map(|it| format!("@dataset{{k{it}, title = {{Title {it}}}}}\n")).collect()
}

#[test]
fn of_a_file_with_few_works_titles_are_told() {
    let (cards, others) = works("works.bib", &datasets(3), None);
    assert_eq!(cards, ["Title 1"]);
    assert_eq!(others, pairs(&[("k2", "Title 2"), ("k3", "Title 3")]));
    let (cards, others) = works("works.bib", &datasets(3), Some("k2"));
    assert_eq!(cards, ["Title 2"]);
    assert_eq!(others, pairs(&[("k1", "Title 1"), ("k3", "Title 3")]));
}

#[test]
fn of_a_file_with_many_works_one_is_read_and_others_are_told_by_their_keys() {
    let (cards, others) = works("works.bib", &datasets(500), None);
    assert_eq!((cards.len(), others.len()), (1, 499));
    assert_eq!(others[498], ("k500".to_owned(), "k500".to_owned()));
    assert_eq!(works("works.bib", &datasets(500), Some("k400")).0, ["Title 400"]);
}
