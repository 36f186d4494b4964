//! Stage 7, *site writer*: output files to disk.
//!
//! A new site is assembled beside the old one and takes its place in one step, so that a kill at
//! any moment leaves the whole old or the whole new site. Files that did not change are hard links
//! to the old ones: they keep their times, and cost no writing.

mod swap;

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

use crate::diagnostic::Diagnostic;

/// A site under construction.
#[derive(Debug)]
pub struct SiteWriter {
    /// Where the finished site will be.
    out: PathBuf,
    /// Where it is assembled.
    staging: PathBuf,
    /// Folders already made.
    folders: Mutex<HashSet<PathBuf>>,
}

impl SiteWriter {
    /// Prepares to replace `out`, which must be absent, empty, or an earlier site.
    pub fn new(out: &Path) -> Result<SiteWriter, Diagnostic> {
        let staging = swap::staging_folder(out)?;
        let remains = fs::symlink_metadata(&staging).is_ok();
        if remains {
            fs::remove_dir_all(&staging).map_err(|error| cannot("remove", &staging, &error))?;
        }
        fs::create_dir_all(&staging).map_err(|error| cannot("create", &staging, &error))?;
        Ok(SiteWriter { out: out.to_owned(), staging, folders: Mutex::default() })
    }

    /// Writes one file. `path` is relative, with `/`, and cannot leave the site.
    pub fn write(&self, path: &str, content: &[u8]) -> Result<(), Diagnostic> {
        let relative = relative(path)?;
        let target = self.prepare(relative)?;
        let old = self.out.join(relative);
        if is_same(&old, content) && fs::hard_link(&old, &target).is_ok() {
            return Ok(());
        }
        fs::write(&target, content).map_err(|error| cannot("write", &target, &error))
    }

    /// Keeps a file of the old site; `false` where there is none.
    pub fn keep(&self, path: &str) -> Result<bool, Diagnostic> {
        let relative = relative(path)?;
        let target = self.prepare(relative)?;
        let old = self.out.join(relative);
        match fs::hard_link(&old, &target) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            // A file system without hard links.
            Err(_) => Ok(fs::copy(&old, &target).is_ok()),
        }
    }

    /// Copies a file from elsewhere into the site.
    pub fn copy(&self, source: &Path, path: &str) -> Result<(), Diagnostic> {
        let relative = relative(path)?;
        let target = self.prepare(relative)?;
        fs::copy(source, &target).map(drop).map_err(|error| cannot("copy", source, &error))
    }

    /// Opens a file of the new site for writing piece by piece.
    pub fn create(&self, path: &str) -> Result<fs::File, Diagnostic> {
        let target = self.prepare(relative(path)?)?;
        fs::File::create(&target).map_err(|error| cannot("create", &target, &error))
    }

    /// A file of the old site, where it exists.
    pub fn open_old(&self, path: &str) -> Option<fs::File> {
        fs::File::open(self.out.join(path)).ok()
    }

    /// Keeps every file of the old site directly in `folder`; `false` where there is none.
    pub fn keep_folder(&self, folder: &str) -> Result<bool, Diagnostic> {
        let Ok(items) = fs::read_dir(self.out.join(relative(folder)?)) else { return Ok(false) };
        let mut kept = false;
        for item in items.flatten() {
            let name = item.file_name();
            let path = format!("{folder}/{}", name.to_string_lossy());
            if item.path().is_dir() {
                self.keep_folder(&path)?;
            } else {
                kept |= self.keep(&path)?;
            }
        }
        Ok(kept)
    }

    /// Puts the new site in the place of the old one.
    pub fn finish(self) -> Result<(), Diagnostic> {
        swap::replace(&self.staging, &self.out)
    }

    /// Drops what was assembled; the old site stays.
    pub fn abandon(self) {
        // Nothing can be done about a folder that will not go; the next build removes it.
        drop(fs::remove_dir_all(&self.staging));
    }

    fn prepare(&self, relative: &Path) -> Result<PathBuf, Diagnostic> {
        let target = self.staging.join(relative);
        let Some(folder) = target.parent() else { return Ok(target) };
        let known = self.folders.lock().is_ok_and(|folders| folders.contains(folder));
        if !known {
            fs::create_dir_all(folder).map_err(|error| cannot("create", folder, &error))?;
            if let Ok(mut folders) = self.folders.lock() {
                folders.insert(folder.to_owned());
            }
        }
        Ok(target)
    }
}

/// Whether the file holds these very bytes.
fn is_same(file: &Path, content: &[u8]) -> bool {
    fs::metadata(file).is_ok_and(|metadata| metadata.len() == content.len() as u64)
        && fs::read(file).is_ok_and(|old| old == content)
}

/// `path`, if it stays below the site's root.
fn relative(path: &str) -> Result<&Path, Diagnostic> {
    let path = Path::new(path);
    let inside = !path.as_os_str().is_empty()
        && path.components().all(|part| matches!(part, Component::Normal(_)));
    if inside {
        Ok(path)
    } else {
        let message = format!("`{}` would leave the output folder", path.display());
        Err(Diagnostic::error("output-path", message))
    }
}

fn cannot(what: &str, path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("output", format!("cannot {what} `{}`: {error}", path.display()))
        .hint("check the folder's permissions and the free space, or name another with --out")
}
