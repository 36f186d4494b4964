//! Any bytes are a dump or are refused, in whatever pieces they come.
#![no_main]

use faircat_sparql::load::Loader;
use libfuzzer_sys::fuzz_target;

fn loaded(bytes: &[u8], piece: usize) -> Option<usize> {
    let mut loader = Loader::default();
    bytes.chunks(piece).try_for_each(|piece| loader.push(piece)).ok()?;
    loader.finish().ok().map(|dataset| dataset.len())
}

fuzz_target!(|bytes: &[u8]| assert_eq!(loaded(bytes, 7), loaded(bytes, 4096)));
