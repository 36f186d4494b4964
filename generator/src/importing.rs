//! From files of any format that is read to the files of a catalogue.

mod agent_records;
mod agents;
mod comments;
mod differing;
mod header;
mod losses;
mod merge;
mod same_work;
mod storing;

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use serde_json::{Map, Value};

use crate::diagnostic::{self, Diagnostic, Severity};
use crate::formats::format::Format;
use crate::formats::list;
use crate::formats::reader::{Beside, ForeignRecord, Found, Input, Known, Reader};
use crate::outside_world::import_sources::SourceFile;
use crate::outside_world::imported_records as disk;
use crate::record::{InlineAgent, Kind};

use self::agents::Agents;
pub use self::losses::Lost;
pub(crate) use self::merge::rewritten;
use self::storing::State;

/// Bytes of the files whose records are held between the two passes; a record takes some times its
/// bytes.
const MOST_HELD: u64 = 4 << 20;

/// What an import came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Records written because they are new or have changed.
    pub written: usize,
    /// Records that the catalogue had just so.
    pub unchanged: usize,
    /// What no field of a record says, in the order of the files, where the target wants it.
    pub losses: Vec<Lost>,
    /// How many such values are kept, and how many are dropped.
    pub kept: usize,
    pub dropped: usize,
    pub diagnostics: Vec<Diagnostic>,
}

/// Where an import goes.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The folder of the catalogue; made where missing.
    pub catalog: &'a Path,
    /// Whether records that were edited since the last import get what is new in their source.
    pub update: bool,
    /// Whether persons and organizations become records of their own.
    pub agents: bool,
    /// The kind of records whose sources leave it open.
    pub kind: Option<Kind>,
    /// Whether values that have no field are told whole, not only their beginnings.
    pub whole_losses: bool,
    /// Whether each value that no field says is told: of many records they take much memory.
    pub losses: bool,
}

/// Files of one format on their way into a catalogue.
struct Import<'a> {
    format: &'a Format,
    reader: Reader,
    files: &'a [SourceFile],
    target: Target<'a>,
    /// Called once for each record that is done.
    progress: &'a (dyn Fn() + Sync),
}

/// What records may refer to.
struct Catalogue {
    known: Known,
    /// Where persons and organizations become records.
    agents: Option<Agents>,
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
    let files: Vec<SourceFile> = files.iter().cloned().map(SourceFile::on_disk).collect();
    import_to(
        Target {
            catalog,
            update: false,
            agents: false,
            kind: None,
            losses: true,
            whole_losses: false,
        },
        format,
        &files,
        progress,
    )
}

/// As [`import`], into `target`.
pub fn import_to(
    target: Target<'_>,
    format: &Format,
    files: &[SourceFile],
    progress: &(dyn Fn() + Sync),
) -> Outcome {
    let Some(reader) = format.reader else { return Outcome::default() };
    Import { format, reader, files, target, progress }.run()
}

/// The format of `file`, told by what is in it, where any that is read has that.
///
/// # Errors
/// The file cannot be read, or is a broken description.
pub fn recognise(file: &SourceFile) -> Result<Option<&'static Format>, Diagnostic> {
    format_of(file, true)
}

fn format_of(file: &SourceFile, is_alone: bool) -> Result<Option<&'static Format>, Diagnostic> {
    let bytes = file.read()?;
    let input = Input::new(&file.place, &bytes);
    match list::recognised(&input) {
        None => list::malformed(&input, is_alone).map_or(Ok(None), Err),
        found => Ok(found),
    }
}

/// Of the files of a folder or an archive, those with records.
#[derive(Debug, Default)]
pub struct Recognised {
    /// Each with its format.
    pub files: Vec<(&'static Format, SourceFile)>,
    /// What is wrong with those that were to be descriptions; warnings.
    pub problems: Vec<Diagnostic>,
}

/// Those of `files` that are of a format. A page that shows what a file beside it holds is not read.
pub fn recognised(files: &[SourceFile]) -> Recognised {
    let places: HashSet<&Path> = files.iter().map(|file| file.place.as_path()).collect();
    let is_preview =
        |place: &Path| list::shown_by(place).is_some_and(|file| places.contains(&*file));
    let described = files.par_iter().filter(|file| !is_preview(&file.place));
    let found: Vec<_> = described.map(|file| (file, format_of(file, false))).collect();
    let (mut known, mut problems) = (Vec::new(), Vec::new());
    for (file, found) in found {
        match found {
            Ok(Some(format)) => known.push((format, file.clone(), home(format, file))),
            Ok(None) => {}
            Err(problem) => problems.push(Diagnostic { severity: Severity::Warning, ..problem }),
        }
    }
    Recognised { files: joined(known), problems }
}

/// The file of whose record `file` says more, where it holds none itself.
fn home(format: &Format, file: &SourceFile) -> Option<PathBuf> {
    let bytes = file.read().ok()?;
    format.reader.and_then(|reader| (reader.adds_to)(&Input::new(&file.place, &bytes)))
}

/// Files that say more of the record of another, beside that one, where it is there too.
fn joined(
    found: Vec<(&'static Format, SourceFile, Option<PathBuf>)>,
) -> Vec<(&'static Format, SourceFile)> {
    let (adding, mut files): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(.., to)| to.is_some());
    for (format, file, to) in adding {
        let is_meant = |(it, home, _): &&mut (&Format, SourceFile, Option<PathBuf>)| {
            it.name == format.name && to.as_ref() == Some(&home.place)
        };
        match files.iter_mut().find(is_meant) {
            Some((_, home, _)) => home.beside.push(file),
            None => files.push((format, file, None)),
        }
    }
    files.into_iter().map(|(format, file, _)| (format, file)).collect()
}

/// What became of one record.
struct Done {
    state: State,
    losses: Vec<Lost>,
    kept: usize,
    dropped: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Import<'_> {
    fn run(&self) -> Outcome {
        // A reference may point to a record of any file, so names come first. The records of all
        // files at once may not fit into memory: those of the files beyond what is held are read a
        // second time.
        let room = AtomicU64::new(MOST_HELD);
        let found: Vec<_> = self.files.par_iter().map(|file| self.names(file, &room)).collect();
        let mut held = Vec::with_capacity(found.len());
        let mut outcome = Outcome::default();
        let mut known = disk::known_works(self.target.catalog);
        let mut homes = HashMap::new();
        let mut agents = self.target.agents.then(|| Agents::of(self.target.catalog));
        for (place, Named { names, diagnostics, records }) in found.into_iter().enumerate() {
            outcome.diagnostics.extend(diagnostics);
            held.push(records);
            for Name { id, slug, kind, agents: named } in names {
                named.iter().for_each(|it| agents.iter_mut().for_each(|all| all.learn(it)));
                known.insert(slug.clone(), kind);
                outcome.diagnostics.extend(self.settle(&mut homes, place, &id, slug));
            }
        }
        let catalogue = Catalogue { known, agents };
        let done: Vec<Done> = self
            .files
            .par_iter()
            .zip(held)
            .enumerate()
            .flat_map(|(place, (file, held))| {
                let records = held.unwrap_or_else(|| self.read(file).0.records);
                self.import_file(place, file, records, &catalogue, &homes)
            })
            .collect();
        done.into_iter().for_each(|record| outcome.add(record));
        if let Some(agents) = &catalogue.agents {
            let (written, told) = agents.write(self.target.catalog);
            outcome.written += written;
            outcome.diagnostics.extend(told);
        }
        diagnostic::sort(&mut outcome.diagnostics);
        outcome
    }

    fn names(&self, file: &SourceFile, room: &AtomicU64) -> Named {
        let (Found { records, diagnostics, .. }, size) = self.read(file);
        let name = |record: &dyn ForeignRecord| Name {
            id: record.id().to_owned(),
            slug: record.slug(),
            kind: record.kind(),
            agents: Vec::new(),
        };
        let mut names: Vec<Name> = records.iter().map(|it| name(&**it)).collect();
        if self.target.agents {
            let records = records.into_iter().zip(&mut names);
            records.for_each(|(record, name)| {
                name.agents = agents::named_in(&mut record.import(&Known::new()).work);
            });
            return Named { names, diagnostics, records: None };
        }
        let take = |left: u64| left.checked_sub(size);
        let is_held = room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok();
        Named { names, diagnostics, records: is_held.then_some(records) }
    }

    /// What is in `file`, which has so many bytes.
    fn read(&self, file: &SourceFile) -> (Found, u64) {
        match file.read() {
            Ok(bytes) => {
                let (beside, problems) = beside(file);
                let input = Input::new(&file.place, &bytes).with(&beside);
                let mut found = (self.reader.read)(&input);
                found.diagnostics.extend(input.left_out());
                found.diagnostics.extend(problems);
                (self.of_kind(found, file), bytes.len() as u64)
            }
            Err(problem) => (Found::refused(problem), 0),
        }
    }

    /// The records as being of the kind that is wanted, where they may be.
    fn of_kind(&self, mut found: Found, file: &SourceFile) -> Found {
        let Some(kind) = self.target.kind else { return found };
        let undecided = std::mem::take(&mut found.undecided);
        found.diagnostics.retain(|told| undecided.iter().all(|it| it.why != *told));
        found.records.extend(undecided.into_iter().map(|it| it.record));
        let fixed = found.records.iter_mut().filter_map(|it| (!it.set_kind(kind)).then_some(()));
        if fixed.count() > 0 {
            let message = format!("`{}` says itself of what kind a record is", self.format.name);
            let problem = Diagnostic::warning("import-kind", message).in_file(&file.place);
            found.diagnostics.push(problem.hint("import it without `--kind`"));
        }
        found
    }

    /// Notes that the record `id` is in the file at `place`, or says which one had it before.
    fn settle(
        &self,
        homes: &mut Homes,
        place: usize,
        id: &str,
        slug: String,
    ) -> Option<Diagnostic> {
        match homes.entry(slug) {
            Entry::Vacant(home) => {
                home.insert(place);
                None
            }
            Entry::Occupied(first) => {
                let first = self.files[*first.get()].place.display();
                let message = format!("record {id} is there already, in `{first}`");
                let problem = Diagnostic::error("import-duplicate", message);
                let hint = "the first one was imported; import the other by itself to replace it";
                Some(problem.in_file(&self.files[place].place).hint(hint))
            }
        }
    }

    /// Imports those records of `file` that no earlier file or record has.
    fn import_file(
        &self,
        place: usize,
        file: &SourceFile,
        mut records: Vec<Box<dyn ForeignRecord>>,
        catalogue: &Catalogue,
        homes: &Homes,
    ) -> Vec<Done> {
        let mut done = HashSet::new();
        records.retain(|record| {
            let slug = record.slug();
            homes.get(&slug) == Some(&place) && done.insert(slug)
        });
        let shown = Arc::new(file.place.clone());
        records
            .into_par_iter()
            .map(|record| self.import_record(record, &shown, catalogue))
            .collect()
    }

    fn import_record(
        &self,
        record: Box<dyn ForeignRecord>,
        file: &Arc<PathBuf>,
        catalogue: &Catalogue,
    ) -> Done {
        let mut imported = record.import(&catalogue.known);
        if let Some(agents) = &catalogue.agents {
            agents.refer(&mut imported.work);
        }
        let says_nothing = |value: &Value| value.as_object().is_some_and(Map::is_empty);
        imported.work.extensions.retain(|_, kept| !says_nothing(kept));
        let mut diagnostics = std::mem::take(&mut imported.diagnostics);
        let losses = std::mem::take(&mut imported.losses).into_iter();
        let losses: Vec<Lost> =
            losses.map(|it| Lost::new(&imported.slug, self.format.name, it)).collect();
        let (state, told) = storing::store(self.format.name, &imported, &losses, self.target);
        // Of many records they would fill the memory.
        let losses = match self.target.whole_losses {
            true => losses,
            false => losses.into_iter().map(Lost::shortened).collect(),
        };
        diagnostics.extend(told.into_iter().map(|diagnostic| match diagnostic.location {
            Some(_) => diagnostic,
            None => diagnostic.in_file(file.as_path()),
        }));
        (self.progress)();
        let kept = losses.iter().filter(|it| it.kept_in.is_some()).count();
        let dropped = losses.len() - kept;
        let losses = if self.target.losses { losses } else { Vec::new() };
        Done { state, losses, kept, dropped, diagnostics }
    }
}

/// What the records of a file are called, and where there is room for them, these.
struct Named {
    names: Vec<Name>,
    diagnostics: Vec<Diagnostic>,
    records: Option<Vec<Box<dyn ForeignRecord>>>,
}

/// The files beside `file`, and why some cannot be read.
fn beside(file: &SourceFile) -> (Vec<Beside>, Vec<Diagnostic>) {
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    for it in &file.beside {
        match it.read() {
            Ok(bytes) => {
                read.push(Beside { place: it.place.clone(), bytes: bytes.into_owned() });
            }
            Err(problem) => problems.push(problem),
        }
    }
    (read, problems)
}

/// What a record is called before and after the import.
struct Name {
    id: String,
    slug: String,
    kind: Kind,
    /// Those whom it names, where these become records.
    agents: Vec<InlineAgent>,
}

impl Outcome {
    /// Adds what another import came to.
    pub fn join(&mut self, other: Outcome) {
        self.written += other.written;
        self.unchanged += other.unchanged;
        self.losses.extend(other.losses);
        self.kept += other.kept;
        self.dropped += other.dropped;
        self.diagnostics.extend(other.diagnostics);
    }

    fn add(&mut self, done: Done) {
        match done.state {
            State::Written => self.written += 1,
            State::Unchanged => self.unchanged += 1,
            State::LeftOut => {}
        }
        self.losses.extend(done.losses);
        self.kept += done.kept;
        self.dropped += done.dropped;
        self.diagnostics.extend(done.diagnostics);
    }
}
