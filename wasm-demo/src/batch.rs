//! Tensors between JavaScript and the engines.

use faircat_inference::contract;
use faircat_inference::signature::Declared;
use faircat_inference::tensor::{Data, Tensor};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::thrown;

/// Inputs or outputs of a model, in the order of its graph, all with the same number of items.
#[wasm_bindgen]
#[derive(Default)]
pub struct Batch {
    pub(crate) tensors: Vec<Tensor>,
    pub(crate) notes: Vec<String>,
}

impl Batch {
    pub(crate) fn of(tensors: Vec<Tensor>) -> Batch {
        Batch { tensors, notes: Vec::new() }
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
    /// its values in row-major order, which are rounded to float32 where that is the type.
    ///
    /// # Errors
    /// Values that do not fill the shape, or that the type cannot hold.
    pub fn push(
        &mut self,
        name: String,
        dtype: String,
        shape: Vec<usize>,
        values: Vec<f64>,
    ) -> Result<(), JsValue> {
        let declared = Declared { name, dtype, ..Declared::default() };
        self.tensors.push(contract::typed(&declared, shape, values).map_err(thrown)?);
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

    /// Values of the tensor `index` in row-major order, as the nearest float32.
    pub fn values(&self, index: usize) -> Vec<f32> {
        let Some(tensor) = self.tensors.get(index) else { return Vec::new() };
        match tensor.data() {
            Data::Float32(values) => values.clone(),
            data => data.to_f64().into_iter().map(|value| value as f32).collect(),
        }
    }

    /// What was noted while the items were read, a sentence each.
    pub fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }
}
