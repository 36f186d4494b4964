//! The metadata file of an [RO-Crate](https://w3id.org/ro/crate) 1.1 to 1.3,
//! `ro-crate-metadata.json`.
//!
//! The root dataset becomes a record, and so does each other entity that has a kind here and of which
//! more is said than its name. What was done to make them (`CreateAction`) becomes their provenance.
//! Files of the crate's own folder have no address and stay in `extensions`.

mod fill;
mod read;

use crate::format::Format;
use crate::reader::Reader;

pub const FORMAT: Format = Format {
    name: "ro-crate",
    title: "RO-Crate metadata",
    used_by: "WorkflowHub, Dataverse and other archives of research objects",
    media_type: "application/ld+json",
    specification: Some("https://w3id.org/ro/crate"),
    reader: Some(Reader { recognise: read::recognise, read: read::read }),
    companion: None,
    package: None,
};
