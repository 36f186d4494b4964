//! Replacing one folder by another in a single step.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::cannot;
use crate::diagnostic::Diagnostic;

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

/// Puts a site back that stepped aside, where the program was killed in that moment.
pub(super) fn heal(staging: &Path, out: &Path) {
    if !out.exists() {
        drop(fs::rename(aside(staging), out));
    }
}

fn aside(staging: &Path) -> PathBuf {
    staging.with_extension("faircat-old")
}

fn exchange_in_two_steps(staging: &Path, out: &Path) -> io::Result<()> {
    let aside = aside(staging);
    fs::rename(out, &aside)?;
    fs::rename(staging, out)?;
    fs::rename(&aside, staging)
}
