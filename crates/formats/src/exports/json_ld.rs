//! `record.jsonld`: the document that the page embeds.

use super::{Format, Maker, RecordExport};

pub(super) const EXPORT: RecordExport = RecordExport {
    format: Format {
        file_name: "record.jsonld",
        media_type: "application/ld+json",
        profile: None,
        title: "JSON-LD (schema.org, FAIR4ML, DCAT)",
        relation: "describedby",
    },
    maker: Maker::Record(|subject| super::pretty_json(subject.dossier.document)),
};
