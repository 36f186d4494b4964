//! Several named arrays in one file: a ZIP archive of npy files, as NumPy writes it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read, Seek, Write};

use faircat_text::beginning;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::npy::{self, Header};
use super::{FormatError, Limit, within};
use crate::tensor::{Data, Tensor};

/// Most arrays of one file.
const MOST_ARRAYS: usize = 4096;
/// Most characters of a name that are told.
const LONGEST_NAME: usize = 40;

/// What is said of an archive in which a name is not enough to find a file.
pub const TWINS: &str = "two of its files have the same name";

fn damaged(reason: impl ToString) -> FormatError {
    FormatError::Damaged { format: "npz", reason: reason.to_string() }
}

/// Whether the files of an archive are arrays, each of one name, as NumPy names them: it takes `x`
/// and `x.npy` for one, and gives of a file that is no array its bytes.
///
/// Errors: what is wrong, in a phrase.
pub fn check_names<'a>(files: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut known = BTreeSet::new();
    for file in files.filter(|file| !file.ends_with('/')) {
        let Some(name) = file.strip_suffix(".npy") else {
            let file = beginning(file, LONGEST_NAME);
            return Err(format!("its file `{file}` is no array; those end in `.npy`"));
        };
        if !known.insert(name) {
            return Err(TWINS.to_owned());
        }
    }
    Ok(())
}

/// All arrays by name.
///
/// Errors: as [`npy::read`], and where the archive is damaged or would unpack to more bytes than
/// `limit`, whatever sizes it declares.
pub fn read(bytes: &[u8], limit: Limit) -> Result<BTreeMap<String, Tensor>, FormatError> {
    read_only(bytes, limit, &|_| true)
}

/// As [`read`], but of the arrays only those whose names are `wanted`; whatever else the archive
/// holds is passed over.
///
/// # Errors
/// Those of [`read`].
pub fn read_only(
    bytes: &[u8],
    limit: Limit,
    wanted: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, Tensor>, FormatError> {
    let mut archive = open(Cursor::new(bytes))?;
    let mut left = limit.bytes;
    let mut arrays = BTreeMap::new();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(damaged)?;
        let file = entry.name().map_err(damaged)?.into_owned();
        let Some(name) = file.strip_suffix(".npy").filter(|name| wanted(name)) else { continue };
        within(limit, &file, entry.size())?;
        let unpacked = unpack(entry, &file, left, limit)?;
        left -= unpacked.len() as u64;
        let tensor = npy::read(&unpacked, limit).map_err(|it| of_entry(&file, it))?;
        if arrays.insert(name.to_owned(), tensor).is_some() {
            return Err(damaged(format!("it holds `{file}` twice")));
        }
    }
    Ok(arrays)
}

fn open<R: Read + Seek>(reader: R) -> Result<ZipArchive<R>, FormatError> {
    let archive = ZipArchive::new(reader).map_err(damaged)?;
    if archive.len() > MOST_ARRAYS {
        return Err(damaged(format!("it holds {} files", archive.len())));
    }
    if archive.has_duplicate_names() {
        return Err(damaged(TWINS));
    }
    let names: Vec<String> = archive.file_names().flatten().map(Into::into).collect();
    check_names(names.iter().map(String::as_str)).map_err(damaged)?;
    Ok(archive)
}

/// The name of an array, and its header, or why that is not read.
pub type NamedHeader = (String, Result<Header, String>);

/// Name and header of every array, from what stands before the numbers: of these none is unpacked. In
/// the place of the header of an array of which none is read stands why.
///
/// # Errors
/// No archive, or a damaged one.
pub fn headers(reader: impl Read + Seek) -> Result<Vec<NamedHeader>, FormatError> {
    let mut archive = open(reader)?;
    let mut headers = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(damaged)?;
        let file = entry.name().map_err(damaged)?.into_owned();
        let Some(name) = file.strip_suffix(".npy") else { continue };
        let header = match begin(&mut entry, &file) {
            Ok((header, _)) => Ok(header),
            Err(FormatError::Unsupported { what, reason }) => Err(format!("{what}: {reason}")),
            Err(error) => return Err(error),
        };
        headers.push((name.to_owned(), header));
    }
    Ok(headers)
}

/// The header of the array that begins here, and the numbers that were read with it.
fn begin(entry: &mut impl Read, file: &str) -> Result<(Header, Vec<u8>), FormatError> {
    let mut start = Vec::new();
    entry.take(npy::LONGEST_START).read_to_end(&mut start).map_err(damaged)?;
    let header = npy::header(&start).map_err(|it| of_entry(file, it))?;
    let numbers = start.split_off(header.data_start);
    Ok((header, numbers))
}

/// Hands the numbers of the `wanted` arrays over in blocks, in the order of the file, with the name
/// of each. Arrays that are no numbers are passed over, and what lies behind `limit` unpacked bytes.
///
/// # Errors
/// A damaged archive.
pub fn scan(
    reader: impl Read + Seek,
    limit: Limit,
    wanted: &dyn Fn(&str) -> bool,
    take: &mut dyn FnMut(&str, &Data),
) -> Result<(), FormatError> {
    let mut archive = open(reader)?;
    let mut left = limit.bytes;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(damaged)?;
        let file = entry.name().map_err(damaged)?.into_owned();
        let Some(name) = file.strip_suffix(".npy").filter(|name| wanted(name)) else { continue };
        let (header, start) = begin(&mut entry, &file)?;
        let (Ok(width), Ok(bytes)) = (header.width(), header.bytes()) else { continue };
        let numbers = start.as_slice().chain(entry).take(bytes.min(left));
        left -= bytes.min(left);
        blocks(numbers, &header, width, &mut |data| take(name, data)).map_err(damaged)?;
    }
    Ok(())
}

/// Bytes of a block of numbers; every width of a number divides it.
const BLOCK: usize = 1 << 16;

fn blocks(
    mut numbers: impl Read,
    header: &Header,
    width: usize,
    take: &mut dyn FnMut(&Data),
) -> io::Result<()> {
    let mut block = Vec::with_capacity(BLOCK);
    loop {
        block.clear();
        numbers.by_ref().take(BLOCK as u64).read_to_end(&mut block)?;
        if block.len() < width {
            return Ok(());
        }
        take(&npy::elements(&header.descr, width, &block).map_err(io::Error::other)?);
    }
}

/// The content of one file, of which at most `left` bytes are taken.
fn unpack(entry: impl Read, file: &str, left: u64, limit: Limit) -> Result<Vec<u8>, FormatError> {
    let mut content = Vec::new();
    entry.take(left.saturating_add(1)).read_to_end(&mut content).map_err(damaged)?;
    if content.len() as u64 > left {
        let what = format!("the archive up to `{file}`");
        let bytes = limit.bytes.saturating_add(1);
        return Err(FormatError::TooLarge { what, bytes, limit: limit.bytes });
    }
    Ok(content)
}

fn of_entry(file: &str, error: FormatError) -> FormatError {
    FormatError::Unsupported { what: file.to_owned(), reason: error.to_string() }
}

/// The arrays, compressed, in the order given; the bytes depend on nothing else.
///
/// Errors: a name that stands twice.
pub fn write(arrays: &[(&str, &Tensor)]) -> Result<Vec<u8>, FormatError> {
    let mut writer = Writer::new(Cursor::new(Vec::new()), false);
    for (name, tensor) in arrays {
        writer.add(name, &mut npy::write(tensor).as_slice()).map_err(damaged)?;
    }
    Ok(writer.finish().map_err(damaged)?.into_inner())
}

/// An archive in the making: compressed arrays in the order in which they are added; its bytes
/// depend on nothing else.
pub struct Writer<W: Write + Seek> {
    archive: ZipWriter<W>,
    options: SimpleFileOptions,
}

impl<W: Write + Seek> Writer<W> {
    /// Into `to`, of arrays that may be `large`: of more than 4 GiB.
    pub fn new(to: W, large: bool) -> Writer<W> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .large_file(large);
        Writer { archive: ZipWriter::new(to), options }
    }

    /// Adds the array `name`, of which `file` gives the bytes of an `.npy` file.
    ///
    /// # Errors
    /// A name that stands twice, and those of reading and writing.
    pub fn add(&mut self, name: &str, file: &mut dyn Read) -> Result<(), ZipError> {
        self.archive.start_file(format!("{name}.npy"), self.options)?;
        io::copy(file, &mut self.archive)?;
        Ok(())
    }

    /// What all was written into.
    ///
    /// # Errors
    /// Those of writing.
    pub fn finish(self) -> Result<W, ZipError> {
        self.archive.finish()
    }
}
