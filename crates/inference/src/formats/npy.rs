//! One array in NumPy's format.
//!
//! Source: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>, versions 1
//! to 3. Only plain numbers and truth values are read; arrays of objects hold pickles, which
//! could run anything, and are refused.

use super::{FormatError, Limit, within};
use crate::tensor::{Data, Tensor};

const MAGIC: &[u8] = b"\x93NUMPY";

/// Bytes before the text of a header of version 1: the magic number, the version and its length.
const BEFORE_TEXT: usize = MAGIC.len() + 4;

/// Longest header that is read; a plain array has one of about a hundred bytes.
const LONGEST_HEADER: usize = 4096;

/// Most bytes that stand before the numbers of an array that is read.
pub const LONGEST_START: u64 = LONGEST_HEADER as u64 + 12;

/// What stands before the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Element type in NumPy's spelling, as `<f4`.
    pub descr: String,
    /// Whether the first axis runs fastest.
    pub fortran_order: bool,
    pub shape: Vec<usize>,
    /// Where the numbers begin, in bytes from the start of the file.
    pub data_start: usize,
}

impl Header {
    /// That of an array of `shape` in row-major order, with elements of the type that
    /// [`Data::dtype`] names; the numbers begin at the least multiple of 64.
    #[must_use]
    pub fn of(dtype: &str, shape: Vec<usize>) -> Header {
        let descr = descr(dtype).to_owned();
        let mut header = Header { descr, fortran_order: false, shape, data_start: 0 };
        header.data_start = header.length().next_multiple_of(64);
        header
    }

    /// The same with numbers that begin at `data_start`, a multiple of 64; `None` where that leaves
    /// it too little room.
    #[must_use]
    pub fn starting_data_at(self, data_start: usize) -> Option<Header> {
        (self.length() <= data_start).then_some(Header { data_start, ..self })
    }

    /// Everything before the numbers, as a file of version 1.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([1, 0]);
        let length = self.data_start.saturating_sub(BEFORE_TEXT);
        bytes.extend(u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes());
        let room = length.saturating_sub(1);
        bytes.extend(format!("{:<room$}\n", self.text()).as_bytes());
        bytes
    }

    /// Bytes that it takes at least, with the new line at its end.
    fn length(&self) -> usize {
        BEFORE_TEXT + self.text().len() + 1
    }

    fn text(&self) -> String {
        let order = if self.fortran_order { "True" } else { "False" };
        let sizes: Vec<String> = self.shape.iter().map(usize::to_string).collect();
        let comma = if sizes.len() == 1 { "," } else { "" };
        let shape = format!("({}{comma})", sizes.join(", "));
        format!("{{'descr': '{}', 'fortran_order': {order}, 'shape': {shape}, }}", self.descr)
    }

    /// Bytes of one element.
    ///
    /// Errors: an element type that is not read.
    pub fn width(&self) -> Result<usize, FormatError> {
        let size = self.descr.get(2..).and_then(|text| text.parse::<usize>().ok());
        let kind = self.descr.as_bytes().get(1).copied().unwrap_or(0);
        match (kind, size) {
            (b'f', Some(size @ (2 | 4 | 8))) | (b'i' | b'u', Some(size @ (1 | 2 | 4 | 8))) => {
                Ok(size)
            }
            (b'b', Some(1)) => Ok(1),
            (b'O', _) => Err(unsupported("arrays of Python objects are pickles and are not read")),
            (b'U' | b'S' | b'a', _) => Err(self.is_of("text, not numbers")),
            (b'c', _) => Err(self.is_of("complex numbers, which are not read")),
            (b'M' | b'm', _) => Err(self.is_of("times, not numbers")),
            _ => Err(unsupported(&format!("the element type `{}` is not read", self.descr))),
        }
    }

    fn is_of(&self, what: &str) -> FormatError {
        unsupported(&format!("the element type `{}` is of {what}", self.descr))
    }

    /// Bytes of all elements. Errors: more than can be counted.
    pub fn bytes(&self) -> Result<u64, FormatError> {
        let width = self.width()? as u64;
        let product = self.shape.iter().try_fold(width, |all, &size| all.checked_mul(size as u64));
        product.ok_or_else(|| damaged(&format!("its shape {:?} is too large", self.shape)))
    }
}

fn damaged(reason: &str) -> FormatError {
    FormatError::Damaged { format: "npy", reason: reason.to_owned() }
}

fn unsupported(reason: &str) -> FormatError {
    FormatError::Unsupported { what: "npy".to_owned(), reason: reason.to_owned() }
}

/// Reads what stands before the numbers; `bytes` need hold no more than that.
pub fn header(bytes: &[u8]) -> Result<Header, FormatError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| damaged("it does not begin as one"))?;
    let (length, before) = match rest {
        [1, _, low, high, ..] => (usize::from(u16::from_le_bytes([*low, *high])), 10),
        [2 | 3, _, a, b, c, d, ..] => (u32::from_le_bytes([*a, *b, *c, *d]) as usize, 12),
        _ => return Err(damaged("its version is not 1, 2 or 3")),
    };
    if length > LONGEST_HEADER {
        return Err(unsupported("its header is longer than that of any plain array"));
    }
    let data_start = before + length;
    let text = bytes.get(before..data_start).ok_or_else(|| damaged("its header is cut off"))?;
    let text = match rest[0] {
        // Version 3 is for names that Latin-1 has not.
        3 => std::str::from_utf8(text).map_err(|_| damaged("its header is not text"))?.to_owned(),
        _ => text.iter().map(|&byte| char::from(byte)).collect(),
    };
    let text = text.as_str();
    let descr = value_of(text, "descr").ok_or_else(|| damaged("its header has no `descr`"))?;
    let Some(descr) = string_literal(descr) else {
        return Err(unsupported("it is an array of records; save one array per field"));
    };
    let order = value_of(text, "fortran_order").and_then(boolean);
    let shape = value_of(text, "shape").and_then(tuple);
    match (order, shape) {
        (Some(fortran_order), Some(shape)) => {
            Ok(Header { descr: descr.to_owned(), fortran_order, shape, data_start })
        }
        _ => Err(damaged("its header has no order or no shape")),
    }
}

/// What follows `'key':` in a Python dictionary of simple values.
fn value_of<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let quoted = [format!("'{key}'"), format!("\"{key}\"")];
    let after = quoted.iter().find_map(|it| text.split_once(it.as_str()))?.1;
    Some(after.trim_start().strip_prefix(':')?.trim_start())
}

fn string_literal(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|it| matches!(it, '\'' | '"'))?;
    Some(text[1..].split_once(quote)?.0)
}

fn boolean(text: &str) -> Option<bool> {
    match (text.starts_with("True"), text.starts_with("False")) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

fn tuple(text: &str) -> Option<Vec<usize>> {
    let (inside, _) = text.strip_prefix('(')?.split_once(')')?;
    let sizes = inside.split(',').map(str::trim).filter(|it| !it.is_empty());
    sizes.map(|it| it.trim_end_matches('L').parse().ok()).collect()
}

/// The array in `bytes`, in row-major order. Half precision becomes `float32`.
///
/// Errors: a file that is cut short or damaged, or in which more follows; an element type that is
/// not read, truth values that are neither 0 nor 1, or more bytes than `limit`.
pub fn read(bytes: &[u8], limit: Limit) -> Result<Tensor, FormatError> {
    let header = header(bytes)?;
    let size = header.bytes()?;
    within(limit, "the array", size)?;
    let data = &bytes[header.data_start..];
    let whole = usize::try_from(size).ok().and_then(|size| data.get(..size));
    let whole = whole.ok_or_else(|| {
        damaged(&format!("the shape {:?} needs {size} bytes, not {}", header.shape, data.len()))
    })?;
    if data.len() > whole.len() {
        return Err(unsupported("it goes on behind its array; save one array in each file"));
    }
    decode(&header, header.shape.clone(), whole)
}

/// The numbers in `bytes` as an array of `shape`: a part of the rows of the array that `header`
/// stands before, where that is in row-major order.
pub fn decode(header: &Header, shape: Vec<usize>, bytes: &[u8]) -> Result<Tensor, FormatError> {
    let width = header.width()?;
    let data = elements(&header.descr, width, bytes)?;
    let fortran = header.fortran_order && shape.len() > 1;
    let failed = |it: crate::tensor::ShapeError| damaged(&it.to_string());
    if !fortran {
        return Tensor::new(shape, data).map_err(failed);
    }
    let reversed: Vec<usize> = shape.iter().rev().copied().collect();
    Ok(Tensor::new(reversed, data).map_err(failed)?.with_axes_reversed())
}

/// The numbers in `bytes`, of the type that NumPy writes as `descr`, each of `width` bytes.
///
/// Errors: truth values that are neither 0 nor 1.
pub(super) fn elements(descr: &str, width: usize, bytes: &[u8]) -> Result<Data, FormatError> {
    let big = descr.starts_with('>');
    macro_rules! numbers {
        ($element:ty) => {
            bytes
                .chunks_exact(width)
                .map(|chunk| {
                    let mut array = [0; size_of::<$element>()];
                    array.copy_from_slice(chunk);
                    if big {
                        <$element>::from_be_bytes(array)
                    } else {
                        <$element>::from_le_bytes(array)
                    }
                })
                .collect()
        };
    }
    Ok(match (descr.as_bytes().get(1), width) {
        (Some(b'f'), 2) => {
            let halves: Vec<u16> = numbers!(u16);
            let wide = |bits: &u16| half::f16::from_bits(*bits).to_f32();
            Data::Float32(halves.iter().map(wide).collect())
        }
        (Some(b'f'), 4) => Data::Float32(numbers!(f32)),
        (Some(b'f'), _) => Data::Float64(numbers!(f64)),
        (Some(b'i'), 1) => Data::Int8(numbers!(i8)),
        (Some(b'i'), 2) => Data::Int16(numbers!(i16)),
        (Some(b'i'), 4) => Data::Int32(numbers!(i32)),
        (Some(b'i'), _) => Data::Int64(numbers!(i64)),
        (Some(b'u'), 1) => Data::Uint8(numbers!(u8)),
        (Some(b'u'), 2) => Data::Uint16(numbers!(u16)),
        (Some(b'u'), 4) => Data::Uint32(numbers!(u32)),
        (Some(b'u'), _) => Data::Uint64(numbers!(u64)),
        _ => Data::Bool(truths(bytes)?),
    })
}

fn truths(bytes: &[u8]) -> Result<Vec<bool>, FormatError> {
    match bytes.iter().find(|byte| **byte > 1) {
        None => Ok(bytes.iter().map(|&byte| byte == 1).collect()),
        Some(byte) => Err(FormatError::Unsupported {
            what: "truth values".to_owned(),
            reason: format!("one is the byte {byte}, and only 0 and 1 are"),
        }),
    }
}

/// The array as a file of version 1, little-endian, whose bytes depend on the array alone.
#[must_use]
pub fn write(tensor: &Tensor) -> Vec<u8> {
    let mut bytes = header_bytes(tensor.data(), tensor.shape());
    append_elements(&mut bytes, tensor.data());
    bytes
}

/// What stands before an array of `shape` with elements as those of `data`.
#[must_use]
pub fn header_bytes(data: &Data, shape: &[usize]) -> Vec<u8> {
    Header::of(data.dtype(), shape.to_vec()).to_bytes()
}

fn descr(dtype: &str) -> &'static str {
    match dtype {
        "float32" => "<f4",
        "float64" => "<f8",
        "int8" => "|i1",
        "int16" => "<i2",
        "int32" => "<i4",
        "int64" => "<i8",
        "uint8" => "|u1",
        "uint16" => "<u2",
        "uint32" => "<u4",
        "uint64" => "<u8",
        _ => "|b1",
    }
}

/// Adds the elements to a file whose header [`header_bytes`] made.
pub fn append_elements(bytes: &mut Vec<u8>, data: &Data) {
    macro_rules! append {
        ($($kind:ident),*) => {
            match data {
                $(Data::$kind(values) => values.iter().for_each(|it| bytes.extend(it.to_le_bytes())),)*
                Data::Bool(values) => bytes.extend(values.iter().map(|&it| u8::from(it))),
            }
        };
    }
    append!(Float32, Float64, Int8, Int16, Int32, Int64, Uint8, Uint16, Uint32, Uint64);
}
