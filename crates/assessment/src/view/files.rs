//! The files that the graph describes.

use std::collections::HashSet;

use oxrdf::{Term, Triple};

use super::{Alternatives, NAME, View, has_type, plain, values};
use crate::checksums;
use crate::plain_statements::{is_file_address, is_format, is_size};
use faircat_linked_data::vocabulary::{IANA_MEDIA_TYPES, dcat, dcterms, rdf, schema, spdx};

const DISTRIBUTION: Alternatives = &[schema::DISTRIBUTION, dcat::DISTRIBUTION_PROPERTY];
const CONTENT_URL: Alternatives =
    &[schema::CONTENT_URL, dcat::DOWNLOAD_URL, dcat::ACCESS_URL, schema::URL];
const MEDIA_TYPE: Alternatives = &[schema::ENCODING_FORMAT, dcat::MEDIA_TYPE, dcterms::FORMAT];
const SIZE: Alternatives = &[schema::CONTENT_SIZE, dcat::BYTE_SIZE, schema::SIZE];
/// Where files have values of many kinds, checksums among them.
const NAMED_CHECKSUM: Alternatives =
    &[schema::IDENTIFIER, dcterms::IDENTIFIER, schema::ADDITIONAL_PROPERTY];

/// A file that the graph describes.
#[derive(Debug)]
pub(crate) struct File<'a> {
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
    pub(crate) fn is_set(&self) -> bool {
        values(self.statements, &[rdf::TYPE]).any(|class| plain(class).ends_with("/FileSet"))
    }

    /// What to call it in a sentence.
    pub(crate) fn label(&self) -> &'a str {
        self.name.or(self.url).unwrap_or("a file without name")
    }
}

/// The files of the work, each once: schema.org and DCAT may both list one.
pub(super) fn all<'a>(view: &View<'a>) -> Vec<File<'a>> {
    let parts = view.values(&[schema::HAS_PART]).filter(|part| view.is_file(part));
    let files = view.values(DISTRIBUTION).chain(parts).map(|term| view.file(term));
    let mut seen = HashSet::new();
    files.filter(|file| file.url.is_none_or(|url| seen.insert(url))).collect()
}

impl<'a> View<'a> {
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
            checksum: checksums::is_stated(own)
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
}
