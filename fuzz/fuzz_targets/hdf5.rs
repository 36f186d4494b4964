//! Any bytes are an HDF5 file or are refused. Its reader wants a file, so there is one for each process.
#![no_main]

mod shared;

use std::{env, fs, process};

use faircat::running::reading;
use libfuzzer_sys::fuzz_target;

/// Blocks of a file that are read; a few bytes may stand for many.
const MOST_BLOCKS: usize = 16;

fuzz_target!(|bytes: &[u8]| {
    let file = env::temp_dir().join(format!("faircat-fuzz-{}.h5", process::id()));
    fs::write(&file, bytes).expect("the folder for temporary files can be written to");
    if let Ok(mut source) = reading::open(&file, &shared::signature()) {
        for _ in 0..MOST_BLOCKS {
            match source.read(64) {
                Ok(Some(data)) => shared::keeps_to_the_contract(data),
                _ => break,
            }
        }
    }
    let _ = reading::whole(&file, &shared::signature());
    let _ = fs::remove_file(&file);
});
