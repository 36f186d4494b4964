//! Any bytes are an npz archive or are refused; what is written of it is read again.
#![no_main]

mod shared;

use faircat_inference::formats::{RawData, npz};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(arrays) = npz::read(bytes, shared::LIMIT) {
        let named: Vec<_> = arrays.iter().map(|(name, it)| (name.as_str(), it)).collect();
        let written = npz::write(&named).expect("names that were read are unique");
        assert!(npz::read(&written, shared::LIMIT).is_ok());
        shared::keeps_to_the_contract(RawData::of_tensors(arrays));
    }
});
