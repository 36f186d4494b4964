//! One output, one writer.
//!
//! Two builds that assemble a site in the same place would leave a torn one. The system gives the
//! lock of a program that was killed to the next, so none is ever left behind.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::{beside, cannot};
use crate::diagnostic::Diagnostic;
use crate::outside_world::artifact_cache::same_file;

/// How long another build is waited for.
const PATIENCE: Duration = Duration::from_secs(600);
const PAUSE: Duration = Duration::from_millis(50);

/// The right to write a site; given back when it is dropped.
#[derive(Debug)]
pub struct OutputLock {
    file: PathBuf,
    _held: File,
}

impl OutputLock {
    /// Takes the lock of the site in `out`. `waiting` is called where another build has it.
    ///
    /// Errors: where it is not to be had in ten minutes, or the folder beside `out` cannot be
    /// written.
    pub fn take(out: &Path, waiting: &dyn Fn()) -> Result<OutputLock, Diagnostic> {
        let file = beside(out, ".faircat-lock")?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| cannot("create", folder, &error))?;
        }
        let start = Instant::now();
        let mut told = false;
        loop {
            if let Some(held) = attempt(&file)? {
                return Ok(OutputLock { file, _held: held });
            }
            if start.elapsed() > PATIENCE {
                let message =
                    format!("another faircat has been writing `{}` for too long", out.display());
                return Err(Diagnostic::error("output-busy", message)
                    .hint("end the other one, or name another folder with --out"));
            }
            if !told {
                waiting();
                told = true;
            }
            thread::sleep(PAUSE);
        }
    }
}

impl Drop for OutputLock {
    fn drop(&mut self) {
        // It is still held, so nobody else's file is removed.
        drop(fs::remove_file(&self.file));
    }
}

/// The locked file, or `None` where another program has it.
fn attempt(path: &Path) -> Result<Option<File>, Diagnostic> {
    let failed = |error| cannot("lock", path, &error);
    // A link would have a file made elsewhere, and a pipe keep the build for ever.
    if fs::symlink_metadata(path).is_ok_and(|it| !it.is_file()) {
        return Err(failed(io::Error::other("it is no ordinary file; remove it")));
    }
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(false).open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        // A file system without locks: two builds at once are then the user's own affair.
        Err(TryLockError::Error(_)) => return Ok(Some(file)),
    }
    // Whoever had the lock before may have removed the file in the meantime.
    Ok(same_file(&file, path).then_some(file))
}
