//! The files of a crate: metadata, preview, and those that are packed.

pub(crate) use super::files::FOLDER;
use super::preview::{PREVIEW, preview};
use super::write::{FILE_NAME, document, lacks};
use crate::package::{Made, PackageFile, PackedWork, packed_files};

/// The whole crate.
///
/// Errors: a work without a date, which the format demands.
pub(super) fn pack(packed: &PackedWork) -> Result<Made, String> {
    let PackedWork { view, of, payload } = packed;
    if let Some(why) = lacks(view, of) {
        return Err(why.to_owned());
    }
    let mut files = packed_files(payload, FOLDER);
    files.extend(described(packed));
    Ok(Made { files, notes: Vec::new() })
}

/// Metadata and preview; none where the format cannot tell of the work.
pub(crate) fn described(packed: &PackedWork) -> Vec<PackageFile> {
    let PackedWork { view, of, payload } = packed;
    if lacks(view, of).is_some() {
        return Vec::new();
    }
    let metadata = document(view, of, payload);
    let page = preview(packed, &metadata);
    vec![PackageFile::made(FILE_NAME, metadata), PackageFile::made(PREVIEW, page)]
}
