//! JSON: one object of arrays by input, or one object for each row, in a list or on a line of its
//! own (<https://jsonlines.org>).

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use faircat_inference::formats::{Limit, RawData, json};

use super::{Source, length, rows, same_length};
use crate::outside_world::bounded_file;
use crate::running::data_error::DataError;

const KIND: &str = "JSON";
/// Largest `.json` file, which is held in memory; `.jsonl` has no limit.
const LARGEST_FILE: u64 = 256 << 20;
/// Longest line of a `.jsonl` file.
const LONGEST_LINE: u64 = 64 << 20;

/// A file that is read at once.
pub(super) struct Json {
    data: RawData,
    items: usize,
    next: usize,
}

impl Json {
    pub(super) fn open(path: &Path) -> Result<Json, DataError> {
        let bytes = bounded_file::read(path, LARGEST_FILE)
            .map_err(|problem| DataError::format(KIND, problem.message))?;
        let data = json::read(&bytes, Limit::default())?;
        let lengths = data.arrays.iter().map(|(name, raw)| (name.as_str(), length(raw) as u64));
        let items = same_length(&lengths.collect::<Vec<_>>())? as usize;
        Ok(Json { data, items, next: 0 })
    }
}

impl Source for Json {
    fn items(&self) -> Option<u64> {
        Some(self.items as u64)
    }

    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError> {
        let range = self.next..self.items.min(self.next + count);
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
    reader: BufReader<File>,
}

impl JsonLines {
    pub(super) fn open(path: &Path) -> Result<JsonLines, DataError> {
        let file = File::open(path).map_err(DataError::Unreadable)?;
        Ok(JsonLines { reader: BufReader::new(file) })
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
            if read == 0 || !line.iter().all(u8::is_ascii_whitespace) {
                return Ok(line);
            }
        }
    }
}

impl Source for JsonLines {
    fn items(&self) -> Option<u64> {
        None
    }

    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError> {
        let mut list = b"[".to_vec();
        for _ in 0..count {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            if list.len() > 1 {
                list.push(b',');
            }
            list.extend(line);
        }
        if list.len() == 1 {
            return Ok(None);
        }
        list.push(b']');
        Ok(Some(json::read(&list, Limit::default())?))
    }
}
