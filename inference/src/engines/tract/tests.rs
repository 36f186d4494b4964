//! The operators against ONNX's own test cases, whose outputs are those of its reference
//! implementation in numpy.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use tract_core::internal::TractResult;
use tract_core::prelude::TValue;

use super::{Model, from_tract, graph, planned, to_tract};
use crate::formats::{Limit, npy};
use crate::onnx;
use crate::tensor::{Data, Tensor};

const CASES: &[u8] = include_bytes!("../../../tests/fixtures/operators.zip");

/// Cases that are refused, each with the reason.
const REFUSED: &str = include_str!("../../../tests/fixtures/operators-refused.txt");

#[test]
fn operators_give_what_the_reference_gives_or_are_refused() {
    let (mut refused, mut wrong) = (String::new(), Vec::new());
    let cases = cases();
    for (name, files) in &cases {
        let (outputs, expected) = match outcome(files) {
            Ok(it) => it,
            Err(reason) => {
                let first = reason.lines().next().unwrap_or_default();
                refused.push_str(&format!("{name}: {first}\n"));
                continue;
            }
        };
        let pairs = outputs.iter().zip(&expected);
        if outputs.len() != expected.len() || !pairs.into_iter().all(|(a, b)| is_close(a, b)) {
            wrong.push(format!("{name}: {outputs:?} is not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write("tests/fixtures/operators-refused.txt", &refused).unwrap();
        return;
    }
    assert_eq!(refused, REFUSED, "write it again with UPDATE_EXPECTED=1");
}

/// Files of each case by name.
fn cases() -> BTreeMap<String, BTreeMap<String, Vec<u8>>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(CASES)).unwrap();
    let mut cases: BTreeMap<String, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let path = file.name().unwrap().into_owned();
        let (case, name) = path.split_once('/').unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        cases.entry(case.to_owned()).or_default().insert(name.to_owned(), bytes);
    }
    cases
}

type Values = (Vec<Tensor>, Vec<Tensor>);

/// The outputs and what they should be; errors where the model is refused.
fn outcome(files: &BTreeMap<String, Vec<u8>>) -> Result<Values, String> {
    let arrays = |kind: &str| -> Vec<Tensor> {
        let files = files.iter().filter(|(name, _)| name.starts_with(kind));
        files.map(|(_, bytes)| npy::read(bytes, Limit::default()).unwrap()).collect()
    };
    let file = onnx::describe(&files["model.onnx"]).map_err(|it| it.to_string())?;
    if let Some(reason) = graph::refusal(&file) {
        return Err(reason);
    }
    let inputs = arrays("input");
    let model = Model::Read(Box::new(file));
    let run = || -> TractResult<Vec<Tensor>> {
        let shapes: Vec<Vec<usize>> = inputs.iter().map(|it| it.shape().to_vec()).collect();
        let plan = planned(&model, &shapes)?;
        let inputs = inputs.iter().map(|it| to_tract(it).map(TValue::from));
        let outputs = plan.run(inputs.collect::<TractResult<_>>()?)?;
        Ok(outputs.iter().map(|it| from_tract(it).unwrap()).collect())
    };
    let outputs = run().map_err(|error| format!("{error:#}"))?;
    Ok((outputs, arrays("output")))
}

/// As close as ONNX wants its backends to be: outputs of some cases have four digits.
fn is_close(output: &Tensor, expected: &Tensor) -> bool {
    let near = |a: f64, b: f64| {
        a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= 1e-3 * b.abs() + 1e-6
    };
    let same = match (output.data(), expected.data()) {
        (Data::Float32(a), Data::Float32(b)) => {
            a.iter().zip(b).all(|(&a, &b)| near(a.into(), b.into()))
        }
        (Data::Float64(a), Data::Float64(b)) => a.iter().zip(b).all(|(&a, &b)| near(a, b)),
        (a, b) => a == b,
    };
    same && output.shape() == expected.shape()
}
