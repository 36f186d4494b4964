//! Facts about the files in a record's own folder.

use std::fs;
use std::path::PathBuf;

use super::checksum;
use crate::catalog::checks::{FileState, OwnFiles};

/// The files of one record.
#[derive(Debug)]
pub struct RecordFolder {
    /// The folder `catalog`, which no link may leave.
    pub catalog: PathBuf,
    /// The record's own folder.
    pub folder: PathBuf,
}

impl OwnFiles for RecordFolder {
    fn state(&self, path: &str) -> FileState {
        let path = self.folder.join(path);
        let Ok(real) = fs::canonicalize(&path) else { return FileState::Missing };
        if !fs::canonicalize(&self.catalog).is_ok_and(|catalog| real.starts_with(catalog)) {
            return FileState::Outside;
        }
        match fs::metadata(&real) {
            Ok(metadata) if metadata.is_file() => FileState::File(metadata.len()),
            Ok(_) => FileState::NoFile,
            Err(_) => FileState::Missing,
        }
    }

    fn sha256(&self, path: &str) -> Option<String> {
        checksum::of_file(&self.folder.join(path)).ok().map(|digests| digests.sha256)
    }
}
