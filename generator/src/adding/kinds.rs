//! Of which files records are made, and how.

use std::path::Path;

use super::{Content, Described, model_files};
use crate::diagnostic::Diagnostic;
use crate::record::Kind;
use crate::running::data_error::DataError;
use crate::running::reading::describing;

/// A kind of file of which records are made.
pub(super) struct FileKind {
    pub(super) endings: &'static [&'static str],
    pub(super) kind: Kind,
    /// Short name, as artifacts have it.
    pub(super) format: &'static str,
    pub(super) media_type: &'static str,
    pub(super) describe: fn(&Path) -> Described,
}

const MODEL: Kind = Kind::Model;
const DATA: Kind = Kind::Dataset;

#[rustfmt::skip]
const KINDS: [FileKind; 9] = [
    FileKind { endings: &["onnx"], kind: MODEL, format: "ONNX", media_type: "application/onnx", describe: model_files::onnx },
    FileKind { endings: &["safetensors"], kind: MODEL, format: "safetensors", media_type: "application/safetensors", describe: model_files::safetensors },
    FileKind { endings: &["pt", "pth"], kind: MODEL, format: "PyTorch", media_type: "application/octet-stream", describe: model_files::pytorch },
    FileKind { endings: &["csv"], kind: DATA, format: "CSV", media_type: "text/csv", describe: data },
    FileKind { endings: &["parquet"], kind: DATA, format: "Parquet", media_type: "application/vnd.apache.parquet", describe: data },
    FileKind { endings: &["h5", "hdf5"], kind: DATA, format: "HDF5", media_type: "application/x-hdf5", describe: data },
    FileKind { endings: &["npz"], kind: DATA, format: "npz", media_type: "application/x-npz", describe: data },
    FileKind { endings: &["npy"], kind: DATA, format: "npy", media_type: "application/x-npy", describe: data },
    FileKind { endings: &["root"], kind: DATA, format: "ROOT", media_type: "application/vnd.root", describe: data },
];

/// Endings of the names of files of which records are made, in small letters.
pub fn known_endings() -> impl Iterator<Item = &'static str> {
    KINDS.iter().flat_map(|it| it.endings.iter().copied())
}

/// Endings of the names of files of which records are made, in words.
pub fn endings() -> String {
    let all: Vec<String> =
        KINDS.iter().flat_map(|it| it.endings).map(|ending| format!(".{ending}")).collect();
    all.join(", ")
}

pub(super) fn kind_of(file: &Path) -> Option<&'static FileKind> {
    let ending = file.extension()?.to_str()?.to_ascii_lowercase();
    KINDS.iter().find(|it| it.endings.contains(&ending.as_str()))
}

fn data(file: &Path) -> Described {
    let found = describing::describe(file).map_err(|error| of_data(file, &error))?;
    let describing::DataFile { fields, rows, facts, unread } = found;
    Ok(Content { fields, rows, facts, unread, ..Content::default() })
}

pub(super) fn of_data(file: &Path, error: &DataError) -> Box<Diagnostic> {
    let problem = Diagnostic::error(error.code(), error.to_string());
    Box::new(problem.in_file(file).hint(error.hint()))
}
