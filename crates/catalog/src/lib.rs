//! Stage 3, *catalog*: all records, validated, with references resolved.
//!
//! A record's text can be large and there can be a hundred thousand of them, so the catalogue
//! keeps of each only what other records' pages show of it (its [`Summary`]) and the packed body,
//! unpacked again for the moment in which its own page is made. What is known about a record from
//! outside it stands in [`evidence`].

pub mod checks;
pub mod comparisons;
pub mod dates;
mod drafts;
mod entry;
pub mod evidence;
pub mod federation;
pub mod keywords;
mod languages;
mod old_name;
mod remembered;
mod resolve;
pub mod site;
mod summary;
mod versions;

use std::collections::HashMap;

pub use entry::Entry;
pub use old_name::OldName;
pub use remembered::{Lasting, Refused, Remembered};
pub use resolve::{Agent, Backlink, Target};
pub use summary::{AgentSummary, Languages, ModelSummary, Summary};
pub use versions::Versions;

use std::path::PathBuf;
use std::sync::OnceLock;

use faircat_record::Kind;

/// Where one record lies. Paths are relative to the site's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFile {
    pub kind: Kind,
    pub slug: String,
    pub file: PathBuf,
    /// The record's own folder, where it exists.
    pub folder: Option<PathBuf>,
}

/// All records that passed validation, sorted by kind and slug.
#[derive(Debug, Default)]
pub struct Catalog {
    pub entries: Vec<Entry>,
    /// Those left out that the next reading need not read again.
    pub refused: Vec<Refused>,
    by_slug: HashMap<String, Vec<u32>>,
    /// For each entry, who names it.
    backlinks: Vec<Vec<Backlink>>,
    /// Found by who asks first.
    families: OnceLock<versions::Families>,
}

impl Catalog {
    /// The entry `slug` of `kind`.
    pub fn get(&self, kind: Kind, slug: &str) -> Option<&Entry> {
        let candidates = self.by_slug.get(slug)?;
        candidates
            .iter()
            .map(|&index| &self.entries[index as usize])
            .find(|entry| entry.kind == kind)
    }

    /// The entries of `kind`, by slug.
    pub fn of_kind(&self, kind: Kind) -> &[Entry] {
        let start = self.entries.partition_point(|entry| entry.kind < kind);
        let end = self.entries.partition_point(|entry| entry.kind <= kind);
        &self.entries[start..end]
    }

    /// The records that the next build may know.
    pub fn lasting_records(&self) -> impl Iterator<Item = Lasting<'_>> {
        let sound = self.entries.iter().filter_map(Lasting::of_entry);
        sound.chain(self.refused.iter().map(Lasting::of_refused))
    }

    /// Who names `entry`, sorted by role and slug.
    pub fn backlinks(&self, entry: &Entry) -> &[Backlink] {
        self.backlinks.get(entry.index).map_or(&[], Vec::as_slice)
    }
}
