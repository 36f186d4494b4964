//! A model made ready for inputs of known shapes, and what it takes to run it.

use std::sync::Arc;

use tract_core::internal::{
    EvalContext, InOut, Node, OpState, OutletId, TVec, TractError, TractResult, TypedFact,
    TypedModel, TypedOp, format_err,
};
use tract_core::prelude::{IntoRunnable, TValue, TypedRunnableModel, TypedSimpleState};

use super::growth::size_of;
use super::values::{from_tract, to_tract};
use super::{NAME, failed, graph, products};
use crate::engine::{Cancel, EngineError};
use crate::engines::guarded;
use crate::onnx::OnnxFile;
use crate::tensor::Tensor;

pub(super) struct Plan {
    runnable: Arc<TypedRunnableModel>,
    /// Bytes of the largest value that is made in a run.
    pub(super) largest: u64,
    /// Bytes of all values that are there at the same time, at most.
    pub(super) together: u64,
}

/// A plan for inputs of `shapes`.
pub(super) fn planned(file: &OnnxFile, size: u64, shapes: &[Vec<usize>]) -> TractResult<Plan> {
    let mut model = graph::typed_model(file, size, shapes)?.into_decluttered()?;
    // In WebAssembly tract's products have the kernel of `faircat-loops`, and these were not measured.
    if !cfg!(target_arch = "wasm32") {
        products::replace(&mut model)?;
    }
    model.optimize()?;
    faircat_loops::replace(&mut model)?;
    let runnable = model.into_runnable()?;
    let order = runnable.order_without_consts().to_vec();
    let (largest, together) = sizes(runnable.model(), &order);
    Ok(Plan { runnable, largest, together })
}

/// Bytes of the largest value, and of those that are there together, when the nodes are run in
/// this order and each value is dropped after its last use.
fn sizes(model: &TypedModel, order: &[usize]) -> (u64, u64) {
    let made = |id: usize| {
        let facts = model.node(id).outputs.iter().map(|outlet| &outlet.fact);
        facts.map(|fact| size_of(fact).unwrap_or(u64::MAX)).fold(0, u64::saturating_add)
    };
    let mut last_use = vec![0; model.nodes().len()];
    for (step, &id) in order.iter().enumerate() {
        last_use[id] = step;
        for input in &model.node(id).inputs {
            last_use[input.node] = step;
        }
    }
    for output in model.output_outlets().unwrap_or_default() {
        last_use[output.node] = order.len();
    }
    let mut dropped = vec![0_u64; order.len() + 1];
    let (mut largest, mut now, mut most) = (0, 0_u64, 0);
    for (step, &id) in order.iter().enumerate() {
        let bytes = made(id);
        largest = largest.max(bytes);
        now = now.saturating_add(bytes);
        most = most.max(now);
        dropped[last_use[id]] = dropped[last_use[id]].saturating_add(bytes);
        now = now.saturating_sub(dropped[step]);
    }
    (largest, most)
}

/// Runs the plan on one part of a batch; stops between two operators once `cancel` is set.
pub(super) fn run(
    plan: &Plan,
    inputs: &[Tensor],
    cancel: &Cancel,
) -> Result<Vec<Tensor>, EngineError> {
    guarded(NAME, || {
        let values = inputs.iter().map(|it| to_tract(it).map(TValue::from));
        let values = values.collect::<TractResult<TVec<_>>>();
        let values = values.map_err(|it| EngineError::BadInput(format!("{it:#}")))?;
        let state = TypedSimpleState::new(&plan.runnable);
        let outputs = state.and_then(|mut state| {
            state.run_plan_with_eval(values, |context, state, node, inputs| {
                step(cancel, context, state, node, inputs)
            })
        });
        match outputs {
            Ok(outputs) => outputs.iter().map(from_tract).collect(),
            Err(_) if cancel.is_set() => Err(EngineError::Stopped),
            Err(error) => Err(failed(format!("{error:#}"))),
        }
    })
}

fn step(
    cancel: &Cancel,
    context: &EvalContext,
    state: Option<&mut (dyn OpState + 'static)>,
    node: &Node<TypedFact, Box<dyn TypedOp>>,
    inputs: TVec<TValue>,
) -> Result<TVec<TValue>, TractError> {
    if cancel.is_set() {
        return Err(format_err!("stopped"));
    }
    tract_core::plan::eval(context, state, node, inputs)
}

/// Whether the items of a batch go through the graph apart from each other, so that it may be run
/// in parts: the first axis of every input is, by tract's account of each operator, the first axis
/// of every output, and no operator takes it together.
pub(super) fn is_divisible(model: &TypedModel) -> TractResult<bool> {
    let mut axes: Vec<TVec<Option<usize>>> = vec![TVec::new(); model.nodes().len()];
    for id in model.eval_order()? {
        let node = model.node(id);
        axes[id] = if model.inputs.iter().any(|input| input.node == id) {
            TVec::from_slice(&[Some(0)])
        } else {
            let axis = |outlet: &OutletId| axes[outlet.node].get(outlet.slot).copied().flatten();
            let of_inputs: TVec<Option<usize>> = node.inputs.iter().map(axis).collect();
            match of_outputs(model, id, &of_inputs)? {
                Some(axes) => axes,
                None => return Ok(false),
            }
        };
    }
    let first = |outlet: &OutletId| axes[outlet.node].get(outlet.slot) == Some(&Some(0));
    Ok(model.output_outlets()?.iter().all(first))
}

/// Where the axis of items is in the outputs of a node; `None` where the node takes it together.
fn of_outputs(
    model: &TypedModel,
    id: usize,
    of_inputs: &[Option<usize>],
) -> TractResult<Option<TVec<Option<usize>>>> {
    let node = model.node(id);
    let Some(slot) = of_inputs.iter().position(Option::is_some) else {
        return Ok(Some(node.outputs.iter().map(|_| None).collect()));
    };
    let (inputs, outputs) = model.node_facts(id)?;
    let mapping = node.op.axes_mapping(&inputs, &outputs)?;
    let place = of_inputs[slot].unwrap_or_default();
    let Ok(axis) = mapping.axis((InOut::In(slot), place)) else { return Ok(None) };
    let fits = |(slot, place): (usize, &Option<usize>)| match place {
        Some(place) => axis.inputs[slot].as_slice() == [*place],
        // What is the same for all items may be repeated along their axis, as a bias is.
        None => axis.inputs[slot]
            .iter()
            .all(|&at| inputs[slot].shape.as_concrete().is_some_and(|shape| shape[at] == 1)),
    };
    if !of_inputs.iter().enumerate().all(fits) {
        return Ok(None);
    }
    let places = axis.outputs.iter().map(|places| match places.as_slice() {
        [place] => Some(Some(*place)),
        _ => None,
    });
    Ok(places.collect())
}
