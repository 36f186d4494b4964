//! Arrays of a visitor's file that page code reads, by a reader that is not in this module.

use std::collections::BTreeMap;

use faircat_inference::formats::pieces::Pieces;
use faircat_inference::formats::selection::used;
use faircat_inference::formats::{Limit, RawData};
use faircat_inference::signature::Signature;
use faircat_inference::verification::is_truth;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::batch::Batch;
use crate::model::LIMIT;
use crate::thrown;

/// The arrays on their way to the inputs of a model, whatever engine runs it.
#[wasm_bindgen]
pub struct Arrays {
    signature: Signature,
    pieces: BTreeMap<String, Pieces>,
    units: BTreeMap<String, String>,
}

#[wasm_bindgen]
impl Arrays {
    /// `signature` is that of the record, as JSON.
    ///
    /// # Errors
    /// A text that is no signature.
    #[wasm_bindgen(constructor)]
    pub fn new(signature: &str) -> Result<Arrays, JsValue> {
        let signature = serde_json::from_str(signature).map_err(thrown)?;
        Ok(Arrays { signature, pieces: BTreeMap::new(), units: BTreeMap::new() })
    }

    /// Of the names that a file has, those of arrays to read.
    ///
    /// # Errors
    /// An input of which the file holds nothing.
    pub fn used(&self, has: Vec<String>) -> Result<Vec<String>, JsValue> {
        let has: Vec<&str> = has.iter().map(String::as_str).collect();
        let used = used(&self.signature, &has).map_err(thrown)?;
        let truth = has.iter().copied().filter(|name| is_truth(&self.signature, name));
        Ok(used.into_iter().chain(truth).map(str::to_owned).collect())
    }

    /// Announces an array: its element type as NumPy writes it, its shape and its unit, if the
    /// file states one. Returns the bytes that it has.
    ///
    /// # Errors
    /// An element type that is not read, or more than a tab can hold.
    pub fn begin(
        &mut self,
        name: &str,
        descr: &str,
        shape: Vec<u64>,
        unit: Option<String>,
    ) -> Result<f64, JsValue> {
        let taken: u64 = self.pieces.values().map(Pieces::expected).sum();
        let left = Limit { bytes: LIMIT.bytes.saturating_sub(taken) };
        let pieces = Pieces::begin(name, descr, &shape, left).map_err(thrown)?;
        let expected = pieces.expected();
        self.pieces.insert(name.to_owned(), pieces);
        self.units.extend(unit.map(|unit| (name.to_owned(), unit)));
        Ok(expected as f64)
    }

    /// The next bytes of an announced array, row-major and little-endian.
    ///
    /// # Errors
    /// An array that was not announced.
    pub fn push(&mut self, name: &str, bytes: &[u8]) -> Result<(), JsValue> {
        let pieces = self.pieces.get_mut(name);
        pieces.ok_or_else(|| thrown(format!("`{name}` was not announced")))?.push(bytes);
        Ok(())
    }

    /// Names of the inputs, in the order of [`Arrays::prepared`].
    pub fn inputs(&self) -> Vec<String> {
        self.signature.inputs.iter().map(|it| it.name.clone()).collect()
    }

    /// The inputs by the preprocessing contract; no array is left.
    ///
    /// # Errors
    /// An array that did not arrive whole, or data that break the contract.
    pub fn prepared(&mut self) -> Result<Batch, JsValue> {
        let mut tensors = Vec::new();
        for (name, pieces) in std::mem::take(&mut self.pieces) {
            tensors.push((name, pieces.end().map_err(thrown)?));
        }
        let units = std::mem::take(&mut self.units);
        let data = RawData { units, ..RawData::of_tensors(tensors) };
        Batch::prepared(&self.signature, data)
    }
}
