//! One input `x` of three items with the features `a` and `b`, and the limit of every reader.

#![allow(dead_code, reason = "each target uses a part of it")]

use std::{env, fs, process};

use faircat::running::reading;
use faircat_inference::contract::prepare;
use faircat_inference::formats::{Limit, RawData};
use faircat_inference::signature::{Declared, Feature, Items, Longer, Signature};

pub(crate) const LIMIT: Limit = Limit { bytes: 1 << 24 };

/// Blocks of a file that are read; a few bytes may stand for many.
const MOST_BLOCKS: usize = 16;

/// Reads `bytes` as a file whose name ends in `ending`, in blocks and at once. Readers that want a
/// file get one for each process.
pub(crate) fn read_as(ending: &str, bytes: &[u8]) {
    let file = env::temp_dir().join(format!("faircat-fuzz-{}.{ending}", process::id()));
    fs::write(&file, bytes).expect("the folder for temporary files can be written to");
    if let Ok(mut source) = reading::open(&file, &signature()) {
        for _ in 0..MOST_BLOCKS {
            match source.read(64) {
                Ok(Some(data)) => keeps_to_the_contract(data),
                _ => break,
            }
        }
    }
    let _ = reading::whole(&file, &signature());
    let _ = fs::remove_file(&file);
}

/// What was read keeps to the contract, or is refused by it.
pub(crate) fn keeps_to_the_contract(data: RawData) {
    if let Ok(prepared) = prepare(&signature(), data, 0) {
        assert_eq!(prepared.tensors[0].shape()[1..], [2, 3]);
    }
}

pub(crate) fn signature() -> Signature {
    let feature = |name: &str| Feature { name: name.to_owned(), unit: None, role: None };
    let items = Items { longer: Longer::Cut, ..Items::default() };
    let x = Declared {
        name: "x".to_owned(),
        dtype: "float32".to_owned(),
        shape: ["batch", "2", "3"].map(str::to_owned).to_vec(),
        features: vec![feature("a"), feature("b")],
        items: Some(items),
        ..Declared::default()
    };
    Signature { inputs: vec![x], outputs: Vec::new() }
}
