//! Convolutions, products of matrices and softmax of float32 values by kernels of ours, in place of
//! tract's operators, which copy what they read in every run.

mod axes;
mod contraction;
mod convolution;
mod shares;

use tract_core::internal::{OutletId, TractResult, TypedModel, TypedModelPatch, TypedOp};
use tract_core::ops::binary::TypedBinOp;
use tract_core::ops::cnn::Conv;
use tract_core::ops::einsum::EinSum;
use tract_core::ops::math::Add;
use tract_core::ops::nn::Softmax;

use contraction::Contraction;
use convolution::Convolution;
use shares::Shares;

/// Puts them in place of tract's in a model that was simplified, where they are as quick.
///
/// # Errors
/// A model whose nodes do not know their inputs.
pub(super) fn replace(model: &mut TypedModel) -> TractResult<()> {
    for id in 0..model.nodes().len() {
        if let Some(op) = quicker(model, id)? {
            model.node_mut(id).op = op;
        }
    }
    add_offsets(model)
}

/// Takes into a product what is added to it, where that is the same in every run.
fn add_offsets(model: &mut TypedModel) -> TractResult<()> {
    for id in model.eval_order()? {
        let Some(product) = model.node(id).op_as::<Contraction>() else { continue };
        let Some(next) = model.single_succ(id)? else { continue };
        let adds = next.op_as::<TypedBinOp>().is_some_and(|it| it.0.is::<Add>());
        if !adds || model.output_outlets()?.contains(&OutletId::new(id, 0)) {
            continue;
        }
        let Some(other) = next.inputs.iter().find(|input| input.node != id) else { continue };
        let Some(added) = &model.outlet_fact(*other)?.konst else { continue };
        if let Some(sum) = product.with_offset(added)? {
            TypedModelPatch::fuse_with_next(model, model.node(id), sum)?.apply(model)?;
        }
    }
    Ok(())
}

/// What to put in place of the operator of a node, if anything.
fn quicker(model: &TypedModel, id: usize) -> TractResult<Option<Box<dyn TypedOp>>> {
    let (node, inputs) = (model.node(id), model.node_input_facts(id)?);
    if let Some(conv) = node.op_as::<Conv>() {
        return Ok(Convolution::of(conv, &inputs)?.map(|op| Box::new(op) as _));
    }
    if let Some(sum) = node.op_as::<EinSum>() {
        return Ok(Contraction::of(sum, &inputs)?.map(|op| Box::new(op) as _));
    }
    let softmax = node.op_as::<Softmax>();
    Ok(softmax.and_then(|it| Shares::of(it, &inputs)).map(|op| Box::new(op) as _))
}
