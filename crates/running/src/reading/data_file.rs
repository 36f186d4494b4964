//! Opening a file of data: an ordinary one, read as far as it reached when it was opened.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Take};
use std::path::Path;
use std::rc::Rc;

use crate::data_error::DataError;

/// Opens `path` and says how many bytes it has.
///
/// Errors: it cannot be read, or is a device, a pipe or a folder, whose end nobody knows.
#[allow(
    clippy::disallowed_methods,
    reason = "this is where data files are opened, which a user names"
)]
pub(super) fn open(path: &Path) -> Result<(File, u64), DataError> {
    let found = fs::metadata(path).map_err(DataError::Unreadable)?;
    if !found.is_file() {
        return Err(DataError::NoFile);
    }
    let file = File::open(path).map_err(DataError::Unreadable)?;
    Ok((file, found.len()))
}

/// A text file that is read record by record, none of which may be longer than allowed.
pub(super) struct Records {
    file: BufReader<Take<File>>,
    /// Bytes that may still come before a record ends.
    left: Rc<Cell<u64>>,
}

/// Tells [`Records`] that a record has ended.
pub(super) struct Budget {
    left: Rc<Cell<u64>>,
    longest: u64,
}

impl Budget {
    pub(super) fn renew(&self) {
        self.left.set(self.longest);
    }
}

impl Records {
    /// `path`, of whose records none has more than `longest` bytes.
    pub(super) fn open(path: &Path, longest: u64) -> Result<(Records, Budget), DataError> {
        let (file, size) = open(path)?;
        let left = Rc::new(Cell::new(longest));
        let records = Records { file: BufReader::new(file.take(size)), left: Rc::clone(&left) };
        Ok((records, Budget { left, longest }))
    }
}

impl Read for Records {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let left = self.left.get().checked_sub(read as u64);
        self.left.set(left.ok_or_else(|| io::Error::other("a row of it is too long"))?);
        Ok(read)
    }
}
