//! What lists and a search show of a work, taken from the statements about it.

use std::collections::BTreeSet;

use faircat_assessment::identifiers;
use faircat_linked_data::graph::Graph;
use faircat_linked_data::plain_text::plain_text;
use faircat_linked_data::vocabulary::{dcat, dcterms, fair4ml, rdf, rdfs, schema, void};
use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::partial_date::PartialDate;
use faircat_record::{Kind, checksum};
use faircat_text::{shorten, single_spaced};
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term};
use url::Url;

use crate::harvest::ForeignWork;
use crate::{files, licences};

/// Longest texts, in characters.
const LONGEST_TITLE: usize = 300;
const LONGEST_SUMMARY: usize = 800;
const LONGEST_WORD: usize = 200;
/// Longest address, in bytes.
const LONGEST_ADDRESS: usize = 2000;
/// Most values of a list.
const MOST: usize = 50;

/// SHA-256 of no bytes, which says nothing about a file.
const OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Classes by which a work is of a kind; the first that fits counts.
const KINDS: &[(&str, Kind)] = &[
    ("MLModel", Kind::Model),
    ("MachineLearningModel", Kind::Model),
    ("ComputationalWorkflow", Kind::Workflow),
    ("HowTo", Kind::Workflow),
    ("LearningResource", Kind::TrainingMaterial),
    ("Course", Kind::TrainingMaterial),
    ("SoftwareSourceCode", Kind::Software),
    ("SoftwareApplication", Kind::Software),
    ("Software", Kind::Software),
    ("Dataset", Kind::Dataset),
    ("DataFeed", Kind::Dataset),
    ("Person", Kind::Person),
    ("Organization", Kind::Organization),
];

/// What `graph` says of `root`, a work whose page is `home`; `None` where it is no work, or has no
/// title. `fetched` is a day.
pub fn work(
    graph: &Graph,
    root: &NamedOrBlankNode,
    home: &str,
    fetched: &str,
) -> Option<ForeignWork> {
    let about = About { graph, root };
    let kind = about.kind().filter(|kind| Kind::WORKS.contains(kind))?;
    let title = about.text(&[schema::NAME, dcterms::TITLE, rdfs::LABEL], LONGEST_TITLE)?;
    let words = [schema::ABSTRACT, schema::DESCRIPTION, dcterms::DESCRIPTION];
    Some(ForeignWork {
        home: web_address(home)?,
        kind,
        title,
        summary: about.text(&words, LONGEST_SUMMARY).unwrap_or_default(),
        date: about.date(),
        version: about.text(&[schema::VERSION, DCAT_VERSION, OWL_VERSION], LONGEST_WORD),
        creators: about.names(&[schema::AUTHOR, schema::CREATOR, dcterms::CREATOR]),
        licence: about.licence(),
        keywords: about.keywords(),
        identifiers: about.identifiers(home),
        sha256: files::sums(graph),
        fetched: fetched.to_owned(),
        page: None,
    })
}

/// `text` as an address that a page may lead to: one of the web, without a name or password.
pub fn web_address(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    let is_safe = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
        && url.as_str().len() <= LONGEST_ADDRESS;
    is_safe.then(|| url.to_string())
}

/// The kind of `root`, where its classes tell one.
pub fn kind(graph: &Graph, root: &NamedOrBlankNode) -> Option<Kind> {
    About { graph, root }.kind()
}

/// The statements about one node.
struct About<'a> {
    graph: &'a Graph,
    root: &'a NamedOrBlankNode,
}

impl<'a> About<'a> {
    fn values(&self, properties: &[NamedNodeRef<'a>]) -> Vec<&'a Term> {
        properties.iter().flat_map(|it| self.graph.objects(self.root, *it)).collect()
    }

    fn kind(&self) -> Option<Kind> {
        // What a catalogue says of its own dump is of no work.
        let is_of_work = |it: &&str| !it.starts_with(void::NAMESPACE);
        let classes = self.values(&[rdf::TYPE]).into_iter().filter_map(iri).filter(is_of_work);
        let classes: Vec<&str> = classes.collect();
        let is = |name: &str| classes.iter().any(|it| it.rsplit(['/', '#']).next() == Some(name));
        let found = KINDS.iter().find(|(name, _)| is(name)).map(|(_, kind)| *kind);
        // What schema.org calls a creative work, as Zenodo a deposit of a kind that it does not know.
        let open = || is("CreativeWork").then_some(Kind::Dataset);
        let by_task = || {
            let has_task = !self.values(&[fair4ml::ML_TASK]).is_empty();
            has_task.then_some(Kind::Model)
        };
        by_task().or(found).or_else(open)
    }

    /// The first text of `properties`, without markup.
    fn text(&self, properties: &[NamedNodeRef<'a>], most: usize) -> Option<String> {
        let texts = self.values(properties).into_iter().filter_map(literal);
        texts.map(|it| clean(it, most)).find(|it| !it.is_empty())
    }

    fn date(&self) -> Option<String> {
        let properties = [
            schema::DATE_PUBLISHED,
            dcterms::ISSUED,
            schema::DATE_CREATED,
            dcterms::CREATED,
            dcterms::DATE,
            schema::DATE_MODIFIED,
            dcterms::MODIFIED,
        ];
        let texts = self.values(&properties).into_iter().filter_map(literal);
        let day = |text: &str| text.trim().get(..10).unwrap_or(text.trim()).to_owned();
        texts.map(day).find(|it| PartialDate::parse(it).is_some())
    }

    /// Names of agents: of nodes, or the texts themselves.
    fn names(&self, properties: &[NamedNodeRef<'a>]) -> Vec<String> {
        let mut names = Vec::new();
        for value in self.values(properties) {
            let name = match node(value) {
                Some(agent) => {
                    let named = [schema::NAME, rdfs::LABEL, dcterms::TITLE, FOAF_NAME];
                    About { graph: self.graph, root: &agent }.text(&named, LONGEST_WORD)
                }
                None => literal(value).map(|it| clean(it, LONGEST_WORD)),
            };
            if let Some(name) = name.filter(|it| !it.is_empty() && !names.contains(it)) {
                names.push(name);
            }
        }
        names.truncate(MOST);
        names
    }

    /// That of the work, else the one that all its distributions have, where DCAT-AP has it.
    fn licence(&self) -> Option<String> {
        let rights = || self.stated_licence(&[dcterms::RIGHTS]);
        self.stated_licence(&LICENCES).or_else(|| self.licence_of_files()).or_else(rights)
    }

    fn stated_licence(&self, properties: &[NamedNodeRef<'a>]) -> Option<String> {
        let values = self.values(properties);
        let said = values.into_iter().find_map(|it| literal(it).or_else(|| iri(it)))?;
        let said = clean(&licences::in_one_spelling(said), LONGEST_WORD);
        Some(said).filter(|it| !it.is_empty())
    }

    fn licence_of_files(&self) -> Option<String> {
        let files = self.values(&[schema::DISTRIBUTION, dcat::DISTRIBUTION_PROPERTY]);
        let of = |file: NamedOrBlankNode| {
            About { graph: self.graph, root: &file }.stated_licence(&LICENCES)
        };
        let mut stated = files.into_iter().filter_map(node).take(MOST).filter_map(of);
        let first = stated.next()?;
        stated.all(|it| it == first).then_some(first)
    }

    fn keywords(&self) -> Vec<String> {
        let mut words = Vec::new();
        for value in self.values(&[schema::KEYWORDS, dcat::KEYWORD]) {
            let named = node(value).and_then(|it| {
                About { graph: self.graph, root: &it }.text(&[schema::NAME], LONGEST_WORD)
            });
            let text = named.or_else(|| literal(value).map(str::to_owned)).unwrap_or_default();
            let parts = text.split([',', ';']).map(|it| clean(it, LONGEST_WORD));
            words.extend(parts.filter(|it| !it.is_empty()));
        }
        words.sort();
        words.dedup();
        words.truncate(MOST);
        words
    }

    /// Every identifier of the work itself.
    fn identifiers(&self, home: &str) -> Vec<String> {
        let mut found = BTreeSet::new();
        let mut add = |it: Option<Identifier>| found.extend(it.as_ref().and_then(key));
        add(identifiers::read(home));
        if let NamedOrBlankNode::NamedNode(root) = self.root {
            add(identifiers::read(root.as_str()));
        }
        let stated = [
            schema::IDENTIFIER,
            dcterms::IDENTIFIER,
            ADMS_IDENTIFIER,
            schema::SAME_AS,
            schema::URL,
            OWL_SAME_AS,
        ];
        for value in self.values(&stated) {
            if let Some(text) = literal(value).or_else(|| iri(value)) {
                add(identifiers::read(text));
            }
            let Some(node) = node(value) else { continue };
            let inner = About { graph: self.graph, root: &node };
            let notations = inner.values(&[NOTATION]).into_iter().filter_map(literal);
            notations.for_each(|it| add(identifiers::read(it)));
            let scheme = inner.values(&[schema::PROPERTY_ID]);
            let scheme = scheme.into_iter().find_map(|it| literal(it).or_else(|| iri(it)));
            for value in inner.values(&[schema::VALUE]).into_iter().filter_map(literal) {
                add(identifiers::of_property(scheme.unwrap_or_default(), value));
            }
        }
        // Names of parts of its own page name nothing elsewhere.
        let own = address_key(home).map(|it| format!("{it}#")).unwrap_or_default();
        let is_part = |it: &String| !own.is_empty() && it.starts_with(&own);
        found.into_iter().filter(|it| !is_part(it)).take(MOST).collect()
    }
}

const FOAF_NAME: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://xmlns.com/foaf/0.1/name");
const LICENCES: [NamedNodeRef<'static>; 2] = [schema::LICENSE, dcterms::LICENSE];
const DCAT_VERSION: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/ns/dcat#version");
const OWL_VERSION: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#versionInfo");
/// Of an identifier as a node of its own, in DCAT-AP, and its text.
const ADMS_IDENTIFIER: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/ns/adms#identifier");
const NOTATION: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#notation");
const OWL_SAME_AS: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#sameAs");

/// `identifier` in one spelling, where it names one work: no person, and no address of a whole host.
fn key(identifier: &Identifier) -> Option<String> {
    let key = match identifier.scheme {
        Scheme::Orcid | Scheme::Ror | Scheme::Other => return None,
        Scheme::Url | Scheme::Purl => address_key(&identifier.value)?,
        _ => identifier.key(),
    };
    (key.len() <= LONGEST_ADDRESS).then_some(key)
}

/// The same for any two ways to write the address of one page.
fn address_key(address: &str) -> Option<String> {
    let url = Url::parse(&web_address(address)?).ok()?;
    let path = url.path().trim_end_matches('/');
    if path.is_empty() && url.query().is_none() {
        return None;
    }
    let host = url.host_str()?.trim_start_matches("www.");
    let port = url.port().map(|it| format!(":{it}")).unwrap_or_default();
    let query = url.query().map(|it| format!("?{it}")).unwrap_or_default();
    let fragment = url.fragment().map(|it| format!("#{it}")).unwrap_or_default();
    Some(format!("//{host}{port}{path}{query}{fragment}"))
}

/// Whether `address` is of the site at `base`, by whichever of http and https either is written.
pub fn is_below(address: &str, base: &str) -> bool {
    match (Url::parse(address), Url::parse(base)) {
        (Ok(address), Ok(base)) => {
            let place = |url: &Url| (url.host_str().map(str::to_owned), url.port());
            let folder = base.path().trim_end_matches('/');
            let rest = address.path().strip_prefix(folder);
            let is_inside = rest.is_some_and(|it| it.is_empty() || it.starts_with('/'));
            place(&address) == place(&base) && is_inside
        }
        _ => false,
    }
}

/// The key of a page of this site, as [`ForeignWork::identifiers`] have keys.
pub fn key_of(text: &str) -> Option<String> {
    identifiers::read(text).as_ref().and_then(key)
}

/// `text` as SHA-256 of some bytes.
pub fn sha256(text: &str) -> Option<String> {
    checksum::digest(text.trim(), checksum::SHA256).filter(|digits| digits != OF_NOTHING)
}

/// `text` in one line without markup, cut.
fn clean(text: &str, most: usize) -> String {
    // Of a book, its beginning.
    let beginning = faircat_text::beginning(text, most * 20);
    let plain = plain_text(&beginning, most * 2);
    let is_kept = |c: &char| !c.is_control() && !faircat_record::invisible::is_override(*c);
    let line: String = single_spaced(&plain).chars().filter(is_kept).collect();
    shorten(line.trim(), most).into_owned()
}

/// The text that `term` is.
pub(crate) fn literal(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(text) => Some(text.value()),
        _ => None,
    }
}

/// The IRI that `term` is.
pub(crate) fn iri(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

/// The node that `term` is, of which something may be said.
pub(crate) fn node(term: &Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.clone().into()),
        Term::BlankNode(node) => Some(node.clone().into()),
        Term::Literal(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{address_key, clean, is_below, sha256, web_address};

    #[test]
    fn only_addresses_of_the_web_are_led_to() {
        for text in ["javascript:alert(1)", "data:text/html,x", "https://me:word@x.org/", "x.org"] {
            assert_eq!(web_address(text), None, "{text}");
        }
        assert_eq!(web_address(" https://x.org/a ").unwrap(), "https://x.org/a");
    }

    #[test]
    fn two_spellings_of_an_address_are_one() {
        assert_eq!(address_key("http://www.x.org/a/"), address_key("https://x.org/a"));
        assert_ne!(address_key("https://x.org/a?b"), address_key("https://x.org/a"));
        assert_eq!(address_key("https://x.org/"), None);
    }

    #[test]
    fn a_site_is_known_by_either_scheme() {
        for own in ["https://x.org/a/b", "http://x.org/a/", "https://x.org/a", "https://x.org/a#b"]
        {
            assert!(is_below(own, "https://x.org/a/"), "{own}");
        }
        for other in
            ["https://x.org/ab", "https://y.org/a/", "https://x.org:8/a/", "https://x.org/"]
        {
            assert!(!is_below(other, "https://x.org/a/"), "{other}");
        }
    }

    #[test]
    fn texts_are_one_line_without_markup() {
        assert_eq!(clean("# A\n\n**b** <b>c</b>\u{202e}", 50), "A b c");
        assert_eq!(clean("<script>alert(1)</script> x", 50), "alert(1) x");
    }

    #[test]
    fn nothing_has_no_checksum() {
        assert_eq!(sha256(super::OF_NOTHING), None);
        assert_eq!(sha256(&"AB".repeat(32)).unwrap(), "ab".repeat(32));
    }
}
