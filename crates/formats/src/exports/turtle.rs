//! `record.ttl`: the statements of the page's document as Turtle.

use faircat_linked_data::serialization;
use oxrdf::Triple;

use super::{Format, Maker, RecordExport};

pub(super) const EXPORT: RecordExport = RecordExport {
    format: Format {
        file_name: "record.ttl",
        media_type: "text/turtle",
        profile: None,
        title: "Turtle (schema.org, FAIR4ML, DCAT)",
        relation: "describedby",
    },
    maker: Maker::Record(|subject| turtle(subject.dossier.graph.triples())),
};

/// `triples` in their order, with the prefixes of the documents.
pub(super) fn turtle(triples: &[Triple]) -> Vec<u8> {
    let mut text = String::with_capacity(1024 + triples.len() * 80);
    serialization::turtle_prefixes(&mut text);
    serialization::turtle(triples, &mut text);
    text.into_bytes()
}
