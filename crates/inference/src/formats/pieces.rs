//! One array whose numbers arrive in pieces, from a reader of files that is not in this crate.

use super::npy::{self, Header};
use super::{FormatError, Limit, within};
use crate::tensor::Tensor;

/// An array of which some rows have arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pieces {
    header: Header,
    expected: u64,
    bytes: Vec<u8>,
}

impl Pieces {
    /// The array `name` of `shape` with elements as NumPy writes their type, `<f4`.
    ///
    /// # Errors
    /// An element type that is not read, or more bytes than `limit`.
    pub fn begin(
        name: &str,
        descr: &str,
        shape: &[u64],
        limit: Limit,
    ) -> Result<Pieces, FormatError> {
        let mut header =
            Header { descr: descr.to_owned(), fortran_order: false, shape: vec![], data_start: 0 };
        let what = format!("`{name}`");
        let unsupported = |reason| FormatError::Unsupported { what: what.clone(), reason };
        let unknown = |_| unsupported(format!("numbers of the type `{descr}` are not read"));
        let width = header.width().map_err(unknown)? as u64;
        let expected = shape.iter().fold(width, |all, &size| all.saturating_mul(size));
        within(limit, &what, expected)?;
        let size = |&size: &u64| {
            usize::try_from(size).map_err(|_| unsupported(format!("it has the shape {shape:?}")))
        };
        header.shape = shape.iter().map(size).collect::<Result<_, _>>()?;
        Ok(Pieces { header, expected, bytes: Vec::new() })
    }

    /// Bytes of the whole array.
    #[must_use]
    pub fn expected(&self) -> u64 {
        self.expected
    }

    /// Adds the next numbers, row-major.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The whole array.
    ///
    /// # Errors
    /// Numbers that do not fill the shape.
    pub fn end(self) -> Result<Tensor, FormatError> {
        let shape = self.header.shape.clone();
        npy::decode(&self.header, shape, &self.bytes)
    }
}
