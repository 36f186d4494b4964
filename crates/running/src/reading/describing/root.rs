//! ROOT: what its directories hold, by the keys that stand there uncompressed.
//!
//! Source: <https://root.cern/doc/master/header.html> and the classes `TFile`, `TDirectoryFile` and
//! `TKey` of its reference. Branches of trees lie compressed within the trees and are not read.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use serde_json::{Map, Value};

use super::super::data_file;
use super::{DataFile, MOST_FIELDS, is_name};
use crate::data_error::DataError;

const KIND: &str = "ROOT";
/// From this version on a file has addresses of 64 bits.
const LARGE_FILE: i32 = 1_000_000;
/// From this version on a directory or key has them.
const LARGE_KEY: i16 = 1_000;
/// Longest list of keys that is read, in bytes.
const LONGEST_LIST: u64 = 16 << 20;
/// Deepest directory below the first.
const DEEPEST: usize = 8;
/// Classes of directories.
const DIRECTORIES: [&str; 2] = ["TDirectory", "TDirectoryFile"];

pub(super) fn describe(path: &Path) -> Result<DataFile, DataError> {
    let (file, size) = data_file::open(path)?;
    let mut root = Root { file, size, objects: Map::new(), left_out: 0 };
    let mut header = root.bytes(0, 100)?;
    if header.take(4)? != b"root" {
        return Err(broken("it does not begin as one"));
    }
    let version = header.i32()?;
    let begin = header.i32()?;
    let end = header.address(version >= LARGE_FILE)?;
    if version <= 0 || begin <= 0 {
        return Err(broken("its header has no version or no beginning"));
    }
    if end > size {
        return Err(broken("it is cut short"));
    }
    header.address(version >= LARGE_FILE)?;
    header.take(8)?;
    let name_bytes = header.i32()?;
    root.directory("", address(begin)?.saturating_add(address(name_bytes)?), 0)?;
    let mut unread = vec![
        "what its trees hold lies compressed within them and is not read: write their branches \
         under `dataset.fields`"
            .to_owned(),
    ];
    if root.left_out > 0 {
        unread.push(format!("{} of its objects are not listed", root.left_out));
    }
    let mut facts = Map::new();
    facts.insert("version".to_owned(), Value::from(version % LARGE_FILE));
    facts.insert("objects".to_owned(), Value::Object(root.objects));
    Ok(DataFile { facts, unread, ..DataFile::default() })
}

struct Root {
    file: File,
    size: u64,
    /// Class of each object, by its path.
    objects: Map<String, Value>,
    left_out: usize,
}

/// A key of a directory.
struct Key {
    class: String,
    name: String,
    /// Where the object begins.
    object: u64,
}

impl Root {
    /// Lists the directory whose record is at `place`.
    fn directory(&mut self, path: &str, place: u64, depth: usize) -> Result<(), DataError> {
        let mut record = self.bytes(place, 54)?;
        let version = record.i16()?;
        record.take(8)?;
        let list_bytes = address(record.i32()?)?;
        record.take(4)?;
        let is_large = version > LARGE_KEY;
        record.address(is_large)?;
        record.address(is_large)?;
        let list = record.address(is_large)?;
        if list == 0 {
            return Ok(());
        }
        if list_bytes > LONGEST_LIST {
            return Err(broken("its list of keys is too long"));
        }
        let mut keys = self.bytes(list, list_bytes)?;
        keys.key()?;
        let count = keys.i32()?;
        for _ in 0..count {
            let key = keys.key()?;
            self.add(path, &key, depth)?;
        }
        Ok(())
    }

    /// Of objects of one name, as ROOT keeps them of several cycles, the newest comes first.
    fn add(&mut self, folder: &str, key: &Key, depth: usize) -> Result<(), DataError> {
        let path = match folder {
            "" => key.name.clone(),
            folder => format!("{folder}/{}", key.name),
        };
        if !is_name(&path) || !is_name(&key.class) || self.objects.len() >= MOST_FIELDS {
            self.left_out += 1;
            return Ok(());
        }
        if self.objects.contains_key(&path) {
            return Ok(());
        }
        self.objects.insert(path.clone(), Value::from(key.class.as_str()));
        match DIRECTORIES.contains(&key.class.as_str()) && depth < DEEPEST {
            true => self.directory(&path, key.object, depth + 1),
            false => Ok(()),
        }
    }

    /// At most `count` bytes from `place` on.
    fn bytes(&mut self, place: u64, count: u64) -> Result<Bytes, DataError> {
        if place >= self.size {
            return Err(broken("it leads beyond its end"));
        }
        self.file.seek(SeekFrom::Start(place)).map_err(DataError::Unreadable)?;
        let mut bytes = Vec::new();
        let mut part = (&mut self.file).take(count);
        part.read_to_end(&mut bytes).map_err(DataError::Unreadable)?;
        Ok(Bytes { bytes, at: 0 })
    }
}

/// Numbers with the highest byte first.
struct Bytes {
    bytes: Vec<u8>,
    at: usize,
}

impl Bytes {
    fn take(&mut self, count: usize) -> Result<&[u8], DataError> {
        let start = self.at;
        self.at = start.saturating_add(count);
        self.bytes.get(start..self.at).ok_or_else(|| broken("it is cut short"))
    }

    fn number<const N: usize>(&mut self) -> Result<[u8; N], DataError> {
        self.take(N)?.try_into().map_err(|_| broken("it is cut short"))
    }

    fn i16(&mut self) -> Result<i16, DataError> {
        self.number().map(i16::from_be_bytes)
    }

    fn i32(&mut self) -> Result<i32, DataError> {
        self.number().map(i32::from_be_bytes)
    }

    fn address(&mut self, is_large: bool) -> Result<u64, DataError> {
        match is_large {
            true => self.number().map(u64::from_be_bytes),
            false => address(self.i32()?),
        }
    }

    fn key(&mut self) -> Result<Key, DataError> {
        self.take(4)?;
        let version = self.i16()?;
        self.take(8)?;
        let length = self.i16()?;
        self.take(2)?;
        let place = self.address(version > LARGE_KEY)?;
        self.address(version > LARGE_KEY)?;
        let (class, name) = (self.text()?, self.text()?);
        self.text()?;
        let length = u64::try_from(length).map_err(|_| broken("a key has no length"))?;
        Ok(Key { class, name, object: place.saturating_add(length) })
    }

    /// A text behind its length, of one byte or, from 255 on, of four more.
    fn text(&mut self) -> Result<String, DataError> {
        let length = match self.number::<1>()? {
            [255] => usize::try_from(self.i32()?).map_err(|_| broken("a text has no length"))?,
            [short] => usize::from(short),
        };
        Ok(String::from_utf8_lossy(self.take(length)?).into_owned())
    }
}

fn address(number: i32) -> Result<u64, DataError> {
    u64::try_from(number).map_err(|_| broken("it leads before its beginning"))
}

fn broken(problem: &str) -> DataError {
    DataError::format(KIND, problem)
}
