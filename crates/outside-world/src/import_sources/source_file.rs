//! A file that may hold records, wherever its bytes are.

use std::borrow::Cow;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use faircat_record::diagnostic::Diagnostic;

use super::archive::Packed;
use super::{Facts, LARGEST_FILE, Neighbours, too_large};
use crate::bounded_file::{self, unreadable};
use crate::checksum;
use crate::door::{self, Refused};

/// A file that may hold records.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it lies, for people; its name may tell what is in it.
    pub place: PathBuf,
    bytes: Bytes,
    /// Files that say more of the same record.
    pub beside: Vec<SourceFile>,
    /// All files of the folder or archive that it is of, where it tells of them.
    pub around: Option<Arc<Neighbours>>,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug)]
enum Bytes {
    OnDisk,
    Held(Arc<[u8]>),
    /// In the part of an archive that has this number.
    Packed(Arc<Packed>, usize),
}

impl SourceFile {
    pub fn on_disk(place: PathBuf) -> SourceFile {
        SourceFile::new(place, Bytes::OnDisk)
    }

    /// A file that does not lie anywhere yet, with what it comes to.
    pub fn made(place: PathBuf, bytes: &[u8]) -> (SourceFile, Facts) {
        let facts =
            Facts { size: bytes.len() as u64, sha256: checksum::of_bytes(bytes), head: Vec::new() };
        (SourceFile::held(place, bytes.to_vec()), facts)
    }

    pub(super) fn held(place: PathBuf, bytes: Vec<u8>) -> SourceFile {
        SourceFile::new(place, Bytes::Held(Arc::from(bytes)))
    }

    pub(super) fn packed(place: PathBuf, archive: Arc<Packed>, part: usize) -> SourceFile {
        SourceFile::new(place, Bytes::Packed(archive, part))
    }

    fn new(place: PathBuf, bytes: Bytes) -> SourceFile {
        SourceFile { place, bytes, beside: Vec::new(), around: None }
    }

    /// The same without what is known of others.
    pub(super) fn alone(&self) -> SourceFile {
        SourceFile::new(self.place.clone(), self.bytes.clone())
    }

    /// # Errors
    /// It cannot be read, or has more bytes than are held.
    pub fn read(&self) -> Result<Cow<'_, [u8]>, Diagnostic> {
        self.read_at_most(LARGEST_FILE)
    }

    /// As [`SourceFile::read`]; a file of more than `limit` bytes is an error.
    pub fn read_at_most(&self, limit: u64) -> Result<Cow<'_, [u8]>, Diagnostic> {
        match &self.bytes {
            Bytes::Held(bytes) if bytes.len() as u64 > limit => Err(too_large(&self.place, limit)),
            Bytes::Held(bytes) => Ok(Cow::Borrowed(bytes)),
            Bytes::OnDisk => bounded_file::read(&self.place, limit).map(Cow::Owned),
            // Such a part is larger than what is looked at.
            Bytes::Packed(..) => Err(too_large(&self.place, limit)),
        }
    }

    /// Passes its bytes on, in blocks, however many they are.
    ///
    /// # Errors
    /// It cannot be read, or `take` fails.
    pub fn stream(&self, take: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> Result<(), Diagnostic> {
        let done = match &self.bytes {
            Bytes::Held(bytes) => take(bytes),
            Bytes::Packed(archive, part) => archive.stream(*part, take),
            Bytes::OnDisk => {
                let opened = door::open_file(&self.place).map_err(Refused::into_io);
                // As far as it reached when it was opened.
                opened.and_then(|(file, length)| blocks(file.take(length), take))
            }
        };
        done.map_err(|error| unreadable(&self.place, &error))
    }
}

/// Passes what `reader` has on, in blocks.
pub(super) fn blocks(
    mut reader: impl Read,
    take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match reader.read(&mut buffer)? {
            0 => return Ok(()),
            read => take(&buffer[..read])?,
        }
    }
}
