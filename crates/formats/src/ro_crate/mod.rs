//! The metadata file of an [RO-Crate](https://w3id.org/ro/crate), `ro-crate-metadata.json`, of which
//! 1.3 is written and 1.1 to 1.3 are read.
//!
//! The root dataset is a record, and so is each other entity that has a kind here and of which
//! more is said than its name. What was done to make them (`CreateAction`) is their provenance.
//! Files of the crate's own folder have no address: where they lie around the metadata they become the
//! record's own, else they stay in `extensions`.

mod actions;
pub(crate) mod crate_files;
mod entities;
mod files;
mod fill;
mod preview;
mod read;
mod write;

pub(crate) use read::is_crate;

use std::path::{Path, PathBuf};

use crate::format::{Companion, Format, Purpose, Writer};
use crate::package::{Package, Packer};
use crate::reader::{Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "ro-crate",
    title: "RO-Crate metadata",
    used_by: "WorkflowHub, Dataverse and other archives of research objects",
    media_type: "application/ld+json",
    specification: Some("https://w3id.org/ro/crate"),
    reader: Some(Reader { recognise: read::recognise, read: read::read, adds_to: adds_to_none }),
    companion: Some(Companion {
        file_name: write::FILE_NAME,
        profile: Some(write::PROFILE),
        relation: "describedby",
        purpose: Purpose::Packaging,
        citation: None,
        writer: Writer::Work {
            of: "works with a date",
            lacks: write::lacks,
            write: write::companion,
        },
    }),
    package: Some(Package { packer: Packer::Work(crate_files::pack), has_top_folder: false }),
};

/// The metadata that the preview at `place` shows to people.
pub(crate) fn shown_by(place: &Path) -> Option<PathBuf> {
    place.ends_with(preview::PREVIEW).then(|| place.with_file_name(write::FILE_NAME))
}
