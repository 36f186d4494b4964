//! Facts about the files in a record's own folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::catalog::checks::{FileState, OwnFiles};

/// The files of one record.
#[derive(Debug)]
pub struct RecordFolder {
    /// The folder `catalog`, which no link may leave.
    pub catalog: PathBuf,
    /// The record's own folder.
    pub folder: PathBuf,
}

impl OwnFiles for RecordFolder {
    fn state(&self, path: &str) -> FileState {
        let path = self.folder.join(path);
        let Ok(real) = fs::canonicalize(&path) else { return FileState::Missing };
        if !fs::canonicalize(&self.catalog).is_ok_and(|catalog| real.starts_with(catalog)) {
            return FileState::Outside;
        }
        match fs::metadata(&real) {
            Ok(metadata) if metadata.is_file() => FileState::File(metadata.len()),
            Ok(_) => FileState::NoFile,
            Err(_) => FileState::Missing,
        }
    }

    fn sha256(&self, path: &str) -> Option<String> {
        hash(&self.folder.join(path)).ok()
    }
}

fn hash(path: &Path) -> io::Result<String> {
    let mut file = fs::File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match io::Read::read(&mut file, &mut buffer)? {
            0 => break,
            length => hasher.update(&buffer[..length]),
        }
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
