//! Arrays that a process holds already, as rows for a model: nothing is copied but the block that
//! runs next.

use std::collections::BTreeMap;

use faircat_inference::formats::{Raw, RawData};
use faircat_inference::number::Number;
use faircat_inference::tensor::{Data, ShapeError, Tensor};

use super::data_error::DataError;
use super::reading::{BlockReader, same_length};

/// The elements of an array, row-major.
#[derive(Clone, Copy, Debug)]
pub enum Elements<'a> {
    Float32(&'a [f32]),
    Float64(&'a [f64]),
    Int8(&'a [i8]),
    Int16(&'a [i16]),
    Int32(&'a [i32]),
    Int64(&'a [i64]),
    Uint8(&'a [u8]),
    Uint16(&'a [u16]),
    Uint32(&'a [u32]),
    Uint64(&'a [u64]),
    Bool(&'a [bool]),
}

impl Elements<'_> {
    /// A copy of those from `from` up to `to`, which must be there.
    fn part(&self, from: usize, to: usize) -> Data {
        macro_rules! part {
            ($($kind:ident)*) => {
                match self {
                    $(Elements::$kind(values) => Data::$kind(values[from..to].to_vec()),)*
                }
            };
        }
        part!(Float32 Float64 Int8 Int16 Int32 Int64 Uint8 Uint16 Uint32 Uint64 Bool)
    }

    fn len(&self) -> usize {
        macro_rules! len {
            ($($kind:ident)*) => { match self { $(Elements::$kind(values) => values.len(),)* } };
        }
        len!(Float32 Float64 Int8 Int16 Int32 Int64 Uint8 Uint16 Uint32 Uint64 Bool)
    }
}

/// What an array holds.
#[derive(Clone, Debug)]
enum Content<'a> {
    Plain {
        shape: Vec<usize>,
        elements: Elements<'a>,
    },
    /// Lists of items, of which each row has as many as it likes.
    Lists {
        /// Where each row begins in `items`, and where the last one ends.
        starts: Vec<usize>,
        /// Names of the numbers of an item, where they are known.
        features: Option<Vec<String>>,
        width: usize,
        items: &'a [f64],
    },
}

/// An array by the name of an input, or of a feature of one.
#[derive(Clone, Debug)]
pub struct Array<'a> {
    name: String,
    content: Content<'a>,
}

impl<'a> Array<'a> {
    /// An array of `shape`.
    ///
    /// # Errors
    /// A shape that the elements do not fill.
    pub fn plain(
        name: String,
        shape: Vec<usize>,
        elements: Elements<'a>,
    ) -> Result<Array<'a>, ShapeError> {
        let wanted = shape.iter().try_fold(1usize, |product, &size| product.checked_mul(size));
        if wanted != Some(elements.len()) {
            return Err(ShapeError { shape, elements: elements.len() });
        }
        Ok(Array { name, content: Content::Plain { shape, elements } })
    }

    /// For each row a list of `counts` items of `width` numbers, all lists one after the other in
    /// `items`.
    ///
    /// # Errors
    /// Counts that are not those of the items.
    pub fn lists(
        name: String,
        counts: &[i64],
        features: Option<Vec<String>>,
        width: usize,
        items: &'a [f64],
    ) -> Result<Array<'a>, ShapeError> {
        let mut starts = vec![0usize];
        let mut end = Some(0usize);
        for count in counts {
            end = usize::try_from(*count).ok().and_then(|count| end?.checked_add(count));
            starts.push(end.unwrap_or(usize::MAX));
        }
        if end.and_then(|end| end.checked_mul(width)) != Some(items.len()) || width == 0 {
            return Err(ShapeError { shape: vec![counts.len(), width], elements: items.len() });
        }
        Ok(Array { name, content: Content::Lists { starts, features, width, items } })
    }

    /// How many rows it has; `None` where it is one number.
    fn rows(&self) -> Option<usize> {
        match &self.content {
            Content::Plain { shape, .. } => shape.first().copied(),
            Content::Lists { starts, .. } => Some(starts.len() - 1),
        }
    }

    /// All of it.
    fn whole(&self) -> Result<Raw, DataError> {
        match &self.content {
            Content::Plain { shape, elements } => {
                tensor(shape.clone(), elements.part(0, elements.len()))
            }
            Content::Lists { starts, .. } => self.part(0, starts.len() - 1),
        }
    }

    /// The rows from `from` up to `to`, which must be there.
    fn part(&self, from: usize, to: usize) -> Result<Raw, DataError> {
        match &self.content {
            Content::Plain { shape, elements } => {
                let width: usize = shape.iter().skip(1).product();
                let mut shape = shape.clone();
                if let Some(first) = shape.first_mut() {
                    *first = to - from;
                }
                tensor(shape, elements.part(from * width, to * width))
            }
            Content::Lists { starts, features, width, items } => {
                let row = |ends: &[usize]| -> Vec<Vec<Number>> {
                    let row = &items[ends[0] * width..ends[1] * width];
                    let item = |item: &[f64]| item.iter().map(|&it| Number::Float(it)).collect();
                    row.chunks(*width).map(item).collect()
                };
                let rows = starts[from..=to].windows(2).map(row).collect();
                Ok(match features {
                    Some(features) => Raw::Named { features: features.clone(), rows },
                    None => Raw::Ragged(rows),
                })
            }
        }
    }
}

fn tensor(shape: Vec<usize>, data: Data) -> Result<Raw, DataError> {
    Tensor::new(shape, data)
        .map(Raw::Binary)
        .map_err(|error| DataError::format("array", error.to_string()))
}

/// Arrays of as many rows, in order.
#[derive(Debug)]
pub struct Arrays<'a> {
    arrays: Vec<Array<'a>>,
    rows: usize,
    next: usize,
}

impl<'a> Arrays<'a> {
    /// Errors: arrays that do not all have as many rows.
    pub fn new(arrays: Vec<Array<'a>>) -> Result<Arrays<'a>, DataError> {
        let length = |array: &Array| array.rows().unwrap_or(1) as u64;
        let lengths = arrays.iter().map(|array| (array.name.as_str(), length(array)));
        let rows = same_length(&lengths.collect::<Vec<_>>())? as usize;
        Ok(Arrays { arrays, rows, next: 0 })
    }
}

/// All of `arrays`, for a model whose inputs do not all have rows.
///
/// # Errors
/// Arrays that cannot be held.
pub fn whole(arrays: &[Array]) -> Result<RawData, DataError> {
    let all = arrays.iter().map(|array| Ok((array.name.clone(), array.whole()?)));
    let arrays: BTreeMap<String, Raw> = all.collect::<Result<_, DataError>>()?;
    Ok(RawData { arrays, ..RawData::default() })
}

impl BlockReader for Arrays<'_> {
    fn items(&self) -> Option<u64> {
        Some(self.rows as u64)
    }

    fn read(&mut self, count: usize) -> Result<Option<RawData>, DataError> {
        let (from, to) = (self.next, self.rows.min(self.next.saturating_add(count)));
        if from == to {
            return Ok(None);
        }
        self.next = to;
        let parts = self.arrays.iter().map(|array| Ok((array.name.clone(), array.part(from, to)?)));
        let arrays: BTreeMap<String, Raw> = parts.collect::<Result<_, DataError>>()?;
        Ok(Some(RawData { arrays, ..RawData::default() }))
    }
}
