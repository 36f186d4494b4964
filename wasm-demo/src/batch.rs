//! Tensors between JavaScript and the engines.

use faircat_inference::contract;
use faircat_inference::formats::RawData;
use faircat_inference::metrics::Truth;
use faircat_inference::signature::{Declared, Signature};
use faircat_inference::tensor::{Data, Tensor};
use faircat_inference::verification::truth_of;
use js_sys::{
    BigInt64Array, BigUint64Array, Float32Array, Float64Array, Int8Array, Int16Array, Int32Array,
    Uint8Array, Uint16Array, Uint32Array,
};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::thrown;

/// Inputs or outputs of a model, in the order of its graph, all with the same number of items.
#[wasm_bindgen]
#[derive(Default)]
pub struct Batch {
    pub(crate) tensors: Vec<Tensor>,
    pub(crate) notes: Vec<String>,
    /// What a file says of its items beside the inputs.
    pub(crate) truth: Option<Truth>,
}

impl Batch {
    pub(crate) fn of(tensors: Vec<Tensor>) -> Batch {
        Batch { tensors, ..Batch::default() }
    }

    /// What a visitor's file holds, by the preprocessing contract.
    pub(crate) fn prepared(signature: &Signature, data: RawData) -> Result<Batch, JsValue> {
        let truth = truth_of(signature, &data);
        let prepared = contract::prepare(signature, data, 0).map_err(thrown)?;
        let mut notes = prepared.notes;
        notes.extend(prepared.outside.sentence());
        let items = prepared.tensors.first().map_or(0, Tensor::items);
        let truth = truth.and_then(|truth| fitting(truth, items));
        let truth = truth.unwrap_or_else(|reason| {
            notes.push(reason);
            None
        });
        Ok(Batch { tensors: prepared.tensors, notes, truth })
    }
}

/// A truth of as many items as the inputs have.
fn fitting(truth: Option<Truth>, items: usize) -> Result<Option<Truth>, String> {
    match truth {
        Some(truth) if truth.items() != items => {
            Err(format!("the truth is not used: it is of {} items, not of {items}", truth.items()))
        }
        truth => Ok(truth),
    }
}

#[wasm_bindgen]
impl Batch {
    /// Without tensors.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Batch {
        Batch::default()
    }

    /// Adds the tensor of an input: its name, its element type in ONNX's spelling, its shape, and
    /// its values in row-major order, a typed array of any type. Where that is another than the
    /// input's, the rules of the contract hold.
    ///
    /// # Errors
    /// No typed array, values that do not fill the shape, or that the type cannot hold.
    pub fn push(
        &mut self,
        name: String,
        dtype: String,
        shape: Vec<usize>,
        values: &JsValue,
    ) -> Result<(), JsValue> {
        let declared = Declared { name, dtype, ..Declared::default() };
        let data = data_of(values).ok_or_else(|| thrown("the values are no typed array"))?;
        let tensor = Tensor::new(shape, data).map_err(thrown)?;
        self.tensors.push(contract::typed(&declared, tensor).map_err(thrown)?);
        Ok(())
    }

    /// Adds a tensor as it is: its shape, and its values in row-major order, a typed array.
    ///
    /// # Errors
    /// No typed array, or values that do not fill the shape.
    pub fn add(&mut self, shape: Vec<usize>, values: &JsValue) -> Result<(), JsValue> {
        let data = data_of(values).ok_or_else(|| thrown("the values are no typed array"))?;
        self.tensors.push(Tensor::new(shape, data).map_err(thrown)?);
        Ok(())
    }

    /// Number of items.
    pub fn items(&self) -> usize {
        self.tensors.first().map_or(0, Tensor::items)
    }

    /// Number of tensors.
    pub fn count(&self) -> usize {
        self.tensors.len()
    }

    /// Items from `start` up to `end`.
    pub fn slice(&self, start: usize, end: usize) -> Batch {
        let end = end.min(self.items());
        let range = start.min(end)..end;
        Batch::of(self.tensors.iter().map(|it| it.slice(range.clone())).collect())
    }

    /// Shape of the tensor `index`.
    pub fn shape(&self, index: usize) -> Vec<usize> {
        self.tensors.get(index).map_or_else(Vec::new, |it| it.shape().to_vec())
    }

    /// Values of the tensor `index` in row-major order, as a typed array of their own type; truth
    /// values are bytes.
    pub fn values(&self, index: usize) -> JsValue {
        self.tensors.get(index).map_or(JsValue::UNDEFINED, |it| typed_array(it.data()))
    }

    /// Index of the class of each item, where the file says it.
    pub fn labels(&self) -> Option<Vec<u32>> {
        match &self.truth {
            Some(Truth::Labels(labels)) => Some(labels.iter().map(|it| *it as u32).collect()),
            _ => None,
        }
    }

    /// The right values of each item, where the file says them.
    pub fn targets(&self) -> Option<Vec<f64>> {
        match &self.truth {
            Some(Truth::Targets { values, .. }) => Some(values.clone()),
            _ => None,
        }
    }

    /// What was noted while the items were read, a sentence each.
    pub fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }
}

/// The numbers of a typed array.
fn data_of(values: &JsValue) -> Option<Data> {
    macro_rules! data {
        ($($array:ident $kind:ident),*) => {
            $(if let Some(array) = values.dyn_ref::<$array>() {
                return Some(Data::$kind(array.to_vec()));
            })*
        };
    }
    data!(
        Float32Array Float32, Float64Array Float64, Int8Array Int8, Int16Array Int16,
        Int32Array Int32, BigInt64Array Int64, Uint8Array Uint8, Uint16Array Uint16,
        Uint32Array Uint32, BigUint64Array Uint64
    );
    None
}

fn typed_array(data: &Data) -> JsValue {
    match data {
        Data::Float32(values) => Float32Array::from(values.as_slice()).into(),
        Data::Float64(values) => Float64Array::from(values.as_slice()).into(),
        Data::Int8(values) => Int8Array::from(values.as_slice()).into(),
        Data::Int16(values) => Int16Array::from(values.as_slice()).into(),
        Data::Int32(values) => Int32Array::from(values.as_slice()).into(),
        Data::Int64(values) => BigInt64Array::from(values.as_slice()).into(),
        Data::Uint8(values) => Uint8Array::from(values.as_slice()).into(),
        Data::Uint16(values) => Uint16Array::from(values.as_slice()).into(),
        Data::Uint32(values) => Uint32Array::from(values.as_slice()).into(),
        Data::Uint64(values) => BigUint64Array::from(values.as_slice()).into(),
        Data::Bool(values) => {
            let bytes: Vec<u8> = values.iter().map(|&value| u8::from(value)).collect();
            Uint8Array::from(bytes.as_slice()).into()
        }
    }
}
