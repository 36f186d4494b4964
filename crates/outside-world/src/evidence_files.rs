//! Writing and reading the evidence that commands gather beside a record.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::atomic_file;
use super::door::{self, Refused};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::reading::LARGEST_RECORD;

/// Writes `evidence` to `evidence/NAME` below `folder`, whole or not at all.
///
/// `folder` is a record's own, `ROOT/catalog/KIND/SLUG`. Where it, or its `evidence/`, is a symbolic
/// link nothing is written: what that leads to is no part of the record.
pub fn write<T: Serialize>(folder: &Path, name: &str, evidence: &T) -> Result<(), Diagnostic> {
    let file = folder.join("evidence").join(name);
    refuse_links(folder)?;
    let mut text = serde_json::to_vec_pretty(evidence)
        .map_err(|error| Diagnostic::error("evidence", error.to_string()).in_file(&file))?;
    text.push(b'\n');
    atomic_file::write(&file, &text)
}

/// An error where `folder`, a record's own, or its `evidence/` is a symbolic link.
pub(super) fn refuse_links(folder: &Path) -> Result<(), Diagnostic> {
    let (root, own) = below_root(folder);
    match door::folder(root, &own.join("evidence")) {
        Ok(()) | Err(Refused::Absent) => Ok(()),
        Err(refused) => Err(refused.diagnostic(&own.join("evidence"))),
    }
}

/// What `evidence/NAME` below `folder` says; `None` where there is none, or none of this form.
pub fn read<T: DeserializeOwned>(folder: &Path, name: &str) -> Option<T> {
    serde_json::from_slice(&text(folder, name)?).ok()
}

/// The bytes of `evidence/NAME` below `folder`; `None` where there is none, or none that is read.
pub fn text(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let (root, own) = below_root(folder);
    door::read(root, &own.join("evidence").join(name), LARGEST_RECORD).ok()
}

/// The root of the catalogue to which the record's `folder` belongs, and the way down from there.
fn below_root(folder: &Path) -> (&Path, PathBuf) {
    let root = folder.ancestors().nth(3).unwrap_or(Path::new(""));
    (root, folder.strip_prefix(root).unwrap_or(folder).to_owned())
}
