//! The program itself, as a file.

use super::memory_file;

/// Changes whenever the program does.
pub fn stamp() -> [u8; 16] {
    std::env::current_exe().map_or([0; 16], |file| memory_file::stamp(&file))
}
