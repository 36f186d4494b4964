//! The files that records describe and that lie beside them.

use std::path::{Path, PathBuf};

use super::checksum::{self, Digests};
use crate::catalog::Entry;
use crate::record::Artifact;

/// What a local file really is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// Where it lies.
    pub file: PathBuf,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the bytes, 64 hexadecimal digits in lower case.
    pub sha256: String,
}

/// The facts about `artifact`, if it is a local file that exists within the record's folder.
pub fn facts(root: &Path, entry: &Entry, artifact: &Artifact) -> Option<FileFacts> {
    let file = local_file(root, entry.folder.as_deref()?, artifact.path.as_deref()?)?;
    let Digests { size, sha256, .. } = checksum::of_file(&file).ok()?;
    Some(FileFacts { file, size, sha256 })
}

/// The file `path` below `folder`, unless it, or a link on the way, leads out of that folder.
pub fn local_file(root: &Path, folder: &Path, path: &str) -> Option<PathBuf> {
    let folder = root.join(folder).canonicalize().ok()?;
    let file = folder.join(path).canonicalize().ok()?;
    (file.starts_with(&folder) && file.is_file()).then_some(file)
}

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is not there, cannot be read, or leads out of the folder.
    Absent,
    /// It has this many bytes.
    TooLarge(u64),
}

/// The bytes of the file `path` below `folder`, at most `largest` of them.
pub fn read(root: &Path, folder: &Path, path: &str, largest: u64) -> Result<Vec<u8>, Unread> {
    let file = local_file(root, folder, path).ok_or(Unread::Absent)?;
    let size = std::fs::metadata(&file).map_err(|_| Unread::Absent)?.len();
    if size > largest {
        return Err(Unread::TooLarge(size));
    }
    std::fs::read(&file).map_err(|_| Unread::Absent)
}

/// Path, size in bytes and time of change in nanoseconds of every file below `folder`, sorted.
///
/// They tell whether a file may have changed without reading it.
pub fn stamps(folder: &Path) -> Vec<(String, u64, u64)> {
    let mut stamps = Vec::new();
    collect_stamps(folder, "", &mut stamps);
    stamps.sort();
    stamps
}

fn collect_stamps(folder: &Path, prefix: &str, stamps: &mut Vec<(String, u64, u64)>) {
    let Ok(items) = std::fs::read_dir(folder) else { return };
    for item in items.flatten() {
        let path = format!("{prefix}{}", item.file_name().to_string_lossy());
        match std::fs::metadata(item.path()) {
            // A link may lead back up; what it leads to is no file of this record.
            Ok(found) if found.is_dir() && !item.path().is_symlink() => {
                collect_stamps(&item.path(), &format!("{path}/"), stamps);
            }
            Ok(found) if found.is_file() => stamps.push((path, found.len(), time_of(&found))),
            _ => {}
        }
    }
}

/// Time of change, in nanoseconds since 1970; 0 where the system knows none.
pub fn time_of(metadata: &std::fs::Metadata) -> u64 {
    let since =
        metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or(0, |since| since.as_nanos() as u64)
}
