//! `croissant.json`: [Croissant](https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html)
//! 1.1, as machine-learning libraries load data sets. 1.0 is read too.

mod conformity;
mod context;
mod data_types;
mod faults;
mod files;
mod fill;
mod normal_form;
mod rai;
mod read;
mod records;
mod terms;
mod write;
mod write_provenance;

pub use self::conformity::{Conformity, conformity};
use crate::format::{Companion, Format, Purpose, Writer};
use crate::reader::{Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "croissant",
    title: "Croissant",
    used_by: "Libraries that load data sets for machine learning, Google Dataset Search",
    media_type: "application/ld+json",
    specification: Some("https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html"),
    reader: Some(Reader { recognise: read::recognise, read: read::read, adds_to: adds_to_none }),
    companion: Some(Companion {
        file_name: "croissant.json",
        profile: Some(write::PROFILE),
        relation: "describedby",
        purpose: Purpose::Harvesting,
        citation: None,
        writer: Writer::WorkInPart {
            of: "datasets that are not withdrawn",
            lacks: write::lacks,
            write: write::document,
            left_out: write::left_out,
        },
    }),
    package: None,
};
