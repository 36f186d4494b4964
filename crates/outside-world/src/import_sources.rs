//! The files of what somebody names to be imported: a file, a folder, a zip archive, an address, or
//! standard input.
//!
//! Parts of archives and what an address serves are held in memory; their names are for people and
//! for telling formats, and no file is opened by them.

mod left_out;
mod neighbours;

use std::borrow::Cow;
use std::fs;
use std::io::{self, Cursor, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use faircat_record::diagnostic::Diagnostic;
use zip::ZipArchive;

use self::left_out::{LeftOut, Reason};
pub use self::neighbours::{Facts, Neighbours};
use super::bounded_file::{self, unreadable};
use super::door;
use super::web_page;

/// Largest file that is read, in bytes.
const LARGEST_FILE: u64 = 1 << 29;

/// Largest file that is looked at in a folder or an archive, in bytes: beside descriptions lie data.
const LARGEST_PART: u64 = 1 << 26;

/// Most bytes of an archive's parts that are held in memory.
const LARGEST_ARCHIVE: u64 = 1 << 29;

/// Most bytes of an archive's parts that are unpacked.
const MOST_UNPACKED: u64 = 1 << 31;

/// Largest answer of a server, in bytes.
const LARGEST_ANSWER: u64 = 1 << 26;

/// Most files of a folder or an archive.
const MOST_FILES: usize = 100_000;

/// Most broken parts of an archive of which each is told.
const MOST_BROKEN: usize = 20;

/// Deepest folder below the one that is named.
const DEEPEST: usize = 32;

/// Names of folders that hold descriptions although they are hidden.
const NOT_HIDDEN: [&str; 1] = [".eval_results"];

/// How a zip archive begins.
const ZIP: &[u8; 4] = b"PK\x03\x04";

/// A file that may hold records.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it lies, for people; its name may tell what is in it.
    pub place: PathBuf,
    /// Its bytes, where it does not lie on the disk.
    held: Option<Arc<[u8]>>,
    /// Files that say more of the same record.
    pub beside: Vec<SourceFile>,
    /// All files of the folder or archive that it is of, where it tells of them.
    pub around: Option<Arc<Neighbours>>,
}

impl SourceFile {
    pub fn on_disk(place: PathBuf) -> SourceFile {
        SourceFile { place, held: None, beside: Vec::new(), around: None }
    }

    fn held(place: PathBuf, bytes: Vec<u8>) -> SourceFile {
        SourceFile { place, held: Some(Arc::from(bytes)), beside: Vec::new(), around: None }
    }

    pub fn read(&self) -> Result<Cow<'_, [u8]>, Diagnostic> {
        self.read_at_most(LARGEST_FILE)
    }

    /// As [`SourceFile::read`]; a file of more than `limit` bytes is an error.
    pub fn read_at_most(&self, limit: u64) -> Result<Cow<'_, [u8]>, Diagnostic> {
        match &self.held {
            Some(bytes) if bytes.len() as u64 > limit => Err(too_large(&self.place, limit)),
            Some(bytes) => Ok(Cow::Borrowed(bytes)),
            None => bounded_file::read(&self.place, limit).map(Cow::Owned),
        }
    }
}

/// What somebody named.
#[derive(Debug)]
pub enum Source {
    File(SourceFile),
    /// Files of a folder or an archive, sorted by their names, of which some may be no descriptions.
    Collection {
        files: Vec<SourceFile>,
        problems: Vec<Diagnostic>,
    },
}

/// Whether `name` is an address on the web.
pub fn is_url(name: &str) -> bool {
    name.starts_with("https://") || name.starts_with("http://")
}

/// Whether there is a file or folder at `path`.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Opens `source`; `-` is standard input.
pub fn open(source: &Path) -> Result<Source, Diagnostic> {
    let name = source.to_str().unwrap_or_default();
    let bytes = match name {
        "-" => standard_input()?,
        url if is_url(url) => web_page::fetch_bytes(url, LARGEST_ANSWER)?,
        _ if source.is_dir() => return Ok(folder(source)),
        _ if begins_as_archive(source) => bounded_file::read(source, LARGEST_FILE)?,
        _ => return Ok(Source::File(SourceFile::on_disk(source.to_owned()))),
    };
    if bytes.starts_with(ZIP) {
        return archive(source, &within(source), bytes);
    }
    Ok(Source::File(SourceFile::held(source.to_owned(), bytes)))
}

/// What the parts of the archive `source` lie in: of an address the last part, as they have none.
fn within(source: &Path) -> PathBuf {
    let name = source.to_str().filter(|it| is_url(it));
    let path = name.map(|it| it.split(['?', '#']).next().unwrap_or(it));
    let last = path.and_then(|it| it.trim_end_matches('/').rsplit('/').next());
    last.map_or_else(|| source.to_owned(), PathBuf::from)
}

fn standard_input() -> Result<Vec<u8>, Diagnostic> {
    let place = Path::new("-");
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(LARGEST_FILE + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(place, &error))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large(place, LARGEST_FILE));
    }
    Ok(bytes)
}

fn begins_as_archive(file: &Path) -> bool {
    let mut head = [0; ZIP.len()];
    let opened = door::open_file(file);
    opened.is_ok_and(|(mut it, _)| it.read_exact(&mut head).is_ok() && &head == ZIP)
}

fn folder(root: &Path) -> Source {
    let mut walk = Walk::default();
    walk.look_into(root, 0);
    let Walk { files, mut problems, left_out } = walk;
    problems.extend(left_out.diagnostics(root));
    if files.len() >= MOST_FILES {
        problems.push(too_many(root));
    }
    Source::Collection { files, problems }
}

/// What was found in a folder so far.
#[derive(Default)]
struct Walk {
    files: Vec<SourceFile>,
    problems: Vec<Diagnostic>,
    left_out: LeftOut,
}

impl Walk {
    /// Links are not followed: they may lead anywhere, also back.
    fn look_into(&mut self, folder: &Path, depth: usize) {
        let items = match fs::read_dir(folder) {
            Ok(items) => items,
            Err(error) => return self.problems.push(unreadable(folder, &error)),
        };
        let mut items: Vec<_> = items.flatten().take(MOST_FILES).collect();
        items.sort_by_key(fs::DirEntry::file_name);
        for item in items {
            let path = item.path();
            if self.files.len() >= MOST_FILES || is_hidden(&path) {
                continue;
            }
            match item.metadata() {
                Err(error) => self.problems.push(unreadable(&path, &error)),
                Ok(found) if found.is_dir() && depth < DEEPEST => self.look_into(&path, depth + 1),
                Ok(found) if found.is_dir() => self.left_out.note(Reason::Deep, &path),
                Ok(found) if found.is_symlink() => self.left_out.note(Reason::Link, &path),
                Ok(found) if !found.is_file() => self.left_out.note(Reason::NoFile, &path),
                Ok(found) if found.len() > LARGEST_PART => {
                    self.left_out.note(Reason::Large, &path);
                }
                Ok(_) => self.files.push(SourceFile::on_disk(path)),
            }
        }
    }
}

/// Whether the last part of `path` is a name that people do not look at.
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name == "__MACOSX" || name.starts_with('.') && !NOT_HIDDEN.contains(&&*name)
}

fn archive(place: &Path, within: &Path, bytes: Vec<u8>) -> Result<Source, Diagnostic> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        let message = format!("this archive cannot be read: {error}");
        let problem = Diagnostic::error("import-archive", message).in_file(place);
        problem.hint("fetch it again; nothing of it was imported")
    })?;
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    let (mut left_out, mut broken) = (LeftOut::default(), 0);
    let mut budget = Budget { held: LARGEST_ARCHIVE, unpacked: MOST_UNPACKED };
    if archive.has_duplicate_names() {
        let message = "several parts of this archive have one name, of which one is read";
        problems.push(Diagnostic::warning("import-archive", message).in_file(place));
    }
    for index in 0..archive.len().min(MOST_FILES) {
        match part(&mut archive, (place, within), index, &mut budget) {
            Ok(Part::File(file)) => files.push(file),
            Ok(Part::Other) => {}
            Ok(Part::LeftOut(reason, name)) => left_out.note(reason, &name),
            Err(_) if broken == MOST_BROKEN => left_out.more += 1,
            Err(problem) => {
                broken += 1;
                problems.push(problem);
            }
        }
    }
    problems.extend(left_out.diagnostics(place));
    if archive.len() > MOST_FILES {
        problems.push(too_many(place));
    }
    files.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(Source::Collection { files, problems })
}

/// Bytes that the parts of an archive may still take.
struct Budget {
    /// In memory.
    held: u64,
    /// Of all that is unpacked, also where it is not kept.
    unpacked: u64,
}

/// A part of an archive.
enum Part {
    File(SourceFile),
    LeftOut(Reason, PathBuf),
    /// A folder, or hidden.
    Other,
}

/// The part number `index`, which takes of the `budget`. An error says that it is broken, or that with
/// it the archive needs more than that.
fn part(
    archive: &mut ZipArchive<Cursor<Vec<u8>>>,
    (place, within): (&Path, &Path),
    index: usize,
    budget: &mut Budget,
) -> Result<Part, Diagnostic> {
    let broken = |error: &dyn std::fmt::Display| {
        let message = format!("part {} of this archive is left out: {error}", index + 1);
        Diagnostic::warning("import-archive", message).in_file(place)
    };
    let part = archive.by_index(index).map_err(|error| broken(&error))?;
    let Some(name) = part.enclosed_name() else {
        return Err(broken(&"its name leads out of the archive"));
    };
    let names = name.components().filter(|it| matches!(it, Component::Normal(_)));
    let mut inner = PathBuf::from(within);
    for name in names {
        inner.push(name);
        if is_hidden(&inner) {
            return Ok(Part::Other);
        }
    }
    if part.is_dir() {
        return Ok(Part::Other);
    }
    if !part.is_file() {
        return Ok(Part::LeftOut(Reason::Link, inner));
    }
    if part.size() > LARGEST_PART {
        return Ok(Part::LeftOut(Reason::Large, inner));
    }
    // What the archive says of sizes need not be so.
    let most = LARGEST_PART.min(budget.held).min(budget.unpacked);
    let mut bytes = Vec::new();
    let read = part.take(most + 1).read_to_end(&mut bytes);
    let size = bytes.len() as u64;
    budget.unpacked = budget.unpacked.saturating_sub(size);
    read.map_err(|error| broken(&error))?;
    if size > most {
        return Err(broken(&format!("unpacked, it has more than {most} bytes")));
    }
    budget.held -= size;
    Ok(Part::File(SourceFile::held(inner, bytes)))
}

fn too_many(place: &Path) -> Diagnostic {
    let message = format!("it has more than {MOST_FILES} files, of which the others are not read");
    Diagnostic::warning("too-many-files", message).in_file(place).hint("name folders within it")
}

fn too_large(place: &Path, limit: u64) -> Diagnostic {
    let message = format!("it has more than {limit} bytes, the most that are read");
    Diagnostic::error("too-large", message).in_file(place)
}
