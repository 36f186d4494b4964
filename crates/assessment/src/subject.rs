//! What is assessed, and a quick view of it.

use std::collections::HashSet;

use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term, Triple};

use super::plain_statements::{is_file_address, is_format, is_size, says_nothing};
use super::{Rubric, Standing, checksums, identifiers};
use faircat_catalog::evidence::Evidence;
use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::{IANA_MEDIA_TYPES, dcat, dcterms, rdf, rdfs, schema, spdx};
use faircat_record::identifier::{Identifier, Scheme};

/// Everything that verdicts rest on.
pub struct Subject<'a> {
    /// The node that stands for the assessed work.
    pub root: &'a NamedOrBlankNode,
    /// The statements that its page publishes.
    pub graph: &'a Graph,
    /// Facts gathered from outside.
    pub evidence: &'a Evidence,
    /// The files of the work that are at hand.
    pub files: &'a [LocalFile],
    /// The standing of the dataset with an IRI, where it has been assessed.
    pub dataset_standing: &'a dyn Fn(&str) -> Option<Standing>,
    pub published: &'a Published,
}

/// A file that is at hand, compared with what the record says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalFile {
    /// The address under which it is published, as in `schema:contentUrl`.
    pub url: String,
    /// Bytes.
    pub size: u64,
    /// Whether the size is the declared one; `None` where none is declared.
    pub size_agrees: Option<bool>,
    /// Whether the SHA-256 is the declared one; `None` where none is declared.
    pub sha256_agrees: Option<bool>,
}

/// How a page and its metadata are served. `None` stands for what cannot be known from here, as
/// when a single file is assessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Address of the page.
    pub page: Option<String>,
    /// Whether the page was read from a file, so that nobody asked its address.
    pub from_file: bool,
    /// What addresses begin with that stand in for the site's own, which its publisher has not
    /// given yet: nobody else can follow them.
    pub stand_in: Option<String>,
    /// Media types in which the metadata is offered.
    pub formats: Vec<String>,
    /// Whether the page's HTML holds the metadata, without a script having to run.
    pub embedded: Option<bool>,
    pub in_sitemap: Option<bool>,
    /// Whether a catalogue lists the page.
    pub in_catalog: Option<bool>,
    pub signposting: Option<Signposting>,
}

/// How far a page follows FAIR Signposting (<https://signposting.org/FAIR/>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signposting {
    Absent,
    /// Typed links in the page.
    Level1,
    /// Also a link set for the files.
    Level2,
}

/// A file that the graph describes.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub url: Option<&'a str>,
    pub name: Option<&'a str>,
    /// As it is stated, whatever that is.
    pub format: Option<&'a str>,
    /// The stated format, where it is a media type or stands in a register of formats.
    pub media_type: Option<&'a str>,
    /// A number of bytes, with or without a unit.
    pub size: Option<&'a str>,
    pub checksum: bool,
    /// What is stated about it.
    pub statements: &'a [Triple],
}

impl<'a> File<'a> {
    /// Whether it stands for many files that a pattern finds (`cr:FileSet` of Croissant), which have
    /// neither a size nor a checksum in common.
    pub(super) fn is_set(&self) -> bool {
        values(self.statements, &[rdf::TYPE]).any(|class| plain(class).ends_with("/FileSet"))
    }

    /// What to call it in a sentence.
    pub(super) fn label(&self) -> &'a str {
        self.name.or(self.url).unwrap_or("a file without name")
    }
}

/// A subject with what many tests ask for looked up once.
pub(crate) struct View<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) rubric: Rubric,
    /// Statements about the root, sorted by predicate.
    own: &'a [Triple],
    pub(super) files: Vec<File<'a>>,
    /// The identifiers that the root states, in their order.
    pub(super) identifiers: Vec<Identifier>,
}

/// Properties that mean the same.
pub(super) type Alternatives = &'static [NamedNodeRef<'static>];

const IDENTIFIER: Alternatives = &[schema::IDENTIFIER, dcterms::IDENTIFIER];
const DISTRIBUTION: Alternatives = &[schema::DISTRIBUTION, dcat::DISTRIBUTION_PROPERTY];
const CONTENT_URL: Alternatives =
    &[schema::CONTENT_URL, dcat::DOWNLOAD_URL, dcat::ACCESS_URL, schema::URL];
const MEDIA_TYPE: Alternatives = &[schema::ENCODING_FORMAT, dcat::MEDIA_TYPE, dcterms::FORMAT];
const SIZE: Alternatives = &[schema::CONTENT_SIZE, dcat::BYTE_SIZE, schema::SIZE];
/// Where files have values of many kinds, checksums among them.
const NAMED_CHECKSUM: Alternatives =
    &[schema::IDENTIFIER, dcterms::IDENTIFIER, schema::ADDITIONAL_PROPERTY];
pub(super) const NAME: Alternatives = &[schema::NAME, dcterms::TITLE];
/// What a node may be called by: people and organizations of DCAT have names of FOAF, those of
/// CodeMeta often only parts of one.
const LABEL: Alternatives = &[
    schema::NAME,
    dcterms::TITLE,
    NamedNodeRef::new_unchecked("http://xmlns.com/foaf/0.1/name"),
    rdfs::LABEL,
    schema::FAMILY_NAME,
    schema::GIVEN_NAME,
];

/// What else a node without a name of any sort may be known by.
const KNOWN_BY: Alternatives =
    &[schema::URL, schema::IDENTIFIER, schema::EMAIL, schema::VALUE, schema::DESCRIPTION];

impl<'a> View<'a> {
    pub(super) fn new(rubric: Rubric, subject: &'a Subject<'a>) -> View<'a> {
        let own = match subject.root {
            NamedOrBlankNode::NamedNode(node) => subject.graph.of(node.as_str(), false),
            NamedOrBlankNode::BlankNode(node) => subject.graph.of(node.as_str(), true),
        };
        let mut view = View { subject, rubric, own, files: Vec::new(), identifiers: Vec::new() };
        let parts = view.values(&[schema::HAS_PART]).filter(|part| view.is_file(part));
        view.files = view.values(DISTRIBUTION).chain(parts).map(|term| view.file(term)).collect();
        dedup_files(&mut view.files);
        view.identifiers = view.stated_identifiers();
        view
    }

    /// The root's IRI, where it has one.
    pub(super) fn iri(&self) -> Option<&'a str> {
        match self.subject.root {
            NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        }
    }

    /// Whether the page is one of the assessed site's own: of others it is not known whether a
    /// catalogue lists them.
    pub(super) fn is_of_this_site(&self) -> bool {
        self.subject.published.in_catalog.is_some()
    }

    /// What the work is called in a sentence.
    pub(super) fn noun(&self) -> &'static str {
        self.rubric.noun()
    }

    /// Statements about the root.
    pub(super) fn statements(&self) -> &'a [Triple] {
        self.own
    }

    /// What the root has for any of `alternatives`.
    pub(super) fn values(&self, alternatives: Alternatives) -> impl Iterator<Item = &'a Term> + 'a {
        values(self.own, alternatives)
    }

    pub(super) fn has(&self, alternatives: Alternatives) -> bool {
        self.values(alternatives).any(|term| !self.text_of(term).is_empty())
    }

    /// The first text that the root has for any of `alternatives` and that says something.
    pub(super) fn text(&self, alternatives: Alternatives) -> Option<&'a str> {
        self.values(alternatives).find_map(|term| self.telling(term))
    }

    /// The text of `term`, where it says something.
    pub(super) fn telling(&self, term: &'a Term) -> Option<&'a str> {
        self.known_as(term).filter(|text| !says_nothing(text))
    }

    /// A literal's value; for a node its name or, failing that, its IRI.
    pub(super) fn text_of(&self, term: &'a Term) -> &'a str {
        self.known_as(term).unwrap_or("a node without name")
    }

    /// What `term` is called; `None` for a node of which nothing tells that.
    fn known_as(&self, term: &'a Term) -> Option<&'a str> {
        match term {
            Term::Literal(literal) => Some(literal.value().trim()),
            Term::NamedNode(node) => Some(self.inner(term, LABEL).unwrap_or(node.as_str())),
            Term::BlankNode(_) => self.inner(term, LABEL).or_else(|| self.inner(term, KNOWN_BY)),
        }
    }

    /// The first text that the node `term` has for any of `alternatives`.
    pub(super) fn inner(&self, term: &Term, alternatives: Alternatives) -> Option<&'a str> {
        values(self.about(term), alternatives).map(plain).find(|text| !text.is_empty())
    }

    /// Statements about the node `term`; none where it is a literal.
    pub(super) fn about(&self, term: &Term) -> &'a [Triple] {
        match term {
            Term::NamedNode(node) => self.subject.graph.of(node.as_str(), false),
            Term::BlankNode(node) => self.subject.graph.of(node.as_str(), true),
            Term::Literal(_) => &[],
        }
    }

    /// Whether the root is of `class`.
    pub(super) fn is_a(&self, class: NamedNodeRef<'_>) -> bool {
        has_type(self.own, class)
    }

    /// IRIs of the root's classes.
    pub(super) fn types(&self) -> impl Iterator<Item = &'a str> {
        self.values(&[rdf::TYPE]).map(plain)
    }

    /// Whether `address` waits for the site to have one of its own.
    pub(super) fn is_stand_in(&self, address: &str) -> bool {
        self.subject.published.stand_in.as_deref().is_some_and(|start| address.starts_with(start))
    }

    /// The first identifier that somebody has promised to keep working.
    pub(super) fn persistent(&self) -> Option<&Identifier> {
        self.identifiers.iter().find(|identifier| names_work(identifier))
    }

    /// Whether a part of the work is a file of it, as in a crate of RO-Crate.
    fn is_file(&self, part: &Term) -> bool {
        let own = self.about(part);
        [schema::MEDIA_OBJECT, schema::DATA_DOWNLOAD].iter().any(|class| has_type(own, *class))
    }

    fn file(&self, term: &'a Term) -> File<'a> {
        if let Term::Literal(literal) = term {
            let url = Some(literal.value()).filter(|url| is_file_address(url));
            let name = Some(literal.value()).filter(|_| url.is_none());
            let (format, media_type, size) = (None, None, None);
            return File { url, name, format, media_type, size, checksum: false, statements: &[] };
        }
        let own = self.about(term);
        let text = |alternatives| values(own, alternatives).map(plain).find(|t| !t.is_empty());
        // RO-Crate names a file by its address; other nodes' names are seldom one.
        let is_media = has_type(own, schema::MEDIA_OBJECT);
        let formats = || {
            let stated = values(own, MEDIA_TYPE).map(plain).filter(|it| !it.is_empty());
            stated.map(|it| it.strip_prefix(IANA_MEDIA_TYPES).unwrap_or(it))
        };
        let mut addresses = values(own, CONTENT_URL).map(plain);
        File {
            url: addresses.find(|it| is_file_address(it)).or(match term {
                Term::NamedNode(node) if own.is_empty() => Some(node.as_str()),
                Term::NamedNode(node) if is_media && node.as_str().contains("://") => {
                    Some(node.as_str())
                }
                _ => None,
            }),
            name: text(NAME),
            format: formats().next(),
            media_type: formats().find(|it| is_format(it)),
            size: values(own, SIZE).find_map(|term| self.size(term)),
            statements: own,
            checksum: values(own, &[schema::SHA256]).any(|it| checksums::is_sha256(plain(it)))
                || values(own, checksums::OTHER_DIGESTS).any(|it| checksums::is_digest(plain(it)))
                || values(own, &[spdx::CHECKSUM_PROPERTY]).any(|it| self.is_checksum(it))
                || values(own, NAMED_CHECKSUM).any(|it| self.is_named_checksum(it)),
        }
    }

    /// The size that `term` is, or holds as a `schema:QuantitativeValue`.
    fn size(&self, term: &'a Term) -> Option<&'a str> {
        let stated = self.inner(term, &[schema::VALUE]).unwrap_or(plain(term));
        Some(stated).filter(|stated| is_size(stated))
    }

    /// Whether `term` is an `spdx:Checksum` whose value has the form of its algorithm.
    fn is_checksum(&self, term: &Term) -> bool {
        let algorithm = self.inner(term, &[spdx::ALGORITHM]);
        let value = self.inner(term, &[spdx::CHECKSUM_VALUE]);
        value.is_some_and(|value| checksums::is_of(algorithm.unwrap_or_default(), value))
    }

    /// Whether `term`, a value that may say anything else of a file, is a checksum and says by which
    /// algorithm.
    fn is_named_checksum(&self, term: &Term) -> bool {
        let Some(value) = self.inner(term, &[schema::VALUE]) else {
            return checksums::is_named(plain(term));
        };
        let name = self.inner(term, &[schema::PROPERTY_ID]);
        let name = name.or_else(|| self.inner(term, &[schema::NAME])).unwrap_or_default();
        checksums::is_named(value) || (checksums::is_known(name) && checksums::is_of(name, value))
    }

    fn stated_identifiers(&self) -> Vec<Identifier> {
        let stated = self.values(IDENTIFIER).filter_map(|term| self.identifier(term));
        let elsewhere = self.values(&[schema::SAME_AS, schema::URL]);
        let same = elsewhere.filter_map(|term| identifiers::read(plain(term)));
        // A node without an IRI is known by the address that it gives.
        let address = self.iri().or_else(|| self.text(&[schema::URL]));
        let own = address.and_then(identifiers::read);
        let mut seen = HashSet::new();
        stated
            .chain(same.filter(names_work))
            .chain(own)
            .filter(|identifier| seen.insert(identifier.clone()))
            .collect()
    }

    /// Reads a literal, an IRI, or a `schema:PropertyValue`.
    pub(super) fn identifier(&self, term: &Term) -> Option<Identifier> {
        let at = self.inner(term, &[schema::URL]).and_then(identifiers::read);
        if let Some(identifier) = at.filter(Identifier::is_persistent) {
            return Some(identifier);
        }
        match self.inner(term, &[schema::VALUE]) {
            Some(value) => {
                let scheme = self.inner(term, &[schema::PROPERTY_ID]);
                let scheme = scheme.or_else(|| self.inner(term, &[schema::NAME]));
                identifiers::of_property(scheme.unwrap_or_default(), value)
            }
            None => identifiers::read(plain(term)),
        }
    }
}

/// Whether an identifier is persistent and of a scheme for works, not for people.
pub(super) fn names_work(identifier: &Identifier) -> bool {
    identifier.is_persistent() && !matches!(identifier.scheme, Scheme::Orcid | Scheme::Ror)
}

/// What `statements`, all about one node, say for any of `alternatives`.
pub(super) fn values<'a>(
    statements: &'a [Triple],
    alternatives: Alternatives,
) -> impl Iterator<Item = &'a Term> + 'a {
    alternatives.iter().flat_map(move |property| {
        let start =
            statements.partition_point(|triple| triple.predicate.as_str() < property.as_str());
        statements[start..]
            .iter()
            .take_while(move |triple| triple.predicate == *property)
            .map(|triple| &triple.object)
    })
}

/// A literal's value or a node's IRI.
pub(super) fn plain(term: &Term) -> &str {
    match term {
        Term::Literal(literal) => literal.value().trim(),
        Term::NamedNode(node) => node.as_str(),
        Term::BlankNode(_) => "",
    }
}

fn has_type(statements: &[Triple], class: NamedNodeRef<'_>) -> bool {
    values(statements, &[rdf::TYPE])
        .any(|term| matches!(term, Term::NamedNode(node) if node.as_ref() == class))
}

/// schema.org and DCAT may both list a file.
fn dedup_files(files: &mut Vec<File<'_>>) {
    let mut seen = HashSet::new();
    files.retain(|file| file.url.is_none_or(|url| seen.insert(url)));
}
