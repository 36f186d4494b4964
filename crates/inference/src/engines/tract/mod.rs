//! tract: the engine that is always there, written in Rust.
//!
//! Files are read by [`graph`], operator by operator. What is not known to be computed as ONNX's
//! specification says is refused by name.

mod cost;
mod graph;
mod growth;
mod kernel;
mod operators;
mod plan;
mod products;
mod values;

use std::sync::Arc;

use tract_core::internal::TractError;

use super::{count, guarded, items, memory_for};
use crate::batching::{Batching, any_number};
use crate::engine::{Cancel, Device, Engine, EngineError, Options, Session};
use crate::engines::list::{TRACT, TRACT_VERSION, first_on};
use crate::onnx;
use crate::onnx::OnnxFile;
use crate::tensor::Tensor;
pub use cost::products;
use plan::Plan;

const NAME: &str = TRACT.name;

/// Bytes that the largest intermediate of a part of a batch may take, so that what one operator
/// writes is still in the cache of the core when the next reads it.
const CACHE: u64 = 1 << 20;

/// Most items of one part of a batch.
const LARGEST_PART: u64 = 64;

/// Numbers of items that are tried of a model that does not run on one.
const TOGETHER: [usize; 5] = [2, 3, 4, 8, 16];

/// Most plans that a session keeps; each holds the model's folded constants.
const MOST_PLANS: usize = 4;

pub struct Tract;

impl Engine for Tract {
    fn name(&self) -> &'static str {
        NAME
    }

    fn version(&self) -> Result<String, EngineError> {
        Ok(TRACT_VERSION.to_owned())
    }

    fn load(&self, bytes: &[u8], options: &Options) -> Result<Box<dyn Session>, EngineError> {
        if options.device == Device::Cuda {
            let other = first_on(Device::Cuda).map_or(NAME, |engine| engine.name);
            return Err(EngineError::Unavailable(format!(
                "{NAME} runs on the CPU only; the engine `{other}` runs on a GPU"
            )));
        }
        let file = onnx::describe(bytes).map_err(|it| EngineError::BadModel(it.to_string()))?;
        if let Some(reason) = graph::refusal(&file) {
            return Err(EngineError::Unsupported { engine: NAME, reason });
        }
        let (shapes, batching) = (fixed_shapes(&file, 1), Batching::of(&file));
        let outputs = file.outputs.iter().map(|it| it.name.clone()).collect();
        let mut session = TractSession {
            size: bytes.len() as u64,
            file,
            part: None,
            #[cfg(feature = "threads")]
            threads: options.threads.max(1),
            cancel: options.cancel.clone(),
            plans: Vec::new(),
        };
        // A model that tract cannot run is refused when it is loaded.
        if let Some(Err(error)) = shapes.map(|shapes| session.plan(shapes))
            && !session.runs_together()
        {
            return Err(error);
        }
        Ok(any_number(batching, outputs, Box::new(session)))
    }
}

/// Shapes of the inputs for so many `items`, where the file fixes every other size.
fn fixed_shapes(file: &OnnxFile, items: usize) -> Option<Vec<Vec<usize>>> {
    let size = |(index, axis): (usize, &onnx::Axis)| match axis {
        onnx::Axis::Size(size) => usize::try_from(*size).ok(),
        _ if index == 0 => Some(items),
        _ => None,
    };
    let shape = |port: &onnx::Port| -> Option<Vec<usize>> {
        port.shape.as_ref()?.iter().enumerate().map(size).collect()
    };
    file.inputs.iter().map(shape).collect()
}

/// Items that are run together, by a plan for their shapes.
type Part = (Arc<Plan>, Vec<Tensor>);

/// A model, with a plan for each shape of inputs that was seen lately.
struct TractSession {
    file: OnnxFile,
    /// Bytes of the file.
    size: u64,
    /// Items of a part of a batch, once the shapes are known; as many as there are where the items
    /// of a batch do not go through the graph apart from each other. It hangs on nothing but the
    /// model, so that the number of threads changes no result.
    part: Option<usize>,
    #[cfg(feature = "threads")]
    threads: usize,
    cancel: Cancel,
    /// Plans by the shapes of their inputs, the latest last.
    plans: Vec<(Vec<Vec<usize>>, Arc<Plan>)>,
}

impl Session for TractSession {
    fn run(&mut self, inputs: &[Tensor]) -> Result<Vec<Tensor>, EngineError> {
        count(inputs, self.file.inputs.len())?;
        let items = items(inputs);
        graph::check_inputs(&self.file, inputs)?;
        let size = if items.is_some() { self.part_size(inputs)? } else { usize::MAX };
        match items.filter(|&items| size < items) {
            Some(items) => {
                let parts = self.parts(inputs, items, size)?;
                join(&self.run_parts(&parts)?)
            }
            None => {
                let plan = self.plan(shapes_of(inputs))?;
                plan::run(&plan, inputs, &self.cancel)
            }
        }
    }
}

impl TractSession {
    /// Whether the model runs on some number of items, though not on one: it may take them together, as
    /// pairs.
    fn runs_together(&mut self) -> bool {
        let one = fixed_shapes(&self.file, 1);
        let several = TOGETHER.into_iter().filter_map(|items| fixed_shapes(&self.file, items));
        let several: Vec<_> = several.filter(|shapes| one.as_ref() != Some(shapes)).collect();
        several.into_iter().any(|shapes| self.plan(shapes).is_ok())
    }

    /// The plan for inputs of `shapes`.
    fn plan(&mut self, shapes: Vec<Vec<usize>>) -> Result<Arc<Plan>, EngineError> {
        if let Some((_, plan)) = self.plans.iter().find(|(known, _)| *known == shapes) {
            return Ok(Arc::clone(plan));
        }
        if self.cancel.is_set() {
            return Err(EngineError::Stopped);
        }
        let plan = guarded(NAME, || {
            plan::planned(&self.file, self.size, &shapes).map_err(|it| unsupported(&it))
        })?;
        let most = memory_for(self.size, graph::bytes_of(&self.file, &shapes));
        if plan.together > most {
            let reason = format!(
                "one run would take {} bytes, out of proportion to the model and its inputs",
                plan.together
            );
            return Err(EngineError::Unsupported { engine: NAME, reason });
        }
        if self.plans.len() == MOST_PLANS {
            self.plans.remove(0);
        }
        let plan = Arc::new(plan);
        self.plans.push((shapes, Arc::clone(&plan)));
        Ok(plan)
    }

    /// Items of a part: as many as leave the largest intermediate in the cache.
    fn part_size(&mut self, inputs: &[Tensor]) -> Result<usize, EngineError> {
        if let Some(known) = self.part {
            return Ok(known);
        }
        let shapes = |items: usize| {
            let mut shapes = shapes_of(inputs);
            shapes.iter_mut().filter_map(|shape| shape.first_mut()).for_each(|it| *it = items);
            shapes
        };
        let divisible = self.file.items_are_independent()
            && guarded(NAME, || {
                let model = graph::typed_model(&self.file, self.size, &shapes(2));
                // What does not run on two items does not run on them apart.
                Ok(model.and_then(|it| plan::is_divisible(&it)).unwrap_or(false))
            })?;
        let part = if divisible {
            let largest = self.plan(shapes(1))?.largest;
            (CACHE / largest.max(1)).clamp(1, LARGEST_PART) as usize
        } else {
            usize::MAX
        };
        self.part = Some(part);
        Ok(part)
    }

    /// The batch in parts of `size` items, each with its plan; the last may be smaller.
    fn parts(
        &mut self,
        inputs: &[Tensor],
        items: usize,
        size: usize,
    ) -> Result<Vec<Part>, EngineError> {
        let starts = (0..items).step_by(size);
        let mut part = |start: usize| {
            let range = start..items.min(start + size);
            let part: Vec<Tensor> = inputs.iter().map(|it| it.slice(range.clone())).collect();
            Ok((self.plan(shapes_of(&part))?, part))
        };
        starts.map(&mut part).collect()
    }

    #[cfg(feature = "threads")]
    fn run_parts(
        &self,
        parts: &[(Arc<Plan>, Vec<Tensor>)],
    ) -> Result<Vec<Vec<Tensor>>, EngineError> {
        use rayon::prelude::*;
        let run = |(plan, part): &(Arc<Plan>, Vec<Tensor>)| plan::run(plan, part, &self.cancel);
        if self.threads == 1 || parts.len() == 1 {
            return parts.iter().map(run).collect();
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build();
        let pool = pool.map_err(|it| failed(it.to_string()))?;
        pool.install(|| parts.par_iter().map(run).collect())
    }

    #[cfg(not(feature = "threads"))]
    fn run_parts(
        &self,
        parts: &[(Arc<Plan>, Vec<Tensor>)],
    ) -> Result<Vec<Vec<Tensor>>, EngineError> {
        parts.iter().map(|(plan, part)| plan::run(plan, part, &self.cancel)).collect()
    }
}

fn shapes_of(inputs: &[Tensor]) -> Vec<Vec<usize>> {
    inputs.iter().map(|it| it.shape().to_vec()).collect()
}

/// The parts' outputs, one after the other.
fn join(parts: &[Vec<Tensor>]) -> Result<Vec<Tensor>, EngineError> {
    let outputs = parts.first().map_or(0, Vec::len);
    let output = |index: usize| {
        let pieces: Vec<&Tensor> = parts.iter().filter_map(|part| part.get(index)).collect();
        Tensor::concatenate(&pieces).map_err(|it| failed(it.to_string()))
    };
    (0..outputs).map(output).collect()
}

fn unsupported(error: &TractError) -> EngineError {
    EngineError::Unsupported { engine: NAME, reason: format!("{error:#}") }
}

fn failed(reason: String) -> EngineError {
    EngineError::Failed { engine: NAME, reason }
}
