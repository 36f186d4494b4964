//! What runs a model: one pair of traits, with an implementation for each engine.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

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

impl Device {
    pub const ALL: [Device; 2] = [Device::Cpu, Device::Cuda];

    /// As evidence and the command line name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Device::Cpu => "cpu",
            Device::Cuda => "cuda",
        }
    }
}

/// How a model is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    pub device: Device,
    /// Threads that one run may use, at least 1.
    pub threads: usize,
    /// Items that a run will mostly be given; a hint for engines that plan for one size.
    pub batch: usize,
    /// Stops the engine while it loads or runs.
    pub cancel: Cancel,
}

impl Default for Options {
    fn default() -> Options {
        Options { device: Device::Cpu, threads: 1, batch: 1, cancel: Cancel::default() }
    }
}

/// Stops an engine from another thread. All clones are the same.
#[derive(Clone, Default)]
pub struct Cancel(Arc<Shared>);

#[derive(Default)]
struct Shared {
    set: AtomicBool,
    /// What else to do when it is set, for engines that do not look.
    then: Mutex<Option<Box<dyn Fn() + Send>>>,
    children: Mutex<Vec<Weak<Shared>>>,
}

impl Cancel {
    /// Stops what runs and what is yet to run with it, as soon as its engine can.
    pub fn set(&self) {
        self.0.set.store(true, Ordering::SeqCst);
        if let Some(then) = &*self.0.then.lock().unwrap_or_else(PoisonError::into_inner) {
            then();
        }
        let children = self.0.children.lock().unwrap_or_else(PoisonError::into_inner);
        children.iter().filter_map(Weak::upgrade).for_each(|child| Cancel(child).set());
    }

    /// One of its own that is set with this one, and not this one with it.
    #[must_use]
    pub fn child(&self) -> Cancel {
        let child = Cancel::default();
        let mut children = self.0.children.lock().unwrap_or_else(PoisonError::into_inner);
        children.retain(|it| it.strong_count() > 0);
        children.push(Arc::downgrade(&child.0));
        // Whoever sets this one goes through the children after that.
        drop(children);
        if self.is_set() {
            child.set();
        }
        child
    }

    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.set.load(Ordering::SeqCst)
    }

    /// What to do, besides, when it is set from now on.
    pub fn then(&self, action: Option<Box<dyn Fn() + Send>>) {
        *self.0.then.lock().unwrap_or_else(PoisonError::into_inner) = action;
    }
}

impl fmt::Debug for Cancel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Cancel({})", self.is_set())
    }
}

impl PartialEq for Cancel {
    fn eq(&self, other: &Cancel) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Cancel {}

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
    /// The process in which it ran died; the text says of what.
    #[error("{0}")]
    Died(String),
    /// It was stopped by [`Options::cancel`].
    #[error("the time is over: the engine was stopped before it was done")]
    Stopped,
}

/// Something that loads ONNX models.
pub trait Engine: Send + Sync {
    /// That of its entry in [the list](crate::engines::list::ENGINES).
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
