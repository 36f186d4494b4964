//! NumPy's arrays as rows for a model.

use faircat::running::arrays::{Array, Elements};
use faircat_inference::tensor::{Data, Tensor};
use numpy::{
    PyArray1, PyArrayDyn, PyArrayMethods as _, PyReadonlyArray1, PyReadonlyArrayDyn,
    PyUntypedArrayMethods as _,
};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

/// An array that Python holds, borrowed for a run.
pub(crate) enum Held<'py> {
    Float32(PyReadonlyArrayDyn<'py, f32>),
    Float64(PyReadonlyArrayDyn<'py, f64>),
    Int8(PyReadonlyArrayDyn<'py, i8>),
    Int16(PyReadonlyArrayDyn<'py, i16>),
    Int32(PyReadonlyArrayDyn<'py, i32>),
    Int64(PyReadonlyArrayDyn<'py, i64>),
    Uint8(PyReadonlyArrayDyn<'py, u8>),
    Uint16(PyReadonlyArrayDyn<'py, u16>),
    Uint32(PyReadonlyArrayDyn<'py, u32>),
    Uint64(PyReadonlyArrayDyn<'py, u64>),
    Bool(PyReadonlyArrayDyn<'py, bool>),
    Lists {
        counts: PyReadonlyArray1<'py, i64>,
        features: Option<Vec<String>>,
        items: PyReadonlyArrayDyn<'py, f64>,
    },
}

impl<'py> Held<'py> {
    /// Borrows `value`: an array, or `(counts, items, features)` of lists of items.
    pub(crate) fn of(value: &Bound<'py, PyAny>) -> PyResult<Held<'py>> {
        if let Ok((counts, items, features)) = value.extract() {
            return Ok(Held::Lists { counts, features, items });
        }
        macro_rules! first {
            ($($kind:ident)*) => {
                $(if let Ok(array) = value.extract() { return Ok(Held::$kind(array)); })*
            };
        }
        first!(Float32 Float64 Int64 Int32 Bool Uint8 Int8 Int16 Uint16 Uint32 Uint64);
        Err(PyTypeError::new_err("these are no numbers of a type that models take"))
    }

    /// The array under `name`, which must be contiguous.
    pub(crate) fn array(&self, name: &str) -> PyResult<Array<'_>> {
        let bad = |error: &dyn std::fmt::Display| PyValueError::new_err(error.to_string());
        macro_rules! plain {
            ($($kind:ident)*) => {
                match self {
                    $(Held::$kind(array) => {
                        let values = array.as_slice().map_err(|error| bad(&error))?;
                        let shape = array.shape().to_vec();
                        let made = Array::plain(name.to_owned(), shape, Elements::$kind(values));
                        made.map_err(|error| bad(&error))
                    })*
                    Held::Lists { counts, features, items } => {
                        let counts = counts.as_slice().map_err(|error| bad(&error))?;
                        let values = items.as_slice().map_err(|error| bad(&error))?;
                        let width = items.shape().get(1).copied().unwrap_or_default();
                        let features = features.clone();
                        let made = Array::lists(name.to_owned(), counts, features, width, values);
                        made.map_err(|error| bad(&error))
                    }
                }
            };
        }
        plain!(Float32 Float64 Int8 Int16 Int32 Int64 Uint8 Uint16 Uint32 Uint64 Bool)
    }
}

/// A tensor as an array, which takes over its memory.
pub(crate) fn given(py: Python<'_>, tensor: Tensor) -> PyResult<Bound<'_, PyAny>> {
    let (shape, data) = tensor.into_parts();
    macro_rules! array {
        ($($kind:ident)*) => {
            match data {
                $(Data::$kind(values) => shaped(PyArray1::from_vec(py, values), shape),)*
            }
        };
    }
    array!(Float32 Float64 Int8 Int16 Int32 Int64 Uint8 Uint16 Uint32 Uint64 Bool)
}

fn shaped<'py, T: numpy::Element>(
    flat: Bound<'py, PyArray1<T>>,
    shape: Vec<usize>,
) -> PyResult<Bound<'py, PyAny>> {
    let array: Bound<'py, PyArrayDyn<T>> = flat.reshape(shape)?;
    Ok(array.into_any())
}
