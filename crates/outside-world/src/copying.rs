//! Copies of files that whoever runs the program names.

use std::io::{self, Read, Write};
use std::path::Path;

use faircat_record::diagnostic::Diagnostic;
use sha2::{Digest, Sha256};

use super::atomic_file::{self, unwritable};
use super::bounded_file::unreadable;
use super::door::{self, Refused};

/// The first bytes of the ordinary file `file`, at most `most`.
pub fn head(file: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (opened, _) = door::open_file(file).map_err(Refused::into_io)?;
    let mut head = Vec::new();
    opened.take(most).read_to_end(&mut head)?;
    Ok(head)
}

/// Copies `file` to `to`, whole or not at all, as far as it reached when it was opened and at most
/// `limit` bytes; SHA-256 of the copy, 64 hexadecimal digits in lower case.
pub fn copy(file: &Path, to: &Path, limit: u64) -> Result<String, Diagnostic> {
    let unread = |error: io::Error| unreadable(file, &error);
    let (opened, length) =
        door::open_file(file).map_err(|refused| unread(Refused::into_io(refused)))?;
    let mut reader = opened.take(length.min(limit));
    let mut staged = atomic_file::stage(to)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = reader.read(&mut buffer).map_err(unread)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
        staged.write_all(&buffer[..read]).map_err(|error| unwritable(to, &error))?;
    }
    atomic_file::finish(staged, to)?;
    Ok(hex::encode(hasher.finalize()))
}
