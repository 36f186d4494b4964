//! Runs catalogued models: bytes in, tensors out; no files, no network. For native and wasm32.

pub mod batching;
pub mod contract;
pub mod engine;
pub mod engines;
pub mod explanation;
#[cfg(feature = "tract")]
mod exponentials;
pub mod figures;
pub mod formats;
pub mod gradients;
pub mod metrics;
pub mod native;
pub mod number;
pub mod onnx;
pub mod panics;
#[cfg(feature = "tract")]
mod products;
mod random;
pub mod relevance;
pub mod results;
pub mod signature;
mod simd;
pub mod templates;
pub mod tensor;
pub mod verification;
