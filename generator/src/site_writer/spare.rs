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

fn link_all(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    let items = fs::read_dir(from)?.collect::<io::Result<Vec<_>>>()?;
    items.into_par_iter().try_for_each(|item| {
        let target = to.join(item.file_name());
        if item.file_type()?.is_dir() {
            link_all(&item.path(), &target)
        } else {
            fs::hard_link(item.path(), target)
        }
    })
}

/// Removes from `site` every file whose path is not in `paths`, and adds it to `changed`.
pub(super) fn remove_others(site: &Path, paths: &HashSet<u64>, changed: &mut Vec<String>) {
    changed.extend(remove_below(site, "", paths));
}

fn remove_below(folder: &Path, prefix: &str, paths: &HashSet<u64>) -> Vec<String> {
    let Ok(items) = fs::read_dir(folder) else { return Vec::new() };
    let items: Vec<_> = items.flatten().collect();
    items
        .into_par_iter()
        .flat_map_iter(|item| {
            let path = format!("{prefix}{}", item.file_name().to_string_lossy());
            if item.file_type().is_ok_and(|kind| kind.is_dir()) {
                let removed = remove_below(&item.path(), &format!("{path}/"), paths);
                if !removed.is_empty() {
                    // Goes only if nothing is left in it.
                    drop(fs::remove_dir(item.path()));
                }
                removed
            } else if paths.contains(&hash(&path)) {
                Vec::new()
            } else {
                drop(fs::remove_file(item.path()));
                vec![path]
            }
        })
        .collect()
}
