//! Finding and reading the files of a catalogue.
//!
//! A record is `<folder>/<slug>/record.yaml` or `<folder>/<slug>.yaml`. Everything else that
//! belongs to it lies in `<folder>/<slug>/`: `description.md`, artifacts, `evidence/`.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::door::{self, Refused};
use super::unread_files;
use faircat_catalog::RecordFile;
use faircat_catalog::evidence::Evidence;
use faircat_record::Kind;
use faircat_record::credentials;
use faircat_record::diagnostic::{Diagnostic, Location, MOST_OF_A_FILE};
use faircat_record::language::is_tag;
use faircat_record::reading::LARGEST_RECORD;

/// Most descriptions in further languages that a record has.
const MOST_TRANSLATIONS: usize = 200;

/// The texts that make one record.
#[derive(Debug, Default)]
pub struct RecordTexts {
    pub yaml: String,
    /// `description.md`, where it exists.
    pub description: Option<String>,
    /// Each `description.<language>.md`, by its language.
    pub translated: Vec<(String, String)>,
    pub evidence: EvidenceTexts,
    /// Warnings of passwords, which the texts no longer hold.
    pub passwords: Vec<Diagnostic>,
    /// Warnings of files in its folder that their names or their state keep from being read.
    pub unread: Vec<Diagnostic>,
}

/// The files of evidence in the record's folder, where they exist.
#[derive(Debug, Default)]
pub struct EvidenceTexts {
    /// `evidence/online.json`.
    pub online: Option<String>,
    /// `evidence/verification.json`.
    pub verification: Option<String>,
    /// `evidence/throughput.json`.
    pub throughput: Option<String>,
    /// `evidence/verification.attestation.json`.
    pub verification_attestation: Option<String>,
    /// `evidence/throughput.attestation.json`.
    pub throughput_attestation: Option<String>,
    /// `evidence/comparison.json`.
    pub comparison: Option<String>,
    /// `evidence/comparison.attestation.json`.
    pub comparison_attestation: Option<String>,
    /// `evidence/explanation.json`.
    pub explanation: Option<String>,
    /// `evidence/explanation.attestation.json`.
    pub explanation_attestation: Option<String>,
}

/// Whether there are records below `root`, or could be.
pub fn exists(root: &Path) -> bool {
    root.join("catalog").is_dir()
}

/// Every record below `root`, sorted by kind and slug.
pub fn list_records(root: &Path) -> (Vec<RecordFile>, Vec<Diagnostic>) {
    let mut records = Vec::new();
    let mut diagnostics = Vec::new();
    if !exists(root) {
        diagnostics.push(
            Diagnostic::error("no-catalog", "there is no folder `catalog`")
                .in_file("catalog")
                .hint("run faircat in the folder that holds `catalog/`, or name that folder with --root"),
        );
        return (records, diagnostics);
    }
    unread_files::beside_kinds(root, &mut diagnostics);
    for kind in Kind::ALL {
        let folder = Path::new("catalog").join(kind.folder());
        let listed = door::folder(root, &folder)
            .and_then(|()| Ok(list_kind(root, &folder, kind, &mut diagnostics)?));
        match listed {
            Ok(found) => records.extend(found),
            Err(Refused::Absent) => {}
            Err(Refused::NoFile) => diagnostics.push(unread_files::no_folder(&folder)),
            Err(refused) => diagnostics.push(refused.diagnostic(&folder)),
        }
    }
    (records, diagnostics)
}

fn list_kind(
    root: &Path,
    folder: &Path,
    kind: Kind,
    diagnostics: &mut Vec<Diagnostic>,
) -> io::Result<Vec<RecordFile>> {
    let mut folders = BTreeSet::new();
    let mut slugs = BTreeSet::new();
    for item in fs::read_dir(root.join(folder))? {
        let item = item?;
        let path = folder.join(item.file_name());
        let Ok(name) = item.file_name().into_string() else {
            diagnostics.push(
                Diagnostic::error("file-name", "the file's name is not valid UTF-8").in_file(path),
            );
            continue;
        };
        let file_type = item.file_type()?;
        if name.starts_with('.') {
            continue;
        }
        match name.strip_suffix(".yaml") {
            _ if file_type.is_dir() => drop(folders.insert(name)),
            Some(slug) => drop(slugs.insert(slug.to_owned())),
            None if file_type.is_symlink() => {
                diagnostics.push(Refused::Link(path.clone()).diagnostic(&path));
            }
            None => diagnostics.extend(unread_files::beside_records(&path, &name)),
        }
    }
    let flat = slugs.iter().map(|slug| {
        let own = folders.contains(slug).then(|| folder.join(slug));
        RecordFile {
            kind,
            slug: slug.clone(),
            file: folder.join(format!("{slug}.yaml")),
            folder: own,
        }
    });
    let mut records: Vec<RecordFile> = flat.collect();
    for slug in folders {
        let own = folder.join(&slug);
        let file = own.join("record.yaml");
        // A link or a device in its place is read, and refused, as a record.
        if root.join(&file).symlink_metadata().is_ok() {
            records.push(RecordFile { kind, slug, file, folder: Some(own) });
        } else {
            let described = slugs.contains(&slug);
            diagnostics.extend(unread_files::without_record(root, &own, described));
        }
    }
    records.sort_by(|a, b| (&a.slug, &a.file).cmp(&(&b.slug, &b.file)));
    Ok(records)
}

/// Reads the texts of `record`.
pub fn read_texts(root: &Path, record: &RecordFile) -> Result<RecordTexts, Diagnostic> {
    let mut passwords = Vec::new();
    let yaml = without_passwords(read_text(root, &record.file)?, &record.file, &mut passwords);
    let mut texts = RecordTexts { yaml, ..RecordTexts::default() };
    if let Some(folder) = &record.folder {
        let file = folder.join("description.md");
        texts.description =
            read_optional(root, &file)?.map(|text| without_passwords(text, &file, &mut passwords));
        for (language, name) in translated_descriptions(&root.join(folder)) {
            let file = folder.join(name);
            let text = without_passwords(read_text(root, &file)?, &file, &mut passwords);
            texts.translated.push((language, text));
        }
        texts.unread = unread_files::in_record_folder(root, folder, &texts.yaml);
        texts.evidence = read_evidence_texts(root, &folder.join("evidence"), &mut texts.unread);
    }
    texts.passwords = passwords;
    Ok(texts)
}

/// The files `description.<language>.md` in `folder`, with their languages.
fn translated_descriptions(folder: &Path) -> Vec<(String, String)> {
    let names = unread_files::sorted_names(folder).into_iter();
    let found = names.filter_map(|name| Some((translated_into(&name)?.to_owned(), name)));
    found.take(MOST_TRANSLATIONS).collect()
}

/// The language of which the file `name` has a description.
pub fn translated_into(name: &str) -> Option<&str> {
    let tag = name.strip_prefix("description.")?.strip_suffix(".md")?;
    is_tag(tag).then_some(tag)
}

/// The texts of evidence in `folder`. What cannot be read is told, and not used: the record itself
/// says nothing wrong.
fn read_evidence_texts(root: &Path, folder: &Path, unread: &mut Vec<Diagnostic>) -> EvidenceTexts {
    let problem = match door::folder(root, folder) {
        Ok(()) => None,
        Err(Refused::Absent) => return EvidenceTexts::default(),
        Err(Refused::NoFile) => Some(unread_files::no_folder(folder)),
        Err(refused) => Some(refused.diagnostic(folder)),
    };
    if let Some(problem) = problem {
        unread.push(unused(problem));
        return EvidenceTexts::default();
    }
    let mut read = |name: &str| match read_optional(root, &folder.join(name)) {
        Ok(text) => text.map(|text| credentials::hidden(&text).into_owned()),
        Err(problem) => {
            unread.push(unused(problem));
            None
        }
    };
    EvidenceTexts {
        online: read("online.json"),
        verification: read("verification.json"),
        throughput: read("throughput.json"),
        verification_attestation: read("verification.attestation.json"),
        throughput_attestation: read("throughput.attestation.json"),
        comparison: read("comparison.json"),
        comparison_attestation: read("comparison.attestation.json"),
        explanation: read("explanation.json"),
        explanation_attestation: read("explanation.attestation.json"),
    }
}

/// The warning of evidence that cannot be read because of `problem`.
fn unused(problem: Diagnostic) -> Diagnostic {
    let message = format!("the evidence cannot be read and is not used: {}", problem.message);
    let Diagnostic { location, hint, .. } = problem;
    Diagnostic { location, hint, ..Diagnostic::warning("refused-evidence", message) }
}

/// `text` of `file` without the passwords of its addresses, of which the warnings tell.
fn without_passwords(text: String, file: &Path, warnings: &mut Vec<Diagnostic>) -> String {
    let places = credentials::places(&text, MOST_OF_A_FILE);
    if places.is_empty() {
        return text;
    }
    let file = std::sync::Arc::new(file.to_owned());
    warnings.extend(places.into_iter().map(|(line, column)| {
        Diagnostic::warning("password", "an address holds a name or password, which is left out")
            .at(Location { file: std::sync::Arc::clone(&file), line, column, length: 1 })
            .hint("remove it here and change the password: whoever saw the record has it")
    }));
    credentials::hidden(&text).into_owned()
}

/// The evidence in `texts`, which were read from the folder of `record`; and what is said of texts
/// that are none, which are not used.
pub fn read_evidence(record: &RecordFile, texts: &EvidenceTexts) -> (Evidence, Vec<Diagnostic>) {
    let mut said = Vec::new();
    let online: Option<Evidence> = parse_evidence(
        record,
        ("online.json", "check --online"),
        texts.online.as_deref(),
        &mut said,
    );
    let verification = parse_evidence(
        record,
        ("verification.json", "verify"),
        texts.verification.as_deref(),
        &mut said,
    );
    let throughput = parse_evidence(
        record,
        ("throughput.json", "bench --save"),
        texts.throughput.as_deref(),
        &mut said,
    );
    let comparison = parse_evidence(
        record,
        ("comparison.json", "compare"),
        texts.comparison.as_deref(),
        &mut said,
    );
    let explanation = parse_evidence(
        record,
        ("explanation.json", "explain"),
        texts.explanation.as_deref(),
        &mut said,
    );
    let evidence = Evidence {
        verification,
        throughput,
        comparison,
        explanation,
        ..online.unwrap_or_default()
    };
    (evidence, said)
}

/// What `text` of the evidence file `name` says; `command` writes such files.
fn parse_evidence<T: serde::de::DeserializeOwned>(
    record: &RecordFile,
    (name, command): (&str, &str),
    text: Option<&str>,
    said: &mut Vec<Diagnostic>,
) -> Option<T> {
    match text.map(serde_json::from_str).transpose() {
        Ok(found) => found,
        Err(error) => {
            let folder = record.folder.clone().unwrap_or_default();
            let message = format!("the evidence cannot be read and is not used: {error}");
            let problem = Diagnostic::warning("refused-evidence", message)
                .in_file(folder.join("evidence").join(name))
                .hint(format!("delete the file and run `faircat {command}`"));
            said.push(problem);
            None
        }
    }
}

fn read_optional(root: &Path, file: &Path) -> Result<Option<String>, Diagnostic> {
    match door::read(root, file, LARGEST_RECORD) {
        Ok(bytes) => text_of(bytes, file).map(Some),
        Err(Refused::Absent) => Ok(None),
        Err(refused) => Err(refused.diagnostic(file)),
    }
}

/// Reads a text file of at most [`LARGEST_RECORD`] bytes, which lies below `root` in real folders.
pub fn read_text(root: &Path, file: &Path) -> Result<String, Diagnostic> {
    let bytes = door::read(root, file, LARGEST_RECORD);
    text_of(bytes.map_err(|refused| refused.diagnostic(file))?, file)
}

fn text_of(bytes: Vec<u8>, file: &Path) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|error| {
        let line =
            error.as_bytes()[..error.utf8_error().valid_up_to()].split(|&b| b == b'\n').count();
        Diagnostic::error("not-utf8", format!("the file is not valid UTF-8 from line {line} on"))
            .in_file(file)
            .hint("save the file as UTF-8")
    })
}
