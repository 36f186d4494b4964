//! tract: the engine that is always there, written in Rust.

use std::sync::Arc;

use tract_onnx::onnx as onnx_reader;
use tract_onnx::prelude::{
    DatumType, Framework, InferenceModelExt, IntoRunnable, TValue, TVec, Tensor as TractTensor,
    TractError, TractResult, TypedRunnableModel,
};
use tract_onnx::tract_hir::infer::{Factoid, InferenceFact, InferenceModel};

use super::{guarded, items};
use crate::engine::{Device, Engine, EngineError, Options, Session};
use crate::onnx;
use crate::tensor::{Data, Tensor};

const NAME: &str = "tract";

/// Version of the crate `tract-onnx` that is compiled in; a test holds it to the lock file.
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
        let model = guarded(NAME, || {
            let reader = onnx_reader().with_ignore_output_shapes(true);
            let reader = reader.with_ignore_value_info(true);
            reader.model_for_read(&mut &*bytes).map_err(|it| unsupported(&it))
        })?;
        let mut session = TractSession {
            model,
            inputs: file.inputs.len(),
            divisible: file.items_are_independent(),
            part: None,
            threads: options.threads.max(1),
            plans: Vec::new(),
        };
        session.plan_fixed_shapes(&file)?;
        Ok(Box::new(session))
    }
}

/// A model, with a plan for each shape of inputs that was seen lately.
struct TractSession {
    model: InferenceModel,
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
        if inputs.len() != self.inputs {
            return Err(EngineError::BadInput(format!(
                "the model takes {} inputs, not {}",
                self.inputs,
                inputs.len()
            )));
        }
        let items = items(inputs)?;
        if !self.divisible {
            let plan = self.plan(shapes_of(inputs))?;
            return run_plan(&plan, inputs);
        }
        let size = self.part_size(inputs)?.min(items.div_ceil(self.threads));
        let parts = self.parts(inputs, items, size)?;
        join(&self.run_parts(&parts)?)
    }
}

impl TractSession {
    /// Makes the plan for one item at once where the file fixes every other size, so that a
    /// model which tract cannot run is refused when it is loaded.
    fn plan_fixed_shapes(&mut self, file: &onnx::OnnxFile) -> Result<(), EngineError> {
        let size = |(index, axis): (usize, &onnx::Axis)| match axis {
            onnx::Axis::Size(size) => usize::try_from(*size).ok(),
            _ if index == 0 => Some(1),
            _ => None,
        };
        let shape = |port: &onnx::Port| -> Option<Vec<usize>> {
            port.shape.as_ref()?.iter().enumerate().map(size).collect()
        };
        match file.inputs.iter().map(shape).collect::<Option<Vec<_>>>() {
            Some(shapes) => self.plan(shapes).map(|_| ()),
            None => Ok(()),
        }
    }

    /// The plan for inputs of `shapes`.
    fn plan(&mut self, shapes: Vec<Vec<usize>>) -> Result<Plan, EngineError> {
        if let Some((_, plan)) = self.plans.iter().find(|(known, _)| *known == shapes) {
            return Ok(Arc::clone(plan));
        }
        let plan =
            guarded(NAME, || planned(self.model.clone(), &shapes).map_err(|it| unsupported(&it)))?;
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

fn planned(model: InferenceModel, shapes: &[Vec<usize>]) -> TractResult<Plan> {
    let mut model = model;
    for (index, shape) in shapes.iter().enumerate() {
        let dtype = model.input_fact(index)?.datum_type.concretize();
        let fact = match dtype {
            Some(dtype) => InferenceFact::dt_shape(dtype, shape),
            None => InferenceFact::shape(shape),
        };
        model.set_input_fact(index, fact)?;
    }
    model.into_optimized()?.into_runnable()
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
        let values = inputs.iter().map(value).collect::<TractResult<TVec<TValue>>>();
        let values = values.map_err(|it| EngineError::BadInput(format!("{it:#}")))?;
        let outputs = plan.run(values).map_err(|it| failed(format!("{it:#}")))?;
        outputs.iter().map(tensor).collect()
    })
}

fn value(tensor: &Tensor) -> TractResult<TValue> {
    let shape = tensor.shape();
    let value = match tensor.data() {
        Data::Float32(values) => TractTensor::from_shape(shape, values),
        Data::Float64(values) => TractTensor::from_shape(shape, values),
        Data::Int8(values) => TractTensor::from_shape(shape, values),
        Data::Int16(values) => TractTensor::from_shape(shape, values),
        Data::Int32(values) => TractTensor::from_shape(shape, values),
        Data::Int64(values) => TractTensor::from_shape(shape, values),
        Data::Uint8(values) => TractTensor::from_shape(shape, values),
        Data::Uint16(values) => TractTensor::from_shape(shape, values),
        Data::Uint32(values) => TractTensor::from_shape(shape, values),
        Data::Uint64(values) => TractTensor::from_shape(shape, values),
        Data::Bool(values) => TractTensor::from_shape(shape, values),
    };
    Ok(value?.into())
}

fn tensor(value: &TValue) -> Result<Tensor, EngineError> {
    let plain = |it: TractError| failed(format!("{it:#}"));
    macro_rules! data {
        ($($dtype:ident $kind:ident $element:ty),*) => {
            match value.datum_type() {
                $(DatumType::$dtype => {
                    let values = value.to_plain_array_view::<$element>().map_err(plain)?;
                    Data::$kind(values.iter().copied().collect())
                })*
                other => return Err(failed(format!("an output has the element type {other:?}"))),
            }
        };
    }
    let data = data!(
        F32 Float32 f32, F64 Float64 f64, I8 Int8 i8, I16 Int16 i16, I32 Int32 i32,
        I64 Int64 i64, U8 Uint8 u8, U16 Uint16 u16, U32 Uint32 u32, U64 Uint64 u64,
        Bool Bool bool
    );
    Tensor::new(value.shape().to_vec(), data).map_err(|it| failed(it.to_string()))
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
