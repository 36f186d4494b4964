//! ONNX's operators, each written with tract's own. Meanings are those of
//! <https://onnx.ai/onnx/operators/>, operator sets 13 and later.

mod arithmetic;
mod arrays;
mod indexing;
mod layers;
mod node;
mod reductions;

use tract_core::internal::{OutletId, TVec, TractResult};

pub(super) use node::Node;

/// Adds a node's operators to the model, and gives its outputs.
type Wire = fn(&mut Node) -> TractResult<TVec<OutletId>>;

/// How the operator of this name is added; `None` where it is not known here.
pub(super) fn find(name: &str) -> Option<Wire> {
    let families = [arithmetic::find, layers::find, reductions::find, arrays::find, indexing::find];
    families.iter().find_map(|family| family(name))
}
