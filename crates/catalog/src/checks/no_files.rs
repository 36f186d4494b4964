//! The folder of a record that has none.

use faircat_inference::tensor::Data;

use super::{Arrays, FileState, OwnFiles};

/// A record's folder without files.
pub struct NoFiles;

impl OwnFiles for NoFiles {
    fn state(&self, _: &str) -> FileState {
        FileState::Missing
    }

    fn head(&self, _: &str, _: u64) -> Vec<u8> {
        Vec::new()
    }

    fn checksum(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn arrays(&self, _: &str) -> Result<Arrays, String> {
        Err("there is no file".to_owned())
    }

    fn numbers(
        &self,
        _: &str,
        _: &dyn Fn(&str) -> bool,
        _: &mut dyn FnMut(&str, &Data),
    ) -> Result<(), String> {
        Err("there is no file".to_owned())
    }
}
