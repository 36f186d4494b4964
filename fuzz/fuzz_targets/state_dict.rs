//! Whatever a file holds, reading it as a state dict ends with tensors or an error.

#![no_main]

use faircat::conversion::interaction_network::{Form, convert};
use faircat::conversion::{pickle, state_dict};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    drop(pickle::read(bytes));
    if let Ok(state) = state_dict::read(bytes) {
        for (_, array) in state {
            assert_eq!(array.shape.iter().product::<usize>(), array.values.len());
        }
    }
    drop(convert(bytes, Form::Factorised));
});
