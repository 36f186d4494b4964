//! Tar archives, plain or compressed by gzip, and single files that are compressed so.

use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use flate2::read::MultiGzDecoder;
use tar::{Archive, EntryType, PaxExtensions};

use super::super::source_file::blocks;
use super::super::{LARGEST_FILE, too_large};
use super::{Bytes, MOST_FILES, MOST_STREAMED, Parts, Sort, SourceFile, too_many};
use faircat_record::diagnostic::Diagnostic;

/// Bytes by which a tar archive is known.
pub(super) const HEAD: u64 = 1 << 16;

/// Where the header of a first part says that it is one (POSIX.1-1988 and GNU).
const MARK: (usize, &[u8]) = (257, b"ustar");

/// How what gzip compressed begins (RFC 1952, section 2.3.1).
const GZIP: &[u8; 2] = &[0x1f, 0x8b];

/// Longest name of a part that stands before it, and longest text of its other properties, in bytes.
const LONGEST_PROPERTIES: u64 = 1 << 16;

/// How a tar archive is stored.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Form {
    Plain,
    Gzip,
}

/// The form of the tar archive that begins so; `None` where it is none.
pub(super) fn form(head: &[u8]) -> Option<Form> {
    let is_tar = |head: &[u8]| head.get(MARK.0..).is_some_and(|it| it.starts_with(MARK.1));
    if is_tar(head) {
        return Some(Form::Plain);
    }
    let mut inner = Vec::new();
    let wanted = (MARK.0 + MARK.1.len()) as u64;
    let is_read = head.starts_with(GZIP)
        && MultiGzDecoder::new(head).take(wanted).read_to_end(&mut inner).is_ok();
    (is_read && is_tar(&inner)).then_some(Form::Gzip)
}

/// The file `place` that gzip compressed by itself, under its name without `.gz`; `None` where it is
/// none.
pub(in super::super) fn alone(
    place: &Path,
    bytes: impl Read,
) -> Option<Result<SourceFile, Diagnostic>> {
    let mut bytes = io::BufReader::new(bytes);
    let is_compressed = io::BufRead::fill_buf(&mut bytes).is_ok_and(|it| it.starts_with(GZIP));
    if !is_compressed || place.extension().is_none_or(|it| it != "gz") {
        return None;
    }
    let mut found = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(LARGEST_FILE + 1).read_to_end(&mut found);
    Some(match read {
        Err(error) => {
            let message = format!("this file cannot be unpacked: {error}");
            Err(Diagnostic::error("import-archive", message).in_file(place))
        }
        Ok(_) if found.len() as u64 > LARGEST_FILE => Err(too_large(place, LARGEST_FILE)),
        Ok(_) => Ok(SourceFile::held(place.with_extension(""), found)),
    })
}

/// The archive's bytes, not more than may be unpacked.
fn unpacked(bytes: Box<dyn Bytes>, form: Form) -> Archive<Box<dyn Read>> {
    let bytes: Box<dyn Read> = match form {
        Form::Plain => Box::new(bytes.take(MOST_STREAMED)),
        Form::Gzip => Box::new(MultiGzDecoder::new(io::BufReader::new(bytes)).take(MOST_STREAMED)),
    };
    Archive::new(bytes)
}

pub(super) fn stream(
    bytes: Box<dyn Bytes>,
    form: Form,
    index: usize,
    take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut archive = unpacked(bytes, form);
    let part = archive.entries()?.raw(true).nth(index);
    blocks(part.ok_or(io::ErrorKind::UnexpectedEof)??, take)
}

pub(super) fn read(bytes: Box<dyn Bytes>, form: Form, parts: &mut Parts) -> io::Result<()> {
    let mut archive = unpacked(bytes, form);
    // Those that the library would join to the part after them are of any size.
    let mut named: Option<PathBuf> = None;
    for (index, part) in archive.entries()?.raw(true).enumerate() {
        if index == MOST_FILES {
            parts.problems.push(too_many(parts.place));
            break;
        }
        let mut part = match part {
            Ok(part) => part,
            // Where the next part begins, nobody knows any more.
            Err(error) if index > 0 => {
                parts.tell(format!("this archive is read up to part {index}: {error}"));
                break;
            }
            Err(error) => return Err(error),
        };
        let sort = match part.header().entry_type() {
            EntryType::Regular | EntryType::Continuous => Sort::File,
            EntryType::Directory => Sort::Folder,
            EntryType::XGlobalHeader | EntryType::GNULongLink => continue,
            kind @ (EntryType::GNULongName | EntryType::XHeader) => {
                named = name_in(&mut part, kind).or(named);
                continue;
            }
            _ => Sort::Other,
        };
        let own = || part.path().ok().map(std::borrow::Cow::into_owned);
        let name = named.take().or_else(own).filter(|it| is_enclosed(it));
        let size = part.size();
        parts.add(index, name.as_deref(), (sort, size), &mut part);
    }
    Ok(())
}

/// The name of the next part, which `part` of `kind` is there to tell.
fn name_in(part: &mut impl Read, kind: EntryType) -> Option<PathBuf> {
    let mut bytes = Vec::new();
    part.take(LONGEST_PROPERTIES).read_to_end(&mut bytes).ok()?;
    if kind == EntryType::GNULongName {
        let name = bytes.split(|it| *it == 0).next()?;
        return std::str::from_utf8(name).ok().map(PathBuf::from);
    }
    let mut properties = PaxExtensions::new(&bytes).flatten();
    let name = properties.find(|it| it.key() == Ok("path"))?;
    name.value().ok().map(PathBuf::from)
}

/// Whether `name` stays in the archive.
fn is_enclosed(name: &Path) -> bool {
    let mut parts = name.components();
    parts.all(|it| matches!(it, Component::Normal(_) | Component::CurDir))
}
