//! Zip archives.

use std::io;

use zip::ZipArchive;

use super::super::source_file::blocks;
use super::{Bytes, MOST_FILES, Parts, Sort, too_many};

/// How a zip archive begins.
pub(super) const ZIP: &[u8; 4] = b"PK\x03\x04";

pub(super) fn stream(
    bytes: Box<dyn Bytes>,
    index: usize,
    take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut archive = ZipArchive::new(bytes).map_err(io::Error::other)?;
    blocks(archive.by_index(index).map_err(io::Error::other)?, take)
}

pub(super) fn read(bytes: Box<dyn Bytes>, parts: &mut Parts) -> io::Result<()> {
    let mut archive = ZipArchive::new(bytes).map_err(io::Error::other)?;
    if archive.has_duplicate_names() {
        parts.tell("several parts of this archive have one name, of which one is read".to_owned());
    }
    for index in 0..archive.len().min(MOST_FILES) {
        let mut part = match archive.by_index(index) {
            Ok(part) => part,
            Err(error) => {
                parts.leave_out(index, &error);
                continue;
            }
        };
        let sort = match (part.is_dir(), part.is_file()) {
            (true, _) => Sort::Folder,
            (_, true) => Sort::File,
            _ => Sort::Other,
        };
        let (name, size) = (part.enclosed_name(), part.size());
        parts.add(index, name.as_deref(), (sort, size), &mut part);
    }
    if archive.len() > MOST_FILES {
        parts.problems.push(too_many(parts.place));
    }
    Ok(())
}
