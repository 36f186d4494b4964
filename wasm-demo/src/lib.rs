//! Models in the visitor's browser: a thin surface over [`faircat_inference`] for JavaScript.
//!
//! It does no arithmetic of its own. Numbers cross as typed arrays, everything else as JSON, and
//! errors as their messages.

#[cfg(feature = "native")]
mod arrays;
mod batch;
mod control;
mod drawing;
#[cfg(feature = "native")]
mod explanation;
mod model;
mod results;

use std::fmt::Display;

use sha2::{Digest, Sha256};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(feature = "native")]
pub use arrays::Arrays;
pub use batch::Batch;
pub use control::Control;
#[cfg(feature = "native")]
pub use explanation::{Explainer, Explanation};
pub use model::{Model, instructions};
pub use results::results;

/// SHA-256 of `bytes` in hexadecimal digits. The browser's own is there only on secure hosts.
#[wasm_bindgen]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An error as JavaScript gets it.
fn thrown(error: impl Display) -> JsValue {
    JsValue::from_str(&error.to_string())
}
