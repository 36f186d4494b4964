//! The site before the present one, kept to assemble the next one in.
//!
//! Nearly all its files are hard links to those of the present site, so it takes little room.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{cannot, hash};
use crate::diagnostic::Diagnostic;

/// The spare that belongs to a staging folder.
pub(super) fn folder(staging: &Path) -> PathBuf {
    staging.with_extension("faircat-spare")
}

/// Removes a folder, if it is there.
pub(super) fn remove(folder: &Path) -> Result<(), Diagnostic> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(cannot("remove", folder, &error))
        }
        _ => Ok(()),
    }
}

/// Removes the file `path` of `site`, and the folders that it leaves empty.
pub(super) fn remove_file(site: &Path, path: &str) {
    let file = site.join(path);
    drop(fs::remove_file(&file));
    for folder in file.ancestors().skip(1).take_while(|folder| *folder != site) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}

/// Makes `spare` a copy of `site` in hard links. Where that fails there is no spare.
pub(super) fn copy(site: &Path, spare: &Path) {
    if remove(spare).is_err() || link_all(site, spare).is_err() {
        drop(fs::remove_dir_all(spare));
    }
}

/// Links every file, a level of folders at a time: folders within folders on several threads would
/// keep thousands of them open at once.
fn link_all(from: &Path, to: &Path) -> io::Result<()> {
    let mut level = vec![PathBuf::new()];
    while !level.is_empty() {
        let deeper: io::Result<Vec<Vec<PathBuf>>> =
            level.par_iter().map(|folder| link_files(from, to, folder)).collect();
        level = deeper?.into_iter().flatten().collect();
    }
    Ok(())
}

/// Links the files directly in `folder`, which is relative to `from` and `to`; returns the folders
/// in it.
fn link_files(from: &Path, to: &Path, folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(to.join(folder))?;
    let mut folders = Vec::new();
    for item in fs::read_dir(from.join(folder))? {
        let item = item?;
        let path = folder.join(item.file_name());
        if item.file_type()?.is_dir() {
            folders.push(path);
        } else {
            fs::hard_link(item.path(), to.join(path))?;
        }
    }
    Ok(folders)
}

/// Removes from `site` every file whose path is not in `paths`, and adds it to `changed`.
pub(super) fn remove_others(site: &Path, paths: &HashSet<u64>, changed: &mut Vec<String>) {
    let mut levels = vec![vec![String::new()]];
    while let Some(level) = levels.last().filter(|level| !level.is_empty()) {
        let found: Vec<Others> =
            level.par_iter().map(|folder| remove_files(site, folder, paths)).collect();
        let mut deeper = Vec::new();
        for others in found {
            deeper.extend(others.folders);
            changed.extend(others.removed);
        }
        levels.push(deeper);
    }
    // A folder goes only if nothing is left in it, and those within it go first.
    for folder in levels.iter().flatten().rev().filter(|folder| !folder.is_empty()) {
        drop(fs::remove_dir(site.join(folder)));
    }
}

/// What [`remove_files`] met in a folder. Paths are relative to the site.
struct Others {
    folders: Vec<String>,
    removed: Vec<String>,
}

/// Removes the files directly in `folder` whose paths are not in `paths`. `folder` is empty, or
/// ends with a slash.
fn remove_files(site: &Path, folder: &str, paths: &HashSet<u64>) -> Others {
    let mut others = Others { folders: Vec::new(), removed: Vec::new() };
    let Ok(items) = fs::read_dir(site.join(folder)) else { return others };
    for item in items.flatten() {
        let path = format!("{folder}{}", item.file_name().to_string_lossy());
        if item.file_type().is_ok_and(|kind| kind.is_dir()) {
            others.folders.push(format!("{path}/"));
        } else if !paths.contains(&hash(&path)) {
            drop(fs::remove_file(item.path()));
            others.removed.push(path);
        }
    }
    others
}
