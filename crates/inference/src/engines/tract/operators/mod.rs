//! ONNX's operators, each written with tract's own or with a [`Kernel`] of ours. Meanings are those
//! of <https://onnx.ai/onnx/operators/>, operator sets 7 to 28.

#[macro_use]
mod types;

mod arithmetic;
mod arrays;
#[cfg(feature = "tract-onnx")]
mod borrowed;
mod elements;
#[cfg(feature = "tract-onnx")]
mod equation;
mod exact;
mod indexing;
mod layers;
mod node;
mod ordering;
mod places;
mod quantised;
mod recurrent;
mod reductions;
mod resize;
mod trees;

use tract_core::internal::{OutletId, TVec, TractResult};

use super::kernel::{Axes, Kernel};
use crate::onnx::proto::NodeProto;
pub(super) use node::Node;

/// Adds a node's operators to the model, and gives its outputs.
type Wire = fn(&mut Node) -> TractResult<TVec<OutletId>>;

/// How the operator of `node` is added; `None` where it is not known here.
pub(super) fn find(node: &NodeProto) -> Option<Wire> {
    let name = node.op_type.as_str();
    match node.domain.as_str() {
        "" | "ai.onnx" => {}
        "ai.onnx.ml" => return trees::find(name),
        _ => return None,
    }
    let families = [
        arithmetic::find,
        elements::find,
        layers::find,
        reductions::find,
        arrays::find,
        indexing::find,
        ordering::find,
        places::find,
        quantised::find,
        recurrent::find,
        resize::find,
        #[cfg(feature = "tract-onnx")]
        borrowed::find,
    ];
    families.iter().find_map(|family| family(name))
}

/// The operator's name, with its domain where that is not ONNX's first.
pub(super) fn full_name(node: &NodeProto) -> String {
    match node.domain.as_str() {
        "" | "ai.onnx" => node.op_type.clone(),
        domain => format!("{domain}.{}", node.op_type),
    }
}
