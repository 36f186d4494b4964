//! `citation.csl.json`: CSL-JSON 1.0.2, as Zotero, pandoc and citeproc read it.

mod write;

use crate::format::{Companion, Format, Purpose, Writer};

pub const FORMAT: Format = Format {
    name: "csl",
    title: "CSL-JSON",
    used_by: "Zotero, Pandoc and other citation processors",
    media_type: "application/vnd.citationstyles.csl+json",
    specification: Some("https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html"),
    reader: None,
    companion: Some(Companion {
        file_name: "citation.csl.json",
        profile: None,
        relation: "describedby",
        purpose: Purpose::Citing,
        citation: None,
        writer: Writer::Work {
            of: "works of every kind",
            lacks: |_, _| None,
            write: |_, of| write::document(of),
        },
    }),
    package: None,
};
