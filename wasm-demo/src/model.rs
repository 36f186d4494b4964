//! A model ready to run.

use faircat_inference::batching::{Division, USUAL_BLOCK, dependent};
use faircat_inference::contract::Outside;
use faircat_inference::engine::{Engine, Options, Session};
use faircat_inference::engines::Installed;
use faircat_inference::engines::list::listed;
use faircat_inference::formats::selection::mentions;
use faircat_inference::formats::{Limit, RawData, UNNAMED, csv, json, npy, npz};
use faircat_inference::metrics::Truth;
use faircat_inference::native::Instructions;
use faircat_inference::onnx::describe;
use faircat_inference::signature::Signature;
use faircat_inference::templates;
use faircat_inference::verification::{Claim, ControlSet, is_truth, measures};
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
    /// Whether a row of its outputs may depend on the others of its block.
    is_doubtful: bool,
    /// Inputs that have a default, which is not replaced here.
    defaults: Vec<String>,
}

#[wasm_bindgen]
impl Model {
    /// Prepares the ONNX file `bytes` for `engine`. `signature` is that of the record, as JSON.
    ///
    /// # Errors
    /// An engine that is not in this build, a file that it cannot run.
    #[wasm_bindgen(constructor)]
    pub fn new(engine: &str, bytes: &[u8], signature: &str) -> Result<Model, JsValue> {
        let listed = listed(engine).ok_or_else(|| not_here(engine))?;
        let engine = listed.engine(&Installed::default()).ok_or_else(|| not_here(engine))?;
        let declared: Signature = serde_json::from_str(signature).map_err(thrown)?;
        let file = describe(bytes).map_err(thrown)?;
        let signature = declared.in_order_of(&file);
        let session = engine.load(bytes, &Options::default()).map_err(thrown)?;
        let is_doubtful = Division::of(&file, listed, USUAL_BLOCK).is_doubtful;
        let defaults = file.defaults().into_iter().map(str::to_owned).collect();
        Ok(Model { engine, session, signature, is_doubtful, defaults })
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

    /// Fails where rows of `outputs`, which came of `inputs`, depend on the others: to be asked
    /// before more items are run, so that blocks give what all together would.
    ///
    /// # Errors
    /// That they do, and an engine that was stopped.
    pub fn apart(&mut self, inputs: &Batch, outputs: &Batch) -> Result<(), JsValue> {
        if !self.is_doubtful {
            return Ok(());
        }
        let found = dependent(self.session.as_mut(), &inputs.tensors, &outputs.tensors);
        let Some(place) = found.map_err(thrown)? else { return Ok(()) };
        let name = self.signature.outputs.get(place).map_or("", |it| it.name.as_str());
        Err(thrown(format!(
            "The rows of `{name}` depend on the others of their block, and not all items fit into \
             one here; `faircat verify` runs them together."
        )))
    }

    /// Features of `inputs` with values outside of the training data's range, where the record
    /// states it.
    pub fn outside(&self, inputs: &Batch) -> Vec<String> {
        Outside::of(&self.signature, &inputs.tensors).features.into_keys().collect()
    }

    /// A visitor's file as inputs of this model, by the preprocessing contract. The end of `name`
    /// tells the format: `json`, `csv`, `npy` or `npz`.
    ///
    /// # Errors
    /// Another format, a damaged file, or data that break the contract: the message names the
    /// feature and the row.
    pub fn read(&self, name: &str, bytes: &[u8]) -> Result<Batch, JsValue> {
        let data = raw(name, bytes, self)?;
        self.without_defaults(data.arrays.keys())?;
        self.prepared(data)
    }

    /// One item of zeros, for [`Model::template`] where nothing better is known.
    ///
    /// # Errors
    /// An input of which no arrays are made.
    pub fn zeros(&self) -> Result<Batch, JsValue> {
        templates::zeros(&self.signature).map(Batch::of).map_err(thrown)
    }

    /// The items of `inputs` as a file that shows how data for this model are written, and that
    /// [`Model::read`] reads. `ending` tells the format: `json`, `csv` or `npz`.
    ///
    /// # Errors
    /// Another format, or inputs that have no names for the columns of a table.
    pub fn template(&self, ending: &str, inputs: &Batch) -> Result<Vec<u8>, JsValue> {
        templates::write(&self.signature, &inputs.tensors, ending).map_err(thrown)
    }

    /// What `outputs` come to beside the classes or the right values of their items, as JSON: the
    /// metrics of `claims`, and of two classes what curves are drawn of.
    ///
    /// # Errors
    /// Outputs of another number of items.
    pub fn measures(
        &self,
        outputs: &Batch,
        labels: Option<Vec<u32>>,
        targets: Option<Vec<f64>>,
        claims: &str,
    ) -> Result<String, JsValue> {
        let claims: Vec<Claim> = serde_json::from_str(claims).map_err(thrown)?;
        let of_values = |values: Vec<f64>| Truth::Targets {
            width: (values.len() / outputs.items().max(1)).max(1),
            values,
        };
        let of_classes =
            |labels: Vec<u32>| Truth::Labels(labels.into_iter().map(|it| it as usize).collect());
        let truth = labels.map(of_classes).or(targets.map(of_values));
        let truth = truth.ok_or_else(|| thrown("there is no truth to compare with"))?;
        let found = measures(&self.signature, truth, &outputs.tensors, &claims);
        serde_json::to_string(&found.map_err(thrown)?).map_err(thrown)
    }

    /// The control set in the npz file `bytes`.
    ///
    /// # Errors
    /// A damaged file, or one for another signature.
    pub fn control_set(&self, bytes: &[u8]) -> Result<Control, JsValue> {
        if !self.defaults.is_empty() {
            let found = npz::read_only(bytes, LIMIT, &|name| self.is_default(name));
            let found = found.map_err(thrown)?;
            self.without_defaults(found.keys())?;
        }
        let set = ControlSet::read(bytes, &self.signature, LIMIT).map_err(thrown)?;
        Ok(Control::new(set, self.signature.clone()))
    }
}

impl Model {
    pub(crate) fn signature(&self) -> &Signature {
        &self.signature
    }

    /// Whether `name` is an input that has a default in the model.
    fn is_default(&self, name: &str) -> bool {
        self.defaults.iter().any(|it| it == name)
    }

    /// Fails where one of the arrays `names` is an input that has a default in the model.
    fn without_defaults<'a>(
        &self,
        mut names: impl Iterator<Item = &'a String>,
    ) -> Result<(), JsValue> {
        match names.find(|name| self.is_default(name)) {
            None => Ok(()),
            Some(name) => Err(thrown(format!(
                "`{name}` has a default in the model, which is not replaced here; `faircat run` \
                 and `faircat verify` take the array"
            ))),
        }
    }

    fn prepared(&self, data: RawData) -> Result<Batch, JsValue> {
        Batch::prepared(&self.signature, data)
    }
}

fn not_here(engine: &str) -> JsValue {
    thrown(format!("the engine `{engine}` is not in this build"))
}

/// Instructions that the engines were built for.
#[wasm_bindgen]
pub fn instructions() -> String {
    Instructions::best().name().to_owned()
}

fn raw(name: &str, bytes: &[u8], model: &Model) -> Result<RawData, JsValue> {
    let signature = &model.signature;
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "json" => json::read(bytes, LIMIT).map_err(thrown),
        "csv" => csv::read(bytes, LIMIT).map_err(thrown),
        "npz" => {
            let arrays = npz::read_only(bytes, LIMIT, &|name| {
                mentions(signature, name) || is_truth(signature, name) || model.is_default(name)
            });
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
