//! Runs catalogued models: bytes in, tensors out; no files, no network. For native and wasm32.

pub mod engine;
pub mod tensor;
