//! The folder of a record that has none.

use super::{FileState, OwnFiles};

/// A record's folder without files.
pub struct NoFiles;

impl OwnFiles for NoFiles {
    fn state(&self, _: &str) -> FileState {
        FileState::Missing
    }

    fn checksum(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}
