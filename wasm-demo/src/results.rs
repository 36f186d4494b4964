//! What a model said of many items, as files.

use faircat_inference::results::Results;
use faircat_inference::signature::Signature;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::batch::Batch;
use crate::thrown;

/// The rows of `outputs` as a file of the format that `ending` names, `csv` or `json`. `signature`
/// is that of the record, as JSON, with these outputs alone, in their order; `decisions` are the
/// classes that are decided for, or none; `model` and `sha256` tell which model it was.
///
/// # Errors
/// Another format, or a text that is no signature.
#[wasm_bindgen]
pub fn results(
    ending: &str,
    signature: &str,
    outputs: &Batch,
    decisions: Vec<String>,
    model: &str,
    sha256: Option<String>,
) -> Result<Vec<u8>, JsValue> {
    let signature: Signature = serde_json::from_str(signature).map_err(thrown)?;
    let results =
        Results { signature: &signature, outputs: &outputs.tensors, decisions: &decisions };
    match ending {
        "csv" => Ok(results.csv()),
        "json" => Ok(results.json(model, sha256.as_deref())),
        other => Err(thrown(format!("results are not written as {other}"))),
    }
}
