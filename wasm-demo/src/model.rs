//! A model ready to run.

use faircat_inference::contract;
use faircat_inference::engine::{Engine, Options, Session};
use faircat_inference::engines::Installed;
use faircat_inference::engines::list::listed;
use faircat_inference::formats::selection::mentions;
use faircat_inference::formats::{Limit, RawData, UNNAMED, csv, json, npy, npz};
use faircat_inference::native::Instructions;
use faircat_inference::onnx::describe;
use faircat_inference::signature::Signature;
use faircat_inference::verification::ControlSet;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::batch::Batch;
use crate::control::Control;
use crate::thrown;

/// Memory that a visitor's file may take once it is read: a tab has 4 GiB at most.
pub(crate) const LIMIT: Limit = Limit { bytes: 1 << 30 };

/// A model and the engine that runs it.
#[wasm_bindgen]
pub struct Model {
    engine: Box<dyn Engine>,
    session: Box<dyn Session>,
    /// In the order of the model's graph.
    signature: Signature,
}

#[wasm_bindgen]
impl Model {
    /// Prepares the ONNX file `bytes` for `engine`. `signature` is that of the record, as JSON.
    ///
    /// # Errors
    /// An engine that is not in this build, a file that it cannot run.
    #[wasm_bindgen(constructor)]
    pub fn new(engine: &str, bytes: &[u8], signature: &str) -> Result<Model, JsValue> {
        let engine = engine_named(engine)?;
        let declared: Signature = serde_json::from_str(signature).map_err(thrown)?;
        let file = describe(bytes).map_err(thrown)?;
        let signature = declared.in_order_of(&file);
        let session = engine.load(bytes, &Options::default()).map_err(thrown)?;
        Ok(Model { engine, session, signature })
    }

    /// Version of the engine.
    pub fn version(&self) -> String {
        self.engine.version().unwrap_or_default()
    }

    /// Names of the inputs, in the order in which a [`Batch`] holds them.
    pub fn inputs(&self) -> Vec<String> {
        self.signature.inputs.iter().map(|it| it.name.clone()).collect()
    }

    /// Element types of the inputs, in the same order.
    pub fn dtypes(&self) -> Vec<String> {
        self.signature.inputs.iter().map(|it| it.dtype.clone()).collect()
    }

    /// Names of the outputs.
    pub fn outputs(&self) -> Vec<String> {
        self.signature.outputs.iter().map(|it| it.name.clone()).collect()
    }

    /// Runs one batch.
    ///
    /// # Errors
    /// Inputs that do not fit the model.
    pub fn run(&mut self, inputs: &Batch) -> Result<Batch, JsValue> {
        self.session.run(&inputs.tensors).map(Batch::of).map_err(thrown)
    }

    /// A visitor's file as inputs of this model, by the preprocessing contract. The end of `name`
    /// tells the format: `json`, `csv`, `npy` or `npz`.
    ///
    /// # Errors
    /// Another format, a damaged file, or data that break the contract: the message names the
    /// feature and the row.
    pub fn read(&self, name: &str, bytes: &[u8]) -> Result<Batch, JsValue> {
        let data = raw(name, bytes, &self.signature)?;
        self.prepared(data)
    }

    /// The control set in the npz file `bytes`.
    ///
    /// # Errors
    /// A damaged file, or one for another signature.
    pub fn control_set(&self, bytes: &[u8]) -> Result<Control, JsValue> {
        let set = ControlSet::read(bytes, &self.signature, LIMIT).map_err(thrown)?;
        Ok(Control::new(set, self.signature.clone()))
    }
}

impl Model {
    pub(crate) fn signature(&self) -> &Signature {
        &self.signature
    }

    fn prepared(&self, data: RawData) -> Result<Batch, JsValue> {
        let prepared = contract::prepare(&self.signature, data, 0).map_err(thrown)?;
        Ok(Batch { tensors: prepared.tensors, notes: prepared.notes })
    }
}

fn engine_named(name: &str) -> Result<Box<dyn Engine>, JsValue> {
    let engine = listed(name).and_then(|engine| engine.engine(&Installed::default()));
    engine.ok_or_else(|| thrown(format!("the engine `{name}` is not in this build")))
}

/// Instructions that the engines were built for.
#[wasm_bindgen]
pub fn instructions() -> String {
    Instructions::best().name().to_owned()
}

fn raw(name: &str, bytes: &[u8], signature: &Signature) -> Result<RawData, JsValue> {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "json" => json::read(bytes, LIMIT).map_err(thrown),
        "csv" => csv::read(bytes, LIMIT).map_err(thrown),
        "npz" => {
            let arrays = npz::read_only(bytes, LIMIT, &|name| mentions(signature, name));
            arrays.map(RawData::of_tensors).map_err(thrown)
        }
        "npy" => {
            let tensor = npy::read(bytes, LIMIT).map_err(thrown)?;
            Ok(RawData::of_tensors([(UNNAMED.to_owned(), tensor)]))
        }
        other => Err(thrown(format!(
            "files ending in `.{other}` are not read here; JSON, CSV, npz, npy and HDF5 (h5) are, and \
             `faircat run` reads Parquet too"
        ))),
    }
}
