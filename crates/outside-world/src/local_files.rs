//! The files that records describe and that lie beside them.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use super::checksum::{self, Digests};
use super::door::{self, Refused};
use faircat_catalog::Entry;
use faircat_catalog::checks::LARGEST_ARTIFACT;
use faircat_record::{Artifact, hosting};

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
    let file = described_file(root, entry.folder.as_deref()?, artifact.path.as_deref()?)?;
    let Digests { size, sha256, .. } = checksum::of_file(&file).ok()?;
    Some(FileFacts { file, size, sha256 })
}

/// The ordinary file `path` below `folder`, by its canonical path, unless it, or a folder on the way,
/// is a symbolic link.
pub fn local_file(root: &Path, folder: &Path, path: &str) -> Option<PathBuf> {
    door::file(root, &folder.join(path)).ok()?.canonicalize().ok()
}

/// As [`local_file`], unless it is larger than what is read to the end to be described: of that the
/// checks tell.
pub fn described_file(root: &Path, folder: &Path, path: &str) -> Option<PathBuf> {
    let file = local_file(root, folder, path)?;
    is_read_whole(file.metadata().ok()?.len()).then_some(file)
}

/// Whether a file of `size` bytes is read to its end, to be described or published.
const fn is_read_whole(size: u64) -> bool {
    size <= LARGEST_ARTIFACT
}

/// Size in bytes of the file `path` of a record.
pub fn size(root: &Path, folder: &Path, path: &str) -> Option<u64> {
    Some(local_file(root, folder, path)?.metadata().ok()?.len())
}

/// The bytes of the file `path` below `folder`, from the first to the last that was there when it was
/// opened, if they may be published as they are.
pub fn publishable(root: &Path, folder: &Path, path: &str) -> Option<io::Take<File>> {
    let (mut file, size) =
        door::open(root, &folder.join(path)).ok().filter(|(_, size)| is_read_whole(*size))?;
    let mut head = Vec::new();
    (&mut file).take(hosting::HEAD).read_to_end(&mut head).ok()?;
    hosting::judge(path, &head).ok()?;
    file.rewind().ok()?;
    Some(file.take(size))
}

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is not there, cannot be read, or is no ordinary file of the folder.
    Absent,
    /// It has this many bytes.
    TooLarge(u64),
}

/// The bytes of the file `path` below `folder`, at most `largest` of them.
pub fn read(root: &Path, folder: &Path, path: &str, largest: u64) -> Result<Vec<u8>, Unread> {
    door::read(root, &folder.join(path), largest).map_err(|refused| match refused {
        Refused::TooLarge { size, .. } => Unread::TooLarge(size),
        _ => Unread::Absent,
    })
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

/// Whether two folders hold the same files with the same bytes, links left aside.
pub fn are_same(one: &Path, other: &Path) -> bool {
    let (of_one, of_other) = (stamps(one), stamps(other));
    of_one.len() == of_other.len()
        && of_one.iter().zip(&of_other).all(|(a, b)| (&a.0, a.1) == (&b.0, b.1))
        && of_one.iter().all(|(path, ..)| same_bytes(&one.join(path), &other.join(path)))
}

fn same_bytes(one: &Path, other: &Path) -> bool {
    let digest = |file: &Path| checksum::of_file(file).ok().map(|it| it.sha256);
    digest(one).is_some_and(|it| Some(it) == digest(other))
}

fn collect_stamps(folder: &Path, prefix: &str, stamps: &mut Vec<(String, u64, u64)>) {
    let Ok(items) = std::fs::read_dir(folder) else { return };
    for item in items.flatten() {
        let path = format!("{prefix}{}", item.file_name().to_string_lossy());
        // What a link leads to is no file of this record.
        match item.metadata() {
            Ok(found) if found.is_dir() => {
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
