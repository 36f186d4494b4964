//! Making the files of all records, a group at a time.

use rayon::prelude::*;
use serde_json::{Map, Value};

use super::distinct::Distinct;
use super::dump::{self, DumpFiles, OldDump};
use super::fingerprints::Fingerprint;
use super::memory::{GroupMemory, Memory, packed};
use super::statements::Standings;
use super::{Scope, Shared, page_documents, record_files, statements};
use crate::assessment::{Scorecard, Standing};
use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;
use crate::formats::json_ld;
use crate::pages::site::PublishedDump;
use crate::threads;

/// Records in a group, on average: one compressed member of the dump, one unit of parallel work.
const MEAN: u8 = 16;
/// Records in a group at most.
const MOST: usize = 64;

/// What remains of the records once their files are written.
pub(super) struct Made {
    /// By [`Entry::index`].
    pub standings: Vec<Option<Standing>>,
    pub statements: u64,
    /// The statements, for counting each once.
    pub distinct: Distinct,
    /// What the home page says of the dump; nothing where there is none.
    pub counts: Map<String, Value>,
    pub dump: PublishedDump,
    pub diagnostics: Vec<Diagnostic>,
}

/// One record's share of its group.
struct Part {
    texts: dump::Texts,
    standing: Option<Standing>,
    files: Vec<String>,
    diagnostics: Vec<Diagnostic>,
}

impl Part {
    /// What is left of a record whose files cannot be made.
    fn broken(problem: Diagnostic) -> Part {
        let (texts, files) = (dump::Texts::default(), Vec::new());
        Part { texts, standing: None, files, diagnostics: vec![problem] }
    }
}

/// One group's share.
struct Group {
    member: dump::Member,
    memory: GroupMemory,
    diagnostics: Vec<Diagnostic>,
}

/// Writes the files of every record, and the dump, which begins with `first`, ends with what was
/// counted in it, and is left out where only pages are made. Groups in which nothing changed since
/// the build that `old` remembers are taken over; all are remembered in `new`.
pub(super) fn write_records(
    shared: &Shared,
    standings: &Standings,
    fingerprints: &[Fingerprint],
    first: dump::Texts,
    old: &Memory,
    new: &mut Memory,
) -> Result<Made, Diagnostic> {
    let mut made = Made {
        standings: Vec::with_capacity(shared.catalog.entries.len()),
        statements: 0,
        distinct: Distinct::default(),
        counts: Map::new(),
        dump: PublishedDump::default(),
        diagnostics: Vec::new(),
    };
    let groups: Vec<(&[Entry], Fingerprint)> = groups(&shared.catalog.entries)
        .into_iter()
        .map(|entries| (entries, of_group(entries, fingerprints)))
        .collect();
    let changed = groups
        .iter()
        .filter(|(entries, fingerprint)| unchanged(old, entries, fingerprint).is_none());
    let few = changed.count() < rayon::current_num_threads();
    let old_dump = OldDump::open(shared.writer);
    let mut files = match shared.scope {
        Scope::Everything => Some(begun(shared, first, &mut made)?),
        Scope::Pages => None,
    };
    // The groups of one batch wait in memory until the dump has taken them in order.
    for batch in groups.chunks(rayon::current_num_threads() * 8) {
        let done: Result<Vec<Group>, Diagnostic> = batch
            .par_iter()
            .map(|(entries, fingerprint)| {
                let known = unchanged(old, entries, fingerprint);
                match known.map_or(Ok(None), |it| take_over(shared, entries, it, &old_dump))? {
                    Some(group) => Ok(group),
                    None => write_group(shared, entries, *fingerprint, standings, few),
                }
            })
            .collect();
        for ((entries, _), mut group) in batch.iter().zip(done?) {
            made.statements += group.memory.statements;
            made.distinct.append(&group.memory.distinct);
            if let Some(files) = &mut files {
                (group.memory.nquads, group.memory.turtle) = files.append(&group.member)?;
            }
            made.standings.extend(group.memory.standings());
            if group.diagnostics.is_empty() {
                new.groups.insert(entries[0].id(), group.memory);
            }
            made.diagnostics.extend(group.diagnostics);
        }
    }
    if let Some(files) = files {
        end(shared, files, &mut made)?;
    }
    Ok(made)
}

/// Ends the dump with what is counted in it.
fn end(shared: &Shared, mut files: DumpFiles, made: &mut Made) -> Result<(), Diagnostic> {
    made.counts = page_documents::counts(&made.distinct);
    let last = page_documents::statements_of_counts(shared, &made.counts)?;
    add(&mut files, last, made)?;
    made.dump = files.finish(made.statements)?;
    Ok(())
}

/// The dump with what is `first` in it.
fn begun(shared: &Shared, first: dump::Texts, made: &mut Made) -> Result<DumpFiles, Diagnostic> {
    let mut files = DumpFiles::create(shared.writer)?;
    add(&mut files, first, made)?;
    Ok(files)
}

/// Adds what is of no record to the dump and to what is counted of it.
fn add(files: &mut DumpFiles, texts: dump::Texts, made: &mut Made) -> Result<(), Diagnostic> {
    made.statements += texts.statements();
    made.distinct.append(&texts.distinct());
    files.append(&texts.compress()?)?;
    Ok(())
}

/// Cuts the entries where their own names say, so that a new record changes one group only.
fn groups(entries: &[Entry]) -> Vec<&[Entry]> {
    let mut groups = Vec::new();
    let mut start = 0;
    for (index, entry) in entries.iter().enumerate() {
        let last = blake3::hash(entry.id().as_bytes()).as_bytes()[0] < u8::MAX / MEAN;
        if last || index + 1 - start == MOST {
            groups.push(&entries[start..=index]);
            start = index + 1;
        }
    }
    if start < entries.len() {
        groups.push(&entries[start..]);
    }
    groups
}

fn of_group(entries: &[Entry], fingerprints: &[Fingerprint]) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    for entry in entries {
        hasher.update(&fingerprints[entry.index]);
    }
    *hasher.finalize().as_bytes()
}

/// What the last build knew of a group in which nothing changed since.
fn unchanged<'a>(
    old: &'a Memory,
    entries: &[Entry],
    fingerprint: &Fingerprint,
) -> Option<&'a GroupMemory> {
    let known = old.groups.get(&entries[0].id());
    known.filter(|memory| memory.fingerprint == *fingerprint)
}

/// The group as the old site has it, if all its files are there.
fn take_over(
    shared: &Shared,
    entries: &[Entry],
    memory: &GroupMemory,
    old_dump: &OldDump,
) -> Result<Option<Group>, Diagnostic> {
    let Some(member) = old_dump.member(memory.nquads, memory.turtle) else { return Ok(None) };
    let Some(files) = memory.files() else { return Ok(None) };
    for file in &files {
        if !shared.writer.keep(file)? {
            return Ok(None);
        }
    }
    entries.iter().for_each(|_| shared.progress.advance());
    Ok(Some(Group { member, memory: memory.clone(), diagnostics: Vec::new() }))
}

/// Writes the files of a group. Where there are too `few` groups to occupy all threads, these
/// share the records; otherwise that would only hold more of them in memory.
fn write_group(
    shared: &Shared,
    entries: &[Entry],
    fingerprint: Fingerprint,
    standings: &Standings,
    few: bool,
) -> Result<Group, Diagnostic> {
    let mut memory = GroupMemory::new(fingerprint);
    let mut diagnostics = Vec::new();
    let mut files = Vec::new();
    let mut texts = dump::Texts::default();
    let mut add = |part: Part| {
        texts.append(&part.texts);
        memory.standings.push(part.standing.as_ref().map(packed));
        files.extend(part.files);
        diagnostics.extend(part.diagnostics);
    };
    let part = |entry: &Entry| {
        let written = threads::guarded(&entry.file, || write_record(shared, entry, standings));
        written.unwrap_or_else(|problem| Ok(Part::broken(problem)))
    };
    if few {
        let parts: Result<Vec<Part>, Diagnostic> = entries.par_iter().map(part).collect();
        parts?.into_iter().for_each(add);
    } else {
        entries.iter().try_for_each(|entry| part(entry).map(&mut add))?;
    }
    memory.statements = texts.statements();
    memory.distinct = texts.distinct();
    memory.set_files(&files);
    Ok(Group { member: texts.compress()?, memory, diagnostics })
}

fn write_record(shared: &Shared, entry: &Entry, standings: &Standings) -> Result<Part, Diagnostic> {
    let said = match shared.scope {
        Scope::Everything => statements::make(&shared.input(), entry, standings),
        Scope::Pages => Ok(statements::document_only(&shared.input(), entry)),
    };
    let mut texts = dump::Texts::default();
    let mut files = Vec::new();
    let (standing, diagnostics) = match said {
        Ok(said) => {
            let page = shared.site.iri(&entry.page());
            let graph = format!("{page}{}", json_ld::FORMAT.file_name());
            texts.add(&graph, Some(&page), &said.graph);
            let diagnostics = record_files::write(shared, entry, &said, &mut files)?;
            (said.scorecard.as_ref().map(Scorecard::standing), diagnostics)
        }
        Err(problem) => (None, vec![problem]),
    };
    shared.progress.advance();
    Ok(Part { texts, standing, files, diagnostics })
}
