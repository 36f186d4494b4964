//! Any bytes, under any name, are a document of a format that is read and gets scorecards, or are
//! refused with words.
#![no_main]

use std::path::Path;

use faircat::assessor::{Document, LARGEST, Wish, assess_document};
use libfuzzer_sys::fuzz_target;

/// By these, and by what is in it, the format of a file is told.
const NAMES: [&str; 16] = [
    "work.json",
    "work.jsonld",
    "work.yaml",
    "work.xml",
    "work.bib",
    "work.html",
    "work.ttl",
    "CITATION.cff",
    "README.md",
    "MLmodel",
    "codemeta.json",
    "croissant.json",
    "ro-crate-metadata.json",
    "rdf.yaml",
    "bom.json",
    "metadata.json",
];

fuzz_target!(|input: (u8, &[u8])| {
    let (name, bytes) = input;
    if bytes.len() as u64 > LARGEST {
        return;
    }
    let place = Path::new(NAMES[usize::from(name) % NAMES.len()]);
    let _ = assess_document(Document::file(place, bytes), Wish { most: Some(3), ..Wish::default() });
});
