//! Any bytes are a Parquet file or are refused.
#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| shared::read_as("parquet", bytes));
