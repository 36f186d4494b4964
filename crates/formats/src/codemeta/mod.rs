//! `codemeta.json`: [CodeMeta](https://codemeta.github.io/) 3.1.

mod read;
mod write;

use crate::format::{Companion, Format, Purpose, Writer};
use crate::reader::{Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "codemeta",
    title: "CodeMeta",
    used_by: "Software Heritage, HAL and other archives of software",
    media_type: "application/ld+json",
    specification: Some("https://codemeta.github.io/"),
    reader: Some(Reader { recognise: read::recognise, read: read::read, adds_to: adds_to_none }),
    companion: Some(Companion {
        file_name: "codemeta.json",
        profile: Some(write::CONTEXT),
        relation: "describedby",
        purpose: Purpose::Harvesting,
        citation: None,
        writer: Writer::Work {
            of: "software, workflows, and other works with `code.repository`",
            lacks: write::lacks,
            write: write::document,
        },
    }),
    package: None,
};
