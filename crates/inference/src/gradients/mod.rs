//! Gradients of a network's answers by its inputs, on the graph of any ONNX file, their integral
//! along a path, and the relevance of the inputs.
//!
//! The graph is read as far as the answer hangs on it, run forwards in double precision for one
//! item, and walked backwards: what arrives at the value of a node, its rule shares out among the
//! inputs (reverse mode). One rule is the gradient, the others are those of relevance.
//!
//! Integrated gradients attribute to each input `(x − x₀) ∫ ∂F(x₀ + α (x − x₀))/∂x dα`, for α from
//! 0 to 1 and a baseline x₀ (Sundararajan, Taly and Yan, *Axiomatic Attribution for Deep Networks*,
//! ICML 2017, arXiv:1703.01365, equation 1). They add up to F(x) − F(x₀), the axiom "completeness"
//! (proposition 1), for an integral; by how much the sum over the steps misses it,
//! [`Attribution::missed`] tells.
//!
//! Layer-wise relevance propagation shares out the answer F(x) itself (Bach et al., PLoS ONE 10
//! (2015) e0130140), by the rules LRP-0, LRP-ε and LRP-γ of Montavon et al., *Layer-Wise Relevance
//! Propagation: An Overview*, LNCS 11700 (2019) 193, section 10.2, as for the interaction network
//! (`crate::relevance`): a bias is a contribution and keeps what it receives, and where
//! contributions have both signs, γ favours those of the sign of their sum (Andéol et al., 2021,
//! arXiv:2106.04923). Dense layers, convolutions, sums and means along axes, and channels that are
//! normalised, which are linear when a network answers, follow the rule; where two layers are
//! added, each receives by what it contributes; a window hands all on to its largest value; an
//! activation, a given factor and what is moved hand on what they receive. A softmax within a
//! network and products of two values that hang on the input have no rule.
//!
//! - `array`: arrays of numbers; `attributes`: what a node states;
//! - `operator`: which operators there are; `pointwise`, `products`, `windows`, `moving`, `sums`:
//!   what they do, each forwards and backwards;
//! - `graph`: the walk; `biases`: products with what is added to them; `path`: the integral;
//! - `linear`: layers by the sign of their products; `rules`: what each operator does with
//!   relevance; `relevance`: that of the inputs.

mod array;
mod attributes;
mod biases;
mod graph;
mod linear;
mod moving;
mod operator;
mod path;
mod pointwise;
mod products;
mod relevance;
mod rules;
mod sums;
mod windows;

use thiserror::Error;

pub use array::Array;
pub use graph::Graph;
pub use path::{Attribution, integrated};
pub use relevance::{Propagated, propagated};
pub use rules::Rule;

/// Why an answer is not differentiated, as a sentence without a full stop.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GradientError {
    #[error("the operator `{0}` is not differentiated here")]
    Operator(String),
    #[error("the operator `{0}` has no rule of relevance here")]
    Rule(String),
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
