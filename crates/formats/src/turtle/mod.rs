//! `record.ttl`: the statements of `record.jsonld` as Turtle.

mod own_language;
mod read;

use faircat_linked_data::serialization;
use oxrdf::Triple;

pub use read::stated;

use crate::format::{Companion, Format, Purpose, Writer};
use crate::reader::{Reader, adds_to_none};
use crate::view::RecordView;

pub const FORMAT: Format = Format {
    name: "turtle",
    title: "Turtle (schema.org, FAIR4ML, DCAT)",
    used_by: "Triple stores and people who read linked data",
    media_type: "text/turtle",
    specification: Some("https://www.w3.org/TR/turtle/"),
    reader: Some(Reader { recognise: read::recognise, read: read::read, adds_to: adds_to_none }),
    companion: Some(Companion {
        file_name: "record.ttl",
        profile: None,
        relation: "describedby",
        purpose: Purpose::Harvesting,
        citation: None,
        writer: Writer::Record(statements),
    }),
    package: None,
};

fn statements(view: &RecordView) -> Vec<u8> {
    let dossier = view.dossier;
    serialization::turtle_of_page(dossier.graph.triples(), &dossier.place()).into_bytes()
}

/// `triples` in their order, with the prefixes of the documents.
pub(crate) fn turtle(triples: &[Triple]) -> Vec<u8> {
    let mut text = String::with_capacity(1024 + triples.len() * 80);
    serialization::turtle_prefixes(&mut text);
    serialization::turtle(triples, &mut text);
    text.into_bytes()
}
