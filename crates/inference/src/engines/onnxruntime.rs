//! ONNX Runtime, through its shared library, on CPU and NVIDIA GPUs.

mod memory;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ort::environment::Environment;
use ort::logging::LogLevel;
use ort::session::builder::GraphOptimizationLevel;
use ort::session::{RunOptions, SessionInputValue};
use ort::value::{DynValue, TensorElementType, ValueType};

use super::{Installed, count, guarded, memory_for};
use crate::batching::{Batching, any_number};
use crate::engine::{Cancel, Device, Engine, EngineError, Options, Session};
use crate::onnx;
use crate::tensor::{Data, Tensor};

const NAME: &str = super::list::ONNXRUNTIME.name;

const INSTALL: &str = "install it with `pip install onnxruntime` in the active Python \
    environment, or set ORT_DYLIB_PATH to libonnxruntime.so";

const INSTALL_CUDA: &str = "a GPU needs `pip install 'onnxruntime-gpu[cuda,cudnn]'` in place of \
    `onnxruntime`, and an NVIDIA driver (`nvidia-smi` must list the GPU)";

/// ONNX Runtime in the shared library that the caller found.
pub struct OnnxRuntime {
    library: Option<PathBuf>,
    cuda: Vec<PathBuf>,
}

/// The library that this process has loaded, once there is one; a process can load only one.
struct Loaded {
    library: PathBuf,
    environment: Environment,
}

static LOADED: Mutex<Option<Loaded>> = Mutex::new(None);

/// Held while a session is loaded.
static LOADING: Mutex<()> = Mutex::new(());

impl OnnxRuntime {
    #[must_use]
    pub fn new(installed: &Installed) -> OnnxRuntime {
        OnnxRuntime { library: installed.onnxruntime.clone(), cuda: installed.cuda.clone() }
    }

    /// The library's path. Errors: none was found.
    fn library(&self) -> Result<&Path, EngineError> {
        self.library
            .as_deref()
            .ok_or_else(|| unavailable(&format!("ONNX Runtime was not found; {INSTALL}")))
    }

    /// Loads the library, once for the process.
    fn environment(&self) -> Result<Environment, EngineError> {
        let library = self.library()?;
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(loaded) = loaded.as_ref() {
            return if loaded.library == library {
                Ok(loaded.environment.clone())
            } else {
                Err(unavailable(&format!(
                    "this process has loaded ONNX Runtime from {} already",
                    loaded.library.display()
                )))
            };
        }
        version_of(library)?;
        let environment = guarded(NAME, || {
            let builder =
                ort::init_from(library).map_err(|it| bad_library(library, &it.to_string()))?;
            let builder = builder.with_name("faircat").with_telemetry(false);
            let environment =
                builder.build().map_err(|it| bad_library(library, &it.to_string()))?;
            // Its errors are given back, and said once.
            environment.set_log_level(LogLevel::Fatal);
            Ok(environment)
        })?;
        *loaded = Some(Loaded { library: library.to_owned(), environment: environment.clone() });
        Ok(environment)
    }
}

impl Engine for OnnxRuntime {
    fn name(&self) -> &'static str {
        NAME
    }

    fn version(&self) -> Result<String, EngineError> {
        version_of(self.library()?)
    }

    fn load(&self, bytes: &[u8], options: &Options) -> Result<Box<dyn Session>, EngineError> {
        let file = onnx::describe(bytes).map_err(|it| EngineError::BadModel(it.to_string()))?;
        if let Some((node, operator)) = file.unsafe_division() {
            return Err(unsafe_division(node, operator));
        }
        let environment = self.environment()?;
        if options.device == Device::Cuda {
            for library in &self.cuda {
                ort::util::preload_dylib(library).map_err(|it| {
                    unavailable(&format!("{}: {it}; {INSTALL_CUDA}", library.display()))
                })?;
            }
        }
        let batching = Batching::of(&file);
        // What is run whole is not run in batches: how large it is shows when it comes.
        let items = if batching == Batching::Whole { 1 } else { options.batch.max(1) };
        let most = memory_for(bytes.len() as u64, file.input_bytes().saturating_mul(items as u64));
        let outputs = file.outputs.iter().map(|it| it.name.clone()).collect();
        let session = OnnxRuntimeSession {
            session: limited(&environment, bytes, options, most)?,
            inputs: file.inputs.len(),
            cancel: options.cancel.clone(),
            most,
            again: (batching == Batching::Whole).then(|| Again {
                environment,
                bytes: bytes.to_vec(),
                options: options.clone(),
            }),
        };
        Ok(any_number(batching, outputs, Box::new(session)))
    }
}

/// A session whose values may take `most` bytes together.
fn limited(
    environment: &Environment,
    bytes: &[u8],
    options: &Options,
    most: u64,
) -> Result<ort::session::Session, EngineError> {
    // A session takes the environment's allocator before another changes it.
    let _loading = LOADING.lock().unwrap_or_else(PoisonError::into_inner);
    guarded(NAME, || {
        memory::limit(environment, most).map_err(|it| failed(&it))?;
        build(environment, bytes, options)
    })
}

fn build(
    environment: &Environment,
    bytes: &[u8],
    options: &Options,
) -> Result<ort::session::Session, EngineError> {
    let configured = || -> ort::Result<_> {
        Ok(ort::session::Session::builder(environment)?
            .with_optimization_level(GraphOptimizationLevel::All)?
            .with_intra_threads(options.threads.max(1))?
            .with_inter_threads(1)?
            .with_no_environment_execution_providers()?
            .with_env_allocators()?
            .with_log_level(LogLevel::Fatal)?
            // What constants alone make is made in a run, within its memory and time.
            .with_disabled_optimizers("ConstantFolding")?)
    };
    let mut builder = configured().map_err(|it| failed(&it))?;
    if options.device == Device::Cuda {
        let cuda = ort::ep::CUDA::default().with_tf32(false).build().error_on_failure();
        builder = builder.with_execution_providers([cuda]).map_err(|it| {
            unavailable(&format!("ONNX Runtime cannot use a GPU: {}; {INSTALL_CUDA}", it.message()))
        })?;
    }
    builder
        .commit_from_memory(bytes)
        .map_err(|it| EngineError::Unsupported { engine: NAME, reason: it.message().to_owned() })
}

/// What the library says its version is, as `1.23.2`.
///
/// Errors: it cannot be loaded, or is not ONNX Runtime.
#[allow(clippy::disallowed_methods, reason = "an engine of others is a library of the machine")]
fn version_of(library: &Path) -> Result<String, EngineError> {
    if !library.is_absolute() {
        return Err(unavailable(&format!("{} is not an absolute path", library.display())));
    }
    let bad = |it: libloading::Error| bad_library(library, &it.to_string());
    // Safety: the library was named by the user or lies in an `onnxruntime` package; loading it
    // runs its initialisers, as everything that uses it does.
    let loaded = unsafe { libloading::Library::new(library) }.map_err(bad)?;
    type GetApiBase = unsafe extern "C" fn() -> *const ort::sys::OrtApiBase;
    // Safety: a library that has this symbol is ONNX Runtime, whose C API never changed its type.
    let base = unsafe { loaded.get::<GetApiBase>(b"OrtGetApiBase") }.map_err(bad)?;
    // Safety: the function takes nothing and returns a static structure or null.
    let version =
        unsafe { base().as_ref().map(|base| std::ffi::CStr::from_ptr((base.GetVersionString)())) };
    match version.map(|it| it.to_string_lossy().into_owned()) {
        Some(version) => Ok(version),
        None => Err(bad_library(library, "it has no API")),
    }
}

struct OnnxRuntimeSession {
    session: ort::session::Session,
    inputs: usize,
    cancel: Cancel,
    /// Bytes that the values of a run may take together.
    most: u64,
    /// For a model that is run whole, of which the first data show how much it may take.
    again: Option<Again>,
}

/// What a session is made of again, with another limit.
struct Again {
    environment: Environment,
    bytes: Vec<u8>,
    options: Options,
}

impl Session for OnnxRuntimeSession {
    fn run(&mut self, inputs: &[Tensor]) -> Result<Vec<Tensor>, EngineError> {
        count(inputs, self.inputs)?;
        self.make_room(inputs)?;
        let cancel = self.cancel.clone();
        let outputs = guarded(NAME, || self.run_until(inputs, &cancel));
        cancel.then(None);
        match outputs {
            Err(_) if cancel.is_set() => Err(EngineError::Stopped),
            other => other,
        }
    }
}

impl OnnxRuntimeSession {
    /// Lets the values take what is in proportion to `inputs`, if that is more than was thought.
    fn make_room(&mut self, inputs: &[Tensor]) -> Result<(), EngineError> {
        let Some(again) = &self.again else { return Ok(()) };
        let given = inputs.iter().map(|it| (it.data().len() as u64).saturating_mul(8));
        let given = given.fold(0, u64::saturating_add);
        let most = memory_for(again.bytes.len() as u64, given);
        if most > self.most {
            self.session = limited(&again.environment, &again.bytes, &again.options, most)?;
            self.most = most;
        }
        Ok(())
    }

    fn run_until(
        &mut self,
        inputs: &[Tensor],
        cancel: &Cancel,
    ) -> Result<Vec<Tensor>, EngineError> {
        let mut options = RunOptions::new().map_err(|it| failed(&it))?;
        options.set_log_level(LogLevel::Fatal).map_err(|it| failed(&it))?;
        let options = Arc::new(options);
        let running = Arc::clone(&options);
        cancel.then(Some(Box::new(move || {
            // A run that cannot be told to stop ends by itself.
            let _ = running.terminate();
        })));
        if cancel.is_set() {
            return Err(EngineError::Stopped);
        }
        let values = inputs.iter().map(value).collect::<ort::Result<Vec<SessionInputValue>>>();
        let values = values.map_err(|it| EngineError::BadInput(it.message().to_owned()))?;
        let most = self.most;
        let outputs = self.session.run_with_options(values.as_slice(), &*options);
        let outputs = outputs.map_err(|it| within(&it, most))?;
        outputs.values().map(|output| tensor(&output)).collect()
    }
}

/// The error of a run, which may be that it asked for more than `most` bytes.
fn within<R>(error: &ort::Error<R>, most: u64) -> EngineError {
    let message = error.message();
    let memory = ["is smaller than requested bytes", "Failed to allocate memory", "bad_alloc"];
    if memory.iter().any(|text| message.contains(text)) {
        return failed_because(&format!(
            "its values would take more than {most} bytes, out of proportion to the model and its \
             inputs"
        ));
    }
    failed(error)
}

fn value(tensor: &Tensor) -> ort::Result<SessionInputValue<'static>> {
    let shape = tensor.shape().to_vec();
    macro_rules! value {
        ($($kind:ident),*) => {
            match tensor.data() {
                $(Data::$kind(values) => {
                    ort::value::Tensor::from_array((shape, values.clone()))?.into_dyn().into()
                })*
            }
        };
    }
    Ok(value!(Float32, Float64, Int8, Int16, Int32, Int64, Uint8, Uint16, Uint32, Uint64, Bool))
}

fn tensor(value: &DynValue) -> Result<Tensor, EngineError> {
    let ValueType::Tensor { ty, .. } = value.dtype() else {
        return Err(failed_because("an output is not a tensor"));
    };
    macro_rules! data {
        ($($dtype:ident $kind:ident $element:ty),*) => {
            match ty {
                $(TensorElementType::$dtype => {
                    let (shape, values) =
                        value.try_extract_tensor::<$element>().map_err(|it| failed(&it))?;
                    (shape.to_vec(), Data::$kind(values.to_vec()))
                })*
                other => {
                    return Err(failed_because(&format!("an output has the element type {other}")));
                }
            }
        };
    }
    let (shape, data) = data!(
        Float32 Float32 f32, Float64 Float64 f64, Int8 Int8 i8, Int16 Int16 i16,
        Int32 Int32 i32, Int64 Int64 i64, Uint8 Uint8 u8, Uint16 Uint16 u16,
        Uint32 Uint32 u32, Uint64 Uint64 u64, Bool Bool bool
    );
    let shape = shape.iter().filter_map(|&size| usize::try_from(size).ok()).collect();
    Tensor::new(shape, data).map_err(|it| failed_because(&it.to_string()))
}

fn unsafe_division(node: &str, operator: &str) -> EngineError {
    let reason = format!(
        "node `{node}` ({operator}) may divide an integer by 0 or −1, at which ONNX Runtime can end \
         the program"
    );
    EngineError::Unsupported { engine: NAME, reason }
}

fn unavailable(text: &str) -> EngineError {
    EngineError::Unavailable(text.to_owned())
}

fn bad_library(library: &Path, reason: &str) -> EngineError {
    unavailable(&format!(
        "{} is not a usable ONNX Runtime ({}); {INSTALL}",
        library.display(),
        reason.trim_end()
    ))
}

fn failed<R>(error: &ort::Error<R>) -> EngineError {
    failed_because(error.message())
}

fn failed_because(reason: &str) -> EngineError {
    EngineError::Failed { engine: NAME, reason: reason.to_owned() }
}
