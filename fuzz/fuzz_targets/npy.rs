//! Any bytes are an npy array or are refused; what is written of it is read again.
#![no_main]

mod shared;

use faircat_inference::formats::{RawData, UNNAMED, npy};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(array) = npy::read(bytes, shared::LIMIT) {
        let again = npy::read(&npy::write(&array), shared::LIMIT).expect("it was written here");
        assert_eq!(again.shape(), array.shape());
        shared::keeps_to_the_contract(RawData::of_tensors([(UNNAMED.to_owned(), array)]));
    }
});
