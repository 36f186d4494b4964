//! Finding and reading the files of a catalogue.
//!
//! A record is `<folder>/<slug>/record.yaml` or `<folder>/<slug>.yaml`. Everything else that
//! belongs to it lies in `<folder>/<slug>/`: `description.md`, artifacts, `evidence/`.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::catalog::RecordFile;
use crate::diagnostic::Diagnostic;
use crate::evidence::Evidence;
use crate::record::Kind;
use crate::record::reading::LARGEST_RECORD;

/// The texts that make one record.
#[derive(Debug, Default)]
pub struct RecordTexts {
    pub yaml: String,
    /// `description.md`, where it exists.
    pub description: Option<String>,
    pub evidence: EvidenceTexts,
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
}

/// Every record below `root`, sorted by kind and slug.
pub fn list_records(root: &Path) -> (Vec<RecordFile>, Vec<Diagnostic>) {
    let mut records = Vec::new();
    let mut diagnostics = Vec::new();
    if !root.join("catalog").is_dir() {
        diagnostics.push(
            Diagnostic::error("no-catalog", "there is no folder `catalog`")
                .in_file("catalog")
                .hint("run faircat in the folder that holds `catalog/`, or name that folder with --root"),
        );
        return (records, diagnostics);
    }
    for kind in Kind::ALL {
        let folder = Path::new("catalog").join(kind.folder());
        match list_kind(root, &folder, kind, &mut diagnostics) {
            Ok(found) => records.extend(found),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => diagnostics.push(unreadable(&folder, &error)),
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
    let mut folders = HashSet::new();
    let mut files = Vec::new();
    for item in fs::read_dir(root.join(folder))? {
        let item = item?;
        let Ok(name) = item.file_name().into_string() else {
            let path = folder.join(item.file_name());
            diagnostics.push(
                Diagnostic::error("file-name", "the file's name is not valid UTF-8").in_file(path),
            );
            continue;
        };
        // A symbolic link is followed here and must stay within the catalogue for its artifacts.
        let file_type = item.file_type()?;
        let is_folder = file_type.is_dir() || (file_type.is_symlink() && item.path().is_dir());
        if is_folder {
            folders.insert(name);
        } else if let Some(slug) = name.strip_suffix(".yaml") {
            files.push((slug.to_owned(), folder.join(&name)));
        } else if name.ends_with(".yml") {
            diagnostics.push(
                Diagnostic::warning("file-extension", "a record's file name ends in `.yaml`")
                    .in_file(folder.join(&name))
                    .hint("rename the file"),
            );
        }
    }
    let mut records: Vec<RecordFile> = files
        .into_iter()
        .map(|(slug, file)| {
            let own = folders.contains(&slug).then(|| folder.join(&slug));
            RecordFile { kind, slug, file, folder: own }
        })
        .collect();
    #[expect(clippy::iter_over_hash_type, reason = "the records are sorted below")]
    for slug in folders {
        let own = folder.join(&slug);
        let file = own.join("record.yaml");
        if root.join(&file).is_file() {
            records.push(RecordFile { kind, slug, file, folder: Some(own) });
        }
    }
    records.sort_by(|a, b| (&a.slug, &a.file).cmp(&(&b.slug, &b.file)));
    Ok(records)
}

/// Reads the texts of `record`.
pub fn read_texts(root: &Path, record: &RecordFile) -> Result<RecordTexts, Diagnostic> {
    let mut texts = RecordTexts { yaml: read_text(root, &record.file)?, ..RecordTexts::default() };
    if let Some(folder) = &record.folder {
        texts.description = read_optional(root, &folder.join("description.md"))?;
        let evidence = folder.join("evidence");
        if root.join(&evidence).is_dir() {
            texts.evidence = EvidenceTexts {
                online: read_optional(root, &evidence.join("online.json"))?,
                verification: read_optional(root, &evidence.join("verification.json"))?,
                throughput: read_optional(root, &evidence.join("throughput.json"))?,
                verification_attestation: read_optional(
                    root,
                    &evidence.join("verification.attestation.json"),
                )?,
                throughput_attestation: read_optional(
                    root,
                    &evidence.join("throughput.attestation.json"),
                )?,
            };
        }
    }
    Ok(texts)
}

/// The evidence in `texts`, which were read from the folder of `record`.
pub fn read_evidence(record: &RecordFile, texts: &EvidenceTexts) -> Result<Evidence, Diagnostic> {
    let online: Option<Evidence> =
        parse_evidence(record, "online.json", "check --online", texts.online.as_deref())?;
    Ok(Evidence {
        verification: parse_evidence(
            record,
            "verification.json",
            "verify",
            texts.verification.as_deref(),
        )?,
        throughput: parse_evidence(
            record,
            "throughput.json",
            "bench --save",
            texts.throughput.as_deref(),
        )?,
        ..online.unwrap_or_default()
    })
}

/// What `text` of the evidence file `name` says; `command` writes such files.
fn parse_evidence<T: serde::de::DeserializeOwned>(
    record: &RecordFile,
    name: &str,
    command: &str,
    text: Option<&str>,
) -> Result<Option<T>, Diagnostic> {
    text.map(serde_json::from_str).transpose().map_err(|error| {
        let folder = record.folder.clone().unwrap_or_default();
        Diagnostic::error("evidence", format!("the evidence cannot be read: {error}"))
            .in_file(folder.join("evidence").join(name))
            .hint(format!("delete the file and run `faircat {command}`"))
    })
}

fn read_optional(root: &Path, file: &Path) -> Result<Option<String>, Diagnostic> {
    if root.join(file).is_file() { read_text(root, file).map(Some) } else { Ok(None) }
}

/// Reads a text file of at most [`LARGEST_RECORD`] bytes.
pub fn read_text(root: &Path, file: &Path) -> Result<String, Diagnostic> {
    let path = root.join(file);
    let size = fs::metadata(&path).map_err(|error| unreadable(file, &error))?.len();
    if size > LARGEST_RECORD {
        let message = format!("the file has {size} bytes; at most {LARGEST_RECORD} are read");
        return Err(Diagnostic::error("too-large", message)
            .in_file(file)
            .hint("keep data in artifacts, beside the record"));
    }
    let bytes = fs::read(&path).map_err(|error| unreadable(file, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let line =
            error.as_bytes()[..error.utf8_error().valid_up_to()].split(|&b| b == b'\n').count();
        Diagnostic::error("not-utf8", format!("the file is not valid UTF-8 from line {line} on"))
            .in_file(file)
            .hint("save the file as UTF-8")
    })
}

fn unreadable(file: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unreadable", format!("the file cannot be read: {error}")).in_file(file)
}
