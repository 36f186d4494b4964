//! Any bytes are an ONNX model or are refused with a reason, within bounded memory.
#![no_main]

use faircat_inference::onnx::describe;
use faircat_inference::signature::{Signature, compare};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match describe(bytes) {
        Ok(file) => {
            // A file agrees with what it states itself, and its initializers are all read.
            let names: Vec<&str> = file.initializer_names().collect();
            for name in names {
                let _ = file.initializer(name);
            }
            let own = Signature::of_file(&file);
            assert_eq!(own.in_order_of(&file).inputs.len(), file.inputs.len());
            let _ = compare(&own, &file);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
