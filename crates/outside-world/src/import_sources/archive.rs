//! Zip archives, whose large parts are unpacked only when somebody asks for them.

use std::io::{self, Cursor, Read, Seek};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use faircat_record::diagnostic::Diagnostic;
use zip::ZipArchive;

use super::left_out::{LeftOut, Reason};
use super::{LARGEST_PART, MOST_FILES, Source, SourceFile, is_hidden, too_many};
use crate::door::{self, Refused};

/// How a zip archive begins.
pub(super) const ZIP: &[u8; 4] = b"PK\x03\x04";

/// Most bytes of an archive's parts that are held in memory.
const LARGEST_ARCHIVE: u64 = 1 << 29;

/// Most bytes of an archive's parts that are unpacked to look at them.
const MOST_UNPACKED: u64 = 1 << 31;

/// Most bytes that are unpacked of the large parts that are described: to hash and to copy them.
const MOST_STREAMED: u64 = 1 << 34;

/// Most broken parts of an archive of which each is told.
const MOST_BROKEN: usize = 20;

/// Where the bytes of an archive are.
#[derive(Debug)]
enum ArchiveBytes {
    OnDisk(PathBuf),
    Held(Arc<[u8]>),
}

/// Bytes that are read at any place.
trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}

/// An archive whose parts may be unpacked.
#[derive(Debug)]
pub(super) struct Packed {
    bytes: ArchiveBytes,
    /// Bytes that may still be unpacked: what an archive says of sizes need not be so.
    left: AtomicU64,
}

impl Packed {
    fn archive(&self) -> io::Result<ZipArchive<Box<dyn Bytes>>> {
        let bytes: Box<dyn Bytes> = match &self.bytes {
            ArchiveBytes::OnDisk(path) => {
                Box::new(door::open_file(path).map_err(Refused::into_io)?.0)
            }
            ArchiveBytes::Held(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        };
        ZipArchive::new(bytes).map_err(io::Error::other)
    }

    /// Passes the bytes of the part number `index` on, in blocks.
    pub(super) fn stream(
        &self,
        index: usize,
        take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut archive = self.archive()?;
        let part = archive.by_index(index).map_err(io::Error::other)?;
        super::source_file::blocks(part, &mut |block| {
            let room = |left: u64| left.checked_sub(block.len() as u64);
            let has_room = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, room);
            has_room.map_err(|_| io::Error::other("the archive's parts are too large together"))?;
            take(block)
        })
    }
}

/// What is in the archive at `source` on the disk.
pub(super) fn on_disk(source: &Path) -> Result<Source, Diagnostic> {
    opened(source, source, ArchiveBytes::OnDisk(source.to_owned()))
}

/// What is in the archive `bytes`, which came from `place`; its parts lie in `within`.
pub(super) fn held(place: &Path, within: &Path, bytes: Vec<u8>) -> Result<Source, Diagnostic> {
    opened(place, within, ArchiveBytes::Held(Arc::from(bytes)))
}

/// What is in the archive `place`, the parts of which lie in `within`.
fn opened(place: &Path, within: &Path, bytes: ArchiveBytes) -> Result<Source, Diagnostic> {
    let packed = Arc::new(Packed { bytes, left: AtomicU64::new(MOST_STREAMED) });
    let mut archive = packed.archive().map_err(|error| {
        let message = format!("this archive cannot be read: {error}");
        let problem = Diagnostic::error("import-archive", message).in_file(place);
        problem.hint("fetch it again; nothing of it was imported")
    })?;
    let (mut files, mut large, mut problems) = (Vec::new(), Vec::new(), Vec::new());
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
            Ok(Part::Large(name)) => {
                left_out.note(Reason::Large, &name);
                large.push(SourceFile::packed(name, Arc::clone(&packed), index));
            }
            Ok(Part::Link(name)) => left_out.note(Reason::Link, &name),
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
    large.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(Source::Collection { files, large, problems })
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
    /// Larger than what is held.
    Large(PathBuf),
    Link(PathBuf),
    /// A folder, or hidden.
    Other,
}

/// The part number `index`, which takes of the `budget`. An error says that it is broken, or that with
/// it the archive needs more than that.
fn part(
    archive: &mut ZipArchive<Box<dyn Bytes>>,
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
        return Ok(Part::Link(inner));
    }
    if part.size() > LARGEST_PART {
        return Ok(Part::Large(inner));
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
