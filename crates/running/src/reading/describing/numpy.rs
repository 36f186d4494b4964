//! NumPy: name, element type and shape of each array, from what stands before the numbers.

use std::io::Read;
use std::path::Path;

use faircat_inference::formats::npy::{self, Header};
use faircat_inference::formats::{FormatError, npz};
use serde_json::{Map, Value};

use super::super::data_file;
use super::{DataFile, field, is_name, shape};
use crate::data_error::DataError;

pub(super) fn describe_archive(path: &Path) -> Result<DataFile, DataError> {
    let (file, _) = data_file::open(path)?;
    let (mut arrays, mut unread) = (Vec::new(), Vec::new());
    for (name, header) in npz::headers(file)? {
        match header {
            Ok(header) => arrays.push((name, header)),
            Err(why) => unread.push(why),
        }
    }
    Ok(DataFile { unread, ..of_arrays(&arrays) })
}

pub(super) fn describe_array(path: &Path) -> Result<DataFile, DataError> {
    let (file, size) = data_file::open(path)?;
    let mut start = Vec::new();
    file.take(npy::LONGEST_START).read_to_end(&mut start).map_err(DataError::Unreadable)?;
    let header = match npy::header(&start) {
        Ok(header) => header,
        Err(error) => return unless_sound(error),
    };
    let held = size.saturating_sub(header.data_start as u64);
    if wanted(&header)?.is_some_and(|wanted| wanted != held) {
        let reason = format!("its numbers take {held} bytes, not as many as its shape says");
        return Err(FormatError::Damaged { format: "npy", reason }.into());
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(of_arrays(&[(name, header)]))
}

/// Bytes that the numbers take; `None` where nobody knows how many one takes. Errors: more than can be
/// counted.
fn wanted(header: &Header) -> Result<Option<u64>, FormatError> {
    match header.bytes() {
        Ok(bytes) => Ok(Some(bytes)),
        Err(FormatError::Unsupported { .. }) => {
            let Some(width) = width(&header.descr) else { return Ok(None) };
            let mut sizes = header.shape.iter();
            let product = sizes.try_fold(width, |all, &size| all.checked_mul(size as u64));
            let reason = format!("its shape {:?} is too large", header.shape);
            product.map(Some).ok_or(FormatError::Damaged { format: "npy", reason })
        }
        Err(error) => Err(error),
    }
}

/// Bytes of an element that is no number which is read, as `<c16` and `<U4` write it.
fn width(descr: &str) -> Option<u64> {
    let size: u64 = descr.get(2..)?.split('[').next()?.parse().ok()?;
    match descr.as_bytes().get(1)? {
        b'U' => size.checked_mul(4),
        b'c' | b'S' | b'a' | b'V' | b'f' | b'i' | b'u' => Some(size),
        b'M' | b'm' => Some(8),
        _ => None,
    }
}

/// A file without fields, where `error` says that they are of a kind which is not read.
fn unless_sound(error: FormatError) -> Result<DataFile, DataError> {
    match error {
        FormatError::Unsupported { what, reason } => {
            Ok(DataFile { unread: vec![format!("{what}: {reason}")], ..DataFile::default() })
        }
        error => Err(error.into()),
    }
}

fn of_arrays(arrays: &[(String, Header)]) -> DataFile {
    let fields = arrays.iter().map(|(name, header)| field(name, element(&header.descr))).collect();
    let named = arrays.iter().filter(|(name, _)| is_name(name));
    let shapes = named.map(|(name, header)| (name.clone(), Value::from(shape(&header.shape))));
    let mut facts = Map::new();
    facts.insert("shapes".to_owned(), Value::Object(shapes.collect()));
    DataFile { fields, facts, ..DataFile::default() }
}

/// The name of an element type that NumPy writes as `<f4`; other types as they are written.
fn element(descr: &str) -> String {
    let kind = match descr.get(1..2) {
        Some("f") => "float",
        Some("i") => "int",
        Some("u") => "uint",
        Some("c") => "complex",
        Some("b") => return "bool".to_owned(),
        Some("U" | "S") => return "string".to_owned(),
        _ => return descr.to_owned(),
    };
    match descr[2..].parse::<u32>() {
        Ok(bytes @ 1..=32) => format!("{kind}{}", bytes * 8),
        _ => descr.to_owned(),
    }
}
