//! NumPy's `.npy` as a stream,
//! <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.

use std::io::{ErrorKind, Read};

use faircat_inference::formats::npy::{self, Header};
use faircat_inference::tensor::Tensor;

use crate::running::data_error::DataError;

const KIND: &str = "NumPy";
/// Longest description of an array; that of a plain array has about a hundred bytes.
const LONGEST_HEADER: usize = 64 * 1024;
/// Most bytes of one row.
const LARGEST_ROW: usize = 1 << 30;

/// An array that is read from its beginning to its end.
pub(super) struct NpyStream {
    reader: Box<dyn Read>,
    header: Header,
    /// Bytes of one row.
    row: usize,
    pub(super) items: u64,
    left: u64,
}

impl NpyStream {
    /// Reads the description of the array.
    pub(super) fn open(mut reader: Box<dyn Read>) -> Result<NpyStream, DataError> {
        let header = npy::header(&description(reader.as_mut())?)?;
        let Some(&items) = header.shape.first() else {
            return Err(DataError::format(KIND, "it holds one number, not rows"));
        };
        if header.fortran_order && header.shape.len() > 1 {
            let problem = "its last axis counts the rows; write it with numpy.ascontiguousarray";
            return Err(DataError::format(KIND, problem));
        }
        let width = header.width()?;
        let row = header.shape[1..].iter().try_fold(width, |row, &size| row.checked_mul(size));
        let row = row.filter(|&row| row <= LARGEST_ROW);
        let row = row.ok_or_else(|| DataError::format(KIND, "one row of it is too large"))?;
        Ok(NpyStream { reader, header, row, items: items as u64, left: items as u64 })
    }

    /// The next rows, at most `count`.
    pub(super) fn next(&mut self, count: usize) -> Result<Tensor, DataError> {
        let count = self.left.min(count as u64) as usize;
        let mut bytes = vec![0; count * self.row];
        self.reader.read_exact(&mut bytes).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => DataError::format(KIND, "it is cut short"),
            _ => DataError::Unreadable(error),
        })?;
        self.left -= count as u64;
        let mut shape = self.header.shape.clone();
        shape[0] = count;
        Ok(npy::decode(&self.header, shape, &bytes)?)
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
