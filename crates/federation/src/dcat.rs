//! Reads a catalogue in [DCAT](https://www.w3.org/TR/vocab-dcat-3/): works, with what leads on.

use std::collections::{BTreeMap, HashSet};

use faircat_assessment::foreign;
use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::{rdf, schema};
use faircat_record::Kind;
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term, Triple};
use oxrdfio::{RdfFormat, RdfParser};

use crate::documents::Described;
use crate::extract::{self, iri, web_address};
use crate::{MayGoOn, OUT_OF_TIME, STEP};

/// Most statements of a catalogue, and of one work in it.
const MOST: usize = 2_000_000;
const MOST_OF_WORK: usize = 20_000;
/// Most bytes of the terms of all statements: prefixes make much of little.
const LARGEST: usize = 512 << 20;

const LANDING_PAGE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/ns/dcat#landingPage");
/// Where the next part of a catalogue is.
const NEXT: [&str; 2] =
    ["http://www.w3.org/ns/hydra/core#next", "http://www.w3.org/ns/hydra/core#nextPage"];

/// A catalogue.
pub struct Catalog {
    graph: Graph,
    /// The address of the next part of it.
    pub next: Option<String>,
}

/// Reads the document `bytes`, which was found at `address`, while `may_go_on` says so.
///
/// # Errors
/// In words.
pub fn read(
    bytes: &[u8],
    media_type: &str,
    address: &str,
    may_go_on: MayGoOn<'_>,
) -> Result<Catalog, String> {
    let triples = match format(bytes, media_type, address) {
        Some(format) => parsed(bytes, format, address, may_go_on)?,
        None => {
            let text = std::str::from_utf8(bytes).map_err(|_| "it is not in UTF-8".to_owned())?;
            foreign::statements(text, address).map_err(|error| error.to_string())?
        }
    };
    let next = triples.iter().find(|it| NEXT.contains(&it.predicate.as_str()));
    let next = next.and_then(|it| iri(&it.object)).map(str::to_owned);
    Ok(Catalog { graph: Graph::new(foreign::in_usual_terms(triples)), next })
}

/// The format, where it is none of JSON.
fn format(bytes: &[u8], media_type: &str, address: &str) -> Option<RdfFormat> {
    let first = bytes.iter().find(|it| !it.is_ascii_whitespace());
    if matches!(first, Some(b'{' | b'[')) && !media_type.contains("turtle") {
        return None;
    }
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let by_name = || RdfFormat::from_extension(path.rsplit('.').next().unwrap_or_default());
    let by_type = RdfFormat::from_media_type(media_type);
    let by_content = match first {
        Some(b'<') if bytes.windows(8).take(1000).any(|it| it == b"<rdf:RDF") => RdfFormat::RdfXml,
        _ => RdfFormat::Turtle,
    };
    let found = by_type.or_else(by_name).unwrap_or(by_content);
    (!matches!(found, RdfFormat::JsonLd { .. })).then_some(found)
}

fn parsed(
    bytes: &[u8],
    format: RdfFormat,
    address: &str,
    may_go_on: MayGoOn<'_>,
) -> Result<Vec<Triple>, String> {
    // Entities make gigabytes of a few lines, and the parser would write them out.
    if format == RdfFormat::RdfXml && declares_document_type(bytes) {
        return Err("it declares a document type, and with it entities may come".to_owned());
    }
    let parser = RdfParser::from_format(format).with_base_iri(address);
    let parser = parser.map_err(|error| error.to_string())?;
    let (mut triples, mut size) = (Vec::new(), 0_usize);
    for quad in parser.for_slice(bytes) {
        let triple = Triple::from(quad.map_err(|error| error.to_string())?);
        size += size_of(&triple);
        triples.push(triple);
        if triples.len() > MOST {
            return Err(format!("it holds more than {MOST} statements"));
        }
        if size > LARGEST {
            return Err(format!("its statements take more than {LARGEST} bytes"));
        }
        if triples.len() % STEP == 0 && !may_go_on() {
            return Err(OUT_OF_TIME.to_owned());
        }
    }
    Ok(triples)
}

/// Whether a document type is declared in `bytes`, in whatever encoding of one or two bytes a letter.
fn declares_document_type(bytes: &[u8]) -> bool {
    let mut matched = 0;
    bytes.iter().filter(|it| **it != 0).any(|byte| {
        let is_next = |place: usize| byte.eq_ignore_ascii_case(&DOCUMENT_TYPE[place]);
        matched = if is_next(matched) { matched + 1 } else { usize::from(is_next(0)) };
        matched == DOCUMENT_TYPE.len()
    })
}

const DOCUMENT_TYPE: &[u8] = b"<!DOCTYPE";

/// Bytes of the terms of `triple`.
fn size_of(triple: &Triple) -> usize {
    let subject = match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().len(),
        NamedOrBlankNode::BlankNode(node) => node.as_str().len(),
    };
    let object = match &triple.object {
        Term::NamedNode(node) => node.as_str().len(),
        Term::BlankNode(node) => node.as_str().len(),
        Term::Literal(text) => text.value().len() + text.datatype().as_str().len(),
    };
    subject + triple.predicate.as_str().len() + object
}

impl Catalog {
    /// The works of the catalogue, at most `most` and while `may_go_on` says so, and how many have no
    /// page of their own.
    pub fn works(
        &self,
        fetched: &str,
        most: usize,
        may_go_on: MayGoOn<'_>,
    ) -> (Vec<Described>, usize) {
        let mut works: BTreeMap<String, Described> = BTreeMap::new();
        let mut homeless = 0;
        // One that leads from everywhere to everything costs no more than twice what it says.
        let mut budget = self.graph.triples().len().saturating_mul(2) + 100_000;
        for about in self.graph.triples().chunk_by(|a, b| a.subject == b.subject) {
            let node = &about[0].subject;
            let kind = extract::kind(&self.graph, node);
            if !kind.is_some_and(|it| Kind::WORKS.contains(&it)) || self.is_part(node) {
                continue;
            }
            let Some(home) = self.home(node) else {
                homeless += 1;
                continue;
            };
            if works.len() == most || !may_go_on() {
                break;
            }
            let graph = self.around(node, &mut budget);
            if let Some(work) = extract::work(&graph, node, &home, fetched) {
                let home = work.home.clone();
                works.entry(home).or_insert_with(|| Described::new(work, &graph, node));
            }
        }
        (works.into_values().collect(), homeless)
    }

    /// Whether `node` is told of as something else too: a catalogue is a dataset in DCAT.
    fn is_part(&self, node: &NamedOrBlankNode) -> bool {
        let mut classes = self.graph.objects(node, rdf::TYPE).filter_map(iri);
        classes.any(|it| ["Catalog", "Distribution"].iter().any(|end| it.ends_with(end)))
    }

    fn home(&self, node: &NamedOrBlankNode) -> Option<String> {
        let of = |property| self.graph.objects(node, property).find_map(|it| web_address(text(it)));
        let own = match node {
            NamedOrBlankNode::NamedNode(node) => web_address(node.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        };
        of(LANDING_PAGE).or(own).or_else(|| of(schema::URL))
    }

    /// The statements about `root` and what leads on from it, but for other works and what leads on
    /// from agents.
    fn around(&self, root: &NamedOrBlankNode, budget: &mut usize) -> Graph {
        let mut met = HashSet::from([root.clone()]);
        let (mut next, mut triples) = (vec![root.clone()], Vec::new());
        while let Some(node) = next.pop() {
            let kind = extract::kind(&self.graph, &node);
            let is_other = node != *root
                && (kind.is_some_and(|it| Kind::WORKS.contains(&it)) || self.is_catalog(&node));
            if is_other {
                continue;
            }
            for triple in self.graph.about(&node) {
                if triples.len() == MOST_OF_WORK || *budget == 0 {
                    return Graph::new(triples);
                }
                *budget -= 1;
                triples.push(triple.clone());
                let is_agent = matches!(kind, Some(Kind::Person | Kind::Organization));
                if let Some(inner) = extract::node(&triple.object).filter(|_| !is_agent)
                    && met.insert(inner.clone())
                {
                    next.push(inner);
                }
            }
        }
        Graph::new(triples)
    }

    fn is_catalog(&self, node: &NamedOrBlankNode) -> bool {
        self.graph.objects(node, rdf::TYPE).filter_map(iri).any(|it| it.ends_with("Catalog"))
    }
}

fn text(term: &Term) -> &str {
    match term {
        Term::NamedNode(node) => node.as_str(),
        Term::Literal(text) => text.value(),
        Term::BlankNode(_) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    const TURTLE: &str = "@prefix dcat: <http://www.w3.org/ns/dcat#> . \
        @prefix dct: <http://purl.org/dc/terms/> .\n\
        <https://x.org/> a dcat:Catalog ; dcat:dataset <https://x.org/a>, <https://x.org/b> .\n\
        <https://x.org/a> a dcat:Dataset ; dct:title \"A\" ; dct:relation <https://x.org/b> ; \
        dcat:distribution [ dcat:downloadURL <https://x.org/a.csv> ] .\n\
        <https://x.org/b> a dcat:Dataset ; dct:title \"B\" .\n\
        [] a dcat:Dataset ; dct:title \"Nowhere\" .";

    #[test]
    fn works_of_a_catalogue_stand_apart() {
        let catalog =
            read(TURTLE.as_bytes(), "text/turtle", "https://x.org/c.ttl", &|| true).unwrap();
        let (works, homeless) = catalog.works("2026-11-26", 10, &|| true);
        let titles: Vec<&str> = works.iter().map(|it| it.work.title.as_str()).collect();
        assert_eq!((titles, homeless), (vec!["A", "B"], 1));
        assert_eq!(works[0].graph.triples().len(), 5);
    }

    #[test]
    fn formats_are_known_by_what_is_in_them() {
        let json = r#"{"@context":{"dcat":"http://www.w3.org/ns/dcat#","dct":"http://purl.org/dc/terms/"},
            "@id":"https://x.org/a","@type":"dcat:Dataset","dct:title":"A"}"#;
        for (text, media_type) in [(TURTLE, ""), (json, ""), (json, "application/ld+json")] {
            let catalog =
                read(text.as_bytes(), media_type, "https://x.org/catalog", &|| true).unwrap();
            assert!(!catalog.works("2026-11-26", 10, &|| true).0.is_empty(), "{text}");
        }
        assert!(read(b"no statements", "text/turtle", "https://x.org/", &|| true).is_err());
    }

    #[test]
    fn entities_are_refused_before_they_are_written_out() {
        let bomb = "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\
                    <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>";
        let wide: Vec<u8> = bomb.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [bomb.as_bytes(), &wide] {
            let refused = read(bytes, "application/rdf+xml", "https://x.org/c", &|| true);
            assert!(refused.err().unwrap().contains("document type"));
        }
    }

    #[test]
    fn a_long_prefix_makes_no_gigabytes() {
        let prefix = "a".repeat(4 << 20);
        let lines = "p:a p:b p:c .\n".repeat(1000);
        let text = format!("@prefix p: <http://x.org/{prefix}> .\n{lines}");
        let refused = read(text.as_bytes(), "text/turtle", "https://x.org/c", &|| true);
        assert!(refused.err().unwrap().contains("bytes"));
    }

    #[test]
    fn reading_ends_when_time_is_over() {
        let lines = "<a> <b> <c> .\n".repeat(20_000);
        let refused = read(lines.as_bytes(), "text/turtle", "https://x.org/c", &|| false);
        assert!(refused.err().unwrap().contains("time"));
    }

    #[test]
    fn what_dcat_ap_says_in_its_own_places_is_read() {
        let text = "@prefix dcat: <http://www.w3.org/ns/dcat#> . \
            @prefix dct: <http://purl.org/dc/terms/> .\n\
            <https://x.org/a> a dcat:Dataset ; dct:title \"A\" ; dcat:version \"2.0\" ; \
            <http://www.w3.org/ns/adms#identifier> [ \
              <http://www.w3.org/2004/02/skos/core#notation> \"https://doi.org/10.5281/zenodo.1\" ] ; \
            dcat:distribution <https://x.org/a#d> .\n\
            <https://x.org/a#d> a dcat:Distribution ; dct:license \
              <http://publications.europa.eu/resource/authority/licence/CC_BY_4_0> .";
        let catalog = read(text.as_bytes(), "text/turtle", "https://x.org/c", &|| true).unwrap();
        let (works, _) = catalog.works("2026-11-26", 10, &|| true);
        let work = &works[0].work;
        assert_eq!(work.version.as_deref(), Some("2.0"));
        assert_eq!(work.licence.as_deref(), Some("CC-BY-4.0"));
        assert!(work.identifiers.iter().any(|it| it == "doi:10.5281/zenodo.1"), "{work:?}");
    }
}
