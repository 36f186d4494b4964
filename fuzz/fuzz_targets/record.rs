//! Any text is a record or has diagnostics; reading and checking it never panics or hangs.
#![no_main]

use std::path::PathBuf;
use std::sync::Arc;

use faircat::catalog::checks::{self, NoFiles};
use faircat::diagnostic::MOST_OF_A_FILE;
use faircat::record::{Kind, reading, shape};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let file = Arc::new(PathBuf::from("record.yaml"));
    for kind in [Kind::Model, Kind::Dataset, Kind::Person] {
        // A sound record has a shape that can be explained too.
        let shape = shape::explain(text, kind, &file);
        match reading::read_record(kind, text) {
            Ok(record) => {
                let findings = checks::of_record(kind, "fuzzed", &record, &NoFiles, None);
                let found = findings.len();
                assert_eq!(checks::place(findings, text, &file).len(), found.min(MOST_OF_A_FILE + 1));
            }
            Err(error) => {
                assert!(!shape::refusal(text, kind, &file, &error).is_empty(), "{shape:?}");
            }
        }
    }
});
