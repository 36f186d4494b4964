//! Claims are recomputed on a control set, and a wrong one does not hold.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use faircat_inference::engine::{Engine, Options};
use faircat_inference::engines::tract::Tract;
use faircat_inference::formats::{Limit, npz};
use faircat_inference::onnx::describe;
use faircat_inference::signature::{Conversion, Declared, Signature, compare};
use faircat_inference::tensor::{Data, Tensor};
use faircat_inference::verification::{Claim, ControlSet, Verification, verify};

const AFFINE: &[u8] = include_bytes!("fixtures/affine.onnx");

fn declared(name: &str, shape: &[&str], classes: &[&str]) -> Declared {
    let owned = |texts: &[&str]| texts.iter().map(|it| (*it).to_owned()).collect();
    Declared {
        name: name.to_owned(),
        dtype: "float32".to_owned(),
        shape: owned(shape),
        classes: owned(classes),
        ..Declared::default()
    }
}

fn signature() -> Signature {
    Signature {
        inputs: vec![declared("x", &["batch", "3"], &[])],
        outputs: vec![
            declared("logits", &["batch", "2"], &["no", "yes"]),
            declared("probabilities", &["batch", "2"], &["no", "yes"]),
        ],
    }
}

fn tensor(shape: &[usize], data: Data) -> Tensor {
    Tensor::new(shape.to_vec(), data).unwrap()
}

/// Inputs, of which the first of three numbers decides: [1, 0, 0] is `no`, [-1, 0, 0] is `yes`.
fn inputs() -> Tensor {
    let rows = [[1.0, 0.0, 0.0], [-1.0, 0.0, 0.0], [0.5, 0.0, 0.0], [0.25, 0.0, 0.0]];
    tensor(&[4, 3], Data::Float32(rows.concat()))
}

/// Logits x₀ + 1/8 and −x₀ − 1/8.
fn logits(shift: f32) -> Tensor {
    let rows = [1.0f32, -1.0, 0.5, 0.25].map(|x| [x + 0.125 + shift, -x - 0.125]);
    tensor(&[4, 2], Data::Float32(rows.concat()))
}

fn control_set(shift: f32) -> ControlSet {
    let label = tensor(&[4], Data::Int64(vec![0, 1, 0, 1]));
    let arrays = [("x", &inputs()), ("label", &label), ("reference_logits", &logits(shift))];
    let bytes = npz::write(&arrays).unwrap();
    ControlSet::read(&bytes, &signature(), Limit::default()).unwrap()
}

fn claim(metric: &str, value: f64, unit: Option<&str>) -> Claim {
    let (metric, unit) = (metric.to_owned(), unit.map(str::to_owned));
    Claim { metric, value, unit, tolerance: Some(1e-6), ..Claim::default() }
}

fn verified(control: &ControlSet, claims: &[Claim]) -> Verification {
    let mut session = Tract.load(AFFINE, &Options::default()).unwrap();
    verify(control, &signature(), session.as_mut(), 3, claims, Some(1e-5)).unwrap()
}

#[test]
fn claims_that_are_true_hold() {
    let claims = [
        claim("accuracy", 0.75, None),
        claim("accuracy", 75.0, Some("%")),
        claim("ROC AUC", 1.0, None),
    ];
    let result = verified(&control_set(0.0), &claims);
    assert_eq!(result.holds(), Some(true));
    let claims = [claims.as_slice(), &[claim("throughput", 5.0, None)]].concat();
    let result = verified(&control_set(0.0), &claims);
    // One claim was not recomputed, so that the whole is not decided.
    assert_eq!(result.holds(), None);
    assert_eq!(verified(&control_set(0.0), &[]).holds(), None);
    assert_eq!(result.items, 4);
    let holds: Vec<_> = result.claims.iter().map(|it| it.holds).collect();
    assert_eq!(holds, [Some(true), Some(true), Some(true), None]);
    assert_eq!(
        result.claims[3].reason.as_deref(),
        Some("`throughput` is no metric that can be recomputed")
    );
    // Three of four: too few for a standard deviation.
    assert_eq!(result.claims[0].uncertainty, None);
    let [low, high] = result.claims[0].interval.unwrap();
    assert!(0.4 < low && low < 0.75 && 0.75 < high && high < 1.0, "{low} {high}");
    assert_eq!(result.outputs[0].largest, Some(0.0));
    assert_eq!((result.outputs[1].largest, result.outputs[1].holds), (None, None));
    assert_eq!(result.confusion, [[2, 0], [1, 1]]);
    let json = serde_json::to_string(&result).unwrap();
    assert_eq!(serde_json::from_str::<Verification>(&json).unwrap(), result);
}

#[test]
fn a_wrong_claim_and_a_wrong_reference_do_not_hold() {
    let result = verified(&control_set(0.0), &[claim("accuracy", 0.9, None)]);
    assert_eq!((result.claims[0].value, result.claims[0].holds), (Some(0.75), Some(false)));
    assert_eq!(result.holds(), Some(false));
    let shifted = verified(&control_set(0.5), &[]);
    assert_eq!((shifted.outputs[0].largest, shifted.outputs[0].holds), (Some(0.5), Some(false)));
    assert_eq!(shifted.holds(), Some(false));
}

#[test]
fn errors_of_positions_are_given_in_the_unit_of_the_claim() {
    let mut position = declared("logits", &["batch", "2"], &[]);
    position.conversion = Some(Conversion { factor: 11.0, unit: "pixel".to_owned() });
    let signature = Signature { outputs: vec![position], ..signature() }
        .in_order_of(&describe(AFFINE).unwrap());
    assert_eq!(signature.outputs.len(), 2);
    let target = logits(0.25);
    let bytes = npz::write(&[("x", &inputs()), ("target", &target)]).unwrap();
    let control = ControlSet::read(&bytes, &signature, Limit::default()).unwrap();
    let claims = [
        claim("mean Euclidean error", 2.75, Some("pixel")),
        claim("mean Euclidean error", 0.25, None),
        claim("mean Euclidean error", 550.0, Some("um")),
    ];
    let mut session = Tract.load(AFFINE, &Options::default()).unwrap();
    let result = verify(&control, &signature, session.as_mut(), 4, &claims, None).unwrap();
    let values: Vec<_> = result.claims.iter().map(|it| it.holds).collect();
    assert_eq!(values, [Some(true), Some(true), None]);
    assert_eq!(
        result.claims[2].reason.as_deref(),
        Some("the record does not say how the output becomes um")
    );
}

#[test]
fn control_sets_that_do_not_fit_are_refused() {
    let refused = |arrays: &[(&str, &Tensor)]| {
        let bytes = npz::write(arrays).unwrap();
        ControlSet::read(&bytes, &signature(), Limit::default()).unwrap_err().to_string()
    };
    let x = inputs();
    let short = tensor(&[3], Data::Int64(vec![0, 1, 0]));
    assert_eq!(
        refused(&[("x", &x), ("label", &short)]),
        "`label or target` of the control set has 3 items, the inputs have 4"
    );
    let negative = tensor(&[4], Data::Int64(vec![0, 1, 0, -1]));
    assert_eq!(
        refused(&[("x", &x), ("label", &negative)]),
        "`label` of the control set holds a number that is no class"
    );
    assert_eq!(refused(&[("y", &x)]), "the data have no `x`; they have `y`");
}

#[test]
fn a_signature_is_held_against_its_file() {
    let file = describe(AFFINE).unwrap();
    assert_eq!(compare(&signature(), &file), []);
    let mut wrong = signature();
    wrong.inputs[0].dtype = "float64".to_owned();
    wrong.inputs[0].shape[1] = "4".to_owned();
    wrong.outputs[0].name = "scores".to_owned();
    wrong.outputs[1].classes.push("perhaps".to_owned());
    let found: Vec<String> = compare(&wrong, &file).iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "`x` is declared as float64, but is float32 in the file",
            "axis 1 of `x` is declared as 4, but is 3 in the file",
            "the record declares the output `scores`, which the file does not have; it has \
             `logits`, `probabilities`",
            "`probabilities` has 3 classes, but no axis of that size in the file: [batch, 2]",
            "the file has the output `logits`, which the record does not declare",
        ]
    );
}
