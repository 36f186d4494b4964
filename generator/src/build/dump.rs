//! The dump: every statement of every page, as N-Quads with one named graph per record, and as
//! Turtle.
//!
//! Each file is a sequence of gzip members (RFC 1952, section 2.2), so that groups of records are
//! compressed in parallel and unchanged ones need no compressing at all. The last line of each is
//! the number of its statements, so that one that was cut off is told from a whole one.

use std::io::Write as _;

use faircat_sparql::completeness::{FIRST_LINE, last_line};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::distinct::Distinct;
use crate::diagnostic::Diagnostic;
use crate::linked_data::graph::Graph;
use crate::linked_data::serialization;
use crate::pages::site::PublishedDump;
use crate::site_writer::{Growing, Present, SiteWriter};

/// N-Quads are so repetitive that more effort gains little and costs much.
const EFFORT: Compression = Compression::new(5);

/// Path of the N-Quads in the site.
pub(super) const NQUADS: &str = "dump.nq.gz";
/// Path of the Turtle in the site.
pub(super) const TURTLE: &str = "dump.ttl.gz";

/// The statements of one group, as text.
#[derive(Default)]
pub(super) struct Texts {
    nquads: String,
    turtle: String,
    statements: u64,
    distinct: Distinct,
}

/// The statements of one group, compressed.
#[derive(Default)]
pub(super) struct Member {
    pub nquads: Vec<u8>,
    pub turtle: Vec<u8>,
}

impl Member {
    /// The same text, a comment, in both.
    fn of_both(text: &str) -> Result<Member, Diagnostic> {
        let compressed = gzip(&[text])?;
        Ok(Member { nquads: compressed.clone(), turtle: compressed })
    }
}

/// First byte and length of a member in its file.
type Place = (u64, u64);

/// The two files, open for writing.
pub(super) struct DumpFiles {
    nquads: Growing,
    turtle: Growing,
    /// Bytes written to each so far.
    written: (u64, u64),
    /// Of the N-Quads.
    hasher: blake3::Hasher,
}

/// The two files of the old site, as far as they exist.
pub(super) struct OldDump {
    nquads: Option<Present>,
    turtle: Option<Present>,
}

impl Texts {
    /// Adds the statements of the graph `name`, that of the page `own` where it is of a record.
    pub(super) fn add(&mut self, name: &str, own: Option<&str>, graph: &Graph) {
        self.distinct.append(&Distinct::of(graph, own));
        self.statements += graph.triples().len() as u64;
        serialization::nquads(graph.triples(), name, &mut self.nquads);
        serialization::turtle(graph.triples(), &mut self.turtle);
    }

    /// Adds the statements of `other` behind these.
    pub(super) fn append(&mut self, other: &Texts) {
        self.statements += other.statements;
        self.distinct.append(&other.distinct);
        self.nquads.push_str(&other.nquads);
        self.turtle.push_str(&other.turtle);
    }

    pub(super) fn statements(&self) -> u64 {
        self.statements
    }

    /// The statements, for counting each once.
    pub(super) fn distinct(&self) -> Distinct {
        let mut distinct = self.distinct.clone();
        distinct.settle();
        distinct
    }

    pub(super) fn compress(self) -> Result<Member, Diagnostic> {
        // Each member of the file can be read by itself.
        let mut prefixes = String::new();
        if !self.turtle.is_empty() {
            serialization::turtle_prefixes(&mut prefixes);
        }
        Ok(Member { nquads: gzip(&[&self.nquads])?, turtle: gzip(&[&prefixes, &self.turtle])? })
    }
}

impl DumpFiles {
    pub(super) fn create(writer: &SiteWriter) -> Result<DumpFiles, Diagnostic> {
        let (nquads, turtle) = (writer.create(NQUADS)?, writer.create(TURTLE)?);
        let hasher = blake3::Hasher::new();
        let mut files = DumpFiles { nquads, turtle, written: (0, 0), hasher };
        files.append(&Member::of_both(FIRST_LINE)?)?;
        Ok(files)
    }

    /// Returns the places of the member in the N-Quads and in the Turtle.
    pub(super) fn append(&mut self, member: &Member) -> Result<(Place, Place), Diagnostic> {
        self.nquads.append(&member.nquads)?;
        self.turtle.append(&member.turtle)?;
        self.hasher.update(&member.nquads);
        let lengths = (member.nquads.len() as u64, member.turtle.len() as u64);
        let places = ((self.written.0, lengths.0), (self.written.1, lengths.1));
        self.written.0 += lengths.0;
        self.written.1 += lengths.1;
        Ok(places)
    }

    /// Ends the files, into which `statements` were written. Returns what the site says about the
    /// N-Quads.
    pub(super) fn finish(mut self, statements: u64) -> Result<PublishedDump, Diagnostic> {
        self.append(&Member::of_both(&last_line(statements))?)?;
        let digest = self.hasher.finalize().to_hex();
        Ok(PublishedDump { bytes: self.written.0, statements, digest: digest[..16].to_owned() })
    }
}

impl OldDump {
    pub(super) fn open(writer: &SiteWriter) -> OldDump {
        OldDump { nquads: writer.open_old(NQUADS), turtle: writer.open_old(TURTLE) }
    }

    /// The member at these places, which is empty where there is no dump; `None` where the files do
    /// not reach so far.
    pub(super) fn member(&self, nquads: Place, turtle: Place) -> Option<Member> {
        Some(Member {
            nquads: bytes_of(self.nquads.as_ref(), nquads)?,
            turtle: bytes_of(self.turtle.as_ref(), turtle)?,
        })
    }
}

fn bytes_of(file: Option<&Present>, place: Place) -> Option<Vec<u8>> {
    if place.1 == 0 { Some(Vec::new()) } else { file?.part(place) }
}

fn gzip(texts: &[&str]) -> Result<Vec<u8>, Diagnostic> {
    let length: usize = texts.iter().map(|text| text.len()).sum();
    // The encoder's header holds no time, so the bytes depend on the content alone.
    let mut encoder = GzEncoder::new(Vec::with_capacity(length / 8 + 64), EFFORT);
    let written = texts.iter().try_for_each(|text| encoder.write_all(text.as_bytes()));
    written.and_then(|()| encoder.finish()).map_err(failed)
}

fn failed(error: std::io::Error) -> Diagnostic {
    Diagnostic::error("output", format!("the dump cannot be written: {error}"))
}
