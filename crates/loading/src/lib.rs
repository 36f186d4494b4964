//! From a folder to a catalogue: reads, checks and packs every record, in parallel.

mod beside;
pub mod drafts;
pub mod judge;
mod known;
pub mod threads;
mod translations;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use beside::Beside;
use faircat_catalog::checks::onnx::{self, Bytes};
use faircat_catalog::checks::{self, Fault, placeholders, tolerances, unseen};
use faircat_catalog::evidence::Evidence;
use faircat_catalog::evidence::contradictions::Grounds;
use faircat_catalog::{Catalog, Entry, RecordFile, Refused, Remembered};
use faircat_outside_world::catalog_folder::{
    EvidenceTexts, RecordTexts, list_records, read_evidence, read_text, read_texts,
};
use faircat_outside_world::file_mark;
use faircat_outside_world::local_files::{self, Unread};
use faircat_outside_world::own_files::RecordFolder;
use faircat_record::diagnostic::{self, Diagnostic};
use faircat_record::markup;
use faircat_record::{Record, reading, shape};
use known::{Found, Known, Refusal};

/// What `root` holds, and everything that is wrong with it.
///
/// Records with errors are left out. Evidence is judged without knowing the day or any key.
pub fn load(root: &Path) -> (Catalog, Vec<Diagnostic>) {
    load_knowing(root, &HashMap::new(), &Grounds::default())
}

/// As [`load`]; a record whose texts have a digest in `known` was found sound before, and is taken
/// from there with the warnings about it, without reading its YAML again. Where its file is all of
/// its texts and was left alone since, the file is not read either. `grounds` are what evidence is
/// judged by.
pub fn load_knowing(
    root: &Path,
    known: &HashMap<[u8; 32], Remembered>,
    grounds: &Grounds,
) -> (Catalog, Vec<Diagnostic>) {
    threads::start();
    let known = Known::of(known);
    let (files, mut diagnostics) = list_records(root);
    let (files, twice) = without_duplicates(files);
    diagnostics.extend(twice);
    let loaded: Vec<Loaded> =
        files.into_par_iter().map(|file| load_guarded(root, file, &known, grounds)).collect();
    let mut entries = Vec::with_capacity(loaded.len());
    let mut left_out = HashSet::new();
    let mut refused = Vec::new();
    for (outcome, problems) in loaded {
        match outcome {
            Ok(entry) => entries.push(entry),
            Err(record) => {
                left_out.insert(record.id);
                refused.extend(record.refused);
            }
        }
        diagnostics.extend(problems);
    }
    let mut catalog = check_links(root, Catalog::new(entries), &left_out, &mut diagnostics);
    catalog.refused = refused;
    diagnostic::sort(&mut diagnostics);
    (catalog, diagnostics)
}

/// Of two files for one record, the first counts.
fn without_duplicates(files: Vec<RecordFile>) -> (Vec<RecordFile>, Vec<Diagnostic>) {
    let mut kept: Vec<RecordFile> = Vec::with_capacity(files.len());
    let mut diagnostics = Vec::new();
    for file in files {
        match kept.last() {
            Some(last) if (last.kind, &last.slug) == (file.kind, &file.slug) => {
                let message = format!("`{}` is the same record", last.file.display());
                diagnostics.push(
                    Diagnostic::error("duplicate-slug", message)
                        .hint("keep one of the two files")
                        .in_file(file.file),
                );
            }
            _ => kept.push(file),
        }
    }
    (kept, diagnostics)
}

/// Looks at the records together, and leaves out those that this shows to be wrong.
fn check_links(
    root: &Path,
    catalog: Catalog,
    left_out: &HashSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Catalog {
    let bad = place(root, &catalog, checks::of_catalog(&catalog, left_out), diagnostics);
    if bad.is_empty() {
        return catalog;
    }
    place(root, &catalog, checks::of_left_out(&catalog, &bad), diagnostics);
    let sound = catalog.entries.into_iter().filter(|entry| !bad.contains(&entry.index));
    Catalog::new(sound.collect())
}

/// Adds what was found of the entries with those indices to the diagnostics; the indices of the
/// entries that have errors.
fn place(
    root: &Path,
    catalog: &Catalog,
    found: Vec<(usize, Fault)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeSet<usize> {
    let mut by_entry: BTreeMap<usize, Vec<Fault>> = BTreeMap::new();
    for (index, finding) in found {
        by_entry.entry(index).or_default().push(finding);
    }
    let mut bad = BTreeSet::new();
    for (index, findings) in by_entry {
        let file = &catalog.entries[index].file;
        let source = read_text(root, file).unwrap_or_default();
        let placed = checks::place(findings, &source, file);
        if placed.iter().any(Diagnostic::is_error) {
            bad.insert(index);
        }
        diagnostics.extend(placed);
    }
    bad
}

/// An entry, or a record that is left out; and its diagnostics.
type Loaded = (Result<Entry, LeftOut>, Vec<Diagnostic>);

struct LeftOut {
    /// `folder/slug`.
    id: String,
    refused: Option<Refused>,
}

fn load_guarded(root: &Path, file: RecordFile, known: &Known, grounds: &Grounds) -> Loaded {
    let id = format!("{}/{}", file.kind.folder(), file.slug);
    let path = file.file.clone();
    let loaded = threads::guarded(&path, || load_record(root, file, known, grounds));
    match loaded.unwrap_or_else(|problem| Err(vec![problem].into())) {
        Ok((entry, warnings)) => (Ok(entry), warnings),
        Err(Refusal { problems, lasting: refused }) => (Err(LeftOut { id, refused }), problems),
    }
}

fn load_record(root: &Path, file: RecordFile, known: &Known, grounds: &Grounds) -> Found {
    // Of what lies in a folder, other files tell too. Before it is read: it may change meanwhile.
    let mark = file.folder.is_none().then(|| file_mark::of(root, &file.file)).flatten();
    if let Some(found) = mark.and_then(|mark| known.unread(&file, mark)) {
        return found;
    }
    let mark = mark.filter(|it| it.is_settled).map(|it| it.digest);
    let texts = read_texts(root, &file).map_err(|problem| vec![problem])?;
    let (mut evidence, unread_evidence) = read_evidence(&file, &texts.evidence);
    let digest = digest(&file, &texts);
    let beside = Beside { root, file: &file, texts: &texts.evidence, grounds };
    if let Some(problems) = known.read(&digest).and_then(Remembered::refusal) {
        let mut refusal = Refusal::lasting(digest, mark, problems);
        refusal.problems.extend(texts.unread);
        return Err(refusal);
    }
    let remembered = known.read(&digest).filter(|_| !beside.is_of_the_future(&evidence));
    if let Some((mut entry, mut warnings)) =
        remembered.and_then(|it| Entry::known(&file, it, &evidence, digest))
    {
        entry.mark = mark;
        warnings.extend(texts.unread);
        return Ok((entry, warnings));
    }
    let mut record = read(&file, &texts, (digest, mark))?;
    let in_description = texts.description.as_deref().and_then(unseen::of_plain);
    let hidden = add_description(&file, &mut record, texts.description);
    let mut diagnostics = texts.passwords;
    diagnostics.extend(translations::add(&file, &mut record, texts.translated));
    diagnostics.extend(unread_evidence);
    diagnostics.extend(hidden);
    diagnostics.extend(
        in_description
            .zip(file.folder.as_deref())
            .map(|(problem, folder)| problem.in_file(folder.join("description.md"))),
    );
    let place = |found| checks::place(found, &texts.yaml, &Arc::new(file.file.clone()));
    let unfilled = placeholders::of_text(&texts.yaml);
    let found = check_record(root, &file, &record, grounds.today);
    diagnostics.extend(place(placeholders::not_about(&unfilled, found)));
    diagnostics.extend(place(unfilled));
    diagnostics.extend(place(unseen::of_text(&texts.yaml)));
    if diagnostics.iter().any(Diagnostic::is_error) {
        diagnostics.extend(place(tolerances::of_record(&record, &|_| None)));
        diagnostics.extend(texts.unread);
        return Err(diagnostics.into());
    }
    diagnostics.extend(compare_signature(root, &file, &record, &texts.yaml, &mut evidence));
    let told = evidence.facts.len();
    diagnostics.extend(beside.judge(&record, &mut evidence));
    diagnostics.extend(place(tolerances::of_record(&record, &|it| evidence.spread(it))));
    // Local files can change without the record, and with them, or the day, what is believed.
    let lasting = !has_local_files(&record)
        && !has_recomputed(&texts.evidence)
        && evidence.facts.len() == told
        && !diagnostics.iter().any(|it| it.code == checks::FUTURE);
    let mut entry = Entry::new(file, &record, evidence, digest);
    if lasting {
        entry.mark = mark;
        entry.remember(&diagnostics);
    }
    // These change without a text that is read.
    diagnostics.extend(texts.unread);
    Ok((entry, diagnostics))
}

/// The record that the texts are, or why they are none; they are known by their digest, and by the mark
/// of their file.
fn read(
    file: &RecordFile,
    texts: &RecordTexts,
    (digest, mark): ([u8; 32], Option<[u8; 32]>),
) -> Result<Record, Refusal> {
    let record = reading::read_record(file.kind, &texts.yaml).map_err(|error| {
        let path = Arc::new(file.file.clone());
        let mut problems = shape::refusal(&texts.yaml, file.kind, &path, &error);
        problems.extend_from_slice(&texts.passwords);
        let mut refusal = Refusal::lasting(digest, mark, problems);
        refusal.problems.extend_from_slice(&texts.unread);
        refusal
    })?;
    let costly = costly_description(file, texts.description.as_deref())
        .or_else(|| translations::costly(file, &texts.translated));
    costly.map_or(Ok(record), |problem| Err(vec![problem].into()))
}

fn check_record(
    root: &Path,
    file: &RecordFile,
    record: &Record,
    today: Option<Date>,
) -> Vec<Fault> {
    let folder = Path::new("catalog").join(file.kind.folder()).join(&file.slug);
    let files = RecordFolder { root, folder };
    checks::of_record(file.kind, &file.slug, record, &files, today)
}

/// Compares the record's signature with those of the ONNX files beside it.
fn compare_signature(
    root: &Path,
    file: &RecordFile,
    record: &Record,
    yaml: &str,
    evidence: &mut Evidence,
) -> Vec<Diagnostic> {
    let Some(folder) = file.folder.as_deref() else { return Vec::new() };
    let read = |path: &str| match local_files::read(root, folder, path, onnx::LARGEST_FILE) {
        Ok(bytes) => Bytes::Read(bytes),
        Err(Unread::Absent) => Bytes::Absent,
        Err(Unread::TooLarge(size)) => Bytes::TooLarge(size),
    };
    let (signatures, findings) = onnx::of_onnx_files(record, &read);
    evidence.signatures = signatures;
    checks::place(findings, yaml, &Arc::new(file.file.clone()))
}

fn has_recomputed(evidence: &EvidenceTexts) -> bool {
    let EvidenceTexts { verification, throughput, comparison, explanation, .. } = evidence;
    [verification, throughput, comparison, explanation].into_iter().any(Option::is_some)
}

fn has_local_files(record: &Record) -> bool {
    let Record::Work(work) = record else { return false };
    let set = work.model.as_ref().and_then(|model| model.control_set.as_ref());
    set.is_some_and(|set| set.data.is_some())
        || work.artifacts.iter().any(|artifact| artifact.path.is_some())
}

/// The problem of a `description.md` that takes too much to show. One in the record itself is among
/// the record's own checks.
fn costly_description(file: &RecordFile, text: Option<&str>) -> Option<Diagnostic> {
    let excess = markup::excess(text?)?;
    let problem = Diagnostic::error("markup", format!("the description cannot be shown: {excess}"));
    let place = file.folder.as_deref()?.join("description.md");
    Some(problem.in_file(place).hint("write it simpler, or shorter"))
}

/// `description.md` serves where the record itself has no description. Where it does not serve, a
/// warning.
fn add_description(
    file: &RecordFile,
    record: &mut Record,
    description: Option<String>,
) -> Option<Diagnostic> {
    let description = description?;
    let (message, hint) = match record {
        Record::Work(work) if work.description.is_none() => {
            work.description = Some(description);
            return None;
        }
        Record::Work(_) => (
            "this is not shown, because the record has a `description` of its own",
            "remove one of the two",
        ),
        Record::Person(_) | Record::Organization(_) => {
            ("this is not shown: people and organizations have no description", "remove it")
        }
    };
    let place = file.folder.as_deref()?.join("description.md");
    Some(Diagnostic::warning("unknown-file", message).in_file(place).hint(hint))
}

/// Tells whether anything that a record is read from has changed. Its place counts, because it
/// gives the record its kind and slug.
fn digest(file: &RecordFile, texts: &RecordTexts) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(file.file.as_os_str().as_encoded_bytes());
    // The texts no longer hold the passwords of which these tell.
    hasher.update(&(texts.passwords.len() as u64).to_le_bytes());
    let evidence = &texts.evidence;
    let others = [
        &texts.description,
        &evidence.online,
        &evidence.verification,
        &evidence.throughput,
        &evidence.verification_attestation,
        &evidence.throughput_attestation,
        &evidence.comparison,
        &evidence.comparison_attestation,
        &evidence.explanation,
        &evidence.explanation_attestation,
    ];
    for (language, text) in &texts.translated {
        hasher.update(&(language.len() as u64).to_le_bytes());
        hasher.update(language.as_bytes());
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    for text in [Some(&texts.yaml)].into_iter().chain(others.map(Option::as_ref)) {
        // The length keeps texts apart that would run together.
        let text = text.map_or("", String::as_str);
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    *hasher.finalize().as_bytes()
}
