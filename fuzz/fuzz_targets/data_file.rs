//! Any bytes are arrays or are refused with a reason; what was read is within the limit, and
//! what is written of it is read again.
#![no_main]

use faircat_inference::contract::prepare;
use faircat_inference::formats::{Limit, RawData, csv, json, npy, npz, safetensors};
use faircat_inference::signature::{Declared, Feature, Items, Longer, Signature};
use libfuzzer_sys::fuzz_target;

const LIMIT: Limit = Limit { bytes: 1 << 24 };

fuzz_target!(|bytes: &[u8]| {
    if let Ok(arrays) = npz::read(bytes, LIMIT) {
        let named: Vec<_> = arrays.iter().map(|(name, it)| (name.as_str(), it)).collect();
        let written = npz::write(&named).expect("names that were read are unique");
        assert!(npz::read(&written, LIMIT).is_ok());
        let _ = prepare(&signature(), RawData::of_tensors(arrays), 0);
    }
    if let Ok(array) = npy::read(bytes, LIMIT) {
        assert_eq!(npy::read(&npy::write(&array), LIMIT).map(|it| it.shape().to_vec()), Ok(array.shape().to_vec()));
    }
    for data in [json::read(bytes, LIMIT), csv::read(bytes, LIMIT)].into_iter().flatten() {
        if let Ok(prepared) = prepare(&signature(), data, 0) {
            assert_eq!(prepared.tensors[0].shape()[1..], [2, 3]);
        }
    }
    let _ = safetensors::read(bytes);
});

/// One input `x` of three items with the features `a` and `b`.
fn signature() -> Signature {
    let feature = |name: &str| Feature { name: name.to_owned(), unit: None };
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
