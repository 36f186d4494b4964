//! What an earlier reading of the records left.

use std::collections::HashMap;

use faircat_catalog::evidence::Evidence;
use faircat_catalog::{Entry, RecordFile, Remembered};
use faircat_outside_world::file_mark::FileMark;
use faircat_record::diagnostic::Diagnostic;

/// The records that were found sound, by the digests of their texts.
pub(super) struct Known<'a> {
    records: &'a HashMap<[u8; 32], Remembered>,
    /// The digests by the marks of the files.
    marked: HashMap<[u8; 32], [u8; 32]>,
}

impl<'a> Known<'a> {
    pub(super) fn of(records: &'a HashMap<[u8; 32], Remembered>) -> Known<'a> {
        let marked = records.iter().filter_map(|(digest, it)| Some((it.mark?, *digest))).collect();
        Known { records, marked }
    }

    /// The record whose texts have that digest.
    pub(super) fn read(&self, digest: &[u8; 32]) -> Option<&'a Remembered> {
        self.records.get(digest)
    }

    /// The record in `file`, which has no folder, and the warnings about it, where the file is in the
    /// state in which it was read.
    pub(super) fn unread(
        &self,
        file: &RecordFile,
        mark: FileMark,
    ) -> Option<(Entry, Vec<Diagnostic>)> {
        let digest = self.marked.get(&mark.digest)?;
        Entry::known(file, self.read(digest)?, &Evidence::default(), *digest)
    }
}
