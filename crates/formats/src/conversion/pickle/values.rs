//! What a pickle of data is made of, and why one is refused.

use thiserror::Error;

/// Most values of one pickle; a state dict has about twenty for each tensor.
pub(super) const MOST_VALUES: usize = 1_000_000;

/// Why a pickle is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PickleError {
    /// Something that only a pickle that runs code needs.
    #[error("the pickle wants to run `{global}` (byte {at}), which no state dict needs")]
    Code { global: String, at: usize },
    /// An instruction outside the short list.
    #[error("the pickle has the instruction {opcode} (byte {at}), which no state dict needs")]
    Opcode { opcode: String, at: usize },
    /// An instruction that does not fit what came before it.
    #[error("the pickle is broken at byte {at}: {problem}")]
    Broken { at: usize, problem: &'static str },
    /// The bytes end within the pickle.
    #[error("the pickle is cut short after {length} bytes")]
    Truncated { length: usize },
    /// The bytes describe too much.
    #[error("the pickle describes more than {MOST_VALUES} values")]
    TooLarge,
}

impl PickleError {
    /// Stable name of the problem.
    pub fn code(&self) -> &'static str {
        match self {
            PickleError::Code { .. } | PickleError::Opcode { .. } => "pickle-code",
            PickleError::Truncated { .. } => "truncated",
            PickleError::Broken { .. } | PickleError::TooLarge => "pickle",
        }
    }

    /// What to do about it.
    pub(in crate::conversion) fn hint(&self) -> &'static str {
        match self {
            PickleError::Code { .. } => {
                "nothing was run; if you trust the file, save its state dict alone, with \
                 `torch.save(model.state_dict(), file)`"
            }
            PickleError::Truncated { .. } => {
                "get the file again and compare its size and SHA-256 with those of its record"
            }
            _ => "save the weights with `torch.save(model.state_dict(), file)`",
        }
    }
}

/// Place of a value in [`Pickle`].
pub type Id = usize;

/// What a pickle of data is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    None,
    Bool(bool),
    Int(i128),
    /// Which one is asked of no number that stands beside weights.
    Float,
    Text(String),
    Tuple(Vec<Id>),
    List(Vec<Id>),
    /// Keys and values in the order in which they were set.
    Dict(Vec<(Id, Id)>),
    Global(Global),
    Storage(Storage),
    Tensor(Tensor),
}

/// The names that a state dict may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Global {
    OrderedDict,
    RebuildTensor,
    RebuildParameter,
    /// A type of storage, by the type of its elements in ONNX's spelling.
    StorageType(&'static str),
}

/// Elements that lie outside the pickle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storage {
    pub dtype: &'static str,
    pub key: String,
    pub elements: usize,
}

/// A view of a storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tensor {
    /// Place of a [`Value::Storage`].
    pub storage: Id,
    /// Elements before the first one.
    pub offset: usize,
    pub shape: Vec<usize>,
    /// Elements from one entry of an axis to the next.
    pub strides: Vec<usize>,
}

/// The values of one pickle.
#[derive(Clone, Debug)]
pub struct Pickle {
    pub(super) values: Vec<Value>,
    pub(super) root: Id,
    /// Bytes that the pickle took.
    pub length: usize,
}

impl Pickle {
    /// The value that the pickle stands for.
    pub fn root(&self) -> &Value {
        self.get(self.root)
    }

    /// The value at `id`.
    pub fn get(&self, id: Id) -> &Value {
        self.values.get(id).unwrap_or(&Value::None)
    }

    /// The text at `id`.
    pub fn text(&self, id: Id) -> Option<&str> {
        match self.get(id) {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}
