//! `record.jsonld`: the document that the page embeds.

mod read;
mod roles;

use crate::format::{Companion, Format, Purpose, Writer};
use crate::json::pretty_json;
use crate::reader::{Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "json-ld",
    title: "JSON-LD (schema.org, FAIR4ML, DCAT)",
    used_by: "Search engines, Google Dataset Search, harvesters of linked data",
    media_type: "application/ld+json",
    specification: Some("https://www.w3.org/TR/json-ld11/"),
    reader: Some(Reader { recognise: read::recognise, read: read::read, adds_to: adds_to_none }),
    companion: Some(Companion {
        file_name: "record.jsonld",
        profile: None,
        relation: "describedby",
        purpose: Purpose::Harvesting,
        citation: None,
        writer: Writer::Record(|view| pretty_json(view.dossier.document)),
    }),
    package: None,
};
