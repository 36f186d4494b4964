//! Any bytes are a table or are refused.
#![no_main]

mod shared;

use faircat_inference::formats::csv;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(data) = csv::read(bytes, shared::LIMIT) {
        shared::keeps_to_the_contract(data);
    }
});
