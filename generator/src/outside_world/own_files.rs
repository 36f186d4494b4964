//! Facts about the files in a record's own folder.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::door::{self, Refused};
use super::{checksum, local_files};
use crate::catalog::checks::{FileState, OwnFiles};

/// The files of one record.
#[derive(Debug)]
pub struct RecordFolder<'a> {
    /// The folder that holds `catalog/`.
    pub root: &'a Path,
    /// The record's own folder below it.
    pub folder: PathBuf,
}

impl OwnFiles for RecordFolder<'_> {
    fn state(&self, path: &str) -> FileState {
        match door::open(self.root, &self.folder.join(path)) {
            Ok((_, size)) => FileState::File(size),
            Err(Refused::Link(_) | Refused::Outside) => FileState::Outside,
            Err(Refused::NoFile) => FileState::NoFile,
            Err(Refused::Unreadable(_)) => FileState::Unreadable,
            Err(Refused::Absent | Refused::TooLarge { .. }) => FileState::Missing,
        }
    }

    fn head(&self, path: &str, most: u64) -> Vec<u8> {
        let mut head = Vec::new();
        if let Ok((file, _)) = door::open(self.root, &self.folder.join(path)) {
            // What cannot be read is told of with its checksum.
            drop(file.take(most).read_to_end(&mut head));
        }
        head
    }

    fn sha256(&self, path: &str) -> Option<String> {
        let file = local_files::local_file(self.root, &self.folder, path)?;
        checksum::of_file(&file).ok().map(|digests| digests.sha256)
    }
}
