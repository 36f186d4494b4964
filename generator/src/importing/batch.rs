//! Files of one format on their way into a catalogue.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use serde_json::{Map, Value};

use super::agents::{Agents, Mentions, named_in};
use super::losses::Lost;
use super::recognition::description;
use super::storing::{self, State};
use super::surroundings::Surroundings;
use super::{Outcome, Target};
use crate::diagnostic::Diagnostic;
use crate::formats::format::Format;
use crate::formats::reader::{Around, Beside, ForeignRecord, Found, Input, Known, Reader};
use crate::outside_world::import_sources::SourceFile;
use crate::outside_world::imported_records as disk;
use crate::record::{InlineAgent, Kind};

/// Bytes of the files whose records are held between the two passes; a record takes more.
pub(super) const MOST_HELD: u64 = 4 << 20;

/// Files that are read before what they say is put together, so that memory has a bound.
const AT_A_TIME: usize = 256;

/// Files of one format.
pub(super) struct Batch<'a> {
    pub format: &'a Format,
    pub reader: Reader,
    pub files: &'a [SourceFile],
    pub target: Target<'a>,
    /// Called once for each record that is done.
    pub progress: &'a (dyn Fn() + Sync),
}

/// What the first pass over all files tells.
pub(super) struct Learned {
    pub known: Known,
    /// What the records are called that are imported.
    pub imported: HashSet<String>,
    /// Where persons and organizations become records.
    pub mentions: Option<Mentions>,
    /// Bytes of the files whose records may be held.
    pub room: u64,
}

/// What records may refer to.
pub(super) struct Catalogue {
    pub known: Known,
    /// Where persons and organizations become records.
    pub agents: Option<Agents>,
}

/// What the first pass over the files of a batch leaves for the second.
#[derive(Default)]
pub(super) struct Named {
    /// By the place of the file among the others: its records, where there was room for them.
    held: HashMap<usize, Vec<Box<dyn ForeignRecord>>>,
    /// Place of the file and slug of each record that an earlier file has: one may be named twice.
    doubled: HashSet<(usize, String)>,
}

/// What became of one record.
pub(super) struct Done {
    pub state: State,
    pub losses: Vec<Lost>,
    pub kept: usize,
    pub dropped: usize,
    pub diagnostics: Vec<Diagnostic>,
}

/// What the records of a file are called, and where there is room for them, these.
struct NamedFile {
    names: Vec<Name>,
    diagnostics: Vec<Diagnostic>,
    records: Option<Vec<Box<dyn ForeignRecord>>>,
}

/// What a record is called before and after the import.
struct Name {
    id: String,
    slug: String,
    kind: Kind,
    /// Those whom it names, where these become records.
    agents: Vec<InlineAgent>,
}

impl Batch<'_> {
    /// Learns what the records of all files are called. The records of all files at once may not fit
    /// into memory: those of the files beyond what is held are read a second time.
    pub(super) fn named(&self, learned: &mut Learned, told: &mut Vec<Diagnostic>) -> Named {
        let room = AtomicU64::new(learned.room);
        let mut named = Named::default();
        let mut homes = HashMap::new();
        for (number, files) in self.files.chunks(AT_A_TIME).enumerate() {
            let found: Vec<_> = files.par_iter().map(|file| self.names(file, &room)).collect();
            for (at, NamedFile { names, diagnostics, records }) in found.into_iter().enumerate() {
                let place = number * AT_A_TIME + at;
                told.extend(diagnostics);
                named.held.extend(records.map(|it| (place, it)));
                for name in names {
                    told.extend(self.learn(name, place, &mut homes, learned, &mut named));
                }
            }
        }
        learned.room = room.into_inner();
        named
    }

    /// Notes that the record is in the file at `place`, or says by `homes` which had it before.
    fn learn(
        &self,
        name: Name,
        place: usize,
        homes: &mut HashMap<String, usize>,
        learned: &mut Learned,
        named: &mut Named,
    ) -> Option<Diagnostic> {
        let Name { id, slug, kind, agents } = name;
        let first = match homes.entry(slug) {
            Entry::Vacant(home) => {
                learned.known.insert(home.key().clone(), kind);
                learned.imported.insert(home.key().clone());
                home.insert(place);
                if let Some(mentions) = &mut learned.mentions {
                    agents.iter().for_each(|it| mentions.learn(it));
                }
                return None;
            }
            Entry::Occupied(first) => first,
        };
        if *first.get() != place {
            named.doubled.insert((place, first.key().clone()));
        }
        let first = self.files[*first.get()].place.display();
        let message = format!("record {id} is there already, in `{first}`");
        let problem = Diagnostic::error("import-duplicate", message);
        let hint = "the first one was imported; import the other by itself to replace it";
        Some(problem.in_file(&self.files[place].place).hint(hint))
    }

    fn names(&self, file: &SourceFile, room: &AtomicU64) -> NamedFile {
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
                name.agents = named_in(&mut record.import(&Known::new()).work);
            });
            return NamedFile { names, diagnostics, records: None };
        }
        let take = |left: u64| left.checked_sub(size);
        let is_held = room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok();
        NamedFile { names, diagnostics, records: is_held.then_some(records) }
    }

    /// What is in `file`, which has so many bytes.
    fn read(&self, file: &SourceFile) -> (Found, u64) {
        match description(file) {
            Ok(bytes) => {
                let (beside, problems) = beside(file);
                let around = Surroundings::of(file, self.format);
                let around = around.as_ref().map(|it| it as &dyn Around);
                let input = Input::new(&file.place, &bytes).with(&beside).within(around);
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
        {
            let decided: HashSet<&Diagnostic> = undecided.iter().map(|it| &it.why).collect();
            found.diagnostics.retain(|told| !decided.contains(told));
        }
        found.records.extend(undecided.into_iter().map(|it| it.record));
        let fixed = found.records.iter_mut().filter_map(|it| (!it.set_kind(kind)).then_some(()));
        if fixed.count() > 0 {
            let message = format!("`{}` says itself of what kind a record is", self.format.name);
            let problem = Diagnostic::warning("import-kind", message).in_file(&file.place);
            found.diagnostics.push(problem.hint("import it without `--kind`"));
        }
        found
    }

    /// Imports the records, of which the first pass left `named`.
    pub(super) fn import(&self, named: Named, catalogue: &Catalogue, outcome: &mut Outcome) {
        let Named { mut held, doubled } = named;
        for (number, files) in self.files.chunks(AT_A_TIME).enumerate() {
            let place = |at: usize| number * AT_A_TIME + at;
            let files: Vec<_> = files.iter().enumerate().map(|(at, it)| (place(at), it)).collect();
            let files: Vec<_> =
                files.into_iter().map(|(at, file)| (at, file, held.remove(&at))).collect();
            let done: Vec<Done> = files
                .into_par_iter()
                .flat_map(|(place, file, held)| {
                    let records = held.unwrap_or_else(|| self.read(file).0.records);
                    self.import_file(place, file, records, catalogue, &doubled)
                })
                .collect();
            done.into_iter().for_each(|record| outcome.add(record));
        }
    }

    /// Imports those records of `file` that no earlier file or record has.
    fn import_file(
        &self,
        place: usize,
        file: &SourceFile,
        mut records: Vec<Box<dyn ForeignRecord>>,
        catalogue: &Catalogue,
        doubled: &HashSet<(usize, String)>,
    ) -> Vec<Done> {
        let mut done = HashSet::new();
        records.retain(|record| {
            let home = (place, record.slug());
            !doubled.contains(&home) && done.insert(home.1)
        });
        let around = Surroundings::of(file, self.format);
        records
            .into_par_iter()
            .map(|record| self.import_record(record, file, around.as_ref(), catalogue))
            .collect()
    }

    fn import_record(
        &self,
        record: Box<dyn ForeignRecord>,
        file: &SourceFile,
        around: Option<&Surroundings<'_>>,
        catalogue: &Catalogue,
    ) -> Done {
        let mut imported = record.import(&catalogue.known);
        let agents = catalogue.agents.as_ref();
        let referred = agents.map(|it| it.refer(&mut imported.work)).unwrap_or_default();
        let says_nothing = |value: &Value| value.as_object().is_some_and(Map::is_empty);
        imported.work.extensions.retain(|_, kept| !says_nothing(kept));
        let mut diagnostics = std::mem::take(&mut imported.diagnostics);
        let losses = std::mem::take(&mut imported.losses).into_iter().chain(referred.losses);
        let mut losses: Vec<Lost> =
            losses.map(|it| Lost::new(&imported.slug, self.format.name, it)).collect();
        if let Some(agents) = agents {
            let home = disk::home(self.target.catalog, imported.work.kind, &imported.slug);
            agents.remember(&home, &referred.parties);
        }
        let (state, told) =
            storing::store(self.format.name, &imported, &mut losses, around, self.target);
        if let (Some(agents), State::Written | State::Unchanged) = (&catalogue.agents, &state) {
            agents.need(&referred.parties);
        }
        diagnostics.extend(told.into_iter().map(|diagnostic| match diagnostic.location {
            Some(_) => diagnostic,
            None => diagnostic.in_file(&file.place),
        }));
        (self.progress)();
        self.done(state, losses, diagnostics)
    }

    /// With what is told of the losses, which would fill the memory if they were told whole of many
    /// records.
    fn done(&self, state: State, losses: Vec<Lost>, diagnostics: Vec<Diagnostic>) -> Done {
        let kept = losses.iter().filter(|it| it.kept_in.is_some()).count();
        let dropped = losses.len() - kept;
        let losses = match (self.target.losses, self.target.whole_losses) {
            (false, _) => Vec::new(),
            (true, true) => losses,
            (true, false) => losses.into_iter().map(Lost::shortened).collect(),
        };
        Done { state, losses, kept, dropped, diagnostics }
    }
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
