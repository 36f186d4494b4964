//! Keeping what a build remembers in a file of the site's folder.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use super::atomic_file;
use super::local_files::time_of;
use super::memory_key;

/// Bytes of the digest at the end of a file.
const DIGEST: usize = blake3::OUT_LEN;

/// The bytes of `file`, where it is there and is as this user's builds wrote it: what a disk that errs,
/// or somebody else, made of it must not be published.
pub fn read(file: &Path) -> Option<Vec<u8>> {
    let key = memory_key::key()?;
    if !is_own_folder(file.parent()?) || !fs::symlink_metadata(file).is_ok_and(|it| it.is_file()) {
        return None;
    }
    let mut bytes = fs::read(file).ok()?;
    let digest = bytes.split_off(bytes.len().checked_sub(DIGEST)?);
    (blake3::keyed_hash(key, &bytes).as_bytes().as_slice() == digest).then_some(bytes)
}

/// Whether `folder` is one, and no link to a folder elsewhere.
fn is_own_folder(folder: &Path) -> bool {
    fs::symlink_metadata(folder).is_ok_and(|it| it.is_dir())
}

/// A file under construction.
pub struct Writer {
    file: BufWriter<NamedTempFile>,
    hasher: blake3::Hasher,
}

impl io::Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes `file` in one step, in a folder that version control ignores, as far as `write` says that
/// it is whole. Whoever fails to write it loses time at the next build and nothing else.
pub fn write(file: &Path, write: impl FnOnce(&mut Writer) -> bool) {
    let Some(folder) = file.parent() else { return };
    let Some(key) = memory_key::key() else { return };
    if fs::create_dir_all(folder).is_err() || !is_own_folder(folder) {
        return;
    }
    // Where there is one already, or a link that leads elsewhere, it stays.
    let ignore = OpenOptions::new().write(true).create_new(true).open(folder.join(".gitignore"));
    drop(ignore.and_then(|mut file| file.write_all(b"*\n")));
    let Ok(staged) = atomic_file::stage(file) else { return };
    let mut writer =
        Writer { file: BufWriter::new(staged), hasher: blake3::Hasher::new_keyed(key) };
    if !write(&mut writer) {
        return;
    }
    let digest = writer.hasher.finalize();
    if writer.file.write_all(digest.as_bytes()).is_ok()
        && let Ok(staged) = writer.file.into_inner()
    {
        drop(atomic_file::finish(staged, file));
    }
}

/// Size and time of change of `file`; zeros where it does not exist.
pub fn stamp(file: &Path) -> [u8; 16] {
    let mut stamp = [0; 16];
    if let Ok(metadata) = fs::metadata(file) {
        stamp[..8].copy_from_slice(&metadata.len().to_le_bytes());
        stamp[8..].copy_from_slice(&time_of(&metadata).to_le_bytes());
    }
    stamp
}
