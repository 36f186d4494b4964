//! `record.jsonld`: the document that the page embeds, and the scorecard's measurements.

mod measured;
mod read;
mod roles;

use serde_json::Map;

use crate::format::{Companion, Format, Purpose, Writer};
use crate::json::compact_json;
use crate::reader::{Reader, adds_to_none};
use crate::short_names::shortened;
use crate::view::RecordView;
pub(crate) use read::{read, read_as};

pub const FORMAT: Format = Format {
    name: "json-ld",
    title: "JSON-LD (schema.org, FAIR4ML, DCAT)",
    used_by: "Search engines, Google Dataset Search, harvesters of linked data",
    media_type: "application/ld+json",
    specification: Some("https://www.w3.org/TR/json-ld11/"),
    reader: Some(Reader { recognise: read::recognise, read, adds_to: adds_to_none }),
    companion: Some(Companion {
        file_name: "record.jsonld",
        profile: None,
        relation: "describedby",
        purpose: Purpose::Harvesting,
        citation: None,
        writer: Writer::Record(document),
    }),
    package: None,
};

fn document(view: &RecordView) -> Vec<u8> {
    let dossier = view.dossier;
    let place = dossier.place();
    let none = Map::new();
    let document = dossier.document.as_object().unwrap_or(&none);
    let (mut document, mut context) = shortened(&place, document);
    if let Some(scorecard) = dossier.scorecard {
        let page = dossier.source.site.iri(scorecard.rubric.page());
        document.extend(measured::shortened(&place, &page, dossier.measured, &mut context));
    }
    let mut whole = Map::new();
    whole.insert("@context".to_owned(), context);
    whole.extend(document);
    compact_json(&whole)
}
