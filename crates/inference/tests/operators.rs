//! The operators against ONNX's own test cases, whose outputs are those of its reference
//! implementation in numpy: each is computed alike, or refused with a reason.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test fails where it panics, says how much it ran, and writes what it accepts"
)]

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use faircat_inference::engine::{Engine, Options};
use faircat_inference::engines::tract::Tract;
use faircat_inference::formats::{Limit, npy};
use faircat_inference::tensor::{Data, Tensor};

const CASES: &[u8] = include_bytes!("fixtures/operators.zip");

/// Cases that are refused, each with the reason.
const REFUSED: &str = include_str!("fixtures/operators-refused.txt");

#[test]
fn operators_give_what_the_reference_gives_or_are_refused() {
    let (mut refused, mut wrong, mut equal) = (String::new(), Vec::new(), 0);
    let more = std::env::var_os("FAIRCAT_OPERATORS_ZIP").map(|path| std::fs::read(path).unwrap());
    let cases = cases(more.as_deref().unwrap_or(CASES));
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
        } else {
            equal += 1;
        }
    }
    let count = refused.lines().count();
    println!("{equal} equal, {count} refused, {} different", wrong.len());
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        std::fs::write("tests/fixtures/operators-refused.txt", &refused).unwrap();
    } else if more.is_some() {
        println!("{refused}");
    } else {
        assert_eq!(refused, REFUSED, "INSTA_UPDATE=always writes it anew");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Models that ask for too much, contradict themselves, or make numbers that simplified algebra
/// loses (`fixtures/hostile.py`): each has its answer, or is refused in words.
#[test]
fn hostile_models_are_refused_or_answered_rightly() {
    let mut wrong = Vec::new();
    let cases = cases(include_bytes!("fixtures/hostile.zip"));
    assert!(cases.len() > 60, "{}", cases.len());
    for (name, files) in &cases {
        match (outcome(files), files.contains_key("output_0.npy")) {
            (Ok((outputs, expected)), true) => {
                if outputs.len() != 1 || !is_close(&outputs[0], &expected[0]) {
                    wrong.push(format!("{name}: {outputs:?} is not {expected:?}"));
                }
            }
            (Ok((outputs, _)), false) => wrong.push(format!("{name}: {outputs:?}")),
            (Err(reason), true) => wrong.push(format!("{name}: {reason}")),
            (Err(reason), false) if reason.contains("gave up") => {
                wrong.push(format!("{name}: {reason}"));
            }
            (Err(_), false) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Files of each case by name.
fn cases(archive: &[u8]) -> BTreeMap<String, BTreeMap<String, Vec<u8>>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
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
        let mut files: Vec<_> = files.iter().filter(|(name, _)| name.starts_with(kind)).collect();
        files.sort_by_key(|(name, _)| (name.len(), *name));
        files.iter().map(|(_, bytes)| npy::read(bytes, Limit::default()).unwrap()).collect()
    };
    let session = Tract.load(&files["model.onnx"], &Options::default());
    let outputs = session.and_then(|mut session| session.run(&arrays("input")));
    let outputs = outputs.map_err(|error| error.to_string())?;
    Ok((outputs, arrays("output")))
}

/// As close as ONNX wants its backends to be: outputs of some cases have four digits. Numbers below
/// the normal range of float32 (10⁻³⁸) are equal by this: tract's Softmax has them as 0 or with few
/// digits, which no probability, and nothing computed of one, shows.
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
