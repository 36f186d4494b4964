//! A bag ([BagIt](https://www.rfc-editor.org/rfc/rfc8493) 1.0) of a record and its files, with an
//! RO-Crate as its payload; a BDBag where all checksums are known that its profile demands.

mod digests;
mod info;
mod manifests;
mod pack;

use crate::format::Format;
use crate::package::{Package, Packer};

pub const FORMAT: Format = Format {
    name: "bagit",
    title: "BagIt bag with checksums (BDBag)",
    used_by: "Archives, and programs that move large data, as BDBag and Globus",
    media_type: "application/zip",
    specification: Some("https://www.rfc-editor.org/rfc/rfc8493"),
    reader: None,
    companion: None,
    package: Some(Package { packer: Packer::Work(pack::pack), has_top_folder: true }),
};
