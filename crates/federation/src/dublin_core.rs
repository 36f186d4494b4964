//! Works described in Dublin Core, as every repository that speaks OAI-PMH describes them.

use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::{dcterms, fair4ml, rdf, schema};
use oxrdf::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Triple};
use quick_xml::NsReader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

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

/// An element of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Without prefix.
    pub name: String,
    pub text: String,
    /// In which the text is, where that is said.
    pub language: Option<String>,
}

/// The elements of a description, in their order.
pub type Elements = Vec<Element>;

/// The elements of `xml`.
///
/// # Errors
/// In words, where it is no XML.
pub fn elements(xml: &str) -> Result<Elements, String> {
    let mut reader = NsReader::from_str(xml);
    let (mut found, mut words, mut language) = (Elements::new(), String::new(), None);
    loop {
        match reader.read_event().map_err(|error| format!("it is no XML: {error}"))? {
            Event::Start(tag) => {
                words.clear();
                language = language_of(&tag);
            }
            Event::Text(text) => words.push_str(&text),
            Event::CData(text) => words.push_str(&text),
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", &*entity);
                words.push_str(&unescape(&entity).unwrap_or_default());
            }
            Event::End(tag) => {
                let (text, language) = (std::mem::take(&mut words), language.take());
                if !text.trim().is_empty() && found.len() < MOST {
                    let name = tag.local_name().as_ref().to_owned();
                    found.push(Element { name, text: text.trim().to_owned(), language });
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// What `xml:lang` says of an element.
fn language_of(tag: &BytesStart<'_>) -> Option<String> {
    let mut all = tag.attributes().flatten();
    let found = all.find(|it| it.key.local_name().as_ref() == "lang")?;
    Some((*found.value).trim().to_owned())
}

/// The address of the work's page, where an identifier is one.
pub fn page(elements: &Elements) -> Option<String> {
    let identifiers = elements.iter().filter(|it| it.name == "identifier");
    identifiers.filter_map(|it| web_address(&it.text)).next()
}

/// The work of `elements`, whose page is `home`; `None` where it is of no kind that is held.
pub fn work(elements: &Elements, home: &str, fetched: &str) -> Option<Described> {
    let root = NamedNode::new(home).ok()?;
    let types = elements.iter().filter(|it| it.name == "type");
    let words: Vec<String> = types.map(|it| plain(&it.text)).collect();
    let class = CLASSES.iter().find(|(word, _)| words.iter().any(|it| it.contains(word)))?;
    let mut triples = vec![Triple::new(root.clone(), rdf::TYPE, class.1)];
    for element in elements {
        if let Some((_, property)) = PROPERTIES.iter().find(|(name, _)| *name == element.name) {
            triples.push(Triple::new(root.clone(), *property, literal(element)));
        }
    }
    let graph = Graph::new(triples);
    let work = extract::work(&graph, &NamedOrBlankNode::NamedNode(root), home, fetched)?;
    Some(Described { work, graph })
}

/// The text of `element` in its language, where that has a tag (BCP 47).
fn literal(element: &Element) -> Literal {
    let text = element.text.as_str();
    let tag = element.language.as_deref();
    let tagged = tag.and_then(|it| Literal::new_language_tagged_literal(text, it).ok());
    tagged.unwrap_or_else(|| Literal::from(text))
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

    #[test]
    fn texts_keep_their_language() {
        let xml = "<dc xmlns:d='urn:d'><d:title xml:lang='de'>Zucker</d:title>\
            <d:title xml:lang='in German'>Ice</d:title><d:type>dataset</d:type></dc>";
        let found = work(&elements(xml).unwrap(), "https://x.org/1", "2026-11-26").unwrap();
        let said: Vec<String> =
            found.graph.triples().iter().map(|it| it.object.to_string()).collect();
        assert!(said.contains(&"\"Zucker\"@de".to_owned()), "{said:?}");
        assert!(said.contains(&"\"Ice\"".to_owned()), "{said:?}");
    }
}
