//! Reading a file of bounded size.

use std::io::{self, Read};
use std::path::Path;

use super::door::{self, Refused};
use faircat_record::diagnostic::Diagnostic;

/// The bytes of the ordinary file `file`, at most `limit`. Nothing is waited for, as for a pipe.
pub fn read(file: &Path, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    let (opened, _) = door::open_file(file).map_err(|refused| match refused {
        Refused::Unreadable(error) => unreadable(file, &error),
        other => other.diagnostic(file),
    })?;
    // One byte more tells whether there are too many: a file may grow while it is read.
    opened.take(limit + 1).read_to_end(&mut bytes).map_err(|error| unreadable(file, &error))?;
    if bytes.len() as u64 > limit {
        let message = format!("the file has more than {limit} bytes, the most that are read");
        return Err(Diagnostic::error("too-large", message).in_file(file));
    }
    Ok(bytes)
}

/// The diagnostic for a file that cannot be read.
pub fn unreadable(file: &Path, error: &io::Error) -> Diagnostic {
    // Systems and libraries have a word of their own for it.
    if error.kind() == io::ErrorKind::NotFound {
        return Refused::Absent.diagnostic(file);
    }
    Diagnostic::error("unreadable", format!("the file cannot be read: {error}"))
        .in_file(file)
        .hint("check the path and its permissions")
}
