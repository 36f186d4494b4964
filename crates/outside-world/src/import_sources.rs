//! The files of what somebody names to be imported: a file, a folder, an archive, an address, or
//! standard input.
//!
//! Small parts of archives and what an address serves are held in memory, large ones are unpacked when
//! somebody asks; their names are for people and for telling formats, and no file is opened by them.

mod archive;
mod left_out;
mod neighbours;
mod source_file;

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use faircat_record::diagnostic::Diagnostic;
use faircat_text::is_web_address;

use self::archive::Kind;
use self::left_out::{LeftOut, Reason};
pub use self::neighbours::{Facts, Neighbours};
pub use self::source_file::SourceFile;
use super::bounded_file::unreadable;
use super::door;
use super::web_page;

/// Largest file that is read, in bytes.
const LARGEST_FILE: u64 = 1 << 29;

/// Largest file that is looked at in a folder or an archive, in bytes: beside descriptions lie data.
const LARGEST_PART: u64 = 1 << 26;

/// Largest answer of a server, in bytes.
const LARGEST_ANSWER: u64 = 1 << 26;

/// Most files of a folder or an archive.
const MOST_FILES: usize = 100_000;

/// Deepest folder below the one that is named.
const DEEPEST: usize = 32;

/// Names of folders that hold descriptions although they are hidden.
const NOT_HIDDEN: [&str; 1] = [".eval_results"];

/// What somebody named.
#[derive(Debug)]
pub enum Opened {
    File(SourceFile),
    /// Files of a folder or an archive, sorted by their names, of which some may be no descriptions.
    Collection {
        files: Vec<SourceFile>,
        /// Files that are too large to be descriptions, and may be described by others; sorted too.
        large: Vec<SourceFile>,
        problems: Vec<Diagnostic>,
    },
}

/// Whether there is a file or folder at `path`.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Opens `source`; `-` is standard input.
pub fn open(source: &Path) -> Result<Opened, Diagnostic> {
    let name = source.to_str().unwrap_or_default();
    let bytes = match name {
        "-" => standard_input()?,
        url if is_web_address(url) => web_page::fetch_bytes(url, LARGEST_ANSWER)?,
        _ if source.is_dir() => return Ok(folder(source)),
        _ => {
            if let Some(kind) = Kind::of_file(source) {
                return archive::on_disk(source, kind);
            }
            let opened = door::open_file(source).ok();
            let unpacked = opened.and_then(|(bytes, _)| archive::alone(source, bytes));
            let file = unpacked.unwrap_or_else(|| Ok(SourceFile::on_disk(source.to_owned())));
            return file.map(Opened::File);
        }
    };
    if let Some(kind) = Kind::of(bytes.as_slice()) {
        return archive::held(source, &within(source), kind, bytes);
    }
    if let Some(unpacked) = archive::alone(source, bytes.as_slice()) {
        return unpacked.map(Opened::File);
    }
    Ok(Opened::File(SourceFile::held(source.to_owned(), bytes)))
}

/// What the parts of the archive `source` lie in: of an address the last part, as they have none.
fn within(source: &Path) -> PathBuf {
    let name = source.to_str().filter(|it| is_web_address(it));
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

fn folder(root: &Path) -> Opened {
    let mut walk = Walk::default();
    walk.look_into(root, 0);
    let is_full = walk.is_full();
    let Walk { files, large, mut problems, left_out } = walk;
    problems.extend(left_out.diagnostics(root));
    if is_full {
        problems.push(too_many(root));
    }
    Opened::Collection { files, large, problems }
}

/// What was found in a folder so far.
#[derive(Default)]
struct Walk {
    files: Vec<SourceFile>,
    large: Vec<SourceFile>,
    problems: Vec<Diagnostic>,
    left_out: LeftOut,
}

impl Walk {
    fn is_full(&self) -> bool {
        self.files.len() + self.large.len() >= MOST_FILES
    }

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
            if self.is_full() || is_hidden(&path) {
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
                    self.large.push(SourceFile::on_disk(path));
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

fn too_many(place: &Path) -> Diagnostic {
    let message = format!("it has more than {MOST_FILES} files, of which the others are not read");
    Diagnostic::warning("too-many-files", message).in_file(place).hint("name folders within it")
}

fn too_large(place: &Path, limit: u64) -> Diagnostic {
    let message = format!("it has more than {limit} bytes, the most that are read");
    Diagnostic::error("too-large", message).in_file(place)
}
