//! Archives, zip and tar, whose large parts are unpacked only when somebody asks for them.

mod tape;
mod zipped;

use std::fmt::Display;
use std::io::{self, Cursor, Read, Seek};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use faircat_record::diagnostic::Diagnostic;

use self::tape::Form;
use super::left_out::{LeftOut, Reason};
use super::{LARGEST_PART, MOST_FILES, Opened, SourceFile, is_hidden, too_many};
use crate::door::{self, Refused};

pub(super) use self::tape::alone;

/// Most bytes of an archive's parts that are held in memory.
const LARGEST_ARCHIVE: u64 = 1 << 29;

/// Most bytes of an archive's parts that are unpacked to look at them.
const MOST_UNPACKED: u64 = 1 << 31;

/// Most bytes that are unpacked of the large parts that are described: to hash and to copy them.
const MOST_STREAMED: u64 = 1 << 34;

/// Most broken parts of an archive of which each is told.
const MOST_BROKEN: usize = 20;

/// What kind of archive a file is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Zip,
    Tar(Form),
}

impl Kind {
    /// Of the file on the disk; `None` for one that is no archive.
    pub(super) fn of_file(file: &Path) -> Option<Kind> {
        Kind::of(door::open_file(file).ok()?.0)
    }

    /// Of what begins so.
    pub(super) fn of(mut bytes: impl Read) -> Option<Kind> {
        let mut head = Vec::new();
        bytes.by_ref().take(tape::HEAD).read_to_end(&mut head).ok()?;
        if head.starts_with(zipped::ZIP) {
            return Some(Kind::Zip);
        }
        tape::form(&head).map(Kind::Tar)
    }
}

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
    kind: Kind,
    bytes: ArchiveBytes,
    /// Bytes that may still be unpacked: what an archive says of sizes need not be so.
    left: AtomicU64,
}

impl Packed {
    fn open(&self) -> io::Result<Box<dyn Bytes>> {
        Ok(match &self.bytes {
            ArchiveBytes::OnDisk(path) => {
                Box::new(door::open_file(path).map_err(Refused::into_io)?.0)
            }
            ArchiveBytes::Held(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }

    /// Passes the bytes of the part number `index` on, in blocks.
    pub(super) fn stream(
        &self,
        index: usize,
        take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut metered = |block: &[u8]| {
            let room = |left: u64| left.checked_sub(block.len() as u64);
            let has_room = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, room);
            has_room.map_err(|_| io::Error::other("the archive's parts are too large together"))?;
            take(block)
        };
        match self.kind {
            Kind::Zip => zipped::stream(self.open()?, index, &mut metered),
            Kind::Tar(form) => tape::stream(self.open()?, form, index, &mut metered),
        }
    }
}

/// What is in the archive at `source` on the disk.
pub(super) fn on_disk(source: &Path, kind: Kind) -> Result<Opened, Diagnostic> {
    opened(source, source, kind, ArchiveBytes::OnDisk(source.to_owned()))
}

/// What is in the archive `bytes`, which came from `place`; its parts lie in `within`.
pub(super) fn held(
    place: &Path,
    within: &Path,
    kind: Kind,
    bytes: Vec<u8>,
) -> Result<Opened, Diagnostic> {
    opened(place, within, kind, ArchiveBytes::Held(Arc::from(bytes)))
}

/// What is in the archive `place`, the parts of which lie in `within`.
fn opened(
    place: &Path,
    within: &Path,
    kind: Kind,
    bytes: ArchiveBytes,
) -> Result<Opened, Diagnostic> {
    let packed = Arc::new(Packed { kind, bytes, left: AtomicU64::new(MOST_STREAMED) });
    let mut parts = Parts::new(place, within, &packed);
    let read = packed.open().and_then(|bytes| match kind {
        Kind::Zip => zipped::read(bytes, &mut parts),
        Kind::Tar(form) => tape::read(bytes, form, &mut parts),
    });
    read.map_err(|error| {
        let message = format!("this archive cannot be read: {error}");
        let problem = Diagnostic::error("import-archive", message).in_file(place);
        problem.hint("fetch it again; nothing of it was imported")
    })?;
    Ok(parts.gathered())
}

/// What was found in an archive so far.
struct Parts<'a> {
    place: &'a Path,
    within: &'a Path,
    packed: &'a Arc<Packed>,
    files: Vec<SourceFile>,
    large: Vec<SourceFile>,
    problems: Vec<Diagnostic>,
    left_out: LeftOut,
    broken: usize,
    /// Bytes that may still be held in memory.
    held: u64,
    /// Bytes that may still be unpacked, also where they are not kept.
    unpacked: u64,
}

/// What a part of an archive is.
#[derive(Clone, Copy)]
enum Sort {
    File,
    Folder,
    /// A link, a device and so on.
    Other,
}

impl<'a> Parts<'a> {
    fn new(place: &'a Path, within: &'a Path, packed: &'a Arc<Packed>) -> Parts<'a> {
        Parts {
            place,
            within,
            packed,
            files: Vec::new(),
            large: Vec::new(),
            problems: Vec::new(),
            left_out: LeftOut::default(),
            broken: 0,
            held: LARGEST_ARCHIVE,
            unpacked: MOST_UNPACKED,
        }
    }

    /// Adds the part number `index`, which the archive calls `name` and says has `size` bytes.
    fn add(
        &mut self,
        index: usize,
        name: Option<&Path>,
        (sort, size): (Sort, u64),
        bytes: &mut dyn Read,
    ) {
        let Some(name) = name else {
            return self.leave_out(index, &"its name leads out of the archive");
        };
        let mut inner = PathBuf::from(self.within);
        for name in name.components().filter(|it| matches!(it, Component::Normal(_))) {
            inner.push(name);
            if is_hidden(&inner) {
                return;
            }
        }
        match sort {
            Sort::Folder => {}
            Sort::Other => self.left_out.note(Reason::Link, &inner),
            Sort::File if size > LARGEST_PART => {
                self.left_out.note(Reason::Large, &inner);
                self.large.push(SourceFile::packed(inner, Arc::clone(self.packed), index));
            }
            Sort::File => self.hold(index, inner, bytes),
        }
    }

    fn hold(&mut self, index: usize, inner: PathBuf, bytes: &mut dyn Read) {
        // What the archive says of sizes need not be so.
        let most = LARGEST_PART.min(self.held).min(self.unpacked);
        let mut found = Vec::new();
        let read = bytes.take(most + 1).read_to_end(&mut found);
        let size = found.len() as u64;
        self.unpacked = self.unpacked.saturating_sub(size);
        match read {
            Err(error) => self.leave_out(index, &error),
            Ok(_) if size > most => {
                self.leave_out(index, &format!("unpacked, it has more than {most} bytes"));
            }
            Ok(_) => {
                self.held -= size;
                self.files.push(SourceFile::held(inner, found));
            }
        }
    }

    /// Says why the part number `index` is none of those that are read.
    fn leave_out(&mut self, index: usize, why: &dyn Display) {
        if self.broken == MOST_BROKEN {
            self.left_out.more += 1;
            return;
        }
        self.broken += 1;
        self.tell(format!("part {} of this archive is left out: {why}", index + 1));
    }

    fn tell(&mut self, message: String) {
        self.problems.push(Diagnostic::warning("import-archive", message).in_file(self.place));
    }

    fn gathered(self) -> Opened {
        let Parts { place, mut files, mut large, mut problems, left_out, .. } = self;
        problems.extend(left_out.diagnostics(place));
        files.sort_by(|a, b| a.place.cmp(&b.place));
        large.sort_by(|a, b| a.place.cmp(&b.place));
        Opened::Collection { files, large, problems }
    }
}
