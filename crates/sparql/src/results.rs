//! The formats in which answers are written.

use std::io::{self, Write};

use faircat_text::is_in_xml;
#[cfg(feature = "all-formats")]
use oxjsonld::JsonLdSerializer;
use oxrdf::TermRef;
#[cfg(feature = "all-formats")]
use oxrdf::vocab::rdf;
#[cfg(feature = "all-formats")]
use oxrdf::{GraphNameRef, NamedNode, Term, TripleRef};
#[cfg(feature = "all-formats")]
use oxrdfio::{RdfFormat, RdfSerializer};
use oxttl::{NTriplesSerializer, TurtleSerializer};
use sparesults::{QueryResultsFormat, QueryResultsSerializer};
use spareval::{QueryResults, QuerySolutionIter, QueryTripleIter};

use crate::prefixes::Prefixes;
use crate::query::QueryError;

/// A format for the rows of SELECT and the truth of ASK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFormat {
    /// SPARQL 1.1 Query Results JSON Format.
    Json,
    /// SPARQL Query Results XML Format.
    Xml,
    /// SPARQL 1.1 Query Results CSV Format.
    Csv,
    /// SPARQL 1.1 Query Results TSV Format.
    Tsv,
}

/// A format for the graph of CONSTRUCT and DESCRIBE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphFormat {
    Turtle,
    NTriples,
    #[cfg(feature = "all-formats")]
    JsonLd,
    #[cfg(feature = "all-formats")]
    RdfXml,
}

impl RowFormat {
    /// Media type with its parameters, as in a `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            RowFormat::Json => "application/sparql-results+json",
            RowFormat::Xml => "application/sparql-results+xml",
            RowFormat::Csv => "text/csv; charset=utf-8",
            RowFormat::Tsv => "text/tab-separated-values; charset=utf-8",
        }
    }

    fn serializer(self) -> QueryResultsSerializer {
        QueryResultsSerializer::from_format(match self {
            RowFormat::Json => QueryResultsFormat::Json,
            RowFormat::Xml => QueryResultsFormat::Xml,
            RowFormat::Csv => QueryResultsFormat::Csv,
            RowFormat::Tsv => QueryResultsFormat::Tsv,
        })
    }
}

impl GraphFormat {
    /// Media type with its parameters, as in a `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            GraphFormat::Turtle => "text/turtle; charset=utf-8",
            GraphFormat::NTriples => "application/n-triples",
            #[cfg(feature = "all-formats")]
            GraphFormat::JsonLd => "application/ld+json",
            #[cfg(feature = "all-formats")]
            GraphFormat::RdfXml => "application/rdf+xml",
        }
    }
}

/// Formats of an answer, one for each kind of query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formats {
    pub rows: RowFormat,
    pub graph: GraphFormat,
}

/// An answer, written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub media_type: &'static str,
    pub content: Vec<u8>,
}

/// Writes `results` into at most `max_bytes`.
pub fn write(
    results: QueryResults<'_>,
    formats: Formats,
    prefixes: &Prefixes,
    max_bytes: usize,
) -> Result<Answer, QueryError> {
    let is_xml = match results {
        #[cfg(feature = "all-formats")]
        QueryResults::Graph(_) => formats.graph == GraphFormat::RdfXml,
        #[cfg(not(feature = "all-formats"))]
        QueryResults::Graph(_) => false,
        _ => formats.rows == RowFormat::Xml,
    };
    let writer = Bounded { content: Vec::new(), max_bytes, is_xml };
    match results {
        QueryResults::Boolean(value) => {
            let writer = formats.rows.serializer().serialize_boolean_to_writer(writer, value)?;
            Ok(Answer { media_type: formats.rows.media_type(), content: writer.content })
        }
        QueryResults::Solutions(solutions) => write_rows(solutions, formats.rows, writer),
        QueryResults::Graph(triples) => write_graph(triples, formats.graph, prefixes, writer),
    }
}

fn write_rows(
    solutions: QuerySolutionIter<'_>,
    format: RowFormat,
    writer: Bounded,
) -> Result<Answer, QueryError> {
    let variables = solutions.variables().to_vec();
    let mut rows = format.serializer().serialize_solutions_to_writer(writer, variables)?;
    for solution in solutions {
        let solution = solution?;
        if format == RowFormat::Xml {
            solution.values().iter().flatten().try_for_each(|term| fits_xml(term.as_ref()))?;
        }
        rows.serialize(&solution)?;
    }
    Ok(Answer { media_type: format.media_type(), content: rows.finish()?.content })
}

fn write_graph(
    triples: QueryTripleIter<'_>,
    format: GraphFormat,
    prefixes: &Prefixes,
    writer: Bounded,
) -> Result<Answer, QueryError> {
    let content = match format {
        GraphFormat::Turtle => write_turtle(triples, prefixes, writer),
        GraphFormat::NTriples => write_ntriples(triples, writer),
        #[cfg(feature = "all-formats")]
        GraphFormat::JsonLd => write_json_ld(triples, prefixes, writer),
        #[cfg(feature = "all-formats")]
        GraphFormat::RdfXml => write_rdf_xml(triples, prefixes, writer),
    }?;
    Ok(Answer { media_type: format.media_type(), content: content.content })
}

fn write_turtle(
    triples: QueryTripleIter<'_>,
    prefixes: &Prefixes,
    writer: Bounded,
) -> Result<Bounded, QueryError> {
    let mut serializer = TurtleSerializer::new();
    for (prefix, namespace) in prefixes.iter() {
        serializer = serializer.with_prefix(prefix, namespace)?;
    }
    let mut serializer = serializer.for_writer(writer);
    for triple in triples {
        serializer.serialize_triple(&triple?)?;
    }
    Ok(serializer.finish()?)
}

fn write_ntriples(triples: QueryTripleIter<'_>, writer: Bounded) -> Result<Bounded, QueryError> {
    let mut serializer = NTriplesSerializer::new().for_writer(writer);
    for triple in triples {
        serializer.serialize_triple(&triple?)?;
    }
    Ok(serializer.finish())
}

#[cfg(feature = "all-formats")]
fn write_json_ld(
    triples: QueryTripleIter<'_>,
    prefixes: &Prefixes,
    writer: Bounded,
) -> Result<Bounded, QueryError> {
    let mut serializer = JsonLdSerializer::new();
    for (prefix, namespace) in prefixes.iter() {
        serializer = serializer.with_prefix(prefix, namespace)?;
    }
    let mut serializer = serializer.for_writer(writer);
    for triple in triples {
        let triple = triple?;
        let statement = TripleRef::from(&triple).in_graph(GraphNameRef::DefaultGraph);
        serializer.serialize_quad(statement)?;
    }
    Ok(serializer.finish()?)
}

#[cfg(feature = "all-formats")]
fn write_rdf_xml(
    triples: QueryTripleIter<'_>,
    prefixes: &Prefixes,
    writer: Bounded,
) -> Result<Bounded, QueryError> {
    let mut serializer = RdfSerializer::from_format(RdfFormat::RdfXml);
    for (prefix, namespace) in prefixes.iter() {
        serializer = serializer.with_prefix(prefix, namespace)?;
    }
    let mut serializer = serializer.for_writer(writer);
    for triple in triples {
        let triple = triple?;
        fits_xml(triple.object.as_ref())?;
        names_element(&triple.predicate)?;
        if let Term::NamedNode(class) = &triple.object
            && triple.predicate == rdf::TYPE
        {
            names_element(class)?;
        }
        serializer.serialize_triple(&triple)?;
    }
    Ok(serializer.finish()?)
}

/// XML 1.0, section 2.2: most control characters are in no document, however they are escaped.
fn fits_xml(term: TermRef<'_>) -> Result<(), QueryError> {
    let text = match term {
        TermRef::Literal(literal) => literal.value(),
        TermRef::NamedNode(node) => node.as_str(),
        TermRef::BlankNode(node) => node.as_str(),
    };
    text.chars()
        .find(|c| !is_in_xml(*c))
        .map_or(Ok(()), |c| Err(QueryError::NotInXml(u32::from(c))))
}

/// Predicates and classes are elements, whose names are the last letters of their IRIs (RDF 1.1
/// XML Syntax, section 5.1); one that ends otherwise cannot be written.
#[cfg(feature = "all-formats")]
fn names_element(node: &NamedNode) -> Result<(), QueryError> {
    let iri = node.as_str();
    let name = &iri[iri.trim_end_matches(is_in_name).len()..];
    if name.contains(begins_name) { Ok(()) } else { Err(QueryError::NoXmlName(iri.to_owned())) }
}

/// NameChar of XML 1.0, section 2.3, without the colon.
#[cfg(feature = "all-formats")]
fn is_in_name(c: char) -> bool {
    begins_name(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}')
        || matches!(c, '\u{203f}' | '\u{2040}')
}

/// NameStartChar of the same, without the colon.
#[cfg(feature = "all-formats")]
fn begins_name(c: char) -> bool {
    matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}')
        || matches!(c, '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}')
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{2070}'..='\u{218f}')
        || matches!(c, '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}')
        || matches!(c, '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}')
        || matches!(c, '\u{10000}'..='\u{effff}')
}

/// A buffer that refuses to grow without end.
struct Bounded {
    content: Vec<u8>,
    max_bytes: usize,
    /// A reader of XML turns a bare carriage return into a line feed (XML 1.0, section 2.11); the
    /// serializers leave it bare.
    is_xml: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.content.len() + bytes.len() > self.max_bytes {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        if !self.is_xml {
            self.content.extend_from_slice(bytes);
            return Ok(bytes.len());
        }
        for (index, piece) in bytes.split(|byte| *byte == b'\r').enumerate() {
            if index > 0 {
                self.content.extend_from_slice(b"&#xD;");
            }
            self.content.extend_from_slice(piece);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(all(test, feature = "all-formats"))]
mod tests {
    use super::*;

    #[test]
    fn elements_have_names() {
        let is_written = |iri: &str| names_element(&NamedNode::new_unchecked(iri)).is_ok();
        for iri in ["http://e/p", "http://e/1p", "http://e#_1", "urn:a:b.c-1", "http://e/é"] {
            assert!(is_written(iri), "{iri}");
        }
        for iri in ["http://e/1p/", "http://e/1", "http://e/p?", "http://e/p%20", "urn:a:-."] {
            assert!(!is_written(iri), "{iri}");
        }
    }
}
