//! Any bytes are JSON data or are refused.
#![no_main]

mod shared;

use faircat_inference::formats::json;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(data) = json::read(bytes, shared::LIMIT) {
        shared::keeps_to_the_contract(data);
    }
});
