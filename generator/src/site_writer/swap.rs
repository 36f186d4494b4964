//! Replacing one folder by another in a single step.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::cannot;
use crate::diagnostic::Diagnostic;

/// Marks a folder as one that faircat made and may replace.
const MARKER: &str = "void.ttl";

/// The folder beside `out` in which its successor is assembled: on the same file system, or no
/// rename could move it.
pub(super) fn staging_folder(out: &Path) -> Result<PathBuf, Diagnostic> {
    let name = out.file_name().ok_or_else(|| {
        Diagnostic::error("output", format!("`{}` is no name of a folder", out.display()))
    })?;
    refuse_foreign(out)?;
    let mut staging = std::ffi::OsString::from(".");
    staging.push(name);
    staging.push(".faircat-new");
    Ok(out.with_file_name(staging))
}

/// A folder with somebody else's files is not replaced.
fn refuse_foreign(out: &Path) -> Result<(), Diagnostic> {
    let mut items = match fs::read_dir(out) {
        Ok(items) => items,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(cannot("read", out, &error)),
    };
    if items.next().is_none() || out.join(MARKER).is_file() {
        return Ok(());
    }
    let message = format!("`{}` holds files that faircat did not make", out.display());
    Err(Diagnostic::error("output", message)
        .hint("name another folder with --out, or empty this one"))
}

/// Puts `staging` in the place of `out`; what was there is then in the staging folder.
pub(super) fn replace(staging: &Path, out: &Path) -> Result<(), Diagnostic> {
    if let Some(parent) = out.parent() {
        fs::create_dir_all(parent).map_err(|error| cannot("create", parent, &error))?;
    }
    if !out.exists() {
        return fs::rename(staging, out).map_err(|error| cannot("rename", staging, &error));
    }
    exchange(staging, out).map_err(|error| cannot("replace", out, &error))
}

/// Swaps two folders so that each path always names a whole one.
#[cfg(target_os = "linux")]
fn exchange(staging: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, staging, CWD, out, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some network file systems cannot exchange.
        Err(_) => exchange_in_two_steps(staging, out),
    }
}

/// Where a system cannot exchange two folders, the old one steps aside for a moment.
#[cfg(not(target_os = "linux"))]
fn exchange(staging: &Path, out: &Path) -> io::Result<()> {
    exchange_in_two_steps(staging, out)
}

fn exchange_in_two_steps(staging: &Path, out: &Path) -> io::Result<()> {
    let aside = staging.with_extension("faircat-old");
    fs::rename(out, &aside)?;
    fs::rename(staging, out)?;
    fs::rename(&aside, staging)
}
