//! The one door through which the files of a catalogue are read.
//!
//! A catalogue may be a stranger's pull request. Below the folder that it is read from no symbolic
//! link is followed, nothing but an ordinary file is opened (a pipe waits for ever, a device never
//! ends), and reading ends at a limit, whatever size a file had when it was opened. Hard links are
//! read: Git carries none, and Linux lets nobody make one of a file that is another's.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Component, Path, PathBuf};

use faircat_record::diagnostic::Diagnostic;

/// Why a file or folder is not used.
#[derive(Debug)]
pub enum Refused {
    /// There is nothing at that path.
    Absent,
    /// It, or a folder on the way, is this symbolic link.
    Link(PathBuf),
    /// The path does not lead down from the folder.
    Outside,
    /// It is a folder, a device, a pipe or a socket; for a folder wanted, anything else.
    NoFile,
    /// It has `size` bytes, of which at most `limit` are read.
    TooLarge { size: u64, limit: u64 },
    /// The system says no.
    Unreadable(io::Error),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Refused {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Refused::Absent,
            _ => Refused::Unreadable(error),
        }
    }
}

impl Refused {
    /// The same as an error of input.
    pub fn into_io(self) -> io::Error {
        match self {
            Refused::Unreadable(error) => error,
            Refused::Absent => io::Error::new(io::ErrorKind::NotFound, "there is no such file"),
            Refused::NoFile => io::Error::new(
                io::ErrorKind::InvalidInput,
                "this is a folder, a device, a pipe or a socket",
            ),
            _ => io::ErrorKind::InvalidInput.into(),
        }
    }

    /// The problem of `file`, which the message does not name.
    pub fn diagnostic(&self, file: &Path) -> Diagnostic {
        let (code, message, hint) = match self {
            Refused::Absent => ("unreadable", "there is no such file".to_owned(), "check the path"),
            Refused::Link(link) if link == file => (
                "symbolic-link",
                "this is a symbolic link, which is not followed".to_owned(),
                "put the file itself in this place",
            ),
            Refused::Link(link) => (
                "symbolic-link",
                format!("`{}` is a symbolic link, which is not followed", link.display()),
                "put the folder itself in its place",
            ),
            Refused::Outside => (
                "symbolic-link",
                "the path leaves the folder".to_owned(),
                "name a file below it, without `..`",
            ),
            Refused::NoFile => (
                "no-file",
                "this is no ordinary file".to_owned(),
                "put a file in this place, no folder, device, pipe or socket",
            ),
            Refused::TooLarge { size, limit } => (
                "too-large",
                format!("the file has {size} bytes; at most {limit} are read"),
                "keep data in artifacts, beside the record",
            ),
            Refused::Unreadable(error) => {
                ("unreadable", format!("the file cannot be read: {error}"), "check its permissions")
            }
        };
        Diagnostic::error(code, message).in_file(file).hint(hint)
    }
}

/// The ordinary file `path` below `base`, opened, with its size in bytes.
///
/// The first folder of `path` may be a link: where `catalog/` itself lies is the maintainer's choice.
pub fn open(base: &Path, path: &Path) -> Result<(File, u64), Refused> {
    without_links(base, path, 1)?;
    open_file(&base.join(path))
}

/// The bytes of the ordinary file `path` below `base`, at most `limit`.
pub fn read(base: &Path, path: &Path, limit: u64) -> Result<Vec<u8>, Refused> {
    let (file, size) = open(base, path)?;
    bounded(file, size, limit)
}

/// The whole of `file`, which had `size` bytes when it was opened, at most `limit`.
fn bounded(file: File, size: u64, limit: u64) -> Result<Vec<u8>, Refused> {
    if size > limit {
        return Err(Refused::TooLarge { size, limit });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // One byte more tells whether there are too many: a file may grow while it is read.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(Refused::TooLarge { size: bytes.len() as u64, limit });
    }
    Ok(bytes)
}

/// Where the ordinary file `path` below `base` lies.
pub fn file(base: &Path, path: &Path) -> Result<PathBuf, Refused> {
    let found = without_links(base, path, 1)?;
    if found.is_file() { Ok(base.join(path)) } else { Err(Refused::NoFile) }
}

/// Where the ordinary file `path` lies below `folder`, which whoever runs the program named. No part
/// of `path` may be a link.
pub fn file_in(folder: &Path, path: &Path) -> Result<PathBuf, Refused> {
    let found = without_links(folder, path, 0)?;
    if found.is_file() { Ok(folder.join(path)) } else { Err(Refused::NoFile) }
}

/// Whether `path` is a real folder below `base`.
pub fn folder(base: &Path, path: &Path) -> Result<(), Refused> {
    let found = without_links(base, path, 1)?;
    if found.is_dir() { Ok(()) } else { Err(Refused::NoFile) }
}

/// The ordinary file at `path`, which whoever runs the program named: links are followed, but
/// nothing is waited for.
pub fn open_file(path: &Path) -> Result<(File, u64), Refused> {
    let mut options = File::options();
    options.read(true);
    options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits() as i32);
    let file = options.open(path).map_err(|error| match fs::symlink_metadata(path) {
        // A socket cannot be opened at all.
        Ok(found) if !found.is_file() && !found.is_symlink() => Refused::NoFile,
        _ => Refused::from(error),
    })?;
    let found = file.metadata()?;
    if found.is_file() { Ok((file, found.len())) } else { Err(Refused::NoFile) }
}

/// The bytes of the ordinary file at `path`, which whoever runs the program named, at most `limit`.
pub fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Refused> {
    let (file, size) = open_file(path)?;
    bounded(file, size, limit)
}

/// What lies at `path` below `base`, if no part of the way is a link but the first `trusted` folders.
fn without_links(base: &Path, path: &Path, trusted: usize) -> Result<fs::Metadata, Refused> {
    let mut way = PathBuf::new();
    let mut found = None;
    for (depth, part) in path.components().enumerate() {
        let Component::Normal(name) = part else { return Err(Refused::Outside) };
        way.push(name);
        let here = base.join(&way);
        let metadata = fs::symlink_metadata(&here)?;
        found = Some(match metadata.is_symlink() {
            true if depth < trusted && path.components().count() > 1 => fs::metadata(&here)?,
            true => return Err(Refused::Link(way)),
            false => metadata,
        });
    }
    found.ok_or(Refused::Outside)
}
