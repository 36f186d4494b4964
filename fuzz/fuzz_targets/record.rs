//! Any text is a record or has diagnostics; reading it never panics or hangs.
#![no_main]

use std::path::PathBuf;
use std::sync::Arc;

use faircat::record::{Kind, reading, shape};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let file = Arc::new(PathBuf::from("record.yaml"));
    for kind in [Kind::Model, Kind::Person] {
        if let Err(error) = reading::read_record(kind, text) {
            assert!(!shape::refusal(text, kind, &file, &error).is_empty());
        }
    }
});
