//! Works described in Dublin Core, as every repository that speaks OAI-PMH describes them.

use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::{dcterms, fair4ml, rdf, schema};
use oxrdf::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Triple};
use quick_xml::NsReader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

use crate::documents::Described;
use crate::extract::{self, web_address};

/// Elements, and the properties that they are in linked data. Identifiers may be of anything, so the
/// work's own are found by their form.
const PROPERTIES: [(&str, NamedNodeRef<'static>); 10] = [
    ("title", dcterms::TITLE),
    ("creator", dcterms::CREATOR),
    ("contributor", schema::CONTRIBUTOR),
    ("subject", schema::KEYWORDS),
    ("description", dcterms::DESCRIPTION),
    ("publisher", dcterms::PUBLISHER),
    ("date", dcterms::DATE),
    ("identifier", dcterms::IDENTIFIER),
    ("language", dcterms::LANGUAGE),
    ("rights", dcterms::RIGHTS),
];

/// Words of a type, and the class that they tell.
const CLASSES: [(&str, NamedNodeRef<'static>); 6] = [
    ("model", fair4ml::ML_MODEL),
    ("software", schema::SOFTWARE_SOURCE_CODE),
    ("dataset", schema::DATASET),
    ("data", schema::DATASET),
    ("workflow", schema::HOW_TO),
    ("interactiveresource", schema::LEARNING_RESOURCE),
];

/// Most elements of a description.
const MOST: usize = 10_000;

/// The elements of a description, in their order.
pub type Elements = Vec<(String, String)>;

/// The elements of `xml`.
///
/// # Errors
/// In words, where it is no XML.
pub fn elements(xml: &str) -> Result<Elements, String> {
    let mut reader = NsReader::from_str(xml);
    let (mut found, mut words) = (Elements::new(), String::new());
    loop {
        match reader.read_event().map_err(|error| format!("it is no XML: {error}"))? {
            Event::Start(_) => words.clear(),
            Event::Text(text) => words.push_str(&text),
            Event::CData(text) => words.push_str(&text),
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", &*entity);
                words.push_str(&unescape(&entity).unwrap_or_default());
            }
            Event::End(tag) => {
                let text = std::mem::take(&mut words);
                if !text.trim().is_empty() && found.len() < MOST {
                    found.push((tag.local_name().as_ref().to_owned(), text.trim().to_owned()));
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The address of the work's page, where an identifier is one.
pub fn page(elements: &Elements) -> Option<String> {
    let identifiers = elements.iter().filter(|(name, _)| name == "identifier");
    identifiers.filter_map(|(_, text)| web_address(text)).next()
}

/// The work of `elements`, whose page is `home`; `None` where it is of no kind that is held.
pub fn work(elements: &Elements, home: &str, fetched: &str) -> Option<Described> {
    let root = NamedNode::new(home).ok()?;
    let types = elements.iter().filter(|(name, _)| name == "type");
    let words: Vec<String> = types.map(|(_, text)| plain(text)).collect();
    let class = CLASSES.iter().find(|(word, _)| words.iter().any(|it| it.contains(word)))?;
    let mut triples = vec![Triple::new(root.clone(), rdf::TYPE, class.1)];
    for (name, text) in elements {
        if let Some((_, property)) = PROPERTIES.iter().find(|(it, _)| it == name) {
            triples.push(Triple::new(root.clone(), *property, Literal::from(text.as_str())));
        }
    }
    let graph = Graph::new(triples);
    let work = extract::work(&graph, &NamedOrBlankNode::NamedNode(root), home, fetched)?;
    Some(Described { work, graph })
}

/// `text` in small letters alone.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{elements, page, work};

    #[test]
    fn a_dataset_is_told_from_an_article() {
        let xml = |kind: &str| {
            format!(
                "<dc xmlns:d='urn:d'><d:title>A &amp; B</d:title><d:type>{kind}</d:type>\
                 <d:identifier>https://x.org/1</d:identifier>\
                 <d:identifier>doi:10.5555/1</d:identifier></dc>"
            )
        };
        let of = |kind: &str| {
            let elements = elements(&xml(kind)).unwrap();
            work(&elements, &page(&elements).unwrap(), "2026-11-26")
        };
        let found = of("info:eu-repo/semantics/dataSet").unwrap().work;
        assert_eq!((found.title.as_str(), found.home.as_str()), ("A & B", "https://x.org/1"));
        assert!(found.identifiers.contains(&"doi:10.5555/1".to_owned()), "{found:?}");
        assert!(of("info:eu-repo/semantics/article").is_none());
    }
}
