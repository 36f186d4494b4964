//! The program itself, as a file.

use std::path::PathBuf;
use std::sync::OnceLock;

use super::memory_file;

/// Where it is not what this process was started as.
static FILE: OnceLock<PathBuf> = OnceLock::new();

/// Says that the program is the library `file` of another one's process.
pub fn is(file: PathBuf) {
    FILE.get_or_init(|| file);
}

/// Changes whenever the program does.
pub fn stamp() -> [u8; 16] {
    let file = FILE.get().cloned().map_or_else(std::env::current_exe, Ok);
    file.map_or([0; 16], |file| memory_file::stamp(&file))
}
