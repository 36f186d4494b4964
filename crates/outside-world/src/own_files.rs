//! Facts about the files in a record's own folder.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use faircat_inference::formats::{Limit, npz};
use faircat_inference::tensor::Data;

use super::door::{self, Refused};
use super::{checksum, local_files};
use faircat_catalog::checks::{Arrays, FileState, OwnFiles};

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

    fn checksum(&self, path: &str, algorithm: &str) -> Option<String> {
        let file = local_files::local_file(self.root, &self.folder, path)?;
        checksum::named(algorithm, &file)?.ok()
    }

    fn arrays(&self, path: &str) -> Result<Arrays, String> {
        let (file, _) = door::open(self.root, &self.folder.join(path))
            .map_err(|_| "it cannot be read".to_owned())?;
        let beginnings = BufReader::new(Beginnings { file, left: MOST_OF_BEGINNINGS });
        let headers = npz::headers(beginnings).map_err(|error| error.to_string())?;
        headers.into_iter().map(|(name, header)| Ok((name, header?))).collect()
    }

    fn numbers(
        &self,
        path: &str,
        wanted: &dyn Fn(&str) -> bool,
        take: &mut dyn FnMut(&str, &Data),
    ) -> Result<(), String> {
        let (file, _) = door::open(self.root, &self.folder.join(path))
            .map_err(|_| "it cannot be read".to_owned())?;
        npz::scan(BufReader::new(file), MOST_NUMBERS, wanted, take)
            .map_err(|error| error.to_string())
    }
}

/// Numbers of a control set that are looked at.
const MOST_NUMBERS: Limit = Limit { bytes: 256 << 20 };

/// Most bytes of an archive that are read to know what it holds: its directory, and the beginning of
/// each array.
const MOST_OF_BEGINNINGS: u64 = 8 << 20;

/// A file of which only so much is read, wherever in it.
struct Beginnings {
    file: File,
    left: u64,
}

impl Read for Beginnings {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let left = self.left.checked_sub(read as u64);
        self.left = left.ok_or_else(|| io::Error::other("its directory is too long"))?;
        Ok(read)
    }
}

impl Seek for Beginnings {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
