//! Models that run.

use std::borrow::Cow;
use std::mem;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, PoisonError};

use faircat::diagnostic::Diagnostic;
use faircat::outside_world::one_record;
use faircat::record::Kind;
use faircat::running::benchmark::{self, Combinations};
use faircat::running::data_error::DataError;
use faircat::running::model::{self, Model, ModelFile};
use faircat::running::pass::{self, Blocks, Results};
use faircat::running::rows::Rows;
use faircat::running::timed::{self, Limit};
use faircat::running::trust;
use faircat::running::verifying::{self, VerifyOptions};
use faircat_inference::engine::{Cancel, Options, Session};
use faircat_inference::engines::list::{ListedEngine, listed};
use faircat_inference::formats::selection::{self, MissingInput};
use faircat_inference::onnx::OnnxFile;
use faircat_inference::signature::Signature;
use faircat_inference::tensor::Tensor;
use numpy::{PyArray1, PyArrayMethods as _, PyReadonlyArray1};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::json;

use super::arrays::{Held, given};
use super::asked::{Asked, How, batch_of, device_of, engines_of, repeats_of, threads_of, time_of};
use super::errors::{json, raised};
use super::explaining::explained;
use super::interrupting::interruptible;
use super::threads::detached;

/// Outputs by name, the engine, and notes.
type Given<'py> = (Bound<'py, PyDict>, &'static str, Vec<String>);

/// Logit, biases, tracks, vertices.
type Explained<'py> = (f32, f32, Bound<'py, PyArray1<f32>>, Bound<'py, PyArray1<f32>>);

/// A session, and what it was loaded for.
struct Loaded {
    how: How,
    /// Names of the inputs that it takes: those that have a default are not always among them.
    inputs: Vec<String>,
    engine: &'static ListedEngine,
    /// Its threads are of that process only.
    process: u32,
    cancel: Cancel,
    session: Box<dyn Session>,
}

/// A model with its files read. Texts are JSON.
#[pyclass(frozen)]
pub(crate) struct RunnableModel {
    root: PathBuf,
    model: Model,
    /// That of the last run: most runs are as the one before.
    loaded: Mutex<Option<Loaded>>,
}

#[pymethods]
impl RunnableModel {
    /// The model that `name` means, a record below `root` or a file that ends in `.onnx`.
    #[new]
    fn new(py: Python<'_>, root: PathBuf, name: &str, unverified: bool) -> PyResult<RunnableModel> {
        let opened = detached(py, || {
            let model = model::open(&root, name)?;
            if !unverified {
                model.file().check_described().map_err(|problem| vec![problem])?;
            }
            Ok(model)
        });
        let model = opened.map_err(|problems: Vec<Diagnostic>| raised(py, &problems))?;
        Ok(RunnableModel { root, model, loaded: Mutex::new(None) })
    }

    /// Inputs and outputs: name, element type and shape of each, its features, how lists fill it.
    fn signature(&self) -> PyResult<String> {
        json(&self.model.contract(self.model.file()))
    }

    /// Names of the inputs that have a default, which are taken where data hold them.
    fn defaults(&self) -> Vec<String> {
        self.model.file().onnx.defaults().into_iter().map(str::to_owned).collect()
    }

    /// Of the names that data have, those that hold something of the inputs.
    fn used(&self, py: Python<'_>, names: Vec<String>) -> PyResult<Vec<String>> {
        let has: Vec<&str> = names.iter().map(String::as_str).collect();
        let file = self.model.for_data(self.model.file(), &has);
        let file = file.map_err(|problem| raised(py, &[problem]))?;
        let used = selection::used(&self.model.contract(&file), &has);
        let owned = |used: Vec<&str>| used.into_iter().map(str::to_owned).collect();
        used.map(owned).map_err(|missing| raised(py, &[not_given(&missing)]))
    }

    /// Runs the model on `(name, array)` pairs, each array contiguous: the outputs by name, the
    /// engine, and what was done to the data.
    fn run<'py>(
        &self,
        py: Python<'py>,
        inputs: Vec<(String, Bound<'py, PyAny>)>,
        asked: Asked<'py>,
    ) -> PyResult<Given<'py>> {
        let how = How::of(py, &asked)?;
        let mut held = Vec::with_capacity(inputs.len());
        for (name, value) in &inputs {
            held.push((name, Held::of(value)?));
        }
        let arrays = held.iter().map(|(name, array)| array.array(name));
        let arrays = arrays.collect::<PyResult<Vec<_>>>()?;
        let names: Vec<&str> = inputs.iter().map(|(name, _)| name.as_str()).collect();
        let file = self.model.for_data(self.model.file(), &names);
        let file = file.map_err(|problem| raised(py, &[problem]))?;
        self.outputs(py, how, &file, |signature, file| Rows::of_arrays(arrays, signature, file))
    }

    /// As `run`, on a data file.
    fn run_file<'py>(
        &self,
        py: Python<'py>,
        input: PathBuf,
        unverified: bool,
        asked: Asked<'py>,
    ) -> PyResult<Given<'py>> {
        let how = How::of(py, &asked)?;
        if let Some(problem) = self.refused(&input).filter(|_| !unverified) {
            return Err(raised(py, &[problem]));
        }
        let file = detached(py, || self.model.for_input(self.model.file(), &input));
        let file: Cow<ModelFile> = file.map_err(|problem| raised(py, &[problem]))?;
        self.outputs(py, how, &file, |signature, file| Rows::of_file(&input, signature, file))
    }

    /// The logit of `class` of one jet, shared out by LRP-γ: the logit, what biases absorb, and the
    /// relevance of each value of `tracks` and `vertices`, laid out as they are.
    fn explain<'py>(
        &self,
        py: Python<'py>,
        tracks: PyReadonlyArray1<'py, f32>,
        vertices: PyReadonlyArray1<'py, f32>,
        class: usize,
    ) -> PyResult<Explained<'py>> {
        let (tracks, vertices) = (tracks.to_vec()?, vertices.to_vec()?);
        let file = self.model.file();
        let found = detached(py, || explained(file, &tracks, &vertices, class));
        let found = found.map_err(|problem| raised(py, &[problem]))?;
        let given = |values| PyArray1::from_vec(py, values);
        Ok((found.logit, found.bias, given(found.tracks), given(found.vertices)))
    }

    /// What `faircat verify` finds, without writing it: the evidence, and notes.
    #[pyo3(signature = (engines, device, threads, timeout))]
    fn verify(
        &self,
        py: Python<'_>,
        engines: Vec<Bound<'_, PyAny>>,
        device: &Bound<'_, PyAny>,
        threads: &Bound<'_, PyAny>,
        timeout: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let options = VerifyOptions {
            engines: engines_of(py, &engines)?,
            device: device_of(py, device)?,
            threads: threads_of(py, threads)?,
            timeout: time_of(py, timeout)?,
            stop: Cancel::default(),
        };
        let Some(id) = self.model.work.as_ref().map(one_record::OneWork::id) else {
            let problem = Diagnostic::error("no-control-set", "the model has no record");
            return Err(raised(py, &[problem]));
        };
        let verified = interruptible(py, &options.stop, || {
            let work = one_record::find(&self.root, &id, &[Kind::Model])?;
            verifying::verify(&self.root, work, &options)
        })?;
        let verified = verified.map_err(|problems| raised(py, &problems))?;
        json(&json!({ "evidence": verified.evidence, "notes": verified.notes }))
    }

    /// Items per second, seconds per batch and memory, by engine, file and size of batch.
    #[allow(clippy::too_many_arguments, reason = "Python names them")]
    fn benchmark(
        &self,
        py: Python<'_>,
        engines: Vec<Bound<'_, PyAny>>,
        device: &Bound<'_, PyAny>,
        batches: Vec<Bound<'_, PyAny>>,
        threads: &Bound<'_, PyAny>,
        repeats: &Bound<'_, PyAny>,
        timeout: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let stop = Cancel::default();
        let combinations = Combinations {
            files: self.model.files.iter().collect(),
            engines: engines_of(py, &engines)?,
            device: device_of(py, device)?,
            batches: batches.iter().map(|it| batch_of(py, it)).collect::<PyResult<_>>()?,
            threads: vec![threads_of(py, threads)?],
            repeats: repeats_of(py, repeats)?,
            timeout: time_of(py, timeout)?,
            stop: stop.clone(),
        };
        let measured = interruptible(py, &stop, || {
            let items =
                benchmark::items(&self.root, &self.model, &self.model.contract(self.model.file()))?;
            // One that does not stop is waited for: Python's process must go on.
            combinations.measured(items.tensors(), &|_| {}, &|| {})
        })?;
        json(&measured.map_err(|problem| raised(py, &[problem]))?)
    }
}

impl RunnableModel {
    /// Why `input` is not the file that the record describes.
    fn refused(&self, input: &Path) -> Option<Diagnostic> {
        let work = self.model.work.as_ref()?;
        let contradiction = trust::contradiction_of(&self.root, work, input)?;
        Some(trust::refusal(input, &contradiction))
    }

    fn outputs<'a, 'py>(
        &self,
        py: Python<'py>,
        how: How,
        file: &ModelFile,
        open: impl FnOnce(&Signature, &OnnxFile) -> Result<Rows<'a>, DataError> + Send,
    ) -> PyResult<Given<'py>> {
        let cancel = Cancel::default();
        let signature = self.model.contract(file);
        let ran = interruptible(py, &cancel, || {
            let rows = open(&signature, &file.onnx).map_err(|error| pass::of_data(&error))?;
            self.through(how, (file, &signature), rows, &cancel)
        })?;
        let ran = ran.map_err(|problem| raised(py, &[problem]))?;
        let outputs = PyDict::new(py);
        for (declared, tensor) in signature.outputs.iter().zip(ran.outputs) {
            outputs.set_item(&declared.name, given(py, tensor)?)?;
        }
        Ok((outputs, ran.engine, ran.notes))
    }

    /// What the last run left, where it serves again: one that was told to stop does not, nor one of
    /// the process that this was forked from.
    fn last(&self, how: How, inputs: &[String]) -> Option<Loaded> {
        let last = self.loaded.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        if last.process != process::id() {
            // Its threads are not here to end it.
            mem::forget(last);
            return None;
        }
        let is_same = |it: &Loaded| it.how == how && it.inputs == inputs;
        Some(last).filter(|it| is_same(it) && !it.cancel.is_set())
    }

    fn through(
        &self,
        how: How,
        (file, signature): (&ModelFile, &Signature),
        rows: Rows,
        cancel: &Cancel,
    ) -> Result<Ran, Diagnostic> {
        let size = pass::block_size(&file.onnx, how.batch);
        let inputs: Vec<String> = file.onnx.inputs.iter().map(|it| it.name.clone()).collect();
        let mut loaded = match self.last(how, &inputs) {
            Some(loaded) => loaded,
            None => load(&file.bytes, how, (size, inputs), cancel)?,
        };
        stop_with(cancel, &loaded.cancel);
        let blocks = Blocks::of(&file.onnx, loaded.engine, how.batch);
        let mut parts = Vec::new();
        let mut take = |results: Results| {
            let (Results::Items(outputs) | Results::Whole(outputs)) = results;
            parts.push(outputs.to_vec());
            Ok(())
        };
        let passed =
            rows.through(signature, loaded.session.as_mut(), &blocks, &mut take, &|_| {})?;
        let ran = Ran { outputs: joined(parts)?, engine: loaded.engine.name, notes: passed.notes };
        *self.loaded.lock().unwrap_or_else(PoisonError::into_inner) = Some(loaded);
        Ok(ran)
    }
}

/// What came of a run.
struct Ran {
    /// In the order of the signature.
    outputs: Vec<Tensor>,
    engine: &'static str,
    notes: Vec<String>,
}

fn load(
    bytes: &[u8],
    how: How,
    (batch, inputs): (usize, Vec<String>),
    cancel: &Cancel,
) -> Result<Loaded, Diagnostic> {
    let own = Cancel::default();
    stop_with(cancel, &own);
    let options =
        Options { device: how.device.device(), threads: how.threads, batch, cancel: own.clone() };
    let engine = how.engine.and_then(listed);
    let loaded = timed::load_with(engine, bytes, &options, Limit::Each(how.timeout));
    let (engine, session) = loaded.map_err(|error| pass::of_engine(&error))?;
    Ok(Loaded { how, inputs, engine, process: process::id(), cancel: own, session })
}

/// What is said of an input that is not among the data.
fn not_given(missing: &MissingInput) -> Diagnostic {
    let MissingInput { input, detail, found, .. } = missing;
    let message = format!("`{input}` is missing{detail}; the data have {found}");
    let remedy = if missing.has_features {
        "give an array of that name, or one for each of its features"
    } else {
        "give an array of that name"
    };
    Diagnostic::error("missing-input", message).hint(remedy)
}

/// Lets `other` be set with `cancel`.
fn stop_with(cancel: &Cancel, other: &Cancel) {
    let other = other.clone();
    cancel.then(Some(Box::new(move || other.set())));
}

/// For each output all parts one after the other.
fn joined(parts: Vec<Vec<Tensor>>) -> Result<Vec<Tensor>, Diagnostic> {
    let mut by_output: Vec<Vec<Tensor>> = Vec::new();
    for part in parts {
        by_output.resize_with(part.len().max(by_output.len()), Vec::new);
        for (all, tensor) in by_output.iter_mut().zip(part) {
            all.push(tensor);
        }
    }
    let one = |parts: Vec<Tensor>| match <[Tensor; 1]>::try_from(parts) {
        Ok([only]) => Ok(only),
        Err(parts) => Tensor::concatenate(&parts.iter().collect::<Vec<_>>())
            .map_err(|error| Diagnostic::error("output-shape", error.to_string())),
    };
    by_output.into_iter().map(one).collect()
}
