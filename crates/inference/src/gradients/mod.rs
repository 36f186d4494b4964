//! Gradients of a network's answers by its inputs, on the graph of any ONNX file, and their
//! integral along a path.
//!
//! The graph is read as far as the answer hangs on it, run forwards in double precision for one
//! item, and walked backwards: what arrives at the value of a node, its rule shares out among the
//! inputs (reverse mode). The rule here is the gradient.
//!
//! Integrated gradients attribute to each input `(x − x₀) ∫ ∂F(x₀ + α (x − x₀))/∂x dα`, for α from
//! 0 to 1 and a baseline x₀ (Sundararajan, Taly and Yan, *Axiomatic Attribution for Deep Networks*,
//! ICML 2017, arXiv:1703.01365, equation 1). They add up to F(x) − F(x₀), the axiom "completeness"
//! (proposition 1), for an integral; by how much the sum over the steps misses it,
//! [`Attribution::missed`] tells.
//!
//! - `array`: arrays of numbers; `attributes`: what a node states;
//! - `operator`: which operators there are; `pointwise`, `products`, `windows`, `moving`, `sums`:
//!   what they do, each forwards and backwards;
//! - `graph`: the walk; `path`: the integral.

mod array;
mod attributes;
mod graph;
mod moving;
mod operator;
mod path;
mod pointwise;
mod products;
mod sums;
mod windows;

use thiserror::Error;

pub use array::Array;
pub use graph::Graph;
pub use path::{Attribution, integrated};

/// Why an answer is not differentiated, as a sentence without a full stop.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GradientError {
    #[error("the operator `{0}` is not differentiated here")]
    Operator(String),
    #[error("its operators are those of version {0}; those from 13 on are differentiated")]
    Opset(i64),
    #[error("nothing makes its output `{0}`")]
    Output(String),
    #[error("its weights cannot be read: {0}")]
    Tensor(String),
    #[error("the sizes of its arrays do not fit each other for one item")]
    Shapes,
    #[error("its arrays grow too large")]
    TooLarge,
    #[error("a gradient leaves the range of numbers")]
    NotFinite,
    #[error("the time is over")]
    Stopped,
    #[error("its thread ended")]
    Ended,
}
