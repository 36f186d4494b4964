//! Inner loops for tract where its own are slow or not right: broadcast arithmetic and functions
//! everywhere, matrix products in WebAssembly.
//!
//! They are a crate of their own because a visitor's browser loads everything else of tract's
//! engine compiled for size, and cargo chooses that crate by crate.

mod bounds;
mod broadcast;
mod functions;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod kernel;

pub use bounds::clamp;
pub use broadcast::{extreme, literal, replace};
pub use functions::{Function, each};
