//! `linkset.json`: [RFC 9264](https://www.rfc-editor.org/rfc/rfc9264) link set, at level 2 of
//! [FAIR Signposting](https://signposting.org/FAIR/).

mod write;

use crate::format::{Companion, Format, Purpose, Writer};

pub const FORMAT: Format = Format {
    name: "linkset",
    title: "Link set (FAIR Signposting)",
    used_by: "Programs that follow FAIR Signposting from a page to its files",
    media_type: "application/linkset+json",
    specification: Some("https://www.rfc-editor.org/rfc/rfc9264"),
    reader: None,
    companion: Some(Companion {
        file_name: "linkset.json",
        profile: None,
        relation: "linkset",
        purpose: Purpose::Harvesting,
        citation: None,
        writer: Writer::Record(write::document),
    }),
    package: None,
};
