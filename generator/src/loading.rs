//! From a folder to a catalogue: reads, checks and packs every record, in parallel.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::catalog::{Catalog, Entry, RecordFile};
use crate::diagnostic::{self, Diagnostic};
use crate::outside_world::catalog_folder::{RecordTexts, list_records, read_evidence, read_texts};
use crate::record::{Record, reading, shape};

/// What `root` holds, and everything that is wrong with it.
///
/// Records with errors are left out.
pub fn load(root: &Path) -> (Catalog, Vec<Diagnostic>) {
    load_knowing(root, &HashMap::new())
}

/// As [`load`]; a record whose texts have a digest in `known` was found sound before, and is taken
/// from there without reading its YAML again.
pub fn load_knowing(root: &Path, known: &HashMap<[u8; 32], Vec<u8>>) -> (Catalog, Vec<Diagnostic>) {
    let (files, mut diagnostics) = list_records(root);
    let loaded: Vec<(Option<Entry>, Vec<Diagnostic>)> =
        files.into_par_iter().map(|file| load_record(root, file, known)).collect();
    let mut entries = Vec::with_capacity(loaded.len());
    for (entry, problems) in loaded {
        entries.extend(entry);
        diagnostics.extend(problems);
    }
    let catalog = Catalog::new(entries);
    diagnostic::sort(&mut diagnostics);
    (catalog, diagnostics)
}

fn load_record(
    root: &Path,
    file: RecordFile,
    known: &HashMap<[u8; 32], Vec<u8>>,
) -> (Option<Entry>, Vec<Diagnostic>) {
    let texts = match read_texts(root, &file) {
        Ok(texts) => texts,
        Err(problem) => return (None, vec![problem]),
    };
    let (evidence, mut diagnostics) = match read_evidence(&file, texts.evidence.as_deref()) {
        Ok(evidence) => (evidence, Vec::new()),
        Err(problem) => return (None, vec![problem]),
    };
    let digest = digest(&texts);
    if let Some(entry) =
        known.get(&digest).and_then(|packed| Entry::known(&file, packed, &evidence, digest))
    {
        return (Some(entry), diagnostics);
    }
    let mut record = match reading::read_record(file.kind, &texts.yaml) {
        Ok(record) => record,
        Err(error) => {
            let path = Arc::new(file.file);
            diagnostics.extend(shape::refusal(&texts.yaml, file.kind, &path, &error));
            return (None, diagnostics);
        }
    };
    add_description(&mut record, texts.description);
    let mut entry = Entry::new(file, &record, evidence, digest);
    // Local files can change without the record.
    entry.sound = diagnostics.is_empty() && !has_local_files(&record);
    (Some(entry), diagnostics)
}

fn has_local_files(record: &Record) -> bool {
    matches!(record, Record::Work(work) if work.artifacts.iter().any(|artifact| artifact.path.is_some()))
}

/// `description.md` serves where the record itself has no description.
fn add_description(record: &mut Record, description: Option<String>) {
    if let Record::Work(work) = record
        && work.description.is_none()
    {
        work.description = description;
    }
}

fn digest(texts: &RecordTexts) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for text in [Some(&texts.yaml), texts.description.as_ref(), texts.evidence.as_ref()] {
        // The length keeps texts apart that would run together.
        let text = text.map_or("", String::as_str);
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    *hasher.finalize().as_bytes()
}
