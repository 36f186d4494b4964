//! `record.ttl`: the statements of the page's document as Turtle.

use oxrdf::Triple;
use oxttl::TurtleSerializer;

use super::{Maker, RecordExport};
use crate::linked_data::context::PREFIXES;

pub(super) const EXPORT: RecordExport = RecordExport {
    file_name: "record.ttl",
    media_type: "text/turtle",
    profile: None,
    title: "Turtle (schema.org, FAIR4ML, DCAT)",
    relation: "describedby",
    maker: Maker::Record(|subject| turtle(subject.dossier.graph.triples())),
};

/// `triples` in their order, with the prefixes of the documents.
pub(super) fn turtle(triples: &[Triple]) -> Vec<u8> {
    let mut serializer = TurtleSerializer::new();
    for (prefix, namespace) in PREFIXES {
        // The namespaces are constants, each a valid IRI.
        serializer = serializer.with_prefix(*prefix, *namespace).unwrap_or_default();
    }
    let mut writer = serializer.for_writer(Vec::with_capacity(triples.len() * 80));
    for triple in triples {
        // Writing to a Vec cannot fail.
        let _ = writer.serialize_triple(triple);
    }
    writer.finish().unwrap_or_default()
}
