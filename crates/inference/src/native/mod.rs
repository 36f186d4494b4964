//! The engine `native`: the interaction network (Moreno et al., arXiv:1909.12285; Duarte et al.,
//! 2023) written out, with its weights read from an ONNX file or from safetensors.
//!
//! Inputs: `tracks` float32 [batch, track features, tracks] and `vertices` float32 [batch, vertex
//! features, vertices], padded with zeros. Outputs: `logits` and `probabilities` float32 [batch,
//! classes]. Sums are float32 throughout; their order differs from that of the published form.
//!
//! - [`network`]: weights and sizes;
//! - `source`: where they are read from;
//! - `layers`: the kernel; `jet`: the network on one jet; `workers`: threads;

mod jet;
mod layers;
pub mod network;
mod source;
mod workers;

use std::sync::Arc;

pub use crate::simd::Instructions;
pub use source::{Output, from_onnx, from_safetensors};

use crate::engine::{Device, Engine, EngineError, Options, Session};
use crate::tensor::{Data, Tensor};
use network::InteractionNetwork;
use workers::{ItemSizes, Workers};

const NAME: &str = crate::engines::list::NATIVE.name;

/// The engine `native`.
#[derive(Clone, Copy, Debug)]
pub struct Native {
    instructions: Instructions,
}

impl Native {
    /// With the fastest instructions of this processor.
    #[must_use]
    pub fn new() -> Native {
        Native::with(Instructions::best())
    }

    /// With chosen instructions; loading fails where the processor lacks them.
    #[must_use]
    pub fn with(instructions: Instructions) -> Native {
        Native { instructions }
    }

    /// The instructions it uses.
    #[must_use]
    pub fn instructions(&self) -> Instructions {
        self.instructions
    }

    /// Prepares a network whose weights were read elsewhere, to give `outputs` in their order.
    ///
    /// # Errors
    /// [`EngineError::Unsupported`] for a device or instructions that are not there.
    pub fn prepare(
        &self,
        network: InteractionNetwork,
        outputs: Vec<Output>,
        options: &Options,
    ) -> Result<NativeSession, EngineError> {
        if options.device != Device::Cpu {
            let reason = "it computes on the CPU only; choose the device `cpu`".to_owned();
            return Err(EngineError::Unsupported { engine: NAME, reason });
        }
        let network = Arc::new(network);
        let workers = Workers::new(&network, self.instructions, options.threads)?;
        Ok(NativeSession { network, outputs, workers })
    }
}

impl Default for Native {
    fn default() -> Native {
        Native::new()
    }
}

impl Engine for Native {
    fn name(&self) -> &'static str {
        NAME
    }

    fn version(&self) -> Result<String, EngineError> {
        Ok(env!("CARGO_PKG_VERSION").to_owned())
    }

    fn load(&self, bytes: &[u8], options: &Options) -> Result<Box<dyn Session>, EngineError> {
        let (network, outputs) = from_onnx(bytes)?;
        Ok(Box::new(self.prepare(network, outputs, options)?))
    }
}

/// An interaction network ready to run.
pub struct NativeSession {
    network: Arc<InteractionNetwork>,
    outputs: Vec<Output>,
    workers: Workers,
}

impl NativeSession {
    /// The network's weights and sizes.
    pub fn network(&self) -> &InteractionNetwork {
        &self.network
    }

    /// Logits of all items.
    fn logits(&mut self, tracks: &[f32], vertices: &[f32], items: usize) -> Vec<f32> {
        let network = &self.network;
        let sizes = ItemSizes {
            tracks: network.track_elements(),
            vertices: network.vertex_elements(),
            classes: network.classes(),
        };
        let mut logits = vec![0.0; items * sizes.classes];
        self.workers.run(sizes, tracks, vertices, &mut logits);
        logits
    }
}

impl Session for NativeSession {
    fn run(&mut self, inputs: &[Tensor]) -> Result<Vec<Tensor>, EngineError> {
        let [tracks, vertices] = inputs else {
            let message =
                format!("{} inputs where the model has two, tracks and vertices", inputs.len());
            return Err(EngineError::BadInput(message));
        };
        let network = &self.network;
        let items = tracks.items();
        let track_shape = [items, network.track_features, network.tracks];
        let vertex_shape = [items, network.vertex_features, network.vertices];
        let tracks = values("tracks", tracks, track_shape)?;
        let vertices = values("vertices", vertices, vertex_shape)?;
        let logits = self.logits(tracks, vertices, items);
        let shape = vec![items, self.network.classes()];
        let output = |output: &Output| {
            let values = match output {
                Output::Logits => logits.clone(),
                Output::Probabilities => softmax(&logits, self.network.classes()),
            };
            Tensor::new(shape.clone(), Data::Float32(values))
        };
        let outputs = self.outputs.iter().map(output).collect::<Result<_, _>>();
        outputs.map_err(|error| EngineError::Failed { engine: NAME, reason: error.to_string() })
    }
}

/// The values of the input `name`, which must be finite and have `shape`.
fn values<'a>(name: &str, tensor: &'a Tensor, shape: [usize; 3]) -> Result<&'a [f32], EngineError> {
    let refuse = |message| Err(EngineError::BadInput(message));
    let Some(values) = tensor.as_f32() else {
        return refuse(format!("the input `{name}` is {}; it must be float32", tensor.dtype()));
    };
    if tensor.shape() != shape {
        let found = tensor.shape();
        return refuse(format!("the input `{name}` has the shape {found:?}, not {shape:?}"));
    }
    if shape[0] == 0 {
        return refuse(format!("the input `{name}` has no items"));
    }
    match first_not_finite(values) {
        None => Ok(values),
        Some(at) => {
            let item = at / (shape[1] * shape[2]);
            let (feature, place) = (at / shape[2] % shape[1], at % shape[2]);
            let value = values[at];
            refuse(format!("`{name}`[{item}, {feature}, {place}] is {value}, not a finite number"))
        }
    }
}

/// Where the first value is that is not finite. The search goes by blocks, for a test of a whole
/// block is done with vectors.
fn first_not_finite(values: &[f32]) -> Option<usize> {
    const BLOCK: usize = 1024;
    let sound = |block: &[f32]| block.iter().fold(true, |sound, value| sound & value.is_finite());
    let block = values.chunks(BLOCK).position(|block| !sound(block))?;
    let within = values[block * BLOCK..].iter().position(|value| !value.is_finite())?;
    Some(block * BLOCK + within)
}

/// Softmax over each item's `classes` values, from their differences to the largest so that no
/// exponential overflows.
fn softmax(logits: &[f32], classes: usize) -> Vec<f32> {
    let mut values = logits.to_vec();
    for item in values.chunks_exact_mut(classes) {
        let largest = item.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        item.iter_mut().for_each(|value| *value = (*value - largest).exp());
        let sum: f32 = item.iter().sum();
        item.iter_mut().for_each(|value| *value /= sum);
    }
    values
}
