//! `citation.bib`: an entry for BibTeX and biblatex.

mod blocks;
mod bounds;
mod fill;
mod kind;
mod parsed;
mod read;
mod tex;
mod write;

use crate::format::{Companion, Format, Purpose, Writer};
use crate::reader::{Reader, adds_to_none};
pub(crate) use write::entry;

pub const FORMAT: Format = Format {
    name: "bibtex",
    title: "BibTeX",
    used_by: "LaTeX and reference managers",
    media_type: "application/x-bibtex",
    specification: Some("https://ctan.org/pkg/biblatex"),
    reader: Some(Reader { recognise: read::recognise, read: read::read, adds_to: adds_to_none }),
    companion: Some(Companion {
        file_name: "citation.bib",
        profile: None,
        relation: "describedby",
        purpose: Purpose::Citing,
        citation: Some("BibTeX"),
        writer: Writer::Work {
            of: "works of every kind",
            lacks: |_, _| None,
            write: |_, of| entry(of).into_bytes(),
        },
    }),
    package: None,
};
