//! The dump: every statement of every page, as N-Quads with one named graph per record, and as
//! Turtle.
//!
//! Each file is a sequence of gzip members (RFC 1952, section 2.2), so that groups of records are
//! compressed in parallel and unchanged ones need no compressing at all.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use oxttl::TurtleSerializer;

use crate::diagnostic::Diagnostic;
use crate::linked_data::context::PREFIXES;
use crate::linked_data::graph::Graph;
use crate::site_writer::SiteWriter;

/// N-Quads are so repetitive that more effort gains little and costs much.
const EFFORT: Compression = Compression::new(2);

/// Path of the N-Quads in the site.
pub const NQUADS: &str = "dump.nq.gz";
/// Path of the Turtle in the site.
pub const TURTLE: &str = "dump.ttl.gz";

/// The statements of one group, as text.
#[derive(Default)]
pub(super) struct Texts {
    nquads: String,
    turtle: Vec<u8>,
    statements: u64,
}

/// The statements of one group, compressed.
#[derive(Default)]
pub(super) struct Member {
    pub nquads: Vec<u8>,
    pub turtle: Vec<u8>,
    pub statements: u64,
}

/// The two files, open for writing.
pub(super) struct DumpFiles {
    nquads: File,
    turtle: File,
}

impl Texts {
    /// Adds the statements of the page `iri`.
    pub(super) fn add(&mut self, iri: &str, graph: &Graph) {
        self.statements += graph.triples().len() as u64;
        for triple in graph.triples() {
            // Writing to a text cannot fail.
            let _ = writeln!(self.nquads, "{triple} <{iri}record.jsonld> .");
        }
        if let Ok(turtle) = turtle(graph) {
            self.turtle.extend_from_slice(&turtle);
        }
    }

    pub(super) fn compress(self) -> Result<Member, Diagnostic> {
        Ok(Member {
            nquads: gzip(self.nquads.as_bytes())?,
            turtle: gzip(&self.turtle)?,
            statements: self.statements,
        })
    }
}

impl DumpFiles {
    pub(super) fn create(writer: &SiteWriter) -> Result<DumpFiles, Diagnostic> {
        Ok(DumpFiles { nquads: writer.create(NQUADS)?, turtle: writer.create(TURTLE)? })
    }

    pub(super) fn append(&mut self, member: &Member) -> Result<(), Diagnostic> {
        let nquads = self.nquads.write_all(&member.nquads);
        nquads.and_then(|()| self.turtle.write_all(&member.turtle)).map_err(failed)
    }
}

/// The statements as Turtle.
pub fn turtle(graph: &Graph) -> std::io::Result<Vec<u8>> {
    let mut serializer = TurtleSerializer::new();
    for (prefix, namespace) in PREFIXES {
        if let Ok(next) = serializer.clone().with_prefix(*prefix, *namespace) {
            serializer = next;
        }
    }
    let mut writer = serializer.for_writer(Vec::new());
    for triple in graph.triples() {
        writer.serialize_triple(triple)?;
    }
    writer.finish()
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Diagnostic> {
    // The encoder's header holds no time, so the bytes depend on the content alone.
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 8 + 64), EFFORT);
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(failed)
}

fn failed(error: std::io::Error) -> Diagnostic {
    Diagnostic::error("output", format!("the dump cannot be written: {error}"))
}
