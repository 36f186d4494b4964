//! Any bytes are tensors in the format safetensors or are refused.
#![no_main]

use faircat_inference::formats::safetensors;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(tensors) = safetensors::read(bytes) {
        let held: usize = tensors.values().map(|it| it.data().len()).sum();
        assert!(held <= bytes.len());
    }
});
