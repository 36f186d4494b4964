//! From the files of a portal to the files of a catalogue.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::catalog::checks;
use crate::diagnostic::{self, Diagnostic};
use crate::import::cern_opendata::{self, Imported, Known, PortalRecord};
use crate::import::yaml;
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
    pub diagnostics: Vec<Diagnostic>,
}

/// Imports the portal's records in `files` into the folder `catalog`, which is made where missing.
/// `progress` is called once for each record that is done.
pub fn cern_opendata(files: &[PathBuf], catalog: &Path, progress: &(dyn Fn() + Sync)) -> Outcome {
    // Each file is read twice, first for the numbers only: a reference may point to a record of
    // any file, and the records of all files at once may not fit into memory.
    let found: Vec<_> = files.par_iter().map(|file| numbers(file)).collect();
    let mut outcome = Outcome::default();
    let mut known: Known = disk::known_works(catalog)
        .into_iter()
        .filter_map(|(slug, kind)| Some((cern_opendata::recid_of_slug(&slug)?.to_owned(), kind)))
        .collect();
    let mut homes = HashMap::new();
    for (place, (numbers, diagnostics)) in found.into_iter().enumerate() {
        outcome.diagnostics.extend(diagnostics);
        for (recid, kind) in numbers {
            claim(&mut homes, files, place, &recid, &mut outcome.diagnostics);
            known.insert(recid, kind);
        }
    }
    let results: Vec<_> = files
        .par_iter()
        .enumerate()
        .flat_map(|(place, file)| import_file(place, file, catalog, &known, &homes, progress))
        .collect();
    for (state, diagnostics) in results {
        match state {
            State::Written => outcome.written += 1,
            State::Unchanged => outcome.unchanged += 1,
            State::LeftOut => {}
        }
        outcome.diagnostics.extend(diagnostics);
    }
    diagnostic::sort(&mut outcome.diagnostics);
    outcome
}

/// For each record, the place among the files of the one that has it first: a file may be named
/// twice.
type Homes = HashMap<String, usize>;

fn numbers(file: &Path) -> (Vec<(String, Kind)>, Vec<Diagnostic>) {
    let (records, diagnostics) = read(file);
    (records.into_iter().map(|record| (record.recid.clone(), record.kind())).collect(), diagnostics)
}

fn read(file: &Path) -> (Vec<PortalRecord>, Vec<Diagnostic>) {
    match disk::read(file) {
        Ok(text) => cern_opendata::read(file, &text),
        Err(diagnostic) => (Vec::new(), vec![diagnostic]),
    }
}

fn claim(
    homes: &mut Homes,
    files: &[PathBuf],
    place: usize,
    recid: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    match homes.entry(recid.to_owned()) {
        Entry::Vacant(home) => drop(home.insert(place)),
        Entry::Occupied(first) => {
            let message =
                format!("record {recid} is there already, in `{}`", files[*first.get()].display());
            diagnostics.push(
                Diagnostic::error("import-duplicate", message)
                    .in_file(&files[place])
                    .hint("the first one was imported; import the other by itself to replace it"),
            );
        }
    }
}

enum State {
    Written,
    Unchanged,
    LeftOut,
}

/// Imports those records of `file` that no earlier file or record has.
fn import_file(
    place: usize,
    file: &Path,
    catalog: &Path,
    known: &Known,
    homes: &Homes,
    progress: &(dyn Fn() + Sync),
) -> Vec<(State, Vec<Diagnostic>)> {
    let mut done = HashMap::new();
    let mut records = read(file).0;
    records.retain(|record| {
        let here = homes.get(&record.recid).is_some_and(|home| *home == place);
        here && done.insert(record.recid.clone(), ()).is_none()
    });
    let shown = Arc::new(file.to_owned());
    records
        .into_par_iter()
        .map(|record| {
            let mut imported = record.import(known);
            let mut diagnostics = std::mem::take(&mut imported.diagnostics);
            let state = store(&imported, catalog).unwrap_or_else(|diagnostic| {
                diagnostics.push(match diagnostic.location {
                    Some(_) => diagnostic,
                    None => diagnostic.in_file(shown.as_path()),
                });
                State::LeftOut
            });
            progress();
            (state, diagnostics)
        })
        .collect()
}

/// Writes a record, unless the file there is somebody else's work.
fn store(imported: &Imported, catalog: &Path) -> Result<State, Diagnostic> {
    let Imported { slug, work, .. } = imported;
    let text = yaml::to_yaml(work).map_err(|error| unwritable(slug, &error))?;
    match reading::parse::<Work>(&text) {
        Ok(read) if read == *work => {}
        Ok(_) => return Err(unwritable(slug, "its YAML would read differently")),
        Err(error) => return Err(unwritable(slug, &error.to_string())),
    }
    let file = disk::home(catalog, work.kind, slug);
    if let Some(problem) = unsound(catalog, &text, imported) {
        return Err(problem);
    }
    match disk::existing(&file)? {
        Existing::Nothing => {}
        Existing::Text(old) if old == text => return Ok(State::Unchanged),
        Existing::Text(old) if was_imported(&old) => {}
        Existing::Text(_) => {
            let message = format!("`{slug}` is there already and was not imported");
            return Err(Diagnostic::error("import-not-ours", message)
                .in_file(file)
                .hint("rename or remove that file to have the portal's record in its place"));
        }
    }
    atomic_file::write(&file, text.as_bytes())?;
    Ok(State::Written)
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
    let hint = "correct the portal's record, and import it again";
    Some(Diagnostic::error("import-unsound", message).hint(hint))
}

fn unwritable(slug: &str, reason: &str) -> Diagnostic {
    let message = format!("`{slug}` cannot be written as YAML: {reason}");
    Diagnostic::error("import-unwritable", message)
        .hint("look for values nested more than about sixty deep in the portal's record")
}

/// Whether an earlier import wrote the file.
fn was_imported(yaml: &str) -> bool {
    reading::parse::<Work>(yaml)
        .is_ok_and(|work| work.extensions.contains_key(cern_opendata::EXTENSION))
}
