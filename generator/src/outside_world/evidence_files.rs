//! Writing and reading the evidence that commands gather beside a record.

use std::fs;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::atomic_file;
use crate::diagnostic::Diagnostic;

/// Writes `evidence` to `evidence/NAME` below `folder`, whole or not at all.
pub fn write<T: Serialize>(folder: &Path, name: &str, evidence: &T) -> Result<(), Diagnostic> {
    let file = folder.join("evidence").join(name);
    let mut text = serde_json::to_vec_pretty(evidence)
        .map_err(|error| Diagnostic::error("evidence", error.to_string()).in_file(&file))?;
    text.push(b'\n');
    atomic_file::write(&file, &text)
}

/// What `evidence/NAME` below `folder` says; `None` where there is none, or none of this form.
pub fn read<T: DeserializeOwned>(folder: &Path, name: &str) -> Option<T> {
    serde_json::from_slice(&fs::read(folder.join("evidence").join(name)).ok()?).ok()
}
