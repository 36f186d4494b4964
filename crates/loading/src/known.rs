//! What an earlier reading of the records left.

use std::collections::HashMap;

use faircat_catalog::evidence::Evidence;
use faircat_catalog::{Entry, RecordFile, Refused, Remembered};
use faircat_outside_world::file_mark::FileMark;
use faircat_record::diagnostic::Diagnostic;

/// A record with the warnings about it, or why it is left out.
pub(super) type Found = Result<(Entry, Vec<Diagnostic>), Refusal>;

/// Why a record is left out.
pub(super) struct Refusal {
    pub(super) problems: Vec<Diagnostic>,
    /// Where its texts alone tell.
    pub(super) lasting: Option<Refused>,
}

impl From<Vec<Diagnostic>> for Refusal {
    fn from(problems: Vec<Diagnostic>) -> Refusal {
        Refusal { problems, lasting: None }
    }
}

impl Refusal {
    /// Of the texts with that digest, by `problems` that these alone have.
    pub(super) fn lasting(
        digest: [u8; 32],
        mark: Option<[u8; 32]>,
        problems: Vec<Diagnostic>,
    ) -> Refusal {
        Refusal { lasting: Refused::new(digest, mark, &problems), problems }
    }
}

/// The records that were found sound or unreadable, by the digests of their texts.
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

    /// What was found of the record in `file`, which has no folder, where the file is in the state in
    /// which it was read.
    pub(super) fn unread(&self, file: &RecordFile, mark: FileMark) -> Option<Found> {
        let digest = *self.marked.get(&mark.digest)?;
        let remembered = self.read(&digest)?;
        if let Some(problems) = remembered.refusal() {
            return Some(Err(Refusal::lasting(digest, Some(mark.digest), problems)));
        }
        Entry::known(file, remembered, &Evidence::default(), digest).map(Ok)
    }
}
