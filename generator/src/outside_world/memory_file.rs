//! Keeping what a build remembers in a file of the site's folder.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use super::local_files::time_of;

/// The bytes of `file`, where it exists.
pub fn read(file: &Path) -> Option<Vec<u8>> {
    fs::read(file).ok()
}

/// Writes `file` in one step, in a folder that version control ignores, as far as `write` says that
/// it is whole. Whoever fails to write it loses time at the next build and nothing else.
pub fn write(file: &Path, write: impl FnOnce(&mut BufWriter<File>) -> bool) {
    let Some(folder) = file.parent() else { return };
    if fs::create_dir_all(folder).is_err() {
        return;
    }
    let ignore = folder.join(".gitignore");
    if !ignore.exists() {
        drop(fs::write(ignore, "*\n"));
    }
    let new = file.with_extension("new");
    let Ok(opened) = File::create(&new) else { return };
    let mut writer = BufWriter::new(opened);
    if write(&mut writer) && writer.flush().is_ok() {
        drop(fs::rename(new, file));
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
