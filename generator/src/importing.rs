//! From files of any format that is read to the files of a catalogue.

mod header;
mod losses;
mod merge;
mod storing;

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Map, Value};

use crate::diagnostic::{self, Diagnostic};
use crate::formats::format::Format;
use crate::formats::list;
use crate::formats::reader::{ForeignRecord, Found, Input, Known, Reader};
use crate::outside_world::imported_records as disk;
use crate::record::Kind;

pub use self::losses::Lost;
use self::storing::State;

/// What an import came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Records written because they are new or have changed.
    pub written: usize,
    /// Records that the catalogue had just so.
    pub unchanged: usize,
    /// What no field of a record says, in the order of the files.
    pub losses: Vec<Lost>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Where an import goes.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The folder of the catalogue; made where missing.
    pub catalog: &'a Path,
    /// Whether records that were edited since the last import get what is new in their source.
    pub update: bool,
}

/// Files of one format on their way into a catalogue.
struct Import<'a> {
    format: &'a Format,
    reader: Reader,
    files: &'a [PathBuf],
    target: Target<'a>,
    /// Called once for each record that is done.
    progress: &'a (dyn Fn() + Sync),
}

/// For each record, the place among the files of the one that has it first: a file may be named
/// twice.
type Homes = HashMap<String, usize>;

/// Imports the records in `files`, which are of `format`, into the folder `catalog`, which is made
/// where missing. `progress` is called once for each record that is done.
///
/// Of a format without a reader nothing is imported.
pub fn import(
    format: &Format,
    files: &[PathBuf],
    catalog: &Path,
    progress: &(dyn Fn() + Sync),
) -> Outcome {
    import_to(Target { catalog, update: false }, format, files, progress)
}

/// As [`import`], into `target`.
pub fn import_to(
    target: Target<'_>,
    format: &Format,
    files: &[PathBuf],
    progress: &(dyn Fn() + Sync),
) -> Outcome {
    let Some(reader) = format.reader else { return Outcome::default() };
    Import { format, reader, files, target, progress }.run()
}

/// The format of `file`, told by what is in it, where any that is read has that.
pub fn recognise(file: &Path) -> Result<Option<&'static Format>, Diagnostic> {
    let bytes = disk::read(file)?;
    Ok(list::recognised(&Input { place: file, bytes: &bytes }))
}

/// What became of one record.
struct Done {
    state: State,
    losses: Vec<Lost>,
    diagnostics: Vec<Diagnostic>,
}

impl Import<'_> {
    fn run(&self) -> Outcome {
        // Each file is read twice, first for the names only: a reference may point to a record of
        // any file, and the records of all files at once may not fit into memory.
        let found: Vec<_> = self.files.par_iter().map(|file| self.names(file)).collect();
        let mut outcome = Outcome::default();
        let mut known = disk::known_works(self.target.catalog);
        let mut homes = HashMap::new();
        for (place, (names, diagnostics)) in found.into_iter().enumerate() {
            outcome.diagnostics.extend(diagnostics);
            for Name { id, slug, kind } in names {
                known.insert(slug.clone(), kind);
                outcome.diagnostics.extend(self.claim(&mut homes, place, &id, slug));
            }
        }
        let done: Vec<Done> = self
            .files
            .par_iter()
            .enumerate()
            .flat_map(|(place, file)| self.import_file(place, file, &known, &homes))
            .collect();
        done.into_iter().for_each(|record| outcome.add(record));
        diagnostic::sort(&mut outcome.diagnostics);
        outcome
    }

    fn names(&self, file: &Path) -> (Vec<Name>, Vec<Diagnostic>) {
        let Found { records, diagnostics } = self.read(file);
        let name = |record: Box<dyn ForeignRecord>| Name {
            id: record.id().to_owned(),
            slug: record.slug(),
            kind: record.kind(),
        };
        (records.into_iter().map(name).collect(), diagnostics)
    }

    fn read(&self, file: &Path) -> Found {
        match disk::read(file) {
            Ok(bytes) => (self.reader.read)(&Input { place: file, bytes: &bytes }),
            Err(problem) => Found { records: Vec::new(), diagnostics: vec![problem] },
        }
    }

    /// Notes that the record `id` is in the file at `place`, or says which one had it before.
    fn claim(&self, homes: &mut Homes, place: usize, id: &str, slug: String) -> Option<Diagnostic> {
        match homes.entry(slug) {
            Entry::Vacant(home) => {
                home.insert(place);
                None
            }
            Entry::Occupied(first) => {
                let first = self.files[*first.get()].display();
                let message = format!("record {id} is there already, in `{first}`");
                let problem = Diagnostic::error("import-duplicate", message);
                let hint = "the first one was imported; import the other by itself to replace it";
                Some(problem.in_file(&self.files[place]).hint(hint))
            }
        }
    }

    /// Imports those records of `file` that no earlier file or record has.
    fn import_file(&self, place: usize, file: &Path, known: &Known, homes: &Homes) -> Vec<Done> {
        let mut done = HashSet::new();
        let mut records = self.read(file).records;
        records.retain(|record| {
            let slug = record.slug();
            homes.get(&slug) == Some(&place) && done.insert(slug)
        });
        let shown = Arc::new(file.to_owned());
        records.into_par_iter().map(|record| self.import_record(record, &shown, known)).collect()
    }

    fn import_record(
        &self,
        record: Box<dyn ForeignRecord>,
        file: &Arc<PathBuf>,
        known: &Known,
    ) -> Done {
        let mut imported = record.import(known);
        // It tells an imported record from one that somebody wrote, also where nothing was kept.
        let kept = imported.work.extensions.entry(self.format.name.to_owned());
        kept.or_insert_with(|| Value::Object(Map::new()));
        let mut diagnostics = std::mem::take(&mut imported.diagnostics);
        let losses = std::mem::take(&mut imported.losses).into_iter();
        let losses: Vec<Lost> =
            losses.map(|it| Lost::new(&imported.slug, self.format.name, it)).collect();
        let (state, told) = storing::store(self.format.name, &imported, &losses, self.target);
        diagnostics.extend(told.into_iter().map(|diagnostic| match diagnostic.location {
            Some(_) => diagnostic,
            None => diagnostic.in_file(file.as_path()),
        }));
        (self.progress)();
        Done { state, losses, diagnostics }
    }
}

/// What a record is called before and after the import.
struct Name {
    id: String,
    slug: String,
    kind: Kind,
}

impl Outcome {
    /// Adds what another import came to.
    pub fn join(&mut self, other: Outcome) {
        self.written += other.written;
        self.unchanged += other.unchanged;
        self.losses.extend(other.losses);
        self.diagnostics.extend(other.diagnostics);
    }

    fn add(&mut self, done: Done) {
        match done.state {
            State::Written => self.written += 1,
            State::Unchanged => self.unchanged += 1,
            State::LeftOut => {}
        }
        self.losses.extend(done.losses);
        self.diagnostics.extend(done.diagnostics);
    }
}
