//! Arrays of numbers with a shape, in row-major order.

use thiserror::Error;

use crate::number::Number;

/// The elements of a tensor, by their type in ONNX's spelling.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    Float32(Vec<f32>),
    Float64(Vec<f64>),
    Int8(Vec<i8>),
    Int16(Vec<i16>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Uint8(Vec<u8>),
    Uint16(Vec<u16>),
    Uint32(Vec<u32>),
    Uint64(Vec<u64>),
    Bool(Vec<bool>),
}

/// A shape that does not hold as many elements as are there.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{elements} elements do not fill the shape {shape:?}")]
pub struct ShapeError {
    pub shape: Vec<usize>,
    pub elements: usize,
}

/// Parts that do not make up one tensor.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the parts of a batch differ in type or shape")]
pub struct ConcatenateError;

/// An array whose first axis counts items (jets, images, …).
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    shape: Vec<usize>,
    data: Data,
}

/// `$body` for whichever vector `$data` holds.
macro_rules! each {
    ($data:expr, $values:ident => $body:expr) => {
        match $data {
            Data::Float32($values) => $body,
            Data::Float64($values) => $body,
            Data::Int8($values) => $body,
            Data::Int16($values) => $body,
            Data::Int32($values) => $body,
            Data::Int64($values) => $body,
            Data::Uint8($values) => $body,
            Data::Uint16($values) => $body,
            Data::Uint32($values) => $body,
            Data::Uint64($values) => $body,
            Data::Bool($values) => $body,
        }
    };
}

/// The same variant of `Data`, with `$body` in place of its vector.
macro_rules! same_type {
    ($data:expr, $values:ident => $body:expr) => {
        match $data {
            Data::Float32($values) => Data::Float32($body),
            Data::Float64($values) => Data::Float64($body),
            Data::Int8($values) => Data::Int8($body),
            Data::Int16($values) => Data::Int16($body),
            Data::Int32($values) => Data::Int32($body),
            Data::Int64($values) => Data::Int64($body),
            Data::Uint8($values) => Data::Uint8($body),
            Data::Uint16($values) => Data::Uint16($body),
            Data::Uint32($values) => Data::Uint32($body),
            Data::Uint64($values) => Data::Uint64($body),
            Data::Bool($values) => Data::Bool($body),
        }
    };
}

mod rearranged;

impl Data {
    /// Number of elements.
    pub fn len(&self) -> usize {
        each!(self, values => values.len())
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Each element as the shortest decimal text that reads back as the same number.
    #[must_use]
    pub fn to_texts(&self) -> Vec<String> {
        each!(self, values => values.iter().map(ToString::to_string).collect())
    }

    /// As [`Data::to_texts`], with an exponent where people write one, as ECMAScript does: from 10²¹
    /// on, and below 10⁻⁶.
    #[must_use]
    pub fn to_short_texts(&self) -> Vec<String> {
        macro_rules! real {
            ($values:expr) => {
                $values
                    .iter()
                    .map(|it| match it.abs() {
                        size if size >= 1e21 || (size > 0.0 && size < 1e-6) => format!("{it:e}"),
                        _ => it.to_string(),
                    })
                    .collect()
            };
        }
        match self {
            Data::Float32(values) => real!(values),
            Data::Float64(values) => real!(values),
            _ => self.to_texts(),
        }
    }

    /// Each element in double precision, which is exact but for integers beyond 2⁵³.
    #[must_use]
    pub fn to_f64(&self) -> Vec<f64> {
        macro_rules! widened {
            ($($kind:ident),*) => {
                match self {
                    Data::Float64(values) => values.clone(),
                    Data::Int64(values) => values.iter().map(|&value| value as f64).collect(),
                    Data::Uint64(values) => values.iter().map(|&value| value as f64).collect(),
                    Data::Bool(values) => values.iter().map(|&it| f64::from(u8::from(it))).collect(),
                    $(Data::$kind(values) => values.iter().map(|&it| f64::from(it)).collect(),)*
                }
            };
        }
        widened!(Float32, Int8, Int16, Int32, Uint8, Uint16, Uint32)
    }

    /// Each element without loss.
    #[must_use]
    pub fn to_numbers(&self) -> Vec<Number> {
        macro_rules! numbers {
            ($($kind:ident $variant:ident),*) => {
                match self {
                    Data::Uint64(values) => values.iter().map(|&it| Number::of_u64(it)).collect(),
                    $(Data::$kind(values) => {
                        values.iter().map(|&it| Number::$variant(it.into())).collect()
                    })*
                }
            };
        }
        numbers!(
            Float32 Float, Float64 Float, Int8 Int, Int16 Int, Int32 Int, Int64 Int, Uint8 Int,
            Uint16 Int, Uint32 Int, Bool Int
        )
    }

    /// Adds the elements of `other`; `false`, and nothing is added, where the types differ.
    fn append(&mut self, other: &Data) -> bool {
        macro_rules! append {
            ($($kind:ident),*) => {
                match (self, other) {
                    $((Data::$kind(all), Data::$kind(more)) => all.extend_from_slice(more),)*
                    _ => return false,
                }
            };
        }
        append!(Float32, Float64, Int8, Int16, Int32, Int64, Uint8, Uint16, Uint32, Uint64, Bool);
        true
    }

    /// The element type in ONNX's spelling, as `float32`.
    pub fn dtype(&self) -> &'static str {
        match self {
            Data::Float32(_) => "float32",
            Data::Float64(_) => "float64",
            Data::Int8(_) => "int8",
            Data::Int16(_) => "int16",
            Data::Int32(_) => "int32",
            Data::Int64(_) => "int64",
            Data::Uint8(_) => "uint8",
            Data::Uint16(_) => "uint16",
            Data::Uint32(_) => "uint32",
            Data::Uint64(_) => "uint64",
            Data::Bool(_) => "bool",
        }
    }
}

/// Names of the element types that a tensor can have, in ONNX's spelling.
pub const DTYPES: [&str; 11] = [
    "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "bool",
];

impl Tensor {
    /// A tensor of `shape` with `data` in row-major order.
    pub fn new(shape: Vec<usize>, data: Data) -> Result<Tensor, ShapeError> {
        let wanted = shape.iter().try_fold(1usize, |product, &size| product.checked_mul(size));
        if wanted == Some(data.len()) {
            Ok(Tensor { shape, data })
        } else {
            Err(ShapeError { shape, elements: data.len() })
        }
    }

    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    pub fn data(&self) -> &Data {
        &self.data
    }

    /// The shape and the elements.
    pub fn into_parts(self) -> (Vec<usize>, Data) {
        (self.shape, self.data)
    }

    pub fn dtype(&self) -> &'static str {
        self.data.dtype()
    }

    /// Number of items: the size of the first axis, 1 for a scalar.
    pub fn items(&self) -> usize {
        self.shape.first().copied().unwrap_or(1)
    }

    /// Number of elements of one item.
    pub fn item_len(&self) -> usize {
        self.shape.iter().skip(1).product()
    }

    /// The elements, where they are `float32`.
    pub fn as_f32(&self) -> Option<&[f32]> {
        match &self.data {
            Data::Float32(values) => Some(values),
            _ => None,
        }
    }

    /// The same elements, in the same order, with another `shape`.
    ///
    /// # Errors
    /// A shape that they do not fill.
    pub fn reshaped(self, shape: Vec<usize>) -> Result<Tensor, ShapeError> {
        Tensor::new(shape, self.data)
    }

    /// The items of `parts` one after the other; they must agree in type and in the shape of an
    /// item.
    pub fn concatenate(parts: &[&Tensor]) -> Result<Tensor, ConcatenateError> {
        let (first, rest) = parts.split_first().ok_or(ConcatenateError)?;
        if parts.len() == 1 {
            return Ok((*first).clone());
        }
        let mut joined = (*first).clone();
        for part in rest {
            let fits = part.shape.get(1..) == joined.shape.get(1..) && !part.shape.is_empty();
            if !fits || !joined.data.append(&part.data) {
                return Err(ConcatenateError);
            }
            joined.shape[0] += part.shape[0];
        }
        Ok(joined)
    }

    /// The items `range`, which must lie within the first axis.
    #[must_use]
    pub fn slice(&self, range: std::ops::Range<usize>) -> Tensor {
        let width = self.item_len();
        let (from, to) = (range.start * width, range.end * width);
        let data = same_type!(&self.data, values => values[from..to].to_vec());
        let mut shape = self.shape.clone();
        if let Some(first) = shape.first_mut() {
            *first = range.len();
        }
        Tensor { shape, data }
    }
}
