//! What runs a model: one pair of traits, with an implementation for each engine.

use thiserror::Error;

use crate::tensor::Tensor;

/// Where a model runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Device {
    #[default]
    Cpu,
    /// An NVIDIA GPU.
    Cuda,
}

/// How a model is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    pub device: Device,
    /// Threads that one run may use, at least 1.
    pub threads: usize,
    /// Items that a run will mostly be given; a hint for engines that plan for one size.
    pub batch: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { device: Device::Cpu, threads: 1, batch: 1 }
    }
}

/// Why a model cannot be loaded or run.
#[derive(Debug, Error)]
pub enum EngineError {
    /// The engine is not on this machine; the text says what to install.
    #[error("{0}")]
    Unavailable(String),
    /// This engine cannot run this model.
    #[error("{engine} cannot run this model: {reason}")]
    Unsupported { engine: &'static str, reason: String },
    /// The file is not a model that can be read.
    #[error("the model cannot be read: {0}")]
    BadModel(String),
    /// The input does not fit the model.
    #[error("{0}")]
    BadInput(String),
    /// The engine failed while it ran.
    #[error("{engine} failed: {reason}")]
    Failed { engine: &'static str, reason: String },
}

/// Something that loads ONNX models.
pub trait Engine: Send + Sync {
    /// `tract`, `onnxruntime` or `native`.
    fn name(&self) -> &'static str;

    /// Version of the engine, as `0.23.9`; of a shared library, once it was found.
    fn version(&self) -> Result<String, EngineError>;

    /// Prepares the ONNX model in `bytes`.
    fn load(&self, bytes: &[u8], options: &Options) -> Result<Box<dyn Session>, EngineError>;
}

/// A model ready to run.
pub trait Session: Send {
    /// Runs the model on one batch: its inputs in the order of the model's graph, each with the
    /// same number of items. Returns the outputs in the graph's order.
    fn run(&mut self, inputs: &[Tensor]) -> Result<Vec<Tensor>, EngineError>;
}
