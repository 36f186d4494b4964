//! From files of any format that is read to the files of a catalogue.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Map, Value};

use crate::catalog::checks;
use crate::diagnostic::{self, Diagnostic};
use crate::formats::format::Format;
use crate::formats::list;
use crate::formats::reader::{ForeignRecord, Found, Imported, Input, Known, Loss, Reader};
use crate::formats::yaml;
use crate::outside_world::atomic_file;
use crate::outside_world::imported_records::{self as disk, Existing};
use crate::outside_world::own_files::RecordFolder;
use crate::record::reading::LARGEST_RECORD;
use crate::record::{Kind, Record, Work, reading};

/// What an import came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Records written because they are new or have changed.
    pub written: usize,
    /// Records that the catalogue had just so.
    pub unchanged: usize,
    /// What no field of a record says, with the record's slug, in the order of the files.
    pub losses: Vec<(String, Loss)>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Files of one format on their way into a catalogue.
struct Import<'a> {
    format: &'a Format,
    reader: Reader,
    files: &'a [PathBuf],
    catalog: &'a Path,
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
    let Some(reader) = format.reader else { return Outcome::default() };
    Import { format, reader, files, catalog, progress }.run()
}

/// The format of `file`, told by what is in it, where any that is read has that.
pub fn recognise(file: &Path) -> Result<Option<&'static Format>, Diagnostic> {
    let bytes = disk::read(file)?;
    Ok(list::recognised(&Input { place: file, bytes: &bytes }))
}

enum State {
    Written,
    Unchanged,
    LeftOut,
}

/// What became of one record.
struct Done {
    state: State,
    slug: String,
    losses: Vec<Loss>,
    diagnostics: Vec<Diagnostic>,
}

impl Import<'_> {
    fn run(&self) -> Outcome {
        // Each file is read twice, first for the names only: a reference may point to a record of
        // any file, and the records of all files at once may not fit into memory.
        let found: Vec<_> = self.files.par_iter().map(|file| self.names(file)).collect();
        let mut outcome = Outcome::default();
        let mut known = disk::known_works(self.catalog);
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
        let state = self.store(&imported).unwrap_or_else(|diagnostic| {
            diagnostics.push(match diagnostic.location {
                Some(_) => diagnostic,
                None => diagnostic.in_file(file.as_path()),
            });
            State::LeftOut
        });
        (self.progress)();
        Done { state, slug: imported.slug, losses: imported.losses, diagnostics }
    }

    /// Writes a record, unless the file there is somebody else's work.
    fn store(&self, imported: &Imported) -> Result<State, Diagnostic> {
        let Imported { slug, work, .. } = imported;
        let text = yaml::to_yaml(work).map_err(|error| unwritable(slug, &error))?;
        match reading::parse::<Work>(&text) {
            Ok(read) if read == *work => {}
            Ok(_) => return Err(unwritable(slug, "its YAML would read differently")),
            Err(error) => return Err(unwritable(slug, &error.to_string())),
        }
        let file = disk::home(self.catalog, work.kind, slug);
        if let Some(problem) = unsound(self.catalog, &text, imported) {
            return Err(problem);
        }
        match disk::existing(&file)? {
            Existing::Nothing => {}
            Existing::Text(old) if old == text => return Ok(State::Unchanged),
            Existing::Text(old) if self.was_imported(&old) => {}
            Existing::Text(_) => {
                let message = format!("`{slug}` is there already and was not imported");
                return Err(Diagnostic::error("import-not-ours", message)
                    .in_file(file)
                    .hint("rename or remove that file to have the imported record in its place"));
            }
        }
        atomic_file::write(&file, text.as_bytes())?;
        Ok(State::Written)
    }

    /// Whether an earlier import of the format wrote the file.
    fn was_imported(&self, yaml: &str) -> bool {
        reading::parse::<Work>(yaml)
            .is_ok_and(|work| work.extensions.contains_key(self.format.name))
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
        self.losses.extend(done.losses.into_iter().map(|loss| (done.slug.clone(), loss)));
        self.diagnostics.extend(done.diagnostics);
    }
}

/// Why a check of the catalogue would refuse the record, if it would.
fn unsound(catalog: &Path, text: &str, imported: &Imported) -> Option<Diagnostic> {
    let Imported { slug, work, .. } = imported;
    let size = text.len() as u64;
    let too_large = (size > LARGEST_RECORD)
        .then(|| format!("it has {size} bytes; at most {LARGEST_RECORD} are read"));
    let folder = Path::new(work.kind.folder()).join(slug);
    let files = RecordFolder { root: catalog, folder };
    let record = Record::Work(Box::new(work.clone()));
    let found = checks::of_record(work.kind, slug, &record, &files, None);
    let errors = found.into_iter().map(|it| it.diagnostic).filter(Diagnostic::is_error);
    let mut reasons = too_large.into_iter().chain(errors.map(|it| it.message));
    let first = reasons.next()?;
    let message = match reasons.count() {
        0 => format!("`{slug}` is left out: {first}"),
        more => format!("`{slug}` is left out: {first}; and {more} more"),
    };
    let hint = "correct the record where it comes from, and import it again";
    Some(Diagnostic::error("import-unsound", message).hint(hint))
}

fn unwritable(slug: &str, reason: &str) -> Diagnostic {
    let message = format!("`{slug}` cannot be written as YAML: {reason}");
    Diagnostic::error("import-unwritable", message)
        .hint("look for values nested more than about sixty deep in the record that was imported")
}
