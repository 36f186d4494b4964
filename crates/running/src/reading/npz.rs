//! NumPy's `.npz`: a ZIP archive of `.npy` files. Each is read in its own stream, so that an
//! archive never has to fit into memory, however far it is compressed.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use faircat_inference::formats::npz::{TWINS, check_names};
use faircat_inference::formats::selection::used;
use faircat_inference::formats::{FormatError, RawData, UNNAMED};
use faircat_inference::signature::Signature;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::npy::NpyStream;
use super::{BlockReader, data_file, same_length, unpacked_at_most};
use crate::data_error::DataError;

const KIND: &str = "NumPy archive";

const DAMAGED: &str = "it is damaged: its CRC-32 is not the one that the archive gives";

pub(super) struct Npz {
    arrays: Vec<(String, NpyStream)>,
    items: u64,
    left: u64,
}

impl Npz {
    pub(super) fn open(path: &Path, signature: &Signature) -> Result<Npz, DataError> {
        Npz::of_arrays(arrays(path, signature)?)
    }

    /// A single array, without a name.
    pub(super) fn open_npy(path: &Path) -> Result<Npz, DataError> {
        Npz::of_arrays(unnamed(path)?)
    }

    fn of_arrays(arrays: Vec<(String, NpyStream)>) -> Result<Npz, DataError> {
        let mut lengths = Vec::with_capacity(arrays.len());
        for (name, stream) in &arrays {
            let items = stream.items.ok_or_else(|| DataError::NoRows(name.clone()))?;
            lengths.push((name.as_str(), items));
        }
        let items = same_length(&lengths)?;
        Ok(Npz { arrays, items, left: items })
    }
}

/// Everything of the inputs, as it is.
pub(super) fn whole(path: &Path, signature: &Signature) -> Result<RawData, DataError> {
    all(arrays(path, signature)?)
}

/// The array of an `.npy` file, as it is.
pub(super) fn whole_npy(path: &Path) -> Result<RawData, DataError> {
    all(unnamed(path)?)
}

fn all(arrays: Vec<(String, NpyStream)>) -> Result<RawData, DataError> {
    let tensor = |(name, mut stream): (String, NpyStream)| Ok((name, stream.whole()?));
    let tensors: Vec<_> = arrays.into_iter().map(tensor).collect::<Result<_, DataError>>()?;
    Ok(RawData::of_tensors(tensors))
}

fn unnamed(path: &Path) -> Result<Vec<(String, NpyStream)>, DataError> {
    let (file, size) = data_file::open(path)?;
    let stream = NpyStream::open(Box::new(BufReader::new(file)), size)?;
    Ok(vec![(UNNAMED.to_owned(), stream)])
}

/// What the arrays are called.
pub(super) fn names(path: &Path) -> Result<Vec<String>, DataError> {
    Ok(archive(path)?.1)
}

/// The archive, and what the arrays in it are called.
fn archive(path: &Path) -> Result<(ZipArchive<BufReader<File>>, Vec<String>), DataError> {
    let (file, _) = data_file::open(path)?;
    let archive = ZipArchive::new(BufReader::new(file));
    let archive = archive.map_err(|error| DataError::format(KIND, error))?;
    if archive.has_duplicate_names() {
        return Err(DataError::format(KIND, TWINS));
    }
    let names: Vec<String> = archive.file_names().flatten().map(Into::into).collect();
    let checked = check_names(names.iter().map(String::as_str));
    checked.map_err(|problem| DataError::format(KIND, problem))?;
    let names = names.iter().filter_map(|name| name.strip_suffix(".npy")).map(str::to_owned);
    let names = names.collect();
    Ok((archive, names))
}

/// The arrays of the inputs, of which nothing is read yet but what they are.
fn arrays(path: &Path, signature: &Signature) -> Result<Vec<(String, NpyStream)>, DataError> {
    let (mut archive, names) = archive(path)?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut arrays = Vec::new();
    for name in used(signature, &names)? {
        let (reader, size) = member(path, &mut archive, name)?;
        let stream = NpyStream::open(reader, size).map_err(|error| of_array(name, error))?;
        arrays.push((name.to_owned(), stream));
    }
    Ok(arrays)
}

/// `error` with the name of the array that is not read.
fn of_array(name: &str, error: DataError) -> DataError {
    match error {
        DataError::Content(FormatError::Unsupported { reason, .. }) => {
            DataError::Content(FormatError::Unsupported { what: format!("`{name}`"), reason })
        }
        other => other,
    }
}

/// The decompressed bytes of the array `name`, and how many the archive says there are.
fn member(
    path: &Path,
    archive: &mut ZipArchive<BufReader<File>>,
    name: &str,
) -> Result<(Box<dyn Read>, u64), DataError> {
    let index = archive.index_for_name(&format!("{name}.npy")).unwrap_or(usize::MAX);
    let entry = archive.by_index_raw(index).map_err(|error| DataError::format(KIND, error))?;
    let (method, length, size) = (entry.compression(), entry.compressed_size(), entry.size());
    let crc32 = entry.crc32();
    let start = entry.data_start();
    let start = start.ok_or_else(|| DataError::format(KIND, "an entry has no data"))?;
    if entry.encrypted() {
        return Err(DataError::format(KIND, format!("`{name}` is encrypted")));
    }
    let (mut file, in_file) = data_file::open(path)?;
    let there = length.min(in_file.saturating_sub(start));
    let most = if method == CompressionMethod::Stored { there } else { unpacked_at_most(there) };
    if size > most {
        let problem = format!("`{name}` is said to have {size} bytes, more than the file holds");
        return Err(DataError::format(KIND, problem));
    }
    file.seek(SeekFrom::Start(start)).map_err(DataError::Unreadable)?;
    let stored = BufReader::new(file).take(length);
    match method {
        CompressionMethod::Stored => Ok((Box::new(Checked::new(stored, size, crc32)), size)),
        CompressionMethod::Deflated => {
            let unpacked = BufReader::new(DeflateDecoder::new(stored));
            Ok((Box::new(Checked::new(unpacked, size, crc32)), size))
        }
        _ => Err(DataError::format(KIND, format!("`{name}` is compressed by {method}"))),
    }
}

/// The bytes of a file in an archive, of which the last come only if all are as they were packed.
struct Checked<R> {
    bytes: R,
    left: u64,
    crc: Crc,
    expected: u32,
}

impl<R: Read> Checked<R> {
    fn new(bytes: R, size: u64, expected: u32) -> Checked<R> {
        Checked { bytes, left: size, crc: Crc::new(), expected }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let read = self.bytes.read(&mut buffer[..most])?;
        self.crc.update(&buffer[..read]);
        self.left -= read as u64;
        if self.left == 0 && self.crc.sum() != self.expected {
            return Err(io::Error::new(io::ErrorKind::InvalidData, DAMAGED));
        }
        Ok(read)
    }
}

impl BlockReader for Npz {
    fn items(&self) -> Option<u64> {
        Some(self.items)
    }

    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError> {
        if self.left == 0 {
            return Ok(None);
        }
        let mut tensors = Vec::with_capacity(self.arrays.len());
        for (name, stream) in &mut self.arrays {
            tensors.push((name.clone(), stream.next(count)?));
        }
        self.left -= self.left.min(count as u64);
        Ok(Some(RawData::of_tensors(tensors)))
    }
}
