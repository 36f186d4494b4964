//! What a build remembers for the next one, so that it need not make again what did not change.
//!
//! Forgetting is always safe: without a memory, or with one of another site or another program,
//! everything is made anew, with the same bytes.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::distinct::Distinct;
use super::dump::{NQUADS, TURTLE};
use super::fingerprints::{Fingerprint, code, outcome};
use crate::assessment::{Rubric, Standing, indicators};
use crate::catalog::{Catalog, Lasting, Remembered};
use crate::outside_world::memory_file;
use crate::site_writer::{Census, Left, SiteWriter};

/// What is remembered.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Memory {
    /// The program, the site's settings and the theme.
    seal: Fingerprint,
    /// The dump of the spare.
    spare: Fingerprint,
    left: Left,
    /// By digest of its texts: a record that was read, and found sound or unreadable.
    pub records: HashMap<Fingerprint, Remembered>,
    /// By the first record of the group.
    pub groups: HashMap<String, GroupMemory>,
    /// Fingerprints of the parts of the search index.
    pub search: Vec<Fingerprint>,
    /// Fingerprints of what is shown of other catalogues, with the number of their indexes, by name.
    pub federation: BTreeMap<String, (Fingerprint, usize)>,
}

/// A group of records whose files are in the old site.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct GroupMemory {
    pub fingerprint: Fingerprint,
    pub statements: u64,
    pub distinct: Distinct,
    /// Place of its member in each dump: first byte and length.
    pub nquads: (u64, u64),
    pub turtle: (u64, u64),
    /// Its files, relative to the site's root: set apart by NUL, which no path holds, and compressed, because there can be a
    /// million of them.
    #[serde(with = "serde_bytes")]
    files: Vec<u8>,
    /// Rubric and outcomes of each record; agents have none.
    pub standings: Vec<Option<(Rubric, Vec<u8>)>>,
}

impl GroupMemory {
    pub(super) fn new(fingerprint: Fingerprint) -> GroupMemory {
        GroupMemory { fingerprint, ..GroupMemory::default() }
    }

    /// Keeps the paths of the group's files.
    pub(super) fn set_files(&mut self, files: &[String]) {
        self.files = lz4_flex::compress_prepend_size(files.join("\0").as_bytes());
    }

    /// The paths of the group's files; none where they cannot be read.
    pub(super) fn files(&self) -> Option<Vec<String>> {
        let joined = lz4_flex::decompress_size_prepended(&self.files).ok()?;
        let joined = String::from_utf8(joined).ok()?;
        Some(joined.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
    }

    pub(super) fn standings(&self) -> impl Iterator<Item = Option<Standing>> {
        self.standings.iter().map(|standing| {
            let (rubric, outcomes) = standing.as_ref()?;
            let outcomes = outcomes.iter().map(|byte| outcome(*byte)).collect();
            Some(Standing { rubric: *rubric, indicators: indicators(*rubric), outcomes })
        })
    }
}

/// A standing as [`GroupMemory`] keeps it.
pub(super) fn packed(standing: &Standing) -> (Rubric, Vec<u8>) {
    (standing.rubric, standing.outcomes.iter().map(|outcome| code(*outcome)).collect())
}

/// Where the memory of the site in `out`, built from `root`, is kept.
pub(super) fn file_of(root: &Path, out: &Path) -> PathBuf {
    let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
    let name = blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex();
    root.join(".faircat").join(format!("{}.memory", &name[..16]))
}

impl Memory {
    /// The memory in `file`, as far as it holds for a build under `seal` of the site in `out`; and
    /// whether somebody has changed that site since the last build.
    pub(super) fn recall(file: &Path, seal: Fingerprint, out: &Path) -> (Memory, bool) {
        let remembered = memory_file::read(file)
            .and_then(|bytes| postcard::from_bytes::<Memory>(&bytes).ok())
            .filter(|memory| memory.seal == seal);
        let Some(memory) = remembered else { return (Memory::default(), false) };
        let census = Census::of(out);
        if memory.left.census() == census {
            return (memory, false);
        }
        // The site is another one, but what was read is still known.
        let records = memory.records;
        (Memory { records, ..Memory::default() }, !census.is_empty())
    }

    /// Whether the site is still as the last build left it, made by the same program and theme.
    pub(super) fn is_recalled(&self) -> bool {
        !self.groups.is_empty()
    }

    /// What the last build left beside the site, if it is still there.
    pub(super) fn left(&self, out: &Path) -> Option<Left> {
        let spare = SiteWriter::spare_at_hand(out)?;
        let known = !self.groups.is_empty() && self.spare == stamp(&spare);
        known.then(|| self.left.clone())
    }

    /// Keeps the memory for the next build, with the sound records of `catalog`. Failing to
    /// keep it is no harm.
    pub(super) fn keep(self, place: &Place, seal: Fingerprint, catalog: &Catalog, left: Left) {
        let kept = Kept {
            seal,
            spare: SiteWriter::spare(place.out).map(|spare| stamp(&spare)).unwrap_or_default(),
            left,
            records: catalog.lasting_records().collect(),
            groups: self.groups,
            search: self.search,
            federation: self.federation,
        };
        memory_file::write(place.file, |file| postcard::to_io(&kept, file).is_ok());
    }
}

/// Where a memory is kept, and the site that it is about.
pub(super) struct Place<'a> {
    pub file: &'a Path,
    pub out: &'a Path,
}

/// A [`Memory`] on its way to the file: the same fields in the same order, the records not copied.
#[derive(Serialize)]
struct Kept<'a> {
    seal: Fingerprint,
    spare: Fingerprint,
    left: Left,
    records: Vec<Lasting<'a>>,
    groups: HashMap<String, GroupMemory>,
    search: Vec<Fingerprint>,
    federation: BTreeMap<String, (Fingerprint, usize)>,
}

/// Tells whether the spare in `out` is the one that the last build left.
fn stamp(out: &Path) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    for name in [NQUADS, TURTLE] {
        hasher.update(&memory_file::stamp(&out.join(name)));
    }
    *hasher.finalize().as_bytes()
}
