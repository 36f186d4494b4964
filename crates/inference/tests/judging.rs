//! Which output a claim is judged by, and when a claim is not decided.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use faircat_inference::formats::{Limit, npz};
use faircat_inference::signature::{Conversion, Declared, Signature};
use faircat_inference::tensor::{Data, Tensor};
use faircat_inference::verification::{Claim, ControlSet, ControlSetRun, Recomputed, judge};

fn declared(name: &str, dtype: &str, shape: &[&str]) -> Declared {
    Declared {
        name: name.to_owned(),
        dtype: dtype.to_owned(),
        shape: shape.iter().map(|it| (*it).to_owned()).collect(),
        ..Declared::default()
    }
}

fn floats(shape: &[usize], values: &[f32]) -> Tensor {
    Tensor::new(shape.to_vec(), Data::Float32(values.to_vec())).unwrap()
}

fn integers(shape: &[usize], values: &[i64]) -> Tensor {
    Tensor::new(shape.to_vec(), Data::Int64(values.to_vec())).unwrap()
}

/// One input of one number an item, and these outputs.
fn signature(outputs: Vec<Declared>) -> Signature {
    Signature { inputs: vec![declared("x", "float32", &["batch", "1"])], outputs }
}

fn control(signature: &Signature, items: usize, arrays: &[(&str, &Tensor)]) -> ControlSet {
    let x = floats(&[items, 1], &vec![0.0; items]);
    let all = [&[("x", &x)], arrays].concat();
    ControlSet::read(&npz::write(&all).unwrap(), signature, Limit::default()).unwrap()
}

fn claim(metric: &str, value: f64) -> Claim {
    Claim { metric: metric.to_owned(), value, tolerance: Some(1e-6), ..Claim::default() }
}

fn judged(
    signature: &Signature,
    control: &ControlSet,
    outputs: &[Tensor],
    claims: &[Claim],
) -> ControlSetRun {
    judge(control, signature, outputs, claims, Some(1e-5)).unwrap()
}

fn reason(found: &Recomputed) -> &str {
    assert_eq!(found.holds, None, "{found:?}");
    found.reason.as_deref().unwrap()
}

/// As scikit-learn exports a classifier: the label first, then probabilities, no class names.
fn classifier() -> Signature {
    signature(vec![
        declared("label", "int64", &["batch"]),
        declared("probabilities", "float32", &["batch", "2"]),
    ])
}

#[test]
fn each_metric_takes_the_output_that_has_what_it_needs() {
    let signature = classifier();
    let control = control(&signature, 4, &[("label", &integers(&[4], &[0, 1, 1, 0]))]);
    let outputs =
        [integers(&[4], &[0, 1, 0, 0]), floats(&[4, 2], &[0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.7, 0.3])];
    let named = |output: &str, metric, value| Claim {
        output: Some(output.to_owned()),
        ..claim(metric, value)
    };
    let claims = [
        claim("accuracy", 0.75),
        claim("ROC AUC", 1.0),
        named("probabilities", "accuracy", 0.75),
        named("label", "ROC AUC", 1.0),
        named("scores", "accuracy", 0.75),
    ];
    let found = judged(&signature, &control, &outputs, &claims).claims;
    let used: Vec<_> = found.iter().map(|it| it.output.as_deref()).collect();
    let (label, probabilities) = (Some("label"), Some("probabilities"));
    assert_eq!(used, [label, probabilities, probabilities, label, None]);
    assert!(found[..3].iter().all(|it| it.holds == Some(true)), "{found:?}");
    assert_eq!(reason(&found[3]), "ROC AUC needs probabilities, but `label` gives labels");
    assert_eq!(
        reason(&found[4]),
        "the model has no output `scores`; it has `label`, `probabilities`"
    );
}

#[test]
fn labels_alone_have_an_accuracy_and_no_probabilities() {
    let signature = signature(vec![declared("label", "int64", &["batch", "1"])]);
    let control = control(&signature, 6, &[("label", &integers(&[6, 1], &[2, 1, 1, 2, 1, 1]))]);
    let claims = [claim("accuracy", 2.0 / 3.0), claim("log loss", 0.1)];
    let outputs = [integers(&[6, 1], &[2, 1, 0, 2, 1, 0])];
    let found = judged(&signature, &control, &outputs, &claims);
    assert_eq!(found.claims[0].holds, Some(true), "{found:?}");
    assert_eq!(reason(&found.claims[1]), "no output of the model gives probabilities or scores");
    assert_eq!(found.confusion, [[0, 0, 0], [2, 2, 0], [0, 0, 2]]);
    let outputs = [integers(&[6, 1], &[2, 1, -1, 2, 1, 0])];
    let found = judged(&signature, &control, &outputs, &claims[..1]).claims;
    assert_eq!(reason(&found[0]), "`label` gives the label -1, which is no class index");
}

#[test]
fn one_value_an_item_is_the_probability_of_class_1() {
    let signature = signature(vec![declared("score", "float32", &["batch", "1"])]);
    let control = control(&signature, 4, &[("label", &integers(&[4], &[0, 1, 1, 0]))]);
    let claims = [claim("accuracy", 0.75), claim("ROC AUC", 1.0)];
    for scores in [[0.1, 0.9, 0.45, 0.2], [-2.0, 3.0, -0.1, -1.0]] {
        let outputs = [floats(&[4, 1], &scores)];
        let found = judged(&signature, &control, &outputs, &claims);
        assert_eq!(found.holds(), Some(true), "{found:?}");
    }
}

#[test]
fn logits_become_probabilities_and_many_classes_have_an_accuracy() {
    let mut logits = declared("logits", "float32", &["batch", "3"]);
    logits.classes = ["a", "b", "c"].map(str::to_owned).to_vec();
    let signature = signature(vec![logits]);
    let labels = [2, 0, 2, 0, 2, 0, 2, 0];
    let control = control(&signature, 8, &[("label", &integers(&[8], &labels))]);
    let outputs = [floats(&[8, 3], &[0.0; 24])];
    let claims = [claim("log loss", 3f64.ln()), claim("accuracy", 0.5), claim("ROC AUC", 0.5)];
    let found = judged(&signature, &control, &outputs, &claims).claims;
    assert_eq!((found[0].holds, found[1].holds), (Some(true), Some(true)));
    assert!(reason(&found[2]).starts_with("the metric is for two classes, not 3; for more, "));
}

#[test]
fn positions_are_those_of_the_targets_shape() {
    let mut position = declared("position", "float32", &["batch", "2"]);
    position.conversion = Some(Conversion { factor: 11.0, unit: "pixel".to_owned() });
    let signature = signature(vec![declared("height", "float32", &["batch", "1"]), position]);
    let outputs = [floats(&[2, 1], &[7.0, 7.0]), floats(&[2, 2], &[0.0, 0.0, 0.3, 0.4])];
    let target = floats(&[2, 2], &[0.0; 4]);
    let control_set = control(&signature, 2, &[("target", &target)]);
    let claims = [
        Claim { unit: Some("pixel".to_owned()), ..claim("mean Euclidean error", 2.75) },
        Claim { output: Some("height".to_owned()), ..claim("mean Euclidean error", 7.0) },
        claim("accuracy", 0.5),
    ];
    let found = judged(&signature, &control_set, &outputs, &claims).claims;
    assert_eq!(found[0].output.as_deref(), Some("position"));
    assert!((found[0].value.unwrap() - 2.75).abs() < 1e-6, "{found:?}");
    assert_eq!(reason(&found[1]), "the model gives 1 values for an item, the control set has 2");
    assert_eq!(reason(&found[2]), "the metric needs class labels, not target values");
}

#[test]
fn what_cannot_be_computed_is_said_and_does_not_hold() {
    let signature = classifier();
    let outputs = |probability: f32| {
        [integers(&[2], &[1, 1]), floats(&[2, 2], &[0.5, 0.5, 1.0 - probability, probability])]
    };
    let claims = [claim("ROC AUC", 0.5)];
    let one_class = control(&signature, 2, &[("label", &integers(&[2], &[1, 1]))]);
    let found = judged(&signature, &one_class, &outputs(0.5), &claims);
    assert_eq!(reason(&found.claims[0]), "the metric needs items of both classes");
    assert_eq!(found.holds(), None);
    let both = control(&signature, 2, &[("label", &integers(&[2], &[0, 1]))]);
    let found = judged(&signature, &both, &outputs(f32::NAN), &claims);
    assert_eq!(reason(&found.claims[0]), "row 1 of the output is not finite");
    let none = control(&signature, 2, &[]);
    let found = judged(&signature, &none, &outputs(0.5), &claims);
    assert_eq!(reason(&found.claims[0]), "the control set has neither `label` nor `target`");
    let beyond = control(&signature, 2, &[("label", &integers(&[2], &[0, 5]))]);
    let found = judged(&signature, &beyond, &outputs(0.5), &claims);
    assert_eq!(reason(&found.claims[0]), "row 1 has the label 5, but there are 2 classes");
}

#[test]
fn shares_can_be_in_percent_and_nothing_else() {
    let signature = classifier();
    let labels = [0, 1, 0, 1, 0, 1, 0, 1];
    let control = control(&signature, 8, &[("label", &integers(&[8], &labels))]);
    let outputs = [integers(&[8], &[0; 8]), floats(&[8, 2], &[0.5; 16])];
    let percent = |metric, value| Claim { unit: Some("%".to_owned()), ..claim(metric, value) };
    let claims = [percent("accuracy", 50.0), percent("log loss", 69.0)];
    let found = judged(&signature, &control, &outputs, &claims).claims;
    assert_eq!(found[0].holds, Some(true));
    assert_eq!(reason(&found[1]), "log loss has no unit `%`");
}

/// Background of which `passing` of `all` items score as high as the signal.
fn rejection(passing: usize, all: usize, claimed: f64) -> Recomputed {
    let signature = classifier();
    let items = all + 1;
    let mut labels = vec![0; all];
    labels.push(1);
    let score = |item: usize| if item < passing || item == all { 0.9 } else { 0.1 };
    let scores: Vec<f32> = (0..items).flat_map(|it| [1.0 - score(it), score(it)]).collect();
    let control = control(&signature, items, &[("label", &integers(&[items], &labels))]);
    let outputs = [integers(&[items], &labels), floats(&[items, 2], &scores)];
    let claims = [claim("background rejection at 50 % signal efficiency", claimed)];
    judged(&signature, &control, &outputs, &claims).claims.remove(0)
}

#[test]
fn a_rejection_that_few_items_decide_is_a_limit() {
    for (passing, shown) in [(1, "> 270"), (0, "> 430"), (9, "> 83")] {
        let found = rejection(passing, 1309, 1309.0);
        assert!(reason(&found).starts_with("the control set has too few items"), "{found:?}");
        assert_eq!(found.shown().recomputed.as_deref(), Some(shown));
    }
    // 39 of 20,000 are enough for a value, with an interval and no standard deviation.
    let found = rejection(39, 20_000, 20_000.0 / 39.0);
    assert_eq!((found.holds, found.uncertainty), (Some(true), None));
    let [low, high] = found.interval.unwrap();
    assert!(513.0 - low < high - 513.0, "{low} {high}");
    assert_eq!(found.shown().recomputed.as_deref(), Some("510 (+90 −80)"));
}

#[test]
fn a_quantile_beyond_the_last_item_is_a_limit() {
    let signature = signature(vec![declared("position", "float32", &["batch", "1"])]);
    let target = floats(&[4, 1], &[0.0; 4]);
    let control = control(&signature, 4, &[("target", &target)]);
    let outputs = [floats(&[4, 1], &[1.0, 2.0, 3.0, 4.0])];
    let claims =
        [claim("Euclidean error, 95 % quantile", 3.85), claim("median Euclidean error", 2.5)];
    let found = judged(&signature, &control, &outputs, &claims).claims;
    assert!(found[0].limit.is_some() && found[0].holds.is_none(), "{found:?}");
    assert_eq!(found[1].holds, Some(true));
}

#[test]
fn a_claim_within_a_wide_tolerance_only_is_not_decided() {
    let signature = classifier();
    let control = control(&signature, 4, &[("label", &integers(&[4], &[0, 1, 1, 0]))]);
    let outputs = [integers(&[4], &[0, 1, 0, 1]), floats(&[4, 2], &[0.5; 8])];
    let with = |value, tolerance| Claim { tolerance, ..claim("accuracy", value) };
    let claims =
        [with(0.75, Some(0.5)), with(0.75, None), with(0.5, Some(-1.0)), with(0.5, Some(0.0))];
    let found = judged(&signature, &control, &outputs, &claims).claims;
    assert!(reason(&found[0]).starts_with("the value agrees only within a tolerance"));
    assert_eq!(reason(&found[1]), "the claim has no `tolerance`");
    assert_eq!(reason(&found[2]), "the `tolerance` of the claim is no width");
    assert_eq!(found[3].holds, Some(true));
}

#[test]
fn outputs_are_compared_by_what_rounding_explains() {
    let signature = classifier();
    let label = integers(&[2], &[0, 1_000_000]);
    let reference = floats(&[2, 2], &[300.0, -300.0, 0.0, 0.0]);
    let arrays = [("reference_label", &label), ("reference_probabilities", &reference)];
    let control = control(&signature, 2, &arrays);
    let near = [integers(&[2], &[0, 1_000_001]), floats(&[2, 2], &[300.002, -300.0, 0.0, 0.0])];
    let found = judge(&control, &signature, &near, &[], Some(1e-5)).unwrap().outputs;
    // Integers are not rounded; real numbers are, in proportion to their range.
    assert_eq!((found[0].holds, found[0].tolerance), (Some(false), Some(1e-5)));
    assert_eq!(found[1].holds, Some(true));
    assert!((found[1].tolerance.unwrap() - 3e-3).abs() < 1e-9);
    assert_eq!(found[1].shown().tolerance.as_deref(), Some("0.003"));
    let found = judge(&control, &signature, &near, &[], Some(f64::NAN)).unwrap().outputs;
    assert_eq!(found[1].holds, None);
    let far = [label, floats(&[2, 2], &[310.0, -300.0, 0.0, 0.0])];
    let found = judge(&control, &signature, &far, &[], Some(0.5)).unwrap().outputs;
    assert_eq!(found[1].holds, None);
    assert!(found[1].reason.as_deref().unwrap().contains("rounding does not explain"));
    let found = judge(&control, &signature, &far, &[], None).unwrap().outputs;
    assert_eq!(found[1].reason.as_deref(), Some("the control set has no `tolerance`"));
}

#[test]
fn fidelity_needs_reference_outputs_and_no_labels() {
    let signature = classifier();
    let reference = floats(&[2, 2], &[0.5, 0.5, 0.2, 0.8]);
    let outputs = [integers(&[2], &[0, 1]), floats(&[2, 2], &[0.5, 0.5, 0.4, 0.6])];
    let with = control(&signature, 2, &[("reference_probabilities", &reference)]);
    let found = judged(&signature, &with, &outputs, &[claim("fidelity", 0.9)]).claims;
    assert!((found[0].value.unwrap() - 0.9).abs() < 1e-6, "{found:?}");
    let without = control(&signature, 2, &[]);
    let found = judged(&signature, &without, &outputs, &[claim("fidelity", 0.9)]).claims;
    assert_eq!(reason(&found[0]), "the control set has no reference outputs");
}

#[test]
fn a_control_set_without_items_is_refused() {
    let signature = classifier();
    let bytes = npz::write(&[("x", &floats(&[0, 1], &[]))]).unwrap();
    let refused = ControlSet::read(&bytes, &signature, Limit::default()).unwrap_err();
    assert!(refused.to_string().contains("no items"), "{refused}");
}
