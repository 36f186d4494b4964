//! Several named arrays in one file: a ZIP archive of npy files, as NumPy writes it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{FormatError, Limit, npy, within};
use crate::tensor::Tensor;

/// Most arrays of one file.
const MOST_ARRAYS: usize = 4096;

/// What is said of an archive in which a name is not enough to find a file.
pub const TWINS: &str = "two of its files have the same name";

fn damaged(reason: impl ToString) -> FormatError {
    FormatError::Damaged { format: "npz", reason: reason.to_string() }
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
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MOST_ARRAYS {
        return Err(damaged(format!("it holds {} files", archive.len())));
    }
    if archive.has_duplicate_names() {
        return Err(damaged(TWINS));
    }
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

/// Name and shape of every array, from what stands before the numbers: of these none is unpacked.
///
/// # Errors
/// No archive, or an array that is not read, as [`read`].
pub fn shapes(reader: impl Read + Seek) -> Result<Vec<(String, Vec<usize>)>, FormatError> {
    let mut archive = ZipArchive::new(reader).map_err(damaged)?;
    if archive.len() > MOST_ARRAYS {
        return Err(damaged(format!("it holds {} files", archive.len())));
    }
    if archive.has_duplicate_names() {
        return Err(damaged(TWINS));
    }
    let mut shapes = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(damaged)?;
        let file = entry.name().map_err(damaged)?.into_owned();
        let Some(name) = file.strip_suffix(".npy") else { continue };
        let mut start = Vec::new();
        entry.take(npy::LONGEST_START).read_to_end(&mut start).map_err(damaged)?;
        let header = npy::header(&start).map_err(|it| of_entry(&file, it))?;
        shapes.push((name.to_owned(), header.shape));
    }
    Ok(shapes)
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
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, tensor) in arrays {
        writer.start_file(format!("{name}.npy"), options).map_err(damaged)?;
        writer.write_all(&npy::write(tensor)).map_err(damaged)?;
    }
    Ok(writer.finish().map_err(damaged)?.into_inner())
}
