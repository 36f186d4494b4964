//! NumPy's `.npy` as a stream,
//! <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.

use std::io::{self, ErrorKind, Read};

use faircat_inference::formats::npy::{self, Header};
use faircat_inference::tensor::Tensor;

use super::LARGEST_BLOCK;
use crate::data_error::DataError;

const KIND: &str = "NumPy";
/// Longest description of an array; that of a plain array has about a hundred bytes.
const LONGEST_HEADER: usize = 64 * 1024;
/// Most rows of an array whose rows have no elements: nothing in the file backs them.
const MOST_EMPTY_ROWS: usize = 1 << 24;
/// Bytes for which memory is taken before they are there.
const STEP: u64 = 16 << 20;

/// An array that is read from its beginning to its end.
pub(super) struct NpyStream {
    reader: Box<dyn Read>,
    header: Header,
    /// Bytes of one row; of all of it where it is one number.
    row: usize,
    /// `None` where it is one number.
    pub(super) items: Option<u64>,
    /// The next row.
    next: usize,
    /// All of an array whose rows do not lie together in the file.
    held: Option<Tensor>,
}

impl NpyStream {
    /// Reads the description of the array, which has `size` bytes in all with its description.
    ///
    /// Errors: a description of more than is there, so that no row of it is taken for data, or of
    /// less.
    pub(super) fn open(mut reader: Box<dyn Read>, size: u64) -> Result<NpyStream, DataError> {
        let header = npy::header(&description(reader.as_mut())?)?;
        let needed = header.bytes()?.saturating_add(header.data_start as u64);
        if needed > size {
            let shape = &header.shape;
            let problem = format!(
                "it is cut short: its shape {shape:?} takes {needed} bytes, but it has {size}"
            );
            return Err(DataError::format(KIND, problem));
        }
        if needed < size {
            let problem = "it goes on behind its array, and only one is read of a file";
            return Err(DataError::format(KIND, problem));
        }
        let width = header.width()?;
        let axes = header.shape.iter().skip(1);
        let row = axes.copied().try_fold(width, |row, size| row.checked_mul(size));
        let row = row.filter(|&row| row as u64 <= LARGEST_BLOCK);
        let row = row.ok_or_else(|| DataError::format(KIND, "one row of it is too large"))?;
        let items = header.shape.first().copied();
        if row == 0 && items.is_some_and(|items| items > MOST_EMPTY_ROWS) {
            return Err(DataError::format(KIND, "it has too many rows without elements"));
        }
        let items = items.map(|items| items as u64);
        Ok(NpyStream { reader, header, row, items, next: 0, held: None })
    }

    /// The next rows, at most `count`.
    pub(super) fn next(&mut self, count: usize) -> Result<Tensor, DataError> {
        let rows = self.header.shape.first().copied().unwrap_or(0);
        let range = self.next..rows.min(self.next.saturating_add(count));
        self.next = range.end;
        if self.header.fortran_order && self.header.shape.len() > 1 {
            if self.held.is_none() {
                self.held = Some(self.whole()?);
            }
            let held = self.held.as_ref();
            return held.map(|it| it.slice(range)).ok_or(DataError::Empty);
        }
        let bytes = self.bytes((range.len() as u64).saturating_mul(self.row as u64))?;
        if range.end == rows {
            self.pass_over_rest()?;
        }
        let mut shape = self.header.shape.clone();
        shape[0] = range.len();
        Ok(npy::decode(&self.header, shape, &bytes)?)
    }

    /// All of the array, of which nothing was read before.
    pub(super) fn whole(&mut self) -> Result<Tensor, DataError> {
        let bytes = self.bytes(self.header.bytes()?)?;
        self.pass_over_rest()?;
        Ok(npy::decode(&self.header, self.header.shape.clone(), &bytes)?)
    }

    /// Reads on to the end, where an archive tells whether all of it is as it was packed.
    fn pass_over_rest(&mut self) -> Result<(), DataError> {
        io::copy(&mut self.reader, &mut io::sink()).map(drop).map_err(unreadable)
    }

    /// The next `count` bytes. Memory grows with what is really there.
    fn bytes(&mut self, count: u64) -> Result<Vec<u8>, DataError> {
        if count > LARGEST_BLOCK {
            return Err(DataError::Block { bytes: count });
        }
        let mut bytes = Vec::with_capacity(count.min(STEP) as usize);
        let read = (&mut self.reader).take(count).read_to_end(&mut bytes);
        let read = read.map_err(unreadable)?;
        match read as u64 == count {
            true => Ok(bytes),
            false => Err(DataError::format(KIND, "it is cut short")),
        }
    }
}

fn unreadable(error: io::Error) -> DataError {
    match error.kind() {
        ErrorKind::UnexpectedEof | ErrorKind::InvalidInput | ErrorKind::InvalidData => {
            DataError::format(KIND, error)
        }
        _ => DataError::Unreadable(error),
    }
}

/// Everything before the elements.
fn description(reader: &mut dyn Read) -> Result<Vec<u8>, DataError> {
    let cut = |_| DataError::format(KIND, "it is cut short");
    let mut start = vec![0; 8];
    reader.read_exact(&mut start).map_err(cut)?;
    // Version 1 counts the header in two bytes, later ones in four.
    let digits = if start[6] == 1 { 2 } else { 4 };
    let mut length = [0; 4];
    reader.read_exact(&mut length[..digits]).map_err(cut)?;
    start.extend(&length[..digits]);
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST_HEADER {
        return Err(DataError::format(KIND, format!("its header has {length} bytes")));
    }
    let begun = start.len();
    start.resize(begun + length, 0);
    reader.read_exact(&mut start[begun..]).map_err(cut)?;
    Ok(start)
}
