//! `croissant.json`: [Croissant](https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html)
//! 1.1, as machine-learning libraries load data sets.

mod write;

use crate::format::{Companion, Format, Writer};

pub const FORMAT: Format = Format {
    name: "croissant",
    title: "Croissant",
    media_type: "application/ld+json",
    specification: Some("https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html"),
    reader: None,
    companion: Some(Companion {
        file_name: "croissant.json",
        profile: Some(write::PROFILE),
        relation: "describedby",
        citation: None,
        writer: Writer::Work { applies: write::applies, write: write::document },
    }),
    package: None,
};
