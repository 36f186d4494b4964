//! Published weights turned into models that run: PyTorch state dicts to ONNX.
//!
//! Bytes in, bytes out. A state dict is a pickle, a program that Python runs to read a file; here
//! nothing is executed: the few instructions that a state dict needs are interpreted, and any
//! other is an error that names it.

pub mod interaction_network;
mod interaction_network_graph;
mod onnx_graph;
mod opcodes;
pub mod pickle;
pub mod state_dict;

use thiserror::Error;

use pickle::PickleError;

/// Why a file cannot be converted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ConversionError {
    /// The file is not one that `torch.save` writes.
    #[error("this is not a PyTorch state dict: {0}")]
    NotAStateDict(String),
    /// The pickle within it is broken, or holds more than data.
    #[error(transparent)]
    Pickle(#[from] PickleError),
    /// The file ends before its tensors do.
    #[error("the file is cut short: {0}")]
    Truncated(String),
    /// The state dict is a part of what the file holds.
    #[error("this is no state dict, but holds one in its entry `{0}`")]
    Within(String),
    /// A tensor that is not converted.
    #[error("the tensor `{name}` {problem}")]
    BadTensor { name: String, problem: String, fault: Fault },
    /// The tensors are not those of the architecture.
    #[error("these are not the weights of an {architecture}: {problem}")]
    Architecture { architecture: &'static str, problem: String },
}

/// Of which kind the problem of a tensor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its description contradicts the data behind it.
    Bytes,
    /// Its numbers are of a type that is not converted.
    Numbers,
    /// It holds NaN or an infinite number.
    NotFinite,
}

impl ConversionError {
    /// Stable name of the problem.
    pub fn code(&self) -> &'static str {
        match self {
            ConversionError::NotAStateDict(_) | ConversionError::Within(_) => "not-a-state-dict",
            ConversionError::Pickle(error) => error.code(),
            ConversionError::Truncated(_) => "truncated",
            ConversionError::BadTensor { .. } => "bad-tensor",
            ConversionError::Architecture { .. } => "architecture",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ConversionError::NotAStateDict(_) => {
                "save the weights with `torch.save(model.state_dict(), file)`"
            }
            ConversionError::Pickle(error) => error.hint(),
            ConversionError::Within(_) => {
                "save that entry alone, as with \
                 `torch.save(torch.load(file)[\"state_dict\"], other_file)`"
            }
            ConversionError::Truncated(_)
            | ConversionError::BadTensor { fault: Fault::Bytes, .. } => {
                "get the file again and compare its size and SHA-256 with those of its record"
            }
            ConversionError::BadTensor { fault: Fault::NotFinite, .. } => {
                "take weights from before the training failed; where only half precision is too \
                 narrow for them, save them with `torch.save(model.float().state_dict(), file)`"
            }
            ConversionError::BadTensor { fault: Fault::Numbers, .. } => {
                "save the state dict again from the model in float32, with \
                 `torch.save(model.float().state_dict(), file)`"
            }
            ConversionError::Architecture { .. } => {
                "convert a file whose tensors have the published names and shapes"
            }
        }
    }
}
