//! What a review holds.

use std::collections::{BTreeMap, BTreeSet};

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde::Serialize;

use crate::addresses::Address;
use crate::claims::ClaimTurn;
use crate::concern::Concern;
use crate::evidence::EvidenceTurn;
use crate::fields::FieldChange;
use crate::files::FileTurn;
use crate::licences::LicenceTurn;
use crate::losses::Loss;
use crate::scores::{IndicatorTurn, LetterScore};
use crate::side::Form;

/// What a change does to a catalogue. As JSON it is what `faircat diff --format json` prints, which
/// only ever gains members.
#[derive(Clone, Debug, Serialize)]
pub struct Review {
    pub old: SideName,
    pub new: SideName,
    /// The folder in which the claims of the new side were recomputed; nothing where they are as its
    /// evidence says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recomputed: Option<String>,
    /// How many records change, by how they do.
    pub counts: BTreeMap<Change, usize>,
    /// The scores of all changed records that are on both sides, summed.
    pub scores: Vec<LetterScore>,
    /// What happens to the site as a whole.
    pub site: SiteReview,
    /// What keeps records from being read, on either side.
    pub problems: Vec<Problem>,
    /// The records that change, by `folder/slug`.
    pub records: Vec<RecordReview>,
    /// All that gets worse, of any record.
    pub concerns: BTreeSet<Concern>,
}

/// One side, as whoever asks named it.
#[derive(Clone, Debug, Serialize)]
pub struct SideName {
    pub name: String,
    pub form: Form,
}

/// How a record changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    Added,
    Changed,
    /// It has another address now, to which the old one leads.
    Moved,
    /// It says that it is withdrawn now; its page stays.
    Withdrawn,
    Removed,
    /// It cannot be read any more, or is new and cannot be read.
    Broken,
    /// It can be read, and could not.
    Mended,
}

impl Change {
    /// For the end of a sentence about several records.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Changed => "changed",
            Change::Moved => "moved",
            Change::Withdrawn => "withdrawn",
            Change::Removed => "removed",
            Change::Broken => "broken",
            Change::Mended => "mended",
        }
    }
}

/// What happens to a site as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteReview {
    /// Its address, where the sides do not have the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_address: Option<String>,
    /// Pages of its own, and files beside all records' pages, that are no longer there.
    pub vanished: Vec<Address>,
    /// The licence of its descriptions, where it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<LicenceTurn>,
    /// The public keys of its own workflow that differ.
    pub keys: Vec<KeyTurn>,
}

/// A public key that is on one side only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyTurn {
    /// What the site calls it.
    pub name: String,
    pub key: String,
    /// `added` or `removed`.
    pub change: &'static str,
}

/// What keeps a record from being read.
#[derive(Clone, Debug, Serialize)]
pub struct Problem {
    /// `old`, `new` or `both`.
    pub side: &'static str,
    #[serde(flatten)]
    pub diagnostic: Diagnostic,
}

/// What happens to one record. Lists are empty where nothing of their sort happens.
#[derive(Clone, Debug, Serialize)]
pub struct RecordReview {
    /// `folder/slug`.
    pub id: String,
    /// What it was called before, where the old address leads to the new one.
    #[serde(skip_serializing_if = "Option::is_none", rename = "movedFrom")]
    pub moved_from: Option<String>,
    /// Absent where the record was never read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    pub title: String,
    pub change: Change,
    /// Of a record that is on both sides.
    pub fields: Vec<FieldChange>,
    /// Its own files, of which only the bytes are compared.
    pub files: Vec<FileTurn>,
    pub scores: Vec<LetterScore>,
    pub indicators: Vec<IndicatorTurn>,
    pub claims: Vec<ClaimTurn>,
    pub evidence: Vec<EvidenceTurn>,
    pub vanished: Vec<Address>,
    pub licences: Vec<LicenceTurn>,
    pub losses: Vec<Loss>,
    pub concerns: BTreeSet<Concern>,
}
