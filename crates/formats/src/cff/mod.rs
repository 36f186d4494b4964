//! `CITATION.cff`: [Citation File Format](https://citation-file-format.github.io/) 1.2.0.

mod read;
mod references;
mod write;

use crate::format::{Companion, Format, Purpose, Writer};
use crate::reader::{Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "cff",
    title: "Citation File Format",
    used_by: "GitHub, Zenodo and reference managers",
    media_type: "application/yaml",
    specification: Some("https://citation-file-format.github.io/"),
    reader: Some(Reader { recognise: read::recognise, read: read::read, adds_to: adds_to_none }),
    companion: Some(Companion {
        file_name: "CITATION.cff",
        profile: None,
        relation: "describedby",
        purpose: Purpose::Citing,
        citation: None,
        writer: Writer::Work {
            of: "works with authors or a publisher",
            lacks: write::lacks,
            write: write::document,
        },
    }),
    package: None,
};

/// What is said of an address among the identifiers at which the same work is.
const ELSEWHERE: &str = "The same work elsewhere";
