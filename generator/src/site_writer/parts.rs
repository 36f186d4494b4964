//! Files of a site that are written, and read again, part by part.

use std::fs::File;
use std::io::Write;
use std::os::unix::fs::FileExt;

use crate::diagnostic::Diagnostic;

/// A file of the new site, which grows at its end.
#[derive(Debug)]
pub struct Growing {
    file: File,
    /// In the site.
    path: String,
}

/// A file of the present site.
#[derive(Debug)]
pub struct Present(File);

impl Growing {
    pub(super) fn new(file: File, path: &str) -> Growing {
        Growing { file, path: path.to_owned() }
    }

    pub fn append(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.file.write_all(bytes).map_err(|error| {
            let message = format!("`{}` cannot be written: {error}", self.path);
            Diagnostic::error("output", message)
        })
    }
}

impl Present {
    pub(super) fn new(file: File) -> Present {
        Present(file)
    }

    /// The bytes from `start` on, `length` of them; `None` where the file does not reach so far.
    /// Threads may read at once.
    pub fn part(&self, (start, length): (u64, u64)) -> Option<Vec<u8>> {
        let size = self.0.metadata().ok()?.len();
        if start.checked_add(length)? > size {
            return None;
        }
        let mut bytes = vec![0; usize::try_from(length).ok()?];
        self.0.read_exact_at(&mut bytes, start).ok()?;
        Some(bytes)
    }
}
