//! Claims are recomputed on a control set, and a wrong one does not hold.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use faircat_inference::engine::{Engine, Options};
use faircat_inference::engines::tract::Tract;
use faircat_inference::formats::{Limit, npz};
use faircat_inference::metrics::{Metric, metric_by_name};
use faircat_inference::onnx::describe;
use faircat_inference::signature::{Conversion, Declared, Feature, Signature, compare};
use faircat_inference::tensor::{Data, Tensor};
use faircat_inference::verification::{
    Claim, ControlSet, ControlSetRun, NO_ONE_SCALE, agrees, compared, has_one_scale, judge,
    largest_difference, unit_factor, verify,
};

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

fn verified(control: &ControlSet, claims: &[Claim]) -> ControlSetRun {
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
    assert_eq!(serde_json::from_str::<ControlSetRun>(&json).unwrap(), result);
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
        "`label` of the control set has 3 items, the inputs have 4"
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

#[test]
fn integers_are_told_apart_however_large_they_are() {
    let large = 1_i64 << 60;
    let whole = |value: i64| tensor(&[1], Data::Int64(vec![value]));
    let apart = |a: &Tensor, b: &Tensor| largest_difference(a, b).unwrap().0;
    assert_eq!(apart(&whole(large), &whole(large + 17)), 17.0);
    assert_eq!(agrees(&whole(large), &whole(large + 17), 0.0), Some(false));
    assert_eq!(agrees(&whole(large), &whole(large), 0.0), Some(true));
    assert_eq!(apart(&whole(i64::MIN), &whole(i64::MAX)), u64::MAX as f64);
    let unsigned = tensor(&[1], Data::Uint64(vec![u64::MAX]));
    assert_eq!(apart(&unsigned, &tensor(&[1], Data::Uint64(vec![u64::MAX - 1]))), 1.0);
    let real = tensor(&[1], Data::Float64(vec![large as f64]));
    assert_eq!((apart(&whole(large + 17), &real), apart(&real, &whole(large))), (17.0, 0.0));
    let half = tensor(&[1], Data::Float64(vec![-2.5]));
    assert_eq!((apart(&whole(-2), &half), apart(&half, &whole(-3))), (0.5, 0.5));
    let nan = tensor(&[1], Data::Float64(vec![f64::NAN]));
    assert_eq!(apart(&nan, &whole(0)), f64::INFINITY);
}

#[test]
fn one_huge_reference_lets_no_other_value_pass() {
    let rows = |first: [f32; 2], width: f32| {
        let others = (0..399).flat_map(|row| [width * (1.0 + row as f32), width]);
        tensor(&[400, 2], Data::Float32(first.into_iter().chain(others).collect()))
    };
    for (reference, is_scale) in [
        (rows([5.0, -3.0], 1.0), true),
        (rows([0.1, 0.9], 0.002), true),
        (rows([1e30, 0.0], 1.0), false),
        (rows([1.0, 0.0], 1e-9), false),
        (tensor(&[3, 2], Data::Float32(vec![1e30, 1.0, 1e30, 2.0, 1e30, 3.0])), false),
        (tensor(&[3, 2], Data::Float32(vec![1e30, 0.0, 1e30, 0.0, 1e30, 0.0])), true),
    ] {
        assert_eq!(has_one_scale(&reference, 1e-5), is_scale, "{:?}", reference.data().to_f64());
    }
    // By the same rule one engine is held against another.
    let of = |values: [f32; 4]| tensor(&[2, 2], Data::Float32(values.to_vec()));
    let (one, other) = (of([1e30, 7.0, 1e30, 9.0]), of([1e30, 1.0, 1e30, 2.0]));
    let pair = compared(&one, &other, Some(1e-5));
    assert_eq!((pair.holds, pair.applied, pair.largest), (None, None, Some(7.0)));
    let pair = compared(&of([2e30, 7.0, 1e30, 9.0]), &other, Some(1e-5));
    assert_eq!(pair.holds, Some(false));
    let pair = compared(&of([3.0, 7.0, 1.0, 9.0]), &of([3.0, 7.0, 1.0, 9.0]), Some(1e-5));
    assert_eq!((pair.holds, pair.largest), (Some(true), Some(0.0)));
    let mut control = control_set(0.0);
    let huge = [1e30, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
    control.references[0].1 = tensor(&[4, 2], Data::Float32(huge.to_vec()));
    let mut signature = signature();
    signature.outputs.truncate(1);
    let given = [1e30, 7.0, 5.0, 5.0, 9.0, 9.0, 3.0, 3.0];
    let outputs = [tensor(&[4, 2], Data::Float32(given.to_vec()))];
    let result = judge(&control, &signature, &outputs, &[], Some(1e-5)).unwrap();
    let output = &result.outputs[0];
    assert_eq!((output.holds, output.tolerance, output.is_open()), (None, None, true));
    assert_eq!(output.reason.as_deref(), Some(NO_ONE_SCALE));
}

#[test]
fn a_factor_that_is_not_above_zero_converts_nothing() {
    for factor in [-1.0, 0.0, f64::NAN, f64::INFINITY] {
        let conversion = Some(Conversion { factor, unit: "pixel".to_owned() });
        let output = Declared { conversion, ..Declared::default() };
        let claim = claim("mean Euclidean error", -0.4, Some("pixel"));
        assert!(unit_factor(Metric::EuclideanMean, &claim, Some(&output)).is_err());
    }
    assert_eq!(metric_by_name("Euclidean error, 0 % quantile"), None);
}

#[test]
fn errors_have_the_unit_of_the_output_or_its_square() {
    let unit = Some("pixel".to_owned());
    let features = vec![Feature { name: "x".to_owned(), unit, ..Feature::default() }];
    let own = Declared { features, ..Declared::default() };
    let conversion = Some(Conversion { factor: 11.0, unit: "pixel".to_owned() });
    let converted = Declared { conversion, ..Declared::default() };
    let factor = |name: &str, unit: &str, output: &Declared| {
        unit_factor(metric_by_name(name).unwrap(), &claim(name, 1.0, Some(unit)), Some(output))
    };
    for (name, unit, expected) in
        [("mean absolute error", "pixel", 11.0), ("mean squared error", "pixel²", 121.0)]
    {
        assert_eq!(factor(name, unit, &own), Ok(1.0));
        assert_eq!(factor(name, unit, &converted), Ok(expected));
        assert!(factor(name, "furlong", &own).is_err());
    }
    assert_eq!(factor("mean squared error", "pixel^2", &own), Ok(1.0));
    assert!(factor("mean squared error", "pixel", &own).is_err());
    assert!(factor("R²", "pixel", &own).is_err());
    assert_eq!(factor("MAPE", "%", &own), Ok(100.0));
    assert_eq!(factor("macro F1", "%", &own), Ok(100.0));
}

#[test]
fn metrics_of_integers_that_double_precision_does_not_hold_are_refused() {
    let target = tensor(&[4, 2], Data::Int64(vec![(1 << 60) + 17; 8]));
    let bytes = npz::write(&[("x", &inputs()), ("target", &target)]).unwrap();
    let error = ControlSet::read(&bytes, &signature(), Limit::default()).unwrap_err().to_string();
    assert!(error.starts_with("`target` of the control set holds integers"), "{error}");
}
