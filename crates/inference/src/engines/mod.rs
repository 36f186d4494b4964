//! The engines, one file each, and the list of them.

pub mod list;
#[cfg(feature = "onnxruntime")]
pub mod onnxruntime;
#[cfg(feature = "tract")]
pub mod tract;

#[cfg(any(feature = "onnxruntime", feature = "tract"))]
use crate::{engine::EngineError, tensor::Tensor};

/// Where what the engines need lies. Finding it is the caller's work.
#[derive(Clone, Debug, Default)]
pub struct Installed {
    /// ONNX Runtime's shared library.
    #[cfg(feature = "onnxruntime")]
    pub onnxruntime: Option<std::path::PathBuf>,
    /// Shared libraries of CUDA and cuDNN, to be loaded before ONNX Runtime asks for them, in
    /// the order in which they need each other.
    #[cfg(feature = "onnxruntime")]
    pub cuda: Vec<std::path::PathBuf>,
}

/// Fails unless there are as many `inputs` as a model takes, and there is something in them.
#[cfg(any(feature = "onnxruntime", feature = "tract"))]
pub(crate) fn count(inputs: &[Tensor], wanted: usize) -> Result<(), EngineError> {
    let bad = |text: String| Err(EngineError::BadInput(text));
    if inputs.len() != wanted {
        return bad(format!("the model takes {wanted} inputs, not {}", inputs.len()));
    }
    match inputs.first() {
        None => bad("there is no input".to_owned()),
        Some(first) if first.items() == 0 => {
            bad("the batch is empty: its inputs have 0 items".to_owned())
        }
        Some(_) => Ok(()),
    }
}

/// The number of items of a batch; `None` where its inputs have not the same number, so that it can
/// only be run whole.
#[cfg(feature = "tract")]
pub(crate) fn items(inputs: &[Tensor]) -> Option<usize> {
    let items = inputs.first().map_or(0, Tensor::items);
    let alike = inputs.iter().all(|it| it.items() == items && !it.shape().is_empty());
    alike.then_some(items)
}

/// Bytes that the values of one run may take together, for a model whose file has `file` bytes
/// and inputs of `inputs` bytes: what grows out of all proportion is a mistake or an attack.
#[cfg(any(feature = "onnxruntime", feature = "tract"))]
#[must_use]
pub fn memory_for(file: u64, inputs: u64) -> u64 {
    const LEAST: u64 = 1 << 30;
    const MOST: u64 = 64 << 30;
    let in_proportion = file.saturating_mul(16).saturating_add(inputs.saturating_mul(1024));
    LEAST.saturating_add(in_proportion).min(MOST)
}

/// Runs `work` and makes an error of a panic within it, for libraries that were seen to panic
/// on files which their own checks let through.
#[cfg(any(feature = "onnxruntime", feature = "tract"))]
pub(crate) fn guarded<T>(
    engine: &'static str,
    work: impl FnOnce() -> Result<T, EngineError>,
) -> Result<T, EngineError> {
    crate::panics::caught(work).unwrap_or_else(|panic| {
        let reason = format!("it gave up: {}", panic.reason);
        Err(EngineError::Failed { engine, reason })
    })
}
