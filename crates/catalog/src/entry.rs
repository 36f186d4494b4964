//! One record of the catalogue, packed.

use std::path::PathBuf;
use std::sync::Arc;

use faircat_record::diagnostic::Diagnostic;
use faircat_record::own_identifiers::own_identifiers;
use faircat_record::references::{LinkRole, references};
use faircat_record::text_links::{TextLink, text_links};
use faircat_record::{Kind, Record, Status};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::remembered::Gist;
use super::{OldName, RecordFile, Remembered, Summary};
use crate::evidence::Evidence;

/// A record with what the rest of the catalogue needs of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Place in [`super::Catalog::entries`].
    pub index: usize,
    pub kind: Kind,
    pub slug: String,
    /// The record's YAML file, relative to the site's root.
    pub file: Arc<PathBuf>,
    /// Folder of the record's other files, relative to the site's root, where it exists.
    pub folder: Option<PathBuf>,
    pub summary: Summary,
    /// What was gathered about the record from outside.
    pub evidence: Evidence,
    /// The warnings about the record as JSON, nothing for none; where the next build will find the
    /// same in the same texts.
    pub lasting: Option<Box<[u8]>>,
    /// BLAKE3 of the record's texts.
    pub digest: [u8; 32],
    /// By which the record's file is known again without being read, where it is all of its texts.
    pub mark: Option<[u8; 32]>,
    /// Every reference in the record, with its role.
    pub links: Box<[(LinkRole, Box<str>)]>,
    /// The links within the site that stand in the record's texts.
    pub text_links: Box<[TextLink]>,
    /// Under which the record was published before, as far as these are names.
    pub old_names: Box<[OldName]>,
    /// The identifiers that the record claims for itself, each in the one form of its key.
    pub own_identifiers: Box<[Box<str>]>,
    /// Whether it has texts in several languages, so that its summary hangs on the reader's.
    pub(super) is_translated: bool,
    packed: Box<[u8]>,
}

impl Entry {
    /// Packs `record`, which came from `file`.
    pub fn new(file: RecordFile, record: &Record, evidence: Evidence, digest: [u8; 32]) -> Entry {
        Entry {
            index: 0,
            kind: record.kind(),
            slug: file.slug,
            file: Arc::new(file.file),
            folder: file.folder,
            evidence,
            lasting: None,
            summary: Summary::of(record),
            links: references(record)
                .into_iter()
                .map(|found| (found.role, found.text.into()))
                .collect(),
            text_links: text_links(record),
            old_names: OldName::all_of(record),
            own_identifiers: own_identifiers(record)
                .into_iter()
                .map(|it| it.identifier.key().into_boxed_str())
                .collect(),
            is_translated: matches!(record, Record::Work(it) if !it.translations.is_empty()),
            digest,
            mark: None,
            packed: packed_of(record).into_boxed_slice(),
        }
    }

    /// The entry of a record that an earlier build packed, with what that build said of it; `None`
    /// where that cannot be read. The record itself stays packed.
    pub fn known(
        file: &RecordFile,
        remembered: &Remembered,
        evidence: &Evidence,
        digest: [u8; 32],
    ) -> Option<(Entry, Vec<Diagnostic>)> {
        let Remembered { packed, said, gist, mark } = remembered;
        let warnings = match said.as_slice() {
            [] => Vec::new(),
            json => serde_json::from_slice(json).ok()?,
        };
        let Gist { summary, model, links, text_links, old_names, own_identifiers, is_translated } =
            unpacked(gist)?;
        let entry = Entry {
            index: 0,
            kind: file.kind,
            slug: file.slug.clone(),
            file: Arc::new(file.file.clone()),
            folder: file.folder.clone(),
            evidence: evidence.clone(),
            lasting: Some(said.as_slice().into()),
            summary: Summary { model, ..summary },
            links,
            text_links,
            old_names,
            own_identifiers,
            is_translated,
            digest,
            mark: *mark,
            packed: packed.as_slice().into(),
        };
        Some((entry, warnings))
    }

    /// Lets the next build know the record and the warnings about it.
    pub fn remember(&mut self, warnings: &[Diagnostic]) {
        self.lasting = match warnings {
            [] => Some(Box::default()),
            some => serde_json::to_vec(some).ok().map(Vec::into_boxed_slice),
        };
    }

    /// The record as it is packed.
    pub fn packed(&self) -> &[u8] {
        &self.packed
    }

    /// The whole record again.
    #[allow(
        clippy::expect_used,
        reason = "only `Entry::new` packs, and a memory of it is taken over by its checksum"
    )]
    pub fn record(&self) -> Record {
        unpack(self.kind, &self.packed).expect("packed by `Entry::new`")
    }

    /// The whole record, as the site publishes it.
    pub fn published(&self) -> Record {
        self.record().as_published()
    }

    /// `folder/slug`, unique in the catalogue.
    pub fn id(&self) -> String {
        format!("{}/{}", self.kind.folder(), self.slug)
    }

    /// Whether the record is to be published at all.
    pub fn is_draft(&self) -> bool {
        self.summary.status == Status::Draft
    }

    /// Folder of the record's page, relative to the site's root, with its final slash.
    pub fn page(&self) -> String {
        format!("{}/{}/", self.kind.folder(), self.slug)
    }
}

fn unpack(kind: Kind, packed: &[u8]) -> Option<Record> {
    match kind {
        Kind::Person => unpacked(packed).map(Record::Person),
        Kind::Organization => unpacked(packed).map(Record::Organization),
        _ => unpacked(packed).map(Record::Work),
    }
}

/// `value` in the form in which records are kept, of which every value comes back as it was.
pub(super) fn packed_of(value: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_vec(value).unwrap_or_default();
    lz4_flex::compress_prepend_size(&json)
}

/// What [`packed_of`] packed; `None` where `packed` is none.
pub(super) fn unpacked<T: DeserializeOwned>(packed: &[u8]) -> Option<T> {
    let json = lz4_flex::decompress_size_prepended(packed).ok()?;
    serde_json::from_slice(&json).ok()
}
