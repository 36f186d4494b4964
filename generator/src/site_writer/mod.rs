//! *Site writer*: output files to disk.
//!
//! A new site is assembled beside the old one and takes its place in one step, so that a kill at
//! any moment leaves the whole old or the whole new site. Files that did not change are hard links
//! to the old ones: they keep their times, and cost no writing. The site that gave up its place is
//! kept as a spare, in which the next one is assembled by changing what differs.

#![allow(clippy::disallowed_methods, reason = "these are the files of a site")]

mod census;
mod lock;
mod parts;
mod place;
pub mod room;
mod spare;
mod swap;

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

pub use self::census::Census;
pub use self::lock::OutputLock;
pub use self::parts::{Growing, Present};
pub use self::place::refuse_within;
use crate::diagnostic::Diagnostic;

/// A folder for a site that nobody is to see, which goes with the value.
pub fn scratch_folder() -> io::Result<tempfile::TempDir> {
    tempfile::tempdir()
}

/// A site under construction.
#[derive(Debug)]
pub struct SiteWriter {
    /// Where the finished site will be.
    out: PathBuf,
    /// Where it is assembled.
    staging: PathBuf,
    /// Where the site before the present one is kept.
    spare: PathBuf,
    /// The files in which the staging folder may differ from the present site, where it began as
    /// the spare; otherwise it began empty.
    stale: Option<HashSet<String>>,
    /// The paths of the present site, where they are known.
    present: Option<Paths>,
    /// The present site's files, where they are known.
    census: Option<Census>,
    /// Whether there is no present site.
    first: bool,
    done: Mutex<Done>,
}

/// What the last build left, for the next one.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Left {
    /// Files in which the spare differs from the site.
    stale: Vec<String>,
    paths: Paths,
    /// The site itself.
    census: Census,
}

impl Left {
    /// What the site was when its build ended.
    pub fn census(&self) -> Census {
        self.census
    }
}

/// All paths of a site, told by their number and the sum of their hashes.
type Paths = (u64, u64);

/// What was done so far.
#[derive(Debug, Default)]
struct Done {
    /// Folders that exist.
    folders: HashSet<PathBuf>,
    /// Hashes of the paths that the new site has.
    paths: HashSet<u64>,
    /// Files in which the new site differs from the present one.
    changed: Vec<String>,
}

impl SiteWriter {
    /// Prepares to replace `out`, which must be absent, empty, or an earlier site.
    ///
    /// `left` is what the last build returned, if site and spare are still as it left them. The
    /// caller holds the [`OutputLock`] of `out`.
    pub fn new(out: &Path, left: Option<Left>) -> Result<SiteWriter, Diagnostic> {
        let staging = beside(out, ".faircat-new")?;
        swap::heal(&staging, out);
        place::refuse_foreign(out)?;
        let spare = spare::folder(&staging);
        spare::remove(&staging)?;
        let (mut present, mut census) = left.as_ref().map(|left| (left.paths, left.census)).unzip();
        let mut stale = left.map(|left| HashSet::from_iter(left.stale));
        if stale.is_some() && fs::rename(&spare, &staging).is_err() {
            stale = None;
        }
        if stale.is_none() {
            (present, census) = (None, None);
            spare::remove(&spare)?;
            fs::create_dir_all(&staging).map_err(|error| cannot("create", &staging, &error))?;
        }
        let done = Mutex::default();
        let first = !out.exists();
        let out = out.to_owned();
        Ok(SiteWriter { out, staging, spare, stale, present, census, first, done })
    }

    /// Writes one file. `path` is relative, with `/`, and cannot leave the site.
    pub fn write(&self, path: &str, content: &[u8]) -> Result<(), Diagnostic> {
        let old = self.out.join(relative(path)?);
        if is_same(&old, content) && self.keep(path)? {
            return Ok(());
        }
        let target = self.replace(path)?;
        fs::write(&target, content).map_err(|error| cannot("write", &target, &error))
    }

    /// Keeps a file of the present site; `false` where there is none.
    pub fn keep(&self, path: &str) -> Result<bool, Diagnostic> {
        let relative = relative(path)?;
        self.done().paths.insert(hash(path));
        if self.stale.as_ref().is_some_and(|stale| !stale.contains(path)) {
            return Ok(true);
        }
        let target = self.prepare(relative)?;
        // What the spare has there is older.
        drop(fs::remove_file(&target));
        let old = self.out.join(relative);
        match fs::hard_link(&old, &target) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            // A file system without hard links. The copy has a time of its own.
            Err(_) => {
                let copied = fs::copy(&old, &target).is_ok();
                self.done().changed.push(path.to_owned());
                Ok(copied)
            }
        }
    }

    /// Copies a file from elsewhere into the site.
    pub fn copy(&self, mut source: io::Take<fs::File>, path: &str) -> Result<(), Diagnostic> {
        let mut target = self.new_file(path)?;
        let copied = io::copy(&mut source, &mut target);
        copied.map(drop).map_err(|error| cannot("write", Path::new(path), &error))
    }

    /// Begins a file of the new site that is written piece by piece.
    pub fn create(&self, path: &str) -> Result<Growing, Diagnostic> {
        Ok(Growing::new(self.new_file(path)?, path))
    }

    fn new_file(&self, path: &str) -> Result<fs::File, Diagnostic> {
        let target = self.replace(path)?;
        fs::File::create(&target).map_err(|error| cannot("create", &target, &error))
    }

    /// Makes room for a new file. What is there may be the very file that the present site has
    /// under another name, so it is not written into.
    fn replace(&self, path: &str) -> Result<PathBuf, Diagnostic> {
        let target = self.prepare(relative(path)?)?;
        drop(fs::remove_file(&target));
        let mut done = self.done();
        done.paths.insert(hash(path));
        if !self.first {
            done.changed.push(path.to_owned());
        }
        Ok(target)
    }

    /// Whether the new site has the file `path` so far.
    pub fn has(&self, path: &str) -> bool {
        self.done().paths.contains(&hash(path))
    }

    /// The text of a file of the new site, where it is one.
    pub fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.staging.join(relative(path).ok()?)).ok()
    }

    /// A file of the old site, where it exists.
    pub fn open_old(&self, path: &str) -> Option<Present> {
        fs::File::open(self.out.join(path)).ok().map(Present::new)
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

    /// Puts the new site in the place of the present one, which becomes the spare.
    pub fn finish(self) -> Result<Left, Diagnostic> {
        let done = self.done.into_inner().unwrap_or_else(|error| error.into_inner());
        let mut changed = done.changed;
        let sum = done.paths.iter().fold(0, |sum: u64, hash| sum.wrapping_add(*hash));
        let paths = (done.paths.len() as u64, sum);
        let mut left_paths = paths;
        if let Some(stale) = &self.stale {
            for path in stale.iter().filter(|path| !done.paths.contains(&hash(path))) {
                spare::remove_file(&self.staging, path);
                changed.push(path.clone());
            }
            // With the same paths as before, the spare has no others than these.
            if self.present != Some(paths) {
                spare::remove_others(&self.staging, &done.paths, &mut changed);
            }
        } else if !self.first {
            // Nobody has looked which files the present site has besides; the next build does.
            left_paths = Paths::default();
        }
        changed.sort_unstable();
        changed.dedup();
        let census = match self.census {
            Some(mut census) => {
                changed.iter().for_each(|path| census.change(path, &self.out, &self.staging));
                census
            }
            None => Census::of(&self.staging),
        };
        if self.first {
            spare::copy(&self.staging, &self.spare);
        }
        swap::replace(&self.staging, &self.out)?;
        if !self.first {
            spare::remove(&self.spare)?;
            // Without a spare the next build takes longer, and is no worse.
            drop(fs::rename(&self.staging, &self.spare));
        }
        Ok(Left { stale: changed, paths: left_paths, census })
    }

    /// Drops what was assembled; the present site stays.
    pub fn abandon(self) {
        // Nothing can be done about a folder that will not go; the next build removes it.
        drop(fs::remove_dir_all(&self.staging));
    }

    /// The spare beside `out`, where there is one.
    pub fn spare_at_hand(out: &Path) -> Option<PathBuf> {
        SiteWriter::spare(out).ok().filter(|spare| spare.is_dir())
    }

    /// Where the site before the present one is kept, for builds to come.
    pub fn spare(out: &Path) -> Result<PathBuf, Diagnostic> {
        Ok(spare::folder(&beside(out, ".faircat-new")?))
    }

    fn done(&self) -> MutexGuard<'_, Done> {
        self.done.lock().unwrap_or_else(|error| error.into_inner())
    }

    fn prepare(&self, relative: &Path) -> Result<PathBuf, Diagnostic> {
        let target = self.staging.join(relative);
        let Some(folder) = target.parent() else { return Ok(target) };
        let known = self.done().folders.contains(folder);
        if !known {
            fs::create_dir_all(folder).map_err(|error| cannot("create", folder, &error))?;
            self.done().folders.insert(folder.to_owned());
        }
        Ok(target)
    }
}

/// The hidden path beside `out` that its name and `ending` make: on the same file system, so that
/// a folder there can take its place by a rename.
fn beside(out: &Path, ending: &str) -> Result<PathBuf, Diagnostic> {
    let name = out.file_name().ok_or_else(|| {
        Diagnostic::error("output", format!("`{}` is no name of a folder", out.display()))
    })?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(ending);
    Ok(out.with_file_name(hidden))
}

/// Stands for a path where a hundred thousand records have a million of them.
fn hash(path: &str) -> u64 {
    let digest = blake3::hash(path.as_bytes());
    u64::from_le_bytes(digest.as_bytes()[..8].try_into().unwrap_or_default())
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
