//! tract: the engine that is always there, written in Rust.
//!
//! A file whose operators are all known to [`operators`] is read here; any other needs the crate
//! `tract-onnx`, which is a feature of its own because it is large.

mod graph;
mod operators;
#[cfg(feature = "tract-onnx")]
mod reader;
#[cfg(test)]
mod tests;
mod values;

use std::sync::Arc;

use tract_core::internal::{TVec, TractError, TractResult};
use tract_core::prelude::{IntoRunnable, TValue, TypedModel, TypedRunnableModel};

use super::{count, guarded, items};
use crate::batching::{Batching, any_number};
use crate::engine::{Device, Engine, EngineError, Options, Session};
use crate::onnx;
use crate::onnx::OnnxFile;
use crate::tensor::Tensor;
use values::{from_tract, to_tract};

const NAME: &str = "tract";

/// Version of the crate `tract-core` that is compiled in; a test holds it to the lock file.
const VERSION: &str = "0.23.9";

/// Bytes that the largest intermediate of a part of a batch may take, so that what one operator
/// writes is still in the cache of the core when the next reads it.
const CACHE: u64 = 1 << 20;

/// Most items of one part of a batch.
const LARGEST_PART: u64 = 64;

/// Largest intermediate, in bytes, for which memory is taken: 8 GiB. A small hostile file could
/// ask for any size.
const LARGEST_INTERMEDIATE: u64 = 8 << 30;

/// Most plans that a session keeps; each holds the model's folded constants.
const MOST_PLANS: usize = 4;

pub struct Tract;

type Plan = Arc<TypedRunnableModel>;

impl Engine for Tract {
    fn name(&self) -> &'static str {
        NAME
    }

    fn version(&self) -> Result<String, EngineError> {
        Ok(VERSION.to_owned())
    }

    fn load(&self, bytes: &[u8], options: &Options) -> Result<Box<dyn Session>, EngineError> {
        if options.device == Device::Cuda {
            let text = "tract runs on the CPU only; the engine `onnxruntime` runs on a GPU";
            return Err(EngineError::Unavailable(text.to_owned()));
        }
        let file = onnx::describe(bytes).map_err(|it| EngineError::BadModel(it.to_string()))?;
        let (inputs, divisible) = (file.inputs.len(), file.items_are_independent());
        let (shapes, batching) = (fixed_shapes(&file), Batching::of(&file));
        let mut session = TractSession {
            model: read(file, bytes, shapes.as_deref())?,
            inputs,
            divisible,
            part: None,
            threads: options.threads.max(1),
            plans: Vec::new(),
        };
        // A model that tract cannot run is refused when it is loaded.
        if let Some(shapes) = shapes {
            session.plan(shapes)?;
        }
        Ok(any_number(batching, Box::new(session)))
    }
}

/// What plans are made from.
enum Model {
    Read(Box<OnnxFile>),
    #[cfg(feature = "tract-onnx")]
    Inferred(reader::Model),
}

/// Reads `file` here, or else as [`read_otherwise`] can.
fn read(file: OnnxFile, bytes: &[u8], shapes: Option<&[Vec<usize>]>) -> Result<Model, EngineError> {
    let known = match graph::refusal(&file) {
        Some(reason) => Err(EngineError::Unsupported { engine: NAME, reason }),
        None => guarded(NAME, || {
            let model = shapes.map(|shapes| graph::typed_model(&file, shapes)).transpose();
            model.map(drop).map_err(|it| unsupported(&it))
        }),
    };
    known.map_or_else(|reason| read_otherwise(bytes, reason), |()| Ok(Model::Read(Box::new(file))))
}

#[cfg(feature = "tract-onnx")]
fn read_otherwise(bytes: &[u8], _: EngineError) -> Result<Model, EngineError> {
    guarded(NAME, || reader::read(bytes).map(Model::Inferred).map_err(|it| unsupported(&it)))
}

#[cfg(not(feature = "tract-onnx"))]
fn read_otherwise(_: &[u8], reason: EngineError) -> Result<Model, EngineError> {
    Err(reason)
}

impl Model {
    fn typed(&self, shapes: &[Vec<usize>]) -> TractResult<TypedModel> {
        match self {
            Model::Read(file) => graph::typed_model(file, shapes),
            #[cfg(feature = "tract-onnx")]
            Model::Inferred(model) => reader::typed_model(model, shapes),
        }
    }
}

/// Shapes of the inputs for one item, where the file fixes every other size.
fn fixed_shapes(file: &OnnxFile) -> Option<Vec<Vec<usize>>> {
    let size = |(index, axis): (usize, &onnx::Axis)| match axis {
        onnx::Axis::Size(size) => usize::try_from(*size).ok(),
        _ if index == 0 => Some(1),
        _ => None,
    };
    let shape = |port: &onnx::Port| -> Option<Vec<usize>> {
        port.shape.as_ref()?.iter().enumerate().map(size).collect()
    };
    file.inputs.iter().map(shape).collect()
}

/// A model, with a plan for each shape of inputs that was seen lately.
struct TractSession {
    model: Model,
    inputs: usize,
    /// Whether a batch may be run in parts.
    divisible: bool,
    /// Items of a part, once the shapes are known.
    part: Option<usize>,
    threads: usize,
    /// Plans by the shapes of their inputs, the latest last.
    plans: Vec<(Vec<Vec<usize>>, Plan)>,
}

impl Session for TractSession {
    fn run(&mut self, inputs: &[Tensor]) -> Result<Vec<Tensor>, EngineError> {
        count(inputs, self.inputs)?;
        if !self.divisible {
            let plan = self.plan(shapes_of(inputs))?;
            return run_plan(&plan, inputs);
        }
        let items = items(inputs)?;
        let size = self.part_size(inputs)?.min(items.div_ceil(self.threads));
        let parts = self.parts(inputs, items, size)?;
        join(&self.run_parts(&parts)?)
    }
}

impl TractSession {
    /// The plan for inputs of `shapes`.
    fn plan(&mut self, shapes: Vec<Vec<usize>>) -> Result<Plan, EngineError> {
        if let Some((_, plan)) = self.plans.iter().find(|(known, _)| *known == shapes) {
            return Ok(Arc::clone(plan));
        }
        let plan = guarded(NAME, || planned(&self.model, &shapes).map_err(|it| unsupported(&it)))?;
        let largest = largest_intermediate(&plan);
        if largest > LARGEST_INTERMEDIATE {
            let reason = format!("one of its intermediate values takes {largest} bytes");
            return Err(EngineError::Unsupported { engine: NAME, reason });
        }
        if self.plans.len() == MOST_PLANS {
            self.plans.remove(0);
        }
        self.plans.push((shapes, Arc::clone(&plan)));
        Ok(plan)
    }

    /// Items of a part: as many as leave the largest intermediate in the cache.
    fn part_size(&mut self, inputs: &[Tensor]) -> Result<usize, EngineError> {
        if let Some(known) = self.part {
            return Ok(known);
        }
        let one: Vec<Tensor> = inputs.iter().map(|it| it.slice(0..1)).collect();
        let largest = largest_intermediate(&self.plan(shapes_of(&one))?);
        let part = (CACHE / largest.max(1)).clamp(1, LARGEST_PART) as usize;
        self.part = Some(part);
        Ok(part)
    }

    /// The batch in parts of `size` items, each with its plan; the last may be smaller.
    fn parts(
        &mut self,
        inputs: &[Tensor],
        items: usize,
        size: usize,
    ) -> Result<Vec<(Plan, Vec<Tensor>)>, EngineError> {
        let starts = (0..items).step_by(size);
        let mut part = |start: usize| {
            let range = start..items.min(start + size);
            let part: Vec<Tensor> = inputs.iter().map(|it| it.slice(range.clone())).collect();
            Ok((self.plan(shapes_of(&part))?, part))
        };
        starts.map(&mut part).collect()
    }

    #[cfg(feature = "threads")]
    fn run_parts(&self, parts: &[(Plan, Vec<Tensor>)]) -> Result<Vec<Vec<Tensor>>, EngineError> {
        use rayon::prelude::*;
        if self.threads == 1 || parts.len() == 1 {
            return parts.iter().map(|(plan, part)| run_plan(plan, part)).collect();
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build();
        let pool = pool.map_err(|it| failed(it.to_string()))?;
        pool.install(|| parts.par_iter().map(|(plan, part)| run_plan(plan, part)).collect())
    }

    #[cfg(not(feature = "threads"))]
    fn run_parts(&self, parts: &[(Plan, Vec<Tensor>)]) -> Result<Vec<Vec<Tensor>>, EngineError> {
        parts.iter().map(|(plan, part)| run_plan(plan, part)).collect()
    }
}

fn planned(model: &Model, shapes: &[Vec<usize>]) -> TractResult<Plan> {
    let mut model = model.typed(shapes)?.into_optimized()?;
    faircat_loops::replace(&mut model)?;
    model.into_runnable()
}

/// Bytes of the largest value that the plan makes while it runs.
fn largest_intermediate(plan: &Plan) -> u64 {
    let facts = plan.model().nodes().iter().flat_map(|node| &node.outputs);
    let made = facts.map(|outlet| &outlet.fact).filter(|fact| fact.konst.is_none());
    let bytes = made.filter_map(|fact| {
        let width = fact.datum_type.size_of() as u64;
        let sizes = fact.shape.as_concrete()?.iter();
        Some(sizes.fold(width, |bytes, &size| bytes.saturating_mul(size as u64)))
    });
    bytes.max().unwrap_or(0)
}

fn shapes_of(inputs: &[Tensor]) -> Vec<Vec<usize>> {
    inputs.iter().map(|it| it.shape().to_vec()).collect()
}

fn run_plan(plan: &Plan, inputs: &[Tensor]) -> Result<Vec<Tensor>, EngineError> {
    guarded(NAME, || {
        let values = inputs.iter().map(|it| to_tract(it).map(TValue::from));
        let values = values.collect::<TractResult<TVec<_>>>();
        let values = values.map_err(|it| EngineError::BadInput(format!("{it:#}")))?;
        let outputs = plan.run(values).map_err(|it| failed(format!("{it:#}")))?;
        outputs.iter().map(from_tract).collect()
    })
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
