//! JSON: one object of arrays by input, or one object for each row, in a list or on a line of its
//! own (<https://jsonlines.org>).

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Take};
use std::path::Path;

use faircat_inference::contract::ContractError;
use faircat_inference::formats::selection::used;
use faircat_inference::formats::{Limit, RawData, UNNAMED, json};
use faircat_inference::signature::Signature;

use super::names::of_data;
use super::{BlockReader, data_file, length, rows, same_length};
use crate::data_error::DataError;

const KIND: &str = "JSON";
/// Largest `.json` file, which is held in memory; `.jsonl` has no limit.
const LARGEST_FILE: u64 = 256 << 20;
/// Longest line of a `.jsonl` file.
const LONGEST_LINE: u64 = 64 << 20;
/// Most bytes of the lines that are read at once.
const LARGEST_BLOCK: usize = 256 << 20;

/// A file that is read at once.
pub(super) struct Json {
    data: RawData,
    items: usize,
    next: usize,
}

impl Json {
    pub(super) fn open(path: &Path, signature: &Signature) -> Result<Json, DataError> {
        let data = whole(path, signature)?;
        let mut lengths = Vec::with_capacity(data.arrays.len());
        for (name, raw) in &data.arrays {
            let rows = length(raw).ok_or_else(|| DataError::NoRows(name.clone()))?;
            lengths.push((name.as_str(), rows as u64));
        }
        let items = same_length(&lengths)? as usize;
        Ok(Json { data, items, next: 0 })
    }
}

/// What the arrays are called.
pub(super) fn names(path: &Path) -> Result<Vec<String>, DataError> {
    read(path).map(|data| of_data(&data))
}

/// What the file holds of the inputs.
pub(super) fn whole(path: &Path, signature: &Signature) -> Result<RawData, DataError> {
    let mut data = read(path)?;
    keep_used(&mut data, signature)?;
    Ok(data)
}

/// All that the file holds.
fn read(path: &Path) -> Result<RawData, DataError> {
    let (file, _) = data_file::open(path)?;
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(DataError::Unreadable)?;
    if bytes.len() as u64 > LARGEST_FILE {
        let problem = format!("it has more than {LARGEST_FILE} bytes; .jsonl has no such limit");
        return Err(DataError::format(KIND, problem));
    }
    Ok(json::read(&bytes, Limit::default())?)
}

/// Leaves out what is nothing of an input.
fn keep_used(data: &mut RawData, signature: &Signature) -> Result<(), DataError> {
    if data.arrays.contains_key(UNNAMED) {
        return Ok(());
    }
    let has: Vec<&str> =
        data.arrays.keys().chain(data.unreadable.keys()).map(String::as_str).collect();
    let wanted: Vec<String> = used(signature, &has)?.into_iter().map(str::to_owned).collect();
    data.arrays.retain(|name, _| wanted.contains(name));
    match wanted.into_iter().find(|name| data.unreadable.contains_key(name)) {
        Some(input) => {
            let reason = data.unreadable[&input].clone();
            Err(ContractError::Items { input, reason }.into())
        }
        None => Ok(()),
    }
}

impl BlockReader for Json {
    fn items(&self) -> Option<u64> {
        Some(self.items as u64)
    }

    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError> {
        let range = self.next..self.items.min(self.next.saturating_add(count));
        if range.is_empty() {
            return Ok(None);
        }
        self.next = range.end;
        let arrays = rows(&self.data.arrays, range);
        let (units, unreadable) = (self.data.units.clone(), self.data.unreadable.clone());
        Ok(Some(RawData { arrays, units, unreadable }))
    }
}

/// A file with an object on each line.
pub(super) struct JsonLines {
    reader: BufReader<Take<File>>,
    /// Number of the row that is read next.
    next: usize,
}

impl JsonLines {
    pub(super) fn open(path: &Path) -> Result<JsonLines, DataError> {
        let (file, size) = data_file::open(path)?;
        Ok(JsonLines { reader: BufReader::new(file.take(size)), next: 0 })
    }

    /// The next line that is not empty; empty at the end.
    fn line(&mut self) -> Result<Vec<u8>, DataError> {
        loop {
            let mut line = Vec::new();
            let mut bounded = (&mut self.reader).take(LONGEST_LINE);
            let read = bounded.read_until(b'\n', &mut line).map_err(DataError::Unreadable)?;
            if read as u64 == LONGEST_LINE {
                let problem = format!("a line has more than {LONGEST_LINE} bytes");
                return Err(DataError::format(KIND, problem));
            }
            // The mark of UTF-8 may stand before the first.
            let mark = line.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec);
            let line = mark.unwrap_or(line);
            if read == 0 || !line.iter().all(u8::is_ascii_whitespace) {
                return Ok(line);
            }
        }
    }
}

impl BlockReader for JsonLines {
    fn items(&self) -> Option<u64> {
        None
    }

    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError> {
        let mut list = b"[".to_vec();
        let first = self.next;
        for _ in 0..count {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            if list.len() > 1 {
                list.push(b',');
            }
            list.extend(line);
            self.next += 1;
            if list.len() > LARGEST_BLOCK {
                return Err(DataError::Block { bytes: list.len() as u64 });
            }
        }
        if list.len() == 1 {
            return Ok(None);
        }
        list.push(b']');
        Ok(Some(json::read_from(&list, Limit::default(), first)?))
    }
}
